//! Decisions and their history.

use epure_engine::finding::ActionKind;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::audit::StateCounts;
use super::finding::FindingFilter;

/// Which findings a decision is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Selection {
    /// These.
    Ids {
        /// Finding ids.
        ids: Vec<String>,
    },
    /// All that a filter lets through, decided ones included only if the filter asks for them.
    Filter {
        /// The filter.
        filter: Box<FindingFilter>,
    },
}

/// A decision to take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Decide {
    /// About what.
    pub findings: Selection,
    /// What to do; findings that do not propose it are left alone. None takes each finding's
    /// suggested action.
    pub action: Option<ActionKind>,
    /// `rewrite`: the whole new text, or none for the proposed one. `set_cell`: the value, or none
    /// for the proposed one. `keep`: the reason. Else none.
    pub value: Option<String>,
}

/// What a decision, an undo or a redo changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Decided {
    /// The history entry concerned; none when there was nothing to do.
    pub operation: Option<u32>,
    /// How many findings have another decision now.
    pub changed: u32,
    /// The first of them. (Not all: a bulk decision may be about a hundred thousand.)
    pub first: Option<String>,
    /// Findings that were left alone because they do not propose that action.
    pub skipped: u32,
    /// How things stand now.
    pub states: StateCounts,
    /// Is there something to undo?
    pub can_undo: bool,
    /// Is there something to redo?
    pub can_redo: bool,
}

/// Everything that was decided on a file, the last first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct History {
    /// One entry an operation.
    pub entries: Vec<HistoryEntry>,
    /// Is there something to undo?
    pub can_undo: bool,
    /// Is there something to redo?
    pub can_redo: bool,
}

/// What an entry of the history is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// Decisions were taken.
    Decide,
    /// A cleaned copy was written.
    Export,
}

/// One operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HistoryEntry {
    /// Its number, growing.
    pub id: u32,
    /// What it is.
    pub kind: EntryKind,
    /// When (RFC 3339).
    pub at: String,
    /// Who.
    pub author: String,
    /// What was done; none for mixed actions (suggested ones in bulk) and exports.
    pub action: Option<ActionKind>,
    /// How many findings.
    pub findings: u32,
    /// The first finding concerned, when the present audit still has it.
    pub first: Option<String>,
    /// Its place, as `Prospects!L12`.
    pub place: Option<String>,
    /// True when it was undone.
    pub undone: bool,
    /// For exports: where the copy was written.
    pub path: Option<String>,
    /// For exports: decisions have changed since.
    pub outdated: bool,
}
