//! The log of breaches (GDPR 33(5)): every one, notified or not, with the moment it was found.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Store;
use crate::error::StoreError;
use crate::migrate::Migration;

const TABLE: &str = "breach";

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    to: 9,
    sql: "CREATE TABLE breach (
            id INTEGER PRIMARY KEY,
            found_at INTEGER NOT NULL, -- milliseconds since 1970
            notified_at INTEGER,       -- milliseconds since 1970
            sealed BLOB NOT NULL
          );",
}];

/// A breach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    /// Its number; 0 before it is kept.
    pub id: i64,
    /// When the company became aware of it: its 72 hours run from there.
    pub found_at: Timestamp,
    /// When the authority was told.
    pub notified_at: Option<Timestamp>,
    /// What happened.
    pub words: BreachWords,
}

/// What is sealed of a breach: what a notification must say (GDPR 33(3)).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BreachWords {
    /// Nature of the breach.
    pub nature: String,
    /// Categories and approximate number of persons and of records.
    pub persons: String,
    /// Likely consequences.
    pub consequences: String,
    /// Measures taken or planned.
    pub measures: String,
    /// Why the authority was not told, or was told late.
    pub reason: String,
}

/// The log.
#[derive(Debug)]
pub struct Breaches<'a>(pub(crate) &'a Store);

impl Breaches<'_> {
    /// Keeps a breach; one whose number is known replaces what was kept. Gives its number.
    ///
    /// # Errors
    /// What SQLite refused.
    pub fn keep(&self, breach: &Breach) -> Result<i64, StoreError> {
        let sealed = self.0.keys.seal(TABLE, &breach.words)?;
        let id = (breach.id > 0).then_some(breach.id);
        self.0.connection.execute(
            "INSERT OR REPLACE INTO breach (id, found_at, notified_at, sealed)
             VALUES (?1, ?2, ?3, ?4)",
            rusqlite::params![
                id,
                breach.found_at.as_millisecond(),
                breach.notified_at.map(Timestamp::as_millisecond),
                sealed
            ],
        )?;
        Ok(id.unwrap_or_else(|| self.0.connection.last_insert_rowid()))
    }

    /// Forgets a breach.
    ///
    /// # Errors
    /// What SQLite refused.
    pub fn forget(&self, id: i64) -> Result<(), StoreError> {
        self.0.connection.execute("DELETE FROM breach WHERE id = ?1", [id])?;
        Ok(())
    }

    /// All breaches, the latest first.
    ///
    /// # Errors
    /// [`StoreError::Sealed`] when a row was altered.
    pub fn list(&self) -> Result<Vec<Breach>, StoreError> {
        let mut statement = self.0.connection.prepare_cached(
            "SELECT id, found_at, notified_at, sealed FROM breach ORDER BY found_at DESC, id DESC",
        )?;
        let rows = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
            .collect::<Result<Vec<(i64, i64, Option<i64>, Vec<u8>)>, _>>()?;
        let moment =
            |at| Timestamp::from_millisecond(at).map_err(|_| StoreError::Sealed { table: TABLE });
        rows.into_iter()
            .map(|(id, found, notified, sealed)| {
                Ok(Breach {
                    id,
                    found_at: moment(found)?,
                    notified_at: notified.map(moment).transpose()?,
                    words: self.0.keys.unseal(TABLE, &sealed)?,
                })
            })
            .collect()
    }
}
