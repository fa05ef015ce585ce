//! The terms that the tokens of a note bring up, and that what stands around them lets in: listed
//! first, tried afterwards, so that the many that are refused cost next to nothing.

use std::ops::Range;

use super::around::{Beside, Sides};
use super::compiled::Lexicon;
use super::filed::Filed;
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

/// Lists the terms that tokens of whole sentences bring up in a file, in their order. `told`: does what
/// is known of a word tell whether it brings any up there?
pub(super) fn bring_up(
    filed: &Filed,
    matcher: &Matcher<'_, Lexicon>,
    tokens: Range<usize>,
    told: bool,
    brought: &mut Vec<Brought>,
) {
    let note = matcher.tokens.all().get(tokens.clone()).unwrap_or_default();
    let words = matcher.words().get(tokens.clone()).unwrap_or_default();
    let mut clause = 0..0;
    for ((token, known), at) in note.iter().zip(words).zip(tokens) {
        if at >= clause.end {
            clause = matcher.clause(at);
        }
        let told = told && as_written(token);
        if told && !known.is_hot() {
            continue;
        }
        let beside = matcher.beside(at);
        let mut of_token =
            OfToken { filed, matcher, at, clause: &clause, beside, sides: None, brought };
        if !as_written(token) {
            for word in matcher.guessed(at).ids() {
                of_token.list(filed.of_word(word));
            }
        } else if let Some(word) = known.id() {
            of_token.list(filed.of_word(word));
        }
        if (!told || known.begins()) && filed.heads.head(matcher.tokens.head(token)) {
            of_token.list(filed.of_beginning(matcher.tokens.word(token)));
        }
    }
}

/// The terms that one token brings up.
struct OfToken<'n> {
    filed: &'n Filed,
    matcher: &'n Matcher<'n, Lexicon>,
    at: usize,
    clause: &'n Range<usize>,
    beside: Beside,
    /// What stands on either side of it, once that is asked.
    sides: Option<Sides>,
    brought: &'n mut Vec<Brought>,
}

impl OfToken<'_> {
    /// Lists those of some places that what stands around the token lets in.
    #[inline(always)]
    fn list(&mut self, places: impl Iterator<Item = u32>) {
        for place in places {
            if self.filed.guard(place).is_some_and(|guard| guard.stands(self.beside)) {
                self.add(place);
            }
        }
    }

    /// Adds the term at a place, when what stands on either side of the token lets it in.
    #[inline(never)]
    fn add(&mut self, place: u32) {
        let Self { matcher, at, clause, .. } = *self;
        let sides = *self.sides.get_or_insert_with(|| matcher.sides(at, clause));
        if self.filed.guard(place).is_some_and(|guard| guard.lets_in(&sides)) {
            self.brought.push(Brought { at, place, clause: clause.clone(), sides });
        }
    }
}
