//! Figures of business in a note: amounts of money, shares, hours, days of a month.

use super::token::{Gap, Kind, Token, Tokens};

/// Words that make a number an amount of money or an hour (folded).
const COUNTED: &[&str] = &["eur", "euro", "euros", "ke", "ht", "ttc", "h", "am", "pm"];
/// Words that make it a measure (folded).
const MEASURED: &[&str] = &["k", "m2", "m", "km", "kva", "l", "t", "ex"];

/// Is a token the unit of the number before it: of an amount, an hour or a measure?
pub(crate) fn is_unit(tokens: &Tokens, at: usize) -> bool {
    counts(tokens, at, COUNTED) || counts(tokens, at, MEASURED)
}

/// Does a sign of money stand beside a number?
pub(crate) fn is_money(text: &str, token: &Token) -> bool {
    let sign = |c: char| matches!(c, '€' | '£' | '$');
    let before = text.get(..token.start as usize).unwrap_or_default();
    after(text, token).starts_with(sign) || before.trim_end().ends_with(sign)
}

/// Is a number a percentage?
pub(crate) fn is_percent(text: &str, token: &Token) -> bool {
    after(text, token).starts_with('%')
}

/// Does an amount, an hour or a date in figures end with a token? A percentage is most often of what follows.
pub(crate) fn ends_at(text: &str, tokens: &Tokens, at: usize) -> bool {
    let Some(token) = tokens.get(at) else { return false };
    let glued = |at: usize| tokens.get(at).is_some_and(|token| token.gap == Gap::Glued);
    if token.kind == Kind::Number {
        let slash = text.get(..token.start as usize).is_some_and(|before| before.ends_with('/'));
        let date = slash && glued(at) && !glued(at + 1);
        return date || is_money(text, token);
    }
    counts(tokens, at, COUNTED)
}

/// Is a token one of some words, right after a number?
fn counts(tokens: &Tokens, at: usize, words: &[&str]) -> bool {
    let unit = tokens.get(at).filter(|token| token.gap < Gap::Clause);
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    before.is_some_and(|token| token.kind == Kind::Number)
        && unit.is_some_and(|unit| words.contains(&tokens.word(unit)))
}

/// What is written after a token, blanks aside.
fn after<'t>(text: &'t str, token: &Token) -> &'t str {
    text.get(token.end as usize..).unwrap_or_default().trim_start()
}
