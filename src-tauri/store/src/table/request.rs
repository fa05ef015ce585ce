//! The log of people's requests: when each came, what it asks, when it was answered. Deadlines follow
//! from the days (`epure_engine::deadline`); who asked is sealed.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Store;
use crate::error::StoreError;
use crate::migrate::Migration;

const TABLE: &str = "request";

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    to: 8,
    sql: "CREATE TABLE request (
            id INTEGER PRIMARY KEY,
            received TEXT NOT NULL, -- YYYY-MM-DD
            extended TEXT,          -- YYYY-MM-DD: the day the person was told of two more months
            answered TEXT,          -- YYYY-MM-DD
            sealed BLOB NOT NULL    -- who, what, reason of the extension
          );",
}];

/// A request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Its number; 0 before it is kept.
    pub id: i64,
    /// The day it came.
    pub received: Date,
    /// The day the person was told that it takes two more months.
    pub extended: Option<Date>,
    /// The day it was answered.
    pub answered: Option<Date>,
    /// Who asks, what, and why it takes longer.
    pub words: RequestWords,
}

/// What is sealed of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestWords {
    /// What is asked: access, rectification, erasure, restriction, portability, objection.
    pub kind: String,
    /// Who asks.
    pub person: String,
    /// Anything worth keeping, the reason of an extension above all.
    pub note: String,
}

/// The log.
#[derive(Debug)]
pub struct Requests<'a>(pub(crate) &'a Store);

impl Requests<'_> {
    /// Keeps a request; one whose number is known replaces what was kept. Gives its number.
    ///
    /// # Errors
    /// What SQLite refused.
    pub fn keep(&self, request: &Request) -> Result<i64, StoreError> {
        let sealed = self.0.keys.seal(TABLE, &request.words)?;
        let id = (request.id > 0).then_some(request.id);
        let day = |day: Option<Date>| day.map(|day| day.to_string());
        self.0.connection.execute(
            "INSERT OR REPLACE INTO request (id, received, extended, answered, sealed)
             VALUES (?1, ?2, ?3, ?4, ?5)",
            rusqlite::params![
                id,
                request.received.to_string(),
                day(request.extended),
                day(request.answered),
                sealed
            ],
        )?;
        Ok(id.unwrap_or_else(|| self.0.connection.last_insert_rowid()))
    }

    /// All requests, those without an answer first, then by the day they came.
    ///
    /// # Errors
    /// [`StoreError::Sealed`] when a row was altered.
    pub fn list(&self) -> Result<Vec<Request>, StoreError> {
        let mut statement = self.0.connection.prepare_cached(
            "SELECT id, received, extended, answered, sealed FROM request
             ORDER BY answered IS NOT NULL, received, id",
        )?;
        let rows = statement
            .query_map([], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
            })?
            .collect::<Result<Vec<Row>, _>>()?;
        rows.into_iter().map(|row| self.read(row)).collect()
    }

    /// Forgets a request.
    ///
    /// # Errors
    /// What SQLite refused.
    pub fn forget(&self, id: i64) -> Result<(), StoreError> {
        self.0.connection.execute("DELETE FROM request WHERE id = ?1", [id])?;
        Ok(())
    }

    fn read(&self, (id, received, extended, answered, sealed): Row) -> Result<Request, StoreError> {
        let day = |text: String| text.parse().map_err(|_| StoreError::Sealed { table: TABLE });
        Ok(Request {
            id,
            received: day(received)?,
            extended: extended.map(day).transpose()?,
            answered: answered.map(day).transpose()?,
            words: self.0.keys.unseal(TABLE, &sealed)?,
        })
    }
}

type Row = (i64, String, Option<String>, Option<String>, Vec<u8>);
