//! Requests, breaches and the journal as the window shows them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A person's request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RequestView {
    /// Its number; 0 for a new one.
    #[ts(type = "number")]
    pub id: i64,
    /// The day it came (`YYYY-MM-DD`).
    pub received: String,
    /// The day the person was told that it takes two more months.
    pub extended: Option<String>,
    /// The day it was answered.
    pub answered: Option<String>,
    /// access, rectification, erasure, restriction, portability or objection.
    pub kind: String,
    /// Who asks.
    pub person: String,
    /// Anything worth keeping.
    pub note: String,
    /// The last day to answer (out only).
    #[serde(default)]
    pub deadline: String,
    /// Days left; negative when late; none once answered (out only).
    #[serde(default)]
    pub days_left: Option<i32>,
}

/// A breach.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BreachView {
    /// Its number; 0 for a new one.
    #[ts(type = "number")]
    pub id: i64,
    /// When the company became aware of it (RFC 3339).
    pub found_at: String,
    /// When the authority was told.
    pub notified_at: Option<String>,
    /// Nature of the breach.
    pub nature: String,
    /// Categories and approximate number of persons and of records.
    pub persons: String,
    /// Likely consequences.
    pub consequences: String,
    /// Measures taken or planned.
    pub measures: String,
    /// Why the authority was not told, or late.
    pub reason: String,
    /// The last moment to notify (out only).
    #[serde(default)]
    pub deadline: String,
    /// Whole hours left; negative when late; none once notified (out only).
    #[serde(default)]
    #[ts(type = "number | null")]
    pub hours_left: Option<i64>,
}

/// The journal: what happened, the first line first, and whether the lines hold together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct JournalView {
    /// Its lines.
    pub lines: Vec<JournalLine>,
    /// The first line that does not follow the one before; none when all hold.
    #[ts(type = "number | null")]
    pub first_fault: Option<u64>,
}

/// A line of the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct JournalLine {
    /// 1, 2, 3 …
    #[ts(type = "number")]
    pub number: u64,
    /// When (RFC 3339).
    pub at: String,
    /// What happened: audited, decided, cleaned …
    pub event: String,
    /// Counts, hashes and versions, by name.
    pub facts: BTreeMap<String, String>,
    /// SHA-256 that binds it to the line before, in hexadecimal.
    pub hash: String,
}
