//! Workbooks and pages written from nothing: change log, audit report, certificate, and the cleaned
//! copy of a source whose own format cannot be edited in place (xls, xlsb).
//!
//! The same input gives the same bytes: dates are parameters, never the clock. Text from a
//! spreadsheet is always written as text, so that a note beginning with `=` never runs.

mod certificate;
mod facts;
mod findings;
mod log;
mod rebuild;
mod sheet;
mod tables;
mod texts;

pub use certificate::{certificate_html, certificate_xlsx};
pub use facts::{Applied, Cleaning, Counts, FileFacts};
pub use findings::findings;
pub use log::log;
pub(crate) use rebuild::{
    FIRST_DAY, FIRST_TIME, NO_NUMBER, Prepared, Settled, Worked, header_rows, numbered_rows,
    prepare, settle,
};
pub use rebuild::{NotKept, rebuild, rebuild_archive};
pub(crate) use sheet::fit;
pub use tables::{PlainTable, tables};
pub use texts::{Language, Texts};

use crate::read::ReadError;

/// Why a workbook could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The library that makes xlsx files refused something, or the disk did.
    #[error("the workbook could not be written: {0}")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    /// The source of a rebuilt workbook could not be read again for its layout.
    #[error("the file could not be read again: {0}")]
    Source(#[from] std::io::Error),
    /// The same, once it was opened.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// An edit names a sheet that the workbook does not have.
    #[error("there is no sheet “{0}” in the file")]
    NoSuchSheet(String),
}
