//! The cleaned copy: what it will change, how it is asked for, what came out.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Secret;

/// What the decisions taken so far will change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlanPreview {
    /// Cells that get another content.
    pub cells_changed: u32,
    /// Rows that disappear.
    pub rows_removed: u32,
    /// Rows that go to the archive.
    pub rows_moved: u32,
    /// Columns that disappear.
    pub columns_removed: u32,
    /// Hidden parts that disappear.
    pub parts_removed: u32,
    /// Findings nobody decided on.
    pub open: u32,
    /// Where the copy could go: beside the original.
    pub target: String,
    /// Where the change log could go.
    pub log: String,
    /// Where the certificate could go, without its extension (`xlsx` or `html`).
    pub certificate: String,
    /// May columns get drop-down lists, reminders and columns for consents? (xlsx and xlsm)
    pub aids: bool,
    /// Do archived rows go to a file of their own in any case? (text files, which have no other sheet)
    pub archives_apart: bool,
    /// May the copy get a password? (xlsx, xlsm and ods)
    pub takes_password: bool,
    /// The original has a password.
    pub locked: bool,
}

/// How the cleaned copy is wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ExportOptions {
    /// Where to write it; its extension says the format. Never the original.
    pub target: String,
    /// Where to write the change log (xlsx); none for no log.
    pub log: Option<String>,
    /// Where to write the certificate (xlsx or html); none for no certificate.
    pub certificate: Option<String>,
    /// Empty the rows that would be deleted: for files whose structure forbids deleting.
    pub blank_rows: bool,
    /// Add drop-down lists, reminders and columns for consents.
    pub aids: bool,
    /// Archived rows go to a file of their own beside the copy, not to a sheet of it.
    pub archive_file: bool,
    /// The copy opens with a password.
    pub protect: bool,
    /// That password; none takes the one of the original.
    pub password: Option<Secret>,
    /// Replace existing files.
    pub force: bool,
    /// Write every refusal in the copy, channel by channel, and keep those people on the suppression
    /// list.
    pub refusals: bool,
}

/// What came out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExportResult {
    /// The cleaned copy.
    pub path: String,
    /// The change log, when one was asked for.
    pub log: Option<String>,
    /// The certificate, when one was asked for.
    pub certificate: Option<String>,
    /// Cells that got another content.
    pub cells_changed: u32,
    /// Rows that disappeared.
    pub rows_removed: u32,
    /// Rows that went to the archive.
    pub rows_moved: u32,
    /// The files they went to, when they left the copy.
    pub archives: Vec<String>,
    /// Parts of the package that changed.
    pub parts_changed: u32,
    /// Parts of the package.
    pub parts_total: u32,
    /// True: the copy was opened again, nothing removed is left in it and nothing else changed.
    pub checked: bool,
    /// What this format could not keep, one sentence each.
    pub not_kept: Vec<String>,
    /// People who entered the suppression list.
    pub suppressed: u32,
    /// SHA-256 of the copy, lower-case hexadecimal.
    pub sha256: String,
}
