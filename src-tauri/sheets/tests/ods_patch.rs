//! Edits of OpenDocument files: what changes in the package, and what is refused.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use epure_engine::plan::{Edit, NewValue};
use epure_engine::table::{Cell, HiddenKind, Workbook};
use epure_sheets::patch::ods::{OdsError, OdsOptions, OdsOutcome, write};
use epure_sheets::read::{ReadOptions, open};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const RICH: &[u8] = include_bytes!("ods/rich.ods");

fn patched(source: &[u8], edits: &[Edit]) -> Result<(Vec<u8>, OdsOutcome), OdsError> {
    let mut headers = BTreeMap::new();
    headers.insert("Prospects".to_owned(), (4, 4));
    let mut out = Cursor::new(Vec::new());
    let outcome = write(
        Cursor::new(source),
        edits,
        &OdsOptions { headers, ..OdsOptions::default() },
        &mut out,
    )?;
    Ok((out.into_inner(), outcome))
}

/// Inflated parts by name, in the package's order.
fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).expect("a package");
    (0..zip.len())
        .map(|at| {
            let mut part = zip.by_index(at).expect("a part");
            let mut content = Vec::new();
            part.read_to_end(&mut content).expect("inflates");
            (part.name().expect("a name").into_owned(), content)
        })
        .collect()
}

fn content(bytes: &[u8]) -> String {
    let found = parts(bytes).into_iter().find(|(name, _)| name == "content.xml");
    String::from_utf8(found.expect("content.xml").1).expect("utf-8")
}

/// A package with one more part, or one replaced.
fn with_part(name: &str, text: &str) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (old, bytes) in parts(RICH).iter().filter(|(old, _)| old != name && !old.ends_with('/')) {
        writer.start_file(old.as_str(), SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.start_file(name, SimpleFileOptions::default()).unwrap();
    writer.write_all(text.as_bytes()).unwrap();
    writer.finish().unwrap().into_inner()
}

/// A document of one sheet with these rows.
fn with_rows(rows: &str) -> Vec<u8> {
    let start = "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
        xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
        xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet>\
        <table:table table:name=\"F\"><table:table-column table:number-columns-repeated=\"9\"/>";
    let end = "</table:table></office:spreadsheet></office:body></office:document-content>";
    with_part("content.xml", &[start, rows, end].concat())
}

/// The rows of [`with_rows`] after the edits.
fn rows_after(rows: &str, edits: &[Edit]) -> String {
    let text = content(&patched(&with_rows(rows), edits).expect("written").0);
    let from = text.find("repeated=\"9\"/>").expect("columns") + 14;
    let to = text.find("</table:table>").expect("an end");
    text.get(from..to).expect("rows").to_owned()
}

fn set(sheet: &str, cell: &str, text: &str) -> Edit {
    let value = NewValue::Text(text.into());
    Edit::SetCell { sheet: sheet.into(), cell: cell.parse().unwrap(), value, removed: vec![] }
}

fn delete(sheet: &str, row: u32) -> Edit {
    Edit::DeleteRow { sheet: sheet.into(), row }
}

fn read(bytes: &[u8]) -> Workbook {
    let folder = tempfile::tempdir().unwrap();
    let path: &Path = &folder.path().join("a.ods");
    std::fs::write(path, bytes).unwrap();
    open(path, &ReadOptions::default()).expect("readable")
}

#[test]
fn without_edits_every_byte_of_every_part_stays() {
    let (bytes, outcome) = patched(RICH, &[]).expect("written");
    assert_eq!(parts(&bytes), parts(RICH));
    assert_eq!(outcome, OdsOutcome::default());
}

#[test]
fn one_cell_changes_one_cell() {
    let (bytes, outcome) = patched(RICH, &[set("L'été 2025", "A1", "x")]).expect("written");
    assert_eq!(outcome.parts_removed, ["Thumbnails/thumbnail.png"]);
    assert_eq!(outcome.parts_changed, ["content.xml", "META-INF/manifest.xml"]);
    assert!(!String::from_utf8_lossy(&bytes).contains("thumbnail"));
    let names: Vec<_> = parts(&bytes).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names[0], "mimetype");
    let book = read(&bytes);
    let cell = &book.sheet("L'été 2025").expect("the sheet").rows[0].cells[0];
    assert_eq!(cell, &Cell::Text("x".into()));
}

#[test]
fn repeated_rows_and_cells_are_split_where_an_edit_falls() {
    let rows = "<table:table-row table:number-rows-repeated=\"5\"><table:table-cell \
        table:number-columns-repeated=\"4\" office:value-type=\"string\"><text:p>v</text:p>\
        </table:table-cell></table:table-row>";
    assert_eq!(
        rows_after(rows, &[set("F", "B2", "n"), delete("F", 4)]),
        "<table:table-row><table:table-cell table:number-columns-repeated=\"4\" office:value-type=\"string\"><text:p>v</text:p></table:table-cell></table:table-row>\
         <table:table-row><table:table-cell office:value-type=\"string\"><text:p>v</text:p></table:table-cell>\
         <table:table-cell office:value-type=\"string\" calcext:value-type=\"string\"><text:p>n</text:p></table:table-cell>\
         <table:table-cell table:number-columns-repeated=\"2\" office:value-type=\"string\"><text:p>v</text:p></table:table-cell></table:table-row>\
         <table:table-row><table:table-cell table:number-columns-repeated=\"4\" office:value-type=\"string\"><text:p>v</text:p></table:table-cell></table:table-row>\
         <table:table-row><table:table-cell table:number-columns-repeated=\"4\" office:value-type=\"string\"><text:p>v</text:p></table:table-cell></table:table-row>"
    );
}

#[test]
fn empty_rows_are_opened_and_a_sheet_keeps_a_row() {
    assert_eq!(
        rows_after(
            "<table:table-row table:number-rows-repeated=\"1048576\"/>",
            &[set("F", "C3", "n")]
        ),
        "<table:table-row table:number-rows-repeated=\"2\"/>\
         <table:table-row><table:table-cell table:number-columns-repeated=\"2\"/><table:table-cell office:value-type=\"string\" calcext:value-type=\"string\"><text:p>n</text:p></table:table-cell></table:table-row>\
         <table:table-row table:number-rows-repeated=\"1048573\"/>"
    );
    let one = "<table:table-rows><table:table-row><table:table-cell/></table:table-row></table:table-rows>";
    assert_eq!(
        rows_after(one, &[delete("F", 1)]),
        "<table:table-row><table:table-cell/></table:table-row>"
    );
}

#[test]
fn moved_rows_go_to_a_new_sheet_with_the_header_and_without_formulas() {
    let edits =
        [6, 8].map(|row| Edit::MoveRow { sheet: "Prospects".into(), row, to: "Archive".into() });
    let (bytes, _) = patched(RICH, &edits).expect("written");
    let book = read(&bytes);
    let archive = book.sheet("Archive").expect("an archive");
    let firsts: Vec<_> = archive.rows.iter().map(|row| row.cells[0].to_string()).collect();
    assert_eq!(firsts, ["Société", "Bêta", "Delta"]);
    assert_eq!(archive.rows[1].cells[4], Cell::Number(400.0), "the value of =B6*2");
    let text = content(&bytes);
    let (_, archived) = text.split_once("table:name=\"Archive\"").expect("the archive");
    let (archived, _) = archived.split_once("</table:table>").expect("its end");
    assert!(!archived.contains("table:formula"));
    assert!(
        !book.sheet("Prospects").unwrap().rows.iter().any(|r| r.cells[0].to_string() == "Bêta")
    );
}

#[test]
fn moved_rows_join_a_sheet_that_is_there_even_before_theirs() {
    let edits = [Edit::MoveRow { sheet: "Caché".into(), row: 1, to: "Autre".into() }];
    let book = read(&patched(RICH, &edits).expect("written").0);
    let other = book.sheet("Autre").expect("the sheet");
    assert_eq!(other.rows.last().unwrap().cells[0], Cell::Text("liste cachée".into()));
    assert_eq!(other.rows.last().unwrap().number, 5);
}

#[test]
fn comments_go_on_request() {
    let all = Edit::RemovePart { kind: HiddenKind::Comments, sheet: None };
    let text = content(&patched(RICH, &[all]).expect("written").0);
    assert!(!text.contains("office:annotation") && text.contains("Gamma"));
}

#[test]
fn what_cannot_be_done_safely_is_refused() {
    let refused = |source: &[u8], edits: &[Edit]| patched(source, edits).expect_err("refused");
    let cut = refused(RICH, &[delete("Prospects", 21)]);
    assert!(
        matches!(cut, OdsError::ArrayFormula { sheet, cell } if sheet == "Prospects" && cell.row == 20)
    );
    let set_in_array = refused(RICH, &[set("Prospects", "J21", "x")]);
    assert!(matches!(set_in_array, OdsError::ArrayFormula { .. }));
    let unknown = refused(RICH, &[delete("Ailleurs", 1)]);
    assert!(matches!(unknown, OdsError::NoSuchSheet(name) if name == "Ailleurs"));
    let signed = with_part("META-INF/documentsignatures.xml", "<a/>");
    assert!(matches!(refused(&signed, &[delete("Autre", 1)]), OdsError::Signed));
    let manifest = "<manifest:manifest><manifest:file-entry manifest:full-path=\"content.xml\">\
        <manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let locked = with_part("META-INF/manifest.xml", manifest);
    assert!(matches!(refused(&locked, &[delete("Autre", 1)]), OdsError::Encrypted));
    let foreign = with_rows(
        "<table:table-row><table:table-cell table:formula=\"msoxl:=A2\"/></table:table-row>",
    );
    assert!(matches!(
        refused(&foreign, &[delete("F", 2)]),
        OdsError::ForeignFormula { row: 1, .. }
    ));
    let broken = with_part("content.xml", "<office:document-content><table:table");
    assert!(matches!(refused(&broken, &[delete("F", 2)]), OdsError::Malformed { .. }));
}
