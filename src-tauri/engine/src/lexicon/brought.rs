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
        if known.is_as_written()
            && let Some(word) = known.id()
        {
            for place in filed.of_word(word, beside) {
                brought.push(Brought { at, place });
            }
        }
        if !known.is_as_written() | known.may_begin() {
            let places = otherwise(filed, matcher, at as usize, beside);
            brought.extend(places.map(|place| Brought { at, place }));
        }
    }
}

/// The places of the terms that a token brings up by the words that it may stand for, when it does not
/// mean what is written, and then by how it begins.
fn otherwise<'n>(
    filed: &'n Filed,
    matcher: &'n Matcher<'_, Lexicon>,
    at: usize,
    beside: Beside,
) -> impl Iterator<Item = u32> + 'n {
    let guessed = matcher.guessed(at).ids().flat_map(move |id| filed.of_word(id, beside));
    let token = matcher.tokens.get(at);
    let begins = token.filter(|token| filed.heads.head(matcher.tokens.head(token)));
    let word = begins.map(|token| matcher.tokens.word(token));
    guessed.chain(word.into_iter().flat_map(move |word| filed.of_beginning(word, beside)))
}
