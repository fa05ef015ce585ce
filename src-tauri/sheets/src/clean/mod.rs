//! From a file and edits to a cleaned file, whole and proved: the door of everything that writes.
//!
//! The original is opened for reading only. The cleaned file is made beside its place under another
//! name, proved, flushed to the disk, then renamed: at any moment the target is the old file or
//! the new one, whole.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use epure_engine::plan::Edit;
use epure_engine::table::Format;
use sha2::{Digest, Sha256};

use crate::package::{Package, PackageError};
use crate::patch::Aid;
use crate::patch::csv::{self, CsvError};
use crate::patch::ods::{self, OdsError, OdsOptions};
use crate::patch::xlsx::{self, Plan, XlsxError, XlsxOptions};
use crate::read::csv::CsvDialect;
use crate::verify::xlsx::prove;
use crate::verify::{Proof, VerifyError, verify_csv, verify_ods};

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

/// Why no cleaned file was made. The target is as it was; never holds what cells hold.
#[derive(Debug, thiserror::Error)]
pub enum CleanError {
    /// Original and target are one file.
    #[error("the cleaned file would replace the original; choose another name")]
    SameFile,
    /// There is a file at the target already.
    #[error("there is already a file at “{}”; choose another name, or allow it to be replaced", path.display())]
    TargetExists {
        /// The target.
        path: PathBuf,
    },
    /// The original is not the one that was audited.
    #[error("the original changed since it was audited; audit it again")]
    OriginalChanged,
    /// The original can't be read.
    #[error("“{}” cannot be read: {source}", path.display())]
    Unreadable {
        /// The original.
        path: PathBuf,
        /// The system's own words.
        source: io::Error,
    },
    /// Files of this format are not edited in place.
    #[error("files of this format cannot be edited in place; save a cleaned copy as xlsx")]
    Format,
    /// The folder of the target takes no new file.
    #[error("no file can be written in “{}”; choose another folder", path.display())]
    ReadOnlyFolder {
        /// The folder.
        path: PathBuf,
    },
    /// The disk is full.
    #[error("the disk of “{}” is full", path.display())]
    DiskFull {
        /// The folder.
        path: PathBuf,
    },
    /// The cleaned file can't be written or renamed.
    #[error("“{}” cannot be written (is it open in another program?): {source}", path.display())]
    Unwritable {
        /// The target.
        path: PathBuf,
        /// The system's own words.
        source: io::Error,
    },
    /// An edit can't be made safely.
    #[error(transparent)]
    Xlsx(#[from] XlsxError),
    /// The same in an OpenDocument file.
    #[error(transparent)]
    Ods(OdsError),
    /// The same in a text file.
    #[error(transparent)]
    Csv(CsvError),
    /// A removed text would still be in the file.
    #[error("a removed text would still be in `{}`: nothing was written", parts.join("`, `"))]
    Survives {
        /// Parts and cells that hold it.
        parts: Vec<String>,
    },
    /// The result differs in a way that was not decided.
    #[error("the result did not pass its own check, nothing was written: {0}")]
    Unproved(VerifyError),
    /// The caller stopped the work.
    #[error("stopped; nothing was written")]
    Cancelled,
}

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
    let stamp = stamp(&source).map_err(unreadable)?;
    let sha256_before = sha256(&mut source).map_err(unreadable)?;
    if options.sha256.as_ref().is_some_and(|audited| *audited != sha256_before) {
        return Err(CleanError::OriginalChanged);
    }
    let folder = folder_of(target);
    let mut made = Temporary::new(&folder, target)?;
    let format = options.format.map_or_else(|| format_of(&mut source, original), Ok);
    let format = format.map_err(unreadable)?;
    let job = Job { edits, options, progress };
    let mut proof = match format {
        Format::Xlsx | Format::Xlsm => job.xlsx(&source, &mut made)?,
        Format::Ods => job.ods(&mut source, &mut made)?,
        Format::Csv | Format::Tsv => job.csv(&mut source, &mut made)?,
        Format::Xls | Format::Xlsb => return Err(CleanError::Format),
    };
    let unchanged = self::stamp(&source).is_ok_and(|now| now == stamp);
    if !unchanged {
        return Err(CleanError::OriginalChanged);
    }
    proof.sha256_before = sha256_before;
    proof.sha256_after = made.sha256()?;
    made.persist(options.overwrite)?;
    Ok(proof)
}

/// What is to be done.
struct Job<'a> {
    edits: &'a [Edit],
    options: &'a CleanOptions,
    progress: CleanProgress<'a>,
}

impl Job<'_> {
    fn xlsx(&self, source: &File, made: &mut Temporary) -> Result<Proof, CleanError> {
        let tick = |done, total| (self.progress)(Step::Write, done, total);
        let options = XlsxOptions {
            vocabulary: &self.options.vocabulary,
            headers: Some(&self.options.headers),
            aids: &self.options.aids,
            progress: Some(&tick),
        };
        let before = BufReader::with_capacity(1 << 16, source);
        let failed = |error, made: &Temporary| made.patch_error(error);
        let mut package = Package::open(before).map_err(|error| failed(error.into(), made))?;
        let plan = Plan::new(&mut package, self.edits, &options);
        let plan = plan.map_err(|error| failed(error, made))?;
        let out = BufWriter::with_capacity(1 << 18, made.file()?);
        let written = xlsx::write_planned(&mut package, &plan, out).and_then(|out| {
            let flushed = out.into_inner().map_err(io::IntoInnerError::into_error);
            flushed.map(drop).map_err(XlsxError::Write)
        });
        written.map_err(|error| failed(error, made))?;
        self.step_verify(0)?;
        let after = BufReader::with_capacity(1 << 16, made.file()?);
        let proof = prove(&mut package, after, &plan).map_err(unproved)?;
        self.step_verify(1)?;
        Ok(proof)
    }

    fn ods(&self, source: &mut File, made: &mut Temporary) -> Result<Proof, CleanError> {
        let tick = |done, total| (self.progress)(Step::Write, done, total);
        let options = OdsOptions {
            headers: self.options.headers.clone(),
            vocabulary: &self.options.vocabulary,
            progress: Some(&tick),
        };
        let out = made.file()?;
        let written =
            ods::write(BufReader::with_capacity(1 << 16, &*source), self.edits, &options, out);
        written.map_err(|error| match error {
            OdsError::Cancelled => CleanError::Cancelled,
            OdsError::Write(source) => made.error(source),
            error => CleanError::Ods(error),
        })?;
        self.step_verify(0)?;
        let before = BufReader::with_capacity(1 << 16, &*source);
        let after = BufReader::with_capacity(1 << 16, made.file()?);
        let (vocabulary, headers) = (&self.options.vocabulary, &self.options.headers);
        let proof = verify_ods(before, after, self.edits, vocabulary, headers);
        let proof = proof.map_err(unproved)?;
        self.step_verify(1)?;
        Ok(proof)
    }

    /// A text file is held in memory, as when it is read. Rows that move go to files of their own
    /// beside the target.
    fn csv(&self, source: &mut File, made: &mut Temporary) -> Result<Proof, CleanError> {
        let mut original = Vec::new();
        let read = source.seek(SeekFrom::Start(0)).and_then(|_| source.read_to_end(&mut original));
        read.map_err(|error| CleanError::Unreadable { path: made.target.clone(), source: error })?;
        let mut cleaned = Vec::with_capacity(original.len());
        let header = self.options.headers.values().next().copied();
        let (dialect, edits) = (self.options.csv, self.edits);
        let outcome = csv::write(&original, dialect, header, edits, &mut cleaned);
        let outcome = outcome.map_err(CleanError::Csv)?;
        made.file()?.write_all(&cleaned).map_err(|error| made.error(error))?;
        self.step_verify(0)?;
        let proof = verify_csv(&original, &cleaned, dialect, edits, &self.options.vocabulary);
        let proof = proof.map_err(unproved)?;
        self.step_verify(1)?;
        for (name, bytes) in &outcome.archives {
            self.archive(made, name, bytes)?;
        }
        Ok(proof)
    }

    /// `clients.csv` and the archive `Archive` make `clients - Archive.csv`.
    fn archive(&self, made: &Temporary, name: &str, bytes: &[u8]) -> Result<(), CleanError> {
        let stem = made.target.file_stem().unwrap_or_default().to_string_lossy();
        let extension = made.target.extension().unwrap_or_default().to_string_lossy();
        let safe: String =
            name.chars().map(|c| if "/\\:*?\"<>|".contains(c) { '_' } else { c }).collect();
        let target = made.target.with_file_name(format!("{stem} - {safe}.{extension}"));
        if target.exists() && !self.options.overwrite {
            return Err(CleanError::TargetExists { path: target });
        }
        let mut file = Temporary::new(&made.folder, &target)?;
        let written = file.file()?.write_all(bytes);
        written.map_err(|error| file.error(error))?;
        file.persist(self.options.overwrite)
    }

    fn step_verify(&self, done: u64) -> Result<(), CleanError> {
        match (self.progress)(Step::Verify, done, 1) {
            ControlFlow::Break(()) => Err(CleanError::Cancelled),
            ControlFlow::Continue(()) => Ok(()),
        }
    }
}

/// A failed proof as the reason why nothing was written.
fn unproved(error: VerifyError) -> CleanError {
    match error {
        VerifyError::Survives { parts } => CleanError::Survives { parts },
        VerifyError::Ods(OdsError::Cancelled) | VerifyError::Unreadable(XlsxError::Cancelled) => {
            CleanError::Cancelled
        }
        error => CleanError::Unproved(error),
    }
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

fn folder_of(target: &Path) -> PathBuf {
    match target.parent() {
        Some(folder) if folder != Path::new("") => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// Told by the first bytes, and the extension for what has no mark of its own.
fn format_of(source: &mut File, path: &Path) -> io::Result<Format> {
    let mut head = [0; 64];
    source.seek(SeekFrom::Start(0))?;
    let count = source.read(&mut head)?;
    let head = head.get(..count).unwrap_or_default();
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_lowercase();
    let ods = head.windows(12).any(|window| window == b"opendocument" || window == b"oasis.opendo");
    Ok(match extension.as_str() {
        _ if head.starts_with(b"PK") && (ods || extension == "ods") => Format::Ods,
        "xlsb" => Format::Xlsb,
        "xlsm" => Format::Xlsm,
        _ if head.starts_with(b"PK") => Format::Xlsx,
        _ if head.starts_with(b"\xD0\xCF\x11\xE0") => Format::Xls,
        "tsv" => Format::Tsv,
        _ => Format::Csv,
    })
}

/// Size and last change of a file, as the system has them: another program that writes to the
/// original meanwhile is noticed.
fn stamp(file: &File) -> io::Result<(u64, Option<std::time::SystemTime>)> {
    let facts = file.metadata()?;
    Ok((facts.len(), facts.modified().ok()))
}

/// Lower-case hexadecimal SHA-256 of a whole file.
///
/// # Errors
/// The file can't be read.
pub fn sha256(file: &mut File) -> io::Result<String> {
    file.seek(SeekFrom::Start(0))?;
    let mut hasher = Sha256::new();
    let mut chunk = vec![0; 1 << 18];
    loop {
        let count = file.read(&mut chunk)?;
        if count == 0 {
            break;
        }
        hasher.update(chunk.get(..count).unwrap_or_default());
    }
    file.seek(SeekFrom::Start(0))?;
    Ok(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// The cleaned file while it is made: gone with this value unless it is put in place.
struct Temporary {
    file: tempfile::NamedTempFile,
    folder: PathBuf,
    target: PathBuf,
}

impl Temporary {
    fn new(folder: &Path, target: &Path) -> Result<Self, CleanError> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(".epure-").suffix(".tmp");
        // Readable by those who may read new files of this user, as any saved document.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let file =
            builder.tempfile_in(folder).map_err(|error| write_error(error, folder, target))?;
        Ok(Self { file, folder: folder.to_owned(), target: target.to_owned() })
    }

    /// The file, at its beginning.
    fn file(&mut self) -> Result<&mut File, CleanError> {
        let found = self.file.as_file_mut().seek(SeekFrom::Start(0));
        found.map_err(|error| write_error(error, &self.folder, &self.target))?;
        Ok(self.file.as_file_mut())
    }

    fn sha256(&mut self) -> Result<String, CleanError> {
        sha256(self.file.as_file_mut()).map_err(|error| self.error(error))
    }

    fn error(&self, error: io::Error) -> CleanError {
        write_error(error, &self.folder, &self.target)
    }

    fn patch_error(&self, error: XlsxError) -> CleanError {
        match error {
            XlsxError::Cancelled => CleanError::Cancelled,
            XlsxError::Write(source) => self.error(source),
            // While parts are copied, the disk that is full is the one written to.
            XlsxError::Package(PackageError::Io { source, .. }) if is_of_writing(&source) => {
                self.error(source)
            }
            error => CleanError::Xlsx(error),
        }
    }

    /// Flushes to the disk and gives the file its name.
    fn persist(mut self, overwrite: bool) -> Result<(), CleanError> {
        let flushed = self.file.as_file_mut().flush().and_then(|()| self.file.as_file().sync_all());
        flushed.map_err(|error| self.error(error))?;
        let (folder, target) = (self.folder, self.target);
        let named = match overwrite {
            true => self.file.persist(&target),
            false => self.file.persist_noclobber(&target),
        };
        named.map_err(|failed| match failed.error.kind() {
            io::ErrorKind::AlreadyExists => CleanError::TargetExists { path: target.clone() },
            _ => write_error(failed.error, &folder, &target),
        })?;
        // Not every system lets a folder be flushed; the file itself already is.
        if let Ok(folder) = File::open(&folder) {
            let _ = folder.sync_all();
        }
        Ok(())
    }
}

/// Errors that only writing can give.
fn is_of_writing(source: &io::Error) -> bool {
    use io::ErrorKind::{FileTooLarge, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    matches!(source.kind(), StorageFull | QuotaExceeded | FileTooLarge | ReadOnlyFilesystem)
}

fn write_error(source: io::Error, folder: &Path, target: &Path) -> CleanError {
    match source.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            CleanError::DiskFull { path: folder.to_owned() }
        }
        io::ErrorKind::PermissionDenied
        | io::ErrorKind::ReadOnlyFilesystem
        | io::ErrorKind::NotFound => CleanError::ReadOnlyFolder { path: folder.to_owned() },
        _ => CleanError::Unwritable { path: target.to_owned(), source },
    }
}
