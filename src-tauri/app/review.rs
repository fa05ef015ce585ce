//! The review of one audited file: its findings, where each stands, what is listed.
//!
//! Pure: no file, no database, no clock. [`crate::api`] hands over findings, decisions and memory,
//! and asks for pages, facets and views.

mod author;
mod filter;
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
    by_id: BTreeMap<String, usize>,
    /// Findings of each row, by sheet and 1-based row.
    by_row: BTreeMap<(String, u32), Vec<usize>>,
    /// Findings about the same content.
    by_memory: BTreeMap<String, Vec<usize>>,
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
        let by_id = findings.iter().enumerate().map(|(at, f)| (f.id.clone(), at)).collect();
        let orders = Orders::of(findings, &book);
        let authors = Authors::of(&book, findings);
        let (by_row, by_memory) = indexes(findings);
        let statuses = vec![Status::default(); findings.len()];
        Self {
            book,
            roles,
            audit,
            by_id,
            by_row,
            by_memory,
            orders,
            authors,
            remembered: BTreeMap::new(),
            history: FileHistory::default(),
            statuses,
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
    pub(crate) fn find(&self, id: &str) -> Option<(usize, &Finding)> {
        let at = *self.by_id.get(id)?;
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
    fn of_row(&self, sheet: &str, row: u32) -> impl Iterator<Item = (usize, &Finding)> {
        let places = self.by_row.get(&(sheet.to_owned(), row));
        places.into_iter().flatten().filter_map(|at| Some((*at, self.findings().get(*at)?)))
    }

    /// The findings of those ids and all others of their rows.
    fn rows_of<'a>(&self, ids: impl Iterator<Item = &'a str>) -> BTreeSet<usize> {
        let mut touched = BTreeSet::new();
        for (at, finding) in ids.filter_map(|id| self.find(id)) {
            touched.insert(at);
            if let Some(row) = finding.place.row {
                let row = self.by_row.get(&(finding.place.sheet.clone(), row));
                touched.extend(row.into_iter().flatten());
            }
        }
        touched
    }

    /// Positions of the findings that a filter lets through, in the order asked for.
    pub(crate) fn select(&self, filter: &FindingFilter, sort: Sort) -> Vec<usize> {
        let matcher = filter::Matcher::new(self, filter);
        self.orders.by(sort).iter().copied().filter(|at| matcher.matches(*at)).collect()
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

type ByRow = BTreeMap<(String, u32), Vec<usize>>;
type ByMemory = BTreeMap<String, Vec<usize>>;

fn indexes(findings: &[Finding]) -> (ByRow, ByMemory) {
    let (mut by_row, mut by_memory) = (ByRow::new(), ByMemory::new());
    for (at, finding) in findings.iter().enumerate() {
        if let Some(row) = finding.place.row {
            by_row.entry((finding.place.sheet.clone(), row)).or_default().push(at);
        }
        by_memory.entry(finding.memory.clone()).or_default().push(at);
    }
    (by_row, by_memory)
}
