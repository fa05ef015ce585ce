//! Versions of documents: what the register said, when, and who made it say so. A version that says
//! the same as the one before is not kept twice.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Store;
use crate::error::StoreError;
use crate::migrate::Migration;

const TABLE: &str = "edition";

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    to: 7,
    sql: "CREATE TABLE edition (
            id INTEGER PRIMARY KEY,
            assessment INTEGER NOT NULL REFERENCES assessment (id) ON DELETE CASCADE,
            document TEXT NOT NULL,  -- register, notice …
            made_at INTEGER NOT NULL, -- milliseconds since 1970
            sealed BLOB NOT NULL     -- author and text
          );
          CREATE INDEX edition_of ON edition (assessment, document, id);",
}];

/// A version of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// When it was made.
    pub made_at: Timestamp,
    /// Who made it.
    pub author: String,
    /// What it says.
    pub text: String,
}

#[derive(Serialize, Deserialize)]
struct Sealed {
    author: String,
    text: String,
}

/// The versions of documents.
#[derive(Debug)]
pub struct Editions<'a>(pub(crate) &'a Store);

impl Editions<'_> {
    /// Keeps a version, unless the last one says the same; tells whether it was kept.
    ///
    /// # Errors
    /// There is no such assessment, or what SQLite refused.
    pub fn add(
        &self,
        assessment: i64,
        document: &str,
        edition: &Edition,
    ) -> Result<bool, StoreError> {
        if self.of(assessment, document)?.last().is_some_and(|last| last.text == edition.text) {
            return Ok(false);
        }
        let (author, text) = (edition.author.clone(), edition.text.clone());
        let sealed = self.0.keys.seal(TABLE, &Sealed { author, text })?;
        self.0.connection.execute(
            "INSERT INTO edition (assessment, document, made_at, sealed) VALUES (?1, ?2, ?3, ?4)",
            rusqlite::params![assessment, document, edition.made_at.as_millisecond(), sealed],
        )?;
        Ok(true)
    }

    /// The versions of a document, the oldest first.
    ///
    /// # Errors
    /// [`StoreError::Sealed`] when a row was altered.
    pub fn of(&self, assessment: i64, document: &str) -> Result<Vec<Edition>, StoreError> {
        let mut statement = self.0.connection.prepare_cached(
            "SELECT made_at, sealed FROM edition WHERE assessment = ?1 AND document = ?2 ORDER BY id",
        )?;
        let rows = statement
            .query_map(rusqlite::params![assessment, document], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?
            .collect::<Result<Vec<(i64, Vec<u8>)>, _>>()?;
        rows.into_iter()
            .map(|(at, sealed)| {
                let made_at = Timestamp::from_millisecond(at)
                    .map_err(|_| StoreError::Sealed { table: TABLE })?;
                let Sealed { author, text } = self.0.keys.unseal(TABLE, &sealed)?;
                Ok(Edition { made_at, author, text })
            })
            .collect()
    }
}
