//! A cleaned xlsx made anew, for sources whose own format is not edited in place (xls, xlsb) and for
//! any source when xlsx is asked for.
//!
//! Keeps values with their types, number and date formats, widths, header style, filter, freeze,
//! merged areas, comments, and what is hidden. Says what it cannot keep: see [`NotKept`].

mod cells;
mod layout;
mod losses;
mod sheet;
mod target;

use std::io::{Seek, Write};
use std::path::Path;

use epure_engine::plan::Edit;
use epure_engine::table::Workbook;
use jiff::civil::Date;

use crate::patch::edits;

use super::WriteError;
use layout::BookLayout;
use losses::Losses;
pub use losses::NotKept;

/// Writes `book` with `edits` applied as an xlsx workbook to `out`; gives what was not kept, in a
/// stable order.
///
/// `source` is the file that `book` was read from: its formats and widths are read from there. `on`
/// is the day written in the new file's properties.
///
/// # Errors
/// An edit names an unknown sheet; the source can no longer be read; `out` cannot be written.
pub fn rebuild(
    book: &Workbook,
    source: &Path,
    edits: &[Edit],
    on: Date,
    out: impl Write + Seek + Send,
) -> Result<Vec<NotKept>, WriteError> {
    let mut by_sheet = edits::by_sheet(edits);
    for name in by_sheet.keys() {
        if book.sheet(name).is_none() {
            return Err(WriteError::NoSuchSheet((*name).to_owned()));
        }
    }
    for table in &book.sheets {
        by_sheet.entry(&table.name).or_default();
    }
    let layout = BookLayout::of(book, source)?;
    let mut losses = Losses::of(book, &layout, edits);
    let mut target = target::Target::new(book, &layout, &by_sheet, on)?;
    for table in &book.sheets {
        target.write(table, &mut losses)?;
    }
    target.finish(out, &mut losses)?;
    Ok(losses.into_vec())
}
