//! What every spreadsheet format becomes: a workbook of sheets of rows of typed cells.
//!
//! Rows keep the spreadsheet's own numbers (1-based) and columns their own letters, so that what is
//! said about a cell can be found again in the user's program.

mod beside;
mod cell_ref;

use std::fmt;
use std::sync::Arc;

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

pub use beside::{HiddenContent, HiddenKind, ReadWarning, ReadWarningKind};
pub use cell_ref::{BadCellRef, CellRef, MAX_COLUMNS, MAX_ROWS, column_index, column_letters};

/// File format of a source or a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum Format {
    /// Office Open XML workbook (ECMA-376).
    Xlsx,
    /// The same with macros.
    Xlsm,
    /// Excel binary workbook.
    Xlsb,
    /// Excel 97–2003 workbook (BIFF).
    Xls,
    /// OpenDocument spreadsheet (ODF 1.2/1.3).
    Ods,
    /// Comma, semicolon or tab separated text.
    Csv,
    /// Tab separated text.
    Tsv,
}

/// A whole file, read.
#[derive(Clone, Debug, PartialEq)]
pub struct Workbook {
    /// File name without its folder.
    pub name: String,
    /// Format it was read from.
    pub format: Format,
    /// Its sheets, in the file's order, hidden ones included.
    pub sheets: Vec<Table>,
    /// Everything that does not show: hidden sheets, rows, columns and comments by sheet (they are
    /// with their sheets too), then what the file holds outside its cells.
    pub hidden: Vec<HiddenContent>,
    /// Things that could not be read as meant; the work went on.
    pub warnings: Vec<ReadWarning>,
}

/// One sheet: its rows, and where its header is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Sheet name as written on its tab.
    pub name: String,
    /// Shown, hidden, or hidden so that the user's menu does not list it.
    pub visibility: Visibility,
    /// The header, when one was found.
    pub header: Option<Header>,
    /// Every row that holds something, in order, header and title rows included. Trailing blank
    /// rows are left out; blank rows in the middle are left out too (their numbers are skipped).
    pub rows: Vec<Row>,
    /// 0-based indexes of hidden columns.
    pub hidden_columns: Vec<u32>,
    /// Cell comments, classic and threaded.
    pub comments: Vec<Comment>,
    /// Merged areas: first and last cell of each. Only the first cell holds a value.
    pub merged: Vec<(CellRef, CellRef)>,
}

/// Where the header is and what it says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Header {
    /// 1-based number of the first header row.
    pub first_row: u32,
    /// 1-based number of the last header row (greater than `first_row` for headers on several lines).
    pub last_row: u32,
    /// Header text by 0-based column index, lines joined by a space; empty where there is none.
    pub names: Vec<String>,
}

/// One row of a sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// 1-based number, as the spreadsheet shows it.
    pub number: u32,
    /// Hidden by the user or by a filter.
    pub hidden: bool,
    /// Cells by 0-based column index (index 0 is column A), trailing empty ones left out.
    pub cells: Vec<Cell>,
}

/// The value of one cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Text; equal texts of a workbook may share one allocation.
    Text(Arc<str>),
    /// A number that is not formatted as a date.
    Number(f64),
    /// A date with or without time (midnight when the cell has no time).
    Date(DateTime),
    /// True or false.
    Bool(bool),
    /// An error value such as `#REF!`.
    Error(Arc<str>),
}

/// Is a sheet on show?
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum Visibility {
    /// On a tab.
    #[default]
    Visible,
    /// Hidden; the program's menu can show it.
    Hidden,
    /// Hidden so that only a macro can show it.
    VeryHidden,
}

/// A comment attached to a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Comment {
    /// The cell it hangs on.
    pub cell: CellRef,
    /// Who wrote it, when the file says.
    pub author: Option<String>,
    /// Its text, replies joined by line ends.
    pub text: String,
}

impl Cell {
    /// Is there nothing, or only blanks?
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }

    /// The text, when the cell holds text.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The day, when the cell is a real date.
    #[must_use]
    pub fn as_date(&self) -> Option<Date> {
        match self {
            Self::Date(at) => Some(at.date()),
            _ => None,
        }
    }
}

/// What a person would read: dates as `2026-03-31` (with the time when there is one), numbers
/// without a needless fraction.
impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => Ok(()),
            Self::Text(text) | Self::Error(text) => f.write_str(text),
            Self::Number(number) => write!(f, "{number}"),
            Self::Bool(value) => write!(f, "{value}"),
            Self::Date(at) if at.time() == jiff::civil::Time::midnight() => {
                write!(f, "{}", at.date())
            }
            Self::Date(at) => write!(f, "{at}"),
        }
    }
}

impl Row {
    /// The cell at a 0-based column; an empty one past the end.
    #[must_use]
    pub fn cell(&self, column: u32) -> &Cell {
        self.cells.get(column as usize).unwrap_or(&Cell::Empty)
    }
}

impl Table {
    /// Rows below the header (all rows when there is no header).
    pub fn body(&self) -> impl Iterator<Item = &Row> {
        let after = self.header.as_ref().map_or(0, |header| header.last_row);
        self.rows.iter().filter(move |row| row.number > after)
    }

    /// Number of columns: the widest of the header and the rows.
    #[must_use]
    pub fn width(&self) -> u32 {
        let rows = self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let names = self.header.as_ref().map_or(0, |header| header.names.len());
        u32::try_from(rows.max(names)).unwrap_or(u32::MAX)
    }

    /// Header text of a 0-based column, empty when there is none.
    #[must_use]
    pub fn header_name(&self, column: u32) -> &str {
        let names = self.header.as_ref().map(|header| header.names.as_slice()).unwrap_or_default();
        names.get(column as usize).map_or("", String::as_str)
    }

    /// The row of that 1-based number, when it holds something.
    #[must_use]
    pub fn row(&self, number: u32) -> Option<&Row> {
        let at = self.rows.binary_search_by_key(&number, |row| row.number).ok()?;
        self.rows.get(at)
    }

    /// The cell at a place; empty where the sheet holds nothing.
    #[must_use]
    pub fn cell(&self, at: CellRef) -> &Cell {
        self.row(at.row).map_or(&Cell::Empty, |row| row.cell(at.column))
    }
}

impl Workbook {
    /// The sheet of that name.
    #[must_use]
    pub fn sheet(&self, name: &str) -> Option<&Table> {
        self.sheets.iter().find(|sheet| sheet.name == name)
    }
}
