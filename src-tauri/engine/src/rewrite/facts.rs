//! What a rewriting must keep: dates, hours, telephone numbers, addresses, amounts, quantities,
//! references and the names of other contacts.

use std::ops::Range;

use crate::text::date;
use crate::text::figure::{is_money, is_percent, is_unit};
use crate::text::token::{Gap, Kind, Shape, Token, Tokens};

use super::clauses::is_enumerator;
use super::phrases::Phrases;

/// What counts as a fact beside dates, numbers and addresses.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Counting {
    /// Names: those after the words removed are other contacts; one before them is most often the
    /// person's.
    pub(crate) names: bool,
    /// Percentages: a discount, unless it is of an illness or of an origin.
    pub(crate) percents: bool,
}

/// Does a range of tokens hold a fact that must stay?
pub(crate) fn holds_fact(
    text: &str,
    tokens: &Tokens,
    range: Range<usize>,
    counting: Counting,
    phrases: &Phrases,
) -> bool {
    // "Sa soeur Nolwenn gère les achats": another contact, told by who they are.
    let told = |index: usize| {
        let before = index.checked_sub(1).filter(|before| range.contains(before));
        let person = before.and_then(|before| tokens.get(before));
        let name = tokens.get(index).is_some_and(|token| phrases.is_given_name(tokens, token));
        name && person.is_some_and(|person| phrases.is_person(tokens, person))
    };
    range.clone().any(|index| {
        tokens.get(index).is_some_and(|token| match token.kind {
            Kind::Address => true,
            Kind::Number if is_percent(text, token) => counting.percents,
            Kind::Number => number_is_fact(text, tokens, index, token, phrases),
            Kind::Word => {
                word_is_fact(tokens, index, token, counting.names, phrases)
                    || counting.names && told(index)
            }
        })
    })
}

/// Does a range of tokens hold a fact that no event of private life has: an address, an amount, a
/// telephone number, a reference, the name of another contact?
pub(crate) fn holds_business(
    text: &str,
    tokens: &Tokens,
    range: Range<usize>,
    phrases: &Phrases,
) -> bool {
    range.clone().any(|index| {
        tokens.get(index).is_some_and(|token| match token.kind {
            Kind::Address => true,
            Kind::Number => {
                // What ends the clause before tells nothing of it ("depuis juin, | 12 postes").
                let follows = || {
                    phrases.until.before(tokens, index) > 0
                        || index.checked_sub(1).is_some_and(|i| date::at(tokens, i).is_some())
                };
                // A telephone number is no day ("sur le 0612345678").
                let dated = !is_long(tokens, index, token)
                    && (date::at(tokens, index).is_some() || index > range.start && follows());
                let number = number_is_fact(text, tokens, index, token, phrases);
                is_amount(text, tokens, index, token) || number && !dated
            }
            Kind::Word => {
                !is_day(tokens, index, phrases)
                    && date::month(tokens.word(token)).is_none()
                    && word_is_fact(tokens, index, token, true, phrases)
            }
        })
    })
}

/// Does a range of tokens say when: a day, a month, a date, an hour, a length of time?
pub(crate) fn holds_time(tokens: &Tokens, range: Range<usize>, phrases: &Phrases) -> bool {
    range.into_iter().any(|index| {
        tokens.get(index).is_some_and(|token| match token.kind {
            Kind::Address => false,
            Kind::Word => {
                phrases.times.at(tokens, index) > 0
                    || is_day(tokens, index, phrases)
                    || word_is_fact(tokens, index, token, false, phrases)
            }
            Kind::Number => {
                date::at(tokens, index).is_some()
                    || phrases.times.at(tokens, index + 1) > 0
                    || phrases.until.before(tokens, index) > 0 && days_alone(tokens, index)
                    || ordinal_day(tokens, index, phrases)
            }
        })
    })
}

/// Is it the name of a day? Short ones are words too ("mon", "sat"): they need a capital, or a
/// word such as "until" before them.
pub(crate) fn is_day(tokens: &Tokens, index: usize, phrases: &Phrases) -> bool {
    tokens.get(index).is_some_and(|token| {
        let clear = token.len > 3
            || token.shape == Shape::Capital
            || phrases.until.before(tokens, index) > 0;
        clear && phrases.days.has(tokens, token)
    })
}

fn is_amount(text: &str, tokens: &Tokens, index: usize, token: &Token) -> bool {
    is_money(text, token) || is_unit(tokens, index + 1)
}

fn word_is_fact(
    tokens: &Tokens,
    index: usize,
    token: &Token,
    names: bool,
    phrases: &Phrases,
) -> bool {
    let word = tokens.word(token);
    if is_day(tokens, index, phrases) {
        return phrases.since.before(tokens, index) == 0;
    }
    let clear = token.len > 3 || token.shape == Shape::Capital;
    let month = date::month(word).is_some() && word.len() > 2;
    // "may", "march" and "mar." are words too.
    if month && (clear && word != "march" || !matches!(word, "may" | "mar" | "march")) {
        return !past(tokens, index, phrases);
    }
    let capital = |t: &Token| t.shape != Shape::Lower && t.len > 1 && t.gap != Gap::Break;
    let full = |t: &Token| t.shape == Shape::Capital && capital(t);
    let named = phrases.naming.before(tokens, index) > 0;
    let followed =
        tokens.get(index + 1).is_some_and(|next| capital(next) && next.gap < Gap::Clause);
    names && capital(token) && !tokens.all_caps() && (named || full(token) && followed)
}

fn number_is_fact(
    text: &str,
    tokens: &Tokens,
    index: usize,
    token: &Token,
    phrases: &Phrases,
) -> bool {
    if is_enumerator(text, tokens, index) {
        return false;
    }
    if is_long(tokens, index, token) {
        return true;
    }
    let next = tokens.get(index + 1).filter(|next| next.gap < Gap::Clause);
    if is_amount(text, tokens, index, token) {
        return true;
    }
    if let Some(told) = date::at(tokens, index) {
        return !past(tokens, index, phrases) || told.day.is_some();
    }
    if ordinal_day(tokens, index, phrases) {
        return true;
    }
    // "80 kg beurre", but "a pris 20 kg".
    let counted = || tokens.get(index + 2).filter(|what| what.gap < Gap::Clause);
    let goods = || counted().is_some_and(|what| phrases.things.has(tokens.word(what)));
    !next.is_some_and(|next| phrases.life.has(tokens, next)) || goods()
}

/// Is it a day of the month without its month that ends the clause (jusqu'au "28"), or the first of two
/// that do (du "3 au 28")?
fn days_alone(tokens: &Tokens, index: usize) -> bool {
    let short = |at: usize| {
        tokens.get(at).is_some_and(|day| day.kind == Kind::Number && tokens.word(day).len() <= 2)
    };
    let ends = |at: usize| tokens.get(at).is_none_or(|next| next.gap >= Gap::Clause);
    let word = |at: usize| tokens.get(at).map(|token| tokens.word(token));
    let range = || matches!(word(index + 1), Some("au" | "a" | "to" | "till")) && short(index + 2);
    short(index) && (ends(index + 1) || range() && ends(index + 3))
}

/// Is it a day of the month told by its ordinal ("until the 4th", "til 9th"), and not the first of something?
fn ordinal_day(tokens: &Tokens, index: usize, phrases: &Phrases) -> bool {
    let word = |index: usize| tokens.get(index).map(|token| tokens.word(token));
    let the = index.checked_sub(1).and_then(word) == Some("the")
        || phrases.ahead.before(tokens, index) > 0;
    let ending = word(index + 1).is_some_and(|word| matches!(word, "st" | "nd" | "rd" | "th"));
    let alone = tokens
        .get(index + 2)
        .is_none_or(|next| next.gap >= Gap::Clause || date::month(tokens.word(next)).is_some());
    the && ending && (alone || matches!(word(index + 2), Some("of" | "at" | "so" | "then")))
}

/// Does a word that binds to the past stand right before, and no words that look ahead ("jusqu'en
/// mars", "pas avant mars")?
fn past(tokens: &Tokens, index: usize, phrases: &Phrases) -> bool {
    let before = index.checked_sub(1).and_then(|before| tokens.get(before));
    before.is_some_and(|t| phrases.past.has(tokens, t)) && phrases.ahead.before(tokens, index) == 0
}

/// Is a number, or the row it stands in, longer than that of any day, as references and telephone numbers are?
fn is_long(tokens: &Tokens, index: usize, token: &Token) -> bool {
    token.len >= 5 || row(tokens, index) >= 8
}

/// Digits of the row of number tokens around one.
fn row(tokens: &Tokens, index: usize) -> u32 {
    let joined = |token: &&Token| token.kind == Kind::Number && token.gap < Gap::Clause;
    let all = tokens.all();
    let after = all.get(index + 1..).unwrap_or_default().iter().take_while(joined);
    let digits: u32 = after.map(|token| token.len).sum();
    let mut before = 0;
    let mut at = index;
    while let Some(token) = tokens.get(at).filter(|token| token.kind == Kind::Number) {
        before += token.len;
        if token.gap >= Gap::Clause || at == 0 {
            break;
        }
        at -= 1;
    }
    digits + before
}
