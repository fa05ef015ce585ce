//! The proof for OpenDocument packages.

mod change;
mod leaks;
mod line;
mod places;

use std::io::{Read, Seek};

use epure_engine::plan::Edit;

use crate::package::Package;
use crate::patch::edits::by_sheet;
use crate::patch::ods::{OdsError, Prepared, survey};

use super::{Proof, VerifyError};

pub(super) fn verify(
    original: impl Read + Seek,
    cleaned: impl Read + Seek,
    edits: &[Edit],
    vocabulary: &[String],
) -> Result<Proof, VerifyError> {
    let mut original = Package::open(original).map_err(OdsError::from)?;
    let mut cleaned = Package::open(cleaned).map_err(OdsError::from)?;
    let prepared = Prepared::new(&mut original, edits)?;
    let sheets = by_sheet(&prepared.edits);
    let survey = survey(&mut original, &prepared, &sheets, vocabulary)?;
    let mut proof = Proof {
        texts_searched: survey.needles.len() as u64,
        kept_elsewhere: survey.held_count(),
        ..Proof::default()
    };
    for edits in sheets.values() {
        proof.rows_moved += edits.moved.len() as u64;
        proof.columns_removed += u64::from(edits.columns.before(u32::MAX));
    }
    change::compare(&mut original, &mut cleaned, &prepared, &sheets, &survey, &mut proof)?;
    leaks::search(&mut cleaned, &survey, &mut proof)?;
    Ok(proof)
}
