//! What does not show in a file is counted, in every format.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod support;

use std::ops::ControlFlow;

use epure_engine::plan::Edit;
use epure_engine::table::{HiddenKind, Visibility, Workbook};
use epure_sheets::{CleanOptions, clean};
use support::{ROOT, ROWS, TYPES, package, parts, read, sheet};

/// What is hidden, as `kind count` or `kind count sheet`.
fn hidden(book: &Workbook) -> Vec<String> {
    let mut all: Vec<String> = book
        .hidden
        .iter()
        .map(|one| {
            let sheet = one.sheet.as_ref().map(|name| format!(" {name}")).unwrap_or_default();
            format!("{} {}{sheet}", one.kind.name(), one.count)
        })
        .collect();
    all.sort();
    all
}

const RELS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn rels(all: &[(&str, &str)]) -> String {
    let one = |(at, (kind, target)): (usize, &(&str, &str))| {
        format!(r#"<Relationship Id="rId{}" Type="{RELS}/{kind}" Target="{target}"/>"#, at + 1)
    };
    let inside: String = all.iter().enumerate().map(one).collect();
    format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>"#
    )
}

#[test]
fn an_xlsx_with_everything() {
    let book = format!(
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{RELS}"><sheets><sheet name="Vue" sheetId="1" r:id="rId1"/><sheet name="Cachée" sheetId="2" state="hidden" r:id="rId2"/><sheet name="Très cachée" sheetId="3" state="veryHidden" r:id="rId3"/></sheets></workbook>"#
    );
    let seen = sheet(&ROWS.replace(r#"<row r="2">"#, r#"<row r="2" hidden="1">"#)).replace(
        "<sheetData>",
        r#"<cols><col min="2" max="2" width="9" hidden="1"/><col min="5" max="16384" hidden="1"/></cols><sheetData>"#,
    );
    let comments = r#"<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>Jeanne Exemple</author></authors><commentList><comment ref="A2" authorId="0"><text><t>à rappeler</t></text></comment></commentList></comments>"#;
    let thread = r#"<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><threadedComment ref="B2" personId="{P}" id="{1}"><text>vu</text></threadedComment></ThreadedComments>"#;
    let persons = r#"<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><person displayName="Paul Exemple" id="{P}"/></personList>"#;
    let core = r#"<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:creator>Jeanne Exemple</dc:creator><cp:lastModifiedBy>Paul Exemple</cp:lastModifiedBy></cp:coreProperties>"#;
    let app = "<Properties><Company>Exemple SARL</Company><Manager></Manager></Properties>";
    let custom = r#"<Properties><property name="Client"/><property name="Affaire"/></Properties>"#;
    let all = [
        ("[Content_Types].xml", TYPES.to_owned()),
        ("_rels/.rels", ROOT.to_owned()),
        ("xl/workbook.xml", book),
        (
            "xl/_rels/workbook.xml.rels",
            rels(&[
                ("worksheet", "worksheets/sheet1.xml"),
                ("worksheet", "worksheets/sheet2.xml"),
                ("worksheet", "worksheets/sheet3.xml"),
            ]),
        ),
        ("xl/worksheets/sheet1.xml", seen),
        ("xl/worksheets/sheet2.xml", sheet(ROWS)),
        ("xl/worksheets/sheet3.xml", sheet(ROWS)),
        (
            "xl/worksheets/_rels/sheet1.xml.rels",
            rels(&[
                ("comments", "../comments1.xml"),
                ("threadedComment", "../threadedComments/threadedComment1.xml"),
            ]),
        ),
        ("xl/comments1.xml", comments.to_owned()),
        ("xl/threadedComments/threadedComment1.xml", thread.to_owned()),
        ("xl/persons/person.xml", persons.to_owned()),
        ("docProps/core.xml", core.to_owned()),
        ("docProps/app.xml", app.to_owned()),
        ("docProps/custom.xml", custom.to_owned()),
        ("docProps/thumbnail.jpeg", "x".to_owned()),
        ("xl/externalLinks/externalLink1.xml", "<externalLink/>".to_owned()),
        ("xl/externalLinks/_rels/externalLink1.xml.rels", rels(&[])),
        ("xl/embeddings/oleObject1.bin", "x".to_owned()),
        ("xl/vbaProject.bin", "x".to_owned()),
        ("xl/connections.xml", "<connections/>".to_owned()),
        ("xl/pivotCache/pivotCacheDefinition1.xml", "<pivotCacheDefinition/>".to_owned()),
        ("xl/pivotCache/pivotCacheRecords1.xml", "<pivotCacheRecords/>".to_owned()),
        ("xl/revisions/revisionHeaders.xml", "<headers/>".to_owned()),
        ("xl/printerSettings/printerSettings1.bin", "x".to_owned()),
        ("customXml/item1.xml", "<a/>".to_owned()),
        ("customXml/itemProps1.xml", "<a/>".to_owned()),
    ];
    let book = read("a.xlsx", &package(&all)).expect("readable");
    assert_eq!(book.sheets[1].visibility, Visibility::Hidden);
    assert_eq!(book.sheets[2].visibility, Visibility::VeryHidden);
    assert_eq!(book.sheets[0].comments[0].author.as_deref(), Some("Jeanne Exemple"));
    assert_eq!(book.sheets[0].comments[1].author.as_deref(), Some("Paul Exemple"));
    let mut expected = vec![
        "sheet 1 Cachée",
        "sheet 1 Très cachée",
        "rows 1 Vue",
        "columns 1 Vue",
        "comments 2 Vue",
        "authors 3",
        "custom_properties 2",
        "thumbnail 1",
        "external_links 1",
        "embedded_files 1",
        "macros 1",
        "connections 1",
        "pivot_caches 1",
        "change_history 1",
        "printer_settings 1",
        "custom_xml 1",
    ];
    expected.sort_unstable();
    assert_eq!(hidden(&book), expected);
}

/// The parts of an ods that holds everything that can be hidden.
fn everything() -> Vec<u8> {
    let content = r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:dc="d"><office:automatic-styles><style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet><table:tracked-changes><table:cell-content-change/><table:deletion/></table:tracked-changes><table:table table:name="Vue"><table:table-column/><table:table-column table:visibility="collapse"/><table:table-row><table:table-cell office:value-type="string"><office:annotation><dc:creator>Jeanne Exemple</dc:creator><text:p>à rappeler</text:p></office:annotation><text:p>Nom</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>Note</text:p></table:table-cell></table:table-row><table:table-row table:visibility="filter" table:number-rows-repeated="2"><table:table-cell office:value-type="string"><text:p>Alpha</text:p></table:table-cell></table:table-row></table:table><table:table table:name="Cachée" table:style-name="ta2"><table:table-row><table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row></table:table><table:table table:name="'file:///a.ods'#$F"><table:table-source/><table:table-row><table:table-cell office:value-type="string"><text:p>copie</text:p></table:table-cell></table:table-row></table:table><table:dde-links/></office:spreadsheet></office:body></office:document-content>"#;
    let meta = r#"<office:document-meta xmlns:office="o" xmlns:meta="m" xmlns:dc="d"><office:meta><meta:initial-creator>Jeanne Exemple</meta:initial-creator><dc:creator>Paul Exemple</dc:creator><meta:user-defined meta:name="Client">x</meta:user-defined></office:meta></office:document-meta>"#;
    let settings = r#"<office:document-settings xmlns:office="o" xmlns:config="c"><config:config-item config:name="PrinterName" config:type="string">Bureau de Jeanne</config:config-item></office:document-settings>"#;
    let all = [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content),
        ("meta.xml", meta),
        ("settings.xml", settings),
        ("Thumbnails/thumbnail.png", "x"),
        ("Object 1/content.xml", "<a/>"),
        ("Basic/Standard/Module1.xml", "<a/>"),
        ("Versions/Version1", "x"),
    ];
    package(&all)
}

#[test]
fn every_kind_goes_from_an_ods_on_request() {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("a.ods"), folder.path().join("b.ods"));
    let source = everything();
    std::fs::write(&from, &source).unwrap();
    let before = hidden(&read("a.ods", &source).expect("readable"));
    let kinds = [
        HiddenKind::Sheet,
        HiddenKind::Rows,
        HiddenKind::Columns,
        HiddenKind::Comments,
        HiddenKind::Authors,
        HiddenKind::CustomProperties,
        HiddenKind::Thumbnail,
        HiddenKind::ExternalLinks,
        HiddenKind::EmbeddedFiles,
        HiddenKind::Macros,
        HiddenKind::ChangeHistory,
        HiddenKind::PrinterSettings,
    ];
    for kind in kinds {
        let edit = Edit::RemovePart { kind, sheet: None };
        let options = CleanOptions { overwrite: true, ..CleanOptions::default() };
        let go = |_, _, _| ControlFlow::Continue(());
        let cleaned = clean(&from, &to, &[edit], &options, &go);
        cleaned.unwrap_or_else(|error| panic!("{}: {error}", kind.name()));
        let after = hidden(&read("b.ods", &std::fs::read(&to).unwrap()).expect("readable"));
        let of_kind = |found: &[String]| {
            found.iter().any(|one| one.starts_with(&format!("{} ", kind.name())))
        };
        assert!(of_kind(&before), "{}: nothing to remove", kind.name());
        assert!(!of_kind(&after), "{}: {after:?}", kind.name());
    }
}

#[test]
fn an_ods_with_everything() {
    let book = read("a.ods", &everything()).expect("readable");
    assert_eq!(book.sheets.len(), 2, "the copy of another file's sheet is none of this file");
    let mut expected = vec![
        "sheet 1 Cachée",
        "rows 2 Vue",
        "columns 1 Vue",
        "comments 1 Vue",
        "authors 2",
        "custom_properties 1",
        "thumbnail 1",
        "external_links 2",
        "embedded_files 1",
        "macros 1",
        "change_history 3",
        "printer_settings 1",
    ];
    expected.sort_unstable();
    assert_eq!(hidden(&book), expected);
}

#[test]
fn an_old_workbook() {
    let book = read("a.xls", include_bytes!("old/rich.xls")).expect("readable");
    let found = hidden(&book);
    for one in [
        "sheet 1 Caché",
        "rows 1 Prospects",
        "columns 1 Prospects",
        "comments 1 Prospects",
        "authors 1",
    ] {
        assert!(found.iter().any(|said| said == one), "{one}: {found:?}");
    }
    // LibreOffice keeps the text of a comment but not who wrote it.
    assert_eq!(book.sheets[0].comments[0].text, "appeler Bêta aussi");
}

/// A record of a binary part.
fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let mut bytes = match u8::try_from(kind) {
        Ok(kind) if kind < 0x80 => vec![kind],
        _ => vec![u8::try_from(kind & 0x7F).unwrap() | 0x80, u8::try_from(kind >> 7).unwrap()],
    };
    bytes.push(u8::try_from(data.len()).unwrap());
    bytes.extend_from_slice(data);
    bytes
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let count = u32::try_from(units.len()).unwrap();
    count.to_le_bytes().into_iter().chain(units.into_iter().flat_map(u16::to_le_bytes)).collect()
}

#[test]
fn a_binary_workbook() {
    let mut all = parts(include_bytes!("old/any_sheets.xlsb"));
    let at = |all: &[(String, Vec<u8>)], name: &str| all.iter().position(|(part, _)| part == name);
    let sheet = at(&all, "xl/worksheets/sheet1.bin").expect("a sheet");
    // A hidden column (BrtColInfo) before everything else, and a comment on A1.
    let mut column = Vec::new();
    column.extend(0u32.to_le_bytes());
    column.extend(0u32.to_le_bytes());
    column.extend(2304u32.to_le_bytes());
    column.extend(0u32.to_le_bytes());
    column.extend(1u16.to_le_bytes());
    let before = all[sheet].1.clone();
    all[sheet].1 = [record(60, &column), before].concat();
    let place = [0u8; 36];
    let comments = [
        record(632, &wide("Jeanne Exemple")),
        record(635, &place),
        record(637, &[&[0], wide("à rappeler").as_slice()].concat()),
    ];
    all.push(("xl/comments1.bin".into(), comments.concat()));
    all.retain(|(name, _)| name != "xl/worksheets/_rels/sheet1.bin.rels");
    let links = rels(&[("comments", "../comments1.bin")]);
    all.push(("xl/worksheets/_rels/sheet1.bin.rels".into(), links.into_bytes()));
    let whole: Vec<_> = all.iter().map(|(name, bytes)| (name.as_str(), bytes)).collect();
    let book = read("a.xlsb", &package(&whole)).expect("readable");
    let found = hidden(&book);
    let first = &book.sheets[0];
    assert_eq!(first.comments[0].text, "à rappeler");
    assert_eq!(first.comments[0].author.as_deref(), Some("Jeanne Exemple"));
    assert!(found.contains(&format!("comments 1 {}", first.name)), "{found:?}");
    assert!(book.sheets.iter().any(|sheet| sheet.visibility == Visibility::VeryHidden));
    let kinds = book.hidden.iter().map(|one| one.kind);
    assert!(kinds.clone().any(|kind| kind == HiddenKind::Sheet), "{found:?}");
    assert!(kinds.clone().any(|kind| kind == HiddenKind::Authors), "{found:?}");
}
