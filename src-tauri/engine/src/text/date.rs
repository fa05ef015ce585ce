//! Dates written in notes, as far as they are told: a year, a month or a day.

use jiff::civil::Date;

use super::token::{Gap, Kind, Token, Tokens};

/// Months by their folded names and abbreviations, French and English.
const MONTHS: [&[&str]; 12] = [
    &["janvier", "janv", "jan", "january"],
    &["fevrier", "fevr", "fev", "february", "feb"],
    &["mars", "march", "mar"],
    &["avril", "avr", "april", "apr"],
    &["mai", "may"],
    &["juin", "june", "jun"],
    &["juillet", "juil", "july", "jul"],
    &["aout", "august", "aug"],
    &["septembre", "sept", "september", "sep"],
    &["octobre", "oct", "october"],
    &["novembre", "nov", "november"],
    &["decembre", "dec", "december"],
];

/// A date as a note tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// Number of tokens it takes.
    pub tokens: usize,
    /// Year, four digits; none for a day and month alone.
    pub year: Option<i16>,
    /// Month, 1 to 12.
    pub month: Option<i8>,
    /// Day, 1 to 31.
    pub day: Option<i8>,
}

impl Told {
    /// `2024`, `2024-03` or `2024-03-31`; none without a year, or for a day that does not exist.
    #[must_use]
    pub fn iso(&self) -> Option<String> {
        let year = self.year?;
        match (self.month, self.day) {
            (Some(month), Some(day)) => Date::new(year, month, day).ok().map(|d| d.to_string()),
            (Some(month), None) => Some(format!("{year:04}-{month:02}")),
            _ => Some(format!("{year:04}")),
        }
    }
}

/// Month of a folded word, full or abbreviated, 1 to 12.
#[must_use]
pub fn month(word: &str) -> Option<i8> {
    let at = MONTHS.iter().position(|names| names.contains(&word))?;
    i8::try_from(at + 1).ok()
}

/// The date that begins at a token: `31/03/2024`, `31.03.24`, `2024-03-31`, `03/2024`,
/// `31 mars 2024`, `mars 2024`, `31 mars`, `2024`. Days come before months, as in Europe.
#[must_use]
pub fn at(tokens: &Tokens, index: usize) -> Option<Told> {
    let first = tokens.get(index)?;
    let none = Told { tokens: 1, year: None, month: None, day: None };
    if let Some(month) = month_of(tokens, first) {
        let year = tokens.get(index + 1).and_then(|token| year(tokens, token));
        let taken = 1 + usize::from(year.is_some());
        return Some(Told { tokens: taken, year, month: Some(month), day: None });
    }
    let value = number(tokens, first)?;
    let glued = |n: usize| {
        tokens.get(index + n).filter(|t| t.gap == Gap::Glued).and_then(|t| number(tokens, t))
    };
    match (glued(1), glued(2)) {
        (Some(second), Some(third)) => three(first, value, second, third),
        (Some(second), None) => two(value, second, tokens.get(index + 1)),
        _ => {
            let named = tokens.get(index + 1).and_then(|token| month_of(tokens, token));
            if let (Some(month), Ok(day @ 1..=31)) = (named, i8::try_from(value)) {
                let year = tokens.get(index + 2).and_then(|token| year(tokens, token));
                let taken = 2 + usize::from(year.is_some());
                return Some(Told { tokens: taken, year, month: Some(month), day: Some(day) });
            }
            year(tokens, first).map(|year| Told { year: Some(year), ..none })
        }
    }
}

fn three(first: &Token, a: i32, b: i32, c: i32) -> Option<Told> {
    let (day, month, year) = if first.len == 4 { (c, b, a) } else { (a, b, c) };
    let year = if (0..100).contains(&year) { year + 2000 } else { year };
    let told = Told {
        tokens: 3,
        year: i16::try_from(year).ok(),
        month: i8::try_from(month).ok().filter(|m| (1..=12).contains(m)),
        day: i8::try_from(day).ok().filter(|d| (1..=31).contains(d)),
    };
    (told.month.is_some() && told.day.is_some() && (1900..2200).contains(&year)).then_some(told)
}

fn two(a: i32, b: i32, second: Option<&Token>) -> Option<Told> {
    let month = |value: i32| i8::try_from(value).ok().filter(|m| (1..=12).contains(m));
    let told = |year: i32, month: i8| Told {
        tokens: 2,
        year: i16::try_from(year).ok(),
        month: Some(month),
        day: None,
    };
    if (1900..2200).contains(&b) {
        return month(a).map(|m| told(b, m));
    }
    if (1900..2200).contains(&a) {
        return month(b).map(|m| told(a, m));
    }
    // `06/26` can only be a month of a year; `03/09` is a day of a month.
    match (month(a), month(b), second.map(|token| token.len)) {
        (Some(m), None, Some(2)) if (13..100).contains(&b) => Some(told(2000 + b, m)),
        (_, Some(m), _) if (1..=31).contains(&a) => {
            Some(Told { tokens: 2, year: None, month: Some(m), day: i8::try_from(a).ok() })
        }
        _ => None,
    }
}

fn number(tokens: &Tokens, token: &Token) -> Option<i32> {
    (token.kind == Kind::Number && token.len <= 4).then(|| tokens.word(token).parse().ok())?
}

fn month_of(tokens: &Tokens, token: &Token) -> Option<i8> {
    (token.kind == Kind::Word).then(|| month(tokens.word(token)))?
}

fn year(tokens: &Tokens, token: &Token) -> Option<i16> {
    let value = number(tokens, token).filter(|_| token.len == 4)?;
    i16::try_from(value).ok().filter(|year| (1950..2100).contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_far_as_they_are_told() {
        let mut tokens = Tokens::default();
        for (text, want) in [
            ("31/03/2024", Some("2024-03-31")),
            ("31.03.24", Some("2024-03-31")),
            ("2024-03-31", Some("2024-03-31")),
            ("03/2024", Some("2024-03")),
            ("06/26", Some("2026-06")),
            ("31 mars 2024", Some("2024-03-31")),
            ("sept. 2024", Some("2024-09")),
            ("2024", Some("2024")),
            ("31/03", None),
            ("31 avril 2024", None),
            ("1200", None),
        ] {
            tokens.read(text);
            let told = at(&tokens, 0).and_then(|told| told.iso());
            assert_eq!(told.as_deref(), want, "{text}");
        }
    }
}
