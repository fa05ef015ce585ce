//! What stands after a list of operations: pure, no database.

use std::collections::{BTreeMap, BTreeSet};

use crate::table::history::{Decided, Entry, EntryKind, FileHistory};

/// Plays operations in order: which decisions are undone, which stand, what undo and redo would do.
///
/// Undoing an entry leaves the later ones alone. A new decision empties what could be redone, as
/// everywhere.
pub(crate) fn fold(entries: BTreeMap<i64, Entry>) -> FileHistory {
    let mut undone: BTreeSet<i64> = BTreeSet::new();
    let mut redo: Vec<Vec<i64>> = Vec::new();
    for entry in entries.values() {
        match entry.kind {
            EntryKind::Decide => redo.clear(),
            EntryKind::Undo => {
                undone.extend(&entry.targets);
                redo.push(entry.targets.clone());
            }
            EntryKind::Redo => {
                entry.targets.iter().for_each(|target| {
                    undone.remove(target);
                });
                redo.pop();
            }
            EntryKind::Export => {}
        }
    }
    let mut entries: Vec<Entry> = entries.into_values().collect();
    for entry in &mut entries {
        entry.undone = undone.contains(&entry.id);
    }
    let (standing, reopened) = standing(&entries);
    let undo = entries
        .iter()
        .rev()
        .find(|entry| entry.kind == EntryKind::Decide && !entry.undone)
        .map(|entry| entry.id);
    FileHistory { standing, reopened, undo, redo: redo.pop().unwrap_or_default(), entries }
}

/// The last decision on each finding that is not undone, and the findings opened again.
fn standing(entries: &[Entry]) -> (BTreeMap<String, Decided>, Vec<String>) {
    let mut standing = BTreeMap::new();
    let mut reopened = BTreeSet::new();
    for entry in entries.iter().filter(|entry| !entry.undone) {
        for (finding, action, value) in &entry.decisions {
            let Some(action) = *action else {
                standing.remove(finding);
                reopened.insert(finding.clone());
                continue;
            };
            reopened.remove(finding);
            let decided = Decided {
                action,
                value: value.clone(),
                operation: entry.id,
                author: entry.author.clone(),
                at: entry.at,
            };
            standing.insert(finding.clone(), decided);
        }
    }
    (standing, reopened.into_iter().collect())
}
