//! A file as it came: its workbook, its size, the fingerprint of its bytes.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use epure_engine::table::Workbook;
use epure_sheets::read::csv::{self, CsvDialect};
use epure_sheets::read::{self, ReadOptions, Told};
use epure_sheets::{Keyed, Password};
use sha2::{Digest, Sha256};

use super::Pipeline;
use crate::api::OnProgress;
use crate::dto::{Reading, Stage};
use crate::error::Error;
use crate::progress::Pace;

/// A file that was read.
#[derive(Debug)]
pub(crate) struct Source {
    /// Where it lies.
    pub(crate) path: PathBuf,
    /// Size in bytes.
    pub(crate) size: u64,
    /// SHA-256 of its bytes, lower-case hexadecimal.
    pub(crate) sha256: String,
    /// What it holds; headers are not found yet.
    pub(crate) book: Workbook,
    /// Text files: how it is written.
    pub(crate) dialect: Option<CsvDialect>,
    /// The password that it opened with.
    pub(crate) password: Option<Password>,
}

impl Pipeline {
    /// Reads a file as its content says. The file is only ever read.
    pub(crate) fn read(&self, file: Keyed<'_>, progress: OnProgress<'_>) -> Result<Source, Error> {
        self.read_as(file, &Reading::default(), progress)
    }

    /// Reads a file as a person says. The file is only ever read.
    pub(crate) fn read_as(
        &self,
        file: Keyed<'_>,
        reading: &Reading,
        progress: OnProgress<'_>,
    ) -> Result<Source, Error> {
        let pace = Pace::new(Stage::Reading, progress);
        let tell = |done, total| pace.tell(done, total);
        let path = file.path;
        let options = ReadOptions {
            progress: Some(&tell),
            everything_as_text: reading.as_text && is_edited_in_place(path),
            csv: asked(path, reading)?,
            password: file.password,
            ..ReadOptions::default()
        };
        let read = read::open_and_tell(path, &options);
        let Told { book, dialect, locked } = read.map_err(|error| Error::read(path, error))?;
        let (sha256, size) = fingerprint(path)?;
        let password = file.password.filter(|_| locked).cloned();
        Ok(Source { path: path.to_owned(), size, sha256, book, dialect, password })
    }
}

/// Copies of the old binary formats are made anew from what was read, which must then keep its types.
fn is_edited_in_place(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
    extension != "xls" && extension != "xlsb"
}

/// The dialect that a person wants a text file to be read with; none when they want none.
fn asked(path: &Path, reading: &Reading) -> Result<Option<CsvDialect>, Error> {
    if reading.separator.is_none() && reading.encoding.is_none() {
        return Ok(None);
    }
    let encoding = reading.encoding.as_deref();
    let bytes = std::fs::read(path).map_err(|source| Error::io(path, source))?;
    let wanted = csv::decode(&bytes, None).dialect.with(reading.separator, encoding);
    wanted.map(Some).ok_or_else(|| {
        let values = vec![("encoding", encoding.unwrap_or_default().to_owned())];
        Error::bad_request("errors.unknown_encoding", values)
    })
}

/// SHA-256 (lower-case hexadecimal) and size of a file's bytes.
pub(crate) fn fingerprint(path: &Path) -> Result<(String, u64), Error> {
    let trouble = |source| Error::io(path, source);
    let mut file = BufReader::with_capacity(1 << 16, File::open(path).map_err(trouble)?);
    let (mut hasher, mut size) = (Sha256::new(), 0);
    loop {
        let bytes = file.fill_buf().map_err(trouble)?;
        if bytes.is_empty() {
            break;
        }
        hasher.update(bytes);
        let read = bytes.len();
        size += read as u64;
        file.consume(read);
    }
    let hex: String = hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok((hex, size))
}

/// A progress that nobody looks at.
pub(crate) fn silent(_: crate::dto::Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}
