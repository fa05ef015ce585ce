//! Decisions about to be written, written, and standing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use epure_engine::finding::ActionKind;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::key::Fingerprint;

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
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Decide => "decide",
            Self::Undo => "undo",
            Self::Redo => "redo",
            Self::Export => "export",
        }
    }

    /// The kind a row's word stands for; the table's own check admits no other.
    pub(crate) fn of(word: &str) -> Self {
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

impl Entry {
    /// An operation that has neither number nor content yet. Moments are kept to the millisecond.
    pub(crate) fn new(kind: EntryKind, at: Timestamp, author: &str) -> Self {
        Self {
            id: 0,
            kind,
            at: Timestamp::from_millisecond(at.as_millisecond()).unwrap_or(at),
            author: author.to_owned(),
            targets: Vec::new(),
            undone: false,
            exported: None,
            decisions: Vec::new(),
        }
    }
}

/// Every operation of a file, the first first, and what stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileHistory {
    /// The operations.
    pub entries: Vec<Entry>,
    /// The decisions that stand, by finding id.
    pub standing: BTreeMap<String, Decided>,
    /// Findings opened again by hand: memory does not hold for them.
    pub reopened: BTreeSet<String>,
    /// The decision that undoing would undo.
    pub undo: Option<i64>,
    /// The decisions that redoing would bring back.
    pub redo: Vec<i64>,
}
