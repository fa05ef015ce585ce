//! The edits of a file, sorted by sheet, as writers need them while a sheet streams by.

use std::collections::BTreeMap;

use epure_engine::plan::{Edit, NewValue};
use epure_engine::table::{CellRef, Table, Workbook};

use super::removal::Removal;

/// Everything that happens to one sheet. Places are those of the original.
#[derive(Clone, Debug, Default)]
pub(crate) struct SheetEdits<'a> {
    /// New values by cell (the last one said wins).
    pub(crate) set: BTreeMap<CellRef, &'a NewValue>,
    /// Archive name by 1-based row that moves there.
    pub(crate) moved: BTreeMap<u32, &'a str>,
    /// 1-based rows that leave the sheet: deleted and moved ones.
    pub(crate) rows: Removal,
    /// 0-based columns that leave the sheet.
    pub(crate) columns: Removal,
    /// The whole sheet goes.
    pub(crate) gone: bool,
}

impl SheetEdits<'_> {
    /// Does nothing happen to the sheet?
    pub(crate) fn is_idle(&self) -> bool {
        self.set.is_empty() && self.rows.is_none() && self.columns.is_none() && !self.gone
    }

    /// Nothing happens.
    pub(crate) const fn none() -> Self {
        Self {
            set: BTreeMap::new(),
            moved: BTreeMap::new(),
            rows: Removal::none(),
            columns: Removal::none(),
            gone: false,
        }
    }

    /// New values of one row, in column order.
    pub(crate) fn set_in_row(&self, row: u32) -> impl Iterator<Item = (u32, &NewValue)> {
        let first = CellRef { row, column: 0 };
        let last = CellRef { row, column: u32::MAX };
        self.set.range(first..=last).map(|(cell, value)| (cell.column, *value))
    }
}

/// Sorts edits by sheet name. [`Edit::RemovePart`] is about parts, not cells: it is left out.
pub(crate) fn by_sheet(edits: &[Edit]) -> BTreeMap<&str, SheetEdits<'_>> {
    let mut gone: BTreeMap<&str, (Vec<u32>, Vec<u32>)> = BTreeMap::new();
    let mut sheets: BTreeMap<&str, SheetEdits<'_>> = BTreeMap::new();
    for edit in edits {
        match edit {
            Edit::SetCell { sheet, cell, value, .. } => {
                sheets.entry(sheet).or_default().set.insert(*cell, value);
            }
            Edit::DeleteRow { sheet, row } => gone.entry(sheet).or_default().0.push(*row),
            Edit::MoveRow { sheet, row, to } => {
                sheets.entry(sheet).or_default().moved.insert(*row, to);
                gone.entry(sheet).or_default().0.push(*row);
            }
            Edit::DeleteColumn { sheet, column } => gone.entry(sheet).or_default().1.push(*column),
            Edit::RemovePart { .. } => {}
        }
    }
    for (sheet, (rows, columns)) in gone {
        let edits = sheets.entry(sheet).or_default();
        edits.rows = Removal::new(rows);
        edits.columns = Removal::new(columns);
    }
    sheets
}

/// Does some row move to an archive?
#[must_use]
pub fn any_moves(edits: &[Edit]) -> bool {
    edits.iter().any(|edit| matches!(edit, Edit::MoveRow { .. }))
}

/// The edits of a file whose moved rows leave it for another one.
#[must_use]
pub fn moves_as_deletions(edits: &[Edit]) -> Vec<Edit> {
    let leaving = edits.iter().map(|edit| match edit {
        Edit::MoveRow { sheet, row, .. } => Edit::DeleteRow { sheet: sheet.clone(), row: *row },
        edit => edit.clone(),
    });
    leaving.collect()
}

/// A row that moves: its sheet, what happens there, its 1-based number.
pub(crate) type Arrival<'a> = (&'a Table, &'a SheetEdits<'a>, u32);

/// Rows that move, in the workbook's order, by the archive they go to.
pub(crate) fn arrivals<'a>(
    book: &'a Workbook,
    sheets: &'a BTreeMap<&'a str, SheetEdits<'a>>,
) -> BTreeMap<&'a str, Vec<Arrival<'a>>> {
    let mut all: BTreeMap<&str, Vec<Arrival<'_>>> = BTreeMap::new();
    for table in &book.sheets {
        let Some(edits) = sheets.get(table.name.as_str()) else { continue };
        for (row, to) in &edits.moved {
            all.entry(to).or_default().push((table, edits, *row));
        }
    }
    all
}
