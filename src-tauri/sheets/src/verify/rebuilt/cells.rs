//! Every cell of a rebuilt workbook against what the edits make of the original's.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use epure_engine::plan::NewValue;
use epure_engine::table::{Cell, CellRef, Row, Table, Workbook};
use jiff::civil::{DateTime, Time};

use crate::patch::edits::SheetEdits;
use crate::verify::{Proof, VerifyError};
use crate::write::{FIRST_DAY, FIRST_TIME, NO_NUMBER, fit, header_rows, numbered_rows};

/// Serial numbers of days hold a moment to about a thousandth of a second.
const CLOCK: Duration = Duration::from_millis(2);

/// A row that the rebuilt sheet must have: its number there, and its cells.
type Expected = (u32, Vec<Cell>);

/// Rows that move (sheet, row), by the sheet they go to.
type Arrivals<'a> = BTreeMap<&'a str, BTreeSet<(&'a str, u32)>>;

/// Compares all sheets; those of the original come first and in its order, then new archives.
pub(super) fn compare(
    book: &Workbook,
    sheets: &BTreeMap<&str, SheetEdits<'_>>,
    reopened: &Workbook,
    proof: &mut Proof,
) -> Result<(), VerifyError> {
    let mut arrivals = Arrivals::new();
    for (sheet, edits) in sheets {
        for (row, to) in &edits.moved {
            arrivals.entry(to).or_default().insert((sheet, *row));
        }
        proof.rows_moved += edits.moved.len() as u64;
        proof.columns_removed += u64::from(edits.columns.before(u32::MAX));
    }
    let all = Sheets { book, edits: sheets };
    let mut found = reopened.sheets.iter();
    for table in &book.sheets {
        let mut expected = all.rows(table, proof);
        let next = expected.last().map_or(0, |(number, _)| *number);
        expected.extend(all.arrive(arrivals.remove(table.name.as_str()), next, proof));
        same(&table.name, expected, found.next())?;
    }
    for (to, rows) in arrivals {
        let mut expected = all.header(rows.first().map(|(from, _)| *from));
        let next = expected.last().map_or(0, |(number, _)| *number);
        expected.extend(all.arrive(Some(rows), next, proof));
        same(to, expected, found.next())?;
    }
    match found.next() {
        Some(more) => Err(unexpected(&more.name, None)),
        None => Ok(()),
    }
}

/// The original's sheets and what happens to them.
struct Sheets<'a> {
    book: &'a Workbook,
    edits: &'a BTreeMap<&'a str, SheetEdits<'a>>,
}

impl Sheets<'_> {
    fn of(&self, sheet: &str) -> Option<(&Table, &SheetEdits<'_>)> {
        self.book.sheet(sheet).zip(self.edits.get(sheet))
    }

    /// Rows of a sheet that stay.
    fn rows(&self, table: &Table, proof: &mut Proof) -> Vec<Expected> {
        let Some(edits) = self.edits.get(table.name.as_str()) else { return Vec::new() };
        let gone = edits.rows.before(u32::MAX) as usize - edits.moved.len();
        proof.rows_removed += gone as u64;
        let mut rows = Vec::new();
        for (number, row) in numbered_rows(table, edits) {
            if let Some(at) = edits.rows.shift(number) {
                rows.push((at, cells(number, row, edits, proof)));
            }
        }
        rows
    }

    /// Rows that come to a sheet, below its row `next`.
    fn arrive(
        &self,
        rows: Option<BTreeSet<(&str, u32)>>,
        mut next: u32,
        proof: &mut Proof,
    ) -> Vec<Expected> {
        let mut found = Vec::new();
        for (from, number) in rows.unwrap_or_default() {
            let Some((table, edits)) = self.of(from) else { continue };
            next += 1;
            found.push((next, cells(number, table.row(number), edits, proof)));
        }
        found
    }

    /// Header rows at the head of a new archive.
    fn header(&self, from: Option<&str>) -> Vec<Expected> {
        let Some((table, edits)) = from.and_then(|from| self.of(from)) else { return Vec::new() };
        let mut uncounted = Proof::default();
        let rows = header_rows(table);
        let cells = rows.map(|row| cells(row.number, Some(row), edits, &mut uncounted));
        (1u32..).zip(cells.collect::<Vec<_>>()).collect()
    }
}

/// The cells of a row after its edits.
fn cells(number: u32, row: Option<&Row>, edits: &SheetEdits<'_>, proof: &mut Proof) -> Vec<Cell> {
    let mut cells: Vec<Cell> = row.map(|row| row.cells.clone()).unwrap_or_default();
    for (column, value) in edits.set_in_row(number) {
        proof.cells_changed += 1;
        let at = column as usize;
        if cells.len() <= at {
            cells.resize(at + 1, Cell::Empty);
        }
        if let Some(cell) = cells.get_mut(at) {
            *cell = decided(value);
        }
    }
    let left = (0u32..).zip(cells).filter(|(column, _)| !edits.columns.contains(*column));
    left.map(|(_, cell)| stored(cell)).collect()
}

fn decided(value: &NewValue) -> Cell {
    match value {
        NewValue::Empty => Cell::Empty,
        NewValue::Text(text) => Cell::Text(text.as_str().into()),
        NewValue::Number(number) => Cell::Number(*number),
        NewValue::Date(day) => Cell::Date(day.to_datetime(Time::midnight())),
    }
}

/// A value as xlsx can hold it and as it is read again: error values are text, so are days before
/// the first that xlsx knows, and times of day are shown as such.
fn stored(cell: Cell) -> Cell {
    match cell {
        Cell::Text(text) | Cell::Error(text) => Cell::Text(fit(&text).0.into()),
        Cell::Number(number) if !number.is_finite() => Cell::Text(NO_NUMBER.into()),
        Cell::Date(at) if at.date() < FIRST_TIME => Cell::Text(Cell::Date(at).to_string().into()),
        Cell::Date(at) if at.date() < FIRST_DAY => Cell::Text(crate::read::time_text(at.time())),
        other => other,
    }
}

fn same(sheet: &str, expected: Vec<Expected>, found: Option<&Table>) -> Result<(), VerifyError> {
    let found = found.ok_or_else(|| unexpected(sheet, None))?;
    let mut rows = found.rows.iter();
    let filled = |(_, cells): &Expected| cells.iter().any(|cell| !cell.is_blank());
    for (number, cells) in expected.into_iter().filter(filled) {
        let row = rows.next().filter(|row| row.number == number);
        let row = row.ok_or_else(|| unexpected(sheet, Some(number.to_string())))?;
        let width = cells.len().max(row.cells.len());
        for column in (0u32..).take(width) {
            let wanted = cells.get(column as usize).unwrap_or(&Cell::Empty);
            if !equal(wanted, row.cell(column)) {
                let at = CellRef { row: number, column };
                return Err(unexpected(sheet, Some(at.to_string())));
            }
        }
    }
    match rows.next() {
        Some(row) => Err(unexpected(sheet, Some(row.number.to_string()))),
        None => Ok(()),
    }
}

fn equal(wanted: &Cell, found: &Cell) -> bool {
    match (wanted, found) {
        (Cell::Text(a), Cell::Text(b)) => a == b || lines(a) == lines(b),
        (Cell::Text(text), Cell::Empty) => text.is_empty(),
        (Cell::Date(a), Cell::Date(b)) => close(*a, *b),
        (a, b) => a == b,
    }
}

/// Line ends made alike.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

fn close(a: DateTime, b: DateTime) -> bool {
    a.duration_until(b).unsigned_abs() <= CLOCK
}

fn unexpected(sheet: &str, at: Option<String>) -> VerifyError {
    VerifyError::Unexpected { part: sheet.to_owned(), at }
}
