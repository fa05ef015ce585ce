//! What the engine's tests share: the lexicons of the repository, read from disk.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use epure_engine::packs::PackFiles;

/// The repository's `lexicons/` folder.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../lexicons")
}

/// Its files.
#[allow(clippy::disallowed_methods, reason = "tests read the lexicons from disk")]
pub(crate) fn lexicons() -> io::Result<PackFiles> {
    let root = folder();
    let mut files = PackFiles::new();
    let mut folders = vec![root.clone()];
    while let Some(current) = folders.pop() {
        for entry in fs::read_dir(&current)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(relative) = path.strip_prefix(&root) {
                let name = relative.to_string_lossy().replace('\\', "/");
                files.insert(name, fs::read(&path)?);
            }
        }
    }
    Ok(files)
}
