//! A removed name planted in every place of an OpenDocument package that can hold one: after the
//! cleaning it is nowhere, or no file is written and the place is named.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used, reason = "tests")]

mod support;

use std::ops::ControlFlow;

use epure_engine::plan::{Edit, NewValue};
use epure_engine::table::HiddenKind;
use epure_sheets::{CleanError, CleanOptions, clean};
use support::{package, parts};

/// The person who is removed. Her address is planted too.
const NAME: &str = "Zorro Personne";
const ADDRESS: &str = "zorro@example.com";

const CONTENT: &str = r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:form="urn:oasis:names:tc:opendocument:xmlns:form:1.0" xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0" xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" office:version="1.3"><office:automatic-styles><!--styles--></office:automatic-styles><office:body><office:spreadsheet><!--first--><table:table table:name="Prospects"><!--sheet--><table:table-column table:number-columns-repeated="3"/><table:table-row><table:table-cell office:value-type="string"><text:p>Nom</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>Adresse</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell office:value-type="string"><text:p>Zorro Personne</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>zorro@example.com</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell office:value-type="string"><!--cell--><text:p>Autre</text:p><!--shape--></table:table-cell><table:table-cell office:value-type="string"><text:p>autre@example.com</text:p></table:table-cell></table:table-row></table:table><!--sheets--><table:named-expressions><!--names--></table:named-expressions><!--last--></office:spreadsheet></office:body></office:document-content>"#;

const MANIFEST: &str = r#"<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"#;

/// A package with that content and more parts.
fn document(content: &str, more: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut parts = vec![
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet".to_vec()),
        ("content.xml", content.as_bytes().to_vec()),
    ];
    parts.extend(more.iter().cloned());
    parts.push(("META-INF/manifest.xml", MANIFEST.as_bytes().to_vec()));
    package(&parts)
}

/// The content with something planted at a mark.
fn planted(mark: &str, xml: &str) -> Vec<u8> {
    let mark = format!("<!--{mark}-->");
    assert!(CONTENT.contains(&mark), "{mark}");
    document(&CONTENT.replacen(&mark, xml, 1), &[])
}

/// The plain content beside another part.
fn beside(name: &str, content: impl Into<Vec<u8>>) -> Vec<u8> {
    document(CONTENT, &[(name, content.into())])
}

/// A picture with a text of its own.
const PICTURE: &[u8] = b"\x89PNG\r\n\0\0tEXtAuthor\0Zorro Personne\0";

/// The plain content beside another part, which a shape shows.
fn shown(name: &str, content: &[u8]) -> Vec<u8> {
    let shape = format!(r#"<draw:frame><draw:image xlink:href="./{name}"/></draw:frame>"#);
    let mark = "<!--shape-->";
    document(&CONTENT.replacen(mark, &shape, 1), &[(name, content.to_vec())])
}

fn xml_part(inner: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0" xmlns:xlink="http://www.w3.org/1999/xlink">{inner}</office:document>"#
    )
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// What a cleaning that removes the person gives.
fn cleaned(source: &[u8], edits: &[Edit]) -> Result<Vec<u8>, CleanError> {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("a.ods"), folder.path().join("b.ods"));
    std::fs::write(&from, source).unwrap();
    let go = |_, _, _| ControlFlow::Continue(());
    clean(&from, &to, edits, &CleanOptions::default(), &go)?;
    Ok(std::fs::read(&to).unwrap())
}

fn delete() -> Vec<Edit> {
    vec![Edit::DeleteRow { sheet: "Prospects".into(), row: 2 }]
}

fn clear() -> Vec<Edit> {
    let set = |cell: &str| Edit::SetCell {
        sheet: "Prospects".into(),
        cell: cell.parse().unwrap(),
        value: NewValue::Empty,
        removed: vec![],
    };
    vec![set("A2"), set("B2")]
}

/// Parts that hold the person in some spelling.
fn holding(bytes: &[u8]) -> Vec<String> {
    let mut needles: Vec<Vec<u8>> = Vec::new();
    for text in ["zorro", "personne", ADDRESS, "wm9ycm8"] {
        needles.push(text.as_bytes().to_vec());
        needles.push(utf16(text));
    }
    let lower = |bytes: &[u8]| bytes.to_ascii_lowercase();
    let holds = |bytes: &[u8]| {
        let bytes = lower(bytes);
        needles.iter().any(|needle| bytes.windows(needle.len()).any(|window| window == needle))
    };
    let mut found: Vec<String> =
        parts(bytes).into_iter().filter(|(_, b)| holds(b)).map(|(name, _)| name).collect();
    // Outside the entries.
    let comment = bytes.len().saturating_sub(200);
    if holds(&bytes[comment..]) && found.is_empty() {
        found.push("(zip)".into());
    }
    found
}

/// Places in which the person is found and taken out.
fn removed_places() -> Vec<(&'static str, Vec<u8>)> {
    let shape =
        |inner: &str| planted("shape", &format!("<draw:custom-shape>{inner}</draw:custom-shape>"));
    vec![
        (
            "comment of a kept cell",
            planted(
                "cell",
                "<office:annotation><dc:creator>Zorro Personne</dc:creator><text:p>voir Zorro Personne</text:p></office:annotation>",
            ),
        ),
        (
            "validation list and messages",
            planted(
                "first",
                r#"<table:content-validations><table:content-validation table:name="v1" table:condition="of:cell-content-is-in-list(&quot;Zorro Personne&quot;;&quot;b&quot;)"><table:help-message table:title="Zorro Personne"><text:p>choisir Zorro Personne</text:p></table:help-message><table:error-message table:title="zorro personne"><text:p>ZORRO PERSONNE</text:p></table:error-message></table:content-validation></table:content-validations>"#,
            ),
        ),
        (
            "conditional format",
            planted(
                "sheets",
                r#"<calcext:conditional-formats><calcext:conditional-format calcext:target-range-address="Prospects.A1:Prospects.A9"><calcext:condition calcext:value="contains-text(&quot;Zorro Personne&quot;)" calcext:apply-style-name="Bad" calcext:base-cell-address="Prospects.A1"/></calcext:conditional-format></calcext:conditional-formats>"#,
            ),
        ),
        (
            "named expression",
            planted(
                "names",
                r#"<table:named-expression table:name="n" table:base-cell-address="$Prospects.$A$1" table:expression="&quot;Zorro Personne&quot;"/>"#,
            ),
        ),
        ("shape text", shape("<text:p>Zorro Personne</text:p>")),
        (
            "shape text in runs",
            shape("<text:p><text:span>Zor</text:span><text:span>ro Per</text:span>sonne</text:p>"),
        ),
        (
            "title and description of a shape",
            shape("<svg:title>Zorro Personne</svg:title><svg:desc>zorro@example.com</svg:desc>"),
        ),
        (
            "link of a shape",
            shape(
                r#"<text:p><text:a xlink:href="mailto:zorro@example.com">écrire</text:a></text:p>"#,
            ),
        ),
        (
            "percent-encoded link",
            shape(
                r#"<text:p><text:a xlink:href="mailto:a@example.com?subject=Zorro%20Personne">écrire</text:a></text:p>"#,
            ),
        ),
        (
            "filter",
            planted(
                "last",
                r#"<table:database-ranges><table:database-range table:name="d" table:target-range-address="Prospects.A1:Prospects.B3"><table:filter><table:filter-condition table:field-number="0" table:value="Zorro Personne" table:operator="="/></table:filter></table:database-range></table:database-ranges>"#,
            ),
        ),
        (
            "scenario",
            planted(
                "sheet",
                r#"<table:scenario table:scenario-ranges="Prospects.A1:Prospects.A3" table:is-active="true" table:comment="par Zorro Personne"/>"#,
            ),
        ),
        (
            "title of a sheet",
            planted(
                "sheet",
                "<table:title>Zorro Personne</table:title><table:desc>zorro@example.com</table:desc>",
            ),
        ),
        (
            "recorded changes",
            planted(
                "first",
                r#"<table:tracked-changes><table:cell-content-change table:id="c1"><table:cell-address table:column="0" table:row="1" table:table="0"/><office:change-info><dc:creator>Zorro Personne</dc:creator></office:change-info><table:previous><table:change-track-table-cell office:value-type="string"><text:p>Zorro Personne</text:p></table:change-track-table-cell></table:previous></table:cell-content-change></table:tracked-changes>"#,
            ),
        ),
        (
            "form control",
            planted(
                "sheet",
                r#"<office:forms><form:form><form:button form:label="Zorro Personne" form:value="zorro@example.com"/></form:form></office:forms>"#,
            ),
        ),
        (
            "result of a formula on another sheet",
            planted(
                "sheets",
                r#"<table:table table:name="Autre"><table:table-row><table:table-cell table:formula="of:=[Prospects.A2]" office:value-type="string" office:string-value="Zorro Personne"><text:p>Zorro Personne</text:p></table:table-cell></table:table-row></table:table>"#,
            ),
        ),
        (
            "dde link",
            planted(
                "last",
                r#"<table:dde-links><table:dde-link><office:dde-source office:dde-application="soffice" office:dde-topic="Zorro Personne" office:dde-item="a"/><table:table><table:table-row><table:table-cell office:value-type="string" office:string-value="Zorro Personne"><text:p>Zorro Personne</text:p></table:table-cell></table:table-row></table:table></table:dde-link></table:dde-links>"#,
            ),
        ),
        (
            "data pilot",
            planted(
                "last",
                r#"<table:data-pilot-tables><table:data-pilot-table table:name="p" table:target-range-address="Prospects.D1:Prospects.E5" table:grand-total="both"><table:source-cell-range table:cell-range-address="Prospects.A1:Prospects.B3"/><table:data-pilot-field table:source-field-name="Nom" table:orientation="row"><table:data-pilot-level><table:data-pilot-members><table:data-pilot-member table:name="Zorro Personne" table:display="true"/></table:data-pilot-members></table:data-pilot-level></table:data-pilot-field></table:data-pilot-table></table:data-pilot-tables>"#,
            ),
        ),
        (
            "header and footer",
            beside(
                "styles.xml",
                xml_part(
                    "<office:master-styles><style:master-page><style:header><text:p>Zorro Personne</text:p></style:header><style:footer><text:p><text:span>Zorro</text:span> Personne</text:p></style:footer></style:master-page></office:master-styles>",
                ),
            ),
        ),
        (
            "properties",
            beside(
                "meta.xml",
                xml_part(
                    r#"<office:meta><dc:title>Zorro Personne</dc:title><dc:subject>zorro@example.com</dc:subject><meta:keyword>Zorro Personne</meta:keyword><dc:creator>Zorro Personne</dc:creator><meta:user-defined meta:name="Zorro Personne">Zorro Personne</meta:user-defined><meta:template xlink:href="file:///home/zorro%20personne/a.ott" xlink:title="Zorro Personne"/></office:meta>"#,
                ),
            ),
        ),
        (
            "printer",
            beside(
                "settings.xml",
                xml_part(
                    r#"<office:settings><config:config-item config:name="PrinterName" config:type="string">Zorro Personne</config:config-item></office:settings>"#,
                ),
            ),
        ),
        (
            "picture of the first page",
            beside("Thumbnails/thumbnail.png", b"\x89PNG Zorro Personne".to_vec()),
        ),
        (
            "embedded document",
            beside(
                "Object 2/content.xml",
                xml_part("<office:body><text:p>Zorro Personne</text:p></office:body>"),
            ),
        ),
        ("a part that nothing names", beside("reste.dat", NAME.as_bytes().to_vec())),
        ("a picture that nothing shows", beside("Pictures/1.png", PICTURE)),
        ("a text that nothing names", beside("notes/reste.xml", xml_part(NAME))),
        (
            "properties of an embedded document",
            beside("Object 2/meta.xml", xml_part("<dc:creator>zorro personne</dc:creator>")),
        ),
    ]
}

/// Places in which nothing can be taken out without harm: the file is refused, and they are named.
fn refused_places() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let version = document(CONTENT, &[]);
    let setup = r#"<office:settings><config:config-item config:name="PrinterSetup" config:type="base64Binary">AAECAwAAWm9ycm8gUGVyc29ubmUAAAA=</config:config-item></office:settings>"#;
    vec![
        ("a picture's own text", "Pictures/1.png", shown("Pictures/1.png", PICTURE)),
        (
            "a picture of an object",
            "ObjectReplacements/Object 2",
            shown("ObjectReplacements/Object 2", &utf16("...Zorro Personne...")),
        ),
        ("an old version of the file", "Versions/Version1", beside("Versions/Version1", version)),
        ("printer setup", "settings.xml", beside("settings.xml", xml_part(setup))),
        (
            "a formula that spells it",
            "Autre!A1",
            planted(
                "sheets",
                r#"<table:table table:name="Autre"><table:table-row><table:table-cell table:formula="of:=&quot;Zorro Personne&quot;"/></table:table-row></table:table>"#,
            ),
        ),
        (
            "the name of a style",
            "content.xml",
            planted(
                "styles",
                r#"<style:style style:name="ce1" style:display-name="Zorro Personne"/>"#,
            ),
        ),
        ("an xml comment", "content.xml", planted("last", "<!-- Zorro Personne -->")),
    ]
}

#[test]
fn the_plain_file_is_cleaned() {
    let source = document(CONTENT, &[]);
    assert_eq!(holding(&source), ["content.xml"]);
    for edits in [delete(), clear()] {
        assert_eq!(holding(&cleaned(&source, &edits).expect("cleaned")), [""; 0]);
    }
}

#[test]
fn what_can_be_taken_out_is_gone() {
    for (place, source) in removed_places() {
        assert!(!holding(&source).is_empty(), "{place}: nothing is planted");
        for edits in [delete(), clear()] {
            let bytes = cleaned(&source, &edits).unwrap_or_else(|error| panic!("{place}: {error}"));
            assert_eq!(holding(&bytes), [""; 0], "{place}");
        }
    }
}

#[test]
fn what_cannot_be_taken_out_is_named_and_nothing_is_written() {
    for (place, named, source) in refused_places() {
        assert!(!holding(&source).is_empty(), "{place}: nothing is planted");
        for edits in [delete(), clear()] {
            match cleaned(&source, &edits) {
                Err(CleanError::Survives { parts }) => assert_eq!(parts, [named], "{place}"),
                Err(error) => panic!("{place}: {error}"),
                Ok(bytes) => panic!("{place}: written, and left in {:?}", holding(&bytes)),
            }
        }
    }
}

#[test]
fn what_is_removed_on_request_takes_the_name_with_it() {
    let old = beside("Versions/Version1", document(CONTENT, &[]));
    let mut edits = delete();
    edits.push(Edit::RemovePart { kind: HiddenKind::ChangeHistory, sheet: None });
    assert_eq!(holding(&cleaned(&old, &edits).expect("cleaned")), [""; 0]);
}

#[test]
fn a_signed_file_is_refused() {
    let signed = beside("META-INF/documentsignatures.xml", "<document-signatures/>");
    assert!(matches!(cleaned(&signed, &delete()), Err(CleanError::Ods(_))));
}
