//! The proof for a workbook that was made anew in another format than its original: every cell is
//! the original's less what was decided, with its type, and no removed text is in any part of the
//! new package.

mod cells;
mod leaks;
pub(crate) mod texts;

use epure_engine::plan::Edit;
use epure_engine::table::Workbook;

use super::{Proof, VerifyError};
use crate::locked::Keyed;
use crate::package::Package;
use crate::patch::edits::by_sheet;
use crate::patch::xlsx::XlsxError;
use crate::read;
use crate::write::{Settled, settle};

pub(super) fn verify(
    book: &Workbook,
    cleaned: Keyed<'_>,
    edits: &[Edit],
    vocabulary: &[String],
) -> Result<Proof, VerifyError> {
    let Settled { book, edits } = settle(book, edits);
    let mut sheets = by_sheet(&edits);
    for table in &book.sheets {
        sheets.entry(&table.name).or_default();
    }
    let reopened = read::reopen(cleaned)?;
    let mut proof = Proof::default();
    cells::compare(&book, &sheets, &reopened, &mut proof)?;
    let removed = texts::scrub(&book, &sheets, &edits, vocabulary);
    proof.texts_searched = removed.needles.len() as u64;
    let mut package = Package::open(cleaned.open()?).map_err(XlsxError::from)?;
    leaks::search(&mut package, &removed, &mut proof)?;
    proof.parts_total = proof.parts_searched;
    proof.parts_changed = proof.parts_searched;
    Ok(proof)
}
