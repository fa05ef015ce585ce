//! One cell, range, row or column reference of OpenDocument, as `Sheet1.A1`, `.$B$2`,
//! `$'L''été'.A1:.B9`, `.A:.C` or `.3:.5` (ODF 1.3 part 4, 5.8), and where it points once rows and
//! columns are gone.

use epure_engine::table::{MAX_COLUMNS, MAX_ROWS, column_index, column_letters};

use super::super::removal::Removal;
use super::shift::{Relative, Shift};

/// What becomes of a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shifted {
    /// Nothing moves under it, or it is nothing this code reads: leave it.
    Same,
    /// What to write instead.
    Moved(String),
    /// All it pointed to is gone.
    Gone,
}

/// A row or column number of a reference, 1-based row or 0-based column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    fixed: bool,
    at: u32,
}

/// One end of a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct End<'t> {
    /// The sheet as written, `$` and quotes included; empty when there is none.
    sheet: &'t str,
    column: Option<Place>,
    row: Option<Place>,
}

/// Where a reference points after the removals that `shift` knows. `text` is without brackets.
pub(super) fn shift(text: &str, shift: &Shift<'_>) -> Shifted {
    let (first, last) = match split_range(text) {
        Some((first, last)) => (End::parse(first), Some(End::parse(last))),
        None => (End::parse(text), None),
    };
    let Some(first) = first else { return Shifted::Same };
    let sheet = sheet_name(first.sheet);
    if sheet.as_deref().is_some_and(|sheet| shift.loses(sheet)) {
        return Shifted::Gone;
    }
    match last {
        None => first.shift(shift, sheet.as_deref()),
        Some(None) => Shifted::Same,
        Some(Some(last)) => {
            // A range over several sheets stays: it is the same block on each of them.
            let other = sheet_name(last.sheet);
            if other.is_some() && other != sheet {
                return Shifted::Same;
            }
            shift_range(first, last, shift, sheet.as_deref())
        }
    }
}

/// As [`shift`] for a single cell, but a cell that goes gives way to the one before it.
pub(super) fn shift_or_neighbour(text: &str, by: &Shift<'_>) -> Option<String> {
    let end = End::parse(text)?;
    let (rows, columns) = by.removals(sheet_name(end.sheet).as_deref());
    let near = |place: Place, gone: &Removal, least: u32| {
        let back = gone.before(place.at) + u32::from(gone.contains(place.at));
        Place { at: place.at.saturating_sub(back).max(least), ..place }
    };
    let row = end.row.map(|row| near(row, rows, 1));
    let column = end.column.map(|column| near(column, columns, 0));
    Some(End { row, column, ..end }.write())
}

/// The cell so many rows up and columns left; none when that changes nothing.
pub(super) fn moved_by(text: &str, up: u32, left: u32) -> Option<String> {
    let end = End::parse(text).filter(|_| up > 0 || left > 0)?;
    let row = end.row.map(|row| Place { at: row.at.saturating_sub(up).max(1), ..row });
    let column = end.column.map(|column| Place { at: column.at.saturating_sub(left), ..column });
    Some(End { row, column, ..end }.write())
}

/// The sheet of the first end as a name; none when the reference has none.
pub(super) fn sheet_of(text: &str) -> Option<String> {
    let first = split_range(text).map_or(text, |(first, _)| first);
    sheet_name(End::parse(first)?.sheet)
}

/// The cells that a reference is to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// Cells of the workbook: the sheets of both ends as named, 1-based rows, 0-based columns.
    Cells {
        /// Those of the first and of the second end; none where the reference names none.
        sheets: (Option<String>, Option<String>),
        /// First and last row.
        rows: (u32, u32),
        /// First and last column.
        columns: (u32, u32),
    },
    /// None of them: cells of another file, or cells that are gone.
    Nothing,
    /// Nothing this code reads.
    Unknown,
}

/// The cells that a reference without brackets is to.
pub(crate) fn target(text: &str) -> Target {
    if text.contains('#') {
        return Target::Nothing;
    }
    let (first, last) = split_range(text).unwrap_or((text, text));
    let (Some(first), Some(last)) = (End::parse(first), End::parse(last)) else {
        return Target::Unknown;
    };
    let span = |first: Option<Place>, last: Option<Place>, whole: (u32, u32)| match (first, last) {
        (Some(a), Some(b)) => (a.at.min(b.at), a.at.max(b.at)),
        _ => whole,
    };
    Target::Cells {
        sheets: (sheet_name(first.sheet), sheet_name(last.sheet)),
        rows: span(first.row, last.row, (1, MAX_ROWS)),
        columns: span(first.column, last.column, (0, MAX_COLUMNS - 1)),
    }
}

/// First row and column (or first cell) of a reference.
pub(super) fn first_cell(text: &str) -> Option<(u32, u32)> {
    let first = split_range(text).map_or(text, |(first, _)| first);
    let end = End::parse(first)?;
    Some((end.row.map_or(1, |row| row.at), end.column.map_or(0, |column| column.at)))
}

/// Splits at the `:` that is not inside a quoted sheet name.
fn split_range(text: &str) -> Option<(&str, &str)> {
    let mut quoted = false;
    let at = text.char_indices().find(|(_, c)| {
        quoted ^= *c == '\'';
        *c == ':' && !quoted
    });
    let (at, _) = at?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// The name that a sheet as written stands for.
fn sheet_name(written: &str) -> Option<String> {
    let bare = written.strip_prefix('$').unwrap_or(written);
    match bare.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) {
        Some(quoted) => Some(quoted.replace("''", "'")),
        None => (!bare.is_empty()).then(|| bare.to_owned()),
    }
}

impl<'t> End<'t> {
    /// Reads `sheet.$A$1`; none for an external or broken reference.
    fn parse(text: &'t str) -> Option<Self> {
        let dot = match text.rfind('\'') {
            Some(quote) => quote + text.get(quote..)?.find('.')?,
            None => text.find('.')?,
        };
        let sheet = text.get(..dot)?;
        if sheet.contains('#') {
            return None;
        }
        let cell = text.get(dot + 1..)?;
        let (column_fixed, rest) = strip_dollar(cell);
        let letters = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
        let (letters, rest) = rest.split_at_checked(letters)?;
        if letters.is_empty() {
            let row = Place { fixed: column_fixed, at: row_number(rest)? };
            return Some(Self { sheet, column: None, row: Some(row) });
        }
        let column = Some(Place { fixed: column_fixed, at: column_index(letters)? });
        if rest.is_empty() {
            return Some(Self { sheet, column, row: None });
        }
        let (fixed, digits) = strip_dollar(rest);
        let row = Some(Place { fixed, at: row_number(digits)? });
        Some(Self { sheet, column, row })
    }

    fn write(self) -> String {
        let dollar = |fixed| if fixed { "$" } else { "" };
        let column = self.column.map_or(String::new(), |column| {
            format!("{}{}", dollar(column.fixed), column_letters(column.at))
        });
        let row = self.row.map_or(String::new(), |row| format!("{}{}", dollar(row.fixed), row.at));
        format!("{}.{column}{row}", self.sheet)
    }

    fn shift(self, by: &Shift<'_>, sheet: Option<&str>) -> Shifted {
        let (rows, columns) = by.removals(sheet);
        let row = self.row.map(|row| one(row, rows, by.rows));
        let column = self.column.map(|column| one(column, columns, by.columns));
        if row == Some(None) || column == Some(None) {
            return Shifted::Gone;
        }
        let moved = Self { sheet: self.sheet, row: row.flatten(), column: column.flatten() };
        if moved == self { Shifted::Same } else { Shifted::Moved(moved.write()) }
    }
}

fn shift_range(first: End<'_>, last: End<'_>, by: &Shift<'_>, sheet: Option<&str>) -> Shifted {
    let (rows, columns) = by.removals(sheet);
    let rows = match (first.row, last.row) {
        // The whole height of the sheet stays the whole height.
        (Some(a), Some(b)) if (a.at.min(b.at), a.at.max(b.at)) == (1, MAX_ROWS) => {
            Some((Some(a), Some(b)))
        }
        (a, b) => pair(a, b, rows, by.rows),
    };
    let columns = pair(first.column, last.column, columns, by.columns);
    let (Some((first_row, last_row)), Some((first_column, last_column))) = (rows, columns) else {
        return Shifted::Gone;
    };
    let new_first = End { row: first_row, column: first_column, ..first };
    let new_last = End { row: last_row, column: last_column, ..last };
    if (new_first, new_last) == (first, last) {
        return Shifted::Same;
    }
    Shifted::Moved(format!("{}:{}", new_first.write(), new_last.write()))
}

/// Where one row or column goes; none when it is gone.
fn one(place: Place, removal: &Removal, relative: Relative) -> Option<Place> {
    let at = match relative {
        Relative::Move(by) if !place.fixed => place.at.checked_add_signed(by)?,
        _ => removal.shift(place.at)?,
    };
    Some(Place { at, ..place })
}

type Pair = (Option<Place>, Option<Place>);

/// Where the rows (or the columns) of a range's two ends go; none when nothing of them is left.
fn pair(a: Option<Place>, b: Option<Place>, gone: &Removal, relative: Relative) -> Option<Pair> {
    let (Some(a), Some(b)) = (a, b) else { return Some((a, b)) };
    let steady = |place: Place| place.fixed || relative == Relative::Shift;
    if steady(a) && steady(b) {
        let (low, high) = gone.shift_range(a.at.min(b.at), a.at.max(b.at))?;
        let (first, last) = if a.at <= b.at { (low, high) } else { (high, low) };
        return Some((Some(Place { at: first, ..a }), Some(Place { at: last, ..b })));
    }
    // Ends that move apart from each other: a removed fixed end gives way to its neighbour.
    let first = if steady(a) { a.at - gone.before(a.at) } else { one(a, gone, relative)?.at };
    let last = if steady(b) {
        (b.at + 1 - gone.before(b.at + 1)).saturating_sub(1)
    } else {
        one(b, gone, relative)?.at
    };
    Some((Some(Place { at: first, ..a }), Some(Place { at: last, ..b })))
}

fn strip_dollar(text: &str) -> (bool, &str) {
    text.strip_prefix('$').map_or((false, text), |rest| (true, rest))
}

/// A 1-based row number without sign; no upper bound but `u32`, as some programs have more rows.
fn row_number(digits: &str) -> Option<u32> {
    let all_digits = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|row| all_digits && *row > 0)
}
