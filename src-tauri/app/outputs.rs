//! The one door before results are written: none takes the place of a file that is read, of another
//! result or of a folder, and the folder of each takes new files. Nothing that was there is touched.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use epure_sheets::{CleanError, Draft};

use crate::error::{Error, ErrorCode};
use crate::files::trouble;

/// Refuses results that cannot be written, or that would replace a file in `read` or each other. Two
/// paths are one file when links and `..` lead to the same place. A second hard link is another file:
/// results are renamed into place, so the other name keeps what it holds.
pub(crate) fn check<'a>(
    results: impl IntoIterator<Item = &'a Path>,
    read: impl IntoIterator<Item = &'a Path>,
) -> Result<(), Error> {
    let results: Vec<(&Path, PathBuf)> =
        results.into_iter().map(|path| (path, place(path))).collect();
    if results.is_empty() {
        return Ok(());
    }
    let read: Vec<PathBuf> = read.into_iter().map(place).collect();
    let mut taken: Vec<&Path> = Vec::new();
    for (path, place) in &results {
        // A folder may be among what is read: that it is one says more.
        if place.is_dir() {
            return Err(refused("errors.target_folder", path));
        }
        if read.contains(place) {
            return Err(refused("errors.over_input", path));
        }
        if taken.contains(&place.as_path()) {
            return Err(refused("errors.same_output", path));
        }
        taken.push(place);
    }
    results.iter().try_for_each(|(path, _)| takes_files(path))
}

/// Where a path leads, whether a file is there or not.
fn place(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| match (folder(path).canonicalize(), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    })
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes a file beside `path` and takes it away: only the system knows who may write where.
fn takes_files(path: &Path) -> Result<(), Error> {
    let no_file = |source: io::Error| match source.kind() {
        ErrorKind::NotFound
        | ErrorKind::NotADirectory
        | ErrorKind::PermissionDenied
        | ErrorKind::ReadOnlyFilesystem => {
            CleanError::ReadOnlyFolder { path: folder(path).to_owned() }.into()
        }
        _ => trouble(path)(source),
    };
    Draft::new(path).map(drop).map_err(no_file)
}

fn refused(key: &'static str, path: &Path) -> Error {
    let values = vec![("file", path.display().to_string())];
    Error::Refused { code: ErrorCode::TargetRefused, key, values }
}
