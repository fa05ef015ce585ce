use std::path::Path;

use epure_engine::role::Role;
use epure_store::{Mapping, Suppressed};
use jiff::civil::date;

use crate::common::{at, desk, draft};

#[test]
fn settings_come_back_after_a_restart() {
    let mut desk = desk();
    assert_eq!(desk.store.settings().get::<String>("author").unwrap(), None);
    desk.store.settings().set("author", &"Zoé").unwrap();
    desk.store.settings().set("author", &"Zoé B.").unwrap();
    desk.killed_and_started_again();
    assert_eq!(desk.store.settings().get("author").unwrap(), Some("Zoé B.".to_owned()));
}

#[test]
fn a_setting_of_another_type_is_an_error_and_no_panic() {
    let desk = desk();
    desk.store.settings().set("zoom", &"large").unwrap();
    assert!(desk.store.settings().get::<u32>("zoom").is_err());
}

#[test]
fn the_file_opened_last_heads_the_list_and_is_in_it_once() {
    let desk = desk();
    let recents = desk.store.recents();
    recents.add(Path::new("/a.xlsx"), desk.file("a"), at(1)).unwrap();
    recents.add(Path::new("/b.ods"), desk.file("b"), at(2)).unwrap();
    recents.add(Path::new("/a.xlsx"), desk.file("a2"), at(3)).unwrap();
    let paths: Vec<_> = recents.list().unwrap().into_iter().map(|file| file.path).collect();
    assert_eq!(paths, [Path::new("/a.xlsx"), Path::new("/b.ods")]);
}

#[test]
fn the_list_keeps_the_twenty_latest() {
    let desk = desk();
    for second in 0..25 {
        let path = format!("/{second}.csv");
        desk.store.recents().add(Path::new(&path), desk.file(&path), at(second)).unwrap();
    }
    let list = desk.store.recents().list().unwrap();
    assert_eq!(list.len(), 20);
    assert_eq!(list[19].path, Path::new("/5.csv"));
}

#[test]
fn forgetting_a_file_forgets_its_decisions() {
    let desk = desk();
    let file = desk.file("a");
    desk.store.recents().add(Path::new("/a.xlsx"), file, at(1)).unwrap();
    let decision = draft("f1", epure_engine::finding::ActionKind::ClearCell);
    desk.store.history().decide(file, at(2), "", &[decision]).unwrap();
    assert_eq!(desk.store.recents().list().unwrap()[0].decisions, 1);
    desk.store.recents().forget(Path::new("/a.xlsx")).unwrap();
    assert_eq!(desk.store.recents().list().unwrap(), []);
    assert!(desk.store.history().of(file).unwrap().entries.is_empty());
}

#[test]
fn a_mapping_is_found_by_the_same_headers_in_the_same_order_only() {
    let desk = desk();
    let mapping = Mapping { roles: vec![(2, Role::Notes)], included: true };
    desk.store.mappings().set(&["Nom", "Tél", "Remarques"], &mapping, at(1)).unwrap();
    let get = |headers: &[&str]| desk.store.mappings().get(headers).unwrap();
    assert_eq!(get(&["Nom", "Tél", "Remarques"]), Some(mapping));
    assert_eq!(get(&["Tél", "Nom", "Remarques"]), None);
    assert_eq!(get(&["NomTél", "", "Remarques"]), None);
}

#[test]
fn the_earliest_refusal_is_kept() {
    let desk = desk();
    let refusal = |day| Suppressed {
        channel: "email".to_owned(),
        since: date(2026, 3, day),
        origin: "liste".to_owned(),
    };
    let list = desk.store.suppression();
    assert!(list.is_empty().unwrap());
    for day in [12, 4, 20] {
        list.add("zoe@exemple.fr", &refusal(day)).unwrap();
    }
    assert_eq!(list.of("zoe@exemple.fr").unwrap(), [refusal(4)]);
    assert_eq!(list.of("autre@exemple.fr").unwrap(), []);
}
