//! Rows that a workbook made anew must have, told from its original and the edits, beside those that it
//! has.

use std::time::Duration;

use epure_engine::plan::NewValue;
use epure_engine::table::{Cell, CellRef, Row, Table};
use jiff::civil::{DateTime, Time};

use super::VerifyError;
use crate::patch::edits::{Arrival, SheetEdits};
use crate::patch::xlsx::Scrub;
use crate::write::header_rows;

/// Serial numbers of days hold a moment to about a thousandth of a second.
const CLOCK: Duration = Duration::from_millis(2);

/// A row that must be there: its number, unless only its turn matters, and its cells.
pub(super) type Expected = (Option<u32>, Vec<Cell>);

/// What becomes of values in the new workbook.
#[derive(Clone, Copy)]
pub(super) struct Cells<'s> {
    /// How a value is once it is stored there and read again.
    pub(super) stored: fn(Cell) -> Cell,
    /// What is blotted out of values that formulas gave, which become mere values there.
    pub(super) scrub: Option<&'s Scrub>,
}

impl Cells<'_> {
    /// The cells of a row after its edits, and how many of them were set.
    pub(super) fn of(
        self,
        number: u32,
        row: Option<&Row>,
        edits: &SheetEdits<'_>,
    ) -> (Vec<Cell>, u64) {
        let mut cells: Vec<Cell> = row.map(|row| row.cells.clone()).unwrap_or_default();
        let mut set = 0;
        for (column, value) in edits.set_in_row(number) {
            set += 1;
            let at = column as usize;
            if cells.len() <= at {
                cells.resize(at + 1, Cell::Empty);
            }
            if let Some(cell) = cells.get_mut(at) {
                *cell = decided(value);
            }
        }
        let left = (0u32..).zip(cells).filter(|(column, _)| !edits.columns.contains(*column));
        (left.map(|(_, cell)| (self.stored)(cell)).collect(), set)
    }

    /// Rows that come from other sheets, and how many of their cells were set.
    pub(super) fn arriving(self, rows: &[Arrival<'_>]) -> (Vec<Vec<Cell>>, u64) {
        let mut set = 0;
        let arriving = rows.iter().map(|(table, edits, number)| {
            let (cells, changed) = self.of(*number, table.row(*number), edits);
            set += changed;
            cells
        });
        (arriving.collect(), set)
    }

    /// Header rows at the head of a new archive, which are those of the sheet its first row comes from.
    pub(super) fn header(self, rows: &[Arrival<'_>]) -> Vec<Vec<Cell>> {
        let Some((table, edits, _)) = rows.first() else { return Vec::new() };
        header_rows(table).map(|row| self.of(row.number, Some(row), edits).0).collect()
    }

    /// Does a sheet hold those rows, less the blank ones, and no other?
    pub(super) fn compare(
        self,
        sheet: &str,
        expected: impl IntoIterator<Item = Expected>,
        found: Option<&Table>,
    ) -> Result<(), VerifyError> {
        let found = found.ok_or_else(|| unexpected(sheet, None))?;
        let mut rows = found.rows.iter();
        let filled = |(_, cells): &Expected| cells.iter().any(|cell| !cell.is_blank());
        for (number, cells) in expected.into_iter().filter(filled) {
            let row = rows.next().filter(|row| number.is_none_or(|number| row.number == number));
            let at = || number.map(|number| number.to_string());
            let row = row.ok_or_else(|| unexpected(sheet, at()))?;
            let width = cells.len().max(row.cells.len());
            for column in (0u32..).take(width) {
                let wanted = cells.get(column as usize).unwrap_or(&Cell::Empty);
                if !self.equal(wanted, row.cell(column)) {
                    let at = CellRef { row: row.number, column };
                    return Err(unexpected(sheet, Some(at.to_string())));
                }
            }
        }
        match rows.next() {
            Some(row) => Err(unexpected(sheet, Some(row.number.to_string()))),
            None => Ok(()),
        }
    }

    fn equal(self, wanted: &Cell, found: &Cell) -> bool {
        let text = || wanted.to_string();
        equal(wanted, found)
            || self.scrub.is_some_and(|scrub| match found.as_text() {
                Some(found) => scrub.clean(&text()).is_some_and(|blotted| blotted == found),
                None => found.is_blank() && scrub.finds(&text()),
            })
    }
}

fn decided(value: &NewValue) -> Cell {
    match value {
        NewValue::Empty => Cell::Empty,
        NewValue::Text(text) => Cell::Text(text.as_str().into()),
        NewValue::Number(number) => Cell::Number(*number),
        NewValue::Date(day) => Cell::Date(day.to_datetime(Time::midnight())),
    }
}

fn equal(wanted: &Cell, found: &Cell) -> bool {
    match (wanted, found) {
        (Cell::Text(a), Cell::Text(b)) => a == b || lines(a) == lines(b),
        // Blanks at the end of a row are not read again once nothing is left behind them.
        (Cell::Text(text), Cell::Empty) => text.trim().is_empty(),
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

pub(super) fn unexpected(sheet: &str, at: Option<String>) -> VerifyError {
    VerifyError::Unexpected { part: sheet.to_owned(), at }
}
