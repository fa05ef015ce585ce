//! The orders in which findings are listed, worked out once.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use epure_engine::finding::Finding;
use epure_engine::table::Workbook;

use crate::dto::Sort;

/// Positions of the findings, in each order.
#[derive(Debug)]
pub(super) struct Orders {
    severity: Vec<usize>,
    place: Vec<usize>,
    kind: Vec<usize>,
}

impl Orders {
    pub(super) fn of(findings: &[Finding], book: &Workbook) -> Self {
        let sheets: BTreeMap<&str, usize> =
            book.sheets.iter().enumerate().map(|(at, sheet)| (sheet.name.as_str(), at)).collect();
        // Findings about the whole file have no sheet and come first.
        let place = |finding: &Finding| {
            let place = &finding.place;
            let sheet = sheets.get(place.sheet.as_str()).map(|at| at + 1).unwrap_or_default();
            (sheet, place.row, place.column, place.span)
        };
        Self {
            severity: sorted(findings, |finding| (Reverse(finding.severity), place(finding))),
            place: sorted(findings, place),
            kind: sorted(findings, |finding| (finding.check, finding.category, place(finding))),
        }
    }

    pub(super) fn by(&self, sort: Sort) -> &[usize] {
        match sort {
            Sort::Severity => &self.severity,
            Sort::Place => &self.place,
            Sort::Kind => &self.kind,
        }
    }
}

/// Positions sorted by a key of the findings; equal ones stay in the audit's order.
fn sorted<K: Ord>(findings: &[Finding], key: impl Fn(&Finding) -> K) -> Vec<usize> {
    let mut keyed: Vec<(K, usize)> =
        findings.iter().enumerate().map(|(at, finding)| (key(finding), at)).collect();
    keyed.sort();
    keyed.into_iter().map(|(_, at)| at).collect()
}
