//! Whom people are, as somebody said once: of a whole file, or of one person. Only keyed hashes of what
//! recognises them are kept.

use std::collections::BTreeMap;

use crate::Store;
use crate::error::StoreError;
use crate::key::{Fingerprint, Hasher};
use crate::migrate::Migration;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    to: 11,
    sql: "CREATE TABLE audience (
            about BLOB PRIMARY KEY, -- keyed hash of a file's path or of a normalised contact
            audience TEXT NOT NULL  -- professional, consumer or sole_trader
          ) WITHOUT ROWID;",
}];

/// Whom somebody may speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About<'a> {
    /// Everybody in a file of whom nothing tells, by its path.
    File(&'a str),
    /// One person, by their normalised address, number, or name with company.
    Person(&'a str),
}

/// What was said.
#[derive(Debug)]
pub struct Audiences<'a>(pub(crate) &'a Store);

impl Audiences<'_> {
    /// Keeps what was said; none takes it back.
    ///
    /// # Errors
    /// What SQLite refused.
    pub fn set(&self, about: About<'_>, audience: Option<&str>) -> Result<(), StoreError> {
        let key = key(&self.0.keys.hasher, about);
        match audience {
            Some(audience) => self.0.connection.execute(
                "INSERT OR REPLACE INTO audience (about, audience) VALUES (?1, ?2)",
                rusqlite::params![key, audience],
            )?,
            None => self.0.connection.execute("DELETE FROM audience WHERE about = ?1", [key])?,
        };
        Ok(())
    }

    /// Everything that was said, for looking many contacts up at once.
    ///
    /// # Errors
    /// What SQLite refused.
    pub fn all(&self) -> Result<KnownAudiences, StoreError> {
        let mut statement =
            self.0.connection.prepare_cached("SELECT about, audience FROM audience")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let by_key = rows.collect::<Result<_, _>>()?;
        Ok(KnownAudiences { hasher: self.0.keys.hasher.clone(), by_key })
    }
}

/// Everything that was said, read once: looked up without the database. Nobody can be read back from it.
#[derive(Debug)]
pub struct KnownAudiences {
    hasher: Hasher,
    by_key: BTreeMap<Fingerprint, String>,
}

impl KnownAudiences {
    /// Was nothing said?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_key.is_empty()
    }

    /// What was said.
    #[must_use]
    pub fn of(&self, about: About<'_>) -> Option<&str> {
        self.by_key.get(&key(&self.hasher, about)).map(String::as_str)
    }
}

fn key(hasher: &Hasher, about: About<'_>) -> Fingerprint {
    match about {
        About::File(path) => hasher.fingerprint("audience-file", &[path]),
        About::Person(contact) => hasher.fingerprint("audience-person", &[contact]),
    }
}
