//! xlsb, the binary workbook: cells streamed by calamine.

use std::io::{Read, Seek};

use calamine::{Reader, Xlsb};
use epure_engine::table::{Format, Workbook};

use super::calamines::{book, guarded, has_cells, in_sheet, no_cells, table, xlsb_problem};
use super::cells::{Rows, Texts};
use super::error::Problem;
use super::options::ReadOptions;
use super::values;

/// Reads a binary workbook.
pub(crate) fn read<R: Read + Seek>(
    reader: R,
    options: &ReadOptions<'_>,
) -> Result<Workbook, Problem> {
    let mut source = guarded(|| Xlsb::new(reader).map_err(xlsb_problem))?;
    let mut texts = Texts::default();
    let mut budget = options.limits.cells;
    let mut book = book(Format::Xlsb);
    for sheet in source.sheets_metadata().to_vec() {
        let mut table = table(&sheet);
        if has_cells(&sheet) {
            let mut rows = Rows::new(options, &sheet.name, &mut budget, (0, 1));
            guarded(|| cells(&mut source, &sheet.name, &mut rows, &mut texts))
                .map_err(|problem| in_sheet(problem, &sheet.name))?;
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

fn cells<R: Read + Seek>(
    source: &mut Xlsb<R>,
    sheet: &str,
    rows: &mut Rows<'_>,
    texts: &mut Texts,
) -> Result<(), Problem> {
    let mut cells = source.worksheet_cells_reader(sheet).map_err(xlsb_problem)?;
    while let Some(cell) = cells.next_cell().map_err(xlsb_problem)? {
        let (row, column) = cell.get_position();
        let (value, warning) = values::cell(cell.get_value(), texts);
        if let Some(kind) = warning {
            rows.warn(row, column, kind);
        }
        rows.put(row, column, value)?;
    }
    Ok(())
}
