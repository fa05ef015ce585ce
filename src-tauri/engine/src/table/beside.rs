//! What a workbook holds besides the cells that one sees, and what of it could not be read.

use serde::{Deserialize, Serialize};

use super::CellRef;

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
