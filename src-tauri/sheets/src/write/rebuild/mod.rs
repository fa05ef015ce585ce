//! A cleaned xlsx made anew, for sources whose own format is not edited in place (xls, xlsb) and for
//! any source when xlsx is asked for.
//!
//! Keeps values with their types, number and date formats, widths, header style, filter, freeze,
//! merged areas, comments, and what is hidden. Says what it cannot keep: see [`NotKept`]. Formulas
//! become the values they gave, unless these were worked out of what goes or changes.

mod cells;
mod layout;
mod losses;
mod requests;
mod sheet;
mod target;
mod worked;

use std::io::{Seek, Write};

use epure_engine::plan::Edit;
use epure_engine::table::Workbook;
use jiff::civil::Date;

use crate::locked::Keyed;
use crate::patch::edits;
use crate::verify::rebuilt::texts::scrub;

use super::WriteError;
pub(crate) use cells::{FIRST_DAY, FIRST_TIME, NO_NUMBER};
use layout::BookLayout;
use losses::Losses;
pub use losses::NotKept;
pub(crate) use requests::{Settled, settle};
pub(crate) use sheet::{header_rows, numbered_rows};
pub(crate) use worked::{Prepared, Worked, prepare};

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
    source: Keyed<'_>,
    edits: &[Edit],
    on: Date,
    out: impl Write + Seek + Send,
) -> Result<Vec<NotKept>, WriteError> {
    make(book, source, edits, on, true, out)
}

/// Writes the rows that `edits` move as an xlsx workbook of their own to `out`: their header, and no
/// sheet of the original. The rest is as for [`rebuild`].
///
/// # Errors
/// As [`rebuild`].
pub fn rebuild_archive(
    book: &Workbook,
    source: Keyed<'_>,
    edits: &[Edit],
    on: Date,
    out: impl Write + Seek + Send,
) -> Result<(), WriteError> {
    make(book, source, edits, on, false, out).map(drop)
}

/// `sheets`: those of the original are written too.
fn make(
    book: &Workbook,
    source: Keyed<'_>,
    edits: &[Edit],
    on: Date,
    sheets: bool,
    out: impl Write + Seek + Send,
) -> Result<Vec<NotKept>, WriteError> {
    if let Some(name) = unknown_sheet(book, edits) {
        return Err(WriteError::NoSuchSheet(name.to_owned()));
    }
    let losses = |layout: &BookLayout| Losses::of(book, layout, edits);
    let Prepared { book, edits, worked } = prepare(book, source, edits)?;
    let mut by_sheet = edits::by_sheet(&edits);
    for table in &book.sheets {
        by_sheet.entry(&table.name).or_default();
    }
    let layout = BookLayout::of(&book, source)?;
    let mut losses = losses(&layout);
    if worked.any() {
        losses.add(NotKept::Formulas);
    }
    if worked.any_emptied() {
        losses.add(NotKept::FormulaResults);
    }
    let scrub = scrub(&book, &by_sheet, &edits, &[], &worked);
    let mut target = target::Target::new(&book, &layout, &by_sheet, scrub, on)?;
    for table in book.sheets.iter().filter(|_| sheets) {
        target.write(table, &mut losses)?;
    }
    target.finish(out, &mut losses)?;
    Ok(losses.into_vec())
}

/// A sheet that some edit names and the workbook does not have.
fn unknown_sheet<'e>(book: &Workbook, edits: &'e [Edit]) -> Option<&'e str> {
    edits::by_sheet(edits).into_keys().find(|name| book.sheet(name).is_none())
}
