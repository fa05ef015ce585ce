//! What formulas worked out of cells that go or change does not stay in a workbook made anew.

use std::io::Cursor;
use std::path::{Path, PathBuf};

use epure_engine::plan::{Edit, NewValue};
use epure_engine::table::Workbook;
use epure_sheets::read::{ReadOptions, open};
use epure_sheets::verify::{VerifyError, verify_rebuilt, verify_rebuilt_archive};
use epure_sheets::write::{self, NotKept};
use tempfile::TempDir;

use super::support::{package, xlsx_parts};
use super::{DAY, text};

fn worked_xls() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/old/worked.xls")
}

fn delete(row: u32) -> Edit {
    Edit::DeleteRow { sheet: "P".into(), row }
}

/// Rebuilds a file with edits, and proves it: what was made, and what was not kept.
fn proved(source: &Path, edits: &[Edit]) -> (Workbook, Vec<NotKept>) {
    let book = open(source, &ReadOptions::default()).expect("readable");
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("made.xlsx");
    let mut out = Cursor::new(Vec::new());
    let losses = write::rebuild(&book, source.into(), edits, DAY, &mut out).expect("a workbook");
    std::fs::write(&target, out.into_inner()).expect("written");
    let proof = verify_rebuilt(&book, source.into(), (&*target).into(), edits, &[]);
    proof.unwrap_or_else(|error| panic!("{}: {error}", source.display()));
    (open(&target, &ReadOptions::default()).expect("readable"), losses)
}

/// The texts of a sheet by cell, blank ones left out.
fn texts(book: &Workbook, sheet: &str) -> Vec<(String, String)> {
    let rows = book.sheet(sheet).map(|table| table.rows.as_slice()).unwrap_or_default();
    let cells = rows.iter().flat_map(|row| {
        let cells = (0u32..).zip(&row.cells).filter(|(_, cell)| !cell.is_blank());
        cells.map(|(column, cell)| {
            let at = epure_engine::table::CellRef { row: row.number, column };
            (at.to_string(), cell.to_string())
        })
    });
    cells.collect()
}

fn is(found: &[(String, String)], expected: &[(&str, &str)]) {
    let found: Vec<(&str, &str)> = found.iter().map(|(at, text)| (&**at, &**text)).collect();
    assert_eq!(found, expected);
}

/// A file of that name in a folder of its own.
fn file(name: &str, bytes: &[u8]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("written");
    (folder, path)
}

const SPACES: &str = r#"xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0""#;

/// An ods of the two sheets of `worked.xls`: texts, and formulas before `|`. `more` is put in sheet P.
fn ods(calls: &[&str], more: &str) -> (TempDir, PathBuf) {
    let people = [
        &["Prénom", "Nom", "Complet"][..],
        &["Cyr", "Grand", "[.A2]&amp;&quot; &quot;&amp;[.B2]|Cyr Grand"],
        &["Zoé", "Petit", "[.A3]&amp;&quot; &quot;&amp;[.B3]|Zoé Petit"],
        &["Ana", "Grand", "[.A4]&amp;&quot; &quot;&amp;[.B4]|Ana Grand"],
    ];
    let cell = |cell: &&str| match cell.split_once('|') {
        Some((formula, text)) => format!(
            r#"<table:table-cell table:formula="of:={formula}" office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#
        ),
        None => format!(
            r#"<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>"#
        ),
    };
    let row = |cells: &[&str]| {
        let cells: String = cells.iter().map(cell).collect();
        format!("<table:table-row>{cells}</table:table-row>")
    };
    let people: String = people.into_iter().map(row).collect();
    let calls: String = calls.iter().map(|call| row(&[call])).collect();
    let content = format!(
        r#"<office:document-content {SPACES}><office:body><office:spreadsheet><table:table table:name="P">{people}{more}</table:table><table:table table:name="Q">{calls}</table:table></office:spreadsheet></office:body></office:document-content>"#
    );
    let bytes = package(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet".to_owned()),
        ("content.xml", content),
    ]);
    file("worked.ods", &bytes)
}

const CALLS: [&str; 5] = [
    "[P.A2]|Cyr",
    "UPPER([.A1])|CYR",
    "[P.C3]|Zoé Petit",
    "INDEX([P.$C$2:.$C$4];1)|Cyr Grand",
    "Fin",
];

#[test]
fn a_person_who_goes_does_not_stay_as_what_a_formula_gave() {
    let (_folder, ods) = ods(&CALLS, "");
    for source in [worked_xls(), ods] {
        let (made, losses) = proved(&source, &[delete(2)]);
        is(&texts(&made, "Q"), &[("A3", "Zoé Petit"), ("A5", "Fin")]);
        let people = [("A2", "Zoé"), ("B2", "Petit"), ("C2", "Zoé Petit")];
        let others = [("A3", "Ana"), ("B3", "Grand"), ("C3", "Ana Grand")];
        is(&texts(&made, "P")[3..], &[people, others].concat());
        assert!(losses.contains(&NotKept::Formulas), "{losses:?}");
        assert!(losses.contains(&NotKept::FormulaResults), "{losses:?}");
    }
}

#[test]
fn blanks_before_a_value_that_is_emptied_are_no_difference() {
    let row = |number: u32, name: &str| {
        format!(
            r#"<row r="{number}"><c r="A{number}" t="inlineStr"><is><t>{name}</t></is></c><c r="B{number}" t="inlineStr"><is><t xml:space="preserve"> </t></is></c><c r="C{number}" t="str"><f>A1</f><v>Cyr</v></c></row>"#
        )
    };
    let parts = xlsx_parts(&format!("{}{}", row(1, "Cyr"), row(2, "Zoé")));
    let (_folder, source) = file("blanks.xlsx", &package(&parts));
    let (made, _) = proved(&source, &[Edit::DeleteRow { sheet: "Prospects".into(), row: 1 }]);
    is(&texts(&made, "Prospects"), &[("A1", "Zoé")]);
}

#[test]
fn what_is_not_kept_of_an_ods_is_said() {
    let rules = r#"<calcext:conditional-formats><calcext:conditional-format calcext:target-range-address="P.A1:P.A4"/></calcext:conditional-formats><table:content-validations><table:content-validation table:name="v"/></table:content-validations>"#;
    let (_plain, plain) = ods(&CALLS, "");
    let (_ruled, ruled) = ods(&CALLS, rules);
    for (source, lost) in [(plain, false), (ruled, true)] {
        let (_, losses) = proved(&source, &[]);
        for loss in [NotKept::ConditionalFormats, NotKept::Validations] {
            assert_eq!(losses.contains(&loss), lost, "{losses:?}");
        }
        assert!(losses.contains(&NotKept::Formulas), "{losses:?}");
    }
}

#[test]
fn what_formulas_made_of_a_cell_that_changes_goes_too() {
    let (_folder, ods) = ods(&CALLS, "");
    let cell = "A3".parse().expect("a cell");
    let value = NewValue::Text("Z.".into());
    let edits = [Edit::SetCell { sheet: "P".into(), cell, value, removed: vec![] }];
    for source in [worked_xls(), ods] {
        let (made, _) = proved(&source, &edits);
        is(&texts(&made, "Q"), &[("A1", "Cyr"), ("A2", "CYR"), ("A5", "Fin")]);
        let sheet = made.sheet("P").expect("the sheet");
        assert!(sheet.cell("C3".parse().expect("a cell")).is_blank());
        assert_eq!(sheet.cell("C4".parse().expect("a cell")), &text("Ana Grand"));
    }
}

#[test]
fn nothing_is_emptied_where_nothing_goes() {
    let (_folder, ods) = ods(&["INDIRECT(&quot;P.A2&quot;)|Cyr", "Nom*2|Grand"], "");
    for source in [worked_xls(), ods] {
        let before = open(&source, &ReadOptions::default()).expect("readable");
        let (made, losses) = proved(&source, &[]);
        for sheet in ["P", "Q"] {
            assert_eq!(texts(&made, sheet), texts(&before, sheet), "{}", source.display());
        }
        assert!(!losses.contains(&NotKept::FormulaResults), "{losses:?}");
    }
}

#[test]
fn a_removed_text_goes_however_a_formula_came_by_it() {
    let calls = [
        "INDIRECT(&quot;P.A2&quot;)|Cyr",
        "Noms|Cyr",
        "&quot;Cyr&quot;|Cyr",
        "[.A3]&amp;&quot; !&quot;|Cyr !",
        "&quot;Dossier &quot;&amp;[P.B3]|Dossier Petit",
    ];
    let (_folder, source) = ods(&calls, "");
    let (made, _) = proved(&source, &[delete(2)]);
    is(&texts(&made, "Q"), &[("A5", "Dossier Petit")]);
}

#[test]
fn a_value_that_two_rows_worked_out_alike_stays_with_the_row_that_stays() {
    let row = |number: u32, name: &str| {
        format!(
            r#"<row r="{number}"><c r="A{number}" t="inlineStr"><is><t>{name}</t></is></c><c r="B{number}" t="str"><f>IF(LEN(A{number})&gt;2,"Client sûr","")</f><v>Client sûr</v></c></row>"#
        )
    };
    let mut parts = xlsx_parts(&format!("{}{}", row(1, "Cyrille"), row(2, "Zoé")));
    for (_, part) in &mut parts {
        let macros = "application/vnd.ms-excel.sheet.macroEnabled.main+xml";
        let plain = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
        *part = part.replace(plain, macros);
    }
    let (_folder, source) = file("clients.xlsm", &package(&parts));
    let edits = [Edit::DeleteRow { sheet: "Prospects".into(), row: 1 }];
    let (made, _) = proved(&source, &edits);
    is(&texts(&made, "Prospects"), &[("A1", "Zoé"), ("B1", "Client sûr")]);
}

#[test]
fn shared_and_array_formulas_of_an_xlsx_are_followed_to_their_cells() {
    let rows = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>Cyr</t></is></c><c r="B1" t="str"><f t="shared" ref="B1:B3" si="0">A1&amp;"."</f><v>Cyr.</v></c><c r="C1" t="str"><f t="array" ref="C1:C3">LOWER($A$1:$A$3)</f><v>cyr</v></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>Zoé</t></is></c><c r="B2" t="str"><f t="shared" si="0"/><v>Zoé.</v></c><c r="C2" t="str"><v>zoé</v></c></row><row r="3"><c r="A3" t="inlineStr"><is><t>Ana</t></is></c><c r="B3" t="str"><f t="shared" si="0"/><v>Ana.</v></c><c r="C3" t="str"><v>ana</v></c></row>"#;
    let (_folder, source) = file("shared.xlsx", &package(&xlsx_parts(rows)));
    let cell = "A2".parse().expect("a cell");
    let edits = [Edit::SetCell {
        sheet: "Prospects".into(),
        cell,
        value: NewValue::Empty,
        removed: vec![],
    }];
    let (made, _) = proved(&source, &edits);
    let expected = [("A1", "Cyr"), ("B1", "Cyr."), ("A3", "Ana"), ("B3", "Ana.")];
    is(&texts(&made, "Prospects"), &expected);
}

#[test]
fn a_copy_that_keeps_what_a_formula_gave_of_a_removed_cell_is_refused() {
    let (_folder, source) = ods(&CALLS, "");
    let book = open(&source, &ReadOptions::default()).expect("readable");
    let target = source.with_file_name("made.xlsx");
    // As if the values were a person's: the formulas of the file are not looked at.
    let blind = Workbook { format: epure_engine::table::Format::Csv, ..book.clone() };
    let mut out = Cursor::new(Vec::new());
    write::rebuild(&blind, (&*source).into(), &[delete(2)], DAY, &mut out).expect("made");
    std::fs::write(&target, out.into_inner()).expect("written");
    let refused = verify_rebuilt(&book, (&*source).into(), (&*target).into(), &[delete(2)], &[]);
    assert!(matches!(refused, Err(VerifyError::Unexpected { .. })), "{refused:?}");
}

#[test]
fn rows_that_leave_keep_what_was_worked_out_of_themselves() {
    let (_folder, source) = ods(&CALLS, "");
    let book = open(&source, &ReadOptions::default()).expect("readable");
    let target = source.with_file_name("archive.xlsx");
    let edits = [Edit::MoveRow { sheet: "P".into(), row: 2, to: "Archive".into() }];
    let mut out = Cursor::new(Vec::new());
    write::rebuild_archive(&book, (&*source).into(), &edits, DAY, &mut out).expect("made");
    std::fs::write(&target, out.into_inner()).expect("written");
    verify_rebuilt_archive(&book, (&*source).into(), (&*target).into(), &edits, &[])
        .expect("proved");
    let archive = open(&target, &ReadOptions::default()).expect("readable");
    is(&texts(&archive, "Archive"), &[("A1", "Cyr"), ("B1", "Grand"), ("C1", "Cyr Grand")]);
    let (made, _) = proved(&source, &edits);
    assert_eq!(texts(&made, "Q").len(), CALLS.len(), "the row is still in the workbook");
}
