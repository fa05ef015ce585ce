//! Why no cleaned file was made.

use std::io;
use std::path::{Path, PathBuf};

use crate::draft::folder_of;
use crate::package::PackageError;
use crate::patch::csv::CsvError;
use crate::patch::ods::OdsError;
use crate::patch::xlsx::XlsxError;
use crate::read::ReadError;
use crate::verify::VerifyError;

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
    /// The original does not open, or not with that password.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// Files of this format hold no password.
    #[error("files of this format cannot be protected by a password")]
    NoPassword,
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

impl CleanError {
    /// The system refused while the file at `target` was written.
    pub(super) fn write(source: io::Error, target: &Path) -> Self {
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                Self::DiskFull { path: folder_of(target) }
            }
            io::ErrorKind::PermissionDenied
            | io::ErrorKind::ReadOnlyFilesystem
            | io::ErrorKind::NotFound => Self::ReadOnlyFolder { path: folder_of(target) },
            io::ErrorKind::AlreadyExists => Self::TargetExists { path: target.to_owned() },
            _ => Self::Unwritable { path: target.to_owned(), source },
        }
    }

    /// The edits could not be made to the file at `target`.
    pub(super) fn patch(error: XlsxError, target: &Path) -> Self {
        match error {
            XlsxError::Cancelled => Self::Cancelled,
            XlsxError::Write(source) => Self::write(source, target),
            // While parts are copied, the disk that is full is the one written to.
            XlsxError::Package(PackageError::Io { source, .. }) if is_of_writing(&source) => {
                Self::write(source, target)
            }
            error => Self::Xlsx(error),
        }
    }

    /// The same for an OpenDocument file.
    pub(super) fn ods(error: OdsError, target: &Path) -> Self {
        match error {
            OdsError::Cancelled => Self::Cancelled,
            OdsError::Write(source) => Self::write(source, target),
            // As above; parts of these files are copied one by one too.
            OdsError::Io { source, .. } | OdsError::Package(PackageError::Io { source, .. })
                if is_of_writing(&source) =>
            {
                Self::write(source, target)
            }
            error => Self::Ods(error),
        }
    }

    /// The result did not pass its own check.
    pub(super) fn unproved(error: VerifyError) -> Self {
        match error {
            VerifyError::Survives { parts } => Self::Survives { parts },
            VerifyError::Ods(OdsError::Cancelled)
            | VerifyError::Unreadable(XlsxError::Cancelled) => Self::Cancelled,
            error => Self::Unproved(error),
        }
    }
}

/// Errors that only writing can give.
fn is_of_writing(source: &io::Error) -> bool {
    use io::ErrorKind::{FileTooLarge, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    matches!(source.kind(), StorageFull | QuotaExceeded | FileTooLarge | ReadOnlyFilesystem)
}
