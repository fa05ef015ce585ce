//! The terms that the tokens of a note bring up, and that what stands beside them lets in: listed
//! first, tried afterwards, so that the many that are refused cost next to nothing.

use super::around::Beside;
use super::compiled::Lexicon;
use super::filed::Filed;
use super::matcher::{Matcher, as_written};

/// A term that a token brings up.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Brought {
    /// The token.
    pub(super) at: u32,
    /// The place of the term in its file.
    pub(super) place: u32,
}

/// Lists the terms that tokens, in their order, bring up in a file.
pub(super) fn bring_up(
    filed: &Filed,
    matcher: &Matcher<'_, Lexicon>,
    tokens: impl Iterator<Item = u32>,
    brought: &mut Vec<Brought>,
) {
    let (note, words) = (matcher.tokens.all(), matcher.words());
    for at in tokens {
        let (Some(token), Some(known)) = (note.get(at as usize), words.get(at as usize)) else {
            break;
        };
        let beside = matcher.beside(at as usize);
        let add = |place| brought.push(Brought { at, place });
        if !as_written(token) {
            guessed(filed, matcher, at, beside, brought);
        } else if let Some(word) = known.id() {
            filed.of_word(word, beside).for_each(add);
        }
        if known.may_begin() | !as_written(token) && filed.heads.head(matcher.tokens.head(token)) {
            let add = |place| brought.push(Brought { at, place });
            filed.of_beginning(matcher.tokens.word(token), beside).for_each(add);
        }
    }
}

/// The same for a token that does not mean what is written, by the words that it may stand for.
#[inline(never)]
fn guessed(
    filed: &Filed,
    matcher: &Matcher<'_, Lexicon>,
    at: u32,
    beside: Beside,
    brought: &mut Vec<Brought>,
) {
    let places = matcher.guessed(at as usize).ids().flat_map(|id| filed.of_word(id, beside));
    brought.extend(places.map(|place| Brought { at, place }));
}
