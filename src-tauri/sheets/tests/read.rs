//! Reading of files that are odd, hostile or no spreadsheets at all.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used, reason = "tests")]

mod support;

use std::io::{Cursor, Write};

use epure_engine::table::{Cell, Workbook};
use support::{ROWS, package, read, sheet, xlsx_parts};

fn texts(book: &Workbook) -> Vec<Vec<String>> {
    let rows = book.sheets[0].rows.iter();
    rows.map(|row| row.cells.iter().map(Cell::to_string).collect()).collect()
}

/// The code of the error that a file gives.
fn refused(name: &str, bytes: &[u8]) -> &'static str {
    match read(name, bytes) {
        Ok(book) => panic!("{name} was read: {:?}", texts(&book)),
        Err(error) => error.code(),
    }
}

#[test]
fn parts_in_utf16_are_read_as_those_in_utf8() {
    let wide = |text: &str, big: bool, mark: bool| -> Vec<u8> {
        let text = text.replace("encoding=\"UTF-8\"", "encoding=\"UTF-16\"");
        let units = std::iter::once(0xFEFF).filter(|_| mark).chain(text.encode_utf16());
        units
            .flat_map(|unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect()
    };
    let expected = [["Société", "Note"], ["Alpha", "Café à 5 €"]];
    for (big, mark) in [(true, true), (true, false), (false, true), (false, false)] {
        let parts: Vec<_> = xlsx_parts(ROWS)
            .into_iter()
            .map(|(name, text)| (name, wide(&text, big, mark)))
            .collect();
        let book = read("a.xlsx", &package(&parts)).expect("readable");
        assert_eq!(texts(&book), expected, "big endian: {big}, mark: {mark}");
    }
}

#[test]
fn a_part_in_another_declared_encoding_is_read() {
    let mut parts: Vec<(&str, Vec<u8>)> =
        xlsx_parts(ROWS).into_iter().map(|(name, text)| (name, text.into_bytes())).collect();
    let text = sheet(&ROWS.replace('€', "EUR")).replace("UTF-8", "ISO-8859-1");
    parts[4].1 = text.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin-1")).collect();
    assert_eq!(texts(&read("a.xlsx", &package(&parts)).expect("readable"))[1][1], "Café à 5 EUR");
}

#[test]
fn a_package_without_its_mimetype_is_told_by_its_manifest() {
    let rich = include_bytes!("ods/rich.ods");
    let parts = support::parts(rich);
    let without: Vec<_> = parts
        .iter()
        .filter(|(name, _)| name != "mimetype" && !name.ends_with('/'))
        .map(|(name, bytes)| (name.as_str(), bytes))
        .collect();
    let book = read("a.ods", &package(&without)).expect("readable");
    assert_eq!(texts(&book), texts(&read("a.ods", rich).expect("readable")));
}

#[test]
fn blanks_of_a_paragraph_are_those_that_programs_show() {
    let content = "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
        xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
        xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet>\
        <table:table table:name=\"F\"><table:table-row>\
        <table:table-cell office:value-type=\"string\">\n  <text:p>\n  un\n  deux &amp; <text:span>\n trois</text:span>\
        <text:s text:c=\"2\"/>fin</text:p>\n  <text:p>suite</text:p>\n</table:table-cell>\
        <table:table-cell office:value-type=\"string\"><text:p>\n   </text:p></table:table-cell>\
        <table:table-cell office:value-type=\"string\"><text:p>x</text:p></table:table-cell>\
        </table:table-row></table:table></office:spreadsheet></office:body></office:document-content>";
    let parts =
        [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content)];
    let book = read("a.ods", &package(&parts)).expect("readable");
    assert_eq!(texts(&book), [["un deux & trois  fin\nsuite", "", "x"]]);
}

/// `rich.ods` with a document type at the head of one of its parts.
fn ods_with_type(part: &str, document_type: &str) -> Vec<u8> {
    let ods: Vec<_> = support::parts(include_bytes!("ods/rich.ods"))
        .into_iter()
        .filter(|(name, _)| !name.ends_with('/'))
        .map(|(name, bytes)| {
            if name != part {
                return (name, bytes);
            }
            let text = String::from_utf8(bytes).unwrap();
            (name, text.replacen("?>", &format!("?>{document_type}"), 1).into_bytes())
        })
        .collect();
    let ods: Vec<_> = ods.iter().map(|(name, bytes)| (name.as_str(), bytes)).collect();
    package(&ods)
}

#[test]
fn a_manifest_of_openoffice_2_names_a_document_type_and_is_read() {
    let dtd = "<!DOCTYPE manifest:manifest PUBLIC \"-//OpenOffice.org//DTD Manifest 1.0//EN\" \
        \"Manifest.dtd\">";
    assert!(read("a.ods", &ods_with_type("META-INF/manifest.xml", dtd)).is_ok());
}

#[test]
fn declared_entities_are_refused_unread() {
    let laughs = "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]>";
    let at = ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml"];
    for part in at {
        let parts: Vec<_> = xlsx_parts(ROWS)
            .into_iter()
            .map(|(name, text)| {
                let hostile = text.replacen("?>", &format!("?>{laughs}"), 1);
                (name, if name == part { hostile } else { text })
            })
            .collect();
        assert_eq!(refused("a.xlsx", &package(&parts)), "forbidden_xml", "{part}");
    }
    assert_eq!(refused("a.ods", &ods_with_type("content.xml", laughs)), "forbidden_xml");
}

#[test]
fn a_part_that_inflates_without_end_is_refused() {
    let blanks = " ".repeat(64 << 20);
    let parts: Vec<_> = xlsx_parts(&format!("{ROWS}{blanks}"))
        .into_iter()
        .map(|(name, text)| (name, text.into_bytes()))
        .collect();
    assert_eq!(refused("a.xlsx", &package(&parts)), "zip_bomb");
}

#[test]
fn more_rows_than_a_sheet_holds_are_refused() {
    let row = r#"<row r="1048577"><c r="A1048577"><v>1</v></c></row>"#;
    let parts = xlsx_parts(&format!("{ROWS}{row}"));
    assert_eq!(refused("a.xlsx", &package(&parts)), "too_many_rows");
    assert_eq!(refused("a.csv", "a;b\n".repeat(1_048_577).as_bytes()), "too_many_rows");
    assert!(read("a.csv", "a;b\n".repeat(1_000).as_bytes()).is_ok());
}

#[test]
fn a_row_repeated_over_the_whole_sheet_is_bounded() {
    let content = "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
        xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
        xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet>\
        <table:table table:name=\"F\"><table:table-row table:number-rows-repeated=\"1048576\">\
        <table:table-cell table:number-columns-repeated=\"16384\" office:value-type=\"string\">\
        <text:p>x</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>\
        </office:body></office:document-content>";
    let parts =
        [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content)];
    assert_eq!(refused("a.ods", &package(&parts)), "too_many_cells");
}

/// A compound file with these streams.
fn compound(streams: &[&str]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for name in streams {
        file.create_stream(name).unwrap().write_all(b"x").unwrap();
    }
    file.into_inner().into_inner()
}

#[test]
fn what_is_locked_or_no_spreadsheet_is_said_to_be() {
    let locked = compound(&["/EncryptedPackage", "/EncryptionInfo"]);
    assert_eq!(refused("a.xlsx", &locked), "password_protected");
    assert_eq!(refused("a.xls", &compound(&["/WordDocument"])), "not_a_spreadsheet");
    let manifest = "<manifest:manifest xmlns:manifest=\"m\"><manifest:file-entry \
        manifest:full-path=\"content.xml\"><manifest:encryption-data/></manifest:file-entry>\
        </manifest:manifest>";
    let parts = [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", "\u{1}\u{2}"),
    ];
    assert_eq!(refused("a.ods", &package(&parts)), "password_protected");
    assert_eq!(refused("a.xlsx", &package(&[("word/document.xml", "<w/>")])), "not_a_spreadsheet");
    assert_eq!(refused("a.pdf", b"%PDF-1.7 ..."), "not_a_spreadsheet");
    assert_eq!(
        refused("a.slk", b"ID;PWXL;N;E\nP;PGeneral\nC;Y1;X1;K\"a\"\nE\n"),
        "other_spreadsheet"
    );
    assert_eq!(refused("a.gnumeric", b"\x1F\x8B\x08\0\0\0\0\0"), "other_spreadsheet");
    for mark in [&b"\xFF\xFE\0\0N\0\0\0;\0\0\0"[..], b"\0\0\xFE\xFF\0\0\0N\0\0\0;"] {
        assert_eq!(refused("a.csv", mark), "utf_32");
    }
    assert_eq!(refused("a.csv", b""), "file_empty");
    assert_eq!(refused("a.csv", b"\r\n;;\r\n"), "file_empty");
    let whole = package(&xlsx_parts(ROWS));
    assert_eq!(refused("a.xlsx", &whole[..whole.len() / 2]), "file_damaged");
}

#[test]
fn text_files_of_every_make_are_read_alike() {
    let text = "Société;Ville;Note\r\nAlpha;Orléans;\"dit \"\"oui\"\";\r\nà rappeler\"\r\n";
    let latin = |text: &str| -> Vec<u8> { encoding_rs::WINDOWS_1252.encode(text).0.into_owned() };
    let wide = |text: &str, big: bool| -> Vec<u8> {
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
        units
            .flat_map(|unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect()
    };
    let expected = ["Alpha", "Orléans", "dit \"oui\";\r\nà rappeler"];
    for (name, bytes) in [
        ("utf-8", text.as_bytes().to_vec()),
        ("utf-8 with mark", format!("\u{feff}{text}").into_bytes()),
        ("Windows", latin(text)),
        ("UTF-16 LE", wide(text, false)),
        ("UTF-16 BE", wide(text, true)),
        ("sep line", format!("sep=;\r\n{text}").into_bytes()),
    ] {
        let book = read("a.csv", &bytes).expect("readable");
        assert_eq!(texts(&book)[1], expected, "{name}");
    }
    for (separator, name) in [(',', "a.csv"), ('\t', "a.tsv"), ('|', "a.txt")] {
        let text = "Société;Ville;Note\nAlpha;Orléans;vu\n".replace(';', &separator.to_string());
        let book = read(name, text.as_bytes()).expect("readable");
        assert_eq!(texts(&book)[1], ["Alpha", "Orléans", "vu"], "{separator:?}");
    }
}

#[test]
fn one_stray_byte_is_told_and_harms_no_other_character() {
    let bytes = b"Nom;Note\nAli;D\xC3\xA9l\xC3\xA9gu\xC3\xA9\nZo\xE9;rien\n";
    let book = read("a.csv", bytes).expect("readable");
    assert_eq!(texts(&book)[1..], [["Ali", "Délégué"], ["Zo\u{fffd}", "rien"]]);
    let kinds: Vec<_> = book.warnings.iter().map(|warning| warning.kind).collect();
    assert_eq!(kinds, [epure_engine::table::ReadWarningKind::BadEncoding]);
}
