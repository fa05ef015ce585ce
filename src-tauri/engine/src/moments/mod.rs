//! Days told in a note, and who moved: what the contact did counts as news, what we sent does not.
//!
//! A year that is not told is found from the other days of the note, then from a day of its row,
//! then from the day of the audit. What is written as a date and is none is told as impossible.

pub(crate) mod calendar;
mod grammar;
mod kind;
pub(crate) mod order;
mod pieces;
mod resolve;
mod words;

use std::ops::Range;

use jiff::civil::Date;

pub use order::Order;
pub use words::MomentWords;

use grammar::{Grammar, Written};
use pieces::Piece;

/// Who moved on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The contact did, or both met.
    Inbound,
    /// We did, and nothing came back.
    Outbound,
    /// Still to be done, or a term.
    Planned,
    /// The day tells of no contact at all.
    Apart,
    /// Nothing tells.
    Unknown,
}

/// A day told in a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Bytes of the note.
    pub span: Range<usize>,
    /// When; none for a date of no calendar.
    pub when: Option<When>,
    /// Who moved; nobody yet on a day to come.
    pub kind: Kind,
    /// Who moved by the words alone, whatever the day.
    pub told: Kind,
    /// Is it written in figures that can be read both ways: 04/05/21?
    pub open: bool,
}

/// A day as far as it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    /// The first day it can mean.
    pub first: Date,
    /// The last day it can mean.
    pub last: Date,
    /// Was the year told, or found from other days?
    pub year_told: bool,
}

/// What the days of a note are told from.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    /// The day of the audit.
    pub as_of: Date,
    /// A day that the row tells elsewhere (collected, last contact).
    pub anchor: Option<Date>,
    /// In which order day and month come.
    pub order: Order,
}

/// A date found in the pieces of a note.
struct Found {
    written: Written,
    /// Its pieces.
    pieces: Range<usize>,
    kind: Kind,
}

/// The days that a note tells, in order.
#[must_use]
pub fn read(text: &str, words: &MomentWords, frame: Frame) -> Vec<Moment> {
    let text = &*pieces::mended(text);
    let pieces = pieces::cut(text);
    let mut found = find(&pieces, words, frame);
    kind::tell(&pieces, &mut found, words);
    let whens = resolve::all(&found, frame);
    let moments = found.iter().zip(whens).map(|(found, when)| {
        let first = pieces.get(found.pieces.start).map_or(0, |piece| piece.span.start);
        let last = pieces.get(found.pieces.end - 1).map_or(first, |piece| piece.span.end);
        let open = text.get(first..last).is_some_and(opens);
        let when = if open && frame.order == Order::Mixed { when.map(either) } else { when };
        let to_come = when.is_some_and(|when| when.first > frame.as_of);
        let kind = if to_come && found.kind != Kind::Apart { Kind::Planned } else { found.kind };
        Moment { span: first..last, when, kind, told: found.kind, open }
    });
    moments.collect()
}

/// Is a written date one in figures of which day and month can be swapped?
fn opens(date: &str) -> bool {
    let numbers = date.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    numbers.count() == 3 && order::reads_both_ways(date)
}

/// A day whose month may be its day: the earlier and the later reading.
fn either(when: When) -> When {
    let day = when.first;
    let swapped = Date::new(day.year(), day.day(), day.month()).unwrap_or(day);
    When { first: day.min(swapped), last: day.max(swapped), ..when }
}

fn find(pieces: &[Piece<'_>], words: &MomentWords, frame: Frame) -> Vec<Found> {
    let grammar = Grammar { pieces, words, this_year: frame.as_of.year(), order: frame.order };
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let Some((written, taken)) = grammar.at(at) else {
            at += 1;
            continue;
        };
        let here = at..at + taken.max(1);
        at = here.end.min(pieces.len());
        // "du 3/2/2023 au 7/2/2023" is one stay.
        let goes_on = found.last().is_some_and(|last| joins(pieces, last.pieces.end, here.start));
        match found.last_mut().filter(|_| goes_on) {
            Some(last) => *last = Found { written, pieces: last.pieces.start..at, kind: last.kind },
            None => found.push(Found { written, pieces: here.start..at, kind: Kind::Unknown }),
        }
    }
    found
}

/// Do the pieces between two dates make a range of them?
fn joins(pieces: &[Piece<'_>], from: usize, to: usize) -> bool {
    match pieces.get(from..to) {
        Some([one]) => {
            one.sign() == Some('-')
                || one.word().is_some_and(|word| matches!(word, "au" | "to" | "a" | "until"))
        }
        _ => false,
    }
}
