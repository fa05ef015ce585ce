//! The proof for xlsx and xlsm packages.

mod change;
mod leaks;
mod places;

use std::io::{Read, Seek};

use epure_engine::plan::Edit;

use crate::package::Package;
use crate::patch::xlsx::{Survey, XlsxError};

use super::{Proof, VerifyError};

pub(super) fn verify(
    original: impl Read + Seek,
    cleaned: impl Read + Seek,
    edits: &[Edit],
    vocabulary: &[String],
) -> Result<Proof, VerifyError> {
    let mut original = Package::open(original).map_err(XlsxError::from)?;
    let mut cleaned = Package::open(cleaned).map_err(XlsxError::from)?;
    let survey = Survey::new(&mut original, edits, vocabulary)?;
    let mut proof = Proof { texts_searched: survey.needles.len() as u64, ..Proof::default() };
    change::compare(&mut original, &mut cleaned, &survey, &mut proof)?;
    leaks::search(&mut cleaned, &survey.needles, &mut proof)?;
    Ok(proof)
}
