//! What can be wrong with a zip package.

use std::io;

use zip::result::ZipError;

/// Why a package could not be read or written; `part` is the entry's name, empty for the whole.
#[derive(Debug, thiserror::Error)]
pub enum PackageError {
    /// The bytes are not those of a zip file.
    #[error("the file is no zip package (is it complete, and is it really a spreadsheet?)")]
    NotAPackage,
    /// A part that must be there is not.
    #[error("the package has no part `{part}`")]
    Missing {
        /// Its name.
        part: String,
    },
    /// A part's bytes do not inflate, or not to what the directory announces.
    #[error("part `{part}` is damaged")]
    Damaged {
        /// Its name.
        part: String,
    },
    /// A part is compressed or encrypted in a way that is not supported.
    #[error("part `{part}` is encrypted or compressed in an unknown way")]
    Unsupported {
        /// Its name.
        part: String,
    },
    /// A part that has to be read whole is too large for it.
    #[error("part `{part}` is too large")]
    TooLarge {
        /// Its name.
        part: String,
    },
    /// The disk or the system refused.
    #[error("part `{part}` could not be read or written: {source}")]
    Io {
        /// Name of the part being read or written.
        part: String,
        /// The system's own words.
        source: io::Error,
    },
}

impl PackageError {
    pub(crate) fn missing(part: &str) -> Self {
        Self::Missing { part: part.to_owned() }
    }

    pub(crate) fn zip(part: &str, error: ZipError) -> Self {
        match error {
            ZipError::Io(source) => Self::read(part, source),
            ZipError::InvalidArchive(_) if part.is_empty() => Self::NotAPackage,
            ZipError::UnsupportedArchive(_) => Self::Unsupported { part: part.to_owned() },
            ZipError::FileNotFound => Self::missing(part),
            _ => Self::Damaged { part: part.to_owned() },
        }
    }

    /// An error while a part's bytes were read: bad data is damage, the rest is the system's.
    pub(crate) fn read(part: &str, source: io::Error) -> Self {
        use io::ErrorKind::{InvalidData, InvalidInput, Other, UnexpectedEof};
        match source.kind() {
            InvalidData | InvalidInput | UnexpectedEof | Other => {
                Self::Damaged { part: part.to_owned() }
            }
            _ => Self::Io { part: part.to_owned(), source },
        }
    }
}
