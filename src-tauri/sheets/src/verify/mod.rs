//! Proof that a cleaned file is the original less what was decided, and nothing else.
//!
//! It reads both files and the edits: what was removed is nowhere in the cleaned file (`absence`), and
//! every part, row and cell that no edit concerns is as it was. Only the sheets of an xlsx that has just
//! been made are not read twice: what was written of each row is judged at once beside the row it comes
//! from, and the file, read back, must hold those very bytes.

pub(crate) mod absence;
mod archive;
mod csv;
mod decided;
pub(crate) mod ods;
pub(crate) mod rebuilt;
mod rows;
pub(crate) mod xlsx;

use std::io::Read;
use std::path::PathBuf;

use epure_engine::table::Format;

use crate::locked::{Keyed, Opened};
use crate::patch::csv::CsvError;
use crate::patch::ods::OdsError;
use crate::patch::xlsx::XlsxError;
use crate::read::ReadError;

pub use archive::verify_archive;
pub use csv::verify_csv;
pub(crate) use csv::verify_csv_archive;
pub use decided::Decided;
pub use ods::verify_ods;
pub use rebuilt::{verify_rebuilt, verify_rebuilt_archive};
pub use xlsx::verify_xlsx;

/// What was proved of a cleaned file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// Parts of the original package (1 for a text file).
    pub parts_total: u64,
    /// Parts that differ, new and dropped ones included.
    pub parts_changed: u64,
    /// Parts searched for removed texts, those of embedded packages included.
    pub parts_searched: u64,
    /// Removed texts searched for.
    pub texts_searched: u64,
    /// Removed texts that a kept cell holds as well: their copies are no leak.
    pub kept_elsewhere: u64,
    /// Cells whose content differs.
    pub cells_changed: u64,
    /// Rows deleted.
    pub rows_removed: u64,
    /// Rows moved to an archive.
    pub rows_moved: u64,
    /// Columns deleted.
    pub columns_removed: u64,
    /// Files that those rows went to, when they left the workbook; proved as well.
    pub archives: Vec<ArchiveFile>,
    /// Lower-case hexadecimal SHA-256 of the original.
    pub sha256_before: String,
    /// The same of the cleaned file.
    pub sha256_after: String,
}

impl Proof {
    /// Of a file that was made as if the `rows` rows which left it for another one had been deleted.
    #[must_use]
    pub fn with_rows_apart(self, rows: u64) -> Self {
        Self { rows_moved: rows, rows_removed: self.rows_removed.saturating_sub(rows), ..self }
    }
}

/// A file that rows moved to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArchiveFile {
    /// Where it lies.
    pub path: PathBuf,
    /// Size in bytes.
    pub bytes: u64,
    /// Lower-case hexadecimal SHA-256 of its bytes.
    pub sha256: String,
    /// Rows that moved there.
    pub rows: u64,
}

/// Why a cleaned file is not what it should be. Never holds what cells hold.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// One of the files cannot be read.
    #[error(transparent)]
    Unreadable(#[from] XlsxError),
    /// The same of an OpenDocument file.
    #[error(transparent)]
    Ods(#[from] OdsError),
    /// The same of a text file.
    #[error(transparent)]
    Csv(#[from] CsvError),
    /// A file cannot be opened, or not with that password.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A removed text is still in the file.
    #[error("a removed text is still in `{}`", parts.join("`, `"))]
    Survives {
        /// Parts (and cells, as `Sheet1!B2`) that hold it.
        parts: Vec<String>,
    },
    /// Something differs that no edit is about.
    #[error("`{part}` differs from the original in a way that was not decided{}", at.as_deref().map(|at| format!(" (at {at})")).unwrap_or_default())]
    Unexpected {
        /// Part or sheet.
        part: String,
        /// Cell or row of the original, when it is about one.
        at: Option<String>,
    },
}

/// Proves a file that was edited in place; the fingerprints of the [`Proof`] are left empty.
///
/// # Errors
/// See [`VerifyError`]; for a format that is not edited in place, one of the files not readable.
pub fn verify_files(
    original: Keyed<'_>,
    cleaned: Keyed<'_>,
    format: Format,
    decided: Decided<'_>,
) -> Result<Proof, VerifyError> {
    let (before, after) = (original.open()?, cleaned.open()?);
    match format {
        Format::Csv | Format::Tsv => {
            let (before, after) = (whole(before, original)?, whole(after, cleaned)?);
            verify_csv(&before, &after, None, decided.edits, decided.vocabulary)
        }
        Format::Ods => verify_ods(before, after, decided),
        _ => verify_xlsx(before, after, decided),
    }
}

/// All that a text file holds.
fn whole(mut file: Opened<impl Read>, of: Keyed<'_>) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    let read = file.read_to_end(&mut bytes);
    read.map(|_| bytes).map_err(|error| ReadError::of(of.path, error.into()))
}
