//! Writing a whole file or nothing: to a temporary file beside the target, then renamed.

use std::io::Write;
use std::path::Path;

use crate::error::Error;

/// Writes `bytes` to `path`, replacing what was there. A crash leaves the old file or the new one.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let trouble = |source| Error::Write { path: path.to_owned(), source };
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut draft = tempfile::NamedTempFile::new_in(folder).map_err(trouble)?;
    draft.write_all(bytes).map_err(trouble)?;
    draft.as_file().sync_all().map_err(trouble)?;
    draft.persist(path).map_err(|error| trouble(error.error))?;
    Ok(())
}
