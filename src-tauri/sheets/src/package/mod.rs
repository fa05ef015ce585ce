//! The zip package of an xlsx, xlsm or ods file, seen as a map of named parts.
//!
//! Reading never holds more than one part's window in memory, unless told to, and writing copies every part that
//! is not rewritten with its compressed bytes as they are. It knows nothing of what parts mean.

mod ahead;
mod error;
mod kept;
mod nested;
mod writer;

use std::collections::BTreeMap;
use std::io::{Read, Seek};

use zip::ZipArchive;

use kept::Kept;

pub(crate) use ahead::{ahead, read_full};
pub use error::PackageError;
pub(crate) use nested::DEEPEST;
pub use writer::PackageWriter;

/// Largest part that may be read whole in memory (sheets and strings are streamed instead).
pub const MAX_WHOLE_PART: u64 = 256 << 20;

/// Most that is kept of inflated parts, in bytes.
const ROOM: u64 = 24 << 20;

/// Where a package is read from. Parts may be inflated on a thread of their own.
pub trait Source: Read + Seek + Send {}

impl<R: Read + Seek + Send> Source for R {}

/// A zip file whose directory was read.
pub struct Package<R> {
    archive: ZipArchive<R>,
    names: Vec<String>,
    /// Part names as compared by office programs: `/` separators, no case.
    index: BTreeMap<String, usize>,
    kept: Kept,
}

impl<R: Read + Seek> Package<R> {
    /// Reads the zip directory.
    ///
    /// # Errors
    /// The bytes are no zip file, or its directory is damaged.
    pub fn open(reader: R) -> Result<Self, PackageError> {
        let archive = ZipArchive::new(reader).map_err(|error| PackageError::zip("", error))?;
        let mut names = Vec::with_capacity(archive.len());
        let mut index = BTreeMap::new();
        for at in 0..archive.len() {
            let name = archive.name_for_index(at).transpose().ok().flatten().unwrap_or_default();
            index.insert(key(&name), at);
            names.push(name.into_owned());
        }
        Ok(Self { archive, names, index, kept: Kept::default() })
    }

    /// The same, which keeps up to 24 MiB of inflated parts in memory for those who read them again.
    #[must_use]
    pub fn keeping_parts(self) -> Self {
        Self { kept: Kept::with_room(ROOM), ..self }
    }

    /// Names of all entries (folders included) in the file's order.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Position of a part in [`Self::names`]; case, a leading `/` and `\` for `/` do not matter.
    #[must_use]
    pub fn position(&self, name: &str) -> Option<usize> {
        self.index.get(&key(name)).copied()
    }

    /// The part's name as the zip writes it.
    #[must_use]
    pub fn stored_name(&self, name: &str) -> Option<&str> {
        self.names.get(self.position(name)?).map(String::as_str)
    }

    /// A part's bytes, inflated as they are read unless they were kept; damaged bytes are an error of the
    /// reader.
    ///
    /// # Errors
    /// No such part, or its compression is unknown, or it is encrypted.
    pub fn stream(&mut self, name: &str) -> Result<impl Read + '_, PackageError> {
        let at = self.position(name).ok_or_else(|| PackageError::missing(name))?;
        let size = self.size(name);
        let Self { archive, kept, .. } = self;
        kept.part(at, size, || archive.by_index(at).map_err(|error| PackageError::zip(name, error)))
    }

    /// A whole part in memory.
    ///
    /// # Errors
    /// As [`Self::stream`], and when the part is damaged or larger than [`MAX_WHOLE_PART`].
    pub fn read(&mut self, name: &str) -> Result<Vec<u8>, PackageError> {
        let mut bytes = Vec::new();
        let mut part = self.stream(name)?.take(MAX_WHOLE_PART + 1);
        part.read_to_end(&mut bytes).map_err(|error| PackageError::read(name, error))?;
        if bytes.len() as u64 > MAX_WHOLE_PART {
            return Err(PackageError::TooLarge { part: name.to_owned() });
        }
        Ok(bytes)
    }

    /// Size in bytes of a part, inflated, as the directory says; 0 when there is no such part.
    pub fn size(&mut self, name: &str) -> u64 {
        let Some(at) = self.position(name) else { return 0 };
        self.archive.by_index_raw(at).map_or(0, |part| part.size())
    }

    /// CRC-32 and size of the inflated bytes as the directory says: a quick test of sameness.
    pub fn fingerprint(&mut self, at: usize) -> Option<(u32, u64)> {
        self.archive.by_index_raw(at).ok().map(|part| (part.crc32(), part.size()))
    }

    /// Are the compressed bytes of a part the same as those of a part of `other`?
    ///
    /// # Errors
    /// One of the two can't be read.
    pub fn same_bytes<S: Read + Seek>(
        &mut self,
        at: usize,
        other: &mut Package<S>,
        other_at: usize,
    ) -> Result<bool, PackageError> {
        let name = self.names.get(at).cloned().unwrap_or_default();
        let fail = |error| PackageError::zip(&name, error);
        let mut mine = self.archive.by_index_raw(at).map_err(fail)?;
        let mut theirs = other.archive.by_index_raw(other_at).map_err(fail)?;
        if (mine.crc32(), mine.size(), mine.compressed_size())
            != (theirs.crc32(), theirs.size(), theirs.compressed_size())
        {
            return Ok(false);
        }
        let (mut a, mut b) = (vec![0; 64 << 10], vec![0; 64 << 10]);
        loop {
            let count = mine.read(&mut a).map_err(|error| PackageError::read(&name, error))?;
            let (Some(a), Some(b)) = (a.get(..count), b.get_mut(..count)) else { return Ok(false) };
            theirs.read_exact(b).map_err(|error| PackageError::read(&name, error))?;
            if a != b {
                return Ok(false);
            }
            if count == 0 {
                return Ok(true);
            }
        }
    }

    /// What the zip keeps beside the entries' bytes: comments and extra fields, for a search.
    pub fn margins(&mut self) -> Vec<(String, Vec<u8>)> {
        let mut found = vec![(String::new(), self.archive.comment().to_vec())];
        for at in 0..self.archive.len() {
            if let Ok(part) = self.archive.by_index_raw(at) {
                let mut bytes = part.comment_raw().to_vec();
                bytes.extend_from_slice(&part.extra_data().unwrap_or_default());
                let name = self.names.get(at).cloned().unwrap_or_default();
                found.push((name, bytes));
            }
        }
        found.retain(|(_, bytes)| !bytes.is_empty());
        found
    }
}

/// A part name as office programs compare them.
fn key(name: &str) -> String {
    name.trim_start_matches('/').replace('\\', "/").to_lowercase()
}
