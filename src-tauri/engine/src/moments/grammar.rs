//! How people write days: numbers, months by name, quarters, weeks, and days told from today.

use crate::text::days;

use super::calendar::{Unit, month, season, unit};
use super::order::Order;
use super::pieces::{Piece, What};
use super::words::MomentWords;

/// A day as it is written; years of two digits are made whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// A day, its year told or not.
    Day { year: Option<i16>, month: i8, day: i8 },
    /// A month, its year told or not.
    Month { year: Option<i16>, month: i8 },
    /// A year.
    Year(i16),
    /// A week of the calendar (ISO 8601).
    Week { year: i16, week: i8 },
    /// So many units before (negative) or after another day.
    Shift(i32, Unit),
    /// The last one (negative) or the next one, as a whole: last week, next month.
    Whole(i32, Unit),
    /// The last (negative) or next Monday (0) to Sunday (6).
    Weekday(i32, i8),
    /// Written as a date, but of no calendar.
    Impossible,
}

/// What was found at a piece, and how many pieces it takes.
pub(super) type Found = (Written, usize);

/// Reads the pieces of one note.
pub(super) struct Grammar<'p> {
    pub(super) pieces: &'p [Piece<'p>],
    pub(super) words: &'p MomentWords,
    /// The year in which the note is read.
    pub(super) this_year: i16,
    /// In which order day and month come.
    pub(super) order: Order,
}

/// Words after which a number or a month is a date.
const BEFORE_DAY: [&str; 9] = ["le", "du", "au", "les", "on", "the", "ce", "of", "depuis"];
const BEFORE_MONTH: [&str; 16] = [
    "en", "depuis", "fin", "debut", "mi", "courant", "in", "since", "early", "late", "mid", "de",
    "mois", "of", "during", "d",
];
const BEFORE_YEAR: [&str; 14] = [
    "en", "depuis", "in", "since", "courant", "fin", "debut", "annee", "de", "during", "early",
    "late", "mid", "mi",
];
/// Words before codes that look like a year and a month: réf 2021-12.
const BEFORE_CODE: [&str; 7] = ["ref", "n", "no", "numero", "dossier", "facture", "devis"];
/// Words back from a year in which an event makes it a year.
const REACH: usize = 4;

impl Grammar<'_> {
    /// The date that begins at a piece.
    pub(super) fn at(&self, at: usize) -> Option<Found> {
        match &self.pieces.get(at)?.what {
            What::Number(..) => self.at_number(at),
            What::Word(word) => self.at_word(at, word),
            _ => None,
        }
    }

    fn at_number(&self, at: usize) -> Option<Found> {
        if self.is_tail(at) {
            return None;
        }
        let found = self
            .range(at)
            .or_else(|| self.three(at))
            .or_else(|| self.day_of_month(at))
            .or_else(|| self.two(at))
            .or_else(|| self.ordinal_quarter(at))
            .or_else(|| self.ago(at))
            .or_else(|| self.compact(at))
            .or_else(|| self.year_alone(at));
        found.filter(|_| !self.in_street(at))
    }

    fn at_word(&self, at: usize, word: &str) -> Option<Found> {
        let found = self
            .month_first(at)
            .or_else(|| self.quarter_or_week(at, word))
            .or_else(|| self.season(at, word))
            .or_else(|| self.relative(at, word));
        found.filter(|_| !self.in_street(at))
    }

    fn number(&self, at: usize) -> Option<(u32, u8)> {
        self.pieces.get(at)?.number()
    }

    fn word(&self, at: usize) -> Option<&str> {
        self.pieces.get(at)?.word()
    }

    fn sign(&self, at: usize) -> Option<char> {
        self.pieces.get(at)?.sign()
    }

    fn glued(&self, at: usize) -> bool {
        self.pieces.get(at).is_some_and(|piece| !piece.apart)
    }

    /// The word right before a piece, signs left out.
    fn before(&self, at: usize) -> Option<&str> {
        let before = self.pieces.get(..at)?;
        let mut back = before.iter().rev().filter(|piece| piece.sign().is_none());
        back.next()?.word()
    }

    fn after_one_of(&self, at: usize, words: &[&str]) -> bool {
        self.before(at).is_some_and(|word| words.contains(&word))
    }

    /// Is a number followed by what is counted, weighed or priced?
    fn counts(&self, next: usize) -> bool {
        match self.pieces.get(next).map(|piece| &piece.what) {
            Some(What::Word(word)) => self.words.is_unit(word),
            Some(What::Sign(sign)) => matches!(sign, '€' | '%' | '$' | '²' | '£' | '°'),
            _ => false,
        }
    }

    /// Does a longer run of numbers hold this one (a phone number, a version)?
    fn is_tail(&self, at: usize) -> bool {
        let sign = at.checked_sub(1).and_then(|one| self.sign(one));
        let number = at.checked_sub(2).and_then(|two| self.number(two));
        let coded = sign.is_some_and(|sign| matches!(sign, '.' | ':' | '#' | '+'));
        coded && self.glued(at) && (number.is_some() || sign == Some('+'))
    }

    /// Is it part of a street's name or a law's number?
    fn in_street(&self, at: usize) -> bool {
        let from = at.saturating_sub(5);
        let before = self.pieces.get(from..at).unwrap_or_default();
        let same = before.iter().rev().take_while(|piece| !piece.is_break());
        same.filter_map(Piece::word).take(3).any(|word| self.words.is_street(word))
    }

    /// A sign between two numbers of a date, doubled or not: its place after it.
    fn separator(&self, at: usize, wanted: Option<char>) -> Option<(char, usize)> {
        let sign = self.sign(at).filter(|sign| matches!(sign, '/' | '.' | '-'))?;
        let fits = wanted.is_none_or(|wanted| wanted == sign);
        let doubled = self.sign(at + 1) == Some(sign);
        fits.then_some((sign, at + 1 + usize::from(doubled)))
    }

    /// Does the number at `next - 1` end there (no more digits of a phone number)?
    fn ends(&self, next: usize) -> bool {
        let more = self.sign(next).is_some_and(|sign| matches!(sign, '.' | '/' | '-'))
            && self.glued(next)
            && self.glued(next + 1)
            && self.number(next + 1).is_some();
        !more
    }

    /// `31/03/2024`, `31.03.24`, `2024-03-31`, `31 03 2024`.
    fn three(&self, at: usize) -> Option<Found> {
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
            (4, 1 | 2) => day(year(first)?, second.0, third.0),
            (1 | 2, 2 | 4) => {
                let year = self.full_year(third.0, third.1)?;
                day_or_swapped(year, first, second.0, self.order)?
            }
            _ => return None,
        };
        Some((written, next - at))
    }

    /// A year of two or four digits.
    fn full_year(&self, value: u32, digits: u8) -> Option<i16> {
        let value = i16::try_from(value).ok()?;
        match digits {
            4 => year(u32::try_from(value).ok()?),
            2 if 2000 + value <= self.this_year + 15 => Some(2000 + value),
            2 => Some(1900 + value),
            _ => None,
        }
    }

    /// `12-15/03/2021`, `12 et 13 mars`: the last day of the range.
    fn range(&self, at: usize) -> Option<Found> {
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
    fn day_of_month(&self, at: usize) -> Option<Found> {
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
    fn month_first(&self, at: usize) -> Option<Found> {
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

    /// `03/2024`, `2024-03`, `06/26`, `31/03`.
    fn two(&self, at: usize) -> Option<Found> {
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
        let year = year(value).filter(|year| *year >= 1950)?;
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
    fn compact(&self, at: usize) -> Option<Found> {
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
        Some((day(year(y)?, m, d), 1))
    }

    /// A year beside a word that makes it one.
    fn year_alone(&self, at: usize) -> Option<Found> {
        let (value, digits) = self.number(at)?;
        if digits != 4 || self.counts(at + 1) || !self.ends(at + 1) {
            return None;
        }
        Some((self.year_of_event(at, value, at + 1)?, 1))
    }

    fn year_of_event(&self, at: usize, value: u32, next: usize) -> Option<Written> {
        let year = year(value).filter(|y| (1950..=self.this_year + 15).contains(y))?;
        let told = self.after_one_of(at, &BEFORE_YEAR);
        let recent = (2005..=self.this_year + 5).contains(&year);
        let from = at.saturating_sub(2 * REACH);
        let back = self.pieces.get(from..at).unwrap_or_default().iter().rev();
        let back = back.take_while(|piece| !piece.is_break()).filter_map(Piece::word).take(REACH);
        let event = recent && back.into_iter().any(|word| self.words.is_event(word));
        let after = recent && next > at + 1 && self.word(next).is_some();
        (told || event || after).then_some(Written::Year(year))
    }

    /// `T3 2022`, `Q3 2022`, `S12/2024`, `semaine 12 2024`.
    fn quarter_or_week(&self, at: usize, word: &str) -> Option<Found> {
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
    fn ordinal_quarter(&self, at: usize) -> Option<Found> {
        let (value, _) = self.number(at).filter(|(value, _)| (1..=4).contains(value))?;
        let ordinal = usize::from(self.word(at + 1).is_some_and(|word| word != "trimestre"));
        let named = self.word(at + 1 + ordinal)?;
        let (year, next) = self.year_after(at + 2 + ordinal, false);
        let month = i8::try_from(3 * value).ok()?;
        matches!(named, "trimestre" | "quarter")
            .then_some((Written::Month { year: Some(year?), month }, next - at))
    }

    /// `été 2021`, `summer 2022`.
    fn season(&self, at: usize, word: &str) -> Option<Found> {
        let month = season(word)?;
        let (year, next) = self.year_after(at + 1, false);
        Some((Written::Month { year: Some(year?), month }, next - at))
    }

    fn amount(&self, at: usize) -> Option<i32> {
        match &self.pieces.get(at)?.what {
            What::Number(value, 1 | 2) => i32::try_from(*value).ok(),
            What::Word(word) if word == "a" => Some(1),
            What::Word(word) => days::number(word),
            _ => None,
        }
    }

    /// `3 weeks ago`.
    fn ago(&self, at: usize) -> Option<Found> {
        let unit = unit(self.word(at + 1)?)?;
        let amount = self.amount(at)?;
        (self.word(at + 2) == Some("ago")).then_some((Written::Shift(-amount, unit), 3))
    }

    fn relative(&self, at: usize, word: &str) -> Option<Found> {
        let next = self.word(at + 1);
        let day = |days: i32, taken: usize| Some((Written::Shift(days, Unit::Day), taken));
        match (word, next) {
            ("hier" | "yesterday", _) => return day(-1, 1),
            ("avant", None) if self.word(at + 2) == Some("hier") => return day(-2, 3),
            ("avant", Some("hier")) => return day(-2, 2),
            ("aujourd", _) => return day(0, 3),
            ("today", _) => return day(0, 1),
            ("ce" | "this", Some("jour" | "matin" | "midi" | "soir" | "morning" | "afternoon")) => {
                return day(0, 2);
            }
            ("demain" | "tomorrow", _) => return day(1, 1),
            ("il", Some("y")) if self.word(at + 2) == Some("a") => {
                let about = usize::from(self.word(at + 3) == Some("environ"));
                let amount = self.amount(at + 3 + about)?;
                let unit = unit(self.word(at + 4 + about)?)?;
                return Some((Written::Shift(-amount, unit), 5 + about));
            }
            ("dans" | "in", _) => {
                let (amount, unit) = (self.amount(at + 1)?, unit(self.word(at + 2)?)?);
                return Some((Written::Shift(amount, unit), 3));
            }
            ("last", Some(named)) => return whole(named, -1),
            ("next", Some(named)) => return whole(named, 1),
            _ => {}
        }
        self.ago(at).or_else(|| match next? {
            "dernier" | "derniere" | "passe" | "passee" => whole(word, -1),
            "prochain" | "prochaine" => whole(word, 1),
            _ => None,
        })
    }
}

/// `semaine dernière`, `next Monday`: two words.
fn whole(named: &str, way: i32) -> Option<Found> {
    let of_week = days::weekday(named).map(|day| Written::Weekday(way, day));
    let of_unit = || unit(named).filter(|unit| *unit != Unit::Day).map(|u| Written::Whole(way, u));
    Some((of_week.or_else(of_unit)?, 2))
}

fn year(value: u32) -> Option<i16> {
    i16::try_from(value).ok().filter(|year| (1900..2200).contains(year))
}

fn year_of(value: u32) -> Option<i16> {
    year(value)
}

fn exists(year: i16, month: i8, day: i8) -> bool {
    jiff::civil::Date::new(year, month, day).is_ok()
}

fn day_of(year: i16, month: i8, day: i8) -> Written {
    if exists(year, month, day) {
        Written::Day { year: Some(year), month, day }
    } else {
        Written::Impossible
    }
}

fn day(year: i16, month: u32, day: u32) -> Written {
    match (i8::try_from(month), i8::try_from(day)) {
        (Ok(month), Ok(day)) => day_of(year, month, day),
        _ => Written::Impossible,
    }
}

/// In the order of the note, swapped where only that exists. None for numbers too far from a date.
fn day_or_swapped(year: i16, first: u32, second: u32, order: Order) -> Option<Written> {
    let (told, swapped) = match order {
        Order::MonthFirst => (day(year, first, second), day(year, second, first)),
        Order::DayFirst | Order::Mixed => (day(year, second, first), day(year, first, second)),
    };
    if told != Written::Impossible {
        return Some(told);
    }
    let near = first <= 39 && second <= 39;
    near.then_some(swapped)
}
