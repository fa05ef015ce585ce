//! What every spreadsheet format becomes: a workbook of sheets of rows of typed cells.
//!
//! Rows keep the spreadsheet's own numbers (1-based) and columns their own letters, so that what is
//! said about a cell can be found again in the user's program.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

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

/// A kind of content outside the visible cells, and how often it occurs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HiddenContent {
    /// What it is.
    pub kind: HiddenKind,
    /// How many there are.
    pub count: u32,
    /// Sheet it belongs to, when it belongs to one.
    pub sheet: Option<String>,
}

/// What can be hidden in a workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum HiddenKind {
    /// A sheet that is not shown.
    Sheet,
    /// Rows that are not shown.
    Rows,
    /// Columns that are not shown.
    Columns,
    /// Cell comments and threads.
    Comments,
    /// Author, last editor, company, manager.
    Authors,
    /// Custom document properties.
    CustomProperties,
    /// A picture of the first page.
    Thumbnail,
    /// Cached values of other workbooks.
    ExternalLinks,
    /// Embedded files.
    EmbeddedFiles,
    /// Macros (reported; kept on request).
    Macros,
    /// Data connections.
    Connections,
    /// Copies of source rows behind pivot tables.
    PivotCaches,
    /// Recorded changes.
    ChangeHistory,
    /// Printer settings with device and user names.
    PrinterSettings,
    /// Custom XML parts.
    CustomXml,
}

/// Something in the file that could not be read as meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadWarning {
    /// Sheet, when it concerns one.
    pub sheet: Option<String>,
    /// Cell, when it concerns one.
    pub cell: Option<CellRef>,
    /// What it is.
    pub kind: ReadWarningKind,
}

/// Kinds of [`ReadWarning`]; the texts shown are in `lexicons/messages`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum ReadWarningKind {
    /// A date outside what a spreadsheet can hold.
    ImpossibleDate,
    /// Bytes that are not valid in the text's encoding were replaced.
    BadEncoding,
    /// A sheet that is not made of cells (chart sheet, macro sheet).
    SheetWithoutCells,
    /// A sheet or part is damaged; what could be read was read.
    DamagedPart,
    /// A line of a text file has more or fewer fields than the header.
    UnevenLine,
}

/// A cell's place in its sheet: 1-based row, 0-based column. Written and parsed as `L12`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellRef {
    /// 1-based row.
    pub row: u32,
    /// 0-based column (0 is A).
    pub column: u32,
}

/// Largest row number of xlsx and ods sheets.
pub const MAX_ROWS: u32 = 1_048_576;
/// Number of columns of an xlsx sheet (A to XFD).
pub const MAX_COLUMNS: u32 = 16_384;

/// Letters of a 0-based column index: 0 → `A`, 26 → `AA`.
#[must_use]
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        let digit = (rest - 1) % 26;
        letters.push(char::from(b'A' + digit as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// 0-based index of column letters (either case); `None` for anything but 1 to 3 ASCII letters up
/// to XFD.
#[must_use]
pub fn column_index(letters: &str) -> Option<u32> {
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let mut index = 0u32;
    for byte in letters.bytes() {
        if !byte.is_ascii_alphabetic() {
            return None;
        }
        index = index * 26 + u32::from(byte.to_ascii_uppercase() - b'A') + 1;
    }
    (index <= MAX_COLUMNS).then(|| index - 1)
}

impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", column_letters(self.column), self.row)
    }
}

impl FromStr for CellRef {
    type Err = BadCellRef;

    fn from_str(text: &str) -> Result<Self, BadCellRef> {
        let split = text.find(|c: char| c.is_ascii_digit()).ok_or(BadCellRef)?;
        let (letters, digits) = text.split_at(split);
        let column = column_index(letters).ok_or(BadCellRef)?;
        let row: u32 = digits.parse().map_err(|_| BadCellRef)?;
        if row == 0 || row > MAX_ROWS || digits.starts_with('+') {
            return Err(BadCellRef);
        }
        Ok(Self { row, column })
    }
}

/// The text is no cell reference such as `L12`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a cell reference")]
pub struct BadCellRef;

impl Serialize for CellRef {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CellRef {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_indexes_are_inverse_up_to_the_last_column() {
        for index in 0..MAX_COLUMNS {
            assert_eq!(column_index(&column_letters(index)), Some(index));
        }
        assert_eq!(column_letters(MAX_COLUMNS - 1), "XFD");
        assert_eq!(column_index("XFE"), None);
    }

    #[test]
    fn cell_references_parse_as_spreadsheets_write_them() {
        assert_eq!("L12".parse(), Ok(CellRef { row: 12, column: 11 }));
        assert_eq!(CellRef { row: 12, column: 11 }.to_string(), "L12");
        for bad in ["", "12", "L", "L0", "L+1", "é1", "L1048577"] {
            assert_eq!(bad.parse::<CellRef>(), Err(BadCellRef), "{bad}");
        }
    }
}
