//! The review of one audited file: its findings, where each stands, what is listed.
//!
//! Pure: no file, no database, no clock. [`crate::api`] hands over findings, decisions and memory,
//! and asks for pages, facets and views.

mod author;
mod filter;
mod index;
mod notes;
mod order;
mod status;
mod view;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use epure_engine::audit::Audit;
use epure_engine::decision::Decision;
use epure_engine::finding::Finding;
use epure_engine::role::Role;
use epure_engine::table::Workbook;
use epure_store::{FileHistory, Remembered};

use crate::dto::{FindingFilter, Sort, State, StateCounts};

use author::Authors;
use index::Index;
use order::Orders;
pub(crate) use status::Status;

/// Roles of the columns of each sheet, by 0-based index.
pub(crate) type Roles = BTreeMap<String, Vec<Role>>;

/// Findings of one audit and the decisions about them.
#[derive(Debug)]
pub(crate) struct Review {
    book: Arc<Workbook>,
    roles: Roles,
    audit: Audit,
    by_id: Index,
    by_row: Index,
    by_memory: Index,
    orders: Orders,
    authors: Authors,
    remembered: BTreeMap<usize, Remembered>,
    history: FileHistory,
    statuses: Vec<Status>,
}

impl Review {
    /// A review of an audit's findings, none decided on.
    pub(crate) fn new(book: Arc<Workbook>, roles: Roles, audit: Audit) -> Self {
        let findings = &audit.findings;
        Self {
            by_id: Index::by(findings, id),
            by_row: Index::by(findings, row),
            by_memory: Index::by(findings, memory),
            orders: Orders::of(findings, &book),
            authors: Authors::of(&book, findings),
            statuses: vec![Status::default(); findings.len()],
            book,
            roles,
            audit,
            remembered: BTreeMap::new(),
            history: FileHistory::default(),
        }
    }

    /// Takes up the decisions made on this very file, and those made on the same content in other
    /// files, by position of the finding.
    pub(crate) fn resume(&mut self, history: FileHistory, remembered: BTreeMap<usize, Remembered>) {
        self.history = history;
        self.remembered = remembered;
        self.statuses = (0..self.findings().len()).map(|at| self.status_of(at)).collect();
    }

    /// The audit.
    pub(crate) fn audit(&self) -> &Audit {
        &self.audit
    }

    /// All findings, in the audit's order.
    pub(crate) fn findings(&self) -> &[Finding] {
        &self.audit.findings
    }

    /// The finding of that id.
    pub(crate) fn find(&self, wanted: &str) -> Option<(usize, &Finding)> {
        let at = *self.by_id.equal(self.findings(), id, wanted).first()? as usize;
        Some((at, self.findings().get(at)?))
    }

    /// Every operation on this file.
    pub(crate) fn history(&self) -> &FileHistory {
        &self.history
    }

    /// Adds an operation that was just written, and gives the findings that stand otherwise now.
    pub(crate) fn push(&mut self, entry: epure_store::Entry) -> Vec<String> {
        let touched: BTreeSet<usize> = if entry.kind == epure_store::EntryKind::Decide {
            self.rows_of(entry.decisions.iter().map(|(id, ..)| id.as_str()))
        } else {
            (0..self.findings().len()).collect()
        };
        self.history.push(entry);
        let mut changed = Vec::new();
        for at in touched {
            let status = self.status_of(at);
            let (Some(old), Some(finding)) =
                (self.statuses.get_mut(at), self.audit.findings.get(at))
            else {
                continue;
            };
            if *old != status {
                *old = status;
                changed.push(finding.id.clone());
            }
        }
        changed
    }

    /// The findings of a row, with their positions.
    fn of_row(&self, sheet: &str, number: u32) -> impl Iterator<Item = (usize, &Finding)> {
        let places = self.by_row.equal(self.findings(), row, (sheet, Some(number)));
        let found = places.iter().map(|at| *at as usize);
        found.filter_map(|at| Some((at, self.findings().get(at)?)))
    }

    /// How many findings are about the same content as that one, itself included.
    fn same(&self, finding: &Finding) -> u32 {
        count(self.by_memory.equal(self.findings(), memory, memory(finding)).iter())
    }

    /// The findings of those ids and all others of their rows.
    fn rows_of<'a>(&self, ids: impl Iterator<Item = &'a str>) -> BTreeSet<usize> {
        let mut touched = BTreeSet::new();
        for (at, finding) in ids.filter_map(|id| self.find(id)) {
            touched.insert(at);
            if let Some(row) = finding.place.row {
                touched.extend(self.of_row(&finding.place.sheet, row).map(|(at, _)| at));
            }
        }
        touched
    }

    /// Positions of the findings that a filter lets through, in the order asked for.
    pub(crate) fn select(&self, filter: &FindingFilter, sort: Sort) -> Vec<usize> {
        let matcher = filter::Matcher::new(self, filter);
        self.orders.by(sort).all().filter(|at| matcher.matches(*at)).collect()
    }

    /// What stands, in the order it was decided: for the plan.
    pub(crate) fn decisions(&self) -> Vec<Decision> {
        let mut decisions: Vec<(i64, usize, Decision)> = Vec::new();
        for (at, finding) in self.findings().iter().enumerate() {
            if let Some((operation, action, value)) = self.standing(at) {
                let finding = finding.id.clone();
                let value = value.map(str::to_owned);
                decisions.push((operation.unwrap_or(0), at, Decision { finding, action, value }));
            }
        }
        decisions.sort_by_key(|(operation, at, _)| (*operation, *at));
        decisions.into_iter().map(|(.., decision)| decision).collect()
    }

    /// How many findings are in which state.
    pub(crate) fn counts(&self) -> StateCounts {
        let mut counts = StateCounts::default();
        for status in &self.statuses {
            match status.state {
                State::Open => counts.open += 1,
                State::Kept => {
                    counts.kept += 1;
                    counts.settled += 1;
                }
                _ => counts.settled += 1,
            }
        }
        counts
    }

    /// How many decisions come from another file.
    pub(crate) fn remembered(&self) -> u32 {
        count(self.statuses.iter().filter(|status| status.remembered))
    }
}

/// Length of an iterator, as figures cross to the window.
pub(crate) fn count<T>(items: impl Iterator<Item = T>) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}

/// What findings are found by: their id, their row, what they are about.
fn id(finding: &Finding) -> &str {
    &finding.id
}

fn row(finding: &Finding) -> (&str, Option<u32>) {
    (&finding.place.sheet, finding.place.row)
}

fn memory(finding: &Finding) -> &str {
    &finding.memory
}
