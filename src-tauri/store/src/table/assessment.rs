//! Self-assessments: one row a company and a campaign, saved at each answer, sealed whole.

use epure_engine::checklist::{Answers, Measured, Run};
use jiff::Timestamp;
use rusqlite::OptionalExtension;
use serde::{Deserialize, Serialize};

use crate::Store;
use crate::error::StoreError;
use crate::migrate::Migration;

const TABLE: &str = "assessment";

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    to: 6,
    sql: "CREATE TABLE assessment (
            id INTEGER PRIMARY KEY,
            saved_at INTEGER NOT NULL, -- milliseconds since 1970
            sealed BLOB NOT NULL       -- the company, its answers, the figures, the result
          );",
}];

/// What is kept of a self-assessment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// What the company answered so far.
    pub answers: Answers,
    /// The figures of its last audit.
    #[serde(default)]
    pub measured: Option<Measured>,
    /// What it gave, once it was looked at.
    #[serde(default)]
    pub run: Option<Run>,
}

/// A self-assessment of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// Its number.
    pub id: i64,
    /// When it was last saved.
    pub saved_at: Timestamp,
    /// What is kept.
    pub assessment: Assessment,
}

/// The self-assessments of this computer.
#[derive(Debug)]
pub struct Assessments<'a>(pub(crate) &'a Store);

impl Assessments<'_> {
    /// Keeps a new one; gives its number.
    ///
    /// # Errors
    /// What SQLite refused.
    pub fn add(&self, assessment: &Assessment, at: Timestamp) -> Result<i64, StoreError> {
        let sealed = self.0.keys.seal(TABLE, assessment)?;
        let connection = &self.0.connection;
        connection.execute(
            "INSERT INTO assessment (saved_at, sealed) VALUES (?1, ?2)",
            rusqlite::params![at.as_millisecond(), sealed],
        )?;
        Ok(connection.last_insert_rowid())
    }

    /// Keeps what it became; false when there is none of that number.
    ///
    /// # Errors
    /// What SQLite refused.
    pub fn save(&self, id: i64, kept: &Assessment, at: Timestamp) -> Result<bool, StoreError> {
        let sealed = self.0.keys.seal(TABLE, kept)?;
        let changed = self.0.connection.execute(
            "UPDATE assessment SET saved_at = ?2, sealed = ?3 WHERE id = ?1",
            rusqlite::params![id, at.as_millisecond(), sealed],
        )?;
        Ok(changed == 1)
    }

    /// The one of that number.
    ///
    /// # Errors
    /// [`StoreError::Sealed`] when the row was altered.
    pub fn get(&self, id: i64) -> Result<Option<Saved>, StoreError> {
        let row = self.0.connection.query_row(
            "SELECT id, saved_at, sealed FROM assessment WHERE id = ?1",
            [id],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        );
        row.optional()?.map(|row| self.read(row)).transpose()
    }

    /// All of them, the last saved first.
    ///
    /// # Errors
    /// [`StoreError::Sealed`] when a row was altered.
    pub fn list(&self) -> Result<Vec<Saved>, StoreError> {
        let mut statement = self.0.connection.prepare_cached(
            "SELECT id, saved_at, sealed FROM assessment ORDER BY saved_at DESC, id DESC",
        )?;
        let rows = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<Result<Vec<_>, _>>()?;
        rows.into_iter().map(|row| self.read(row)).collect()
    }

    /// Forgets one, with the versions of its documents.
    ///
    /// # Errors
    /// What SQLite refused.
    pub fn forget(&self, id: i64) -> Result<(), StoreError> {
        self.0.connection.execute("DELETE FROM assessment WHERE id = ?1", [id])?;
        Ok(())
    }

    fn read(&self, (id, at, sealed): (i64, i64, Vec<u8>)) -> Result<Saved, StoreError> {
        let saved_at =
            Timestamp::from_millisecond(at).map_err(|_| StoreError::Sealed { table: TABLE })?;
        Ok(Saved { id, saved_at, assessment: self.0.keys.unseal(TABLE, &sealed)? })
    }
}
