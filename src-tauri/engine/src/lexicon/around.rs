//! What stands around a token of a note, told in marks.

use std::ops::Range;

use super::brought::Brought;
use super::compile::Step;
use super::compiled::Lexicon;
use super::filed::{Filed, Trigger};
use super::known::Known;
use super::marks::{EDGE, Marks};
use super::matcher::Matcher;

/// Marks of the words right before and right after a token in its sentence; those of an edge where
/// there is none.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Beside {
    pub(crate) before: Marks,
    pub(crate) after: Marks,
}

/// Marks of all the words of a clause before a token, and of all those after it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sides {
    pub(crate) left: Marks,
    pub(crate) right: Marks,
}

impl Beside {
    /// Has it, on both sides, some of the marks of another?
    #[inline(always)]
    pub(super) fn shares(&self, other: Self) -> bool {
        (self.before & other.before != 0) & (self.after & other.after != 0)
    }

    /// What stands beside a word of a note.
    #[inline(always)]
    pub(super) fn of(words: &[Known], at: usize) -> Self {
        let opens = words.get(at).is_none_or(Known::opens);
        let before = words.get(at.wrapping_sub(1)).filter(|_| !opens);
        let after = words.get(at + 1).filter(|next| !next.opens());
        let marks = |word: Option<&Known>| word.map_or(EDGE, |word| word.marks);
        Self { before: marks(before), after: marks(after) }
    }
}

/// A token of a note, with what stands around it in its clause. It goes from token to token, ahead.
pub(crate) struct Around {
    at: usize,
    clause: Range<usize>,
    /// How many clauses begin up to there.
    begun: usize,
    sides: Sides,
}

impl Around {
    /// Before the first token.
    pub(crate) fn new() -> Self {
        let sides = Sides { left: EDGE, right: EDGE };
        Self { at: usize::MAX, clause: 0..0, begun: 0, sides }
    }

    /// Goes to the token that brings a term of a file up: may the term match with what stands on either
    /// side?
    pub(crate) fn lets_in(
        &mut self,
        matcher: &Matcher<'_, Lexicon>,
        filed: &Filed,
        brought: &Brought,
    ) -> bool {
        self.go_to(matcher, brought.at as usize);
        filed.lets_in(brought.place, &self.sides)
    }

    /// Goes to a token.
    fn go_to(&mut self, matcher: &Matcher<'_, Lexicon>, at: usize) {
        if self.at == at {
            return;
        }
        self.at = at;
        let clauses = matcher.clauses();
        while self.clause.end <= at {
            let start = clauses.get(self.begun).map_or(at, |start| *start as usize);
            self.begun += 1;
            let end = clauses.get(self.begun).map_or(matcher.tokens.len(), |end| *end as usize);
            self.clause = start..end.max(start + 1);
        }
        let joined = |tokens: Range<usize>| {
            let words = matcher.words().get(tokens).unwrap_or_default();
            words.iter().fold(EDGE, |all, word| all | word.marks)
        };
        let Range { start, end } = self.clause;
        self.sides = Sides { left: joined(start..at), right: joined(at + 1..end) };
    }

    /// The first token that a match of the term with these steps, which the token brings up, may take;
    /// none when a word that it requires is not within its reach.
    pub(crate) fn first(
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
