//! The spreadsheets that paths name, folders walked.

use std::path::{Path, PathBuf};

use crate::error::Error;

/// Extensions of the files that a folder is walked for.
const EXTENSIONS: [&str; 7] = ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv"];

/// The files named, folders walked (spreadsheets by extension, in the order of their paths, without
/// hidden ones and without the lock files that office programs leave).
pub(crate) fn files(named: &[PathBuf]) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    for path in named {
        if path.is_dir() {
            walk(path, &mut files)?;
        } else {
            files.push(path.clone());
        }
    }
    Ok(files)
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Error> {
    let trouble = |source| Error::io(folder, source);
    let mut inside = std::fs::read_dir(folder)
        .map_err(trouble)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<PathBuf>, _>>()
        .map_err(trouble)?;
    inside.sort();
    for path in inside {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let known = path.extension().is_some_and(|extension| {
            EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known))
        });
        // A link to a folder may lead back here.
        if name.starts_with(['.', '~']) || path.is_symlink() && path.is_dir() {
            continue;
        }
        if path.is_dir() {
            walk(&path, files)?;
        } else if known {
            files.push(path);
        }
    }
    Ok(())
}
