//! What stands after a list of operations: pure, no database.

use std::collections::BTreeSet;

use crate::entry::{Decided, Entry, EntryKind, FileHistory};

/// Plays operations in order: which decisions are undone, which stand, what undo and redo would do.
///
/// Undoing an entry leaves the later ones alone. A new decision empties what could be redone, as
/// everywhere.
pub(crate) fn fold(mut entries: Vec<Entry>) -> FileHistory {
    let mut undone: BTreeSet<i64> = BTreeSet::new();
    let mut redo: Vec<Vec<i64>> = Vec::new();
    for entry in &entries {
        match entry.kind {
            EntryKind::Decide => redo.clear(),
            EntryKind::Undo => {
                undone.extend(&entry.targets);
                redo.push(entry.targets.clone());
            }
            EntryKind::Redo => {
                undone.retain(|id| !entry.targets.contains(id));
                redo.pop();
            }
            EntryKind::Export => {}
        }
    }
    for entry in &mut entries {
        entry.undone = undone.contains(&entry.id);
    }
    let mut history = FileHistory { redo: redo.pop().unwrap_or_default(), ..Default::default() };
    for entry in entries.iter().filter(|entry| !entry.undone) {
        history.stand(entry);
    }
    history.entries = entries;
    history
}

impl FileHistory {
    /// Adds the operation that was just written, as if the whole history were read again.
    pub fn push(&mut self, entry: Entry) {
        if entry.kind == EntryKind::Decide {
            self.stand(&entry);
            self.redo.clear();
            self.entries.push(entry);
        } else {
            let mut entries = std::mem::take(&mut self.entries);
            entries.push(entry);
            *self = fold(entries);
        }
    }

    /// Lets the decisions of an operation win over the former ones.
    fn stand(&mut self, entry: &Entry) {
        if entry.kind == EntryKind::Decide {
            self.undo = Some(entry.id);
        }
        for (finding, action, value) in &entry.decisions {
            let Some(action) = *action else {
                self.standing.remove(finding);
                self.reopened.insert(finding.clone());
                continue;
            };
            self.reopened.remove(finding);
            let decided = Decided {
                action,
                value: value.clone(),
                operation: entry.id,
                author: entry.author.clone(),
                at: entry.at,
            };
            self.standing.insert(finding.clone(), decided);
        }
    }
}
