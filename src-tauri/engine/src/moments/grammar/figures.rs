//! Days in figures: `31/03/2024`, `2024-03`, `31/03`, `20210312`, a year alone.

use super::written::{Written, day, day_or_swapped, exists, year_of};
use super::{BEFORE_DAY, Found, Grammar};
use crate::moments::order::Order;
use crate::moments::pieces::Piece;

/// Words before codes that look like a year and a month: réf 2021-12.
const BEFORE_CODE: [&str; 7] = ["ref", "n", "no", "numero", "dossier", "facture", "devis"];
const BEFORE_YEAR: [&str; 14] = [
    "en", "depuis", "in", "since", "courant", "fin", "debut", "annee", "de", "during", "early",
    "late", "mid", "mi",
];
/// Words back from a year in which an event makes it a year.
const REACH: usize = 4;

impl Grammar<'_> {
    /// `31/03/2024`, `31.03.24`, `2024-03-31`, `31 03 2024`.
    pub(super) fn three(&self, at: usize) -> Option<Found> {
        let (first, first_digits) = self.number(at)?;
        let (second, third, next) = match self.separator(at + 1, None) {
            Some((sign, two)) => {
                let second = self.number(two)?;
                let (_, three) = self.separator(two + 1, Some(sign))?;
                (second, self.number(three)?, three + 1)
            }
            None => {
                let (second, third) = (self.number(at + 1)?, self.number(at + 2)?);
                (first_digits == 2 && second.1 == 2 && third.1 == 4).then_some(())?;
                (second, third, at + 3)
            }
        };
        if !self.ends(next) || second.1 > 2 {
            return None;
        }
        let written = match (first_digits, third.1) {
            (4, 1 | 2) => day(year_of(first)?, second.0, third.0),
            (1 | 2, 2 | 4) => {
                let year = self.full_year(third.0, third.1)?;
                day_or_swapped(year, first, second.0, self.order)?
            }
            _ => return None,
        };
        Some((written, next - at))
    }

    /// A year of two or four digits.
    pub(super) fn full_year(&self, value: u32, digits: u8) -> Option<i16> {
        let value = i16::try_from(value).ok()?;
        match digits {
            4 => year_of(u32::try_from(value).ok()?),
            2 if 2000 + value <= self.this_year + 15 => Some(2000 + value),
            2 => Some(1900 + value),
            _ => None,
        }
    }

    /// `03/2024`, `2024-03`, `06/26`, `31/03`.
    pub(super) fn two(&self, at: usize) -> Option<Found> {
        let (first, first_digits) = self.number(at)?;
        let (sign, place) = self.separator(at + 1, None).filter(|_| self.glued(at + 1))?;
        let (second, second_digits) = self.number(place).filter(|_| self.glued(place))?;
        let next = place + 1;
        if !self.ends(next) || self.counts(next) {
            return None;
        }
        let coded = sign == '-' && self.after_one_of(at, &BEFORE_CODE);
        let months = |value: u32| i8::try_from(value).ok().filter(|month| (1..=12).contains(month));
        let found = match (first_digits, second_digits) {
            _ if coded => None,
            (1 | 2, 4) => self.month_of(second, months(first)),
            (4, 2) => self.month_of(first, months(second)),
            (4, 4) if second >= first => self.year_of_event(at, second, next),
            (1 | 2, 2) if sign == '/' && second > 12 && self.order != Order::MonthFirst => {
                let near = 1990..=self.this_year + 15;
                let year = self.full_year(second, 2).filter(|year| near.contains(year));
                months(first)
                    .zip(year)
                    .map(|(month, year)| Written::Month { year: Some(year), month })
            }
            (1 | 2, 1 | 2) if self.is_day(at, sign, (first, second), next) => {
                let (day, month) = match self.order {
                    Order::MonthFirst if first <= 12 => (second, first),
                    _ => (first, second),
                };
                let (month, day) = (months(month)?, i8::try_from(day).ok()?);
                exists(2024, month, day).then_some(Written::Day { year: None, month, day })
            }
            _ => None,
        };
        Some((found?, next - at))
    }

    fn month_of(&self, value: u32, month: Option<i8>) -> Option<Written> {
        let year = year_of(value).filter(|year| *year >= 1950)?;
        Some(Written::Month { year: Some(year), month: month? })
    }

    /// Is `31/03` a day of a month rather than a fraction, a ratio, a mark?
    fn is_day(&self, at: usize, sign: char, (first, second): (u32, u32), next: usize) -> bool {
        let articled = self.after_one_of(at, &BEFORE_DAY);
        if articled {
            return true;
        }
        // A half, three quarters; 7/7 and 24/7 tell when a shop is open.
        let fraction = first < second && second <= 4 || matches!((first, second), (7 | 24, 7));
        if sign != '/' || fraction {
            return false;
        }
        let starts = at == 0
            || self.pieces.get(at - 1).is_some_and(|piece| {
                piece.is_break()
                    || matches!(piece.sign(), Some('-' | '(' | '[' | '/' | '>' | '*' | ','))
            });
        let event = |word: Option<&str>| word.is_some_and(|word| self.words.is_event(word));
        let colon = self.sign(next) == Some(':');
        let heads = starts
            && (colon
                || self
                    .pieces
                    .get(next)
                    .is_none_or(|piece| piece.apart || piece.is_break() || piece.sign().is_some()))
            && self.word(next).is_none_or(|word| !matches!(word, "de" | "of" | "team"));
        heads || event(self.before(at)) || event(self.word(next))
    }

    /// `12032021`, `20210312`, after a word that announces a day.
    pub(super) fn compact(&self, at: usize) -> Option<Found> {
        let (value, digits) = self.number(at)?;
        let told = self.after_one_of(at, &BEFORE_DAY)
            || self.before(at).is_some_and(|word| self.words.is_event(word));
        if digits != 8 || !told {
            return None;
        }
        let near =
            |year: u32| i16::try_from(year).is_ok_and(|y| (1990..=self.this_year + 5).contains(&y));
        let (y, m, d) = match (value / 10_000, value % 10_000) {
            (year, rest) if near(year) => (year, rest / 100, rest % 100),
            (rest, year) if near(year) => (year, rest % 100, rest / 100),
            _ => return None,
        };
        Some((day(year_of(y)?, m, d), 1))
    }

    /// A year beside a word that makes it one.
    pub(super) fn year_alone(&self, at: usize) -> Option<Found> {
        let (value, digits) = self.number(at)?;
        if digits != 4 || self.counts(at + 1) || !self.ends(at + 1) {
            return None;
        }
        Some((self.year_of_event(at, value, at + 1)?, 1))
    }

    fn year_of_event(&self, at: usize, value: u32, next: usize) -> Option<Written> {
        let year = year_of(value).filter(|y| (1950..=self.this_year + 15).contains(y))?;
        let told = self.after_one_of(at, &BEFORE_YEAR);
        let recent = (2005..=self.this_year + 5).contains(&year);
        let from = at.saturating_sub(2 * REACH);
        let back = self.pieces.get(from..at).unwrap_or_default().iter().rev();
        let back = back.take_while(|piece| !piece.is_break()).filter_map(Piece::word).take(REACH);
        let event = recent && back.into_iter().any(|word| self.words.is_event(word));
        let after = recent && next > at + 1 && self.word(next).is_some();
        (told || event || after).then_some(Written::Year(year))
    }
}
