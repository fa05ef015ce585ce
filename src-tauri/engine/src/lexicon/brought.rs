//! The terms that the tokens of a note bring up, and that what stands around them lets in: listed
//! first, tried afterwards, so that the many that are refused cost next to nothing.

use std::ops::Range;

use super::around::Sides;
use super::compile::Step;
use super::compiled::Lexicon;
use super::filed::{Filed, Guard, Trigger};
use super::matcher::{Matcher, as_written};

/// A term that a token brings up.
#[derive(Clone, Debug)]
pub(crate) struct Brought {
    /// The token.
    pub(super) at: usize,
    /// The place of the term in its file.
    pub(super) place: u32,
    /// The token's clause.
    pub(super) clause: Range<usize>,
    /// What stands on either side of the token.
    pub(super) sides: Sides,
}

impl Brought {
    /// The first token that a match of the term with these steps may take; none when a word that it
    /// requires is not within its reach.
    pub(super) fn first(
        &self,
        matcher: &Matcher<'_, Lexicon>,
        trigger: &Trigger,
        steps: &[Step],
    ) -> Option<usize> {
        let (back, ahead) = (trigger.back as usize, trigger.ahead as usize);
        let first = self.at.saturating_sub(back);
        if !trigger.joined {
            return Some(first);
        }
        let (before, own) = steps.split_at_checked(trigger.place as usize)?;
        let (_, after) = own.split_first()?;
        let Sides { left, right } = self.sides;
        if !matcher.needed_in(before, left) || !matcher.needed_in(after, right) {
            return None;
        }
        let first = first.max(self.clause.start);
        let next = self.at + 1;
        let end = self.clause.end.min(next + ahead);
        let may = matcher.may_match(before, first..self.at) && matcher.may_match(after, next..end);
        may.then_some(first)
    }
}

/// Lists the terms that tokens, in their order, bring up in a file.
pub(super) fn bring_up(
    filed: &Filed,
    matcher: &Matcher<'_, Lexicon>,
    tokens: impl Iterator<Item = usize>,
    brought: &mut Vec<Brought>,
) {
    let mut clauses = matcher.clauses();
    let mut clause = 0..0;
    for at in tokens {
        while at >= clause.end {
            clause = clauses.next().unwrap_or(at..at + 1);
        }
        let Some(token) = matcher.tokens.get(at) else { break };
        let mut of_token = OfToken { matcher, at, clause: &clause, sides: None, brought };
        let beside = matcher.beside(at);
        if !as_written(token) {
            for word in matcher.guessed(at).ids() {
                filed.of_word(word, beside, |place, guard| of_token.add(place, guard));
            }
        } else if let Some(word) = matcher.written(at) {
            filed.of_word(word, beside, |place, guard| of_token.add(place, guard));
        }
        if filed.heads.head(matcher.tokens.head(token)) {
            let word = matcher.tokens.word(token);
            filed.of_beginning(word, beside, |place, guard| of_token.add(place, guard));
        }
    }
}

/// The terms that one token brings up.
struct OfToken<'n> {
    matcher: &'n Matcher<'n, Lexicon>,
    at: usize,
    clause: &'n Range<usize>,
    /// What stands on either side of it, once that is asked.
    sides: Option<Sides>,
    brought: &'n mut Vec<Brought>,
}

impl OfToken<'_> {
    /// Adds the term at a place, when what stands on either side of the token lets it in.
    #[inline(never)]
    fn add(&mut self, place: u32, guard: &Guard) {
        let Self { matcher, at, clause, .. } = *self;
        let sides = *self.sides.get_or_insert_with(|| matcher.sides(at, clause));
        if guard.lets_in(&sides) {
            self.brought.push(Brought { at, place, clause: clause.clone(), sides });
        }
    }
}
