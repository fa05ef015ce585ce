//! Days whose month, quarter, week or season has a name: `31 mars 2024`, `March 12`, `T3 2022`, `été 2021`.

use super::written::{Written, day_of, exists, year_of};
use super::{Found, Grammar};
use crate::moments::calendar::{month, season};
use crate::moments::pieces::What;

const BEFORE_MONTH: [&str; 16] = [
    "en", "depuis", "fin", "debut", "mi", "courant", "in", "since", "early", "late", "mid", "de",
    "mois", "of", "during", "d",
];

impl Grammar<'_> {
    /// `12-15/03/2021`, `12 et 13 mars`: the last day of the range.
    pub(super) fn range(&self, at: usize) -> Option<Found> {
        let (first, digits) = self.number(at)?;
        if digits > 2 || !(1..=31).contains(&first) {
            return None;
        }
        let joined = match &self.pieces.get(at + 1)?.what {
            What::Sign('-' | '&' | '/') => true,
            What::Word(word) => matches!(&**word, "au" | "et" | "to" | "and" | "a"),
            _ => false,
        };
        let (last, digits) = self.number(at + 2).filter(|_| joined)?;
        if digits > 2 || last < first {
            return None;
        }
        let same = |sign: Option<char>| sign.is_some() && sign == self.sign(at + 1);
        let (written, taken) = self
            .day_of_month(at + 2)
            .or_else(|| self.three(at + 2).filter(|_| !same(self.sign(at + 3))))?;
        Some((written, taken + 2))
    }

    /// `31 mars 2024`, `1er avril`, `12th of March 2021`.
    pub(super) fn day_of_month(&self, at: usize) -> Option<Found> {
        let (value, digits) = self.number(at)?;
        let mut next = at + 1;
        if self.word(next).is_some_and(|w| matches!(w, "er" | "st" | "nd" | "rd" | "th" | "eme")) {
            next += 1;
        }
        if self.word(next).is_some_and(|word| matches!(word, "of" | "de")) {
            next += 1;
        }
        let month = month(self.word(next)?)?;
        if digits > 2 || !(1..=39).contains(&value) {
            return None;
        }
        let (year, next) = self.year_after(next + 1, true);
        let written = match i8::try_from(value) {
            Ok(day) if exists(year.unwrap_or(2024), month.number, day) => {
                Written::Day { year, month: month.number, day }
            }
            _ => Written::Impossible,
        };
        Some((written, next - at))
    }

    /// The year after a month, its comma or point left out, and the piece after it.
    fn year_after(&self, at: usize, dayed: bool) -> (Option<i16>, usize) {
        let signs = usize::from(self.sign(at).is_some_and(|sign| matches!(sign, '.' | ',' | '/')));
        let place = at + signs;
        let Some((value, digits)) = self.number(place) else { return (None, at) };
        let own = !self.counts(place + 1) && self.ends(place + 1);
        // "12 mars 14:30", "mars 12/13" are no years.
        let apart = self.sign(place + 1).is_none_or(|sign| !matches!(sign, ':' | '/'));
        let near = self.glued(place) || dayed || (10..=31).contains(&value);
        let recent = i16::try_from(value).is_ok_and(|value| 2000 + value <= self.this_year + 3);
        let told = own && (digits == 4 || digits == 2 && near && recent && apart);
        match self.full_year(value, digits).filter(|year| told && *year >= 1950) {
            Some(year) => (Some(year), place + 1),
            None => (None, at),
        }
    }

    /// `mars 2024`, `March 12, 2021`, `en mars`, `mars-avril 2021`.
    pub(super) fn month_first(&self, at: usize) -> Option<Found> {
        let named = month(self.word(at)?)?;
        if let Some(found) = self.month_range(at) {
            return Some(found);
        }
        if let Some(found) = self.month_day(at, named.number, named.english) {
            return Some(found);
        }
        let (year, next) = self.year_after(at + 1, false);
        if year.is_none() {
            let told = self.after_one_of(at, &BEFORE_MONTH);
            return told.then_some((Written::Month { year, month: named.number }, 1));
        }
        Some((Written::Month { year, month: named.number }, next - at))
    }

    fn month_range(&self, at: usize) -> Option<Found> {
        let joined = match &self.pieces.get(at + 1)?.what {
            What::Sign('-' | '/' | '&') => true,
            What::Word(word) => matches!(&**word, "et" | "a" | "to" | "and"),
            _ => false,
        };
        let last = month(self.word(at + 2).filter(|_| joined)?)?;
        let (year, next) = self.year_after(at + 3, false);
        Some((Written::Month { year: Some(year?), month: last.number }, next - at))
    }

    /// `March 12, 2021`, `on Nov 30`.
    fn month_day(&self, at: usize, month: i8, english: bool) -> Option<Found> {
        let dot = usize::from(self.sign(at + 1) == Some('.'));
        let (value, digits) =
            self.number(at + 1 + dot).filter(|(value, _)| (1..=31).contains(value))?;
        let mut next = at + 2 + dot;
        if digits > 2 || !self.ends(next) {
            return None;
        }
        let ordinal = self.word(next).is_some_and(|w| matches!(w, "st" | "nd" | "rd" | "th"));
        next += usize::from(ordinal);
        let comma = usize::from(self.sign(next) == Some(','));
        let year = self.number(next + comma).filter(|(_, digits)| *digits == 4);
        let year = year.and_then(|(value, _)| year_of(value));
        let day = i8::try_from(value).ok()?;
        if let Some(year) = year {
            return Some((day_of(year, month, day), next + comma + 1 - at));
        }
        let as_year =
            i16::try_from(value).is_ok_and(|v| (2010..=self.this_year).contains(&(2000 + v)));
        let told = ordinal
            || (english && !self.counts(next))
            || (!as_year && self.after_one_of(at, &["on"]));
        let alone = told && !(self.glued(at + 1 + dot) && as_year);
        (alone && exists(2024, month, day))
            .then_some((Written::Day { year: None, month, day }, next - at))
    }

    /// `T3 2022`, `Q3 2022`, `S12/2024`, `semaine 12 2024`.
    pub(super) fn quarter_or_week(&self, at: usize, word: &str) -> Option<Found> {
        let (value, digits) = self.number(at + 1)?;
        let glued = self.glued(at + 1);
        let value = i8::try_from(value).ok().filter(|_| digits <= 2)?;
        let joined = usize::from(self.sign(at + 2).is_some_and(|sign| matches!(sign, '/' | '-')));
        let year = self.number(at + 2 + joined).filter(|(_, digits)| *digits == 4);
        let year = year.and_then(|(value, _)| year_of(value)).filter(|year| *year >= 1950)?;
        let taken = 3 + joined;
        match word {
            "t" | "q" if glued && (1..=4).contains(&value) => {
                Some((Written::Month { year: Some(year), month: 3 * value }, taken))
            }
            "s" | "w" if glued && (1..=53).contains(&value) => {
                Some((Written::Week { year, week: value }, taken))
            }
            "semaine" | "sem" | "week" if (1..=53).contains(&value) => {
                Some((Written::Week { year, week: value }, taken))
            }
            _ => None,
        }
    }

    /// `1er trimestre 2022`.
    pub(super) fn ordinal_quarter(&self, at: usize) -> Option<Found> {
        let (value, _) = self.number(at).filter(|(value, _)| (1..=4).contains(value))?;
        let ordinal = usize::from(self.word(at + 1).is_some_and(|word| word != "trimestre"));
        let named = self.word(at + 1 + ordinal)?;
        let (year, next) = self.year_after(at + 2 + ordinal, false);
        let month = i8::try_from(3 * value).ok()?;
        matches!(named, "trimestre" | "quarter")
            .then_some((Written::Month { year: Some(year?), month }, next - at))
    }

    /// `été 2021`, `summer 2022`.
    pub(super) fn season(&self, at: usize, word: &str) -> Option<Found> {
        let month = season(word)?;
        let (year, next) = self.year_after(at + 1, false);
        Some((Written::Month { year: Some(year?), month }, next - at))
    }
}
