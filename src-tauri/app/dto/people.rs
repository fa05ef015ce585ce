//! One person across files, the suppression list, a consent campaign: as the window shows them.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::audit::Channel;

/// What a person asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names are the law's own")]
pub enum RequestKind {
    #[default]
    Access,
    Rectification,
    Erasure,
    Opposition,
}

/// Whom is looked for, where, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct FindRequest {
    /// A name, an e-mail address or a number.
    pub person: String,
    /// Further marks of the same person.
    pub also: Vec<String>,
    /// Files and folders (walked).
    pub paths: Vec<String>,
    /// What they ask for.
    pub kind: RequestKind,
    /// The day they asked; today when none.
    #[ts(as = "Option<String>")]
    pub received: Option<Date>,
}

/// Everything held on somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PersonFound {
    /// The rows that speak of them.
    pub rows: Vec<HeldRow>,
    /// What to do, for another request than a copy.
    pub steps: Vec<PersonStep>,
    /// Files that were read.
    pub files: u32,
    /// Files that could not be read, with the reason.
    pub unread: Vec<String>,
    /// Paths of files that ask for their password.
    pub locked: Vec<String>,
    /// The last day to answer.
    #[ts(as = "String")]
    pub due: Date,
}

/// A row that speaks of the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct HeldRow {
    /// File name.
    pub file: String,
    /// Sheet.
    pub sheet: String,
    /// 1-based row.
    pub row: u32,
    /// Is the row about the person, or does it only mention them?
    pub about: bool,
    /// Is the name written otherwise? Then somebody must confirm.
    pub likely: bool,
    /// Header and value of each filled cell, other people left out.
    pub cells: Vec<HeldText>,
}

/// A filled cell, or a comment (without a header).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct HeldText {
    /// Header of its column.
    pub header: String,
    /// What it holds.
    pub value: String,
}

/// Something to do in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PersonStep {
    /// File name.
    pub file: String,
    /// Sheet.
    pub sheet: String,
    /// 1-based row.
    pub row: u32,
    /// Cell, when one is concerned.
    pub cell: Option<String>,
    /// What, in words.
    pub action: String,
    /// Must somebody confirm that the row is about the person?
    pub confirm: bool,
}

/// The suppression list in figures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SuppressionView {
    /// People on it.
    pub people: u32,
    /// People by channel refused; `all` for every channel.
    pub channels: Vec<Counted>,
    /// People by year of their refusal.
    pub years: Vec<Counted>,
    /// People whose refusals are older than `kept_years`.
    pub past: u32,
    /// Years for which a refusal is kept at least.
    pub kept_years: u32,
}

/// A number of people under a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Counted {
    /// The name.
    pub name: String,
    /// How many.
    pub count: u32,
}

/// What was read into the suppression list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RefusalsRead {
    /// Contacts in the files.
    pub people: u32,
    /// Those who refuse.
    pub refusals: u32,
    /// Those who were not on the list yet.
    pub added: u32,
}

/// How many contacts of a file must not be contacted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FileChecked {
    /// File name.
    pub file: String,
    /// Contacts.
    pub people: u32,
    /// Those on the list.
    pub suppressed: u32,
    /// Where the first of them are.
    pub rows: Vec<SuppressedRow>,
}

/// A row of somebody who is on the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SuppressedRow {
    /// Sheet.
    pub sheet: String,
    /// 1-based row.
    pub row: u32,
    /// Channels refused, in words.
    pub channels: String,
    /// Since when.
    #[ts(as = "Option<String>")]
    pub since: Option<Date>,
}

/// Who may be asked for a consent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CampaignView {
    /// File name.
    pub file: String,
    /// How many may be asked.
    pub count: u32,
    /// The first of them.
    pub asked: Vec<AskedRow>,
    /// How many are not asked, by reason in words.
    pub left_out: Vec<Counted>,
    /// Channels that somebody may be asked about.
    pub about: Vec<Channel>,
}

/// Somebody to ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AskedRow {
    /// Sheet.
    pub sheet: String,
    /// 1-based row.
    pub row: u32,
    /// Name, else company.
    pub name: String,
    /// How to ask.
    pub by: Channel,
    /// What for.
    pub about: Vec<Channel>,
}

/// What the message of a campaign is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct MessageParts {
    /// Channels asked about.
    pub about: Vec<Channel>,
    /// The company.
    pub company: String,
    /// What it offers.
    pub offer: String,
    /// Where the details come from.
    pub source: String,
    /// Where to answer.
    pub contact: String,
}

/// What came of a campaign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CampaignResult {
    /// Answers read.
    pub asked: u32,
    /// Messages opened, when the file tells.
    pub opened: Option<u32>,
    /// Said yes.
    pub agreed: u32,
    /// Said no.
    pub refused: u32,
    /// Did not answer.
    pub silent: u32,
    /// Did not get the message.
    pub bounced: u32,
    /// Answered neither yes nor no.
    pub unread: u32,
    /// Are not in the file.
    pub unknown: u32,
}
