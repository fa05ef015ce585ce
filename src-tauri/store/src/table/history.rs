//! Decisions and what became of them: an append-only list of operations for each file content.
//!
//! Nothing is ever changed in it: undoing is one more operation that points at the ones undone.
//! Memory across versions of a file is read from the same rows by keyed hash, so that what is
//! undone is no longer remembered either.

use std::collections::BTreeMap;

use epure_engine::finding::ActionKind;
use jiff::Timestamp;
use rusqlite::{OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize};

use crate::Store;
use crate::entry::{Draft, Entry, EntryKind, Exported, FileHistory, Remembered};
use crate::error::StoreError;
use crate::key::Fingerprint;
use crate::migrate::Migration;
use crate::timeline;

const OPERATION: &str = "operation";
const DECISION: &str = "decision";

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    to: 4,
    sql: "CREATE TABLE operation (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            file BLOB NOT NULL,   -- keyed hash of the file's SHA-256
            at INTEGER NOT NULL,  -- milliseconds since 1970
            kind TEXT NOT NULL CHECK (kind IN ('decide', 'undo', 'redo', 'export')),
            sealed BLOB NOT NULL
          );
          CREATE INDEX operation_file ON operation (file);
          CREATE TABLE target (     -- what an undo or a redo points at
            operation INTEGER NOT NULL REFERENCES operation (id) ON DELETE CASCADE,
            target INTEGER NOT NULL REFERENCES operation (id) ON DELETE CASCADE,
            PRIMARY KEY (target, operation)
          ) WITHOUT ROWID;
          CREATE INDEX target_operation ON target (operation);
          CREATE TABLE decision (
            operation INTEGER NOT NULL REFERENCES operation (id) ON DELETE CASCADE,
            memory BLOB,          -- keyed hash of what was decided on; none: not remembered
            context BLOB,         -- keyed hash of what must be equal for it to hold elsewhere
            sealed BLOB NOT NULL
          );
          CREATE INDEX decision_operation ON decision (operation);
          CREATE INDEX decision_memory ON decision (memory);",
}];

/// What is sealed of an operation.
#[derive(Serialize, Deserialize)]
struct SealedOperation {
    author: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    exported: Option<Exported>,
}

/// What is sealed of a decision.
#[derive(Serialize, Deserialize)]
struct SealedDecision {
    finding: String,
    action: Option<ActionKind>,
    value: Option<String>,
}

/// Decisions by file content.
#[derive(Debug)]
pub struct History<'a>(pub(crate) &'a Store);

impl History<'_> {
    /// Writes decisions as one operation, and gives it back (for [`FileHistory::push`]).
    ///
    /// # Errors
    /// What SQLite refused; nothing is then written.
    pub fn decide(
        &self,
        file: Fingerprint,
        at: Timestamp,
        author: &str,
        drafts: &[Draft],
    ) -> Result<Entry, StoreError> {
        let transaction = self.0.connection.unchecked_transaction()?;
        let mut entry = Entry::new(EntryKind::Decide, at, author);
        entry.id = self.operation(&transaction, file, &entry)?;
        {
            let mut insert = transaction.prepare_cached(
                "INSERT INTO decision (operation, memory, context, sealed) VALUES (?1, ?2, ?3, ?4)",
            )?;
            for draft in drafts {
                let sealed = self.0.keys.seal(
                    DECISION,
                    &SealedDecision {
                        finding: draft.finding.clone(),
                        action: draft.action,
                        value: draft.value.clone(),
                    },
                )?;
                insert.execute(params![entry.id, draft.memory, draft.context, sealed])?;
                entry.decisions.push((draft.finding.clone(), draft.action, draft.value.clone()));
            }
        }
        transaction.commit()?;
        Ok(entry)
    }

    /// Marks decisions of a file as undone.
    ///
    /// # Errors
    /// What SQLite refused; nothing is then written.
    pub fn undo(
        &self,
        file: Fingerprint,
        at: Timestamp,
        author: &str,
        targets: &[i64],
    ) -> Result<Entry, StoreError> {
        self.point(file, at, EntryKind::Undo, author, targets)
    }

    /// Marks undone decisions of a file as standing again.
    ///
    /// # Errors
    /// What SQLite refused; nothing is then written.
    pub fn redo(
        &self,
        file: Fingerprint,
        at: Timestamp,
        author: &str,
        targets: &[i64],
    ) -> Result<Entry, StoreError> {
        self.point(file, at, EntryKind::Redo, author, targets)
    }

    /// Notes that a cleaned copy was written.
    ///
    /// # Errors
    /// What SQLite refused.
    pub fn exported(
        &self,
        file: Fingerprint,
        at: Timestamp,
        author: &str,
        exported: Exported,
    ) -> Result<Entry, StoreError> {
        let transaction = self.0.connection.unchecked_transaction()?;
        let mut entry = Entry::new(EntryKind::Export, at, author);
        entry.exported = Some(exported);
        entry.id = self.operation(&transaction, file, &entry)?;
        transaction.commit()?;
        Ok(entry)
    }

    /// Everything of a file.
    ///
    /// # Errors
    /// [`StoreError::Sealed`] when a row was altered.
    pub fn of(&self, file: Fingerprint) -> Result<FileHistory, StoreError> {
        let mut entries = self.entries(file)?;
        self.add_targets(file, &mut entries)?;
        self.add_decisions(file, &mut entries)?;
        Ok(timeline::fold(entries.into_values().collect()))
    }

    /// The latest decision that stands on *another* file about content of that memory key, and
    /// whose context is none or one of those given.
    ///
    /// # Errors
    /// [`StoreError::Sealed`] when the row was altered.
    pub fn recall(
        &self,
        file: Fingerprint,
        memory: Fingerprint,
        contexts: [Fingerprint; 2],
    ) -> Result<Option<Remembered>, StoreError> {
        let [first, second] = contexts;
        let mut statement = self.0.connection.prepare_cached(
            "SELECT decision.sealed, operation.sealed, operation.at
             FROM decision JOIN operation ON operation.id = decision.operation
             WHERE decision.memory = ?1 AND operation.file <> ?2
               AND (decision.context IS NULL OR decision.context IN (?3, ?4))
               AND coalesce((SELECT mark.kind FROM target
                             JOIN operation AS mark ON mark.id = target.operation
                             WHERE target.target = operation.id
                             ORDER BY mark.id DESC LIMIT 1), 'redo') = 'redo'
             ORDER BY operation.id DESC, decision.rowid DESC LIMIT 1",
        )?;
        let row: Option<(Vec<u8>, Vec<u8>, i64)> = statement
            .query_row(params![memory, file, first, second], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
            .optional()?;
        let Some((decision, operation, at)) = row else { return Ok(None) };
        let decision: SealedDecision = self.0.keys.unseal(DECISION, &decision)?;
        let operation: SealedOperation = self.0.keys.unseal(OPERATION, &operation)?;
        let at = moment(at)?;
        Ok(decision.action.map(|action| Remembered {
            action,
            value: decision.value,
            author: operation.author,
            at,
        }))
    }

    /// Is there any decision on another file? (When not, nothing need be recalled.)
    ///
    /// # Errors
    /// What SQLite refused.
    pub fn anything_else(&self, file: Fingerprint) -> Result<bool, StoreError> {
        Ok(self.0.connection.query_row(
            "SELECT EXISTS (SELECT 1 FROM operation WHERE kind = 'decide' AND file <> ?1)",
            [file],
            |row| row.get(0),
        )?)
    }

    fn point(
        &self,
        file: Fingerprint,
        at: Timestamp,
        kind: EntryKind,
        author: &str,
        targets: &[i64],
    ) -> Result<Entry, StoreError> {
        let transaction = self.0.connection.unchecked_transaction()?;
        let mut entry = Entry::new(kind, at, author);
        entry.id = self.operation(&transaction, file, &entry)?;
        for target in targets {
            transaction.execute(
                "INSERT OR IGNORE INTO target (operation, target) VALUES (?1, ?2)",
                params![entry.id, target],
            )?;
        }
        entry.targets = targets.to_vec();
        transaction.commit()?;
        Ok(entry)
    }

    /// Writes the operation's own row and gives its number.
    fn operation(
        &self,
        transaction: &Transaction<'_>,
        file: Fingerprint,
        entry: &Entry,
    ) -> Result<i64, StoreError> {
        let sealed =
            SealedOperation { author: entry.author.clone(), exported: entry.exported.clone() };
        let sealed = self.0.keys.seal(OPERATION, &sealed)?;
        transaction.execute(
            "INSERT INTO operation (file, at, kind, sealed) VALUES (?1, ?2, ?3, ?4)",
            params![file, entry.at.as_millisecond(), entry.kind.word(), sealed],
        )?;
        Ok(transaction.last_insert_rowid())
    }

    fn entries(&self, file: Fingerprint) -> Result<BTreeMap<i64, Entry>, StoreError> {
        let mut statement = self.0.connection.prepare_cached(
            "SELECT id, at, kind, sealed FROM operation WHERE file = ?1 ORDER BY id",
        )?;
        let rows = statement
            .query_map([file], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
            .collect::<Result<Vec<(i64, i64, String, Vec<u8>)>, _>>()?;
        let mut entries = BTreeMap::new();
        for (id, at, kind, sealed) in rows {
            let SealedOperation { author, exported } = self.0.keys.unseal(OPERATION, &sealed)?;
            let entry = Entry::new(EntryKind::of(&kind), moment(at)?, &author);
            entries.insert(id, Entry { id, exported, ..entry });
        }
        Ok(entries)
    }

    fn add_targets(
        &self,
        file: Fingerprint,
        entries: &mut BTreeMap<i64, Entry>,
    ) -> Result<(), StoreError> {
        let mut statement = self.0.connection.prepare_cached(
            "SELECT target.operation, target.target FROM target
             JOIN operation ON operation.id = target.operation
             WHERE operation.file = ?1 ORDER BY target.operation, target.target",
        )?;
        let mut rows = statement.query([file])?;
        while let Some(row) = rows.next()? {
            if let Some(entry) = entries.get_mut(&row.get(0)?) {
                entry.targets.push(row.get(1)?);
            }
        }
        Ok(())
    }

    fn add_decisions(
        &self,
        file: Fingerprint,
        entries: &mut BTreeMap<i64, Entry>,
    ) -> Result<(), StoreError> {
        let mut statement = self.0.connection.prepare_cached(
            "SELECT decision.operation, decision.sealed FROM decision
             JOIN operation ON operation.id = decision.operation
             WHERE operation.file = ?1 ORDER BY decision.operation, decision.rowid",
        )?;
        let mut rows = statement.query([file])?;
        while let Some(row) = rows.next()? {
            let sealed: Vec<u8> = row.get(1)?;
            let SealedDecision { finding, action, value } =
                self.0.keys.unseal(DECISION, &sealed)?;
            if let Some(entry) = entries.get_mut(&row.get(0)?) {
                entry.decisions.push((finding, action, value));
            }
        }
        Ok(())
    }
}

fn moment(at: i64) -> Result<Timestamp, StoreError> {
    Timestamp::from_millisecond(at).map_err(|_| StoreError::Sealed { table: OPERATION })
}
