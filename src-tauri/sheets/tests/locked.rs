//! Workbooks with a password: opened, cleaned, protected again, and judged by other programs.
//!
//! The fixtures of `tests/locked` were made by others (`tests/locked/make.py`).
#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "tests")]

use std::io::Cursor;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Command;

use cfb::CompoundFile;
use epure_engine::plan::{Edit, NewValue};
use epure_engine::table::{Cell, CellRef, Format, Workbook};
use epure_sheets::read::{Problem, ReadError, ReadOptions, open};
use epure_sheets::verify::{Decided, verify_files};
use epure_sheets::{CleanError, CleanOptions, Keyed, Password, clean, lock};

const PASSWORD: &str = "Sésame 3615";
/// Those that are edited in place, and those that become an xlsx.
const FIXTURES: [&str; 5] =
    ["office.xlsx", "libreoffice.xlsx", "standard.xlsx", "libreoffice.ods", "whole.ods"];
const OLD: [&str; 4] = ["old.xls", "later.xls", "xor.xls", "excel5.xls"];

/// The password of a fixture.
fn key_of(name: &str) -> &'static str {
    if matches!(name, "xor.xls" | "excel5.xls") { "Sesame 95" } else { PASSWORD }
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/locked").join(name)
}

fn password(text: &str) -> Password {
    Password::new(text).unwrap()
}

fn read(path: &Path, key: Option<&Password>) -> Result<Workbook, ReadError> {
    open(path, &ReadOptions { password: key, ..ReadOptions::default() })
}

fn cell(book: &Workbook, row: u32, column: u32) -> &Cell {
    let rows = &book.sheets[0].rows;
    rows.iter().find(|found| found.number == row).unwrap().cell(column)
}

fn text(text: &str) -> Cell {
    Cell::Text(text.into())
}

/// A row deleted, a note rewritten.
fn edits() -> Vec<Edit> {
    let set = Edit::SetCell {
        sheet: "Prospects".into(),
        cell: CellRef { row: 3, column: 2 },
        value: NewValue::Text("Rappeler en mai".into()),
        removed: vec!["Zorro est malade".into()],
    };
    vec![Edit::DeleteRow { sheet: "Prospects".into(), row: 2 }, set]
}

fn cleaned(name: &str, protect: Option<&str>, folder: &Path) -> Result<PathBuf, CleanError> {
    let target = folder.join(name);
    let options = CleanOptions {
        password: Password::new(PASSWORD),
        protect: protect.and_then(Password::new),
        ..CleanOptions::default()
    };
    let go_on = |_, _, _| ControlFlow::Continue(());
    clean(&fixture(name), &target, &edits(), &options, &go_on).map(|_| target)
}

#[test]
fn a_protected_workbook_opens_with_its_password_alone() {
    for name in FIXTURES.into_iter().chain(OLD) {
        let path = fixture(name);
        let book = read(&path, Some(&password(key_of(name)))).unwrap();
        assert_eq!(*cell(&book, 3, 2), text("Zorro est malade"), "{name}");
        let none = read(&path, None).unwrap_err().problem;
        assert!(matches!(none, Problem::PasswordProtected { .. }), "{name}: {none}");
        for wrong in ["Sesame 3615", "sésame 3615", " "] {
            let problem = read(&path, Some(&password(wrong))).unwrap_err().problem;
            assert!(matches!(problem, Problem::PasswordWrong), "{name}: {problem}");
        }
    }
}

#[test]
fn a_package_that_was_touched_is_damaged_and_not_a_wrong_password() {
    let mut file =
        CompoundFile::open(Cursor::new(std::fs::read(fixture("office.xlsx")).unwrap())).unwrap();
    let mut package = Vec::new();
    std::io::Read::read_to_end(&mut file.open_stream("EncryptedPackage").unwrap(), &mut package)
        .unwrap();
    package[100] ^= 1;
    std::io::Write::write_all(&mut file.create_stream("EncryptedPackage").unwrap(), &package)
        .unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("touched.xlsx");
    std::fs::write(&path, file.into_inner().into_inner()).unwrap();
    let problem = read(&path, Some(&password(PASSWORD))).unwrap_err().problem;
    assert!(matches!(problem, Problem::Damaged { .. }), "{problem}");
}

#[test]
fn a_whole_package_that_was_touched_is_damaged_and_not_a_wrong_password() {
    let mut bytes = std::fs::read(fixture("whole.ods")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("touched.ods");
    std::fs::write(&path, bytes).unwrap();
    let problem = read(&path, Some(&password(PASSWORD))).unwrap_err().problem;
    assert!(matches!(problem, Problem::Damaged { .. }), "{problem}");
}

#[test]
fn a_cut_or_spoilt_container_is_refused_without_a_panic() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("spoilt");
    for name in FIXTURES.into_iter().chain(OLD) {
        let bytes = std::fs::read(fixture(name)).unwrap();
        for at in (0..bytes.len()).step_by(bytes.len() / 10) {
            std::fs::write(&path, &bytes[..at]).unwrap();
            let _ = read(&path, Some(&password(key_of(name))));
            let mut spoilt = bytes.clone();
            spoilt[at] ^= 0xFF;
            std::fs::write(&path, spoilt).unwrap();
            let _ = read(&path, Some(&password(key_of(name))));
        }
    }
}

#[test]
fn the_cleaned_copy_is_protected_with_the_password_that_was_chosen() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["office.xlsx", "standard.xlsx", "libreoffice.ods", "whole.ods"] {
        let path = cleaned(name, Some("Nouveau 12"), folder.path()).unwrap();
        let problem = read(&path, None).unwrap_err().problem;
        assert!(matches!(problem, Problem::PasswordProtected { .. }), "{name}: {problem}");
        let key = password("Nouveau 12");
        let book = read(&path, Some(&key)).unwrap();
        assert_eq!(*cell(&book, 2, 2), text("Rappeler en mai"), "{name}");
        let (old, format) = (password(PASSWORD), book.format);
        let original = fixture(name);
        let before = Keyed { path: &original, password: Some(&old) };
        let after = Keyed { path: &path, password: Some(&key) };
        let proof = verify_files(before, after, format, Decided::new(&edits())).unwrap();
        assert_eq!((proof.rows_removed, proof.cells_changed), (1, 1), "{name}");
    }
}

#[test]
fn a_copy_without_a_password_opens_without_one() {
    let folder = tempfile::tempdir().unwrap();
    for name in FIXTURES {
        let path = cleaned(name, None, folder.path()).unwrap();
        assert_eq!(*cell(&read(&path, None).unwrap(), 2, 2), text("Rappeler en mai"), "{name}");
    }
}

#[test]
fn nothing_lies_in_clear_beside_a_protected_copy() {
    let folder = tempfile::tempdir().unwrap();
    let seen = |_, _, _| {
        for entry in std::fs::read_dir(folder.path()).unwrap() {
            let bytes = std::fs::read(entry.unwrap().path()).unwrap();
            assert!(!bytes.starts_with(b"PK"), "a package in clear");
        }
        ControlFlow::Continue(())
    };
    let options = CleanOptions {
        password: Password::new(PASSWORD),
        protect: Password::new(PASSWORD),
        ..CleanOptions::default()
    };
    let target = folder.path().join("copy.xlsx");
    clean(&fixture("office.xlsx"), &target, &edits(), &options, &seen).unwrap();
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_text_file_takes_no_password() {
    let folder = tempfile::tempdir().unwrap();
    let (source, target) = (folder.path().join("a.csv"), folder.path().join("b.csv"));
    std::fs::write(&source, "Nom;Note\nAna;x\n").unwrap();
    let options = CleanOptions { protect: Password::new("x"), ..CleanOptions::default() };
    let refused = clean(&source, &target, &[], &options, &|_, _, _| ControlFlow::Continue(()));
    assert!(matches!(refused, Err(CleanError::NoPassword)));
    assert!(!target.exists());
}

#[test]
fn a_password_shows_nowhere() {
    assert_eq!(format!("{:?}", password(PASSWORD)), "Password(…)");
}

/// What another program reads in a protected file: its rows, as JSON.
fn judged(program: &str, file: &Path, key: &str) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let python = match program {
        "libreoffice" => PathBuf::from("/usr/bin/python3"),
        _ => root.join("../../.venv/bin/python"),
    };
    let script = root.join("tests/locked/judge.py");
    let output = Command::new(python).arg(script).arg(program).arg(file).arg(key).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} refuses {}: {said}", file.display());
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn other_programs_open_what_is_protected_here() {
    let folder = tempfile::tempdir().unwrap();
    let expected = [
        r#"["Société", "Email", "Notes"]"#,
        r#"["Bravo", "bob@bravo.example.fr", "Rappeler en mai"]"#,
        r#"["Charlie", "cleo@charlie.example.fr", "Devis envoyé"]"#,
    ];
    let xlsx = cleaned("office.xlsx", Some(PASSWORD), folder.path()).unwrap();
    let ods = cleaned("libreoffice.ods", Some(PASSWORD), folder.path()).unwrap();
    let whole = cleaned("whole.ods", Some(PASSWORD), folder.path()).unwrap();
    assert_eq!(judged("msoffcrypto", &xlsx, PASSWORD), expected);
    assert_eq!(judged("libreoffice", &xlsx, PASSWORD), expected);
    assert_eq!(judged("libreoffice", &ods, PASSWORD), expected);
    assert_eq!(judged("libreoffice", &whole, PASSWORD), expected);
    // What stands for files of Excel is what LibreOffice takes for such.
    let alike = judged("libreoffice", &fixture("old.xls"), PASSWORD);
    for name in ["xor.xls", "excel5.xls"] {
        assert_eq!(judged("libreoffice", &fixture(name), key_of(name)), alike, "{name}");
    }
}

#[test]
fn packages_of_any_length_come_back_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.xlsx");
    for length in [4095, 4096, 4097, 100_000] {
        // What is not a package at all is locked and unlocked the same: only then is it refused.
        let bytes = b"PK\x03\x04".iter().copied().chain(0..=255).cycle().take(length).collect();
        std::fs::write(&path, lock(bytes, Format::Xlsx, &password("x")).unwrap()).unwrap();
        let problem = read(&path, Some(&password("x"))).unwrap_err().problem;
        assert!(!matches!(problem, Problem::PasswordWrong | Problem::PasswordProtected { .. }));
        assert!(!problem.to_string().contains("Encrypted"), "{length}: {problem}");
    }
}
