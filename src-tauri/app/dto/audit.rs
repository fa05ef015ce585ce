//! The overview of an audit: what a person grasps before looking at any finding.

use std::collections::BTreeMap;

use epure_engine::finding::{Category, Check, Severity};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::file::Warning;

/// The audit of a file, in figures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct AuditOverview {
    /// The day it speaks of.
    #[ts(as = "String")]
    pub as_of: Date,
    /// Country pack used, as `fr`.
    pub country: String,
    /// The parts of the one-sentence verdict.
    pub verdict: Verdict,
    /// Counts of all findings.
    pub summary: Summary,
    /// How many findings are in which state.
    pub states: StateCounts,
    /// When contacts were last heard of.
    pub contact_ages: ContactAges,
    /// Contacts that reach the retention limit in the coming months.
    pub forecast: Vec<ForecastMonth>,
    /// Days on which a rule begins or ends, with the contacts whose verdict it changes.
    pub changes: Vec<VerdictChange>,
    /// What is known of each channel's consent.
    pub consent: Vec<ChannelConsent>,
    /// Whom the contacts are of whom nothing tells, as somebody said; guessed when none.
    pub audience: Option<Audience>,
    /// Decisions brought from an earlier version of the file.
    pub remembered: u32,
    /// What could not be judged as meant.
    pub warnings: Vec<Warning>,
}

/// The parts of the verdict; the window makes the sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Verdict {
    /// The worst severity found; none when nothing is to settle.
    pub worst: Option<Severity>,
    /// Number of contacts (rows below the headers of the audited sheets).
    pub contacts: u32,
    /// Number of those with at least one finding that is worse than `info`.
    pub contacts_concerned: u32,
    /// Number of notes that hold something forbidden or excessive.
    pub notes_concerned: u32,
    /// Number of contacts past the retention limit.
    pub stale_contacts: u32,
}

/// Counts of findings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Summary {
    /// Rows read below headers.
    pub rows: u32,
    /// All findings.
    pub findings: u32,
    /// By check.
    pub by_check: BTreeMap<Check, u32>,
    /// By category of note.
    pub by_category: BTreeMap<Category, u32>,
    /// By severity.
    pub by_severity: BTreeMap<Severity, u32>,
}

/// How many findings are in which state.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StateCounts {
    /// Not decided on yet.
    pub open: u32,
    /// Decided on.
    pub settled: u32,
    /// Decided to be left as it is (part of `settled`).
    pub kept: u32,
}

/// When contacts were last heard of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ContactAges {
    /// Months after which a prospect must go (36 in the French pack).
    pub limit_months: u32,
    /// Buckets from the most recent to the oldest; they meet at the limit.
    pub buckets: Vec<AgeBucket>,
    /// Contacts without any readable date.
    pub undated: u32,
}

/// Contacts last heard of within a range of months.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AgeBucket {
    /// At least that many whole months ago.
    pub from_months: u32,
    /// Less than that many months ago; none for the last bucket.
    pub to_months: Option<u32>,
    /// Number of contacts.
    pub contacts: u32,
    /// True past the limit.
    pub over: bool,
}

/// Contacts that reach the limit in one month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ForecastMonth {
    /// The month, as `2026-11`.
    pub month: String,
    /// Number of contacts.
    pub contacts: u32,
}

/// Contacts that may be reached on one channel more or less from a day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct VerdictChange {
    /// The first day of the new rule.
    #[ts(as = "String")]
    pub on: Date,
    /// Number of contacts.
    pub contacts: u32,
}

/// Whom a contact is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Somebody at work.
    Professional,
    /// A private person.
    Consumer,
    /// Somebody who works alone.
    SoleTrader,
}

/// What somebody says of a contact, or of all contacts of a file of whom nothing tells.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct AudienceChoice {
    /// A finding about the contact; none for the whole file.
    pub finding: Option<String>,
    /// Whom they are; none to guess again.
    pub audience: Option<Audience>,
}

/// A way to reach a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Channel {
    Email,
    Sms,
    Phone,
    Post,
}

/// What the file says of consent for one channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChannelConsent {
    /// The channel.
    pub channel: Channel,
    /// Contacts that said yes.
    pub given: u32,
    /// Contacts that said no.
    pub refused: u32,
    /// Contacts that can be reached on it and of whom nothing is known.
    pub unknown: u32,
}

/// What an audit is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct AuditRequest {
    /// The day to speak of; today when none.
    #[ts(as = "Option<String>")]
    pub as_of: Option<Date>,
}
