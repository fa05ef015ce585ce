//! The terms that the tokens of a note bring up, and that what stands around them lets in: listed
//! first, tried afterwards, so that the many that are refused cost next to nothing.

use std::ops::Range;

use super::around::Sides;
use super::compiled::Lexicon;
use super::filed::Filed;
use super::matcher::{Matcher, as_written};

/// A term that a token brings up.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Brought {
    /// The token.
    pub(super) at: usize,
    /// The place of the term in its file.
    pub(super) place: u32,
    /// What stands on either side of the token.
    pub(super) sides: Sides,
}

/// Lists the terms that tokens bring up in a file, in their order. `told`: does what is known of a word
/// tell whether it brings any up there?
pub(super) fn bring_up(
    filed: &Filed,
    matcher: &Matcher<'_, Lexicon>,
    tokens: Range<usize>,
    told: bool,
    brought: &mut Vec<Brought>,
) {
    let note = matcher.tokens.all().get(tokens.clone()).unwrap_or_default();
    let words = matcher.words().get(tokens.clone()).unwrap_or_default();
    let mut of_token = OfToken { filed, matcher, at: 0, sides: None, brought };
    for ((token, known), at) in note.iter().zip(words).zip(tokens) {
        let told = told && as_written(token);
        if !told || known.is_hot() {
            (of_token.at, of_token.sides) = (at, None);
            of_token.list(!told || known.begins());
        }
    }
}

/// The terms that one token brings up.
struct OfToken<'n> {
    filed: &'n Filed,
    matcher: &'n Matcher<'n, Lexicon>,
    at: usize,
    /// What stands on either side of it, once that is asked.
    sides: Option<Sides>,
    brought: &'n mut Vec<Brought>,
}

impl OfToken<'_> {
    /// Lists them. `begins`: may it bring any up by how it begins?
    #[inline(never)]
    fn list(&mut self, begins: bool) {
        let (filed, matcher) = (self.filed, self.matcher);
        let Some(token) = matcher.tokens.get(self.at) else { return };
        let beside = matcher.beside(self.at);
        if !as_written(token) {
            for word in matcher.guessed(self.at).ids() {
                filed.of_word(word, beside).for_each(|place| self.add(place));
            }
        } else if let Some(word) = matcher.written(self.at) {
            filed.of_word(word, beside).for_each(|place| self.add(place));
        }
        if begins && filed.heads.head(matcher.tokens.head(token)) {
            let word = matcher.tokens.word(token);
            filed.of_beginning(word, beside).for_each(|place| self.add(place));
        }
    }

    /// Adds the term at a place, when what stands on either side of the token lets it in.
    #[inline(never)]
    fn add(&mut self, place: u32) {
        let sides = *self.sides.get_or_insert_with(|| self.matcher.sides(self.at));
        if self.filed.lets_in(place, &sides) {
            self.brought.push(Brought { at: self.at, place, sides });
        }
    }
}
