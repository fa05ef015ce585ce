//! Where another matter begins in a note: at signs, at a date that begins a line, after a figure of business.

use std::ops::Range;

use crate::text::token::{Gap, Token};
use crate::text::{date, figure};

use super::compiled::Lexicon;
use super::matcher::Matcher;

/// Does a clause begin at a token, or the note end before it? A colon, quotes and a slash count.
pub(super) fn edge(matcher: &Matcher<'_, Lexicon>, at: usize) -> bool {
    let Some(token) = matcher.tokens.get(at) else { return true };
    let signs = [':', '"', '«', '“', '»', '/', '+', '=', '>'];
    token.gap >= Gap::Clause || between(matcher, at).contains(signs)
}

/// Does a figure of business end among these tokens? What is said before it is of another matter than what
/// is said after, in notes without commas: "chaise 99 € touche le RSA".
pub(super) fn told_apart(matcher: &Matcher<'_, Lexicon>, mut tokens: Range<usize>) -> bool {
    tokens.any(|at| figure::ends_at(matcher.text, matcher.tokens, at))
}

/// Does a line begin with a date that ends before a token ("02/02 grippé")?
pub(super) fn dated(matcher: &Matcher<'_, Lexicon>, at: usize) -> bool {
    let line = matcher.tokens.sentence(at).start;
    date::at(matcher.tokens, line).is_some_and(|told| line + told.tokens == at)
}

/// Is something else spoken of from a token on: in another clause, after a colon or a slash, after the
/// point that follows a whole word? What is written in small letters alone tells sentences no better.
pub(super) fn apart(matcher: &Matcher<'_, Lexicon>, at: usize) -> bool {
    let Some(token) = matcher.tokens.get(at) else { return true };
    let before = at.checked_sub(1).and_then(|index| matcher.tokens.get(index));
    let whole = || before.is_some_and(|word| word.len > 2 && matcher.know.words.knows(word.hash));
    let signs = between(matcher, at);
    token.gap >= Gap::Clause
        || signs.contains([':', '/', '=', '>'])
        || token.gap != Gap::Glued && signs.contains('.') && whole()
}

/// What is written between a token and the one before; to the end of the note after the last.
pub(super) fn between<'a>(matcher: &Matcher<'a, Lexicon>, at: usize) -> &'a str {
    let before = at.checked_sub(1).and_then(|index| matcher.tokens.get(index));
    let from = before.map_or(0, |token| token.end as usize);
    let to =
        matcher.tokens.get(at).map_or(matcher.text.len(), |token: &Token| token.start as usize);
    matcher.text.get(from..to).unwrap_or_default()
}
