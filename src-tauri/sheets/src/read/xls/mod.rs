//! xls (Excel 5 to 2003): cells read by calamine; what it does not tell, from the records.

pub(crate) mod biff;
mod compound;

use std::io::{Read, Seek};

use calamine::{Data, Range, Reader, Xls};
use epure_engine::table::{Cell, Format, MAX_COLUMNS, Table, Workbook};

use super::calamines::{book, has_cells, in_sheet, no_cells, table, xls_problem};
use super::cells::{Rows, Texts};
use super::error::{Problem, ReadError};
use super::guard::guarded;
use super::options::{Limits, ReadOptions};
use super::values;
use crate::locked::Keyed;
use biff::SheetFacts;

/// Reads a BIFF workbook out of its compound file.
pub(crate) fn read<R: Read + Seek>(
    reader: R,
    options: &ReadOptions<'_>,
) -> Result<Workbook, Problem> {
    let mut contents = guarded(|| compound::open(reader, options.limits.file_bytes))?;
    let facts = biff::look(&mut contents.workbook)?;
    let clean = contents.rebuilt()?;
    let mut book = book(Format::Xls);
    book.hidden = contents.hidden;
    contents.workbook = Vec::new();
    let mut source = guarded(|| Xls::new(clean).map_err(xls_problem))?;
    let mut texts = Texts::default();
    let mut budget = options.limits.cells;
    let mut facts = facts.into_iter();
    for sheet in source.sheets_metadata().to_vec() {
        let mut table = table(&sheet);
        if has_cells(&sheet) {
            let range = guarded(|| source.worksheet_range(&sheet.name).map_err(xls_problem))?;
            let mut rows = Rows::new(options, &sheet.name, &mut budget, (0, range.height() as u64));
            fill(&range, &mut rows, &mut texts)
                .map_err(|problem| in_sheet(problem, &sheet.name))?;
            let (rows, warnings) = rows.finish();
            table.rows = rows;
            book.warnings.extend(warnings);
            let merged = source.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default();
            table.merged = merged.iter().map(super::calamines::area).collect();
        } else {
            book.warnings.push(no_cells(&sheet.name));
        }
        if let Some(facts) = facts.next() {
            dress(&mut table, facts);
        }
        book.sheets.push(table);
    }
    Ok(book)
}

/// The workbook stream of a file that was read already.
pub(crate) fn workbook_stream(source: Keyed<'_>) -> Result<Vec<u8>, ReadError> {
    let file = source.open()?;
    let contents = guarded(|| compound::open(file, Limits::default().file_bytes));
    contents.map(|found| found.workbook).map_err(|problem| ReadError::of(source.path, problem))
}

/// Hidden rows and columns and comments of a sheet.
fn dress(table: &mut Table, mut facts: SheetFacts) {
    facts.hidden_rows.sort_unstable();
    for row in &mut table.rows {
        row.hidden = facts.hidden_rows.binary_search(&row.number).is_ok();
    }
    let width = table.width();
    let columns = facts.hidden_columns.into_iter().flat_map(|(first, last)| first..=last);
    table.hidden_columns = columns.filter(|column| *column < width.min(MAX_COLUMNS)).collect();
    table.hidden_columns.sort_unstable();
    table.hidden_columns.dedup();
    table.comments = facts.comments;
}

/// Copies a range of calamine into rows.
fn fill(range: &Range<Data>, rows: &mut Rows<'_>, texts: &mut Texts) -> Result<(), Problem> {
    let Some((first_row, first_column)) = range.start() else { return Ok(()) };
    for (row, column, value) in range.used_cells() {
        let row = first_row.saturating_add(u32::try_from(row).unwrap_or(u32::MAX));
        let column = first_column.saturating_add(u32::try_from(column).unwrap_or(u32::MAX));
        let (cell, warning) = match value {
            // Texts of two bytes a letter that a program marked as one: the zeros are no letters.
            Data::String(text) if text.contains('\0') => {
                (Cell::Text(texts.share(&text.replace('\0', ""))), None)
            }
            value => values::owned(value, texts),
        };
        if let Some(kind) = warning {
            rows.warn(row, column, kind);
        }
        rows.put(row, column, cell)?;
    }
    Ok(())
}
