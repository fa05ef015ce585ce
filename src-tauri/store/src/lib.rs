//! What Épure remembers on this computer: settings, files opened lately, what columns hold, every
//! decision and its history, the suppression list; self-assessments and the versions of their
//! documents, requests, breaches, the journal.
//!
//! One SQLite file, `epure.db`, and beside it `epure.key`, a random key that only the user may read.
//! Nothing of a prospect lies in the database in clear: what must be found again is a keyed hash
//! ([`Fingerprint`]), what must be read again is sealed with the key. Whoever has the database
//! without the key learns counts and times, nothing else.
//!
//! Every write is committed before its method returns: a killed program loses nothing. No clock
//! here: moments come in as parameters.

mod entry;
mod error;
mod key;
mod migrate;
mod seal;
mod table;
mod timeline;

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::Connection;

pub use entry::{Decided, Draft, Entry, EntryKind, Exported, FileHistory, Remembered};
pub use error::StoreError;
pub use key::Fingerprint;
pub use table::assessment::{Assessment, Assessments, Saved};
pub use table::audience::{About, Audiences, KnownAudiences};
pub use table::breach::{Breach, BreachWords, Breaches};
pub use table::edition::{Edition, Editions};
pub use table::history::History;
pub use table::journal::{Event, Journal, Line, Value, first_fault};
pub use table::logo::Logos;
pub use table::mapping::{Mapping, Mappings};
pub use table::recent::{Recent, Recents};
pub use table::request::{Request, RequestWords, Requests};
pub use table::settings::Settings;
pub use table::suppression::{KEPT_YEARS, KnownRefusals, Statistics, Suppressed, Suppression};

use key::Keys;

/// The open database and its key.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    connection: Connection,
    keys: Keys,
}

/// Name of the database in its folder.
const DATABASE: &str = "epure.db";
/// Name of the key file beside it.
const KEY: &str = "epure.key";

impl Store {
    /// Opens the database of a folder, making both when missing. An older database is copied beside
    /// itself (`epure.db.v1`) before it is migrated.
    ///
    /// # Errors
    /// [`StoreError::Newer`] for a database of a later version, which is left untouched;
    /// [`StoreError::KeyMissing`] when a database has lost its key; else what the system refused.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        std::fs::create_dir_all(folder)
            .map_err(|source| StoreError::Folder { path: folder.to_owned(), source })?;
        let database = folder.join(DATABASE);
        let keys = Keys::load_or_make(&folder.join(KEY), database.exists())?;
        let mut connection = Connection::open(&database)
            .map_err(|source| StoreError::Open { path: database.clone(), source })?;
        key::private(&database)?;
        configure(&connection)
            .map_err(|source| StoreError::Open { path: database.clone(), source })?;
        migrate::up(&mut connection, &database)?;
        Ok(Self { folder: folder.to_owned(), connection, keys })
    }

    /// Is there a database in a folder?
    #[must_use]
    pub fn exists(folder: &Path) -> bool {
        folder.join(DATABASE).exists()
    }

    /// Where the database and its key lie.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Keyed hash of something that must be found again but never read: `kind` keeps equal contents
    /// of different kinds apart, and `parts` never run into each other.
    #[must_use]
    pub fn fingerprint(&self, kind: &str, parts: &[&str]) -> Fingerprint {
        self.keys.hasher.fingerprint(kind, parts)
    }

    /// What the person set.
    #[must_use]
    pub fn settings(&self) -> Settings<'_> {
        Settings(self)
    }

    /// Files opened lately.
    #[must_use]
    pub fn recents(&self) -> Recents<'_> {
        Recents(self)
    }

    /// What columns hold, by their headers.
    #[must_use]
    pub fn mappings(&self) -> Mappings<'_> {
        Mappings(self)
    }

    /// Decisions and what became of them.
    #[must_use]
    pub fn history(&self) -> History<'_> {
        History(self)
    }

    /// Whom people are, as somebody said once.
    #[must_use]
    pub fn audiences(&self) -> Audiences<'_> {
        Audiences(self)
    }

    /// The suppression list.
    #[must_use]
    pub fn suppression(&self) -> Suppression<'_> {
        Suppression(self)
    }

    /// Self-assessments.
    #[must_use]
    pub fn assessments(&self) -> Assessments<'_> {
        Assessments(self)
    }

    /// The logos of documents.
    #[must_use]
    pub fn logos(&self) -> Logos<'_> {
        Logos(self)
    }

    /// Versions of documents.
    #[must_use]
    pub fn editions(&self) -> Editions<'_> {
        Editions(self)
    }

    /// People's requests.
    #[must_use]
    pub fn requests(&self) -> Requests<'_> {
        Requests(self)
    }

    /// Breaches.
    #[must_use]
    pub fn breaches(&self) -> Breaches<'_> {
        Breaches(self)
    }

    /// The journal of accountability.
    #[must_use]
    pub fn journal(&self) -> Journal<'_> {
        Journal(self)
    }

    /// Empties the write-ahead log into the database, so that what was deleted is in neither.
    ///
    /// # Errors
    /// What SQLite refused.
    pub fn flush(&self) -> Result<(), StoreError> {
        self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }
}

/// Deleted content is overwritten, a commit is on disk when it returns, and a second program that
/// writes is waited for.
fn configure(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "secure_delete", true)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "temp_store", "MEMORY")
}
