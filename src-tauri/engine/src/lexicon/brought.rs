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
        let mut bring = |place| brought.push(Brought { at, place });
        if known.is_as_written()
            && let Some(word) = known.id()
        {
            filed.of_word(word, beside, &mut bring);
        }
        if !known.is_as_written() | known.may_begin() {
            otherwise(filed, matcher, at as usize, beside, bring);
        }
    }
}

/// Hands over the places of the terms that a token brings up by the words that it may stand for, when it does not
/// mean what is written, and then by how it begins.
#[inline(never)]
fn otherwise(
    filed: &Filed,
    matcher: &Matcher<'_, Lexicon>,
    at: usize,
    beside: Beside,
    mut bring: impl FnMut(u32),
) {
    matcher.guessed(at).ids().for_each(|id| filed.of_word(id, beside, &mut bring));
    let token = matcher.tokens.get(at);
    let begins = token.filter(|token| filed.heads.head(matcher.tokens.head(token)));
    if let Some(token) = begins {
        filed.of_beginning(matcher.tokens.word(token), beside, bring);
    }
}
