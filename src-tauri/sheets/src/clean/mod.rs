//! From a file and edits to a cleaned file, whole and proved: the door of everything that writes.
//!
//! The original is opened for reading only. The cleaned file is made beside its place under another
//! name, proved, flushed to the disk, then renamed: at any moment the target is the old file or
//! the new one, whole. Files that rows move to are made and proved with it, and get their place first.

mod archive;
mod error;
mod job;
mod made;
mod original;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;
use std::ops::ControlFlow;
use std::path::Path;

use epure_engine::plan::Edit;
use epure_engine::table::Format;

use crate::draft::Draft;
use crate::locked::{Opened, Password, takes_password};
use crate::patch::Aid;
use crate::patch::edits::{any_moves, moves_as_deletions};
use crate::read::csv::CsvDialect;
use crate::read::{Limits, ReadError};
use crate::verify::Proof;

pub use error::CleanError;
use job::Job;
pub use made::{Made, archive_beside};
use original::format_of;
pub use original::sha256;

/// How a file is cleaned.
#[derive(Clone, Debug, Default)]
pub struct CleanOptions {
    /// Replace the target when it exists.
    pub overwrite: bool,
    /// Lower-case hexadecimal SHA-256 that the original had when it was audited; another one is
    /// refused.
    pub sha256: Option<String>,
    /// What the original is; told by its content when none.
    pub format: Option<Format>,
    /// Texts that are no personal data although removed cells held them, such as the choices of a
    /// status column: copies of them outside the cells are left alone.
    pub vocabulary: Vec<String>,
    /// 1-based first and last header row by sheet, copied at the head of archives that are made.
    pub headers: BTreeMap<String, (u32, u32)>,
    /// Help to add to columns (xlsx and xlsm; other formats have none).
    pub aids: Vec<Aid>,
    /// The password that the original opens with.
    pub password: Option<Password>,
    /// The password that the cleaned file is to open with.
    pub protect: Option<Password>,
    /// Rows that move go to a file of their own beside the target rather than to a sheet of the cleaned
    /// file; those of text files always do.
    pub archive_file: bool,
    /// For text files: the dialect that the file was read with, when the user chose it.
    pub csv: Option<CsvDialect>,
}

/// Which step of a cleaning is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The cleaned file is written.
    Write,
    /// It is compared with the original and searched.
    Verify,
}

/// Called with the step, what is done and the total (only the ratio matters); `Break` stops.
pub type CleanProgress<'p> = &'p dyn Fn(Step, u64, u64) -> ControlFlow<()>;

/// Writes the cleaned file and proves it.
///
/// # Errors
/// See [`CleanError`]; no file is left behind.
pub fn clean(
    original: &Path,
    target: &Path,
    edits: &[Edit],
    options: &CleanOptions,
    progress: CleanProgress<'_>,
) -> Result<Proof, CleanError> {
    check_paths(original, target, options)?;
    let unreadable = |source| CleanError::Unreadable { path: original.to_owned(), source };
    let mut source = File::open(original).map_err(unreadable)?;
    let stamp = original::stamp(&source).map_err(unreadable)?;
    let sha256_before = sha256(&mut source).map_err(unreadable)?;
    if options.sha256.as_ref().is_some_and(|audited| *audited != sha256_before) {
        return Err(CleanError::OriginalChanged);
    }
    let content = BufReader::with_capacity(1 << 16, &source);
    let mut content = Opened::of(content, options.password.as_ref(), Limits::default())
        .map_err(|problem| ReadError::of(original, problem))?;
    let format = options.format.map_or_else(|| format_of(&mut content, original), Ok);
    let format = format.map_err(unreadable)?;
    if options.protect.is_some() && !takes_password(format) {
        return Err(CleanError::NoPassword);
    }
    let refused = |error| CleanError::write(error, target);
    let mut draft = Draft::new(target).map_err(refused)?;
    let text = matches!(format, Format::Csv | Format::Tsv);
    let apart = options.archive_file && !text && any_moves(edits);
    let leaving = apart.then(|| moves_as_deletions(edits));
    let job = Job { edits: leaving.as_deref().unwrap_or(edits), options, progress, format };
    let (mut proof, mut archives) = match format {
        Format::Xlsx | Format::Xlsm => (job.xlsx(&mut content, &mut draft)?, Vec::new()),
        Format::Ods => (job.ods(&mut content, &mut draft)?, Vec::new()),
        Format::Csv | Format::Tsv => job.csv(&mut content, &mut draft)?,
        Format::Xls | Format::Xlsb => return Err(CleanError::Format),
    };
    if apart {
        let archive = Job { edits, ..job }.archive(&mut content, original, target)?;
        proof = proof.with_rows_apart(archive.1);
        archives.push(archive);
    }
    let unchanged = original::stamp(&source).is_ok_and(|now| now == stamp);
    if !unchanged {
        return Err(CleanError::OriginalChanged);
    }
    let mut made = Made::new(draft, Proof { sha256_before, ..proof });
    for (archive, rows) in archives {
        made = made.with_archive(archive, rows).map_err(refused)?;
    }
    made.place(options.overwrite)
}

fn check_paths(original: &Path, target: &Path, options: &CleanOptions) -> Result<(), CleanError> {
    let same = match (original.canonicalize(), target.canonicalize()) {
        (Ok(original), Ok(target)) => original == target,
        _ => original == target,
    };
    if same {
        return Err(CleanError::SameFile);
    }
    if target.exists() && (!options.overwrite || target.is_dir()) {
        return Err(CleanError::TargetExists { path: target.to_owned() });
    }
    Ok(())
}
