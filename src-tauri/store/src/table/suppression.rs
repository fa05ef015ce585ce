//! The suppression list: people who must not be approached any more. Only keyed hashes of their
//! normalised e-mail addresses, phone numbers and names with company are kept (GDPR 21(3), with as
//! little data as the refusal needs).

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::Store;
use crate::error::StoreError;
use crate::key::{Fingerprint, Hasher};
use crate::migrate::Migration;

const TABLE: &str = "suppression";

pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration {
        to: 5,
        sql: "CREATE TABLE suppression (
            identity BLOB NOT NULL, -- keyed hash of a normalised e-mail address or phone number
            channel TEXT NOT NULL,  -- email, sms, phone, post, or all
            since TEXT NOT NULL,    -- YYYY-MM-DD
            origin BLOB NOT NULL,   -- sealed: how the refusal came
            PRIMARY KEY (identity, channel)
          ) WITHOUT ROWID;",
    },
    Migration {
        to: 6,
        sql: "-- keyed hash that the rows of one person share
          ALTER TABLE suppression ADD COLUMN person BLOB;
          UPDATE suppression SET person = identity;
          CREATE INDEX suppression_person ON suppression (person);",
    },
];

/// Years for which a refusal is kept at least (CNIL, suppression list; délibération 2021-131).
pub const KEPT_YEARS: i16 = 3;

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

/// What the list holds, in figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    /// People.
    pub people: u64,
    /// People by channel refused.
    pub by_channel: BTreeMap<String, u64>,
    /// People by year of their refusal.
    pub by_year: BTreeMap<i16, u64>,
    /// People whose refusals are all older than [`KEPT_YEARS`].
    pub past: u64,
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
        let person = [(vec![identity.to_owned()], vec![refusal.clone()])];
        self.add_all(&person).map(drop)
    }

    /// Adds people, each with all that recognises them and all they refuse; all or nothing. Gives the
    /// number of those who were not on the list.
    ///
    /// # Errors
    /// What SQLite refused.
    pub fn add_all(&self, people: &[(Vec<String>, Vec<Suppressed>)]) -> Result<u64, StoreError> {
        let transaction = self.0.connection.unchecked_transaction()?;
        let mut added = 0;
        for (identities, refusals) in people {
            let keys: Vec<Fingerprint> = identities.iter().map(|text| self.key(text)).collect();
            let known = keys.iter().find_map(|key| self.person(*key).transpose()).transpose()?;
            let Some(person) = known.or(keys.first().copied()) else { continue };
            added += u64::from(known.is_none());
            for (key, refusal) in keys.iter().flat_map(|key| refusals.iter().map(move |r| (key, r)))
            {
                self.write(*key, person, refusal)?;
            }
        }
        transaction.commit()?;
        Ok(added)
    }

    fn write(
        &self,
        key: Fingerprint,
        person: Fingerprint,
        refusal: &Suppressed,
    ) -> Result<(), StoreError> {
        let origin = self.0.keys.seal(TABLE, &refusal.origin)?;
        let mut statement = self.0.connection.prepare_cached(
            "INSERT INTO suppression (identity, channel, since, origin, person)
             VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (identity, channel) DO UPDATE
             SET since = excluded.since, origin = excluded.origin
             WHERE excluded.since < suppression.since",
        )?;
        let since = refusal.since.to_string();
        statement.execute(rusqlite::params![key, refusal.channel, since, origin, person])?;
        Ok(())
    }

    /// By what the rows of a person are held together; none for somebody who is not on the list.
    fn person(&self, key: Fingerprint) -> Result<Option<Fingerprint>, StoreError> {
        let mut statement = self
            .0
            .connection
            .prepare_cached("SELECT person FROM suppression WHERE identity = ?1 LIMIT 1")?;
        let mut rows = statement.query([key])?;
        Ok(rows.next()?.map(|row| row.get(0)).transpose()?)
    }

    /// What the list holds on a day, in figures.
    ///
    /// # Errors
    /// What SQLite refused.
    pub fn statistics(&self, on: Date) -> Result<Statistics, StoreError> {
        let mut statement = self.0.connection.prepare_cached(
            "SELECT person, channel, min(since) FROM suppression GROUP BY person, channel",
        )?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let mut figures = Statistics::default();
        let mut latest: BTreeMap<Fingerprint, (Date, Date)> = BTreeMap::new();
        for row in rows {
            let (person, channel, since): (Fingerprint, String, String) = row?;
            let since: Date = since.parse().map_err(|_| StoreError::Sealed { table: TABLE })?;
            *figures.by_channel.entry(channel).or_default() += 1;
            let span = latest.entry(person).or_insert((since, since));
            *span = (span.0.min(since), span.1.max(since));
        }
        for (first, last) in latest.values() {
            figures.people += 1;
            *figures.by_year.entry(first.year()).or_default() += 1;
            figures.past += u64::from(*last < end(on));
        }
        Ok(figures)
    }

    /// Takes away the people whose refusals are all older than [`KEPT_YEARS`] on a day; gives their
    /// number.
    ///
    /// # Errors
    /// What SQLite refused.
    pub fn purge(&self, on: Date) -> Result<u64, StoreError> {
        let past = self.statistics(on)?.past;
        self.0.connection.execute(
            "DELETE FROM suppression WHERE person IN
             (SELECT person FROM suppression GROUP BY person HAVING max(since) < ?1)",
            [end(on).to_string()],
        )?;
        Ok(past)
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

    /// Everybody's keyed hashes with what they refuse, for looking many contacts up at once.
    ///
    /// # Errors
    /// [`StoreError::Sealed`] when a row was altered.
    pub fn all(&self) -> Result<KnownRefusals, StoreError> {
        let mut statement =
            self.0.connection.prepare_cached("SELECT identity, channel, since FROM suppression")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let mut by_key: BTreeMap<Fingerprint, Vec<(String, Date)>> = BTreeMap::new();
        for row in rows {
            let (identity, channel, since): (Fingerprint, String, String) = row?;
            let since = since.parse().map_err(|_| StoreError::Sealed { table: TABLE })?;
            by_key.entry(identity).or_default().push((channel, since));
        }
        Ok(KnownRefusals { hasher: self.0.keys.hasher.clone(), by_key })
    }

    fn key(&self, identity: &str) -> Fingerprint {
        key(&self.0.keys.hasher, identity)
    }
}

/// The whole list, read once: looked up without the database. Nobody can be read back from it.
#[derive(Debug)]
pub struct KnownRefusals {
    hasher: Hasher,
    by_key: BTreeMap<Fingerprint, Vec<(String, Date)>>,
}

impl KnownRefusals {
    /// Is nobody on the list?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_key.is_empty()
    }

    /// What somebody refuses: each channel with its earliest day.
    #[must_use]
    pub fn of(&self, identity: &str) -> &[(String, Date)] {
        let found = self.by_key.get(&key(&self.hasher, identity));
        found.map(Vec::as_slice).unwrap_or_default()
    }
}

fn key(hasher: &Hasher, identity: &str) -> Fingerprint {
    hasher.fingerprint("suppression", &[identity])
}

/// Refusals older than this day may go.
fn end(on: Date) -> Date {
    on.saturating_sub(KEPT_YEARS.years())
}
