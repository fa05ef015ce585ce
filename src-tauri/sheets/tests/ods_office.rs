//! LibreOffice as judge: the same edits through its own API and through ours, seen by its eyes.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "tests")]

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Command;

use epure_engine::plan::{Edit, NewValue};
use epure_engine::table::column_index;
use epure_sheets::{CleanOptions, clean};
use serde_json::Value;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ods")
}

fn rows(sheet: &str, rows: &[u32]) -> Vec<Edit> {
    rows.iter().map(|row| Edit::DeleteRow { sheet: sheet.into(), row: *row }).collect()
}

fn columns(sheet: &str, letters: &[&str]) -> Vec<Edit> {
    let index = |letters: &&str| column_index(letters).expect("a column");
    letters
        .iter()
        .map(|letters| Edit::DeleteColumn { sheet: sheet.into(), column: index(letters) })
        .collect()
}

fn set(cell: &str, value: NewValue) -> Edit {
    let cell = cell.parse().expect("a cell");
    Edit::SetCell { sheet: "Prospects".into(), cell, value, removed: vec![] }
}

fn text(cell: &str, text: &str) -> Edit {
    set(cell, NewValue::Text(text.into()))
}

/// Cases, with the paths in the dumps where we differ on purpose and why.
fn cases() -> Vec<(&'static str, Vec<Edit>, Vec<&'static str>)> {
    // A range over several sheets: LibreOffice breaks it when one sheet loses a row of it, although
    // the other sheets keep theirs; we leave it.
    let three_d = "/sheets/Autre/cells/B4";
    // A conditional format whose first row goes: LibreOffice breaks its relative reference for all
    // rows; ours keeps pointing at each row's own cell, as in Excel.
    let relative_rule = "/sheets/Prospects/formats";
    // A series whose cells all go: LibreOffice keeps the old range and its old values; ours goes.
    let series = "/sheets/Prospects/charts/courbe";
    vec![
        (
            "a cell, an empty one, one at the right, one below",
            vec![
                text("C7", "absente, à rappeler"),
                text("C8", "deux\nlignes  et des blancs"),
                set("B9", NewValue::Number(12.5)),
                set("A10", NewValue::Empty),
                text("G7", "=1+1"),
                text("P3", "loin"),
                text("B40", "bas"),
                text("E6", "plus de formule"),
            ],
            vec![],
        ),
        (
            "rows 2, 5 to 7 and the last",
            rows("Prospects", &[2, 5, 6, 7, 16]),
            vec![three_d, relative_rule],
        ),
        ("the header", rows("Prospects", &[4]), vec![]),
        ("rows of a merged area", rows("Prospects", &[1, 8, 9]), vec![]),
        ("a whole array formula", rows("Prospects", &[20, 21, 22]), vec![]),
        (
            "every row of the ranges",
            rows("Prospects", &[5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]),
            vec![three_d, series],
        ),
        ("the filtered column", columns("Prospects", &["D"]), vec![]),
        ("the summed column", columns("Prospects", &["B"]), vec![three_d, series]),
        ("columns of merged areas", columns("Prospects", &["F", "K", "L"]), vec![]),
        ("rows of a referenced sheet", rows("Autre", &[1, 3]), vec![]),
    ]
}

/// Paths at which two dumps differ.
fn differences(path: &str, ours: &Value, theirs: &Value, found: &mut BTreeMap<String, String>) {
    match (ours, theirs) {
        (Value::Object(a), Value::Object(b)) => {
            for key in a.keys().chain(b.keys().filter(|key| !a.contains_key(*key))) {
                let none = Value::Null;
                let (a, b) = (a.get(key).unwrap_or(&none), b.get(key).unwrap_or(&none));
                differences(&format!("{path}/{key}"), a, b, found);
            }
        }
        _ if ours == theirs => {}
        _ => drop(found.insert(path.to_owned(), format!("ours {ours}, LibreOffice {theirs}"))),
    }
}

#[test]
fn edits_come_out_as_in_libreoffice() {
    let work = tempfile::tempdir().expect("a folder");
    // LibreOffice puts lock files beside what it opens.
    let original = work.path().join("rich.ods");
    std::fs::copy(folder().join("rich.ods"), &original).expect("the fixture");
    let mut list = Vec::new();
    for (at, (name, edits, _)) in cases().into_iter().enumerate() {
        let cleaned = work.path().join(format!("{at}.ods"));
        let go = |_, _, _| ControlFlow::Continue(());
        // Choices of a status column are no personal data.
        let vocabulary = ["actif", "inactif"].map(str::to_owned).to_vec();
        let options = CleanOptions { vocabulary, ..CleanOptions::default() };
        clean(&original, &cleaned, &edits, &options, &go).expect(name);
        list.push(serde_json::json!({"original": original, "edits": edits, "cleaned": cleaned}));
    }
    let file = work.path().join("cases.json");
    std::fs::write(&file, serde_json::to_vec(&list).expect("JSON")).expect("written");
    let output = Command::new("/usr/bin/python3")
        .arg(folder().join("office.py"))
        .arg("judge")
        .arg(&file)
        .output()
        .expect("python3 of the system, with python3-uno and LibreOffice (make setup)");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let dumps: Vec<Value> = String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(dumps.len(), 2 * cases().len());
    let mut failures = Vec::new();
    for ((name, _, allowed), pair) in cases().iter().zip(dumps.chunks(2)) {
        let mut found = BTreeMap::new();
        differences("", &pair[1], &pair[0], &mut found);
        for path in allowed {
            if found.remove(*path).is_none() {
                failures.push(format!("{name}: no difference any more at {path}"));
            }
        }
        failures.extend(found.iter().map(|(path, what)| format!("{name}: {path}: {what}")));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
