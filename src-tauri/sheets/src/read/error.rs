//! Why a file could not be read. Never holds what is written in a cell.

use std::io;
use std::path::Path;

use epure_engine::table::{CellRef, Format};

/// A file that could not be read, and why.
///
/// The sentence shown to people is made from [`Problem::code`] and [`ReadError::details`] with the
/// texts of `lexicons/messages` (`[errors]`); the `Display` text here is for developers.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {problem}")]
pub struct ReadError {
    /// File name, without its folder.
    pub file: String,
    /// Why.
    #[source]
    pub problem: Problem,
}

/// What is wrong with a file.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// The system refuses: missing file, no permission, disk error.
    #[error("cannot be opened: {0}")]
    Unreadable(#[from] io::Error),
    /// The content is something else than a spreadsheet.
    #[error("is not a spreadsheet but {}", found.name())]
    NotASpreadsheet {
        /// What it seems to be.
        found: Found,
    },
    /// No cell holds anything.
    #[error("holds no cell")]
    Empty,
    /// The file asks for a password to be opened.
    #[error("is protected by a password")]
    PasswordProtected {
        /// Its format, which decides how the password is removed.
        format: Format,
    },
    /// It does not open with the password that was given.
    #[error("does not open with that password")]
    PasswordWrong,
    /// It is protected by other means than a password that could be asked for.
    #[error("is protected in a way that is not known here")]
    UnknownProtection,
    /// The file is cut short, or a part of it makes no sense.
    #[error("is damaged ({detail})")]
    Damaged {
        /// Sheet concerned, when it is one.
        sheet: Option<String>,
        /// Cell near which reading stopped, when known.
        cell: Option<CellRef>,
        /// What the reader of the format said; holds names of parts, never cell values.
        detail: String,
    },
    /// A part inflates to more than any workbook of this size would.
    #[error("inflates beyond {limit} bytes (part `{part}`)")]
    ZipBomb {
        /// Part of the package.
        part: String,
        /// Most bytes allowed.
        limit: u64,
    },
    /// An XML part declares entities, which spreadsheets never do.
    #[error("part `{part}` declares XML entities")]
    ForbiddenXml {
        /// Part of the package.
        part: String,
    },
    /// More rows than a sheet can hold.
    #[error("sheet `{sheet}` has more than {limit} rows")]
    TooManyRows {
        /// Sheet concerned.
        sheet: String,
        /// Most rows allowed.
        limit: u32,
    },
    /// More cells than can be kept in memory.
    #[error("sheet `{sheet}` spreads over more than {limit} cells")]
    TooManyCells {
        /// Sheet concerned.
        sheet: String,
        /// Most cells allowed.
        limit: u64,
    },
    /// The file is larger than allowed.
    #[error("is larger than {limit} bytes")]
    FileTooLarge {
        /// Its size.
        bytes: u64,
        /// Most bytes allowed.
        limit: u64,
    },
    /// The caller asked to stop.
    #[error("reading was cancelled")]
    Cancelled,
}

/// What a file that is no spreadsheet seems to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// A text document (docx, odt, doc).
    TextDocument,
    /// A presentation.
    Presentation,
    /// A PDF document.
    Pdf,
    /// A picture.
    Picture,
    /// A web page, whatever its extension says.
    WebPage,
    /// XML that is no spreadsheet.
    Xml,
    /// A spreadsheet of a program older than Excel 5.
    OldSpreadsheet,
    /// A spreadsheet of another kind: Gnumeric, the 2003 XML spreadsheet, flat OpenDocument.
    OtherSpreadsheet,
    /// A zip archive without a workbook in it.
    Archive,
    /// JSON or another structured text.
    StructuredText,
    /// Text in UTF-32, which no spreadsheet program writes.
    Utf32,
    /// A folder.
    Folder,
    /// Bytes that nothing here knows.
    Unknown,
}

impl Found {
    /// Stable name, used to choose the words shown.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::TextDocument => "text_document",
            Self::Presentation => "presentation",
            Self::Pdf => "pdf",
            Self::Picture => "picture",
            Self::WebPage => "web_page",
            Self::Xml => "xml",
            Self::OldSpreadsheet => "old_spreadsheet",
            Self::OtherSpreadsheet => "other_spreadsheet",
            Self::Archive => "archive",
            Self::StructuredText => "structured_text",
            Self::Utf32 => "utf_32",
            Self::Folder => "folder",
            Self::Unknown => "unknown",
        }
    }
}

impl Problem {
    /// Stable code, the key of the message shown.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(error) if error.kind() == io::ErrorKind::NotFound => "file_not_found",
            Self::Unreadable(_) => "file_unreadable",
            Self::NotASpreadsheet { found: Found::OldSpreadsheet | Found::OtherSpreadsheet } => {
                "other_spreadsheet"
            }
            Self::NotASpreadsheet { found: Found::Utf32 } => "utf_32",
            Self::NotASpreadsheet { .. } => "not_a_spreadsheet",
            Self::Empty => "file_empty",
            Self::PasswordProtected { .. } => "password_protected",
            Self::PasswordWrong => "password_wrong",
            Self::UnknownProtection => "unknown_protection",
            Self::Damaged { sheet: Some(_), .. } => "sheet_damaged",
            Self::Damaged { .. } => "file_damaged",
            Self::ZipBomb { .. } => "zip_bomb",
            Self::ForbiddenXml { .. } => "forbidden_xml",
            Self::TooManyRows { .. } => "too_many_rows",
            Self::TooManyCells { .. } => "too_many_cells",
            Self::FileTooLarge { .. } => "file_too_large",
            Self::Cancelled => "cancelled",
        }
    }

    /// A damaged file, with what the reader of its format said.
    pub(crate) fn damaged(detail: impl ToString) -> Self {
        Self::Damaged { sheet: None, cell: None, detail: detail.to_string() }
    }
}

impl ReadError {
    /// What is wrong with the file at `path`.
    pub(crate) fn of(path: &Path, problem: Problem) -> Self {
        let name = path.file_name().unwrap_or(path.as_os_str());
        Self { file: name.to_string_lossy().into_owned(), problem }
    }

    /// Stable code, as [`Problem::code`].
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.problem.code()
    }

    /// Values for the placeholders of the message, by name.
    #[must_use]
    pub fn details(&self) -> Vec<(&'static str, String)> {
        let mut details = vec![("file", self.file.clone())];
        match &self.problem {
            Problem::Unreadable(error) => details.push(("detail", error.to_string())),
            Problem::NotASpreadsheet { found } => details.push(("found", found.name().into())),
            Problem::PasswordProtected { format } => {
                details.push(("format", format!("{format:?}").to_lowercase()));
            }
            Problem::Damaged { sheet, cell, detail } => {
                details.push(("sheet", sheet.clone().unwrap_or_default()));
                details.push(("cell", cell.map(|cell| cell.to_string()).unwrap_or_default()));
                details.push(("detail", detail.clone()));
            }
            Problem::ZipBomb { part, limit } => {
                details.push(("part", part.clone()));
                details.push(("limit", limit.to_string()));
            }
            Problem::ForbiddenXml { part } => details.push(("part", part.clone())),
            Problem::TooManyRows { sheet, limit } => {
                details.push(("sheet", sheet.clone()));
                details.push(("limit", limit.to_string()));
            }
            Problem::TooManyCells { sheet, limit } => {
                details.push(("sheet", sheet.clone()));
                details.push(("limit", limit.to_string()));
            }
            Problem::FileTooLarge { bytes, limit } => {
                details.push(("bytes", bytes.to_string()));
                details.push(("limit", limit.to_string()));
            }
            Problem::PasswordWrong
            | Problem::UnknownProtection
            | Problem::Empty
            | Problem::Cancelled => {}
        }
        details
    }
}
