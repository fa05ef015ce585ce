//! Files opened lately: where they lie and how they are read (sealed), when they were opened, and which
//! content they had.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::OptionalExtension;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Store;
use crate::error::StoreError;
use crate::key::Fingerprint;
use crate::migrate::Migration;

const TABLE: &str = "recent";

/// How many files are kept in the list.
const KEPT: u32 = 20;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    to: 2,
    sql: "CREATE TABLE recent (
            path BLOB PRIMARY KEY,   -- keyed hash of the path
            file BLOB NOT NULL,      -- keyed hash of the content
            opened_at INTEGER NOT NULL, -- milliseconds since 1970
            sealed BLOB NOT NULL
          ) WITHOUT ROWID;",
}];

/// A file opened lately.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recent {
    /// Where it lies.
    pub path: PathBuf,
    /// When it was last opened.
    pub opened_at: Timestamp,
    /// Decisions still standing on its content, all operations together.
    pub decisions: u32,
}

/// What is sealed of a row.
#[derive(Serialize, Deserialize)]
struct Sealed {
    path: PathBuf,
    /// How the file is read, as its caller says it; none when nobody chose.
    #[serde(default)]
    reading: Option<Value>,
}

/// The list of files opened lately.
#[derive(Debug)]
pub struct Recents<'a>(pub(crate) &'a Store);

impl Recents<'_> {
    /// Puts a file at the head of the list; the oldest beyond twenty leave it.
    ///
    /// # Errors
    /// What SQLite refused.
    pub fn add(&self, path: &Path, file: Fingerprint, at: Timestamp) -> Result<(), StoreError> {
        let reading = self.sealed(path)?.and_then(|kept| kept.reading);
        let sealed = self.0.keys.seal(TABLE, &Sealed { path: path.to_owned(), reading })?;
        let transaction = self.0.connection.unchecked_transaction()?;
        transaction.execute(
            "INSERT INTO recent (path, file, opened_at, sealed) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (path) DO UPDATE
             SET file = excluded.file, opened_at = excluded.opened_at, sealed = excluded.sealed",
            rusqlite::params![self.key(path), file, at.as_millisecond(), sealed],
        )?;
        transaction.execute(
            "DELETE FROM recent WHERE path NOT IN
             (SELECT path FROM recent ORDER BY opened_at DESC LIMIT ?1)",
            [KEPT],
        )?;
        Ok(transaction.commit()?)
    }

    /// The list, the latest first.
    ///
    /// # Errors
    /// [`StoreError::Sealed`] when a row was altered.
    pub fn list(&self) -> Result<Vec<Recent>, StoreError> {
        let mut statement = self.0.connection.prepare_cached(
            "SELECT opened_at, sealed,
               (SELECT count(*) FROM decision JOIN operation ON operation.id = decision.operation
                WHERE operation.file = recent.file)
             FROM recent ORDER BY opened_at DESC, path",
        )?;
        let rows = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<Result<Vec<(i64, Vec<u8>, u32)>, _>>()?;
        rows.into_iter()
            .map(|(at, sealed, decisions)| {
                let Sealed { path, .. } = self.0.keys.unseal(TABLE, &sealed)?;
                let opened_at = Timestamp::from_millisecond(at)
                    .map_err(|_| StoreError::Sealed { table: TABLE })?;
                Ok(Recent { path, opened_at, decisions })
            })
            .collect()
    }

    /// How the file of that path is to be read, as it was kept; none when nobody chose, or when it was
    /// kept in another form.
    ///
    /// # Errors
    /// [`StoreError::Sealed`] when the row was altered.
    pub fn reading<T: DeserializeOwned>(&self, path: &Path) -> Result<Option<T>, StoreError> {
        let kept = self.sealed(path)?.and_then(|kept| kept.reading);
        Ok(kept.and_then(|value| serde_json::from_value(value).ok()))
    }

    /// Keeps how the file of that path is to be read, as long as it stays in the list.
    ///
    /// # Errors
    /// What SQLite refused; [`StoreError::Sealed`] when the row was altered.
    pub fn set_reading<T: Serialize>(&self, path: &Path, reading: &T) -> Result<(), StoreError> {
        let broken = |_| StoreError::Sealed { table: TABLE };
        let reading = Some(serde_json::to_value(reading).map_err(broken)?);
        let sealed = self.0.keys.seal(TABLE, &Sealed { path: path.to_owned(), reading })?;
        self.0.connection.execute(
            "UPDATE recent SET sealed = ?2 WHERE path = ?1",
            rusqlite::params![self.key(path), sealed],
        )?;
        Ok(())
    }

    /// What is sealed of a file of the list.
    fn sealed(&self, path: &Path) -> Result<Option<Sealed>, StoreError> {
        let sealed: Option<Vec<u8>> = self
            .0
            .connection
            .query_row("SELECT sealed FROM recent WHERE path = ?1", [self.key(path)], |row| {
                row.get(0)
            })
            .optional()?;
        sealed.map(|bytes| self.0.keys.unseal(TABLE, &bytes)).transpose()
    }

    /// Takes a file off the list, together with every decision on the content it last had.
    ///
    /// # Errors
    /// What SQLite refused.
    pub fn forget(&self, path: &Path) -> Result<(), StoreError> {
        let key = self.key(path);
        let transaction = self.0.connection.unchecked_transaction()?;
        transaction.execute(
            "DELETE FROM operation WHERE file IN (SELECT file FROM recent WHERE path = ?1)",
            [key],
        )?;
        transaction.execute("DELETE FROM recent WHERE path = ?1", [key])?;
        transaction.commit()?;
        self.0.flush()
    }

    fn key(&self, path: &Path) -> Fingerprint {
        self.0.fingerprint("path", &[&path.to_string_lossy()])
    }
}
