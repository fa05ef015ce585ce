//! The proof for xlsx and xlsm packages.
//!
//! What must become of every part follows from the original and the edits alone (see
//! [`crate::patch::xlsx::Plan`]); the cleaned package is held against it: a part is copied byte for byte, is gone, or holds exactly
//! what the edits explain. Rows and cells are compared one by one by rules of their own ([`judge`]), in
//! the two files ([`rows`]) or while the copy is written ([`written`]), and every part is searched for
//! what was removed ([`leaks`]).

mod cells;
mod judge;
mod leaks;
mod parts;
mod places;
mod rows;
mod search;
mod strings;
mod sum;
mod written;

use crate::package::{Package, Source};
use crate::patch::xlsx::{Book, Plan, Scrub, Survey, XlsxError, XlsxOptions, left, stream};

use super::{Decided, Proof, VerifyError};
use leaks::Leaks;
pub(crate) use search::search_part;
pub(crate) use written::Written;

/// Proves an xlsx or xlsm file; the fingerprints of the [`Proof`] are left empty.
///
/// # Errors
/// See [`VerifyError`].
pub fn verify_xlsx(
    original: impl Source,
    cleaned: impl Source,
    decided: Decided<'_>,
) -> Result<Proof, VerifyError> {
    let Decided { edits, vocabulary, headers, aids } = decided;
    let mut original = Package::open(original).map_err(XlsxError::from)?;
    let options = XlsxOptions { vocabulary, headers: Some(headers), aids, progress: None };
    let plan = Plan::new(&mut original, edits, &options)?;
    prove(&mut original, cleaned, &plan, Written::new(&plan))
}

/// Holds a cleaned package against what must have become of the original; sheets that were judged while
/// they were written are only held against what was written.
pub(crate) fn prove<'p, A: Source>(
    original: &mut Package<A>,
    cleaned: impl Source,
    plan: &'p Plan<'p>,
    written: Written<'p>,
) -> Result<Proof, VerifyError> {
    let mut cleaned = Package::open(cleaned).map_err(XlsxError::from)?;
    let survey = plan.survey();
    let needles = &survey.needles;
    let mut proof = Proof {
        texts_searched: needles.len() as u64,
        kept_elsewhere: plan.kept_elsewhere(),
        ..Proof::default()
    };
    let book = Book::read(&mut cleaned)?;
    if let Some(part) = left(&book, &survey.requests) {
        return Err(VerifyError::Survives { parts: vec![part.to_owned()] });
    }
    // Rows are proved to be those that stay, and so use the same strings.
    let mut leaks = Leaks::new(needles).using(survey.census.used.clone());
    parts::compare(original, &mut cleaned, plan, written, &mut leaks, &mut proof)?;
    leaks.finish(&mut cleaned, &book, &mut proof)?;
    Ok(proof)
}

/// What is removed.
pub(super) fn removed(original: impl Source, decided: Decided<'_>) -> Result<Scrub, VerifyError> {
    let Decided { edits, vocabulary, headers, .. } = decided;
    let mut package = Package::open(original).map_err(XlsxError::from)?;
    let options = XlsxOptions { vocabulary, headers: Some(headers), ..XlsxOptions::default() };
    Ok(Survey::new(&mut package, edits, &options)?.scrub(&mut package)?)
}

/// Searches a workbook that rows moved to for what was removed.
pub(super) fn search_archive(
    archive: impl Source,
    removed: Scrub,
    proof: &mut Proof,
) -> Result<(), VerifyError> {
    let mut archive = Package::open(archive).map_err(XlsxError::from)?;
    let book = Book::read(&mut archive)?;
    let mut leaks = Leaks::new(&removed.needles).sparing(removed.held);
    for sheet in &book.sheets {
        leaks.cells(stream(&mut archive, &sheet.part)?, &sheet.part, &sheet.name)?;
    }
    leaks.finish(&mut archive, &book, proof)
}
