use epure_engine::finding::ActionKind::{ClearCell, Keep, Rewrite};
use epure_store::{Draft, Fingerprint, Remembered};

use crate::common::{Desk, at, desk, draft};

fn recall(desk: &Desk, file: &str, note: &str, cell: &str) -> Option<Remembered> {
    let print = |text: &str| desk.store.fingerprint("memory", &[text]);
    let contexts = [print(cell), print("row")];
    desk.store.history().recall(desk.file(file), print(note), contexts).unwrap()
}

fn remembered(desk: &Desk, note: &str, cell: Option<&str>) -> Draft {
    let print = |text: &str| -> Fingerprint { desk.store.fingerprint("memory", &[text]) };
    Draft { memory: Some(print(note)), context: cell.map(print), ..draft("f1", Rewrite) }
}

#[test]
fn the_same_content_in_another_file_is_known() {
    let desk = desk();
    let draft = remembered(&desk, "note", None);
    desk.store.history().decide(desk.file("march"), at(1), "Zoé", &[draft]).unwrap();
    let known = recall(&desk, "april", "note", "any cell").unwrap();
    assert_eq!((known.action, known.author.as_str()), (Rewrite, "Zoé"));
    assert_eq!(recall(&desk, "april", "another note", "any cell"), None);
}

#[test]
fn a_file_does_not_recall_itself() {
    let desk = desk();
    let draft = remembered(&desk, "note", None);
    desk.store.history().decide(desk.file("march"), at(1), "", &[draft]).unwrap();
    assert_eq!(recall(&desk, "march", "note", "cell"), None);
    assert!(!desk.store.history().anything_else(desk.file("march")).unwrap());
    assert!(desk.store.history().anything_else(desk.file("april")).unwrap());
}

#[test]
fn a_decision_bound_to_a_context_holds_only_there() {
    let desk = desk();
    let draft = remembered(&desk, "note", Some("cell"));
    desk.store.history().decide(desk.file("march"), at(1), "", &[draft]).unwrap();
    assert!(recall(&desk, "april", "note", "cell").is_some());
    assert_eq!(recall(&desk, "april", "note", "cell with more"), None);
}

#[test]
fn what_is_undone_is_not_recalled_and_what_is_redone_is() {
    let desk = desk();
    let march = desk.file("march");
    let history = desk.store.history();
    let id = history.decide(march, at(1), "", &[remembered(&desk, "note", None)]).unwrap().id;
    history.undo(march, at(2), "", &[id]).unwrap();
    assert_eq!(recall(&desk, "april", "note", "cell"), None);
    history.redo(march, at(3), "", &[id]).unwrap();
    assert!(recall(&desk, "april", "note", "cell").is_some());
}

#[test]
fn the_latest_file_wins() {
    let desk = desk();
    let history = desk.store.history();
    for (file, action) in [("march", ClearCell), ("april", Keep)] {
        let draft = Draft { action: Some(action), ..remembered(&desk, "note", None) };
        history.decide(desk.file(file), at(1), "", &[draft]).unwrap();
    }
    assert_eq!(recall(&desk, "may", "note", "cell").unwrap().action, Keep);
}
