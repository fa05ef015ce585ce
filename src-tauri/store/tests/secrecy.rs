use std::fs;
use std::path::Path;

use epure_engine::checklist::{Answers, Company};
use epure_engine::finding::ActionKind::{Keep, Rewrite};
use epure_engine::role::Role;
use epure_store::{
    Assessment, Breach, BreachWords, Draft, Edition, Exported, Mapping, Request, RequestWords,
    Store, Suppressed,
};
use jiff::civil::date;

use crate::common::{at, desk, draft};

/// Words planted everywhere a prospect's data passes.
const PLANTED: [&str; 6] = [
    "Boisvert-Planté",
    "zoe.planted@exemple.fr",
    "+33199005678",
    "congé maternité planté",
    "/home/planted/prospects.xlsx",
    "Colonne Plantée",
];

fn plant(store: &Store) {
    let [name, mail, phone, note, path, header] = PLANTED;
    let file = store.fingerprint("file", &["aa"]);
    store.settings().set("author", &name).unwrap();
    store.recents().add(Path::new(path), file, at(1)).unwrap();
    let mapping = Mapping { roles: vec![(0, Role::Notes)], included: true };
    store.mappings().set(&[header], &mapping, at(1)).unwrap();
    let rewrite = Draft {
        value: Some(note.to_owned()),
        memory: Some(store.fingerprint("memory", &[note])),
        context: Some(store.fingerprint("cell", &[name, mail])),
        ..draft("f1", Rewrite)
    };
    let keep = Draft { value: Some(format!("{name} {mail}")), ..draft("f2", Keep) };
    store.history().decide(file, at(2), name, &[rewrite, keep]).unwrap();
    store.history().exported(file, at(3), name, Exported { path: path.into() }).unwrap();
    let company = Company { name: name.to_owned(), email: mail.to_owned(), ..Company::default() };
    let answers = Answers { schema: 1, company, ..Answers::default() };
    let kept = Assessment { answers, ..Assessment::default() };
    let id = store.assessments().add(&kept, at(4)).unwrap();
    let edition = Edition { made_at: at(5), author: name.to_owned(), text: note.to_owned() };
    store.editions().add(id, "register", &edition).unwrap();
    let words = RequestWords { kind: "access".into(), person: mail.into(), note: note.into() };
    let received = date(2026, 11, 2);
    let request = Request { id: 0, received, extended: None, answered: None, words };
    store.requests().keep(&request).unwrap();
    let words = BreachWords { nature: format!("{name} {phone}"), ..BreachWords::default() };
    let breach = Breach { id: 0, found_at: at(6), notified_at: None, words };
    store.breaches().keep(&breach).unwrap();
    for identity in [mail, phone] {
        let refusal = Suppressed {
            channel: "all".to_owned(),
            since: date(2026, 3, 1),
            origin: format!("mail de {name}"),
        };
        store.suppression().add(identity, &refusal).unwrap();
    }
}

/// Every byte of every file of the folder but the key, the write-ahead log included.
fn bytes(folder: &Path) -> Vec<(String, Vec<u8>)> {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_none_or(|extension| extension != "key"))
        .map(|path| (path.display().to_string(), fs::read(&path).unwrap()))
        .collect()
}

fn assert_nothing_in_clear(folder: &Path) {
    let files = bytes(folder);
    assert!(files.iter().any(|(name, content)| name.ends_with("epure.db") && !content.is_empty()));
    for (name, content) in files {
        for word in PLANTED.iter().flat_map(|planted| planted.split([' ', '/', '@'])) {
            let found =
                !word.is_empty() && content.windows(word.len()).any(|w| w == word.as_bytes());
            assert!(!found, "`{word}` can be read in {name}");
        }
    }
}

#[test]
fn nothing_planted_can_be_read_in_the_files_neither_open_nor_closed() {
    let desk = desk();
    plant(&desk.store);
    assert!(desk.folder.path().join("epure.db-wal").metadata().unwrap().len() > 0);
    assert_nothing_in_clear(desk.folder.path());
    desk.store.flush().unwrap();
    assert_nothing_in_clear(desk.folder.path());
    drop(desk.store);
    assert_nothing_in_clear(desk.folder.path());
}

#[test]
fn equal_values_are_sealed_differently_each_time() {
    let desk = desk();
    let raw = |name: &str| -> Vec<u8> {
        let db = rusqlite::Connection::open(desk.folder.path().join("epure.db")).unwrap();
        db.query_row("SELECT value FROM setting WHERE name = ?1", [name], |row| row.get(0)).unwrap()
    };
    desk.store.settings().set("a", &"same").unwrap();
    desk.store.settings().set("b", &"same").unwrap();
    assert_ne!(raw("a"), raw("b"));
}

#[test]
fn two_computers_hash_the_same_person_differently() {
    let (here, there) = (desk(), desk());
    assert_ne!(
        here.store.fingerprint("suppression", &["zoe@exemple.fr"]),
        there.store.fingerprint("suppression", &["zoe@exemple.fr"])
    );
}
