//! What moves in a workbook: removed rows and columns by sheet, seen from one sheet.

use std::collections::BTreeMap;

use super::super::edits::SheetEdits;
use super::super::removal::Removal;
use super::hidden::Gone;

/// How references without `$` move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relative {
    /// With the cell they name, as in a cell's formula.
    Shift,
    /// By so many places, as in a rule that is written for its base cell and applies to many.
    Move(i32),
}

/// Removals by sheet, and from where references are read.
#[derive(Clone, Copy)]
pub(crate) struct Shift<'a> {
    sheets: &'a BTreeMap<&'a str, SheetEdits<'a>>,
    gone: &'a Gone,
    /// Sheet that references without a sheet mean; none outside sheets.
    current: Option<&'a SheetEdits<'a>>,
    /// How relative rows move.
    pub(crate) rows: Relative,
    /// How relative columns move.
    pub(crate) columns: Relative,
}

/// Of sheets without removals.
static NOTHING: Removal = Removal::none();

impl<'a> Shift<'a> {
    /// Seen from outside any sheet.
    pub(crate) fn new(sheets: &'a BTreeMap<&'a str, SheetEdits<'a>>, gone: &'a Gone) -> Self {
        Self { sheets, gone, current: None, rows: Relative::Shift, columns: Relative::Shift }
    }

    /// Seen from a cell of a sheet.
    pub(crate) fn inside(&self, sheet: &str) -> Self {
        Self { current: self.sheets.get(sheet), ..*self }
    }

    /// Relative references move by fixed steps.
    pub(crate) fn relative(&self, rows: i32, columns: i32) -> Self {
        Self { rows: Relative::Move(rows), columns: Relative::Move(columns), ..*self }
    }

    /// Does no row, column, sheet or part go?
    pub(crate) fn is_none(&self) -> bool {
        *self.gone == Gone::default()
            && self.sheets.values().all(|edits| edits.rows.is_none() && edits.columns.is_none())
    }

    /// Does the part that a link names go (`./Pictures/a.png`)?
    pub(crate) fn is_gone(&self, link: &str) -> bool {
        self.gone.parts.contains(link.strip_prefix("./").unwrap_or(link).trim_end_matches('/'))
    }

    /// Does that sheet go?
    pub(crate) fn loses(&self, sheet: &str) -> bool {
        self.gone.sheets.contains(sheet)
    }

    /// Removed rows and columns of a sheet, or of the current one.
    pub(crate) fn removals(&self, sheet: Option<&str>) -> (&'a Removal, &'a Removal) {
        let edits = match sheet {
            Some(name) => self.sheets.get(name),
            None => self.current,
        };
        edits.map_or((&NOTHING, &NOTHING), |edits| (&edits.rows, &edits.columns))
    }

    /// The edits of a sheet.
    pub(crate) fn edits(&self, sheet: &str) -> Option<&'a SheetEdits<'a>> {
        self.sheets.get(sheet)
    }
}
