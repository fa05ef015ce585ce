//! From findings and decisions to the edits of a file, and the lines of its change log.
//!
//! Nothing is edited that no decision asks for. A row that goes takes its cells' edits with it; in a
//! cell, clearing wins over a text of the person's own, which wins over the proposed wording.

mod compose;

use serde::{Deserialize, Serialize};

pub use compose::{plan, suggested};

use crate::finding::{ActionKind, Category};
use crate::table::{CellRef, HiddenKind};

/// What is done to a file, and what is written in its change log.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// Changes, cells first, then rows, then hidden parts; each in the file's order.
    pub edits: Vec<Edit>,
    /// One line a decision, in the order of the findings.
    pub log: Vec<LogLine>,
}

/// Decisions that cannot be carried out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// The decision is about a finding that this audit does not have.
    #[error("no finding `{0}` in this audit: audit the file again, as of the same day")]
    UnknownFinding(String),
    /// The action needs a cell or a row and the finding has none, or the cell holds no text.
    #[error("finding `{finding}`: this action cannot be done there")]
    NotPossible {
        /// The finding.
        finding: String,
        /// The action asked for.
        action: ActionKind,
    },
}

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
    pub action: ActionKind,
    /// The person's reason, for what was kept.
    pub reason: Option<String>,
}
