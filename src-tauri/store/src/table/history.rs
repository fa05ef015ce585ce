//! Decisions and what became of them: an append-only list of operations for each file content.
//!
//! Nothing is ever changed in it: undoing is one more operation that points at the ones undone.
//! Memory across versions of a file is read from the same rows by keyed hash, so that what is
//! undone is no longer remembered either.

use std::collections::BTreeMap;
use std::path::PathBuf;

use epure_engine::finding::ActionKind;
use jiff::Timestamp;
use rusqlite::{OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize};

use crate::Store;
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

/// What an operation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum EntryKind {
    Decide,
    Undo,
    Redo,
    Export,
}

impl EntryKind {
    fn word(self) -> &'static str {
        match self {
            Self::Decide => "decide",
            Self::Undo => "undo",
            Self::Redo => "redo",
            Self::Export => "export",
        }
    }

    /// The kind a row's word stands for; the table's own check admits no other.
    fn of(word: &str) -> Self {
        match word {
            "undo" => Self::Undo,
            "redo" => Self::Redo,
            "export" => Self::Export,
            _ => Self::Decide,
        }
    }
}

/// A decision about to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The finding's id.
    pub finding: String,
    /// What to do; none opens the finding again.
    pub action: Option<ActionKind>,
    /// New text, value or reason.
    pub value: Option<String>,
    /// By what it is found again in another file.
    pub memory: Option<Fingerprint>,
    /// What must be equal there for it to hold; none when nothing must.
    pub context: Option<Fingerprint>,
}

/// A decision that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// What is done.
    pub action: ActionKind,
    /// New text, value or reason.
    pub value: Option<String>,
    /// The operation that holds it.
    pub operation: i64,
    /// Who decided.
    pub author: String,
    /// When.
    pub at: Timestamp,
}

/// A decision made on another file about the same content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remembered {
    /// What is done.
    pub action: ActionKind,
    /// New text, value or reason.
    pub value: Option<String>,
    /// Who decided.
    pub author: String,
    /// When.
    pub at: Timestamp,
}

/// A cleaned copy that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exported {
    /// Where it was written.
    pub path: PathBuf,
}

/// One operation of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its number, growing.
    pub id: i64,
    /// What it is.
    pub kind: EntryKind,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub author: String,
    /// For undo and redo: the operations pointed at.
    pub targets: Vec<i64>,
    /// True for a decision that is undone now.
    pub undone: bool,
    /// For exports: what was written.
    pub exported: Option<Exported>,
    /// For decisions: what was decided, in order (finding, action or none, value).
    pub decisions: Vec<(String, Option<ActionKind>, Option<String>)>,
}

/// Every operation of a file, the first first, and what stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileHistory {
    /// The operations.
    pub entries: Vec<Entry>,
    /// The decisions that stand, by finding id.
    pub standing: BTreeMap<String, Decided>,
    /// Findings opened again by hand: memory does not hold for them.
    pub reopened: Vec<String>,
    /// The decision that undoing would undo.
    pub undo: Option<i64>,
    /// The decisions that redoing would bring back.
    pub redo: Vec<i64>,
}

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
    /// Writes decisions as one operation and gives its number.
    ///
    /// # Errors
    /// What SQLite refused; nothing is then written.
    pub fn decide(
        &self,
        file: Fingerprint,
        at: Timestamp,
        author: &str,
        drafts: &[Draft],
    ) -> Result<i64, StoreError> {
        let transaction = self.0.connection.unchecked_transaction()?;
        let id = self.operation(&transaction, file, at, EntryKind::Decide, author, None)?;
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
                insert.execute(params![id, draft.memory, draft.context, sealed])?;
            }
        }
        transaction.commit()?;
        Ok(id)
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
    ) -> Result<i64, StoreError> {
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
    ) -> Result<i64, StoreError> {
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
    ) -> Result<i64, StoreError> {
        let transaction = self.0.connection.unchecked_transaction()?;
        let id =
            self.operation(&transaction, file, at, EntryKind::Export, author, Some(exported))?;
        transaction.commit()?;
        Ok(id)
    }

    /// Everything of a file.
    ///
    /// # Errors
    /// [`StoreError::Sealed`] when a row was altered.
    pub fn of(&self, file: Fingerprint) -> Result<FileHistory, StoreError> {
        let mut entries = self.entries(file)?;
        self.add_targets(file, &mut entries)?;
        self.add_decisions(file, &mut entries)?;
        Ok(timeline::fold(entries))
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
    ) -> Result<i64, StoreError> {
        let transaction = self.0.connection.unchecked_transaction()?;
        let id = self.operation(&transaction, file, at, kind, author, None)?;
        for target in targets {
            transaction.execute(
                "INSERT OR IGNORE INTO target (operation, target) VALUES (?1, ?2)",
                params![id, target],
            )?;
        }
        transaction.commit()?;
        Ok(id)
    }

    fn operation(
        &self,
        transaction: &Transaction<'_>,
        file: Fingerprint,
        at: Timestamp,
        kind: EntryKind,
        author: &str,
        exported: Option<Exported>,
    ) -> Result<i64, StoreError> {
        let sealed = SealedOperation { author: author.to_owned(), exported };
        let sealed = self.0.keys.seal(OPERATION, &sealed)?;
        transaction.execute(
            "INSERT INTO operation (file, at, kind, sealed) VALUES (?1, ?2, ?3, ?4)",
            params![file, at.as_millisecond(), kind.word(), sealed],
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
            let entry = Entry {
                id,
                kind: EntryKind::of(&kind),
                at: moment(at)?,
                author,
                targets: Vec::new(),
                undone: false,
                exported,
                decisions: Vec::new(),
            };
            entries.insert(id, entry);
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
