//! The logo that a company puts on its documents: one an assessment, sealed.

use epure_engine::dossier::Logo;
use rusqlite::OptionalExtension;

use crate::Store;
use crate::error::StoreError;
use crate::migrate::Migration;

const TABLE: &str = "logo";

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    to: 12,
    sql: "CREATE TABLE logo (
            assessment INTEGER PRIMARY KEY REFERENCES assessment (id) ON DELETE CASCADE,
            sealed BLOB NOT NULL
          );",
}];

/// The logos.
#[derive(Debug)]
pub struct Logos<'a>(pub(crate) &'a Store);

impl Logos<'_> {
    /// Keeps the logo of an assessment's company, in place of the one before.
    ///
    /// # Errors
    /// There is no such assessment, or what SQLite refused.
    pub fn keep(&self, assessment: i64, logo: &Logo) -> Result<(), StoreError> {
        let sealed = self.0.keys.seal(TABLE, logo)?;
        self.0.connection.execute(
            "INSERT OR REPLACE INTO logo (assessment, sealed) VALUES (?1, ?2)",
            rusqlite::params![assessment, sealed],
        )?;
        Ok(())
    }

    /// That logo; none when there is none.
    ///
    /// # Errors
    /// [`StoreError::Sealed`] when the row was altered.
    pub fn of(&self, assessment: i64) -> Result<Option<Logo>, StoreError> {
        let sealed: Option<Vec<u8>> = self
            .0
            .connection
            .query_row("SELECT sealed FROM logo WHERE assessment = ?1", [assessment], |row| {
                row.get(0)
            })
            .optional()?;
        sealed.map(|bytes| self.0.keys.unseal(TABLE, &bytes)).transpose()
    }

    /// Forgets it.
    ///
    /// # Errors
    /// What SQLite refused.
    pub fn forget(&self, assessment: i64) -> Result<(), StoreError> {
        self.0.connection.execute("DELETE FROM logo WHERE assessment = ?1", [assessment])?;
        Ok(())
    }
}
