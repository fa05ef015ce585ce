//! The proof of a cleaned file, made again on its own.

use epure_engine::plan::Edit;
use epure_engine::table::Format;
use epure_sheets::Keyed;
use epure_sheets::patch::{Aid, moves_as_deletions};
use epure_sheets::verify::{
    Decided, Proof, VerifyError, verify_archive, verify_files, verify_rebuilt,
    verify_rebuilt_archive,
};

use super::clean::{Original, headers, in_place, vocabulary};
use super::{Pipeline, fingerprint};
use crate::error::Error;

impl Pipeline {
    /// Proves that the file at `cleaned` is the original with `edits` and nothing else, and, if some moved
    /// rows went to the file at `archive`, that it holds them: the outer error is about the request, the
    /// inner one is what the proof found wrong.
    pub(crate) fn verify(
        &self,
        original: Original<'_>,
        edits: &[Edit],
        aids: &[Aid],
        cleaned: Keyed<'_>,
        archive: Option<Keyed<'_>>,
    ) -> Result<Result<Proof, VerifyError>, Error> {
        let (sha256_after, _) = fingerprint(cleaned.path)?;
        let words = vocabulary(original);
        let (book, format) = (original.book, original.book.format);
        let in_place = in_place(format, cleaned.path)?;
        let decided = Decided { edits, vocabulary: &words, headers: &headers(book), aids };
        let archived = archive.map(|archive| match in_place {
            true => verify_archive(original.keyed(), archive, format, decided),
            false => verify_rebuilt_archive(book, original.keyed(), archive, edits, &words),
        });
        let text = in_place && matches!(format, Format::Csv | Format::Tsv);
        let leaving = (archive.is_some() && !text).then(|| moves_as_deletions(edits));
        let edits = leaving.as_deref().unwrap_or(edits);
        let proved = match in_place {
            true => verify_files(original.keyed(), cleaned, format, Decided { edits, ..decided }),
            false => verify_rebuilt(book, original.keyed(), cleaned, edits, &words),
        };
        let proved = proved.and_then(|proof| match archived.transpose()? {
            Some(archived) if !text => Ok(proof.with_rows_apart(archived.rows_moved)),
            _ => Ok(proof),
        });
        Ok(proved.map(|proof| Proof {
            sha256_before: original.sha256.to_owned(),
            sha256_after,
            ..proof
        }))
    }
}
