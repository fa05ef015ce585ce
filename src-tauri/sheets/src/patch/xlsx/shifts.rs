//! What leaves each sheet of a workbook.

use epure_engine::table::CellRef;

use crate::patch::removal::Removal;

/// Rows and columns that leave one sheet.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shift {
    /// 1-based rows.
    pub(crate) rows: Removal,
    /// 0-based columns.
    pub(crate) columns: Removal,
    /// Anything at all?
    pub(crate) any: bool,
}

/// The same for every sheet, in the workbook's order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shifts {
    names: Vec<String>,
    sheets: Vec<Shift>,
}

impl Shift {
    pub(crate) fn new(rows: Removal, columns: Removal) -> Self {
        let any = rows != Removal::default() || columns != Removal::default();
        Self { rows, columns, any }
    }

    /// Where a cell ends up; none when it goes.
    pub(crate) fn cell(&self, at: CellRef) -> Option<CellRef> {
        Some(CellRef { row: self.rows.shift(at.row)?, column: self.columns.shift(at.column)? })
    }
}

impl Shifts {
    /// Adds the next sheet.
    pub(crate) fn push(&mut self, name: &str, shift: Shift) {
        self.names.push(name.to_lowercase());
        self.sheets.push(shift);
    }

    /// The sheet of that name, whatever its case.
    pub(crate) fn named(&self, name: &str) -> Option<usize> {
        let name = name.to_lowercase();
        self.names.iter().position(|known| *known == name)
    }

    /// What leaves a sheet; none when nothing does.
    pub(crate) fn of(&self, sheet: usize) -> Option<&Shift> {
        self.sheets.get(sheet).filter(|shift| shift.any)
    }

    /// Does anything leave any sheet?
    pub(crate) fn any(&self) -> bool {
        self.sheets.iter().any(|shift| shift.any)
    }
}
