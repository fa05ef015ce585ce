//! The suppression list: people who must not be approached any more. Only keyed hashes of their
//! normalised e-mail addresses and phone numbers are kept (GDPR 21(3), with as little data as the
//! refusal needs).

use jiff::civil::Date;

use crate::Store;
use crate::error::StoreError;
use crate::key::Fingerprint;
use crate::migrate::Migration;

const TABLE: &str = "suppression";

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    to: 5,
    sql: "CREATE TABLE suppression (
            identity BLOB NOT NULL, -- keyed hash of a normalised e-mail address or phone number
            channel TEXT NOT NULL,  -- email, sms, phone, post, or all
            since TEXT NOT NULL,    -- YYYY-MM-DD
            origin BLOB NOT NULL,   -- sealed: how the refusal came
            PRIMARY KEY (identity, channel)
          ) WITHOUT ROWID;",
}];

/// A refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppressed {
    /// Channel refused: `email`, `sms`, `phone`, `post` or `all`.
    pub channel: String,
    /// Day of the refusal.
    pub since: Date,
    /// How it came: a file, a note, a person.
    pub origin: String,
}

/// The list.
#[derive(Debug)]
pub struct Suppression<'a>(pub(crate) &'a Store);

impl Suppression<'_> {
    /// Adds a refusal; the earliest date of a same refusal is kept. `identity` is a normalised
    /// e-mail address or phone number.
    ///
    /// # Errors
    /// What SQLite refused.
    pub fn add(&self, identity: &str, refusal: &Suppressed) -> Result<(), StoreError> {
        let origin = self.0.keys.seal(TABLE, &refusal.origin)?;
        self.0.connection.execute(
            "INSERT INTO suppression (identity, channel, since, origin) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (identity, channel) DO UPDATE
             SET since = excluded.since, origin = excluded.origin
             WHERE excluded.since < suppression.since",
            rusqlite::params![
                self.key(identity),
                refusal.channel,
                refusal.since.to_string(),
                origin
            ],
        )?;
        Ok(())
    }

    /// The refusals of a normalised e-mail address or phone number.
    ///
    /// # Errors
    /// [`StoreError::Sealed`] when a row was altered.
    pub fn of(&self, identity: &str) -> Result<Vec<Suppressed>, StoreError> {
        let mut statement = self.0.connection.prepare_cached(
            "SELECT channel, since, origin FROM suppression WHERE identity = ?1 ORDER BY channel",
        )?;
        let rows = statement
            .query_map([self.key(identity)], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<Result<Vec<(String, String, Vec<u8>)>, _>>()?;
        rows.into_iter()
            .map(|(channel, since, origin)| {
                let since = since.parse().map_err(|_| StoreError::Sealed { table: TABLE })?;
                Ok(Suppressed { channel, since, origin: self.0.keys.unseal(TABLE, &origin)? })
            })
            .collect()
    }

    /// Is anybody on the list?
    ///
    /// # Errors
    /// What SQLite refused.
    pub fn is_empty(&self) -> Result<bool, StoreError> {
        let any: bool = self.0.connection.query_row(
            "SELECT EXISTS (SELECT 1 FROM suppression)",
            [],
            |row| row.get(0),
        )?;
        Ok(!any)
    }

    fn key(&self, identity: &str) -> Fingerprint {
        self.0.fingerprint("suppression", &[identity])
    }
}
