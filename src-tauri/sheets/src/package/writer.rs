//! Writing a package: parts copied with their compressed bytes, or written anew.

use std::io::{Read, Seek, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::{Package, PackageError};

/// Parts above this inflated size get ZIP64 records at once (4 GiB less a margin).
const LARGE: u64 = 0xF000_0000;

/// Level of compression: the files come out a fifth larger than at the usual 6, in a quarter of the
/// time.
const LEVEL: i64 = 2;
/// The level of parts above so many inflated bytes, for which one would wait: half the time of that, and
/// two fifths larger.
const QUICK_LEVEL: i64 = 1;
const QUICK_ABOVE: u64 = 16 << 20;

/// A package being written, in the order of the calls. Carries no clock: a part keeps the date of
/// the one it replaces, a new one the zip epoch, so that the same input gives the same bytes.
pub struct PackageWriter<W: Write + Seek> {
    zip: ZipWriter<W>,
}

impl<W: Write + Seek> PackageWriter<W> {
    /// Starts an empty package.
    pub fn new(out: W) -> Self {
        Self { zip: ZipWriter::new(out) }
    }

    /// Copies the entry at a position of [`Package::names`]: same name, same compressed bytes.
    ///
    /// # Errors
    /// The source can't be read or the target can't be written.
    pub fn copy<R: Read + Seek>(
        &mut self,
        from: &mut Package<R>,
        at: usize,
    ) -> Result<(), PackageError> {
        let name = from.names.get(at).cloned().unwrap_or_default();
        let part = from.archive.by_index_raw(at).map_err(|e| PackageError::zip(&name, e))?;
        self.zip.raw_copy_file(part).map_err(|error| PackageError::zip(&name, error))
    }

    /// Starts a part that replaces the one at a position of `from` (same name, date and method);
    /// its bytes are then written to the returned writer, which ends with the next call.
    ///
    /// # Errors
    /// The target can't be written.
    pub fn replace<R: Read + Seek>(
        &mut self,
        from: &mut Package<R>,
        at: usize,
    ) -> Result<&mut ZipWriter<W>, PackageError> {
        let name = from.names.get(at).cloned().unwrap_or_default();
        let part = from.archive.by_index_raw(at).map_err(|e| PackageError::zip(&name, e))?;
        let method = match part.compression() {
            CompressionMethod::Stored => CompressionMethod::Stored,
            _ => CompressionMethod::Deflated,
        };
        let level = if part.size() > QUICK_ABOVE { QUICK_LEVEL } else { LEVEL };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .compression_level((method == CompressionMethod::Deflated).then_some(level))
            .large_file(part.size() > LARGE)
            .last_modified_time(part.last_modified().unwrap_or_else(DateTime::default));
        drop(part);
        self.zip.start_file(&name, options).map_err(|error| PackageError::zip(&name, error))?;
        Ok(&mut self.zip)
    }

    /// Starts a part that the original does not have, deflated.
    ///
    /// # Errors
    /// The target can't be written.
    pub fn add(&mut self, name: &str) -> Result<&mut ZipWriter<W>, PackageError> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        self.zip.start_file(name, options).map_err(|error| PackageError::zip(name, error))?;
        Ok(&mut self.zip)
    }

    /// Writes the directory and gives the target back.
    ///
    /// # Errors
    /// The target can't be written.
    pub fn finish(self) -> Result<W, PackageError> {
        self.zip.finish().map_err(|error| PackageError::zip("", error))
    }
}
