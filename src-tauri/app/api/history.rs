//! Everything that was decided on a file, the last first.

use epure_engine::finding::ActionKind;
use epure_store::{Entry, EntryKind as Kind};

use super::App;
use crate::dto::{EntryKind, History, HistoryEntry};
use crate::error::Error;
use crate::review::{Review, count};

impl App {
    /// The history of a file: decisions and exports. Undoing and redoing show as marks on them.
    ///
    /// # Errors
    /// Unknown file, or one not audited yet.
    pub fn history(&self, file: &str) -> Result<History, Error> {
        let session = self.session(file)?;
        let session = super::lock(&session);
        let review = session.review()?;
        let history = review.history();
        let last_change = history
            .entries
            .iter()
            .rev()
            .find(|entry| entry.kind != Kind::Export)
            .map_or(0, |entry| entry.id);
        let shown = |entry: &&Entry| matches!(entry.kind, Kind::Decide | Kind::Export);
        let entries = history.entries.iter().rev().filter(shown);
        Ok(History {
            entries: entries.map(|entry| line(review, entry, last_change)).collect(),
            can_undo: history.undo.is_some(),
            can_redo: !history.redo.is_empty(),
        })
    }
}

fn line(review: &Review, entry: &Entry, last_change: i64) -> HistoryEntry {
    let first = entry.decisions.iter().find_map(|(id, ..)| review.find(id));
    let place = first.map(|(_, finding)| {
        let cell = finding.place.cell().map(|cell| cell.to_string());
        let row = finding.place.row.map(|row| row.to_string());
        format!("{}!{}", finding.place.sheet, cell.or(row).unwrap_or_default())
    });
    HistoryEntry {
        id: u32::try_from(entry.id).unwrap_or(u32::MAX),
        kind: if entry.kind == Kind::Export { EntryKind::Export } else { EntryKind::Decide },
        at: entry.at.to_string(),
        author: entry.author.clone(),
        action: same_action(entry),
        findings: count(entry.decisions.iter()),
        first: first.map(|(_, finding)| finding.id.clone()),
        place,
        undone: entry.undone,
        path: entry.exported.as_ref().map(|exported| exported.path.display().to_string()),
        outdated: entry.kind == Kind::Export && last_change > entry.id,
    }
}

/// The action of an operation, when all its decisions have the same.
fn same_action(entry: &Entry) -> Option<ActionKind> {
    let mut actions = entry.decisions.iter().map(|(_, action, _)| *action);
    let first = actions.next()??;
    actions.all(|action| action == Some(first)).then_some(first)
}
