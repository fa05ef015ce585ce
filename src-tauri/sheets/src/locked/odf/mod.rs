//! OpenDocument packages with a password (ODF 1.3 part 2, chapter 4): each part is deflated, encrypted and
//! stored on its own, and the manifest says how. LibreOffice since 24.8 can also do so with the whole
//! package, as the one part of another; that opens, and what is written is the former, which all read.

mod key;
mod locking;
mod recipe;
mod unlocking;

pub(super) use locking::lock;
pub(super) use unlocking::unlock;

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::read::Problem;

/// Name of the part that lists the others.
const MANIFEST: &str = "META-INF/manifest.xml";
/// Name of the part that says what the package is; never compressed.
const MIMETYPE: &str = "mimetype";

/// Name of the part that is a whole package.
const WHOLE: &str = "encrypted-package";

/// A manifest that says of an encryption what cannot be.
fn senseless() -> Problem {
    Problem::damaged(format!("{MANIFEST} makes no sense"))
}

/// Does a file begin as an OpenDocument package?
pub(super) fn may_be_locked(head: &[u8]) -> bool {
    head.starts_with(b"PK") && head.windows(12).any(|window| window == b"opendocument")
}

/// A package that is made in memory.
struct Target(ZipWriter<Cursor<Vec<u8>>>);

impl Target {
    fn new() -> Self {
        Self(ZipWriter::new(Cursor::new(Vec::new())))
    }

    /// Starts a part, stored as it is or deflated; a folder holds nothing.
    fn part(&mut self, name: &str, stored: bool) -> zip::result::ZipResult<&mut impl Write> {
        let method = match stored || name == MIMETYPE {
            true => CompressionMethod::Stored,
            false => CompressionMethod::Deflated,
        };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(zip::DateTime::default());
        match name.ends_with('/') {
            true => self.0.add_directory(name, options)?,
            false => self.0.start_file(name, options)?,
        }
        Ok(&mut self.0)
    }

    fn finish(self) -> zip::result::ZipResult<Vec<u8>> {
        Ok(self.0.finish()?.into_inner())
    }
}
