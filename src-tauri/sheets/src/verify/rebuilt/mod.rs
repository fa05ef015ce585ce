//! The proof for a workbook that was made anew in another format than its original: every cell is
//! the original's less what was decided, with its type, and no removed text is in any part of the
//! new package.

mod cells;
mod leaks;
pub(crate) mod texts;

use std::collections::BTreeMap;

use epure_engine::plan::Edit;
use epure_engine::table::Workbook;

use super::{Proof, VerifyError, archive};
use crate::locked::Keyed;
use crate::package::Package;
use crate::patch::edits::{SheetEdits, by_sheet};
use crate::patch::xlsx::{Scrub, XlsxError};
use crate::read;
use crate::write::{Prepared, prepare};

/// Proves the xlsx at `cleaned`, made anew (by [`crate::write::rebuild`]) from `book` with `edits`: its
/// cells are those of `book` less the edits and less what formulas worked out of cells that go or change,
/// and none of its parts holds a removed text. `source` is the file that `book` was read from: its formulas
/// are read from there. Parts are counted in the new package, all of them new. The fingerprints of the
/// [`Proof`] are left empty.
///
/// # Errors
/// See [`VerifyError`].
pub fn verify_rebuilt(
    book: &Workbook,
    source: Keyed<'_>,
    cleaned: Keyed<'_>,
    edits: &[Edit],
    vocabulary: &[String],
) -> Result<Proof, VerifyError> {
    let Prepared { book, edits, worked } = prepare(book, source, edits)?;
    let sheets = of_every_sheet(&book, &edits);
    let reopened = read::reopen(cleaned, None)?;
    let mut proof = Proof::default();
    cells::compare(&book, &sheets, &reopened, &mut proof)?;
    let removed = texts::scrub(&book, &sheets, &edits, vocabulary, &worked);
    proof.texts_searched = removed.needles.len() as u64;
    search(cleaned, &removed, &mut proof)?;
    proof.parts_total = proof.parts_searched;
    proof.parts_changed = proof.parts_searched;
    Ok(proof)
}

/// Proves the xlsx at `archive` that holds the rows of `book` which move, made anew (by
/// [`crate::write::rebuild_archive`]). `source` is as for [`verify_rebuilt`]. Only rows, cells set in them, and what was searched are counted in
/// the [`Proof`].
///
/// # Errors
/// See [`VerifyError`].
pub fn verify_rebuilt_archive(
    book: &Workbook,
    source: Keyed<'_>,
    archive: Keyed<'_>,
    edits: &[Edit],
    vocabulary: &[String],
) -> Result<Proof, VerifyError> {
    let Prepared { book, edits, worked } = prepare(book, source, edits)?;
    let sheets = of_every_sheet(&book, &edits);
    let mut proof =
        archive::arrived(&book, &sheets, &read::reopen(archive, None)?, cells::REBUILT)?;
    let removed = texts::scrub(&book, &sheets, &edits, vocabulary, &worked);
    search(archive, &removed, &mut proof)?;
    Ok(proof)
}

/// Searches a workbook for removed texts.
fn search(file: Keyed<'_>, removed: &Scrub, proof: &mut Proof) -> Result<(), VerifyError> {
    let mut package = Package::open(file.open()?).map_err(XlsxError::from)?;
    leaks::search(&mut package, removed, proof)
}

/// The edits of each sheet, be there any or not.
fn of_every_sheet<'a>(book: &'a Workbook, edits: &'a [Edit]) -> BTreeMap<&'a str, SheetEdits<'a>> {
    let mut sheets = by_sheet(edits);
    for table in &book.sheets {
        sheets.entry(&table.name).or_default();
    }
    sheets
}
