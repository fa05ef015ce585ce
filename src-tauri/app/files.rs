//! Writing a whole file or nothing, with errors that name it.

use std::io::{self, Write};
use std::path::Path;

use epure_sheets::Draft;

use crate::error::Error;

/// Why a file could not be written.
pub(crate) fn trouble(path: &Path) -> impl Fn(io::Error) -> Error {
    move |source| Error::Write { path: path.to_owned(), source }
}

/// A new file beside `path` that holds `bytes`, to be put in place later.
pub(crate) fn draft(path: &Path, bytes: &[u8]) -> Result<Draft, Error> {
    let mut draft = Draft::new(path).map_err(trouble(path))?;
    draft.file().and_then(|file| file.write_all(bytes)).map_err(trouble(path))?;
    Ok(draft)
}

/// Puts a file in its place, over what was there if allowed.
pub(crate) fn persist(draft: Draft, replace: bool) -> Result<(), Error> {
    let path = draft.target().to_owned();
    draft.persist(replace).map_err(|source| Error::Write { path, source })
}

/// Writes `bytes` to `path`, replacing what was there. A crash leaves the old file or the new one.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    persist(draft(path, bytes)?, true)
}
