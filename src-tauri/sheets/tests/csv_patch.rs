//! Edits of text files: what changes, and that nothing else does.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::string_slice, reason = "tests")]

use std::collections::BTreeMap;

use epure_engine::plan::{Edit, NewValue};
use epure_engine::table::CellRef;
use epure_sheets::patch::csv::{CsvError, write};
use epure_sheets::read::csv::{CsvDialect, LineEnd, Record, Records};
use jiff::civil::date;
use proptest::prelude::*;

fn set(cell: &str, value: NewValue) -> Edit {
    let cell = cell.parse().expect("a cell");
    Edit::SetCell { sheet: "s".into(), cell, value, removed: vec![] }
}

fn text(cell: &str, text: &str) -> Edit {
    set(cell, NewValue::Text(text.into()))
}

fn delete(row: u32) -> Edit {
    Edit::DeleteRow { sheet: "s".into(), row }
}

fn patched(original: &[u8], edits: &[Edit]) -> Vec<u8> {
    let mut out = Vec::new();
    write(original, None, None, edits, &mut out).expect("written");
    out
}

fn patched_text(original: &str, edits: &[Edit]) -> String {
    String::from_utf8(patched(original.as_bytes(), edits)).expect("utf-8")
}

const FILE: &str =
    "Nom;Note;CA\r\nAlpha;\"dit \"\"oui\"\"\nà rappeler\";1,5\r\nBêta;enceinte;2\r\n";

#[test]
fn no_edit_changes_no_byte() {
    assert_eq!(patched_text(FILE, &[]), FILE);
}

#[test]
fn a_changed_cell_is_quoted_when_it_was_or_must_be() {
    assert_eq!(
        patched_text(FILE, &[text("B2", "rappeler"), text("B3", "a;b")]),
        "Nom;Note;CA\r\nAlpha;\"rappeler\";1,5\r\nBêta;\"a;b\";2\r\n"
    );
    assert_eq!(
        patched_text(FILE, &[set("B2", NewValue::Empty), text("B3", "dit \"non\"")]),
        "Nom;Note;CA\r\nAlpha;;1,5\r\nBêta;\"dit \"\"non\"\"\";2\r\n"
    );
}

#[test]
fn a_new_column_at_the_right_and_a_new_row_below() {
    assert_eq!(
        patched_text("a;b\nc;d\n", &[text("D1", "x"), text("C2", "y"), text("B4", "z")]),
        "a;b;;x\nc;d;y\n\n;z\n"
    );
    assert_eq!(patched_text("a;b", &[text("A2", "z")]), "a;b\r\nz\r\n");
}

#[test]
fn rows_and_columns_go_with_their_bytes() {
    assert_eq!(patched_text(FILE, &[delete(2)]), "Nom;Note;CA\r\nBêta;enceinte;2\r\n");
    let column = Edit::DeleteColumn { sheet: "s".into(), column: 1 };
    assert_eq!(patched_text(FILE, &[column]), "Nom;CA\r\nAlpha;1,5\r\nBêta;2\r\n");
    let first = Edit::DeleteColumn { sheet: "s".into(), column: 0 };
    assert_eq!(patched_text("a;b\n\nc\n", &[first]), "b\n\n\n");
}

#[test]
fn moved_rows_go_to_a_file_of_the_same_make() {
    let edits =
        [Edit::MoveRow { sheet: "s".into(), row: 3, to: "Archive".into() }, text("B3", "absente")];
    let original = b"\xEF\xBB\xBFNom;Note\r\nAlpha;x\r\nB\xC3\xAAta;enceinte";
    let mut out = Vec::new();
    let outcome = write(original, None, Some((1, 1)), &edits, &mut out).expect("written");
    assert_eq!(out, b"\xEF\xBB\xBFNom;Note\r\nAlpha;x\r\n");
    assert_eq!(outcome.archives["Archive"], b"\xEF\xBB\xBFNom;Note\r\nB\xC3\xAAta;absente");
}

#[test]
fn encodings_are_kept_and_bytes_that_make_no_sense_too() {
    let windows = b"Nom;Note\r\nCaf\xE9;\x81 bizarre \x9D\r\nB\xEAta;y\r\n";
    assert_eq!(
        patched(windows, &[text("B3", "congé à 5 €")]),
        b"Nom;Note\r\nCaf\xE9;\x81 bizarre \x9D\r\nB\xEAta;cong\xE9 \xE0 5 \x80\r\n"
    );
    let wide = |text: &str| -> Vec<u8> {
        let mut bytes = vec![0xFF, 0xFE];
        bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    assert_eq!(
        patched(&wide("Nom\tNote\r\nĀā\t\"a\tb\"\r\n中\ty\r\n"), &[text("B3", "été"), delete(1)]),
        wide("Āā\t\"a\tb\"\r\n中\tété\r\n")
    );
    let mut out = Vec::new();
    let refused = write(windows, None, None, &[text("B3", "日本")], &mut out);
    let cell: CellRef = "B3".parse().expect("a cell");
    assert!(matches!(refused, Err(CsvError::NotInEncoding { cell: at, .. }) if at == cell));
    assert!(patched(windows, &[text("B3", "10\u{202F}h")]).ends_with(b";10 h\r\n"));
}

#[test]
fn numbers_and_dates_follow_the_file() {
    let edits = [set("C1", NewValue::Number(12.5)), set("D1", NewValue::Date(date(2026, 3, 1)))];
    assert_eq!(patched_text("a;b\n1,5;c\n", &edits), "a;b;12,5;01/03/2026\n1,5;c\n");
    assert_eq!(
        patched_text("a,b\n1.5,2024-05-06\n", &edits),
        "a,b,12.5,2026-03-01\n1.5,2024-05-06\n"
    );
    assert_eq!(
        patched_text("a,b\n\"1,5\",31.12.2024\n", &edits),
        "a,b,\"12,5\",01.03.2026\n\"1,5\",31.12.2024\n"
    );
}

#[test]
fn the_line_that_names_the_separator_is_no_row() {
    assert_eq!(patched_text("sep=,\r\na,b\r\nc,d\r\n", &[delete(1)]), "sep=,\r\nc,d\r\n");
}

#[test]
fn edits_of_two_sheets_are_refused() {
    let edits = [delete(1), Edit::DeleteRow { sheet: "autre".into(), row: 1 }];
    assert!(matches!(
        write(b"a\n", None, None, &edits, &mut Vec::new()),
        Err(CsvError::SeveralSheets)
    ));
}

const DIALECT: CsvDialect = CsvDialect {
    separator: ';',
    quote: '"',
    encoding: encoding_rs::UTF_8,
    bom: false,
    line_end: LineEnd::Lf,
};

/// Each record as its raw text and its values.
fn records(text: &str) -> Vec<(String, Vec<String>)> {
    let (mut records, mut record) = (Records::new(text, &DIALECT), Record::default());
    let mut all = vec![];
    while records.next_into(&mut record) {
        let values = record.fields.iter().map(|f| f.value(text, '"').into_owned()).collect();
        all.push((text[record.span.clone()].to_owned(), values));
    }
    all
}

proptest! {
    /// On any well-formed file and any edits: untouched lines are the same bytes in the same
    /// order, touched ones hold the new value and their other values.
    #[test]
    fn untouched_lines_keep_their_bytes(
        table in prop::collection::vec(prop::collection::vec("[a;\"\r\n é=]{0,5}", 2..5), 1..8),
        quoting in any::<bool>(),
        sets in prop::collection::btree_map((1u32..9, 0u32..6), "[b;\"\n é=-]{0,5}", 0..5),
        gone in prop::collection::btree_set(1u32..9, 0..4),
    ) {
        let style = if quoting { csv::QuoteStyle::Always } else { csv::QuoteStyle::Necessary };
        let mut writer = csv::WriterBuilder::new().delimiter(b';').flexible(true).quote_style(style)
            .from_writer(vec![]);
        for row in &table {
            prop_assert!(writer.write_record(row).is_ok());
        }
        let original = String::from_utf8(writer.into_inner().expect("bytes")).expect("utf-8");
        let rows = u32::try_from(table.len()).expect("few");
        let sets: BTreeMap<_, _> = sets.into_iter().filter(|((row, _), _)| *row <= rows).collect();
        let mut edits: Vec<Edit> = gone.iter().map(|row| delete(*row)).collect();
        for ((row, column), value) in &sets {
            let cell = CellRef { row: *row, column: *column };
            let value = NewValue::Text(value.clone());
            edits.push(Edit::SetCell { sheet: "s".into(), cell, value, removed: vec![] });
        }
        let mut out = Vec::new();
        write(original.as_bytes(), Some(DIALECT), None, &edits, &mut out).expect("written");
        let out = records(std::str::from_utf8(&out).expect("utf-8"));
        let kept: Vec<_> = (1u32..).zip(records(&original))
            .filter(|(row, _)| !gone.contains(row)).collect();
        prop_assert_eq!(out.len(), kept.len());
        for ((row, (raw, values)), (new_raw, new_values)) in kept.iter().zip(&out) {
            let touched: Vec<_> = sets.iter().filter(|((at, _), _)| at == row).collect();
            if touched.is_empty() {
                prop_assert_eq!(raw, new_raw);
            }
            for (column, value) in (0u32..).zip(new_values) {
                let before = values.get(column as usize).map_or("", String::as_str);
                match sets.get(&(*row, column)) {
                    Some(set) => {
                        let guarded = ["'", set].concat();
                        prop_assert!(value == set || value == &guarded, "{} for {}", value, set);
                    }
                    None => prop_assert_eq!(value, before),
                }
            }
        }
    }
}

#[test]
fn a_stray_byte_stays_and_new_texts_are_in_the_encoding_of_the_file() {
    let original = b"Nom;Note\nAli;D\xC3\xA9l\xC3\xA9gu\xC3\xA9\nZo\xE9;vu\nEva;x\n";
    let edits = [text("B2", "Échange"), text("B3", "à rappeler"), delete(4)];
    let cleaned = patched(original, &edits);
    let expected = b"Nom;Note\nAli;\xC3\x89change\nZo\xE9;\xC3\xA0 rappeler\n";
    assert_eq!(cleaned, expected);
    assert!(epure_sheets::verify::verify_csv(original, &cleaned, None, &edits, &[]).is_ok());
}

#[test]
fn seldom_separators_are_written_back() {
    use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
    let original = "Nom;Prénom;Note\nAlpha;Ève;\"enceinte\"\nBêta;Zoé;vu\n";
    let expected = "Nom;Prénom;Note\nAlpha;Ève;\"à; b\"\nBêta;Zoé;vu;;neuf\n";
    let encode = |text: &str, encoding: &'static encoding_rs::Encoding| -> Vec<u8> {
        let marked = format!("\u{feff}{text}");
        match encoding {
            wide if wide == UTF_16LE => marked.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            wide if wide == UTF_16BE => marked.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            other => other.encode(text).0.into_owned(),
        }
    };
    for separator in ["^", "§", ":"] {
        for encoding in [UTF_8, WINDOWS_1252, UTF_16LE, UTF_16BE] {
            let put = |text: &str| encode(&text.replace(';', separator), encoding);
            let edits = [text("C2", &format!("à{separator} b")), text("E3", "neuf")];
            let cleaned = patched(&put(original), &edits);
            assert_eq!(cleaned, put(expected), "{separator} {}", encoding.name());
            let proof =
                epure_sheets::verify::verify_csv(&put(original), &cleaned, None, &edits, &[]);
            assert!(proof.is_ok(), "{separator} {}", encoding.name());
        }
    }
}
