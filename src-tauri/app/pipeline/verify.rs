//! The proof of a cleaned file, made again on its own.

use epure_engine::plan::Edit;
use epure_sheets::Keyed;
use epure_sheets::patch::Aid;
use epure_sheets::verify::{Proof, VerifyError, verify_files, verify_rebuilt};

use super::clean::{Original, headers, in_place, vocabulary};
use super::{Pipeline, fingerprint};
use crate::error::Error;

impl Pipeline {
    /// Proves that the file at `cleaned` is the original with `edits` and nothing else: the outer
    /// error is about the request, the inner one is what the proof found wrong.
    pub(crate) fn verify(
        &self,
        original: Original<'_>,
        edits: &[Edit],
        aids: &[Aid],
        cleaned: Keyed<'_>,
    ) -> Result<Result<Proof, VerifyError>, Error> {
        let (sha256_after, _) = fingerprint(cleaned.path)?;
        let vocabulary = vocabulary(original);
        let proved = match in_place(original.book.format, cleaned.path)? {
            true => {
                let (format, headers) = (original.book.format, headers(original.book));
                verify_files(original.keyed(), cleaned, format, edits, &vocabulary, &headers, aids)
            }
            false => verify_rebuilt(original.book, cleaned, edits, &vocabulary),
        };
        Ok(proved.map(|proof| Proof {
            sha256_before: original.sha256.to_owned(),
            sha256_after,
            ..proof
        }))
    }
}
