//! Writing a whole file or nothing: to a temporary file beside the target, then renamed.
//!
//! A program that is killed leaves its temporary file behind; the next one that writes to that folder
//! removes it. A file still being written is told by the lock that its writer holds.

use std::fs::{self, File};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tempfile::NamedTempFile;

const PREFIX: &str = ".epure-";
const SUFFIX: &str = ".tmp";
/// Between its making and its locking a file is younger than this.
const SETTLED: Duration = Duration::from_secs(60);

/// A file while it is made: gone with this value unless it is put in place.
#[derive(Debug)]
pub struct Draft {
    file: NamedTempFile,
    target: PathBuf,
}

impl Draft {
    /// A new empty file beside `target`.
    ///
    /// # Errors
    /// The folder takes no new file.
    pub fn new(target: &Path) -> io::Result<Self> {
        let folder = folder_of(target);
        let mut builder = tempfile::Builder::new();
        builder.prefix(PREFIX).suffix(SUFFIX);
        // Readable by those who may read new files of this user, as any saved document.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let file = builder.tempfile_in(&folder)?;
        // Some drives know no locks: what was left there stays.
        if file.as_file().try_lock().is_ok() {
            sweep(&folder, file.as_file());
        }
        Ok(Self { file, target: target.to_owned() })
    }

    /// Where it will lie.
    #[must_use]
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// Where it lies for now, to be opened by others (some systems let nobody read a locked file).
    #[must_use]
    pub fn path(&self) -> &Path {
        let _ = self.file.as_file().unlock();
        self.file.path()
    }

    /// The open file, at its beginning.
    ///
    /// # Errors
    /// The system refused.
    pub fn file(&mut self) -> io::Result<&mut File> {
        self.file.as_file_mut().seek(SeekFrom::Start(0))?;
        Ok(self.file.as_file_mut())
    }

    /// Flushes it to the disk and gives it the target's name, replacing what was there if allowed.
    ///
    /// # Errors
    /// The disk is full, the target is there and may not be replaced, or another program holds it.
    pub fn persist(mut self, replace: bool) -> io::Result<()> {
        self.file.as_file_mut().flush()?;
        self.file.as_file().sync_all()?;
        let named = match replace {
            true => self.file.persist(&self.target),
            false => self.file.persist_noclobber(&self.target),
        };
        named.map_err(|failed| failed.error)?;
        // Not every system lets a folder be flushed; the file itself already is.
        if let Ok(folder) = File::open(folder_of(&self.target)) {
            let _ = folder.sync_all();
        }
        Ok(())
    }
}

/// The folder of a file.
pub(crate) fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// Removes the drafts that nobody writes any more. `own` tells the hour of that folder's clock.
fn sweep(folder: &Path, own: &File) {
    let Some(now) = modified(own) else { return };
    let entries = folder.read_dir().into_iter().flatten().flatten();
    for entry in entries.filter(|entry| is_draft(&entry.file_name().to_string_lossy())) {
        let plain = entry.file_type().is_ok_and(|kind| kind.is_file());
        if plain && is_abandoned(&entry.path(), now) {
            // Another program may have been quicker.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// `.epure-aB3xYz.tmp`, as `tempfile` names them.
fn is_draft(name: &str) -> bool {
    let middle = name.strip_prefix(PREFIX).and_then(|name| name.strip_suffix(SUFFIX));
    middle.is_some_and(|name| name.len() == 6 && name.bytes().all(|b| b.is_ascii_alphanumeric()))
}

fn is_abandoned(path: &Path, now: SystemTime) -> bool {
    let Ok(file) = File::open(path) else { return false };
    let age = modified(&file).and_then(|then| now.duration_since(then).ok());
    age.is_some_and(|age| age >= SETTLED) && file.try_lock().is_ok()
}

fn modified(file: &File) -> Option<SystemTime> {
    file.metadata().and_then(|facts| facts.modified()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left_behind(folder: &Path, name: &str, age: Duration) -> File {
        let file = File::create(folder.join(name)).unwrap();
        file.set_modified(SystemTime::now() - age).unwrap();
        file
    }

    #[test]
    fn what_a_killed_program_left_goes_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let (hour, moment) = (Duration::from_secs(3600), Duration::from_secs(1));
        left_behind(folder.path(), ".epure-aB3xYz.tmp", hour);
        let written = left_behind(folder.path(), ".epure-111111.tmp", hour);
        written.lock().unwrap();
        left_behind(folder.path(), ".epure-222222.tmp", moment);
        left_behind(folder.path(), ".epure-notes of mine.tmp", hour);
        left_behind(folder.path(), "a.epure-aB3xYz.tmp", hour);
        fs::create_dir(folder.path().join(".epure-folder.tmp")).unwrap();
        Draft::new(&folder.path().join("a.xlsx")).unwrap().persist(false).unwrap();
        let entries = fs::read_dir(folder.path()).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(
            names,
            [
                ".epure-111111.tmp",
                ".epure-222222.tmp",
                ".epure-folder.tmp",
                ".epure-notes of mine.tmp",
                "a.epure-aB3xYz.tmp",
                "a.xlsx"
            ]
        );
    }
}
