//! A file that is open: what was read, what its columns hold, its review once audited.

use std::path::PathBuf;
use std::sync::Arc;

use epure_engine::table::Workbook;
use epure_sheets::read::csv::CsvDialect;
use epure_sheets::read::look::{self, SheetLook};
use epure_sheets::{Keyed, Password};
use epure_store::Fingerprint;

use crate::dto::Reading;
use crate::error::{Error, ErrorCode};
use crate::pipeline::{Fitted, Original, Source};
use crate::review::Review;

/// Row numbers up to which it is known how cells look.
const LOOKED_AT: u32 = 60;

/// An open file.
pub(super) struct Session {
    /// What the other calls name it by.
    pub(super) id: String,
    /// Where it lies.
    pub(super) path: PathBuf,
    /// Size in bytes.
    pub(super) size: u64,
    /// SHA-256 of its bytes, lower-case hexadecimal.
    pub(super) sha256: String,
    /// By what its decisions are found again.
    pub(super) file: Fingerprint,
    /// What was read.
    pub(super) book: Arc<Workbook>,
    /// What a person said of how it is read.
    pub(super) reading: Reading,
    /// Text files: how it is written.
    pub(super) dialect: Option<CsvDialect>,
    /// The password that it opened with.
    pub(super) password: Option<Password>,
    /// How the head of its sheets looks, for formats that tell.
    pub(super) looks: Vec<SheetLook>,
    /// What its columns hold, by sheet in the workbook's order.
    pub(super) sheets: Vec<Fitted>,
    /// The review of its audit.
    pub(super) review: Option<Review>,
}

impl Session {
    /// A file that was just read.
    pub(super) fn new(
        source: Source,
        reading: Reading,
        sheets: Vec<Fitted>,
        file: Fingerprint,
    ) -> Self {
        let keyed = Keyed { path: &source.path, password: source.password.as_ref() };
        let looks = look::look(keyed, LOOKED_AT);
        Self {
            id: String::new(),
            reading,
            dialect: source.dialect,
            looks,
            password: source.password,
            path: source.path,
            size: source.size,
            sha256: source.sha256,
            file,
            book: Arc::new(source.book),
            sheets,
            review: None,
        }
    }

    /// What cleaning the file asks for, while others go on asking about it.
    pub(super) fn to_clean(&self) -> ToClean {
        ToClean {
            path: self.path.clone(),
            book: Arc::clone(&self.book),
            sheets: self.sheets.clone(),
            size: self.size,
            sha256: self.sha256.clone(),
            dialect: self.dialect,
            password: self.password.clone(),
        }
    }

    /// Position of the sheet of that name.
    pub(super) fn sheet(&self, name: &str) -> Result<usize, Error> {
        self.book
            .sheets
            .iter()
            .position(|sheet| sheet.name == name)
            .ok_or_else(|| Error::unknown("errors.unknown_sheet", vec![("sheet", name.to_owned())]))
    }

    /// The review of its audit, if there was one.
    pub(super) fn review(&self) -> Result<&Review, Error> {
        self.review.as_ref().ok_or_else(not_audited)
    }

    pub(super) fn review_mut(&mut self) -> Result<&mut Review, Error> {
        self.review.as_mut().ok_or_else(not_audited)
    }
}

/// An open file as it was when its cleaning began.
pub(super) struct ToClean {
    path: PathBuf,
    book: Arc<Workbook>,
    sheets: Vec<Fitted>,
    size: u64,
    sha256: String,
    dialect: Option<CsvDialect>,
    password: Option<Password>,
}

impl ToClean {
    pub(super) fn original(&self) -> Original<'_> {
        Original {
            path: &self.path,
            book: &self.book,
            sheets: &self.sheets,
            size: self.size,
            sha256: &self.sha256,
            dialect: self.dialect,
            password: self.password.as_ref(),
        }
    }
}

fn not_audited() -> Error {
    Error::Refused { code: ErrorCode::NotAudited, key: "errors.not_audited", values: Vec::new() }
}
