//! Rows moved to an archive sheet of the same workbook.

use epure_engine::plan::{Edit, NewValue};
use epure_engine::table::{Cell, Workbook};
use epure_sheets::read::{ReadOptions, open};

use super::support::{Parts, cleaned_with, delete, headers, set};

const RICH: &[u8] = include_bytes!("rich.xlsx");

fn moved(row: u32, to: &str) -> Edit {
    Edit::MoveRow { sheet: "Clients".into(), row, to: to.into() }
}

fn read(parts: &Parts) -> Workbook {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.xlsx");
    std::fs::write(&path, parts.zip()).unwrap();
    open(&path, &ReadOptions::default()).expect("readable")
}

#[test]
fn an_archive_is_made_with_the_header() {
    let edits = [moved(4, "Archives"), moved(8, "Archives"), delete("Clients", 5)];
    let (parts, proof) = cleaned_with(RICH, &edits, &headers("Clients", (1, 1))).unwrap();
    assert_eq!((proof.rows_moved, proof.rows_removed), (2, 1));
    let book = read(&parts);
    let archive = book.sheet("Archives").expect("the archive");
    let firsts: Vec<_> = archive.rows.iter().map(|row| row.cells[0].to_string()).collect();
    assert_eq!(firsts, ["Société", "Société 4", "Société 8"]);
    let original = read(&Parts::of(RICH));
    let from = original.sheet("Clients").unwrap();
    let row = from.rows.iter().find(|row| row.number == 8).unwrap();
    // Numbers, dates and the values of formulas are what they were.
    assert_eq!(archive.rows[2].cells, row.cells);
    assert!(matches!(archive.rows[2].cells[5], Cell::Date { .. }));
    let before = Parts::of(RICH);
    let part = parts.0.iter().find(|(name, _)| !before.has(name)).expect("its part");
    assert!(!String::from_utf8_lossy(&part.1).contains("<f"), "no formula is copied");
    let clients = book.sheet("Clients").unwrap();
    assert!(
        !clients
            .rows
            .iter()
            .any(|row| row.cells.first().is_some_and(|c| c.to_string() == "Société 8"))
    );
}

#[test]
fn rows_join_an_archive_that_is_there() {
    let edits = [
        moved(4, "l'AUTRE"),
        set("Clients", "A4", NewValue::Text("Nouveau".into())),
        delete("L'autre", 2),
    ];
    let (parts, _) = cleaned_with(RICH, &edits, &headers("Clients", (1, 1))).unwrap();
    let book = read(&parts);
    let rows = &book.sheet("L'autre").expect("the sheet").rows;
    let last = rows.last().expect("rows");
    assert_eq!((last.number, last.cells[0].to_string()), (9, "Nouveau".to_owned()));
    assert_eq!(book.sheets.len(), 3);
}

#[test]
fn names_that_no_sheet_can_have_are_refused() {
    for name in ["a/b", "", "trop long pour un onglet de tableur"] {
        assert!(
            cleaned_with(RICH, &[moved(3, name)], &headers("Clients", (1, 1))).is_err(),
            "{name}"
        );
    }
}
