//! Why a workbook could not be edited.

use crate::package::PackageError;
use crate::xml::XmlError;

/// What could not be done on which part or sheet. Never holds what cells hold.
#[derive(Debug, thiserror::Error)]
pub enum XlsxError {
    /// The zip package could not be read or written.
    #[error(transparent)]
    Package(#[from] PackageError),
    /// The package has no workbook part.
    #[error("the package holds no workbook")]
    NotAWorkbook,
    /// An edit names a sheet that is not there, or that is not made of cells.
    #[error("there is no sheet of cells named “{sheet}” in the file")]
    NoSheet {
        /// The name.
        sheet: String,
    },
    /// A part's XML cannot be read safely.
    #[error("part `{part}` of the file is damaged or of an unknown kind")]
    Malformed {
        /// Name of the part.
        part: String,
    },
    /// A structure cannot follow the deletion of rows or columns, or the change of a cell.
    #[error("{structure} in `{part}` cannot follow this change safely; {advice}")]
    Unadjustable {
        /// Name of the part or sheet.
        part: String,
        /// What it is.
        structure: Structure,
        /// What can be done instead.
        advice: &'static str,
    },
    /// The file could not be written.
    #[error("the cleaned file could not be written: {0}")]
    Write(std::io::Error),
    /// The caller stopped the work.
    #[error("stopped")]
    Cancelled,
}

/// Structures that some changes would break.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Structure {
    /// A formula that fills several cells at once.
    ArrayFormula,
    /// A what-if table.
    DataTable,
    /// The header, the last data row or all of a table.
    Table,
    /// A pivot table's own cells.
    PivotTable,
    /// A query whose result is written in cells.
    QueryTable,
    /// Cells bound to an XML map.
    XmlMap,
    /// Recorded changes of a shared workbook.
    ChangeHistory,
    /// A sheet whose cells hold no reference and out-of-order rows.
    RowOrder,
    /// A name that the workbook already uses for something else.
    SheetName,
    /// The only sheet that a reader would see.
    LastSheet,
    /// A pivot table that shows what a sheet to be removed holds.
    PivotSource,
    /// Cells that a pivot table fills from others.
    PivotCells,
    /// Tables of a data model, fed by connections.
    DataModel,
}

impl Structure {
    /// Its name in messages: `array_formula`, `pivot_table` …
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ArrayFormula => "array_formula",
            Self::DataTable => "data_table",
            Self::Table => "table",
            Self::PivotTable => "pivot_table",
            Self::QueryTable => "query_table",
            Self::XmlMap => "xml_map",
            Self::ChangeHistory => "change_history",
            Self::RowOrder => "row_order",
            Self::SheetName => "sheet_name",
            Self::LastSheet => "last_sheet",
            Self::PivotSource => "pivot_source",
            Self::PivotCells => "pivot_cells",
            Self::DataModel => "data_model",
        }
    }
}

impl std::fmt::Display for Structure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::ArrayFormula => "an array formula",
            Self::DataTable => "a what-if data table",
            Self::Table => "a table",
            Self::PivotTable => "a pivot table",
            Self::QueryTable => "the result of a query",
            Self::XmlMap => "an XML map",
            Self::ChangeHistory => "the recorded changes of a shared workbook",
            Self::RowOrder => "the order of rows",
            Self::SheetName => "the name of a sheet",
            Self::LastSheet => "the last visible sheet",
            Self::PivotSource => "a pivot table that shows the cells of a removed sheet",
            Self::PivotCells => "a cell that a pivot table fills",
            Self::DataModel => "the data model",
        })
    }
}

impl XlsxError {
    pub(crate) fn xml(part: &str, error: XmlError) -> Self {
        match error {
            XmlError::Io(source) => Self::Package(PackageError::read(part, source)),
            XmlError::Malformed(_) | XmlError::Doctype => Self::Malformed { part: part.to_owned() },
        }
    }

    /// The same, naming the sheet that the part belongs to.
    pub(crate) fn on_sheet(self, sheet: Option<&str>) -> Self {
        match (self, sheet) {
            (Self::Unadjustable { structure, advice, .. }, Some(sheet)) => {
                Self::Unadjustable { part: sheet.to_owned(), structure, advice }
            }
            (error, _) => error,
        }
    }

    pub(crate) fn unadjustable(part: &str, structure: Structure) -> Self {
        let advice = match structure {
            Structure::ArrayFormula | Structure::DataTable => {
                "clear the formula in your spreadsheet first, or blank the cells of the row"
            }
            Structure::Table => "keep one row below its header, or blank the cells of the row",
            Structure::PivotTable => "move the pivot table to another sheet first",
            Structure::ChangeHistory => "stop sharing the workbook first",
            Structure::SheetName => "choose another name",
            Structure::LastSheet => "show a sheet first",
            Structure::PivotSource => "remove the pivot table first",
            Structure::PivotCells => "edit the cells that it is made from",
            Structure::DataModel => "remove the data model in your spreadsheet first",
            _ => "blank the cells of the row instead of deleting it",
        };
        Self::Unadjustable { part: part.to_owned(), structure, advice }
    }
}
