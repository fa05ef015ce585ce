//! What the person set: one sealed value a name.

use rusqlite::OptionalExtension;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::Store;
use crate::error::StoreError;
use crate::migrate::Migration;

const TABLE: &str = "setting";

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    to: 1,
    sql: "CREATE TABLE setting (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;",
}];

/// Settings, read and written by name.
#[derive(Debug)]
pub struct Settings<'a>(pub(crate) &'a Store);

impl Settings<'_> {
    /// The value kept under a name; none when there is none.
    ///
    /// # Errors
    /// [`StoreError::Sealed`] when it is of another type or was altered.
    pub fn get<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, StoreError> {
        let sealed: Option<Vec<u8>> = self
            .0
            .connection
            .query_row("SELECT value FROM setting WHERE name = ?1", [name], |row| row.get(0))
            .optional()?;
        sealed.map(|bytes| self.0.keys.unseal(TABLE, &bytes)).transpose()
    }

    /// Keeps a value under a name.
    ///
    /// # Errors
    /// What SQLite refused.
    pub fn set<T: Serialize>(&self, name: &str, value: &T) -> Result<(), StoreError> {
        let sealed = self.0.keys.seal(TABLE, value)?;
        self.0.connection.execute(
            "INSERT INTO setting (name, value) VALUES (?1, ?2)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            rusqlite::params![name, sealed],
        )?;
        Ok(())
    }
}
