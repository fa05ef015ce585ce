//! Findings as the review shows them: short lines for the list, one full view, filters and facets.

use epure_engine::finding::{ActionKind, Category, Check, Confidence, Severity};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where a finding stands.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS,
)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nobody decided yet.
    #[default]
    Open,
    /// The proposed rewriting was accepted.
    Accepted,
    /// Rewritten by hand.
    Edited,
    /// The cell will be emptied.
    Cleared,
    /// A value will be written in the row.
    Set,
    /// The row will be removed.
    Deleted,
    /// The row will go to the archive.
    Moved,
    /// A hidden part will be removed.
    Removed,
    /// Something is to be done outside the file (ask for consent, suppression list).
    Noted,
    /// Left as it is, with a reason.
    Kept,
}

/// A finding in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FindingLine {
    /// Its id, the same at every run on the same file.
    pub id: String,
    /// Which check spoke.
    pub check: Check,
    /// What the note reveals, for notes.
    pub category: Option<Category>,
    /// How pressing it is.
    pub severity: Severity,
    /// Sheet, empty when it is about the whole file.
    pub sheet: String,
    /// 1-based row.
    pub row: Option<u32>,
    /// Column letters.
    pub column: Option<String>,
    /// Cell, as `L12`.
    pub cell: Option<String>,
    /// Who the row is about (name or company), as read.
    pub contact: String,
    /// The words that triggered it, empty when it is about something absent.
    pub text: String,
    /// One plain sentence.
    pub message: String,
    /// Where it stands.
    pub state: State,
    /// True when the decision comes from an earlier version of the file.
    pub remembered: bool,
}

/// Everything about one finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FindingView {
    /// The same as in the list.
    pub line: FindingLine,
    /// Rule id, as `fr.health.maternity-leave`.
    pub rule: String,
    /// Title of the rule.
    pub title: String,
    /// Why it is a problem, in one plain sentence.
    pub why: String,
    /// What to write instead, in one plain sentence; empty when there is nothing to say.
    pub advice: String,
    /// Legal grounds.
    pub basis: Vec<BasisView>,
    /// What can be done, the suggested action first.
    pub actions: Vec<ActionView>,
    /// The whole text of the cell, as read.
    pub note: String,
    /// Every finding of that cell, to be marked in the note.
    pub marks: Vec<Mark>,
    /// Words of the cell that look like something and were left alone.
    pub spared: Vec<SparedView>,
    /// The proposed whole new text of the cell; none when no rewriting is proposed.
    pub proposed: Option<String>,
    /// What was decided; none while it is open.
    pub decided: Option<DecisionView>,
    /// The contact's row: filled cells with their headers.
    pub row: Vec<RowCell>,
    /// How many other findings, open or not, are about the same words and rule: decide once.
    pub same: u32,
}

/// A stretch of a note to be marked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Mark {
    /// The finding.
    pub finding: String,
    /// First character (Unicode characters, from 0).
    pub start: u32,
    /// One past the last character.
    pub end: u32,
    /// What it reveals.
    pub category: Option<Category>,
    /// How pressing it is.
    pub severity: Severity,
    /// Where it stands.
    pub state: State,
}

/// Why words that look like something were left alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SparedBecause {
    /// The words around them give them an innocent meaning.
    Context,
    /// They are part of a proper name.
    Name,
    /// Nothing around them gives them the meaning looked for.
    Alone,
}

/// Words that look like something and were left alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SparedView {
    /// First character (Unicode characters, from 0).
    pub start: u32,
    /// One past the last character.
    pub end: u32,
    /// Title of the rule that would have spoken.
    pub title: String,
    /// Why it did not.
    pub because: SparedBecause,
}

/// A legal ground.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BasisView {
    /// Stable id.
    pub id: String,
    /// The article or decision, as people cite it.
    pub title: String,
    /// Where it was read.
    pub source: String,
    /// Day from which it applies, when known.
    #[ts(as = "Option<String>")]
    pub valid_from: Option<Date>,
    /// Day on which it was last checked.
    #[ts(as = "String")]
    pub checked_on: Date,
    /// How sure it is; anything but `verified` is shown as a prudent reading.
    pub confidence: Confidence,
}

/// Something that can be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ActionView {
    /// What is done.
    pub kind: ActionKind,
    /// The new text or value, when there is one.
    pub value: Option<String>,
    /// For `set_cell`: the cell concerned, as `M12`.
    pub cell: Option<String>,
}

/// What was decided about a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DecisionView {
    /// What is done.
    pub action: ActionKind,
    /// New text, value or reason.
    pub value: Option<String>,
    /// The history entry that holds it; none when it comes from memory.
    pub operation: Option<u32>,
    /// Who decided.
    pub author: String,
    /// When (RFC 3339).
    pub at: String,
}

/// A filled cell of the contact's row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RowCell {
    /// Column letters.
    pub letter: String,
    /// Header text.
    pub header: String,
    /// What the cell holds, as a person reads it.
    pub value: String,
}

/// Which findings are wanted. An empty list or text narrows nothing; filled ones narrow together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct FindingFilter {
    /// Any of these checks.
    pub check: Option<Vec<Check>>,
    /// Any of these categories.
    pub category: Option<Vec<Category>>,
    /// Any of these severities.
    pub severity: Option<Vec<Severity>>,
    /// Any of these states.
    pub state: Option<Vec<State>>,
    /// Any of these sheets.
    pub sheet: Option<Vec<String>>,
    /// Any of these columns, as `Feuil1!L` (facet values).
    pub column: Option<Vec<String>>,
    /// Any of these rules.
    pub rule: Option<Vec<String>>,
    /// Any of these authors of notes.
    pub author: Option<Vec<String>>,
    /// Only findings that propose this action.
    pub offers: Option<ActionKind>,
    /// Words to find in the note, the message or the contact (case and accents ignored).
    pub search: Option<String>,
    /// Only findings about the same words and rule as this finding.
    pub same_as: Option<String>,
    /// Only findings of this 1-based row (with `sheet`).
    pub row: Option<u32>,
    /// Only what comes (true) or does not come (false) from an earlier version of the file.
    pub remembered: Option<bool>,
}

/// In which order findings are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// Worst first, then place.
    #[default]
    Severity,
    /// Sheet, row, column.
    Place,
    /// By check and category, then place.
    Kind,
}

/// A request for a stretch of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct PageRequest {
    /// Which findings.
    pub filter: FindingFilter,
    /// In which order.
    pub sort: Sort,
    /// How many to skip.
    pub offset: u32,
    /// How many to give, 500 at most.
    pub limit: u32,
}

/// A stretch of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FindingPage {
    /// How many findings the filter lets through.
    pub total: u32,
    /// How many of those are still open.
    pub open: u32,
    /// The stretch asked for.
    pub items: Vec<FindingLine>,
}

/// Counts beside each possible value of a filter; each facet ignores its own filter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Facets {
    /// By check.
    pub check: Vec<Facet>,
    /// By category.
    pub category: Vec<Facet>,
    /// By severity, worst first.
    pub severity: Vec<Facet>,
    /// By state.
    pub state: Vec<Facet>,
    /// By sheet.
    pub sheet: Vec<Facet>,
    /// By column.
    pub column: Vec<Facet>,
    /// By rule.
    pub rule: Vec<Facet>,
    /// By author of the note, where a column or a signature says who that is.
    pub author: Vec<Facet>,
}

/// One value of a facet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Facet {
    /// What to put in the filter.
    pub value: String,
    /// What to show, when it is not a word of the contract (header of a column, title of a rule).
    pub label: Option<String>,
    /// How many findings.
    pub count: u32,
}
