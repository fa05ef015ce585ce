//! How a file is read, where its reader may be wrong: separator, encoding, types, header rows.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a person says of how a file is read; the rest is guessed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Reading {
    /// Text files: the character between two fields.
    pub separator: Option<char>,
    /// Text files: the encoding, by its label (`utf-8`, `windows-1252`).
    pub encoding: Option<String>,
    /// Workbooks edited in place: numbers, dates and booleans as the text that is seen.
    pub as_text: bool,
    /// Header rows by sheet (1-based, first and last; none: no header), where a person said so.
    pub headers: BTreeMap<String, Option<[u32; 2]>>,
}

/// How a text file was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TextView {
    /// The character between two fields.
    pub separator: char,
    /// The encoding's name, as `UTF-8`.
    pub encoding: String,
}

/// How a cell of the preview looks in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CellStyle {
    /// 0-based column.
    pub column: u32,
    /// Background, as `#1f4e5f`.
    pub fill: Option<String>,
    /// Bold text.
    pub bold: bool,
}
