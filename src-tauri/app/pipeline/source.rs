//! A file as it came: its workbook, its size, the fingerprint of its bytes.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use epure_engine::table::Workbook;
use epure_sheets::read::{self, Problem, ReadOptions};
use sha2::{Digest, Sha256};

use super::Pipeline;
use crate::api::OnProgress;
use crate::dto::Stage;
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
}

impl Pipeline {
    /// Reads a file. The file is only ever read.
    pub(crate) fn read(&self, path: &Path, progress: OnProgress<'_>) -> Result<Source, Error> {
        let pace = Pace::new(Stage::Reading, progress);
        let tell = |done, total| pace.tell(done, total);
        let options = ReadOptions { progress: Some(&tell), ..ReadOptions::default() };
        let book = read::open(path, &options).map_err(|error| match error.problem {
            Problem::Cancelled => Error::Cancelled,
            _ => Error::Read(error),
        })?;
        let (sha256, size) = fingerprint(path)?;
        Ok(Source { path: path.to_owned(), size, sha256, book })
    }
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
