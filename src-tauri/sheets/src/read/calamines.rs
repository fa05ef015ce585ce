//! What the readers built on calamine share: cells put in rows, errors told in our words.

use calamine::{DataRef, SheetType, SheetVisible, XlsError, XlsbError, XlsxError};
use epure_engine::table::{
    CellRef, Format, MAX_ROWS, ReadWarning, ReadWarningKind, Table, Visibility, Workbook,
};

use super::cells::{Rows, Texts};
use super::error::Problem;
use super::values;

/// A workbook without sheets yet.
pub(crate) fn book(format: Format) -> Workbook {
    let (sheets, hidden, warnings) = (Vec::new(), Vec::new(), Vec::new());
    Workbook { name: String::new(), format, sheets, hidden, warnings }
}

/// The warning for a chart, macro or dialog sheet.
pub(crate) fn no_cells(sheet: &str) -> ReadWarning {
    let kind = ReadWarningKind::SheetWithoutCells;
    ReadWarning { sheet: Some(sheet.to_owned()), cell: None, kind }
}

/// An empty table for a sheet of the workbook's list.
pub(crate) fn table(sheet: &calamine::Sheet) -> Table {
    let visibility = match sheet.visible {
        SheetVisible::Visible => Visibility::Visible,
        SheetVisible::Hidden => Visibility::Hidden,
        SheetVisible::VeryHidden => Visibility::VeryHidden,
    };
    Table { name: sheet.name.clone(), visibility, ..Table::default() }
}

/// Does the sheet hold cells (not a chart, macro or dialog sheet)?
pub(crate) fn has_cells(sheet: &calamine::Sheet) -> bool {
    sheet.typ == SheetType::WorkSheet
}

/// Puts every cell that a reader gives in its row.
pub(crate) fn cells<'c>(
    mut next: impl FnMut() -> Result<Option<calamine::Cell<DataRef<'c>>>, Problem>,
    rows: &mut Rows<'_>,
    texts: &mut Texts,
) -> Result<(), Problem> {
    while let Some(cell) = next()? {
        let (row, column) = cell.get_position();
        let (value, warning) = values::cell(cell.get_value(), texts);
        if let Some(kind) = warning {
            rows.warn(row, column, kind);
        }
        rows.put(row, column, value)?;
    }
    Ok(())
}

/// The same problem, told of a sheet.
pub(crate) fn in_sheet(problem: Problem, name: &str) -> Problem {
    match problem {
        Problem::Damaged { cell, detail, sheet: None } => {
            Problem::Damaged { sheet: Some(name.to_owned()), cell, detail }
        }
        Problem::TooManyRows { limit, .. } => {
            Problem::TooManyRows { sheet: name.to_owned(), limit }
        }
        problem => problem,
    }
}

/// An error of the xlsx reader.
pub(crate) fn xlsx_problem(error: XlsxError) -> Problem {
    match error {
        XlsxError::Password => Problem::PasswordProtected { format: Format::Xlsx },
        XlsxError::RowNumberOverflow => {
            Problem::TooManyRows { sheet: String::new(), limit: MAX_ROWS }
        }
        XlsxError::Zip(error) => super::package::zip_problem(error),
        error => Problem::damaged(without_values(&error.to_string())),
    }
}

/// An error of the xlsb reader.
pub(crate) fn xlsb_problem(error: XlsbError) -> Problem {
    match error {
        XlsbError::Password => Problem::PasswordProtected { format: Format::Xlsb },
        XlsbError::Zip(error) => super::package::zip_problem(error),
        error => Problem::damaged(without_values(&error.to_string())),
    }
}

/// An error of the xls reader.
pub(crate) fn xls_problem(error: XlsError) -> Problem {
    match error {
        XlsError::Password => Problem::PasswordProtected { format: Format::Xls },
        error => Problem::damaged(without_values(&error.to_string())),
    }
}

/// Keeps what an error says about the structure: some quote the bytes they tripped on.
fn without_values(text: &str) -> String {
    let end = text.find(['\'', '"', '`', '(']).unwrap_or(text.len());
    text.chars().take(end.min(80)).collect::<String>().trim_end_matches([' ', ':']).to_owned()
}

/// A merged area, in the engine's terms.
pub(crate) fn area(area: &calamine::Dimensions) -> (CellRef, CellRef) {
    let cell = |(row, column): (u32, u32)| CellRef { row: row.saturating_add(1), column };
    (cell(area.start), cell(area.end))
}
