//! Reads the `lexicons/` folder for the examples: the engine itself reads no file.

use std::fs;
use std::io;
use std::path::Path;

use epure_engine::packs::PackFiles;

/// All files below a folder, by their path relative to it.
#[allow(clippy::disallowed_methods, reason = "an example is a shell around the engine")]
pub(crate) fn read(folder: &Path) -> io::Result<PackFiles> {
    let mut files = PackFiles::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(current) = folders.pop() {
        for entry in fs::read_dir(&current)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(relative) = path.strip_prefix(folder) {
                let name = relative.to_string_lossy().replace('\\', "/");
                files.insert(name, fs::read(&path)?);
            }
        }
    }
    Ok(files)
}
