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

/// What becomes of a clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It stays.
    Keep,
    /// It goes.
    Drop,
    /// It is replaced by these words.
    Become(String),
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
        depth += brackets_in(between);
        if depth > 0 {
            continue;
        }
        let boundary = if index == first + head && head > 0 {
            Some(Boundary::Head)
        } else if index < first + head {
            None
        } else {
            boundary(tokens, index, between, phrases)
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
fn boundary(tokens: &Tokens, index: usize, between: &str, phrases: &Phrases) -> Option<Boundary> {
    let token = tokens.get(index)?;
    let between = between.rsplit(')').next().unwrap_or_default();
    if token.gap == Gap::Break || between.contains(['!', '?', ';', '…']) {
        return Some(Boundary::Sentence);
    }
    let number = token.kind == Kind::Number;
    let spaced = between.contains([' ', '\u{a0}', '\u{202f}']);
    let comma = between.contains(',') && (spaced || !number);
    let colon = between.contains(':') && spaced;
    let dash = between.contains(['-', '–', '—', '/', '→', '⇒', '>', '|']) && spaced;
    let word = phrases.conjunctions.at(tokens, index) > 0 || weak(tokens, index, phrases) > 0;
    (comma || colon || dash || word).then_some(Boundary::Clause)
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

/// The stretch with each clause treated as its fate says.
pub(crate) fn rebuild(
    text: &str,
    tokens: &Tokens,
    stretch: &Stretch,
    clauses: &[Clause],
    fates: &[Fate],
    phrases: &Phrases,
) -> String {
    let slice = |range: Range<usize>| text.get(range).unwrap_or_default();
    let mut out = String::new();
    let mut last_kept: Option<usize> = None;
    for (index, (clause, fate)) in clauses.iter().zip(fates).enumerate() {
        if *fate == Fate::Drop {
            continue;
        }
        let orphan = index > 0 && fates.get(index - 1) == Some(&Fate::Drop);
        let mut words = match fate {
            Fate::Become(words) => words.clone(),
            _ if orphan => without_link(text, tokens, clause, phrases).to_owned(),
            _ => slice(clause.bytes.clone()).to_owned(),
        };
        let starts = sentence_start(clauses, index, last_kept);
        if starts
            && capital(slice(start_of_sentence(clauses, index)))
            && !is_address(tokens, clause)
        {
            words = capitalised(&words);
        }
        match last_kept {
            None => out.push_str(slice(stretch.bytes.start..first_byte(clauses, stretch))),
            Some(last) => out.push_str(&joint(text, clauses, last, index, orphan)),
        }
        out.push_str(&words);
        last_kept = Some(index);
    }
    if let Some(last) = last_kept {
        out.push_str(&ending(text, stretch, clauses, last));
    }
    out
}

fn first_byte(clauses: &[Clause], stretch: &Stretch) -> usize {
    clauses.first().map_or(stretch.bytes.end, |clause| clause.bytes.start)
}

/// The clause without its conjunction and without a relative word that would hang in the air.
fn without_link<'a>(text: &'a str, tokens: &Tokens, clause: &Clause, phrases: &Phrases) -> &'a str {
    let mut from = clause.tokens.start + clause.conjunction;
    while from < clause.tokens.end {
        let taken = phrases.relative.at(tokens, from).max(phrases.conjunctions.at(tokens, from));
        if taken == 0 {
            break;
        }
        from += taken;
    }
    if from == clause.tokens.start {
        return text.get(clause.bytes.clone()).unwrap_or_default();
    }
    let start = tokens.get(from).map_or(clause.bytes.start, |t| t.start as usize);
    text.get(start..clause.bytes.end).unwrap_or_default()
}

/// Does a kept clause come first in its sentence (those before it are gone)?
fn sentence_start(clauses: &[Clause], index: usize, last_kept: Option<usize>) -> bool {
    let begins = |clause: &Clause| clause.boundary == Boundary::Sentence;
    let from = last_kept.map_or(0, |last| last + 1);
    last_kept.is_none()
        || clauses.get(from..=index).unwrap_or_default().iter().any(begins)
        || last_kept.and_then(|last| clauses.get(last)).is_some_and(|clause| clause.head)
}

/// First byte and a little more of the sentence a clause belongs to.
fn start_of_sentence(clauses: &[Clause], index: usize) -> Range<usize> {
    let head = clauses.get(..=index).unwrap_or_default();
    let first = head.iter().rposition(|clause| clause.boundary != Boundary::Clause).unwrap_or(0);
    clauses.get(first).map_or(0..0, |clause| clause.bytes.clone())
}

/// What stands between two kept clauses.
fn joint(text: &str, clauses: &[Clause], last: usize, index: usize, orphan: bool) -> String {
    let before = |n: usize| {
        let from = n.checked_sub(1).and_then(|i| clauses.get(i)).map_or(0, |c| c.bytes.end);
        let to = clauses.get(n).map_or(from, |c| c.bytes.start);
        text.get(from..to).unwrap_or_default()
    };
    if !orphan {
        return before(index).to_owned();
    }
    let ends_sentence =
        |n: &usize| clauses.get(*n).is_some_and(|c| c.boundary == Boundary::Sentence);
    if clauses.get(last).is_some_and(|clause| clause.head) {
        return before(last + 1).to_owned();
    }
    if let Some(end) = (last + 1..=index).find(ends_sentence) {
        return before(end).to_owned();
    }
    let own = before(index);
    if own.contains([',', '-', '–', '—', '/']) && !own.contains(':') {
        own.to_owned()
    } else {
        ", ".to_owned()
    }
}

/// What follows the last kept clause: the end of its own sentence.
fn ending(text: &str, stretch: &Stretch, clauses: &[Clause], last: usize) -> String {
    let after = |n: usize| {
        let from = clauses.get(n).map_or(stretch.bytes.end, |c| c.bytes.end);
        let to = clauses.get(n + 1).map_or(stretch.bytes.end, |c| c.bytes.start);
        text.get(from..to).unwrap_or_default()
    };
    let rest = clauses.get(last + 1..).unwrap_or_default();
    match rest.iter().position(|clause| clause.boundary == Boundary::Sentence) {
        Some(offset) => after(last + offset).trim_end_matches([' ', '\t']).to_owned(),
        None => after(clauses.len() - 1).to_owned(),
    }
}

fn is_address(tokens: &Tokens, clause: &Clause) -> bool {
    tokens.get(clause.tokens.start).is_some_and(|token| token.kind == Kind::Address)
}

/// Does a text begin with a capital letter (signs before it aside)?
pub(crate) fn capital(text: &str) -> bool {
    text.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase)
}

/// The text with its first letter in upper case.
pub(crate) fn capitalised(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = false;
    for c in text.chars() {
        if !done && c.is_alphanumeric() {
            out.extend(c.to_uppercase());
            done = true;
        } else {
            out.push(c);
        }
    }
    out
}
