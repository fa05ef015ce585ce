//! Prose: whole sentences in the manner of books and papers. What it says is said of nobody whom a note may be about.

use crate::finding::Category;
use crate::text::token::{Kind, Shape, Token, Tokens};

use super::manner::Manner;

/// Words of the shortest prose.
const SHORTEST: usize = 5;
/// How much a note is prose, or none, for certain.
const SURE: i32 = 100;

/// How much a whole note is prose, as [`Manner`] weighs it; nothing or less when it is not.
pub(super) fn prose(text: &str, tokens: &Tokens, manner: &Manner) -> i32 {
    if is_in_sentences(text, tokens) { manner.of_books(tokens) } else { 0 }
}

/// Is a note so much prose that it says nothing of anybody, in a category? A wish not to be called is a costly thing
/// to miss: of that one must be surer.
pub(super) fn tells_of_others(prose: i32, category: Category) -> bool {
    prose > if category.tells_of_somebody() { 0 } else { SURE }
}

/// May a clause of a note that is so much prose be found by what it hints at? In whole sentences only where it is a note
/// for certain.
pub(super) fn may_hint(prose: i32) -> bool {
    prose == 0 || prose < -SURE
}

/// Is a note made of sentences with a capital and a point, without figures (years aside) and the signs that notes
/// are made of?
#[must_use]
pub fn is_in_sentences(text: &str, tokens: &Tokens) -> bool {
    let figure = |token: &Token| token.kind != Kind::Word && token.len != 4;
    let capital = |token: &Token| token.shape == Shape::Capital;
    let signs = ['\n', '\r', '/', '+', '€', '£', '$', '=', '>', '&'];
    tokens.len() >= SHORTEST
        && tokens.get(0).is_some_and(capital)
        && ends_with_point(text, tokens)
        && !tokens.all().iter().any(figure)
        && !text.contains(signs)
}

/// Does a point end a note, quotes and brackets aside?
fn ends_with_point(text: &str, tokens: &Tokens) -> bool {
    let after = tokens.all().last().and_then(|last| text.get(last.end as usize..));
    let closing = ['»', '”', '"', ')', ' ', '\u{a0}', '\u{202f}'];
    let point = after.unwrap_or_default().trim_start_matches(closing);
    point.starts_with(['.', '!', '?', '…', ';'])
}
