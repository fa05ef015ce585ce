//! What the store could not do.

use std::path::PathBuf;

/// Why the work of this computer could not be read or kept. Never holds any of it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The folder could not be made.
    #[error("the folder {path} could not be made: {source}")]
    Folder {
        /// Which folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The database could not be opened.
    #[error("the database {path} could not be opened: {source}")]
    Open {
        /// Which file.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// The database was made by a later version of the program.
    #[error(
        "the database {path} was made by a newer version (layout {found}, this one knows up to \
         {known}): install that version, or move the file away"
    )]
    Newer {
        /// Which file.
        path: PathBuf,
        /// Its layout.
        found: u32,
        /// The latest layout known here.
        known: u32,
    },
    /// The database could not be copied before it is migrated; it was left as it is.
    #[error("the database could not be copied to {path} before its update: {source}")]
    Backup {
        /// Where the copy should have gone.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// The key file could not be read or written.
    #[error("the key file {path} could not be used: {source}")]
    Key {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The database is there, its key is not.
    #[error("the key file {path} is missing or damaged: put it back, or move the database away")]
    KeyMissing {
        /// Which file.
        path: PathBuf,
    },
    /// The system gave no random numbers.
    #[error("the system gave no random numbers")]
    Random,
    /// A sealed value could not be opened: it was altered, or sealed with another key.
    #[error("a value of the table `{table}` was altered or belongs to another key")]
    Sealed {
        /// In which table.
        table: &'static str,
    },
    /// SQLite refused.
    #[error("the database could not be used: {0}")]
    Sql(#[from] rusqlite::Error),
}
