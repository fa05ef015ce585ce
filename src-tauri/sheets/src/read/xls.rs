//! xls (Excel 5 to 2003): cells read by calamine.

use std::io::{Read, Seek};

use calamine::{Data, Reader, Xls};
use epure_engine::table::{Format, Workbook};

use super::calamines::{book, guarded, has_cells, no_cells, table, xls_problem};
use super::cells::{Rows, Texts};
use super::error::Problem;
use super::options::ReadOptions;
use super::values;

/// Reads a BIFF workbook out of its compound file.
pub(crate) fn read<R: Read + Seek>(
    reader: R,
    options: &ReadOptions<'_>,
) -> Result<Workbook, Problem> {
    let mut source: Xls<R> = guarded(|| Xls::new(reader).map_err(xls_problem))?;
    let mut texts = Texts::default();
    let mut budget = options.limits.cells;
    let mut book = book(Format::Xls);
    for sheet in source.sheets_metadata().to_vec() {
        let mut table = table(&sheet);
        if has_cells(&sheet) {
            let range = guarded(|| source.worksheet_range(&sheet.name).map_err(xls_problem))?;
            let mut rows = Rows::new(options, &sheet.name, &mut budget, (0, range.height() as u64));
            fill(&range, &mut rows, &mut texts)?;
            let (rows, warnings) = rows.finish();
            table.rows = rows;
            book.warnings.extend(warnings);
        } else {
            book.warnings.push(no_cells(&sheet.name));
        }
        book.sheets.push(table);
    }
    Ok(book)
}

/// Copies a range of calamine into rows.
pub(crate) fn fill(
    range: &calamine::Range<Data>,
    rows: &mut Rows<'_>,
    texts: &mut Texts,
) -> Result<(), Problem> {
    let Some((first_row, first_column)) = range.start() else { return Ok(()) };
    for (row, column, value) in range.used_cells() {
        let row = first_row.saturating_add(u32::try_from(row).unwrap_or(u32::MAX));
        let column = first_column.saturating_add(u32::try_from(column).unwrap_or(u32::MAX));
        let (cell, warning) = values::owned(value, texts);
        if let Some(kind) = warning {
            rows.warn(row, column, kind);
        }
        rows.put(row, column, cell)?;
    }
    Ok(())
}
