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

/// May the note hold an identifier that no word announces?
pub(crate) fn worth_a_try(tokens: &Tokens) -> bool {
    if tokens.digits() < 7 {
        return false;
    }
    let (mut digits, mut mixed, mut mixed_digits) = (0, 0, 0);
    for token in tokens.all() {
        let number = token.kind == Kind::Number;
        if token.gap != Gap::Glued {
            (mixed, mixed_digits) = (0, 0);
        }
        mixed += token.len;
        let row = token.gap < Gap::Clause && (number || token.len <= 4);
        digits = if row { digits } else { 0 };
        if number {
            digits += token.len;
            mixed_digits += token.len;
        }
        if digits >= DIGITS || mixed >= MIXED && mixed_digits >= 5 {
            return true;
        }
    }
    false
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
                hits.push(Hit { rule: index as usize, tokens, span: found, term: None });
            }
        }
    }
}
