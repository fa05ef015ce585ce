//! A sheet before and after the decisions that stand.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which rows of a sheet are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct CompareRequest {
    /// The sheet.
    pub sheet: String,
    /// Rows that change alone.
    pub changed_only: bool,
    /// How many rows to skip.
    pub offset: u32,
    /// How many rows to give, 500 at most.
    pub limit: u32,
}

/// A stretch of a sheet, before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ComparePage {
    /// How many rows there are to show.
    pub total: u32,
    /// How many of the sheet's rows change.
    pub changed: u32,
    /// Columns that disappear (0-based).
    pub columns_removed: Vec<u32>,
    /// The stretch asked for.
    pub rows: Vec<ComparedRow>,
}

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RowFate {
    /// It stays as it is.
    Same,
    /// Some of its cells change.
    Changed,
    /// It disappears.
    Deleted,
    /// It goes to the archive.
    Moved,
}

/// One row, before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ComparedRow {
    /// 1-based number in the original.
    pub number: u32,
    /// What becomes of it.
    pub fate: RowFate,
    /// Its cells from column A, as a person would read them.
    pub before: Vec<String>,
    /// Its cells that change.
    pub after: Vec<ComparedCell>,
}

/// A cell that changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ComparedCell {
    /// 0-based column.
    pub column: u32,
    /// What it holds afterwards.
    pub text: String,
}
