use epure_engine::finding::ActionKind::{ClearCell, DeleteRow, Keep};
use epure_store::{Draft, EntryKind, Exported, FileHistory};

use crate::common::{Desk, at, desk, draft};

/// What stands, as `f1=clear f2=delete`.
fn stands(desk: &Desk) -> String {
    let words: Vec<String> = history(desk)
        .standing
        .iter()
        .map(|(finding, decided)| format!("{finding}={:?}", decided.action))
        .collect();
    words.join(" ")
}

fn history(desk: &Desk) -> FileHistory {
    desk.store.history().of(desk.file("a")).unwrap()
}

fn decide(desk: &Desk, finding: &str, action: epure_engine::finding::ActionKind) -> i64 {
    desk.store.history().decide(desk.file("a"), at(1), "Zoé", &[draft(finding, action)]).unwrap().id
}

fn undo(desk: &Desk) {
    let target = history(desk).undo.unwrap();
    desk.store.history().undo(desk.file("a"), at(2), "Zoé", &[target]).unwrap();
}

fn redo(desk: &Desk) {
    let targets = history(desk).redo;
    desk.store.history().redo(desk.file("a"), at(3), "Zoé", &targets).unwrap();
}

#[test]
fn decisions_survive_a_kill() {
    let mut desk = desk();
    decide(&desk, "f1", ClearCell);
    decide(&desk, "f2", DeleteRow);
    desk.killed_and_started_again();
    assert_eq!(stands(&desk), "f1=ClearCell f2=DeleteRow");
}

#[test]
fn undo_goes_back_one_by_one_and_redo_forth() {
    let desk = desk();
    decide(&desk, "f1", ClearCell);
    decide(&desk, "f2", DeleteRow);
    undo(&desk);
    assert_eq!(stands(&desk), "f1=ClearCell");
    undo(&desk);
    assert_eq!(stands(&desk), "");
    assert_eq!(history(&desk).undo, None);
    redo(&desk);
    assert_eq!(stands(&desk), "f1=ClearCell");
    redo(&desk);
    assert_eq!(stands(&desk), "f1=ClearCell f2=DeleteRow");
    assert!(history(&desk).redo.is_empty());
}

#[test]
fn a_new_decision_ends_what_could_be_redone() {
    let desk = desk();
    decide(&desk, "f1", ClearCell);
    undo(&desk);
    decide(&desk, "f2", Keep);
    assert!(history(&desk).redo.is_empty());
}

#[test]
fn the_later_decision_wins_and_its_undo_brings_the_former_back() {
    let desk = desk();
    decide(&desk, "f1", ClearCell);
    decide(&desk, "f1", Keep);
    assert_eq!(stands(&desk), "f1=Keep");
    undo(&desk);
    assert_eq!(stands(&desk), "f1=ClearCell");
}

#[test]
fn one_entry_is_undone_without_the_later_ones() {
    let desk = desk();
    let first = decide(&desk, "f1", ClearCell);
    decide(&desk, "f2", DeleteRow);
    desk.store.history().undo(desk.file("a"), at(2), "", &[first]).unwrap();
    assert_eq!(stands(&desk), "f2=DeleteRow");
    redo(&desk);
    assert_eq!(stands(&desk), "f1=ClearCell f2=DeleteRow");
}

#[test]
fn several_entries_undone_at_once_come_back_at_once() {
    let desk = desk();
    let targets = [decide(&desk, "f1", ClearCell), decide(&desk, "f2", DeleteRow)];
    desk.store.history().undo(desk.file("a"), at(2), "", &targets).unwrap();
    assert_eq!(stands(&desk), "");
    redo(&desk);
    assert_eq!(stands(&desk), "f1=ClearCell f2=DeleteRow");
}

#[test]
fn a_finding_opened_again_has_no_decision() {
    let desk = desk();
    decide(&desk, "f1", ClearCell);
    let mut again = draft("f1", Keep);
    again.action = None;
    desk.store.history().decide(desk.file("a"), at(2), "", &[again]).unwrap();
    assert_eq!(stands(&desk), "");
    assert_eq!(history(&desk).reopened.iter().collect::<Vec<_>>(), ["f1"]);
}

#[test]
fn the_history_tells_who_when_and_what_was_exported() {
    let desk = desk();
    decide(&desk, "f1", ClearCell);
    let exported = Exported { path: "/tmp/copie.xlsx".into() };
    desk.store.history().exported(desk.file("a"), at(9), "Max", exported.clone()).unwrap();
    let entries = history(&desk).entries;
    assert_eq!(entries[0].author, "Zoé");
    assert_eq!(entries[0].decisions, [("f1".to_owned(), Some(ClearCell), None)]);
    assert_eq!((entries[1].kind, entries[1].at), (EntryKind::Export, at(9)));
    assert_eq!(entries[1].exported, Some(exported));
}

#[test]
fn files_do_not_see_each_other() {
    let desk = desk();
    decide(&desk, "f1", ClearCell);
    assert!(desk.store.history().of(desk.file("b")).unwrap().entries.is_empty());
}

#[test]
fn pushing_what_was_written_equals_reading_everything_again() {
    let desk = desk();
    let (file, store) = (desk.file("a"), desk.store.history());
    let mut known = FileHistory::default();
    let check = |known: &FileHistory| assert_eq!(*known, history(&desk));
    let first = store.decide(file, at(1), "Zoé", &[draft("f1", ClearCell)]).unwrap();
    known.push(first.clone());
    known.push(store.decide(file, at(2), "Zoé", &[draft("f1", Keep)]).unwrap());
    check(&known);
    known.push(store.undo(file, at(3), "Zoé", &[first.id]).unwrap());
    check(&known);
    known.push(store.redo(file, at(4), "Zoé", &[first.id]).unwrap());
    check(&known);
    known.push(store.exported(file, at(5), "Zoé", Exported { path: "/x".into() }).unwrap());
    known.push(
        store.decide(file, at(6), "", &[Draft { action: None, ..draft("f1", Keep) }]).unwrap(),
    );
    check(&known);
}
