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

/// The links of a part, as written, and where those that lead outside lead.
fn links(parts: &Parts, part: &str) -> (Vec<String>, Vec<String>) {
    let pieces = |text: String, mark: &str| -> Vec<String> {
        text.split(mark).skip(1).map(|piece| piece.split("/>").next().unwrap().to_owned()).collect()
    };
    let (folder, file) = part.rsplit_once('/').unwrap();
    let rels = format!("{folder}/_rels/{file}.rels");
    let rels = if parts.has(&rels) { parts.text(&rels) } else { String::new() };
    (pieces(parts.text(part), "<hyperlink "), pieces(rels, "<Relationship "))
}

/// The same, with a link into the workbook away from its array formula.
fn rich() -> Vec<u8> {
    let mut parts = Parts::of(RICH);
    let link = "<hyperlink ref=\"B9\" location=\"'L''autre'!B2\"";
    let other = "<hyperlink ref=\"B13\" location=\"'L''autre'!B6\"";
    parts.edit("xl/worksheets/sheet1.xml", link, other);
    parts.zip()
}

#[test]
fn links_and_notes_go_along_to_a_new_archive() {
    let rows = [4, 6, 8, 13].map(|row| moved(row, "Archives"));
    let edits = [&rows[..], &[delete("L'autre", 3), delete("Clients", 2)]].concat();
    let (parts, _) = cleaned_with(&rich(), &edits, &headers("Clients", (1, 1))).unwrap();
    let book = read(&parts);
    let notes = &book.sheet("Archives").expect("the archive").comments;
    let notes: Vec<_> = notes.iter().map(|one| (one.cell.to_string(), one.text.as_str())).collect();
    assert_eq!(notes, [("B2".to_owned(), "Rappeler"), ("B3".to_owned(), "Absent")]);
    assert!(book.sheet("Clients").unwrap().comments.is_empty());
    let before = Parts::of(RICH);
    let new: Vec<_> =
        parts.0.iter().map(|(name, _)| name).filter(|name| !before.has(name)).collect();
    assert_eq!(new.len(), 4, "{new:?}");
    let part = new.iter().find(|name| name.starts_with("xl/worksheets/sheet")).unwrap();
    let (links, rels) = links(&parts, part);
    assert!(links[0].starts_with("ref=\"B4\"") && links[0].contains("r:id="), "{links:?}");
    assert!(links[1].starts_with("ref=\"B5\" location=\"'L''autre'!B5\""), "{links:?}");
    assert!(rels.iter().any(|rel| rel.contains("https://example.com/huit")), "{rels:?}");
    let types = parts.text("[Content_Types].xml");
    assert!(types.contains("/xl/comments2.xml") && types.contains("/xl/drawings/vmlDrawing2.vml"));
}

#[test]
fn links_and_notes_join_those_of_an_archive_that_is_there() {
    let first = [moved(4, "Archives"), moved(8, "Archives")];
    let (parts, _) = cleaned_with(&rich(), &first, &headers("Clients", (1, 1))).unwrap();
    // Rows 4 and 8 are gone: 6 is 5 now, 13 is 11.
    let edits = [moved(5, "Archives"), moved(11, "Archives")];
    let (parts, _) = cleaned_with(&parts.zip(), &edits, &headers("Clients", (1, 1))).unwrap();
    let book = read(&parts);
    let archive = book.sheet("Archives").unwrap();
    let firsts: Vec<_> = archive.rows.iter().map(|row| row.cells[0].to_string()).collect();
    assert_eq!(firsts, ["Société", "Société 4", "Société 8", "Société 6", "Société 13"]);
    let notes: Vec<_> =
        archive.comments.iter().map(|one| (one.cell.to_string(), one.text.as_str())).collect();
    assert_eq!(notes, [("B2".to_owned(), "Rappeler"), ("B4".to_owned(), "Absent")]);
    let mut names = parts.0.iter().map(|(name, _)| name.clone());
    let part = names.rfind(|name| name.starts_with("xl/worksheets/sheet")).unwrap();
    let (links, _) = links(&parts, &part);
    assert!(links[0].starts_with("ref=\"B3\"") && links[1].starts_with("ref=\"B5\""), "{links:?}");
    assert_eq!(links.len(), 2);
    let boxes = parts.0.iter().filter(|(name, _)| name.ends_with(".vml")).count();
    assert_eq!(boxes, 2);
}

#[test]
fn a_note_that_is_to_go_or_holds_what_goes_does_not_go_along_whole() {
    use epure_engine::table::HiddenKind;
    let remove = Edit::RemovePart { kind: HiddenKind::Comments, sheet: Some("Clients".into()) };
    let (parts, _) =
        cleaned_with(RICH, &[moved(4, "Archives"), remove], &headers("Clients", (1, 1))).unwrap();
    assert!(read(&parts).sheet("Archives").unwrap().comments.is_empty());
    let set = Edit::SetCell {
        sheet: "Clients".into(),
        cell: "B4".parse().unwrap(),
        value: NewValue::Text("Nouveau".into()),
        removed: vec!["Rappeler".into()],
    };
    let edits = [moved(4, "Archives"), set];
    let (parts, _) = cleaned_with(RICH, &edits, &headers("Clients", (1, 1))).unwrap();
    assert_eq!(parts.holding(b"Rappeler"), Vec::<String>::new());
    assert_eq!(read(&parts).sheet("Archives").unwrap().comments[0].text, "…");
}
