//! Packages written in ways that few programs choose: they are read, cleaned and proved like any.

use epure_engine::plan::NewValue;
use epure_engine::table::Cell;
use epure_sheets::CleanOptions;
use epure_sheets::read::{ReadOptions, open};

use super::support::{Parts, cleaned, cleaned_with, delete, set};

const SHEET: &str = "xl/worksheets/sheet1.xml";

fn wide(text: &str, mark: bool) -> Vec<u8> {
    let text = format!("<?xml version=\"1.0\" encoding=\"UTF-16\"?>{text}");
    let units = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
    units.flat_map(u16::to_be_bytes).collect()
}

fn rows() -> String {
    let cell =
        |at: &str, text: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    (1..=4)
        .map(|row| {
            format!("<row r=\"{row}\">{}</row>", cell(&format!("A{row}"), &format!("été {row}")))
        })
        .collect()
}

#[test]
fn parts_in_utf16_are_read_and_cleaned() {
    for mark in [true, false] {
        let mut parts = Parts::sheet(&rows(), "");
        for (_, bytes) in &mut parts.0 {
            *bytes = wide(&String::from_utf8(bytes.clone()).unwrap(), mark);
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.xlsx");
        std::fs::write(&path, parts.zip()).unwrap();
        let book = open(&path, &ReadOptions::default()).expect("readable");
        assert_eq!(book.sheets[0].rows[2].cells[0], Cell::Text("été 3".into()));
        let (after, proof) = cleaned(&parts, &[delete("Clients", 3)]).expect("cleaned");
        assert_eq!(proof.rows_removed, 1);
        assert!(
            after.text(SHEET).contains("<row r=\"3\"><c r=\"A3\" t=\"inlineStr\"><is><t>été 4")
        );
    }
}

#[test]
fn prefixes_missing_references_and_odd_quotes() {
    let mut parts = Parts::sheet("", "");
    parts.put(SHEET, "<x:worksheet xmlns:x='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>\n\
        <x:sheetData>\n <x:row><x:c t='inlineStr'><x:is><x:t>a</x:t></x:is></x:c><x:c><x:v>1</x:v></x:c></x:row>\n \
        <x:row><x:c><x:v>2</x:v></x:c></x:row>\n <x:row r='7'><x:c r='B7'><x:f>A2+A1+SUM(A2:A7)</x:f></x:c></x:row>\n</x:sheetData>\n</x:worksheet>");
    let edits = [delete("Clients", 2), set("Clients", "C1", NewValue::Text("n".into()))];
    let (after, _) = cleaned(&parts, &edits).expect("cleaned");
    let text = after.text(SHEET);
    assert!(text.contains("<x:row r='6'>") || text.contains("<x:row r=\"6\">"), "{text}");
    assert!(text.contains("<x:f>#REF!+A1+SUM(A2:A6)</x:f>"), "{text}");
    assert!(
        text.contains("<x:c r=\"C1\" t=\"inlineStr\"><x:is><x:t>n</x:t></x:is></x:c></x:row>"),
        "{text}"
    );
}

#[test]
fn names_that_differ_in_case_and_slashes() {
    let mut parts = Parts::of(include_bytes!("rich.xlsx"));
    for (name, _) in &mut parts.0 {
        if name.starts_with("xl/") && !name.contains("_rels") {
            *name = name
                .replace('/', "\\")
                .replace("sheet1", "Sheet1")
                .replace("sharedStrings", "SharedStrings");
        }
    }
    let (after, proof) =
        cleaned_with(&parts.zip(), &[delete("Clients", 5)], &CleanOptions::default())
            .expect("cleaned");
    assert_eq!(proof.rows_removed, 1);
    assert_eq!(after.0.len(), parts.0.len());
}

#[test]
fn rows_out_of_order_are_refused_or_kept_in_theirs() {
    let rows = "<row r=\"2\"><c r=\"A2\"><v>2</v></c></row><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"3\"><c r=\"A3\"><v>3</v></c></row>";
    let (after, _) = cleaned(&Parts::sheet(rows, ""), &[delete("Clients", 1)]).expect("cleaned");
    assert!(after.text(SHEET).contains("<sheetData><row r=\"1\"><c r=\"A1\"><v>2</v></c></row><row r=\"2\"><c r=\"A2\"><v>3</v></c></row></sheetData>"));
}

#[test]
fn blocks_of_one_cell_may_name_it_twice() {
    let rows = "<row r=\"1\"><c r=\"A1\"><f t=\"array\" ref=\"A1:A1\">B1*2</f><v>2</v></c><c r=\"B1\"><v>1</v></c></row>\
                <row r=\"2\"><c r=\"A2\"><f t=\"dataTable\" ref=\"A2:A2\" r1=\"B1\"/><v>3</v></c><c r=\"B2\"><v>4</v></c></row>\
                <row r=\"3\"><c r=\"A3\"><v>5</v></c></row>";
    let edits = [set("Clients", "B2", NewValue::Number(9.0))];
    let (after, _) = cleaned(&Parts::sheet(rows, ""), &edits).expect("cleaned");
    assert!(after.text(SHEET).contains("ref=\"A2:A2\""), "nothing moves");
    let (after, _) = cleaned(&Parts::sheet(rows, ""), &[delete("Clients", 3)]).expect("cleaned");
    assert!(after.text(SHEET).contains("t=\"array\" ref=\"A1"), "{}", after.text(SHEET));
}
