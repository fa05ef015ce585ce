//! Writing a whole file or nothing: to a temporary file beside the target, then renamed.

use std::io::Write;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::error::Error;

/// A file while it is made: gone with this value unless it is put in place.
pub(crate) struct Draft {
    file: NamedTempFile,
    target: PathBuf,
}

impl Draft {
    /// A new empty file beside `target`.
    pub(crate) fn new(target: &Path) -> Result<Self, Error> {
        let folder = match target.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let mut builder = tempfile::Builder::new();
        builder.prefix(".epure-").suffix(".tmp");
        // Readable by those who may read new files of this user, as any saved document.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let trouble = |source| Error::Write { path: target.to_owned(), source };
        let file = builder.tempfile_in(folder).map_err(trouble)?;
        Ok(Self { file, target: target.to_owned() })
    }

    /// Where it lies for now.
    pub(crate) fn path(&self) -> &Path {
        self.file.path()
    }

    /// Writes it.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.file.write_all(bytes).map_err(|source| self.trouble(source))
    }

    /// Flushes it to the disk and gives it the target's name, replacing what was there if allowed.
    pub(crate) fn persist(self, replace: bool) -> Result<(), Error> {
        self.file.as_file().sync_all().map_err(|source| self.trouble(source))?;
        let target = self.target;
        let named = match replace {
            true => self.file.persist(&target),
            false => self.file.persist_noclobber(&target),
        };
        named.map_err(|error| Error::Write { path: target, source: error.error })?;
        Ok(())
    }

    fn trouble(&self, source: std::io::Error) -> Error {
        Error::Write { path: self.target.clone(), source }
    }
}

/// Writes `bytes` to `path`, replacing what was there. A crash leaves the old file or the new one.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let mut draft = Draft::new(path)?;
    draft.write(bytes)?;
    draft.persist(true)
}
