//! What an audit measured, as its JSON says (`epure audit --format json`), and the answers it
//! proposes.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::pack::Evidence;
use super::{Level, Seen};

/// The figures of an audit; no text of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measured {
    /// The file.
    pub file: MeasuredFile,
    /// Day of the audit.
    pub as_of: Date,
    /// Its sheets.
    #[serde(default)]
    pub sheets: Vec<MeasuredSheet>,
    /// Its counts.
    pub summary: Counts,
}

/// The audited file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasuredFile {
    /// Its name.
    pub name: String,
    /// Its SHA-256.
    pub sha256: String,
}

/// A sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasuredSheet {
    /// Lines of data.
    #[serde(default)]
    pub rows: u32,
    /// Columns.
    #[serde(default)]
    pub columns: Vec<MeasuredColumn>,
}

/// A column.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasuredColumn {
    /// What it holds, as `email`.
    pub role: String,
}

/// Counts of an audit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Lines of data.
    pub rows: u32,
    /// Findings.
    #[serde(default)]
    pub findings: u32,
    /// Findings by check.
    #[serde(default)]
    pub by_check: BTreeMap<String, u32>,
}

/// What an audit says about a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Proposal {
    /// The answer it proposes.
    pub level: Level,
    /// How many findings there are.
    pub count: u32,
    /// In how many lines.
    pub rows: u32,
    /// The file, the day and the count, to be kept with the answer.
    pub seen: Seen,
    /// Name of the file.
    pub file: String,
}

impl Measured {
    /// Adds another file's audit to this one: a company may keep several.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.file.name = format!("{}, {}", self.file.name, other.file.name);
        self.file.sha256 = format!("{}+{}", self.file.sha256, other.file.sha256);
        // What is said of both is only as fresh as the older.
        self.as_of = self.as_of.min(other.as_of);
        self.sheets.extend(other.sheets);
        self.summary.rows += other.summary.rows;
        self.summary.findings += other.summary.findings;
        for (check, count) in other.summary.by_check {
            *self.summary.by_check.entry(check).or_default() += count;
        }
        self
    }

    /// How many findings of those checks there are.
    pub(crate) fn count(&self, checks: &[String]) -> u32 {
        checks.iter().filter_map(|check| self.summary.by_check.get(check)).sum()
    }

    /// Does a column hold that?
    #[must_use]
    pub fn has_role(&self, role: &str) -> bool {
        self.sheets.iter().flat_map(|sheet| &sheet.columns).any(|column| column.role == role)
    }

    /// The answer that the figures propose.
    pub(crate) fn proposes(&self, evidence: &Evidence) -> Proposal {
        let count = self.count(&evidence.checks);
        let rows = self.summary.rows;
        let few = u64::from(count) * 1000 <= u64::from(evidence.partly_per_mille) * u64::from(rows);
        let level = match count {
            0 => Level::Yes,
            _ if few => Level::Partly,
            _ => Level::No,
        };
        let seen = Seen { sha256: self.file.sha256.clone(), as_of: self.as_of, count };
        Proposal { level, count, rows, seen, file: self.file.name.clone() }
    }
}
