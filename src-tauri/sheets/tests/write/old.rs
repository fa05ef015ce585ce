//! Workbooks made anew of files of old formats (xls, xlsb), and their proof.

use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use epure_engine::plan::{Edit, NewValue};
use epure_engine::table::{Cell, HiddenKind, Visibility, Workbook};
use epure_sheets::read::{ReadOptions, open};
use epure_sheets::verify::{Proof, VerifyError, verify_rebuilt, verify_rebuilt_archive};
use epure_sheets::write::{self, NotKept};

use super::{DAY, set, text};

fn old(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/old").join(name)
}

/// Rebuilds a file with edits, and what the proof says of the result.
fn proved(source: &Path, edits: &[Edit]) -> (Workbook, Vec<NotKept>, Proof) {
    let book = open(source, &ReadOptions::default()).expect("readable");
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("made.xlsx");
    let mut out = Cursor::new(Vec::new());
    let losses = write::rebuild(&book, source.into(), edits, DAY, &mut out).expect("a workbook");
    std::fs::write(&target, out.into_inner()).expect("written");
    let proof =
        verify_rebuilt(&book, source.into(), target.as_path().into(), edits, &[]).expect("proved");
    (open(&target, &ReadOptions::default()).expect("readable"), losses, proof)
}

#[test]
fn an_old_workbook_becomes_an_xlsx_that_looks_like_it() {
    let edits = [
        Edit::DeleteRow { sheet: "Prospects".into(), row: 3 },
        set("D2", NewValue::Text("rappeler en juin".into())),
    ];
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("made.xlsx");
    let book = open(&old("rich.xls"), &ReadOptions::default()).expect("readable");
    let mut out = Cursor::new(Vec::new());
    let losses = write::rebuild(&book, old("rich.xls").as_path().into(), &edits, DAY, &mut out)
        .expect("made");
    let bytes = out.into_inner();
    std::fs::write(&target, &bytes).expect("written");
    let source = old("rich.xls");
    let proof = verify_rebuilt(&book, (&*source).into(), (&*target).into(), &edits, &[]);
    let proof = proof.expect("proved");
    assert_eq!((proof.rows_removed, proof.cells_changed), (1, 1));
    assert!(proof.texts_searched >= 4 && proof.parts_searched > 8, "{proof:?}");
    assert!(losses.contains(&NotKept::Styles) && !losses.contains(&NotKept::Charts), "{losses:?}");

    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut part = |name: &str| {
        let mut text = String::new();
        zip.by_name(name).expect(name).read_to_string(&mut text).expect("utf-8");
        text
    };
    let (sheet, styles) = (part("xl/worksheets/sheet1.xml"), part("xl/styles.xml"));
    assert!(sheet.contains("<autoFilter ref=\"A1:G4\"/>"), "the filter shrinks: {sheet}");
    assert!(sheet.contains("hidden=\"1\""), "the hidden column");
    assert!(sheet.contains("customWidth=\"1\""));
    assert!(styles.contains("FFFFFFFF") && styles.contains("FF000080"), "header: {styles}");
    assert!(styles.contains("<b/>") && styles.contains("<i/>"), "{styles}");
    for format in ["dd/mm/yyyy", "#,##0.00"] {
        assert!(styles.to_lowercase().contains(format), "{format}: {styles}");
    }
    assert!(sheet.contains("<v>0.60416"), "a time is a number: {sheet}");
    let made = open(&target, &ReadOptions::default()).expect("readable");
    let sheet = made.sheet("Prospects").expect("the sheet");
    assert_eq!(sheet.cell("A3".parse().expect("a cell")), &text("Gamma"));
    assert_eq!(sheet.cell("D3".parse().expect("a cell")), &text("=1+1"));
    assert_eq!(sheet.cell("E2".parse().expect("a cell")), &text("14:30"));
    assert!(sheet.cell("B2".parse().expect("a cell")).as_date().is_some());
    assert_eq!(sheet.comments[0].text, "appeler … aussi", "a removed name goes from comments too");
    assert_eq!(made.sheet("Caché").expect("the sheet").visibility, Visibility::Hidden);
}

#[test]
fn a_frozen_header_stays_frozen() {
    let source = old("frozen.xls");
    let book = open(&source, &ReadOptions::default()).expect("readable");
    let made = |edits: &[Edit]| {
        let mut out = Cursor::new(Vec::new());
        write::rebuild(&book, source.as_path().into(), edits, DAY, &mut out).expect("a workbook");
        let mut zip = zip::ZipArchive::new(out).expect("a package");
        let mut text = String::new();
        let mut part = zip.by_name("xl/worksheets/sheet1.xml").expect("the sheet");
        part.read_to_string(&mut text).expect("utf-8");
        text
    };
    let sheet = made(&[]);
    assert!(sheet.contains("state=\"frozen\"") && sheet.contains("topLeftCell=\"B2\""), "{sheet}");
    let header = [Edit::DeleteRow { sheet: "Clients".into(), row: 1 }];
    assert!(made(&header).contains("topLeftCell=\"B1\""), "the frozen part shrinks");
}

#[test]
fn a_binary_workbook_becomes_an_xlsx_with_the_same_cells() {
    for name in ["date.xlsb", "any_sheets.xlsb"] {
        let book = open(&old(name), &ReadOptions::default()).expect("readable");
        let (made, _, _) = proved(&old(name), &[]);
        for (before, after) in book.sheets.iter().zip(&made.sheets) {
            assert_eq!((&before.name, before.visibility), (&after.name, after.visibility));
            assert_eq!(before.rows, after.rows, "{name} {}", before.name);
        }
    }
}

#[test]
fn hidden_content_goes_from_a_rebuilt_workbook_on_request() {
    let part = |kind| Edit::RemovePart { kind, sheet: None };
    let all = [HiddenKind::Sheet, HiddenKind::Rows, HiddenKind::Columns, HiddenKind::Comments];
    let (made, _, proof) = proved(&old("rich.xls"), &all.map(part));
    assert!(made.sheet("Caché").is_none());
    let sheet = made.sheet("Prospects").expect("the sheet");
    assert!(sheet.comments.is_empty() && sheet.hidden_columns.is_empty());
    assert!(sheet.rows.iter().all(|row| !row.hidden && row.cells[0] != text("Delta")));
    assert_eq!((proof.rows_removed, proof.columns_removed), (1, 1));
}

#[test]
fn rows_that_move_make_a_workbook_of_their_own() {
    let source = old("rich.xls");
    let book = open(&source, &ReadOptions::default()).expect("read");
    let table = book.sheets.first().expect("a sheet");
    let moved: Vec<u32> = table.rows.iter().skip(2).step_by(2).map(|row| row.number).collect();
    let to = |row: &u32| Edit::MoveRow { sheet: table.name.clone(), row: *row, to: "Vieux".into() };
    let edits: Vec<Edit> = moved.iter().map(to).collect();
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("archive.xlsx");
    let file = std::fs::File::create(&target).expect("made");
    write::rebuild_archive(&book, source.as_path().into(), &edits, DAY, file).expect("written");
    let archive = open(&target, &ReadOptions::default()).expect("read");
    assert_eq!(archive.sheets.len(), 1);
    let numbers = |row: &u32| table.row(*row).expect("a row").cells.clone();
    let found: Vec<Vec<Cell>> =
        archive.sheets[0].rows.iter().map(|row| row.cells.clone()).collect();
    assert_eq!(found, moved.iter().map(numbers).collect::<Vec<_>>());
    let proved = |edits: &[Edit]| {
        verify_rebuilt_archive(&book, (&*source).into(), (&*target).into(), edits, &[])
    };
    assert_eq!(proved(&edits).expect("proved").rows_moved, moved.len() as u64);
    assert!(matches!(proved(&edits[1..]), Err(VerifyError::Unexpected { .. })));
}

#[test]
fn a_rebuilt_workbook_that_is_not_what_was_decided_is_not_proved() {
    let source = old("rich.xls");
    let book = open(&source, &ReadOptions::default()).expect("readable");
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("made.xlsx");
    let row = |row| Edit::DeleteRow { sheet: "Prospects".into(), row };
    let made = |edits: &[Edit]| {
        let mut out = Cursor::new(Vec::new());
        write::rebuild(&book, source.as_path().into(), edits, DAY, &mut out).expect("a workbook");
        out.into_inner()
    };
    let check = |bytes: Vec<u8>, edits: &[Edit]| {
        std::fs::write(&target, bytes).expect("written");
        verify_rebuilt(&book, (&*source).into(), (&*target).into(), edits, &[])
    };
    check(made(&[row(3)]), &[row(3)]).expect("proved");
    for (done, said) in
        [(vec![], vec![row(3)]), (vec![row(3)], vec![]), (vec![row(3)], vec![row(4)])]
    {
        let found = check(made(&done), &said);
        assert!(matches!(found, Err(VerifyError::Unexpected { .. })), "{found:?}");
    }
    let mut named = Edit::SetCell {
        sheet: "Prospects".into(),
        cell: "D2".parse().expect("a cell"),
        value: NewValue::Text("voir Zorro".into()),
        removed: vec!["Zorro".into()],
    };
    let held = check(made(std::slice::from_ref(&named)), std::slice::from_ref(&named));
    assert_eq!(held.expect("a kept cell holds it").kept_elsewhere, 1);
    if let Edit::SetCell { removed, .. } = &mut named {
        *removed = vec!["Exemple".into()];
    }
    // The author of a comment is blotted, and nothing else names the person.
    check(made(std::slice::from_ref(&named)), std::slice::from_ref(&named)).expect("proved");
}
