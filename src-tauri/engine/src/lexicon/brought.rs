//! The terms that the tokens of a note bring up, and that what stands beside them lets in: listed
//! first, tried afterwards, so that the many that are refused cost next to nothing.

use super::around::Beside;
use super::compiled::Lexicon;
use super::filed::Filed;
use super::matcher::Matcher;

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
    let words = matcher.words();
    for at in tokens {
        let Some(known) = words.get(at as usize) else { break };
        let beside = Beside::of(words, at as usize);
        if !known.is_as_written() {
            guessed(filed, matcher, at, beside, brought);
        } else if let Some(word) = known.id() {
            for place in filed.of_word(word, beside) {
                brought.push(Brought { at, place });
            }
        }
        if !known.is_as_written() | known.may_begin() {
            beginning(filed, matcher, at, beside, brought);
        }
    }
}

/// Lists those that a token brings up by how it begins.
#[inline(never)]
fn beginning(
    filed: &Filed,
    matcher: &Matcher<'_, Lexicon>,
    at: u32,
    beside: Beside,
    brought: &mut Vec<Brought>,
) {
    let token = matcher.tokens.get(at as usize);
    let Some(token) = token.filter(|token| filed.heads.head(matcher.tokens.head(token))) else {
        return;
    };
    let places = filed.of_beginning(matcher.tokens.word(token), beside);
    brought.extend(places.map(|place| Brought { at, place }));
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
