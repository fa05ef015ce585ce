//! What an audit says: findings with their place, reason, legal basis and proposed actions.

use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::table::CellRef;

/// Which check made a finding (the command-line contract's `check`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names are the contract's own words")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum Check {
    SensitiveNote,
    Opposition,
    ConsentMissing,
    ConsentExpired,
    ConsentContradicted,
    ConsentUnproved,
    Stale,
    StaleSoon,
    DateMissing,
    DateInvalid,
    ExcessiveColumn,
    Duplicate,
    Suppressed,
    HiddenContent,
    InvalidContact,
}

/// What a note reveals, or the signal it gives (GDPR 9 and 10, then what is excessive).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names are the contract's own words")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum Category {
    Health,
    EthnicOrigin,
    Political,
    Religion,
    Union,
    SexLife,
    GeneticBiometric,
    Criminal,
    Insult,
    Judgement,
    Family,
    Hardship,
    NationalId,
    Bank,
    Opposition,
    Consent,
}

impl Category {
    /// Does it tell what somebody is, has or does? Others are numbers and wishes.
    pub(crate) fn tells_of_somebody(self) -> bool {
        !matches!(self, Self::NationalId | Self::Bank | Self::Opposition | Self::Consent)
    }
}

/// How pressing a finding is. Orders from the least to the most pressing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum Severity {
    /// Good to know; nothing is wrong.
    Info,
    /// To tidy.
    Minor,
    /// Against a rule; to settle.
    Major,
    /// Forbidden to keep.
    Critical,
}

/// How sure a legal statement is; anything but `Verified` is shown as a prudent reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum Confidence {
    /// Read in an official text, or in two independent sources that quote it.
    Verified,
    /// One secondary source.
    Single,
    /// Our reading of verified texts; no official statement.
    Inferred,
}

/// A legal ground, with where and when it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// Stable id, as `gdpr-9` or `fr-prospect-retention`.
    pub id: String,
    /// The article or decision, as people cite it, in the reader's language.
    pub title: String,
    /// Where it was read.
    pub source: String,
    /// Day from which it applies, when known.
    pub valid_from: Option<Date>,
    /// Day on which it was last checked.
    pub checked_on: Date,
    /// How sure it is.
    pub confidence: Confidence,
}

/// What can be done about a finding (the contract's action kinds).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum ActionKind {
    /// Replace the cell's text by a neutral one.
    Rewrite,
    /// Empty the cell.
    ClearCell,
    /// Write a value in a cell of the row (an opt-out column, a status).
    SetCell,
    /// Remove the row.
    DeleteRow,
    /// Move the row to the archive.
    MoveRow,
    /// Ask the person for consent.
    AskConsent,
    /// Put the person on the suppression list.
    AddToOpposition,
    /// Remove a hidden part of the file.
    RemovePart,
    /// Leave it, with a reason.
    Keep,
}

/// A proposed action. The first of a finding's actions is the suggested one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// What is done.
    pub kind: ActionKind,
    /// For `Rewrite`: the whole new text of the cell. For `SetCell`: the value. Else none.
    pub value: Option<String>,
    /// For `SetCell`: the cell concerned (it may lie in another column than the finding).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cell: Option<CellRef>,
}

/// Where a finding lies.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Sheet name; empty when the finding is about the whole file.
    pub sheet: String,
    /// 1-based row, when it is about one row.
    pub row: Option<u32>,
    /// 0-based column, when it is about one column.
    pub column: Option<u32>,
    /// Byte range of the cell's text, when it is about a stretch of a note.
    pub span: Option<(usize, usize)>,
}

/// One thing that a person has to decide on. A file can have hundreds of thousands: what many share
/// (rule, message, grounds, actions) is shared in memory too.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Unique in one audit, the same at every run on the same file: 16 hexadecimal digits.
    pub id: String,
    /// What is remembered across versions of a file, by content and never by place: check, rule,
    /// column role and folded text (or contact identity). Holds personal data: hash it with a key
    /// before it is stored.
    pub memory: String,
    /// Which check spoke.
    pub check: Check,
    /// What a note reveals; none for checks that are not about notes.
    pub category: Option<Category>,
    /// Rule id, as `fr.health.maternity-leave`, `fr.retention.prospect`.
    pub rule: Arc<str>,
    /// How pressing it is.
    pub severity: Severity,
    /// Where it lies.
    pub place: Place,
    /// The words that triggered it (empty when the finding is about something absent).
    pub text: String,
    /// One plain sentence in the reader's language: what is wrong and why.
    pub message: Arc<str>,
    /// Legal grounds.
    pub basis: Arc<[Basis]>,
    /// What can be done, the suggested action first.
    pub actions: Arc<[Action]>,
}

impl Place {
    /// Cell reference, when both row and column are known.
    #[must_use]
    pub fn cell(&self) -> Option<CellRef> {
        Some(CellRef { row: self.row?, column: self.column? })
    }

    /// Byte range of the cell's text, when the finding is about a stretch of it.
    #[must_use]
    pub fn range(&self) -> Option<Range<usize>> {
        self.span.map(|(start, end)| start..end)
    }
}
