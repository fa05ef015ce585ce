//! Deciding, undoing, redoing; each is written in the store before it is answered.

use std::collections::BTreeSet;

use epure_engine::finding::{ActionKind, Finding};
use epure_store::{Draft, Entry, EntryKind, FileHistory};

use super::App;
use super::memory::Prints;
use super::session::Session;
use crate::dto::{Decide, Decided, Selection, Sort, State};
use crate::error::Error;
use crate::review::{Review, count};

impl App {
    /// Takes a decision about findings. Those that cannot be settled that way are left alone.
    ///
    /// # Errors
    /// Unknown file or finding; the store refused, and nothing was decided.
    pub fn decide(&self, file: &str, request: &Decide) -> Result<Decided, Error> {
        self.change(file, |session, review| {
            let chosen = selected(review, &request.findings)?;
            let store = self.store();
            let prints = Prints::new(&store, review);
            let drafts: Vec<Draft> = settle(review, &chosen, request)
                .into_iter()
                .map(|(finding, action, value)| prints.draft(finding, Some(action), value))
                .collect();
            let skipped = chosen.len() - drafts.len();
            if drafts.is_empty() {
                return Ok((None, skipped));
            }
            let author = super::personal::author(&store)?;
            let entry = store.history().decide(session.file, self.now(), &author, &drafts)?;
            Ok((Some(entry), skipped))
        })
    }

    /// Opens findings again: what was decided or remembered about them no longer holds.
    ///
    /// # Errors
    /// Unknown file or finding; the store refused.
    pub fn reopen(&self, file: &str, findings: &Selection) -> Result<Decided, Error> {
        self.change(file, |session, review| {
            let chosen = selected(review, findings)?;
            let store = self.store();
            let prints = Prints::new(&store, review);
            let drafts: Vec<Draft> = chosen
                .iter()
                .filter_map(|at| review.findings().get(*at))
                .map(|finding| prints.draft(finding, None, None))
                .collect();
            let author = super::personal::author(&store)?;
            let entry = store.history().decide(session.file, self.now(), &author, &drafts)?;
            Ok((Some(entry), 0))
        })
    }

    /// Undoes the last decision that stands.
    ///
    /// # Errors
    /// Unknown file; the store refused.
    pub fn undo(&self, file: &str) -> Result<Decided, Error> {
        self.point(file, EntryKind::Undo, |history| Ok(history.undo.into_iter().collect()))
    }

    /// Brings back what was undone last.
    ///
    /// # Errors
    /// Unknown file; the store refused.
    pub fn redo(&self, file: &str) -> Result<Decided, Error> {
        self.point(file, EntryKind::Redo, |history| Ok(history.redo.clone()))
    }

    /// Undoes one entry of the history and leaves the later ones alone.
    ///
    /// # Errors
    /// Unknown file or entry; the store refused.
    pub fn undo_entry(&self, file: &str, entry: u32) -> Result<Decided, Error> {
        self.point(file, EntryKind::Undo, |history| {
            decision_of(history, entry)?;
            Ok(vec![i64::from(entry)])
        })
    }

    /// Goes back to a point of the history: every decision after that entry is undone (all of them
    /// without an entry).
    ///
    /// # Errors
    /// Unknown file or entry; the store refused.
    pub fn go_back(&self, file: &str, entry: Option<u32>) -> Result<Decided, Error> {
        self.point(file, EntryKind::Undo, |history| {
            if let Some(entry) = entry {
                decision_of(history, entry)?;
            }
            let after = entry.map_or(0, i64::from);
            let later = |known: &&Entry| {
                known.kind == EntryKind::Decide && !known.undone && known.id > after
            };
            Ok(history.entries.iter().filter(later).map(|known| known.id).collect())
        })
    }

    /// Writes an undo or a redo of the entries that `targets` names.
    fn point(
        &self,
        file: &str,
        kind: EntryKind,
        targets: impl Fn(&FileHistory) -> Result<Vec<i64>, Error>,
    ) -> Result<Decided, Error> {
        self.change(file, |session, review| {
            let targets = targets(review.history())?;
            if targets.is_empty() {
                return Ok((None, 0));
            }
            let (store, at) = (self.store(), self.now());
            let author = super::personal::author(&store)?;
            let entry = match kind {
                EntryKind::Redo => store.history().redo(session.file, at, &author, &targets)?,
                _ => store.history().undo(session.file, at, &author, &targets)?,
            };
            Ok((Some(entry), 0))
        })
    }

    /// Lets `write` write an operation, then brings the review up to date and tells what changed.
    fn change(
        &self,
        file: &str,
        write: impl FnOnce(&Session, &Review) -> Result<(Option<Entry>, usize), Error>,
    ) -> Result<Decided, Error> {
        let session = self.session(file)?;
        let mut session = super::lock(&session);
        let (entry, skipped) = write(&session, session.review()?)?;
        let operation = entry.as_ref().and_then(|entry| u32::try_from(entry.id).ok());
        let review = session.review_mut()?;
        let changed = entry.map(|entry| review.push(entry)).unwrap_or_default();
        Ok(Decided {
            operation,
            changed: count(changed.iter()),
            first: changed.into_iter().next(),
            skipped: u32::try_from(skipped).unwrap_or(u32::MAX),
            states: review.counts(),
            can_undo: review.history().undo.is_some(),
            can_redo: !review.history().redo.is_empty(),
        })
    }
}

/// The entry of that number, which must hold decisions.
fn decision_of(history: &FileHistory, entry: u32) -> Result<&Entry, Error> {
    let found = history.entries.iter().find(|known| known.id == i64::from(entry));
    found
        .filter(|known| known.kind == EntryKind::Decide)
        .ok_or_else(|| Error::unknown("errors.unknown_entry", Vec::new()))
}

/// Positions of the findings chosen. A filter that does not ask for states takes open ones alone.
fn selected(review: &Review, selection: &Selection) -> Result<Vec<usize>, Error> {
    match selection {
        Selection::Ids { ids } => {
            let unknown = || Error::unknown("errors.unknown_finding", Vec::new());
            let unique: BTreeSet<&String> = ids.iter().collect();
            unique.into_iter().map(|id| Ok(review.find(id).ok_or_else(unknown)?.0)).collect()
        }
        Selection::Filter { filter } => {
            let mut filter = (**filter).clone();
            filter.state.get_or_insert_with(|| vec![State::Open]);
            Ok(review.select(&filter, Sort::Place))
        }
    }
}

type Settled<'a> = Vec<(&'a Finding, ActionKind, Option<String>)>;

/// What is decided about each finding; those that cannot be settled that way are left out.
fn settle<'a>(review: &'a Review, chosen: &[usize], request: &Decide) -> Settled<'a> {
    let mut first_note: Option<String> = None;
    let mut settled = Settled::new();
    for finding in chosen.iter().filter_map(|at| review.findings().get(*at)) {
        let suggested = finding.actions.first().map(|action| action.kind);
        let Some(action) = request.action.or(suggested) else { continue };
        if !possible(finding, action) {
            continue;
        }
        // A whole new text is for one text: in bulk, only for cells that read the same.
        if action == ActionKind::Rewrite && request.value.is_some() {
            let note = review.note(finding);
            if *first_note.get_or_insert_with(|| note.clone()) != note {
                continue;
            }
        }
        settled.push((finding, action, value(finding, action, request)));
    }
    settled
}

/// Can the finding be settled that way? What it proposes can; keeping always can; a cell can be
/// rewritten or emptied, a row deleted, even when that is not proposed.
fn possible(finding: &Finding, action: ActionKind) -> bool {
    match action {
        ActionKind::Keep => true,
        ActionKind::Rewrite | ActionKind::ClearCell if finding.place.cell().is_some() => true,
        ActionKind::DeleteRow if finding.place.row.is_some() => true,
        _ => finding.actions.iter().any(|proposed| proposed.kind == action),
    }
}

fn value(finding: &Finding, action: ActionKind, request: &Decide) -> Option<String> {
    match action {
        ActionKind::Rewrite | ActionKind::Keep => request.value.clone(),
        ActionKind::SetCell => request.value.clone().or_else(|| {
            let proposed = finding.actions.iter().find(|proposed| proposed.kind == action);
            proposed.and_then(|proposed| proposed.value.clone())
        }),
        _ => None,
    }
}
