//! How people write days: in figures, with months by name, from today.

mod figures;
mod from_today;
mod named;
mod written;

use super::order::Order;
use super::pieces::{Piece, What};
use super::words::MomentWords;

pub(super) use written::Written;

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

/// Words after which figures are a day.
const BEFORE_DAY: [&str; 9] = ["le", "du", "au", "les", "on", "the", "ce", "of", "depuis"];

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
}
