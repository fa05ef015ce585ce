//! Rows emptied in place, where deleting them would break a structure (a pivot table, an array
//! formula, the last row of a table): every reference stays true, an empty row stays behind.

use epure_engine::plan::{Edit, NewValue};
use epure_engine::table::{CellRef, Workbook};

/// The edits with every deletion of a row turned into one of all that its cells hold. Moved rows
/// still move.
#[must_use]
pub fn blank_rows(edits: Vec<Edit>, book: &Workbook) -> Vec<Edit> {
    edits.into_iter().flat_map(|edit| blanked(edit, book)).collect()
}

fn blanked(edit: Edit, book: &Workbook) -> Vec<Edit> {
    let Edit::DeleteRow { sheet, row } = edit else { return vec![edit] };
    let found = book.sheet(&sheet).and_then(|table| table.rows.iter().find(|r| r.number == row));
    let cells = found.into_iter().flat_map(|row| row.cells.iter().zip(0u32..));
    cells
        .filter(|(cell, _)| !cell.is_blank())
        .map(|(_, column)| Edit::SetCell {
            sheet: sheet.clone(),
            cell: CellRef { row, column },
            value: NewValue::Empty,
            removed: Vec::new(),
        })
        .collect()
}
