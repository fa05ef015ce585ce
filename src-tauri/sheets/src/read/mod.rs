//! Any spreadsheet file → a [`Workbook`]: the reading door.
//!
//! The format is told by the content, not by the extension. The file is only ever read. Nothing
//! here panics on hostile bytes: bounds are checked before memory is asked for, and what still
//! trips the format readers is caught and told as a damaged file. Headers are not found here
//! (that takes words: see `epure_engine::columns`).

mod calamines;
mod cells;
pub mod csv;
mod error;
pub(crate) mod formulas;
mod guard;
pub mod look;
mod ods;
mod ooxml;
mod options;
mod package;
mod sniff;
mod transcode;
mod values;
mod xls;
pub(crate) mod xlsb;
mod xlsx;

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use epure_engine::table::{Format, HiddenContent, HiddenKind, Visibility, Workbook};

pub use error::{Found, Problem, ReadError};
pub(crate) use guard::guarded;
pub(crate) use ooxml::comments;
pub use options::{Limits, ReadOptions, RowFilter};
pub(crate) use package::Package;
pub(crate) use values::time_text;
pub(crate) use xls::{biff, workbook_stream};

use crate::locked::{Keyed, Opened};
use csv::CsvDialect;
use package::Content;
use sniff::Kind;

/// Reads a spreadsheet file: xlsx, xlsm, xlsb, xls, ods, csv or tsv.
///
/// Headers are left unset; `epure_engine::columns::find_headers` sets them.
///
/// # Errors
/// [`ReadError`] names the file and says why it cannot be read. What can be worked around is a
/// warning of the workbook instead.
pub fn open(path: &Path, options: &ReadOptions<'_>) -> Result<Workbook, ReadError> {
    open_and_tell(path, options).map(|told| told.book)
}

/// What reading a file told.
#[derive(Debug)]
pub struct Told {
    /// What it holds.
    pub book: Workbook,
    /// Text files: how it is written.
    pub dialect: Option<CsvDialect>,
    /// It opened with a password.
    pub locked: bool,
}

/// As [`open`], with what else is told of the file.
///
/// # Errors
/// As [`open`].
pub fn open_and_tell(path: &Path, options: &ReadOptions<'_>) -> Result<Told, ReadError> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    match read(path, &name, options) {
        Ok(told) => Ok(Told { book: Workbook { name, ..told.book }, ..told }),
        Err(problem) => Err(ReadError::of(path, problem)),
    }
}

/// Reads a workbook that was just written, or some rows of one: no cell at all is all right.
pub(crate) fn reopen(file: Keyed<'_>, only: Option<RowFilter<'_>>) -> Result<Workbook, ReadError> {
    let options = ReadOptions { password: file.password, only, ..ReadOptions::default() };
    let read = any(file.path, "", &options);
    read.map(|told| told.book).map_err(|problem| ReadError::of(file.path, problem))
}

fn read(path: &Path, name: &str, options: &ReadOptions<'_>) -> Result<Told, Problem> {
    let told = any(path, name, options)?;
    if told.book.sheets.iter().all(|sheet| sheet.rows.is_empty() && sheet.comments.is_empty()) {
        return Err(Problem::Empty);
    }
    Ok(Told { book: with_hidden_of_sheets(told.book), ..told })
}

/// Reads a file, whether it holds something or not.
fn any(path: &Path, name: &str, options: &ReadOptions<'_>) -> Result<Told, Problem> {
    let file = File::open(path)?;
    let meta = file.metadata()?;
    if meta.is_dir() {
        return Err(Problem::NotASpreadsheet { found: Found::Folder });
    }
    let limit = options.limits.file_bytes;
    if meta.len() > limit {
        return Err(Problem::FileTooLarge { bytes: meta.len(), limit });
    }
    let mut file = Opened::of(BufReader::new(file), options.password, options.limits)?;
    let locked = matches!(file, Opened::Unlocked(_));
    let (book, dialect) = match sniff::kind(&mut file, path)? {
        Kind::Package => (read_package(&mut file, options)?, None),
        Kind::Compound => (xls::read(&mut file, options)?, None),
        Kind::Text => {
            let mut bytes = Vec::new();
            file.take(limit).read_to_end(&mut bytes)?;
            let stem = Path::new(name).file_stem().map(|stem| stem.to_string_lossy());
            let (book, dialect) = csv::read(&bytes, &stem.unwrap_or_default(), options)?;
            (book, Some(dialect))
        }
    };
    Ok(Told { book, dialect, locked })
}

/// Puts what does not show of each sheet before what the file holds outside its cells.
fn with_hidden_of_sheets(mut book: Workbook) -> Workbook {
    let mut hidden = Vec::new();
    for sheet in &book.sheets {
        let rows = sheet.rows.iter().filter(|row| row.hidden).count();
        let counts = [
            (HiddenKind::Sheet, usize::from(sheet.visibility != Visibility::Visible)),
            (HiddenKind::Rows, rows),
            (HiddenKind::Columns, sheet.hidden_columns.len()),
            (HiddenKind::Comments, sheet.comments.len()),
        ];
        for (kind, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
            let count = u32::try_from(count).unwrap_or(u32::MAX);
            hidden.push(HiddenContent { kind, count, sheet: Some(sheet.name.clone()) });
        }
    }
    hidden.append(&mut book.hidden);
    Workbook { hidden, ..book }
}

fn read_package(
    file: &mut (impl Read + Seek),
    options: &ReadOptions<'_>,
) -> Result<Workbook, Problem> {
    if let Some(mut copy) = transcode::copy(file, options.limits)? {
        return read_utf8_package(&mut copy, options);
    }
    file.seek(SeekFrom::Start(0))?;
    read_utf8_package(file, options)
}

fn read_utf8_package(
    file: &mut (impl Read + Seek),
    options: &ReadOptions<'_>,
) -> Result<Workbook, Problem> {
    let content = Package::open(&mut *file, options.limits)?.content()?;
    file.seek(SeekFrom::Start(0))?;
    match content {
        Content::Xlsx { macros: true } => xlsx::read(file, Format::Xlsm, options),
        Content::Xlsx { macros: false } => xlsx::read(file, Format::Xlsx, options),
        Content::Xlsb => xlsb::read(file, options),
        Content::Ods => ods::read(file, options),
    }
}
