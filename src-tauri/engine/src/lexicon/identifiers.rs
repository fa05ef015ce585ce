//! Finds identifiers: a regular expression gives the shape, a check confirms.
//!
//! Regular expressions are slow beside the rest, so they are tried only on notes that hold enough
//! digits in a row, or a word that asks for them (a rule's `near`).

use crate::text::token::{Gap, Kind, Token, Tokens};

use super::compiled::Lexicon;
use super::scan::Hit;

/// Digits in a row (short groups of letters between them allowed) worth a regular expression:
/// more than a telephone number.
const DIGITS: u32 = 11;
/// Letters and digits mixed without a blank, as long as an Italian codice fiscale.
const MIXED: u32 = 15;
/// How many of those are digits, at least.
const MIXED_DIGITS: u32 = 5;
/// Digits in the whole note, at least: as many as a codice fiscale holds.
const FEWEST: u32 = 7;

/// May the note hold an identifier that no word announces?
pub(crate) fn worth_a_try(tokens: &Tokens) -> bool {
    tokens.digits() >= FEWEST
        && (tokens.digits() >= DIGITS && has_row(tokens.all()) || has_mixed(tokens.all()))
}

/// Are there enough digits in a row?
fn has_row(tokens: &[Token]) -> bool {
    let mut digits = 0;
    tokens.iter().any(|token| {
        let number = token.kind == Kind::Number;
        let goes_on = token.gap < Gap::Clause && (number || token.len <= 4);
        digits = if goes_on { digits } else { 0 } + if number { token.len } else { 0 };
        digits >= DIGITS
    })
}

/// Are there enough letters and digits without a blank?
fn has_mixed(tokens: &[Token]) -> bool {
    let (mut mixed, mut digits) = (0, 0);
    tokens.iter().any(|token| {
        let own = if token.kind == Kind::Number { token.len } else { 0 };
        if token.gap == Gap::Glued {
            mixed += token.len;
            digits += own;
        } else {
            (mixed, digits) = (token.len, own);
        }
        mixed >= MIXED && digits >= MIXED_DIGITS
    })
}

impl Lexicon {
    /// What the regular expressions of some rules find and their checks confirm.
    pub(crate) fn identifiers(
        &self,
        rules: &[u32],
        text: &str,
        tokens: &Tokens,
        hits: &mut Vec<Hit>,
    ) {
        for &index in rules {
            let shape = self.rules.get(index as usize).and_then(|rule| rule.shape.as_ref());
            for found in shape.into_iter().flat_map(|shape| shape.find(text)) {
                let inside = |token: &Token| {
                    (token.start as usize) < found.end && (token.end as usize) > found.start
                };
                let Some(first) = tokens.all().iter().position(inside) else { continue };
                let count = tokens.all().iter().skip(first).take_while(|t| inside(t)).count();
                let tokens = first..first + count;
                hits.push(Hit {
                    rule: index as usize,
                    tokens,
                    span: found,
                    term: None,
                    on_appeal: false,
                });
            }
        }
    }
}
