//! Why an OpenDocument file could not be edited.

use std::io;

use epure_engine::table::CellRef;

use crate::package::PackageError;
use crate::xml::XmlError;

/// Why an OpenDocument file could not be edited. Nothing of the target is then of use.
#[derive(Debug, thiserror::Error)]
pub enum OdsError {
    /// The package could not be read or written.
    #[error(transparent)]
    Package(#[from] PackageError),
    /// A part is no XML that can be edited.
    #[error("part `{part}` is malformed: {detail}")]
    Malformed {
        /// Name of the part.
        part: String,
        /// Near which byte, or what it declares.
        detail: String,
    },
    /// A part could not be read or written.
    #[error("part `{part}` could not be read or written: {source}")]
    Io {
        /// Name of the part.
        part: String,
        /// The system's own words.
        source: io::Error,
    },
    /// The document is signed: an edit would make the signature false.
    #[error("the document is signed; remove its signature first (File, Digital Signatures)")]
    Signed,
    /// The document asks for a password.
    #[error("the document is encrypted; save it without a password first")]
    Encrypted,
    /// The XML does not use the usual names of OpenDocument.
    #[error("the document is written in an unusual way that cannot be edited in place")]
    Unusual,
    /// An edit names a sheet that the document does not have.
    #[error("there is no sheet “{0}” in the document")]
    NoSuchSheet(String),
    /// An edit would cut an array formula apart, which spreadsheet programs refuse as well.
    #[error(
        "sheet “{sheet}”: the edit would cut the array formula at {cell} apart; clear it first"
    )]
    ArrayFormula {
        /// Sheet name.
        sheet: String,
        /// First cell of the array.
        cell: CellRef,
    },
    /// A formula is written in a syntax whose references cannot be adjusted.
    #[error(
        "sheet “{sheet}”: the formula in row {row} is written in a foreign syntax and cannot be adjusted; clear rows instead of deleting them"
    )]
    ForeignFormula {
        /// Sheet name.
        sheet: String,
        /// 1-based row.
        row: u32,
    },
    /// The caller stopped the work.
    #[error("stopped")]
    Cancelled,
    /// The target can't be written.
    #[error("the file could not be written: {0}")]
    Write(io::Error),
    /// A cell lies beyond the last row or column that a sheet can hold.
    #[error("cell {0} lies beyond the end of the sheet")]
    BeyondSheet(CellRef),
}

impl OdsError {
    /// What the scanner said of a part.
    pub(crate) fn xml(part: &str, error: XmlError) -> Self {
        match error {
            XmlError::Io(source) => Self::io(part, source),
            other => Self::Malformed { part: part.to_owned(), detail: other.to_string() },
        }
    }

    pub(super) fn io(part: &str, source: io::Error) -> Self {
        Self::Io { part: part.to_owned(), source }
    }
}
