//! The proof for OpenDocument packages: rows and cells are compared one by one with what was decided
//! ([`change`]), every part is held against what must become of it ([`parts`]), and all of them are
//! searched for what was removed ([`leaks`]).

mod change;
mod leaks;
mod line;
mod parts;
mod places;

use crate::package::{Package, Source};
use crate::patch::edits::by_sheet;
use crate::patch::ods::survey::Survey;
use crate::patch::ods::{OdsError, Prepared, survey};
use crate::patch::xlsx::Scrub;

pub(crate) use leaks::finds_removed;

use super::{Decided, Proof, VerifyError};

/// Proves an OpenDocument spreadsheet; the fingerprints of the [`Proof`] are left empty.
///
/// # Errors
/// See [`VerifyError`].
pub fn verify_ods(
    mut original: impl Source,
    cleaned: impl Source,
    decided: Decided<'_>,
) -> Result<Proof, VerifyError> {
    let mut remade = parts::remade(&mut original, decided)?;
    let mut original = Package::open(original).map_err(OdsError::from)?;
    let mut cleaned = Package::open(cleaned).map_err(OdsError::from)?;
    let prepared = Prepared::new(&mut original, decided.edits)?;
    let sheets = by_sheet(&prepared.edits);
    let survey = survey(&mut original, &prepared, &sheets, decided.vocabulary)?;
    let mut proof = Proof {
        texts_searched: survey.needles.len() as u64,
        kept_elsewhere: survey.held_count(),
        ..Proof::default()
    };
    for edits in sheets.values() {
        proof.rows_moved += edits.moved.len() as u64;
        proof.columns_removed += u64::from(edits.columns.before(u32::MAX));
    }
    parts::compare(&mut original, &mut cleaned, &mut remade, &mut proof)?;
    change::compare(&mut original, &mut cleaned, &prepared, &sheets, &survey, &mut proof)?;
    parts::sheets(&mut remade, &mut cleaned)?;
    leaks::search(&mut cleaned, &survey, &mut proof)?;
    Ok(proof)
}

/// What is removed.
pub(super) fn removed(original: impl Source, decided: Decided<'_>) -> Result<Scrub, VerifyError> {
    let mut package = Package::open(original).map_err(OdsError::from)?;
    let prepared = Prepared::new(&mut package, decided.edits)?;
    let sheets = by_sheet(&prepared.edits);
    let survey = survey(&mut package, &prepared, &sheets, decided.vocabulary)?;
    Ok(Scrub { needles: survey.needles, held: survey.held })
}

/// Searches a document that rows moved to for what was removed.
pub(super) fn search_archive(
    archive: impl Source,
    removed: Scrub,
    proof: &mut Proof,
) -> Result<(), VerifyError> {
    let mut archive = Package::open(archive).map_err(OdsError::from)?;
    let survey = Survey { needles: removed.needles, held: removed.held };
    leaks::search(&mut archive, &survey, proof)
}
