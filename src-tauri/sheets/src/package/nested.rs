//! Packages inside packages: an embedded workbook, a document in a document.

use std::io::{Cursor, Read, Seek};

use super::{MAX_WHOLE_PART, Package, PackageError};

/// Deepest nesting of packages in packages that is looked into.
pub(crate) const DEEPEST: u32 = 3;

impl<R: Read + Seek> Package<R> {
    /// The package that a part is, read in memory; none when it is something else, or larger than
    /// [`MAX_WHOLE_PART`].
    ///
    /// # Errors
    /// As [`Self::read`].
    pub(crate) fn nested(
        &mut self,
        name: &str,
    ) -> Result<Option<Package<Cursor<Vec<u8>>>>, PackageError> {
        let mut head = Vec::new();
        let read = self.stream(name)?.take(2).read_to_end(&mut head);
        read.map_err(|error| PackageError::read(name, error))?;
        if head != b"PK" || self.size(name) > MAX_WHOLE_PART {
            return Ok(None);
        }
        Ok(Package::open(Cursor::new(self.read(name)?)).ok())
    }
}
