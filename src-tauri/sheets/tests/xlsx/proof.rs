//! The proof fails when anything differs that no edit explains, in whatever part it is.

use std::io::Cursor;

use epure_engine::plan::{Edit, NewValue};
use epure_sheets::CleanOptions;
use epure_sheets::verify::{Decided, VerifyError, verify_xlsx};

use super::support::{Parts, cleaned_with, delete, set};

const RICH: &[u8] = include_bytes!("rich.xlsx");

fn edits() -> Vec<Edit> {
    vec![
        delete("Clients", 5),
        delete("Clients", 6),
        set("Clients", "A4", NewValue::Text("Autre".into())),
        set("L'autre", "G9", NewValue::Number(4.5)),
    ]
}

fn verdict(parts: &Parts) -> Result<u64, VerifyError> {
    let (before, after) = (Cursor::new(RICH), Cursor::new(parts.zip()));
    verify_xlsx(before, after, Decided::new(&edits())).map(|proof| proof.cells_changed)
}

fn cleaned() -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("a.xlsx"), folder.path().join("b.xlsx"));
    std::fs::write(&from, RICH).unwrap();
    let go = |_, _, _| std::ops::ControlFlow::Continue(());
    epure_sheets::clean(&from, &to, &edits(), &CleanOptions::default(), &go).unwrap();
    std::fs::read(to).unwrap()
}

#[test]
fn any_byte_of_any_part_counts() {
    let parts = Parts::of(&cleaned());
    assert_eq!(verdict(&parts).unwrap(), 2);
    for at in 0..parts.0.len() {
        let mut changed = parts.clone();
        changed.0[at].1.push(b' ');
        assert!(verdict(&changed).is_err(), "a blank after {}", parts.0[at].0);
        let mut fewer = parts.clone();
        let (name, _) = fewer.0.remove(at);
        assert!(verdict(&fewer).is_err(), "without {name}");
    }
    let mut more = parts.clone();
    more.put("xl/more.xml", "<a/>");
    assert!(verdict(&more).is_err());
}

#[test]
fn what_an_edit_should_have_moved_must_have_moved() {
    let parts = Parts::of(&cleaned());
    let sheet = "xl/worksheets/sheet1.xml";
    let changes = [
        (sheet, "<mergeCell ref=\"A19:C20\"", "<mergeCell ref=\"A21:C22\""),
        (sheet, "<f>SUM(C2:C14)</f>", "<f>SUM(C2:C16)</f>"),
        (sheet, "<f>SUM(C2:C14)</f><v>1350</v>", "<f>SUM(C2:C14)</f><v>1351</v>"),
        (sheet, "hidden=\"1\"", "hidden=\"0\""),
        (sheet, "<c r=\"F3\" s=\"2\">", "<c r=\"F3\" s=\"1\">"),
        (sheet, "<c r=\"C3\"><v>30</v>", "<c r=\"C3\"><v>31</v>"),
        (sheet, "<c r=\"C3\"><v>30</v></c>", ""),
        ("xl/workbook.xml", "Clients!$C$2:$C$14", "Clients!$C$2:$C$16"),
        ("xl/charts/chart1.xml", "$C$14", "$C$13"),
        ("xl/comments1.xml", "Rappeler", "Rappeller"),
    ];
    for (part, from, to) in changes {
        let mut changed = parts.clone();
        changed.edit(part, from, to);
        assert!(verdict(&changed).is_err(), "{from} → {to}");
    }
}

#[test]
fn parts_that_no_edit_is_about_stay_byte_for_byte() {
    let edits = [set("Clients", "A4", NewValue::Text("Autre".into()))];
    let (after, proof) = cleaned_with(RICH, &edits, &CleanOptions::default()).unwrap();
    let before = Parts::of(RICH);
    let changed: Vec<&str> =
        before.0.iter().zip(&after.0).filter(|(a, b)| a != b).map(|(a, _)| a.0.as_str()).collect();
    assert_eq!(
        changed,
        ["xl/worksheets/sheet1.xml", "xl/charts/chart1.xml", "xl/sharedStrings.xml"]
    );
    assert_eq!((proof.parts_changed, proof.cells_changed), (3, 1));
    let (after, proof) = cleaned_with(RICH, &[], &CleanOptions::default()).unwrap();
    assert_eq!((after.0 == before.0, proof.parts_changed), (true, 0));
}
