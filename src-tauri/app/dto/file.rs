//! A file that was opened: its sheets, its columns and what they hold.

use epure_engine::role::Role;
use epure_engine::table::{Format, HiddenKind, Visibility};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Secret;
use super::reading::{CellStyle, Reading, TextView};

/// A file, read, before or after its audit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct OpenedFile {
    /// What the other calls name this file by, as long as the program runs.
    pub id: String,
    /// File name without its folder.
    pub name: String,
    /// Where it lies.
    pub path: String,
    /// Format it was read from.
    pub format: Format,
    /// Size in bytes.
    #[ts(type = "number")]
    pub size: u64,
    /// SHA-256 of its bytes, lower-case hexadecimal.
    pub sha256: String,
    /// Its sheets, hidden ones included, in the file's order.
    pub sheets: Vec<SheetView>,
    /// What it holds outside its cells.
    pub hidden: Vec<HiddenView>,
    /// What could not be read as meant.
    pub warnings: Vec<Warning>,
    /// What a person said of how it is read.
    pub reading: Reading,
    /// Text files: how it was read.
    pub text: Option<TextView>,
    /// Work found again from an earlier time, when there is some.
    pub resumed: Option<Resumed>,
}

/// One sheet of an opened file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct SheetView {
    /// Name on its tab.
    pub name: String,
    /// Is it on show?
    pub visibility: Visibility,
    /// Is it audited? (a person may leave a sheet out)
    pub included: bool,
    /// Number of rows below the header that hold something.
    pub rows: u32,
    /// 1-based first and last rows of the header; none when the sheet has no header.
    pub header_rows: Option<[u32; 2]>,
    /// Its columns, from A.
    pub columns: Vec<ColumnView>,
    /// Its first rows, header and title rows included.
    pub preview: Vec<PreviewRow>,
    /// True when the roles come from an earlier file with the same headers.
    pub remembered: bool,
}

/// One column, and what it holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ColumnView {
    /// 0-based index.
    pub index: u32,
    /// Its letters.
    pub letter: String,
    /// Header text, empty when there is none.
    pub header: String,
    /// What it holds.
    pub role: Role,
    /// How sure that is, 0 to 1; 1 when a person chose.
    pub confidence: f32,
    /// Why this role was proposed, in one sentence.
    pub why: String,
    /// True when a person chose the role (now, or in an earlier file with the same headers).
    pub chosen: bool,
    /// True when the person should look: the guess is unsure.
    pub unsure: bool,
    /// True when the file hides it.
    pub hidden: bool,
    /// Its width in the file, in characters, when the file says.
    pub width: Option<f32>,
    /// Number of rows that hold something in it.
    pub filled: u32,
    /// A few different values, as read.
    pub samples: Vec<String>,
}

/// One row of the preview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PreviewRow {
    /// 1-based number.
    pub number: u32,
    /// True when the file hides it.
    pub hidden: bool,
    /// Its cells from column A, as a person would read them.
    pub cells: Vec<String>,
    /// How those of its cells look that do not look plain, when the file says.
    pub styles: Vec<CellStyle>,
}

/// A kind of content outside the cells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HiddenView {
    /// What it is.
    pub kind: HiddenKind,
    /// How many there are.
    pub count: u32,
    /// The sheet, when it belongs to one.
    pub sheet: Option<String>,
}

/// Something odd in the file; the work went on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Warning {
    /// The sheet, when it concerns one.
    pub sheet: Option<String>,
    /// The cell, when it concerns one, as `L12`.
    pub cell: Option<String>,
    /// One sentence in the reader's language.
    pub message: String,
}

/// Work found again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Resumed {
    /// Decisions of this very file (same bytes) that were found again.
    pub decisions: u32,
    /// Moment of the last of them.
    pub last_at: Option<String>,
}

/// How a file is to be opened.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct OpenRequest {
    /// Where it lies.
    pub path: String,
    /// How to read it; none reads it as the last time.
    pub reading: Option<Reading>,
    /// The password that it opens with, when it needs one.
    pub password: Option<Secret>,
}
