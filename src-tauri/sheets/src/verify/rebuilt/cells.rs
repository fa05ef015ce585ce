//! Every cell of a rebuilt workbook against what the edits make of the original's.

use std::collections::BTreeMap;

use epure_engine::table::{Cell, Table, Workbook};

use crate::patch::edits::{SheetEdits, arrivals};
use crate::verify::rows::{Cells, Expected, unexpected};
use crate::verify::{Proof, VerifyError};
use crate::write::{FIRST_DAY, FIRST_TIME, NO_NUMBER, fit, numbered_rows};

/// Values as rebuilt workbooks hold them.
pub(super) const REBUILT: Cells<'static> = Cells { stored, scrub: None };

/// Compares all sheets; those of the original come first and in its order, then new archives.
pub(super) fn compare(
    book: &Workbook,
    sheets: &BTreeMap<&str, SheetEdits<'_>>,
    reopened: &Workbook,
    proof: &mut Proof,
) -> Result<(), VerifyError> {
    let mut arrivals = arrivals(book, sheets);
    for edits in sheets.values() {
        proof.rows_moved += edits.moved.len() as u64;
        proof.columns_removed += u64::from(edits.columns.before(u32::MAX));
    }
    let mut found = reopened.sheets.iter();
    for table in &book.sheets {
        let mut expected = rows(table, sheets, proof);
        let next = expected.last().and_then(|(number, _)| *number).unwrap_or(0) + 1;
        let (arriving, set) =
            REBUILT.arriving(&arrivals.remove(table.name.as_str()).unwrap_or_default());
        proof.cells_changed += set;
        expected.extend((next..).map(Some).zip(arriving));
        REBUILT.compare(&table.name, expected, found.next())?;
    }
    for (to, rows) in arrivals {
        let (arriving, set) = REBUILT.arriving(&rows);
        proof.cells_changed += set;
        let expected = REBUILT.header(&rows).into_iter().chain(arriving);
        REBUILT.compare(to, (1u32..).map(Some).zip(expected), found.next())?;
    }
    match found.next() {
        Some(more) => Err(unexpected(&more.name, None)),
        None => Ok(()),
    }
}

/// Rows of a sheet that stay.
fn rows(
    table: &Table,
    sheets: &BTreeMap<&str, SheetEdits<'_>>,
    proof: &mut Proof,
) -> Vec<Expected> {
    let Some(edits) = sheets.get(table.name.as_str()) else { return Vec::new() };
    let gone = edits.rows.before(u32::MAX) as usize - edits.moved.len();
    proof.rows_removed += gone as u64;
    let mut rows = Vec::new();
    for (number, row) in numbered_rows(table, edits) {
        if let Some(at) = edits.rows.shift(number) {
            let (cells, set) = REBUILT.of(number, row, edits);
            proof.cells_changed += set;
            rows.push((Some(at), cells));
        }
    }
    rows
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
