//! What could not be done, told to people: its code, one sentence, what the system said.

use std::path::Path;

use epure_engine::plan::PlanError;
use epure_sheets::CleanError;
use epure_sheets::patch::ods::OdsError;
use epure_sheets::patch::xlsx::XlsxError;
use epure_sheets::read::Problem;
use epure_store::StoreError;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Error;
use crate::texts::Texts;

/// Why something could not be done: the window decides on `code` alone, people read `message`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AppError {
    /// What kind of trouble it is.
    pub code: ErrorCode,
    /// One clear sentence in the reader's language: what could not be done, on what, what to do.
    pub message: String,
    /// What the system or the reader of the format said, for those who look further.
    pub detail: Option<String>,
    /// The file that asks for its password, or for another one.
    pub path: Option<String>,
}

/// Kinds of trouble.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// The file is not there, or may not be read.
    FileNotReadable,
    /// The file is no spreadsheet that can be read.
    NotASpreadsheet,
    /// The file opens with a password.
    PasswordNeeded,
    /// It does not open with the one that was given.
    PasswordWrong,
    /// The file is protected in a way that cannot be undone here.
    ProtectedOtherwise,
    /// The file is damaged.
    Damaged,
    /// The file holds nothing.
    Empty,
    /// The file is bigger than what can be worked on.
    TooBig,
    /// No open file, sheet, column, finding or history entry of that name.
    Unknown,
    /// The file was not audited yet.
    NotAudited,
    /// What was asked does not hold together (a bad option, a bad value).
    BadRequest,
    /// The target is the original, or of a format that cannot be written.
    TargetRefused,
    /// There is a file at the target already.
    TargetExists,
    /// A structure of the file forbids an edit.
    EditUnsafe,
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

/// Code, key of the sentence, values of the sentence.
type Parts = (ErrorCode, String, Vec<(&'static str, String)>);

impl Error {
    /// The same for people.
    #[must_use]
    pub fn told(&self, texts: &Texts) -> AppError {
        let (code, key, values) = self.parts();
        let path = match self {
            Self::Locked { path, .. } => Some(path.display().to_string()),
            _ => None,
        };
        AppError { code, message: texts.say(&key, &values), detail: self.detail(), path }
    }

    fn parts(&self) -> Parts {
        match self {
            Self::Read(error) | Self::Locked { source: error, .. } => {
                (read_code(&error.problem), format!("errors.{}", error.code()), error.details())
            }
            Self::Io { path, source } => {
                let missing = source.kind() == std::io::ErrorKind::NotFound;
                let key = if missing { "errors.file_not_found" } else { "errors.file_unreadable" };
                let values =
                    vec![("file", path.display().to_string()), ("detail", source.to_string())];
                (ErrorCode::FileNotReadable, key.to_owned(), values)
            }
            Self::Write { path, source } => {
                let values =
                    vec![("file", path.display().to_string()), ("detail", source.to_string())];
                (ErrorCode::NotWritable, "errors.not_writable".to_owned(), values)
            }
            Self::Output(source) => {
                let values = vec![("detail", source.to_string())];
                (ErrorCode::NotWritable, "errors.output".to_owned(), values)
            }
            Self::Report(error) => no_report(error),
            Self::Pages(error) => no_report(error),
            Self::Paper(error) => no_report(error),
            Self::Clean(error) => clean_parts(error),
            Self::Plan(error) => plan_parts(error),
            Self::Refused { code, key, values } => (*code, (*key).to_owned(), values.clone()),
            Self::Cancelled => (ErrorCode::Cancelled, "errors.cancelled".to_owned(), Vec::new()),
            Self::Store(error) => store_parts(error),
            Self::Packs(detail) => {
                (ErrorCode::Packs, "errors.packs".to_owned(), vec![("detail", detail.clone())])
            }
        }
    }

    fn detail(&self) -> Option<String> {
        match self {
            Self::Read(error) => match &error.problem {
                Problem::Unreadable(source) => Some(source.to_string()),
                Problem::Damaged { detail, .. } => Some(detail.clone()),
                _ => None,
            },
            Self::Clean(error) => Some(error.to_string()),
            Self::Plan(error) => Some(error.to_string()),
            Self::Report(error) => Some(error.to_string()),
            Self::Paper(error) => Some(error.to_string()),
            Self::Pages(error) => Some(error.to_string()),
            Self::Io { source, .. } | Self::Write { source, .. } | Self::Output(source) => {
                Some(source.to_string())
            }
            Self::Store(error) => Some(error.to_string()),
            Self::Packs(detail) => Some(detail.clone()),
            Self::Locked { .. } | Self::Refused { .. } | Self::Cancelled => None,
        }
    }
}

fn read_code(problem: &Problem) -> ErrorCode {
    match problem {
        Problem::Unreadable(_) => ErrorCode::FileNotReadable,
        Problem::NotASpreadsheet { .. } => ErrorCode::NotASpreadsheet,
        Problem::Empty => ErrorCode::Empty,
        Problem::UnknownProtection => ErrorCode::ProtectedOtherwise,
        Problem::PasswordProtected { .. } => ErrorCode::PasswordNeeded,
        Problem::PasswordWrong => ErrorCode::PasswordWrong,
        Problem::Damaged { .. } | Problem::ForbiddenXml { .. } => ErrorCode::Damaged,
        Problem::ZipBomb { .. }
        | Problem::TooManyRows { .. }
        | Problem::TooManyCells { .. }
        | Problem::FileTooLarge { .. } => ErrorCode::TooBig,
        Problem::Cancelled => ErrorCode::Cancelled,
    }
}

fn no_report(error: &dyn std::error::Error) -> Parts {
    let values = vec![("detail", error.to_string())];
    (ErrorCode::NotWritable, "errors.no_report".to_owned(), values)
}

fn plan_parts(error: &PlanError) -> Parts {
    let finding = |id: &String| vec![("finding", id.clone())];
    match error {
        PlanError::UnknownFinding(id) => {
            (ErrorCode::Unknown, "errors.no_such_finding".to_owned(), finding(id))
        }
        PlanError::NotPossible { finding: id, .. } => {
            (ErrorCode::BadRequest, "errors.action_not_possible".to_owned(), finding(id))
        }
    }
}

/// Why a change was refused: the structure that holds it back and where it is.
fn unsafe_parts(error: &CleanError) -> Parts {
    let (name, place) = match error {
        CleanError::Xlsx(XlsxError::Unadjustable { part, structure, .. }) => {
            (format!("unsafe_{}", structure.name()), Some(part.clone()))
        }
        CleanError::Xlsx(XlsxError::Malformed { part }) => {
            ("damaged_part".into(), Some(part.clone()))
        }
        CleanError::Xlsx(XlsxError::Package(error)) => {
            ("damaged_package".into(), Some(error.to_string()))
        }
        CleanError::Ods(OdsError::ArrayFormula { sheet, .. }) => {
            ("unsafe_array_formula".into(), Some(sheet.clone()))
        }
        _ => ("edit_unsafe".into(), None),
    };
    let values = place.into_iter().map(|place| ("place", place)).collect();
    (ErrorCode::EditUnsafe, format!("errors.{name}"), values)
}

fn clean_parts(error: &CleanError) -> Parts {
    let file = |path: &Path| vec![("file", path.display().to_string())];
    let (code, name, values) = match error {
        CleanError::SameFile => (ErrorCode::TargetRefused, "same_file", Vec::new()),
        CleanError::TargetExists { path } => (ErrorCode::TargetExists, "target_exists", file(path)),
        CleanError::OriginalChanged => (ErrorCode::OriginalChanged, "original_changed", Vec::new()),
        CleanError::Unreadable { path, source } => {
            let detail = [("detail", source.to_string())];
            let values = file(path).into_iter().chain(detail).collect();
            (ErrorCode::FileNotReadable, "file_unreadable", values)
        }
        CleanError::Read(error) => {
            let key = format!("errors.{}", error.code());
            return (read_code(&error.problem), key, error.details());
        }
        CleanError::NoPassword => (ErrorCode::TargetRefused, "takes_no_password", Vec::new()),
        CleanError::Format => (ErrorCode::TargetRefused, "clean_format", Vec::new()),
        CleanError::ReadOnlyFolder { path } => {
            (ErrorCode::NotWritable, "read_only_folder", file(path))
        }
        CleanError::DiskFull { path } => (ErrorCode::NotWritable, "disk_full", file(path)),
        CleanError::Unwritable { path, source } => {
            let detail = [("detail", source.to_string())];
            let values = file(path).into_iter().chain(detail).collect();
            (ErrorCode::NotWritable, "not_writable", values)
        }
        CleanError::Xlsx(_) | CleanError::Ods(_) | CleanError::Csv(_) => {
            return unsafe_parts(error);
        }
        CleanError::Survives { parts } if parts.iter().all(|part| is_macros(part)) => {
            (ErrorCode::CheckFailed, "survives_in_macros", Vec::new())
        }
        CleanError::Survives { parts } => {
            (ErrorCode::CheckFailed, "survives", vec![("parts", parts.join(", "))])
        }
        CleanError::Unproved(_) => (ErrorCode::CheckFailed, "check_failed", Vec::new()),
        CleanError::Cancelled => (ErrorCode::Cancelled, "cancelled", Vec::new()),
    };
    (code, format!("errors.{name}"), values)
}

/// Is that part of a workbook its macros?
fn is_macros(part: &str) -> bool {
    part.to_lowercase().ends_with("vbaproject.bin")
}

fn store_parts(error: &StoreError) -> Parts {
    let folder = |path: &Path| {
        let folder = path.parent().unwrap_or(path);
        vec![("folder", folder.display().to_string())]
    };
    match error {
        StoreError::Newer { path, .. } => {
            (ErrorCode::StoreNewer, "errors.store_newer".to_owned(), folder(path))
        }
        StoreError::KeyMissing { path } => {
            (ErrorCode::Store, "errors.store_key".to_owned(), folder(path))
        }
        _ => (ErrorCode::Store, "errors.store".to_owned(), Vec::new()),
    }
}
