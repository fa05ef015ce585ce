//! The journal of accountability (GDPR 5(2)): what was audited, decided, exported, deleted, each line
//! bound to the one before by its hash. Counts, hashes and versions only: no personal data, so nothing
//! is sealed and the whole can be handed over as it is.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::OptionalExtension;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::Store;
use crate::error::StoreError;
use crate::migrate::Migration;

const TABLE: &str = "journal";

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    to: 10,
    sql: "CREATE TABLE journal (
            number INTEGER PRIMARY KEY, -- 1, 2, 3 … without gaps
            at INTEGER NOT NULL,        -- milliseconds since 1970
            event TEXT NOT NULL,
            facts TEXT NOT NULL,        -- JSON object of counts, hashes and versions
            hash TEXT NOT NULL          -- SHA-256 of the hash before and of this line
          );",
}];

/// The hash before the first line.
const START: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A file was audited.
    Audited,
    /// Findings were decided on.
    Decided,
    /// A cleaned copy was written and verified.
    Cleaned,
    /// Documents were made.
    Documented,
    /// A self-assessment was looked at.
    Assessed,
    /// Something kept on this computer was forgotten.
    Forgotten,
}

impl Event {
    fn name(self) -> &'static str {
        match self {
            Self::Audited => "audited",
            Self::Decided => "decided",
            Self::Cleaned => "cleaned",
            Self::Documented => "documented",
            Self::Assessed => "assessed",
            Self::Forgotten => "forgotten",
        }
    }
}

/// A fact of a line: a count, or a hash or version in hexadecimal digits, dots and dashes. No other
/// text can be written, so that no personal data ever is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// How many.
    Count(u64),
    /// A hash, a version or a day.
    Mark(String),
}

impl Value {
    /// A hash, a version or a day; none when it holds anything else.
    #[must_use]
    pub fn mark(text: &str) -> Option<Self> {
        let allowed = |c: char| c.is_ascii_hexdigit() || c == '.' || c == '-';
        text.chars().all(allowed).then(|| Self::Mark(text.to_owned()))
    }
}

/// A line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// 1, 2, 3 …
    pub number: u64,
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// What happened: the name of an [`Event`].
    pub event: String,
    /// Counts, hashes, versions.
    pub facts: BTreeMap<String, Value>,
    /// SHA-256, in hexadecimal.
    pub hash: String,
}

impl Line {
    /// SHA-256 of the hash before, number, moment, event and facts, each followed by a line end.
    fn hash_after(&self, before: &str) -> Result<String, StoreError> {
        let facts =
            serde_json::to_string(&self.facts).map_err(|_| StoreError::Sealed { table: TABLE })?;
        let mut hasher = Sha256::new();
        let (number, at) = (self.number.to_string(), self.at.to_string());
        for part in [before, &number, &at, &self.event, &facts] {
            hasher.update(part.as_bytes());
            hasher.update(b"\n");
        }
        Ok(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

/// Checks lines as they were handed over: numbers without gaps, each hash the one it must be.
/// Gives the number of the first line that does not hold, or none.
///
/// # Errors
/// Facts that cannot be written as JSON.
pub fn first_fault(lines: &[Line]) -> Result<Option<u64>, StoreError> {
    let mut before = START.to_owned();
    for (number, line) in (1..).zip(lines) {
        if line.number != number || line.hash_after(&before)? != line.hash {
            return Ok(Some(number));
        }
        before.clone_from(&line.hash);
    }
    Ok(None)
}

/// The journal.
#[derive(Debug)]
pub struct Journal<'a>(pub(crate) &'a Store);

impl Journal<'_> {
    /// Writes a line after the last.
    ///
    /// # Errors
    /// What SQLite refused.
    pub fn write(
        &self,
        event: Event,
        facts: &[(&str, Value)],
        at: Timestamp,
    ) -> Result<Line, StoreError> {
        // Two programs that write at once must not both follow the same line.
        let transaction = rusqlite::Transaction::new_unchecked(
            &self.0.connection,
            rusqlite::TransactionBehavior::Immediate,
        )?;
        let last: Option<(u64, String)> = transaction
            .query_row("SELECT number, hash FROM journal ORDER BY number DESC LIMIT 1", [], |row| {
                Ok((row.get::<_, i64>(0)?.unsigned_abs(), row.get(1)?))
            })
            .optional()?;
        let (number, before) = last.unwrap_or_else(|| (0, START.to_owned()));
        let mut line = Line {
            number: number + 1,
            at: at.as_millisecond(),
            event: event.name().to_owned(),
            facts: facts.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect(),
            hash: String::new(),
        };
        line.hash = line.hash_after(&before)?;
        let facts =
            serde_json::to_string(&line.facts).map_err(|_| StoreError::Sealed { table: TABLE })?;
        transaction.execute(
            "INSERT INTO journal (number, at, event, facts, hash) VALUES (?1, ?2, ?3, ?4, ?5)",
            rusqlite::params![line.number.cast_signed(), line.at, line.event, facts, line.hash],
        )?;
        transaction.commit()?;
        Ok(line)
    }

    /// Every line, the first one first.
    ///
    /// # Errors
    /// [`StoreError::Sealed`] when a line cannot be read any more.
    pub fn lines(&self) -> Result<Vec<Line>, StoreError> {
        let mut statement = self
            .0
            .connection
            .prepare_cached("SELECT number, at, event, facts, hash FROM journal ORDER BY number")?;
        let rows = statement
            .query_map([], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
            })?
            .collect::<Result<Vec<(i64, i64, String, String, String)>, _>>()?;
        rows.into_iter()
            .map(|(number, at, event, facts, hash)| {
                let facts = serde_json::from_str(&facts)
                    .map_err(|_| StoreError::Sealed { table: TABLE })?;
                Ok(Line { number: number.unsigned_abs(), at, event, facts, hash })
            })
            .collect()
    }
}
