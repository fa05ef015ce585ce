//! Cuts a stretch of a note into clauses, and puts back what is kept of them.
//!
//! A stretch is a line of the note, or what stands between two brackets. Brackets inside it belong
//! to the clause before them.

use std::ops::Range;

use crate::text::date;
use crate::text::token::{Gap, Kind, Tokens};

use super::phrases::Phrases;

/// A stretch of a note that holds whole clauses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    /// Bytes, brackets and line ends left out.
    pub(crate) bytes: Range<usize>,
    /// Does it stand between brackets?
    pub(crate) bracketed: bool,
}

/// What separates a clause from the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Boundary {
    /// The date that heads a dated line ends here, or the stretch begins.
    Head,
    /// A comma, colon, dash, or a word such as `mais`.
    Clause,
    /// The end of a sentence.
    Sentence,
}

/// One clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Clause {
    /// Its tokens.
    pub(crate) tokens: Range<usize>,
    /// Its bytes, from its first sign to its last, separators left out.
    pub(crate) bytes: Range<usize>,
    /// What stands before it.
    pub(crate) boundary: Boundary,
    /// Number of its first tokens that are a conjunction.
    pub(crate) conjunction: usize,
    /// Is it the date that heads a line?
    pub(crate) head: bool,
}

/// The innermost stretch that holds a span.
pub(crate) fn stretch(text: &str, span: &Range<usize>) -> Stretch {
    let before = text.get(..span.start).unwrap_or_default();
    let after = text.get(span.end..).unwrap_or_default();
    let start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let end = after.find(['\n', '\r']).map_or(text.len(), |at| span.end + at);
    let line = start..end;
    match brackets(text, &line, span) {
        Some(bytes) => Stretch { bytes, bracketed: true },
        None => Stretch { bytes: line, bracketed: false },
    }
}

/// The innermost pair of round brackets of a line around a span.
fn brackets(text: &str, line: &Range<usize>, span: &Range<usize>) -> Option<Range<usize>> {
    let mut open = Vec::new();
    let mut best: Option<Range<usize>> = None;
    for (offset, c) in text.get(line.clone())?.char_indices() {
        let at = line.start + offset;
        match c {
            '(' => open.push(at),
            ')' => {
                if let Some(start) = open.pop()
                    && start < span.start
                    && span.end <= at
                    && best.as_ref().is_none_or(|found| start > found.start)
                {
                    best = Some(start + 1..at);
                }
            }
            _ => {}
        }
    }
    best
}

/// The clauses of a stretch, in order.
pub(crate) fn clauses(
    text: &str,
    tokens: &Tokens,
    stretch: &Stretch,
    phrases: &Phrases,
) -> Vec<Clause> {
    let inside: Vec<usize> = (0..tokens.len())
        .filter(|&index| {
            tokens.get(index).is_some_and(|t| stretch.bytes.contains(&(t.start as usize)))
        })
        .collect();
    let (Some(&first), Some(&last)) = (inside.first(), inside.last()) else { return Vec::new() };
    let head = if stretch.bracketed { 0 } else { head_length(text, tokens, first, last + 1) };
    let mut starts = vec![(first, Boundary::Head)];
    let mut depth = 0i32;
    for index in first + 1..=last {
        let between = between(text, tokens, index);
        // A closing bracket alone ("1) …") opens nothing.
        depth = (depth + brackets_in(between)).max(0);
        if depth > 0 {
            continue;
        }
        let boundary = if index == first + head && head > 0 {
            Some(Boundary::Head)
        } else if index < first + head {
            None
        } else {
            boundary(text, tokens, index, phrases)
        };
        starts.extend(boundary.map(|kind| (index, kind)));
    }
    let ends = starts.iter().skip(1).map(|(at, _)| *at).chain(std::iter::once(last + 1));
    let ranges: Vec<(Range<usize>, Boundary)> =
        starts.iter().zip(ends).map(|(&(start, kind), end)| (start..end, kind)).collect();
    ranges
        .iter()
        .map(|(range, boundary)| Clause {
            bytes: clause_bytes(text, tokens, stretch, range),
            conjunction: phrases.conjunctions.at(tokens, range.start).max(weak(
                tokens,
                range.start,
                phrases,
            )),
            boundary: *boundary,
            head: head > 0 && range.start == first,
            tokens: range.clone(),
        })
        .collect()
}

/// What stands between a token and the one before.
fn between<'a>(text: &'a str, tokens: &Tokens, index: usize) -> &'a str {
    let from = index.checked_sub(1).and_then(|i| tokens.get(i)).map_or(0, |t| t.end as usize);
    let to = tokens.get(index).map_or(text.len(), |t| t.start as usize);
    text.get(from..to).unwrap_or_default()
}

fn brackets_in(between: &str) -> i32 {
    between.chars().map(|c| i32::from(c == '(') - i32::from(c == ')')).sum()
}

/// Number of tokens of the date that heads a dated line: `12/01 :`, `2024-11 -`, `3 mars`.
fn head_length(text: &str, tokens: &Tokens, first: usize, end: usize) -> usize {
    let Some(told) = date::at(tokens, first) else { return 0 };
    let after = first + told.tokens;
    let bare = told.tokens == 1 && !between(text, tokens, after).contains([':', '-', '–']);
    if bare || after >= end { 0 } else { told.tokens }
}

/// What separates a token from the one before, when another clause begins there.
fn boundary(text: &str, tokens: &Tokens, index: usize, phrases: &Phrases) -> Option<Boundary> {
    let token = tokens.get(index)?;
    let between = between(text, tokens, index).rsplit(')').next().unwrap_or_default();
    if is_enumerator(text, tokens, index)
        || token.gap == Gap::Break
        || between.contains(['!', '?', ';', '…'])
    {
        return Some(Boundary::Sentence);
    }
    let number = token.kind == Kind::Number;
    let spaced = between.contains([' ', '\u{a0}', '\u{202f}']);
    let comma = between.contains(',') && (spaced || !number);
    let colon = between.contains(':') && spaced;
    // A slash that touches the word before it shortens it: "w/ Tom", "p/ erreur", "65 €/mois".
    let slash =
        between.starts_with([' ', '\u{a0}', '\u{202f}']) && between.trim_start().starts_with('/');
    let dash = between.contains(['-', '–', '—', '→', '⇒', '>', '|']) && spaced || slash;
    let word = phrases.conjunctions.at(tokens, index) > 0 || weak(tokens, index, phrases) > 0;
    (comma || colon || dash || word).then_some(Boundary::Clause)
}

/// Is it the number of an item: `1/ …`, `2) …`?
pub(crate) fn is_enumerator(text: &str, tokens: &Tokens, index: usize) -> bool {
    let Some(token) = tokens.get(index).filter(|t| t.kind == Kind::Number && t.len <= 2) else {
        return false;
    };
    let before = text.get(..token.start as usize).unwrap_or_default();
    let line = before.rsplit(['\n', '\r']).next().unwrap_or_default();
    let after = text.get(token.end as usize..).unwrap_or_default();
    let opens = before.is_empty() || before.ends_with(char::is_whitespace);
    let slash = after.strip_prefix('/');
    let bracket = after.strip_prefix(')').filter(|_| !line.contains('('));
    opens && slash.or(bracket).is_some_and(|rest| rest.starts_with([' ', '\u{a0}']))
}

/// Length of a weak conjunction (`et`) that begins a clause: only before a verb or a pronoun.
fn weak(tokens: &Tokens, index: usize, phrases: &Phrases) -> usize {
    let taken = phrases.weak.at(tokens, index);
    if taken > 0 && phrases.openers.at(tokens, index + taken) > 0 { taken } else { 0 }
}

/// Is it a sign that separates clauses?
fn separates(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            ',' | ';'
                | ':'
                | '.'
                | '!'
                | '?'
                | '…'
                | '-'
                | '–'
                | '—'
                | '/'
                | '→'
                | '⇒'
                | '>'
                | '='
                | '|'
        )
}

/// Bytes of a clause: signs that touch its first word (`«`, `£`) and follow its last (`€`, `)`)
/// are its own.
fn clause_bytes(
    text: &str,
    tokens: &Tokens,
    stretch: &Stretch,
    range: &Range<usize>,
) -> Range<usize> {
    let first = tokens.get(range.start).map_or(stretch.bytes.start, |t| t.start as usize);
    let last = tokens.get(range.end - 1).map_or(stretch.bytes.end, |t| t.end as usize);
    let from = range.start.checked_sub(1).and_then(|i| tokens.get(i)).map_or(0, |t| t.end as usize);
    let gap = text.get(from.max(stretch.bytes.start)..first).unwrap_or_default();
    // What belongs to the clause before is not this one's.
    let taken = if from > stretch.bytes.start { tail_length(gap) } else { 0 };
    let before = gap.get(taken..).unwrap_or_default();
    let own: usize =
        before.chars().rev().take_while(|&c| !separates(c) && c != ')').map(char::len_utf8).sum();
    let quote = before.trim_end();
    let quoted = if quote.ends_with(['«', '“']) {
        before.len() - quote.len() + quote.chars().next_back().map_or(0, char::len_utf8)
    } else {
        0
    };
    let to = tokens.get(range.end).map_or(stretch.bytes.end, |t| t.start as usize);
    let after = text.get(last..to.min(stretch.bytes.end)).unwrap_or_default();
    (first - own.max(quoted))..(last + tail_length(after))
}

/// Length of the signs after a clause's last word that belong to it: up to a closing bracket or
/// quote, or a unit before the first separator.
fn tail_length(after: &str) -> usize {
    if let Some(at) = after.rfind([')', '»', '”']) {
        return at + after.get(at..).and_then(|s| s.chars().next()).map_or(0, char::len_utf8);
    }
    let trimmed = after.trim_start();
    let unit: usize = trimmed
        .chars()
        .take_while(|&c| !separates(c) && !matches!(c, '(' | '«' | '“' | '"'))
        .map(char::len_utf8)
        .sum();
    let closing = after.chars().take_while(|&c| matches!(c, '"' | '\'' | '%' | '€' | '+')).count();
    match (unit, closing) {
        (0, 0) => 0,
        (0, count) => count,
        _ => after.len() - trimmed.len() + unit,
    }
}
