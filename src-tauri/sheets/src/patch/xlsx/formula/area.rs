//! References to cells: `A1`, `$A$1:B2`, `A:C`, `5:$7`.

use std::fmt::Write;

use epure_engine::table::{MAX_COLUMNS, MAX_ROWS, column_index, column_letters};

/// One coordinate of a reference: its 0- or 1-based number and whether `$` pins it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Corner {
    /// 1-based row.
    pub(crate) row: u32,
    /// Written `$row`?
    pub(crate) row_pinned: bool,
    /// 0-based column.
    pub(crate) column: u32,
    /// Written `$column`?
    pub(crate) column_pinned: bool,
}

/// First and last of a stretch of rows or columns, each with its `$`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) first: u32,
    pub(crate) first_pinned: bool,
    pub(crate) last: u32,
    pub(crate) last_pinned: bool,
}

/// What a reference covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Area {
    /// `A1`
    Cell(Corner),
    /// `A1:B2`
    Cells(Corner, Corner),
    /// `A:B`, 0-based.
    Columns(Span),
    /// `1:2`, 1-based.
    Rows(Span),
}

/// One end of a reference: a cell, a column or a row.
enum End {
    Cell(Corner),
    Column(u32, bool),
    Row(u32, bool),
}

impl Area {
    /// The reference at the start of `text` and its length in bytes; none when there is none, or
    /// when what follows makes it part of a name or a function.
    pub(crate) fn parse(text: &str) -> Option<(Self, usize)> {
        let (first, len) = end(text)?;
        let second = text.get(len..).and_then(|rest| rest.strip_prefix(':')).and_then(end);
        let whole = match (first, second) {
            (End::Cell(a), Some((End::Cell(b), more))) => (Self::Cells(a, b), len + 1 + more),
            (End::Cell(a), _) => (Self::Cell(a), len),
            (End::Column(a, pa), Some((End::Column(b, pb), more))) => (
                Self::Columns(Span { first: a, first_pinned: pa, last: b, last_pinned: pb }),
                len + 1 + more,
            ),
            (End::Row(a, pa), Some((End::Row(b, pb), more))) => (
                Self::Rows(Span { first: a, first_pinned: pa, last: b, last_pinned: pb }),
                len + 1 + more,
            ),
            _ => return None,
        };
        Some(whole)
    }

    /// As it is written in a formula.
    pub(crate) fn text(&self) -> String {
        let mut out = String::new();
        match self {
            Self::Cell(corner) => corner.push(&mut out),
            Self::Cells(first, last) => {
                first.push(&mut out);
                out.push(':');
                last.push(&mut out);
            }
            Self::Columns(span) => {
                push_column(&mut out, span.first, span.first_pinned);
                out.push(':');
                push_column(&mut out, span.last, span.last_pinned);
            }
            Self::Rows(span) => {
                push_row(&mut out, span.first, span.first_pinned);
                out.push(':');
                push_row(&mut out, span.last, span.last_pinned);
            }
        }
        out
    }
}

impl Corner {
    /// As it is written, `second` after a colon when the reference has two ends.
    fn push(&self, out: &mut String) {
        push_column(out, self.column, self.column_pinned);
        push_row(out, self.row, self.row_pinned);
    }
}

fn push_column(out: &mut String, column: u32, pinned: bool) {
    out.push_str(if pinned { "$" } else { "" });
    out.push_str(&column_letters(column));
}

fn push_row(out: &mut String, row: u32, pinned: bool) {
    let _ = write!(out, "{}{row}", if pinned { "$" } else { "" });
}

/// One end at the start of `text`, with its length.
fn end(text: &str) -> Option<(End, usize)> {
    let mut at = 0;
    let bytes = text.as_bytes();
    let mut dollar = || {
        let found = bytes.get(at) == Some(&b'$');
        at += usize::from(found);
        found
    };
    let first_pinned = dollar();
    let letters = count(bytes, at, u8::is_ascii_alphabetic);
    let column_text = text.get(at..at + letters)?;
    at += letters;
    if letters == 0 {
        let digits = count(bytes, at, u8::is_ascii_digit);
        let row = row(text.get(at..at + digits)?)?;
        return ends(text, at + digits).then_some((End::Row(row, first_pinned), at + digits));
    }
    let column = column_index(column_text).filter(|column| *column < MAX_COLUMNS)?;
    let row_pinned = bytes.get(at) == Some(&b'$');
    let digits_at = at + usize::from(row_pinned);
    let digits = count(bytes, digits_at, u8::is_ascii_digit);
    if digits == 0 {
        return ends(text, at).then_some((End::Column(column, first_pinned), at));
    }
    let row = row(text.get(digits_at..digits_at + digits)?)?;
    let corner = Corner { row, row_pinned, column, column_pinned: first_pinned };
    ends(text, digits_at + digits).then_some((End::Cell(corner), digits_at + digits))
}

fn count(bytes: &[u8], from: usize, test: impl Fn(&u8) -> bool) -> usize {
    bytes.get(from..).unwrap_or_default().iter().take_while(|b| test(b)).count()
}

fn row(digits: &str) -> Option<u32> {
    digits.parse().ok().filter(|row| (1..=MAX_ROWS).contains(row) && !digits.starts_with('0'))
}

/// Does a reference end here, rather than go on as a name or open a function's arguments?
fn ends(text: &str, at: usize) -> bool {
    let next = text.get(at..).and_then(|rest| rest.chars().next());
    !next.is_some_and(|c| c.is_alphanumeric() || "_.$\\?([!".contains(c))
}
