//! Proof that a cleaned file is the original less what was decided, and nothing else.
//!
//! It reads both files and the edits: what was removed is nowhere in the cleaned file (`absence`), and
//! every part, row and cell that no edit concerns is as it was. Only the sheets of an xlsx that has just
//! been made are not read twice: what was written of each row is judged at once beside the row it comes
//! from, and the file, read back, must hold those very bytes.

pub(crate) mod absence;
mod archive;
mod csv;
pub(crate) mod ods;
pub(crate) mod rebuilt;
mod rows;
pub(crate) mod xlsx;

use std::collections::BTreeMap;
use std::io::Read;
use std::path::PathBuf;

use epure_engine::plan::Edit;
use epure_engine::table::{Format, Workbook};

use crate::locked::{Keyed, Opened};
use crate::package::Source;
use crate::patch::Aid;
use crate::patch::csv::CsvError;
use crate::patch::ods::OdsError;
use crate::patch::xlsx::XlsxError;
use crate::read::ReadError;
use crate::read::csv::CsvDialect;

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

/// Proves a file that was edited in place; the fingerprints of the [`Proof`] are left empty. `headers`
/// and `aids` are those that the cleaning was given.
///
/// # Errors
/// See [`VerifyError`]; for a format that is not edited in place, one of the files not readable.
pub fn verify_files(
    original: Keyed<'_>,
    cleaned: Keyed<'_>,
    format: Format,
    edits: &[Edit],
    vocabulary: &[String],
    headers: &BTreeMap<String, (u32, u32)>,
    aids: &[Aid],
) -> Result<Proof, VerifyError> {
    let (before, after) = (original.open()?, cleaned.open()?);
    match format {
        Format::Csv | Format::Tsv => {
            let (before, after) = (whole(before, original)?, whole(after, cleaned)?);
            verify_csv(&before, &after, None, edits, vocabulary)
        }
        Format::Ods => verify_ods(before, after, edits, vocabulary, headers),
        _ => verify_xlsx(before, after, edits, vocabulary, headers, aids),
    }
}

/// All that a text file holds.
fn whole(mut file: Opened<impl Read>, of: Keyed<'_>) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    let read = file.read_to_end(&mut bytes);
    read.map(|_| bytes).map_err(|error| ReadError::of(of.path, error.into()))
}

/// Proves an xlsx or xlsm file; the fingerprints of the [`Proof`] are left empty. `headers` and
/// `aids` are those that the cleaning was given.
///
/// # Errors
/// See [`VerifyError`].
pub fn verify_xlsx(
    original: impl Source,
    cleaned: impl Source,
    edits: &[Edit],
    vocabulary: &[String],
    headers: &BTreeMap<String, (u32, u32)>,
    aids: &[Aid],
) -> Result<Proof, VerifyError> {
    xlsx::verify(original, cleaned, edits, vocabulary, headers, aids)
}

/// Proves an OpenDocument spreadsheet; the fingerprints of the [`Proof`] are left empty. `headers` are
/// those that the cleaning was given.
///
/// # Errors
/// See [`VerifyError`].
pub fn verify_ods(
    original: impl Source,
    cleaned: impl Source,
    edits: &[Edit],
    vocabulary: &[String],
    headers: &BTreeMap<String, (u32, u32)>,
) -> Result<Proof, VerifyError> {
    ods::verify(original, cleaned, edits, vocabulary, headers)
}

/// Proves a text file; `dialect` is the one it was read with when the user chose it. The
/// fingerprints of the [`Proof`] are left empty.
///
/// # Errors
/// See [`VerifyError`].
pub fn verify_csv(
    original: &[u8],
    cleaned: &[u8],
    dialect: Option<CsvDialect>,
    edits: &[Edit],
    vocabulary: &[String],
) -> Result<Proof, VerifyError> {
    csv::verify(original, cleaned, dialect, edits, vocabulary)
}

/// Proves the xlsx at `cleaned`, made anew (by [`crate::write::rebuild`]) from `book` with `edits`:
/// its cells are those of `book` less the edits, and none of its parts holds a removed text. Parts
/// are counted in the new package, all of them new. The fingerprints of the [`Proof`] are left
/// empty.
///
/// # Errors
/// See [`VerifyError`].
pub fn verify_rebuilt(
    book: &Workbook,
    cleaned: Keyed<'_>,
    edits: &[Edit],
    vocabulary: &[String],
) -> Result<Proof, VerifyError> {
    rebuilt::verify(book, cleaned, edits, vocabulary)
}

/// Proves the file at `archive`, of the format of `original` (xlsx, xlsm, ods, csv or tsv), that holds the rows which
/// `edits` move and nothing else. Only rows, cells set in them, and what was searched are counted in the
/// [`Proof`].
///
/// # Errors
/// See [`VerifyError`].
pub fn verify_archive(
    original: Keyed<'_>,
    archive: Keyed<'_>,
    format: Format,
    edits: &[Edit],
    vocabulary: &[String],
    headers: &BTreeMap<String, (u32, u32)>,
) -> Result<Proof, VerifyError> {
    archive::verify(original, archive, format, edits, vocabulary, headers)
}

/// The same for an xlsx at `archive` that was made anew (by [`crate::write::rebuild_archive`]) from `book`.
///
/// # Errors
/// See [`VerifyError`].
pub fn verify_rebuilt_archive(
    book: &Workbook,
    archive: Keyed<'_>,
    edits: &[Edit],
    vocabulary: &[String],
) -> Result<Proof, VerifyError> {
    rebuilt::verify_archive(book, archive, edits, vocabulary)
}

/// The same for texts; `header` gives the 1-based first and last header rows.
pub(crate) fn verify_csv_archive(
    original: &[u8],
    archive: &[u8],
    dialect: Option<CsvDialect>,
    header: Option<(u32, u32)>,
    edits: &[Edit],
) -> Result<Proof, VerifyError> {
    csv::verify_archive(original, archive, dialect, header, edits)
}
