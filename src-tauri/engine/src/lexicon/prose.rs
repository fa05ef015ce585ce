//! Prose: whole sentences in the manner of books and papers. What it says is said of nobody whom a note may be about.

use crate::text::token::{Kind, Shape, Token, Tokens};

use super::manner::Manner;

/// Words of the shortest prose.
const SHORTEST: usize = 5;

/// Is a whole note prose?
pub(super) fn is_prose(text: &str, tokens: &Tokens, manner: &Manner) -> bool {
    is_in_sentences(text, tokens) && manner.is_of_books(tokens)
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
