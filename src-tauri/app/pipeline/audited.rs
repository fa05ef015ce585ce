//! A file and its audit, as the command line prints them and the window shows them.

use std::collections::BTreeMap;

use epure_engine::finding::{Finding, Severity};
use jiff::civil::Date;

use super::{Fitted, Source};
use crate::dto::{Summary, Warning};
use crate::review::count;

/// A file that was read and audited.
#[derive(Debug)]
pub(crate) struct Audited {
    /// The file.
    pub(crate) source: Source,
    /// What its columns hold, by sheet.
    pub(crate) sheets: Vec<Fitted>,
    /// The day it speaks of.
    pub(crate) as_of: Date,
    /// Country pack used.
    pub(crate) country: String,
    /// What was found, in the audit's order.
    pub(crate) findings: Vec<Finding>,
    /// What could not be read or judged as meant.
    pub(crate) warnings: Vec<Warning>,
}

impl Audited {
    /// Counts of all findings.
    pub(crate) fn summary(&self) -> Summary {
        let sheets = self.source.book.sheets.iter().zip(&self.sheets);
        let included = sheets.filter(|(_, fitted)| fitted.included);
        let rows = included.map(|(table, _)| count(table.body())).sum();
        summary(rows, &self.findings)
    }

    /// The worst severity found.
    pub(crate) fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.severity).max()
    }
}

/// Counts of findings.
pub(crate) fn summary(rows: u32, findings: &[Finding]) -> Summary {
    let mut summary = Summary { rows, findings: count(findings.iter()), ..Summary::default() };
    for finding in findings {
        add(&mut summary.by_check, finding.check);
        add(&mut summary.by_severity, finding.severity);
        if let Some(category) = finding.category {
            add(&mut summary.by_category, category);
        }
    }
    summary
}

fn add<K: Ord>(counts: &mut BTreeMap<K, u32>, key: K) {
    *counts.entry(key).or_default() += 1;
}
