//! From findings and decisions to the edits of a file.

mod build;
mod cells;
mod refusals;

use serde::{Deserialize, Serialize};

pub use build::{PlanError, plan, suggested};
pub use refusals::mark_refusals;

use crate::finding::Category;
use crate::table::{CellRef, HiddenKind};

/// One change to a file. Places are those of the original file, before any edit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "edit", rename_all = "snake_case")]
pub enum Edit {
    /// Replace what a cell holds (an empty cell may be filled, one at the right of the table too).
    SetCell {
        /// Sheet name.
        sheet: String,
        /// Which cell.
        cell: CellRef,
        /// What it holds afterwards.
        value: NewValue,
        /// Words that must be nowhere afterwards (besides the cell's whole former text).
        removed: Vec<String>,
    },
    /// Remove a row; the rows below move up.
    DeleteRow {
        /// Sheet name.
        sheet: String,
        /// 1-based row of the original.
        row: u32,
    },
    /// Move a row to an archive sheet of the same workbook (made when missing, header copied).
    MoveRow {
        /// Sheet name.
        sheet: String,
        /// 1-based row of the original.
        row: u32,
        /// Name of the archive sheet.
        to: String,
    },
    /// Remove a column; the columns at its right move left.
    DeleteColumn {
        /// Sheet name.
        sheet: String,
        /// 0-based column of the original.
        column: u32,
    },
    /// Remove every hidden part of one kind (from one sheet, or from the whole file).
    RemovePart {
        /// What is removed.
        kind: HiddenKind,
        /// From which sheet; none for the whole file.
        sheet: Option<String>,
    },
}

impl Edit {
    /// The sheet whose cells it is about; none for hidden parts.
    #[must_use]
    pub fn sheet(&self) -> Option<&str> {
        match self {
            Self::SetCell { sheet, .. }
            | Self::DeleteRow { sheet, .. }
            | Self::MoveRow { sheet, .. }
            | Self::DeleteColumn { sheet, .. } => Some(sheet),
            Self::RemovePart { .. } => None,
        }
    }
}

/// What a cell holds after an edit. Text stays text, whatever it begins with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NewValue {
    /// Nothing.
    Empty,
    /// Text, never read as a formula.
    Text(String),
    /// A number.
    Number(f64),
    /// A date without time.
    Date(jiff::civil::Date),
}

/// What a set of decisions comes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// Changes to the file, by place.
    pub edits: Vec<Edit>,
    /// What was decided, in the order of the findings.
    pub log: Vec<LogLine>,
}

/// One line of the change log: where, what kind, what was done and why; never the removed text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogLine {
    /// Sheet name.
    pub sheet: String,
    /// Cell of the original file, or none for a whole row or file.
    pub cell: Option<CellRef>,
    /// 1-based row of the original file, when it is about a row.
    pub row: Option<u32>,
    /// What the note revealed, when it is about a note.
    pub category: Option<Category>,
    /// Rule id.
    pub rule: String,
    /// What was done.
    pub action: crate::finding::ActionKind,
    /// The person's reason, for what was kept.
    pub reason: Option<String>,
}
