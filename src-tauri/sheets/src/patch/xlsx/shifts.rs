//! What leaves each sheet of a workbook.

use epure_engine::table::CellRef;

use rustc_hash::FxHashMap;

use crate::patch::edits::SheetEdits;
use crate::patch::removal::Removal;

/// Rows and columns that leave one sheet.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shift {
    /// 1-based rows.
    pub(crate) rows: Removal,
    /// 0-based columns.
    pub(crate) columns: Removal,
    /// The whole sheet.
    pub(crate) gone: bool,
    /// Anything at all?
    pub(crate) any: bool,
}

/// The same for every sheet, in the workbook's order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shifts {
    names: Vec<String>,
    /// By name in lower case.
    by_name: FxHashMap<String, usize>,
    sheets: Vec<Shift>,
    unlinked: bool,
}

impl Shift {
    pub(crate) fn new(rows: Removal, columns: Removal) -> Self {
        let any = rows != Removal::default() || columns != Removal::default();
        Self { rows, columns, gone: false, any }
    }

    /// What the edits of a sheet take from it.
    pub(crate) fn of(edits: &SheetEdits<'_>) -> Self {
        let shift = Self::new(edits.rows.clone(), edits.columns.clone());
        Self { gone: edits.gone, any: shift.any || edits.gone, ..shift }
    }

    /// Where a cell ends up; none when it goes.
    pub(crate) fn cell(&self, at: CellRef) -> Option<CellRef> {
        if self.gone {
            return None;
        }
        Some(CellRef { row: self.rows.shift(at.row)?, column: self.columns.shift(at.column)? })
    }
}

impl Shifts {
    /// Adds the next sheet.
    pub(crate) fn push(&mut self, name: &str, shift: Shift) {
        self.by_name.entry(name.to_lowercase()).or_insert(self.names.len());
        self.names.push(name.to_owned());
        self.sheets.push(shift);
    }

    /// References to other workbooks are broken.
    pub(crate) fn unlink(&mut self) {
        self.unlinked = true;
    }

    /// Are they?
    pub(crate) fn unlinked(&self) -> bool {
        self.unlinked
    }

    /// Name of a sheet.
    pub(crate) fn name(&self, sheet: usize) -> Option<&str> {
        self.names.get(sheet).map(String::as_str)
    }

    /// Does the whole sheet go?
    pub(crate) fn is_gone(&self, sheet: usize) -> bool {
        self.sheets.get(sheet).is_some_and(|shift| shift.gone)
    }

    /// The sheet of that name, whatever its case.
    pub(crate) fn named(&self, name: &str) -> Option<usize> {
        self.by_name.get(&name.to_lowercase()).copied()
    }

    /// What leaves a sheet; none when nothing does.
    pub(crate) fn of(&self, sheet: usize) -> Option<&Shift> {
        self.sheets.get(sheet).filter(|shift| shift.any)
    }

    /// Does any reference change: does anything leave any sheet, or are links broken?
    pub(crate) fn any(&self) -> bool {
        self.unlinked || self.sheets.iter().any(|shift| shift.any)
    }
}
