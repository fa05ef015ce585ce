//! OpenDocument spreadsheets: cells read by calamine.

use std::io::{Read, Seek};

use calamine::{Ods, Reader};
use epure_engine::table::{Format, Workbook};

use super::calamines::{book, guarded, has_cells, no_cells, ods_problem, table};
use super::cells::{Rows, Texts};
use super::error::Problem;
use super::options::ReadOptions;

/// Reads an OpenDocument package.
pub(crate) fn read<R: Read + Seek>(
    reader: R,
    options: &ReadOptions<'_>,
) -> Result<Workbook, Problem> {
    let mut source: Ods<R> = guarded(|| Ods::new(reader).map_err(ods_problem))?;
    let mut texts = Texts::default();
    let mut budget = options.limits.cells;
    let mut book = book(Format::Ods);
    for sheet in source.sheets_metadata().to_vec() {
        let mut table = table(&sheet);
        if has_cells(&sheet) {
            let range = guarded(|| source.worksheet_range(&sheet.name).map_err(ods_problem))?;
            let mut rows = Rows::new(options, &sheet.name, &mut budget, (0, range.height() as u64));
            super::xls::fill(&range, &mut rows, &mut texts)?;
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
