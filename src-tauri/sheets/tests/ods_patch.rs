//! Edits of OpenDocument files: what changes in the package, and what is refused.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use epure_engine::plan::{Edit, NewValue};
use epure_engine::table::{Cell, HiddenKind, Workbook};
use epure_sheets::patch::ods::{OdsError, OdsOptions, OdsOutcome, write};
use epure_sheets::read::{ReadOptions, open};
use epure_sheets::verify::{Decided, Proof, VerifyError, verify_ods};
use epure_sheets::{CleanError, CleanOptions, clean};
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
fn page_breaks_stand_between_rows() {
    let row = "<table:table-row><table:table-cell/></table:table-row>";
    let rows = format!("{row}<text:soft-page-break/>{row}<text:soft-page-break/>{row}");
    let edits = [set("F", "A3", "n"), delete("F", 2)];
    cleaned(&with_rows(&rows), &edits).expect("proved");
    let filled = row.replace(
        "cell/>",
        "cell office:value-type=\"string\" calcext:value-type=\"string\"><text:p>n</text:p></table:table-cell>",
    );
    let expected = format!("{row}<text:soft-page-break/><text:soft-page-break/>{filled}");
    assert_eq!(rows_after(&rows, &edits), expected);
}

#[test]
fn a_name_of_cells_that_go_says_nothing_of_them() {
    let name = |cell: &str| {
        let rows = format!(
            "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>Zoé Quill</text:p></table:table-cell></table:table-row>\
             <table:table-row><table:table-cell/></table:table-row></table:table><table:named-expressions>\
             <table:named-range table:name=\"Zoé_Quill\" table:base-cell-address=\"$F.$A$1\" table:cell-range-address=\"$F.{cell}\"/>\
             </table:named-expressions><table:table table:name=\"G\"><table:table-row><table:table-cell/></table:table-row>"
        );
        cleaned(&with_rows(&rows), &[delete("F", 1)])
    };
    assert!(!content(&name("$A$1:.$B$1").expect("cleaned").0).contains("Quill"));
    let refused = name("$A$2").expect_err("refused");
    assert!(matches!(refused, CleanError::Survives { .. }), "{refused}");
}

#[test]
fn a_chart_stays_when_its_cell_goes() {
    let frame = |object: &str| {
        format!("<draw:frame><draw:object {object}/><svg:title>t</svg:title></draw:frame>")
    };
    let chart = frame("draw:notify-on-update-of-ranges=\"F.A1:F.A3\"");
    let rows = format!(
        "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>a</text:p></table:table-cell>\
         <table:table-cell>{chart}{}</table:table-cell></table:table-row>\
         <table:table-row table:number-rows-repeated=\"3\"><table:table-cell table:number-columns-repeated=\"5\"/></table:table-row>",
        frame("xlink:href=\"./Object 2\""),
    );
    let next = |edit: Edit| {
        let edits = [edit];
        cleaned(&with_rows(&rows), &edits).expect("proved");
        rows_after(&rows, &edits).replace("F.A1:F.A2", "F.A1:F.A3")
    };
    assert_eq!(
        next(delete("F", 1)),
        format!(
            "<table:table-row><table:table-cell/><table:table-cell>{chart}</table:table-cell>\
             <table:table-cell table:number-columns-repeated=\"3\"/></table:table-row>\
             <table:table-row table:number-rows-repeated=\"2\"><table:table-cell table:number-columns-repeated=\"5\"/></table:table-row>"
        )
    );
    let moved = next(Edit::MoveRow { sheet: "F".into(), row: 1, to: "Archive".into() });
    assert!(
        moved
            .starts_with(&format!("<table:table-row><table:table-cell/><table:table-cell>{chart}")),
        "{moved}"
    );
    let all = [1, 2, 3, 4].map(|row| delete("F", row));
    cleaned(&with_rows(&rows), &all).expect("proved");
    let row = "<table:table-row><table:table-cell/><table:table-cell><draw:frame><draw:object";
    let after = rows_after(&rows, &all);
    assert!(after.starts_with(row) && !after.contains("F.A1"), "{after}");
    let column = Edit::DeleteColumn { sheet: "F".into(), column: 1 };
    let column = content(&cleaned(&with_rows(&rows), &[column]).expect("proved").0);
    let expected = format!(
        "</table:table-cell><table:table-cell>{chart}</table:table-cell></table:table-row>"
    );
    assert!(column.contains(&expected), "{column}");
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

const LEAKS: &[u8] = include_bytes!("ods/leaks.ods");

/// A cleaned copy of a document, proved, or why there is none.
fn cleaned(source: &[u8], edits: &[Edit]) -> Result<(Vec<u8>, Proof), CleanError> {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("a.ods"), folder.path().join("b.ods"));
    std::fs::write(&from, source).unwrap();
    let go = |_, _, _| std::ops::ControlFlow::Continue(());
    let proof = clean(&from, &to, edits, &CleanOptions::default(), &go)?;
    Ok((std::fs::read(&to).unwrap(), proof))
}

fn holding(bytes: &[u8], text: &str) -> Vec<String> {
    let holds = |(_, content): &(String, Vec<u8>)| {
        content.windows(text.len()).any(|window| window == text.as_bytes())
    };
    let mut names: Vec<_> = parts(bytes).into_iter().filter(holds).map(|(name, _)| name).collect();
    names.sort();
    names
}

#[test]
fn a_removed_name_is_in_no_part_whatever_removes_it() {
    assert_eq!(
        holding(LEAKS, "Zorro"),
        ["Object 1/content.xml", "content.xml", "meta.xml", "styles.xml"],
        "the fixture holds the name"
    );
    let column = Edit::DeleteColumn { sheet: "Prospects".into(), column: 0 };
    for edit in [delete("Prospects", 3), set("Prospects", "A3", "X"), column] {
        let (bytes, proof) = cleaned(LEAKS, std::slice::from_ref(&edit)).expect("cleaned");
        assert_eq!(holding(&bytes, "Zorro"), [""; 0], "{edit:?}");
        assert_eq!(holding(&bytes, "Thumbnails"), [""; 0], "{edit:?}");
        assert!(proof.texts_searched > 0 && proof.parts_searched as usize == files(&bytes));
    }
}

/// How many parts are files.
fn files(bytes: &[u8]) -> usize {
    parts(bytes).iter().filter(|(name, _)| !name.ends_with('/')).count()
}

#[test]
fn a_name_that_a_kept_formula_spells_out_stops_the_export() {
    let rows = "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>Zorro Personne</text:p></table:table-cell></table:table-row>\
        <table:table-row><table:table-cell table:formula=\"of:=&quot;Zorro Personne&quot;\"/></table:table-row>";
    let refused = cleaned(&with_rows(rows), &[delete("F", 1)]).expect_err("refused");
    assert!(matches!(&refused, CleanError::Survives { parts } if parts == &["F!A1"]), "{refused}");
}

#[test]
fn a_name_that_another_cell_keeps_is_no_leak() {
    let edits = [delete("Prospects", 3), set("Prospects", "B5", "vu avec Zorro Personne")];
    let (bytes, proof) = cleaned(LEAKS, &edits).expect("cleaned");
    assert_eq!(proof.kept_elsewhere, 1);
    assert!(content(&bytes).contains("vu avec Zorro Personne"));
}

#[test]
fn hidden_content_goes_on_request() {
    let part = |kind| Edit::RemovePart { kind, sheet: None };
    let all = [
        HiddenKind::Sheet,
        HiddenKind::Authors,
        HiddenKind::CustomProperties,
        HiddenKind::ChangeHistory,
        HiddenKind::Thumbnail,
        HiddenKind::PrinterSettings,
    ]
    .map(part);
    let (bytes, _) = cleaned(LEAKS, &all).expect("cleaned");
    let sheets: Vec<_> = read(&bytes).sheets.iter().map(|sheet| sheet.name.clone()).collect();
    assert_eq!(sheets, ["Prospects"]);
    let text = |name: &str| {
        let found = parts(&bytes).into_iter().find(|(part, _)| part == name);
        String::from_utf8(found.expect("the part").1).expect("utf-8")
    };
    assert!(!text("meta.xml").contains("creator") && !text("meta.xml").contains("user-defined"));
    assert!(text("meta.xml").contains("Zorro"), "the title stays: it was not asked for");
    assert!(!content(&bytes).contains("tracked-changes"));
    assert!(!text("settings.xml").contains("PrinterSetup"));
}

#[test]
fn references_to_a_removed_sheet_break_openly() {
    let hidden = Edit::RemovePart { kind: HiddenKind::Sheet, sheet: None };
    let bytes = patched(RICH, std::slice::from_ref(&hidden)).expect("written").0;
    assert!(!content(&bytes).contains("liste cachée"));
    let (bytes, _) = cleaned(RICH, &[hidden]).expect("cleaned");
    assert!(read(&bytes).sheet("Caché").is_none());
}

#[test]
fn a_file_that_was_tampered_with_is_not_proved() {
    let edits = [delete("Prospects", 5), set("Prospects", "C8", "neutre")];
    let (bytes, proof) = cleaned(RICH, &edits).expect("cleaned");
    assert_eq!((proof.rows_removed, proof.cells_changed), (1, 1));
    let check = |bytes: &[u8], edits: &[Edit]| {
        verify_ods(Cursor::new(RICH), Cursor::new(bytes), Decided::new(edits)).map(drop)
    };
    check(&bytes, &edits).expect("proved");
    check(&bytes, &edits[..1]).expect_err("an edit too many");
    check(&bytes, &[edits[0].clone(), set("Prospects", "C8", "autre")]).expect_err("another text");
    check(&replaced(&bytes, &content(&bytes)), &edits).expect("other compression, same bytes");
    for (part, change) in
        [("styles.xml", Some("<x/>")), ("meta.xml", None), ("Pictures/new.png", Some("x"))]
    {
        let found = check(&with(&bytes, part, change), &edits);
        assert!(
            matches!(&found, Err(VerifyError::Unexpected { part: named, .. }) if named == part),
            "{part}: {found:?}"
        );
    }
    for (from, to) in [
        ("<table:table-column ", "<table:table-column table:visibility=\"collapse\" "),
        ("Delta", "Omega"),
        ("office:value=\"400\"", "office:value=\"401\""),
        ("of:=[.B7]*2", "of:=[.B7]*3"),
        ("table:style-name=\"ce1\"", "table:style-name=\"ce2\""),
        ("<table:named-range ", "<table:named-range/><table:named-range "),
    ] {
        let text = content(&bytes);
        assert!(text.contains(from), "{from}");
        let changed = replaced(&bytes, &text.replacen(from, to, 1));
        let found = check(&changed, &edits);
        assert!(matches!(found, Err(VerifyError::Unexpected { .. })), "{from}: {found:?}");
    }
}

/// The package with another part of that name, or without it.
fn with(bytes: &[u8], part: &str, content: Option<&str>) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, old) in parts(bytes).iter().filter(|(name, _)| name != part) {
        if name.ends_with('/') {
            writer.add_directory(name.as_str(), SimpleFileOptions::default()).unwrap();
            continue;
        }
        writer.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        writer.write_all(old).unwrap();
    }
    if let Some(content) = content {
        writer.start_file(part, SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The package with another `content.xml`.
fn replaced(bytes: &[u8], content: &str) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, old) in parts(bytes) {
        if name.ends_with('/') {
            writer.add_directory(name, SimpleFileOptions::default()).unwrap();
            continue;
        }
        writer.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        let new = if name == "content.xml" { content.as_bytes() } else { &old };
        writer.write_all(new).unwrap();
    }
    writer.finish().unwrap().into_inner()
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
