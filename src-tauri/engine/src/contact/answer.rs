//! What a cell of a consent or refusal column says.

use jiff::civil::Date;

use super::day::{self, Reading};
use super::words::ContactWords;
use crate::moments::Order;
use crate::table::Cell;
use crate::text::fold::plain;

/// What an answer means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Answer {
    /// Yes to what the column asks.
    Yes,
    /// No to what the column asks.
    No,
    /// The person agreed, whatever the column asks.
    Granted,
    /// The person refused, whatever the column asks.
    Refused,
    /// Nothing is known.
    Unknown,
    /// Another ground than an agreement.
    Legitimate,
    /// Words that no list holds.
    Unread,
}

/// A cell, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Said {
    /// What it means.
    pub(crate) answer: Answer,
    /// The day it tells, if any.
    pub(crate) on: Option<Date>,
    /// Does it hold more than the answer (where, how)?
    pub(crate) details: bool,
}

/// What an answer is looked up by: folded words, or the sign itself.
pub(super) fn key(text: &str) -> String {
    let words = plain(text);
    if words.is_empty() {
        text.chars().filter(|c| !c.is_whitespace() && *c != '\u{fe0f}').collect()
    } else {
        words
    }
}

/// Reads a cell; none when it is blank.
pub(crate) fn read(cell: &Cell, words: &ContactWords) -> Option<Said> {
    let said = |answer| Some(Said { answer, on: None, details: false });
    match cell {
        Cell::Empty | Cell::Error(_) => None,
        Cell::Bool(true) => said(Answer::Yes),
        Cell::Bool(false) => said(Answer::No),
        Cell::Number(number) if *number == 1.0 => said(Answer::Yes),
        Cell::Number(number) if *number == 0.0 => said(Answer::No),
        // A date that lost its format is a number of days.
        Cell::Number(number) => match day::of_number(*number) {
            Reading::Told(told) => Some(dated(told.first_day())),
            _ => said(Answer::Unread),
        },
        // A day in a column of yes and no: the day on which it was said.
        Cell::Date(at) => Some(dated(at.date())),
        Cell::Text(text) => read_text(text, words),
    }
}

fn dated(day: Date) -> Said {
    Said { answer: Answer::Yes, on: Some(day), details: false }
}

/// What a whole folded answer means; none for words that no list holds.
pub(super) fn known(folded: &str, words: &ContactWords) -> Option<Answer> {
    words.answers.get(folded).copied()
}

/// Reads a text; none when it is blank.
pub(crate) fn read_text(text: &str, words: &ContactWords) -> Option<Said> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let key = key(text);
    if let Some(answer) = words.answers.get(&key) {
        return Some(Said { answer: *answer, on: None, details: false });
    }
    let on = date_in(text);
    let answer = first_words(&key, words).unwrap_or_else(|| {
        let dated = on.is_some() && key.chars().all(|c| c.is_ascii_digit() || c == ' ');
        if dated { Answer::Yes } else { Answer::Unread }
    });
    let details = answer != Answer::Unread && key.split(' ').count() > 1;
    Some(Said { answer, on, details })
}

/// The longest known answer that the text begins with.
fn first_words(key: &str, words: &ContactWords) -> Option<Answer> {
    let ends: Vec<usize> =
        key.match_indices(' ').map(|(at, _)| at).take(words.longest_answer).collect();
    let known = |end: &usize| words.answers.get(key.get(..*end)?);
    let found = ends.iter().rev().find_map(known).copied();
    // A lone letter or digit that begins a sentence is no answer ("1 rue…", "a voir").
    found.filter(|_| key.split(' ').next().is_none_or(|first| first.len() != 1))
}

/// A day, month or year told in an answer ("opt-in salon 2023", "oui 12/03/2024").
fn date_in(text: &str) -> Option<Date> {
    let whole = |piece: &str| match day::read_text(piece, Order::DayFirst) {
        // An agreement of 2023 may be one of January: the prudent end counts.
        Some(Reading::Told(told)) => Some(told.first_day()),
        _ => None,
    };
    whole(text).or_else(|| {
        text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | ':'))
            .find_map(whole)
    })
}
