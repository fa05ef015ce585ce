//! What could not be done, as code sees it ([`Error`]) and as people read it ([`AppError`]).

mod told;

use std::path::{Path, PathBuf};

use epure_engine::plan::PlanError;
use epure_papers::PaperError;
use epure_sheets::CleanError;
use epure_sheets::read::{Problem, ReadError};
use epure_sheets::write::WriteError;
use epure_store::StoreError;
use epure_typeset::TypesetError;

pub use told::{AppError, ErrorCode};

/// Why a use case failed. Never holds what is written in a cell.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file could not be read as a spreadsheet.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The file does not open without its password, or not with that one.
    #[error("{source}")]
    Locked {
        /// Which file.
        path: PathBuf,
        /// Why it cannot be read.
        source: ReadError,
    },
    /// A file beside the spreadsheet (decisions, notes, a folder) could not be read.
    #[error("{path}: {source}")]
    Io {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file could not be written; what was there before is still there.
    #[error("{path}: {source}")]
    Write {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Results could not be written on standard output.
    #[error("standard output: {0}")]
    Output(std::io::Error),
    /// A report could not be made.
    #[error(transparent)]
    Report(#[from] WriteError),
    /// A document could not be made.
    #[error(transparent)]
    Paper(#[from] PaperError),
    /// Its pages could not be laid out.
    #[error(transparent)]
    Pages(#[from] TypesetError),
    /// No cleaned file was made; the target is as it was.
    #[error(transparent)]
    Clean(#[from] CleanError),
    /// Decisions that cannot be carried out.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// Something was asked about what does not exist, or cannot be done; the key of its sentence
    /// and its values.
    #[error("{key}")]
    Refused {
        /// Kind of trouble.
        code: ErrorCode,
        /// Key of the sentence, as `errors.unknown_sheet`.
        key: &'static str,
        /// Its values.
        values: Vec<(&'static str, String)>,
    },
    /// The job was stopped.
    #[error("cancelled")]
    Cancelled,
    /// The database of this computer could not be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The lexicons could not be loaded.
    #[error("the lexicons could not be loaded: {0}")]
    Packs(String),
}

impl Error {
    /// What is asked about does not exist.
    pub(crate) fn unknown(key: &'static str, values: Vec<(&'static str, String)>) -> Self {
        Self::Refused { code: ErrorCode::Unknown, key, values }
    }

    /// What is asked does not hold together.
    pub(crate) fn bad_request(key: &'static str, values: Vec<(&'static str, String)>) -> Self {
        Self::Refused { code: ErrorCode::BadRequest, key, values }
    }

    /// A file could not be read as a spreadsheet.
    pub(crate) fn read(path: &Path, error: ReadError) -> Self {
        match error.problem {
            Problem::Cancelled => Self::Cancelled,
            Problem::PasswordProtected { .. } | Problem::PasswordWrong => {
                Self::Locked { path: path.to_owned(), source: error }
            }
            _ => Self::Read(error),
        }
    }

    /// Nobody reads standard output any more (`epure … | head`).
    pub(crate) fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Output(source) if source.kind() == std::io::ErrorKind::BrokenPipe)
    }

    /// A file could not be read.
    pub(crate) fn io(path: &Path, source: std::io::Error) -> Self {
        Self::Io { path: path.to_owned(), source }
    }
}
