//! What a person said columns hold, found again for any file with the same headers.

use epure_engine::role::Role;
use jiff::Timestamp;
use rusqlite::OptionalExtension;
use serde::{Deserialize, Serialize};

use crate::Store;
use crate::error::StoreError;
use crate::key::Fingerprint;
use crate::migrate::Migration;

const TABLE: &str = "mapping";

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    to: 3,
    sql: "CREATE TABLE mapping (
            headers BLOB PRIMARY KEY, -- keyed hash of the header texts, in order
            at INTEGER NOT NULL,
            sealed BLOB NOT NULL
          ) WITHOUT ROWID;",
}];

/// What a person chose for a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// Chosen roles by 0-based column; columns left to the guess are absent.
    pub roles: Vec<(u32, Role)>,
    /// False when the sheet was left out of the audit.
    pub included: bool,
}

/// Choices by header set.
#[derive(Debug)]
pub struct Mappings<'a>(pub(crate) &'a Store);

impl Mappings<'_> {
    /// What was chosen for these headers (texts from column A, in order), if anything was.
    ///
    /// # Errors
    /// [`StoreError::Sealed`] when the row was altered.
    pub fn get(&self, headers: &[&str]) -> Result<Option<Mapping>, StoreError> {
        let sealed: Option<Vec<u8>> = self
            .0
            .connection
            .query_row(
                "SELECT sealed FROM mapping WHERE headers = ?1",
                [self.key(headers)],
                |row| row.get(0),
            )
            .optional()?;
        sealed.map(|bytes| self.0.keys.unseal(TABLE, &bytes)).transpose()
    }

    /// Remembers a choice for these headers.
    ///
    /// # Errors
    /// What SQLite refused.
    pub fn set(
        &self,
        headers: &[&str],
        mapping: &Mapping,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let sealed = self.0.keys.seal(TABLE, mapping)?;
        self.0.connection.execute(
            "INSERT INTO mapping (headers, at, sealed) VALUES (?1, ?2, ?3)
             ON CONFLICT (headers) DO UPDATE SET at = excluded.at, sealed = excluded.sealed",
            rusqlite::params![self.key(headers), at.as_millisecond(), sealed],
        )?;
        Ok(())
    }

    fn key(&self, headers: &[&str]) -> Fingerprint {
        self.0.fingerprint("headers", headers)
    }
}
