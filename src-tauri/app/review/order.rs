//! The orders in which findings are listed, worked out once.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use epure_engine::finding::Finding;
use epure_engine::table::Workbook;

use super::index::Index;
use crate::dto::Sort;

/// Positions of the findings, in each order.
#[derive(Debug)]
pub(super) struct Orders {
    severity: Index,
    place: Index,
    kind: Index,
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
            severity: Index::by(findings, |finding| (Reverse(finding.severity), place(finding))),
            place: Index::by(findings, place),
            kind: Index::by(findings, |finding| (finding.check, finding.category, place(finding))),
        }
    }

    pub(super) fn by(&self, sort: Sort) -> &Index {
        match sort {
            Sort::Severity => &self.severity,
            Sort::Place => &self.place,
            Sort::Kind => &self.kind,
        }
    }
}
