//! What the window and the command line get when something could not be done.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Why something could not be done: the window decides on `code` alone, people read `message`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AppError {
    /// What kind of trouble it is.
    pub code: ErrorCode,
    /// One clear sentence in the reader's language: what could not be done, on what, what to do.
    pub message: String,
    /// What the system or the reader of the format said, for those who look further.
    pub detail: Option<String>,
}

/// Kinds of trouble.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// The file is not there, or may not be read.
    FileNotReadable,
    /// The file is no spreadsheet that can be read.
    NotASpreadsheet,
    /// The file is protected by a password.
    PasswordNeeded,
    /// The file is damaged.
    Damaged,
    /// The file holds nothing.
    Empty,
    /// The file is bigger than what can be worked on.
    TooBig,
    /// No open file, sheet, column or finding of that name.
    Unknown,
    /// The file was not audited yet.
    NotAudited,
    /// What was asked does not hold together (a bad option, a bad value).
    BadRequest,
    /// The target exists, or is the original.
    TargetRefused,
    /// The target could not be written.
    NotWritable,
    /// The written copy did not pass its check; it was not kept.
    CheckFailed,
    /// The original changed on disk since it was opened.
    OriginalChanged,
    /// The person stopped the job.
    Cancelled,
    /// The database of this computer could not be used.
    Store,
    /// The database was made by a newer version.
    StoreNewer,
    /// The rules that come with the program could not be loaded.
    Packs,
}

impl std::fmt::Display for AppError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for AppError {}
