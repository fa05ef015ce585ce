//! A cleaned file that was made and proved, with the files that its moved rows went to, before any of
//! them has its place.

use std::fs;
use std::io::{self, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use epure_engine::plan::Edit;

use super::{CleanError, sha256};
use crate::draft::Draft;
use crate::verify::{ArchiveFile, Proof};

/// Files that were made and proved, not yet in place: gone with this value unless they are.
#[derive(Debug)]
pub struct Made {
    file: Draft,
    archives: Vec<Draft>,
    proof: Proof,
}

impl Made {
    /// A cleaned file. The fingerprint of the original is the caller's to fill in.
    #[must_use]
    pub fn new(file: Draft, proof: Proof) -> Self {
        Self { file, archives: Vec::new(), proof }
    }

    /// With a file that `rows` rows moved to.
    ///
    /// # Errors
    /// The file can't be read again.
    pub fn with_archive(mut self, mut archive: Draft, rows: u64) -> io::Result<Self> {
        let path = archive.target().to_owned();
        let sha256 = archive.file().and_then(sha256)?;
        let bytes = archive.file()?.seek(SeekFrom::End(0))?;
        self.proof.archives.push(ArchiveFile { path, bytes, sha256, rows });
        self.archives.push(archive);
        Ok(self)
    }

    /// Puts everything in place: archives first, so that no row is ever in none of the files, and under
    /// names that no file has; then the cleaned file, over what was there if allowed. Without the latter,
    /// archives are taken back.
    ///
    /// # Errors
    /// The system refused; no file was put in place.
    pub fn place(self, overwrite: bool) -> Result<Proof, CleanError> {
        let Self { mut file, archives, mut proof } = self;
        let target = file.target().to_owned();
        let failed = |error, path: &Path| CleanError::write(error, path);
        proof.sha256_after = file.file().and_then(sha256).map_err(|e| failed(e, &target))?;
        let mut placed: Vec<PathBuf> = Vec::new();
        let mut put = |draft: Draft, replace: bool| {
            let path = draft.target().to_owned();
            draft.persist(replace).map_err(|error| failed(error, &path))?;
            placed.push(path);
            Ok(())
        };
        let all = archives.into_iter().try_for_each(|archive| put(archive, false));
        match all.and_then(|()| put(file, overwrite)) {
            Ok(()) => Ok(proof),
            Err(error) => {
                // They were made a moment ago; the rows are still in the original.
                placed.iter().for_each(|path| drop(fs::remove_file(path)));
                Err(error)
            }
        }
    }
}

/// Where rows that move can go, beside a cleaned file: `clients.xlsx` and rows that move to `Archive`
/// make `clients - Archive.xlsx`, or `clients - Archive 2.xlsx` where that is taken. No archive is ever
/// replaced.
#[must_use]
pub fn archive_beside(target: &Path, edits: &[Edit], extension: &str) -> PathBuf {
    let name = edits.iter().find_map(|edit| match edit {
        Edit::MoveRow { to, .. } => Some(to.as_str()),
        _ => None,
    });
    let safe = |c: char| if "/\\:*?\"<>|".contains(c) { '_' } else { c };
    let name: String = name.unwrap_or_default().chars().map(safe).collect();
    let stem = target.file_stem().unwrap_or_default().to_string_lossy();
    let numbers = std::iter::once(String::new()).chain((2u32..).map(|n| format!(" {n}")));
    let mut paths =
        numbers.map(|number| target.with_file_name(format!("{stem} - {name}{number}.{extension}")));
    paths.find(|path| path.symlink_metadata().is_err()).unwrap_or_default()
}
