//! Who moved on each day of a note: told by the words of its clause.

use std::ops::Range;

use super::grammar::Written;
use super::pieces::Piece;
use super::words::{MomentWords, SMALL, Says};
use super::{Found, Kind};

/// Words between a date and what announces it: "à rappeler absolument le 3/2".
const SLACK: usize = 2;
/// Words that may stand before a date that heads its line: initials, an article.
const HEADING: usize = 3;

/// Gives each date its kind.
pub(super) fn tell(pieces: &[Piece<'_>], found: &mut [Found], words: &MomentWords) {
    let spans: Vec<Range<usize>> = found.iter().map(|one| one.pieces.clone()).collect();
    let mut before: Option<(Kind, bool)> = None;
    for (at, one) in found.iter_mut().enumerate() {
        let start = start_of(pieces, one.pieces.start);
        let previous = at.checked_sub(1).and_then(|at| spans.get(at)).map_or(0, |span| span.end);
        let same_line = previous > start;
        let left = words_of(pieces, start.max(previous)..one.pieces.start);
        let next = spans.get(at + 1).map_or(pieces.len(), |span| span.start);
        let end = end_of(pieces, one.pieces.end).min(next);
        let heads = if same_line {
            before.is_some_and(|(_, heads)| heads)
        } else {
            is_heading(&left, words)
        };
        let right = words_of(pieces, one.pieces.end..end);
        let alone = end < next || next == pieces.len();
        one.kind = kind(one.written, (&left, &right), (heads, alone), words);
        if one.kind == Kind::Unknown && same_line && !heads && left.len() < SLACK {
            // "Relancé le 3/2 et le 5/3": the same was done twice.
            one.kind = before.map_or(Kind::Unknown, |(kind, _)| kind);
        }
        before = Some((one.kind, heads));
    }
}

fn kind(
    written: Written,
    (left, right): (&[&str], &[&str]),
    (heads, alone): (bool, bool),
    words: &MomentWords,
) -> Kind {
    if words.ends_with(left, Says::Apart, SLACK) {
        return Kind::Apart;
    }
    if words.ends_with(left, Says::Planned, SLACK) {
        return Kind::Planned;
    }
    let clause: Vec<&str> = match (heads, alone) {
        (true, _) => right.to_vec(),
        (false, true) => left.iter().chain(right).copied().collect(),
        (false, false) => left.to_vec(),
    };
    match words.kind(&clause) {
        Kind::Unknown if matches!(written, Written::Year(_)) && words.is_years_apart(&clause) => {
            Kind::Apart
        }
        told => told,
    }
}

/// Nothing but initials or an article stands before a date that heads its line.
fn is_heading(left: &[&str], words: &MomentWords) -> bool {
    left.len() <= 1
        && left.iter().all(|word| word.len() <= HEADING && !words.is_event(word))
        && !words.ends_with(left, Says::Apart, 0)
}

/// Where the sentence or line of a piece begins.
fn start_of(pieces: &[Piece<'_>], at: usize) -> usize {
    let before = pieces.get(..at).unwrap_or_default();
    before.iter().rposition(Piece::is_break).map_or(0, |place| place + 1)
}

/// Where the sentence or line of a piece ends.
fn end_of(pieces: &[Piece<'_>], at: usize) -> usize {
    let after = pieces.get(at..).unwrap_or_default();
    after.iter().position(Piece::is_break).map_or(pieces.len(), |place| at + place)
}

fn words_of<'p>(pieces: &'p [Piece<'_>], range: Range<usize>) -> Vec<&'p str> {
    let all = pieces.get(range).unwrap_or_default().iter().filter_map(Piece::word);
    all.filter(|word| !SMALL.contains(word) && word.chars().any(char::is_alphabetic)).collect()
}
