use std::fs;
use std::path::Path;

use epure_store::{Store, StoreError};

use crate::common::{at, desk};

/// Writes a database as the first layout had it, with one sealed-looking setting.
fn first_layout(folder: &Path) {
    drop(Store::open(folder).unwrap());
    let path = folder.join("epure.db");
    fs::remove_file(&path).unwrap();
    let old = rusqlite::Connection::open(path).unwrap();
    old.execute_batch(
        "CREATE TABLE setting (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
         INSERT INTO setting VALUES ('kept', x'00'); PRAGMA user_version = 1;",
    )
    .unwrap();
}

#[test]
fn an_older_database_is_copied_then_migrated_with_its_content() {
    let folder = tempfile::tempdir().unwrap();
    first_layout(folder.path());
    let store = Store::open(folder.path()).unwrap();
    store.recents().add(Path::new("/a.xlsx"), store.fingerprint("file", &["a"]), at(1)).unwrap();
    let open = |name: &str| rusqlite::Connection::open(folder.path().join(name)).unwrap();
    let kept = |db: &rusqlite::Connection| -> String {
        db.query_row("SELECT name FROM setting", [], |row| row.get(0)).unwrap()
    };
    assert_eq!(kept(&open("epure.db")), "kept");
    let copy = open("epure.db.v1");
    assert_eq!(kept(&copy), "kept");
    let layout: u32 = copy.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
    assert_eq!(layout, 1);
}

#[test]
fn a_new_database_leaves_no_copy() {
    let desk = desk();
    let names: Vec<_> = fs::read_dir(desk.folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("epure.db.v") || name.contains("key."))
        .collect();
    assert!(names.is_empty(), "{names:?}");
}

#[test]
fn a_newer_database_is_refused_and_left_untouched() {
    let desk = desk();
    let path = desk.folder.path().join("epure.db");
    drop(desk.store);
    rusqlite::Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let before = fs::read(&path).unwrap();
    let error = Store::open(desk.folder.path()).unwrap_err();
    assert!(matches!(error, StoreError::Newer { found: 99, .. }), "{error}");
    assert!(error.to_string().contains("newer version"));
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn a_database_without_its_key_is_refused_rather_than_given_a_new_key() {
    let desk = desk();
    drop(desk.store);
    fs::remove_file(desk.folder.path().join("epure.key")).unwrap();
    let error = Store::open(desk.folder.path()).unwrap_err();
    assert!(matches!(error, StoreError::KeyMissing { .. }), "{error}");
    assert!(!desk.folder.path().join("epure.key").exists());
}

#[test]
fn another_key_opens_nothing() {
    let desk = desk();
    desk.store.settings().set("author", &"Zoé").unwrap();
    drop(desk.store);
    fs::write(desk.folder.path().join("epure.key"), [7; 32]).unwrap();
    let store = Store::open(desk.folder.path()).unwrap();
    let error = store.settings().get::<String>("author").unwrap_err();
    assert!(matches!(error, StoreError::Sealed { table: "setting" }), "{error}");
}

#[test]
fn a_file_that_is_no_database_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    drop(Store::open(folder.path()).unwrap());
    fs::write(folder.path().join("epure.db"), b"not a database at all, not even a bit").unwrap();
    assert!(matches!(Store::open(folder.path()), Err(StoreError::Open { .. })));
}

#[cfg(unix)]
#[test]
fn key_and_database_are_readable_by_their_user_alone() {
    use std::os::unix::fs::PermissionsExt;
    let desk = desk();
    for name in ["epure.key", "epure.db"] {
        let mode = fs::metadata(desk.folder.path().join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[test]
fn two_programs_share_a_database() {
    let desk = desk();
    let other = Store::open(desk.folder.path()).unwrap();
    desk.store.settings().set("theme", &"dark").unwrap();
    assert_eq!(other.settings().get("theme").unwrap(), Some("dark".to_owned()));
    other.settings().set("theme", &"light").unwrap();
    assert_eq!(desk.store.settings().get("theme").unwrap(), Some("light".to_owned()));
}
