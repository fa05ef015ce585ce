//! Hidden content removed on request: nothing of it is left, and nothing that led to it.

use epure_engine::plan::Edit;
use epure_engine::table::HiddenKind;
use epure_sheets::CleanError;
use epure_sheets::patch::xlsx::{Structure, XlsxError};
use epure_sheets::read::{ReadOptions, open};

use super::support::{Parts, cleaned};

const SHEET: &str = "xl/worksheets/sheet1.xml";
const BOOK: &str = "xl/workbook.xml";

fn remove(kind: HiddenKind) -> Vec<Edit> {
    vec![Edit::RemovePart { kind, sheet: None }]
}

fn row(number: u32, cells: &str) -> String {
    format!("<row r=\"{number}\">{cells}</row>")
}

fn text(cell: &str, text: &str) -> String {
    format!("<c r=\"{cell}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

fn after(parts: &Parts, kind: HiddenKind) -> Parts {
    cleaned(parts, &remove(kind)).expect("cleaned").0
}

/// No relationship and no content type leads to a part that is not there.
fn assert_whole(parts: &Parts) {
    for (name, bytes) in &parts.0 {
        let text = String::from_utf8_lossy(bytes);
        let source = name.replace("_rels/", "");
        let folder = source.rsplit_once('/').map_or("", |(folder, _)| folder);
        for rel in text.split("<Relationship ").skip(1).filter(|rel| !rel.contains("External")) {
            let target = rel.split("Target=\"").nth(1).and_then(|t| t.split('"').next()).unwrap();
            let target = match target.strip_prefix('/') {
                Some(target) => target.to_owned(),
                None => format!("{folder}/{target}").trim_start_matches('/').to_owned(),
            };
            let mut steps: Vec<&str> = Vec::new();
            for step in target.split('/') {
                if step == ".." {
                    steps.pop();
                } else {
                    steps.push(step)
                }
            }
            let target = steps.join("/");
            assert!(parts.has(&target), "{name} leads to {target}");
        }
    }
    for over in parts.text("[Content_Types].xml").split("PartName=\"/").skip(1) {
        let part = over.split('"').next().unwrap();
        assert!(parts.has(part), "a content type for {part}");
    }
}

#[test]
fn a_hidden_sheet_goes_and_references_to_it_break() {
    let rows = row(
        1,
        "<c r=\"A1\"><f>Listes!A1+Suite!B2</f><v>3</v></c><c r=\"B1\"><f>SUM(Listes:Fin!A1)</f><v>3</v></c>\
        <c r=\"C1\"><f>SUM(Clients:Listes!A1)</f><v>3</v></c>",
    );
    let mut parts = Parts::sheet(
        &rows,
        "<dataValidations count=\"1\"><dataValidation type=\"list\" sqref=\"D1\">\
        <formula1>Listes!$A$1:$A$3</formula1></dataValidation></dataValidations>",
    )
    .with_sheet("Listes", "veryHidden", &row(1, &text("A1", "secret")))
    .with_sheet("Suite", "visible", &row(2, &text("B2", "x")))
    .with_sheet("Fin", "visible", "");
    parts.edit(
        BOOK,
        "<sheets>",
        "<bookViews><workbookView activeTab=\"2\" firstSheet=\"1\"/></bookViews><sheets>",
    );
    parts.edit(
        BOOK,
        "</sheets>",
        "</sheets><definedNames><definedName name=\"choix\">Listes!$A$1:$A$3</definedName>\
        <definedName name=\"ici\" localSheetId=\"1\">Listes!$A$1</definedName>\
        <definedName name=\"suite\" localSheetId=\"2\">Suite!$B$2</definedName></definedNames>",
    );
    parts.relate("", "rId8", "extended-properties", "docProps/app.xml");
    parts.put("docProps/app.xml", "<Properties><TitlesOfParts><lpstr>Listes</lpstr></TitlesOfParts><Company>C</Company></Properties>");
    let found = after(&parts, HiddenKind::Sheet);
    assert_whole(&found);
    assert!(!found.has("xl/worksheets/sheet3.xml"));
    assert_eq!(found.holding(b"secret"), Vec::<String>::new());
    assert_eq!(found.holding(b"Listes"), Vec::<String>::new());
    let sheet = found.text(SHEET);
    for formula in [
        "<f>#REF!+Suite!B2</f>",
        "<f>SUM(Suite:Fin!A1)</f>",
        "<f>SUM(Clients!A1)</f>",
        "<formula1>#REF!</formula1>",
    ] {
        assert!(sheet.contains(formula), "{formula} in {sheet}");
    }
    let book = found.text(BOOK);
    assert!(book.contains("activeTab=\"1\" firstSheet=\"0\""), "{book}");
    assert!(book.contains("name=\"choix\">#REF!<") && !book.contains("\"ici\""), "{book}");
    assert!(book.contains("name=\"suite\" localSheetId=\"1\">Suite!$B$2<"), "{book}");
    assert_eq!(found.text("docProps/app.xml"), "<Properties><Company>C</Company></Properties>");
}

#[test]
fn the_last_sheet_that_shows_stays() {
    let mut parts = Parts::sheet(&row(1, &text("A1", "x")), "").with_sheet("B", "hidden", "");
    parts.edit(BOOK, "sheetId=\"1\"", "sheetId=\"1\" state=\"hidden\"");
    let refused = cleaned(&parts, &remove(HiddenKind::Sheet)).map(|(_, proof)| proof);
    let last = matches!(
        refused,
        Err(CleanError::Xlsx(XlsxError::Unadjustable { structure: Structure::LastSheet, .. }))
    );
    assert!(last, "{refused:?}");
}

#[test]
fn hidden_rows_and_columns_go() {
    let rows = row(1, &(text("A1", "a") + &text("B1", "caché") + &text("C1", "c")))
        + "<row r=\"2\" hidden=\"1\"><c r=\"A2\" t=\"inlineStr\"><is><t>cachée</t></is></c></row>"
        + &row(3, "<c r=\"C3\"><f>C1+B1+A2</f><v>0</v></c>");
    let mut parts = Parts::sheet(&rows, "");
    parts.edit(
        SHEET,
        "<sheetData>",
        "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols><sheetData>",
    );
    let found = after(&parts, HiddenKind::Rows);
    assert!(
        found.text(SHEET).contains("<row r=\"2\"><c r=\"C2\"><f>C1+B1+#REF!</f>"),
        "{}",
        found.text(SHEET)
    );
    let found = after(&parts, HiddenKind::Columns);
    assert!(found.text(SHEET).contains("<c r=\"B3\"><f>B1+#REF!+A2</f>"), "{}", found.text(SHEET));
    assert!(!found.text(SHEET).contains("<col"));
}

#[test]
fn notes_go_with_their_boxes_and_writers() {
    let mut parts = Parts::sheet(&row(1, &text("A1", "a")), "<legacyDrawing r:id=\"rId2\"/>");
    parts.relate(SHEET, "rId1", "comments", "../comments1.xml");
    parts.relate(SHEET, "rId2", "vmlDrawing", "../drawings/vmlDrawing1.vml");
    parts.relate(SHEET, "rId3", "threadedComment", "../threadedComments/t1.xml");
    parts.relate(BOOK, "rId5", "person", "persons/person.xml");
    parts.put("xl/comments1.xml", "<comments><authors><author>A</author></authors></comments>");
    parts.put("xl/drawings/vmlDrawing1.vml", "<xml xmlns:v=\"v\" xmlns:x=\"x\"><v:shapetype id=\"t\"/><v:shape id=\"s\"><v:textbox><br></v:textbox>\
        <x:ClientData ObjectType=\"Note\"><x:Row>0</x:Row><x:Column>0</x:Column></x:ClientData></v:shape></xml>");
    parts.put("xl/threadedComments/t1.xml", "<ThreadedComments/>");
    parts.put("xl/persons/person.xml", "<personList/>");
    let found = after(&parts, HiddenKind::Comments);
    assert_whole(&found);
    let left: Vec<&str> = found.0.iter().map(|(name, _)| name.as_str()).collect();
    let gone = ["comments", "vml", "threaded", "person"];
    assert!(!left.iter().any(|name| gone.iter().any(|gone| name.contains(gone))), "{left:?}");
    assert!(!found.text(SHEET).contains("legacyDrawing"));
    // With a button beside the note, only the note's box goes.
    parts.edit(
        "xl/drawings/vmlDrawing1.vml",
        "</xml>",
        "<v:shape id=\"b\"><x:ClientData ObjectType=\"Button\"/></v:shape></xml>",
    );
    let found = after(&parts, HiddenKind::Comments);
    assert!(found.text(SHEET).contains("legacyDrawing"));
    let vml = found.text("xl/drawings/vmlDrawing1.vml");
    assert!(vml.contains("Button") && !vml.contains("Note"), "{vml}");
}

#[test]
fn broken_links_leave_their_values() {
    let rows = row(
        1,
        "<c r=\"A1\"><f>[1]Feuil1!A1*2</f><v>8</v></c><c r=\"B1\" t=\"str\"><f>VLOOKUP(1,'[1]F 1'!A:B,2)</f><v>x</v></c>\
        <c r=\"C1\"><f>A1+[1]!Taux</f><v>9</v></c><c r=\"D1\"><f>A1+Table1[1]</f><v>9</v></c>",
    );
    let mut parts = Parts::sheet(&rows, "");
    parts.edit(
        BOOK,
        "</sheets>",
        "</sheets><externalReferences><externalReference r:id=\"rId4\"/></externalReferences>\
        <definedNames><definedName name=\"n\">[1]Feuil1!$A$1</definedName></definedNames>",
    );
    parts.relate(BOOK, "rId4", "externalLink", "externalLinks/externalLink1.xml");
    parts.put("xl/externalLinks/externalLink1.xml", "<externalLink/>");
    let found = after(&parts, HiddenKind::ExternalLinks);
    assert_whole(&found);
    let sheet = found.text(SHEET);
    assert!(sheet.contains("<c r=\"A1\"><v>8</v></c><c r=\"B1\" t=\"str\"><v>x</v></c><c r=\"C1\"><v>9</v></c><c r=\"D1\"><f>A1+Table1[1]</f>"), "{sheet}");
    let book = found.text(BOOK);
    assert!(!book.contains("externalReference") && book.contains("name=\"n\">#REF!<"), "{book}");
}

#[test]
fn embedded_files_go_with_their_pictures() {
    let mut parts = Parts::sheet(
        &row(1, &text("A1", "a")),
        "<drawing r:id=\"rId6\"/><legacyDrawing r:id=\"rId2\"/>\
        <oleObjects><mc:AlternateContent xmlns:mc=\"m\"><mc:Choice Requires=\"x14\"><oleObject progId=\"Word\" shapeId=\"1025\" r:id=\"rId3\">\
        <objectPr r:id=\"rId4\"/></oleObject></mc:Choice><mc:Fallback><oleObject progId=\"Word\" shapeId=\"1025\" r:id=\"rId3\"/></mc:Fallback></mc:AlternateContent></oleObjects>",
    );
    parts.relate(SHEET, "rId2", "vmlDrawing", "../drawings/vmlDrawing1.vml");
    parts.relate(SHEET, "rId3", "package", "../embeddings/a.docx");
    parts.relate(SHEET, "rId4", "image", "../media/image1.emf");
    parts.relate(SHEET, "rId6", "drawing", "../drawings/drawing1.xml");
    parts.relate("xl/drawings/vmlDrawing1.vml", "rId1", "image", "../media/image1.emf");
    parts.put("xl/drawings/vmlDrawing1.vml", "<xml xmlns:v=\"v\" xmlns:x=\"x\" xmlns:o=\"o\"><v:shape id=\"_x0000_s1025\"><v:imagedata o:relid=\"rId1\"/></v:shape><v:shape id=\"k\"/></xml>");
    parts.put("xl/drawings/drawing1.xml", "<xdr:wsDr xmlns:xdr=\"x\" xmlns:mc=\"m\" xmlns:a14=\"a\"><mc:AlternateContent><mc:Choice Requires=\"a14\"><xdr:twoCellAnchor><a14:compatExt spid=\"_x0000_s1025\"/></xdr:twoCellAnchor></mc:Choice><mc:Fallback/></mc:AlternateContent><xdr:absoluteAnchor/></xdr:wsDr>");
    parts.put("xl/embeddings/a.docx", "not really");
    parts.put("xl/media/image1.emf", "a picture");
    let found = after(&parts, HiddenKind::EmbeddedFiles);
    assert_whole(&found);
    assert!(!found.has("xl/embeddings/a.docx") && !found.has("xl/media/image1.emf"));
    assert!(!found.text(SHEET).contains("oleObject"), "{}", found.text(SHEET));
    assert!(!found.text("xl/drawings/vmlDrawing1.vml").contains("1025"));
    assert!(!found.text("xl/drawings/drawing1.xml").contains("1025"));
}

#[test]
fn macros_and_their_sheets_go() {
    let mut parts = Parts::sheet(&row(1, &text("A1", "a")), "");
    parts.relate(BOOK, "rId4", "vbaProject", "vbaProject.bin");
    parts.put("xl/vbaProject.bin", "macros");
    parts.relate("xl/vbaProject.bin", "rId1", "vbaProjectSignature", "vbaProjectSignature.bin");
    parts.put("xl/vbaProjectSignature.bin", "signed");
    parts.relate(BOOK, "rId5", "xlMacrosheet", "macrosheets/sheet1.xml");
    parts.put("xl/macrosheets/sheet1.xml", "<macrosheet/>");
    parts.edit(BOOK, "</sheets>", "<sheet name=\"M\" sheetId=\"9\" r:id=\"rId5\"/></sheets>");
    let found = after(&parts, HiddenKind::Macros);
    assert_whole(&found);
    let left: Vec<&str> = found.0.iter().map(|(name, _)| name.as_str()).collect();
    assert!(!left.iter().any(|name| name.contains("vba") || name.contains("macro")), "{left:?}");
    assert!(!found.text(BOOK).contains("\"M\""));
}

#[test]
fn a_table_without_its_query_is_a_table() {
    let mut parts = Parts::sheet(
        &row(1, &text("A1", "Objet")),
        "<tableParts count=\"1\"><tablePart r:id=\"rId2\"/></tableParts>",
    );
    parts.relate(SHEET, "rId2", "table", "../tables/table1.xml");
    parts.relate("xl/tables/table1.xml", "rId1", "queryTable", "../queryTables/queryTable1.xml");
    parts.relate(BOOK, "rId4", "connections", "connections.xml");
    parts.put("xl/tables/table1.xml", "<table id=\"1\" name=\"T\" ref=\"A1:A3\" tableType=\"queryTable\"><tableColumns count=\"1\"><tableColumn id=\"1\" name=\"Objet\" queryTableFieldId=\"1\"/></tableColumns></table>");
    parts.put("xl/queryTables/queryTable1.xml", "<queryTable connectionId=\"1\"/>");
    parts.put("xl/connections.xml", "<connections/>");
    let found = after(&parts, HiddenKind::Connections);
    assert_whole(&found);
    assert!(!found.has("xl/connections.xml") && !found.has("xl/queryTables/queryTable1.xml"));
    assert_eq!(
        found.text("xl/tables/table1.xml"),
        "<table id=\"1\" name=\"T\" ref=\"A1:A3\"><tableColumns count=\"1\"><tableColumn id=\"1\" name=\"Objet\"/></tableColumns></table>"
    );
    assert!(found.text(SHEET).contains("tablePart "));
    parts.relate(BOOK, "rId7", "powerPivotData", "model/item.data");
    parts.put("xl/model/item.data", "x");
    assert!(cleaned(&parts, &remove(HiddenKind::Connections)).is_err());
}

#[test]
fn traces_of_people_and_machines_go() {
    let mut parts = Parts::sheet(
        &row(1, &text("A1", "a")),
        "<pageSetup orientation=\"portrait\" r:id=\"rId2\"/>",
    );
    parts.relate(SHEET, "rId2", "printerSettings", "../printerSettings/printerSettings1.bin");
    parts.put("xl/printerSettings/printerSettings1.bin", "p");
    parts.relate("", "rId8", "core-properties", "docProps/core.xml");
    parts.put("docProps/core.xml", "<c xmlns:dc=\"d\"><dc:creator>A</dc:creator><dc:title>T</dc:title><cp:lastModifiedBy>B</cp:lastModifiedBy></c>");
    parts.edit(BOOK, "<sheets>", "<mc:AlternateContent xmlns:mc=\"m\"><mc:Choice Requires=\"x15\"><x15ac:absPath url=\"C:\\a\"/></mc:Choice></mc:AlternateContent><sheets>");
    parts.relate(BOOK, "rId6", "usernames", "revisions/userNames.xml");
    parts.relate(BOOK, "rId7", "revisionHeaders", "revisions/revisionHeaders.xml");
    parts.put("xl/revisions/userNames.xml", "<users/>");
    parts.put("xl/revisions/revisionHeaders.xml", "<headers/>");
    let found = after(&parts, HiddenKind::PrinterSettings);
    assert!(
        found.text(SHEET).contains("<pageSetup orientation=\"portrait\"/>"),
        "{}",
        found.text(SHEET)
    );
    assert_whole(&found);
    let found = after(&parts, HiddenKind::Authors);
    assert_eq!(found.text("docProps/core.xml"), "<c xmlns:dc=\"d\"><dc:title>T</dc:title></c>");
    assert!(!found.text(BOOK).contains("absPath"));
    let found = after(&parts, HiddenKind::ChangeHistory);
    assert!(!found.0.iter().any(|(name, _)| name.contains("revisions")));
    assert_whole(&found);
}

#[test]
fn a_pivot_keeps_no_copy_of_its_source() {
    let mut parts = Parts::sheet(&row(1, &text("A1", "a")), "");
    let cache = "xl/pivotCache/pivotCacheDefinition1.xml";
    parts.edit(
        BOOK,
        "</sheets>",
        "</sheets><pivotCaches><pivotCache cacheId=\"1\" r:id=\"rId4\"/></pivotCaches>",
    );
    parts.relate(BOOK, "rId4", "pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml");
    parts.relate(cache, "rId1", "pivotCacheRecords", "pivotCacheRecords1.xml");
    parts.put(cache, "<pivotCacheDefinition xmlns:r=\"r\" r:id=\"rId1\" recordCount=\"1\"><cacheSource type=\"worksheet\"><worksheetSource ref=\"A1:A4\" sheet=\"Clients\"/></cacheSource>\
        <cacheFields><cacheField name=\"Nom\"><sharedItems><s v=\"Alice\"/><s v=\"Bob\"/></sharedItems></cacheField></cacheFields></pivotCacheDefinition>");
    parts.put(
        "xl/pivotCache/pivotCacheRecords1.xml",
        "<pivotCacheRecords><r><s v=\"Alice\"/></r></pivotCacheRecords>",
    );
    let found = after(&parts, HiddenKind::PivotCaches);
    assert_whole(&found);
    assert_eq!(found.holding(b"Alice"), Vec::<String>::new());
    let text = found.text(cache);
    assert!(
        text.contains("refreshOnLoad=\"1\" saveData=\"0\"") && !text.contains("r:id"),
        "{text}"
    );
}

#[test]
fn an_audit_finds_nothing_of_what_was_removed() {
    let mut parts = Parts::of(include_bytes!("places.xlsx"));
    parts.relate(BOOK, "rId70", "connections", "connections.xml");
    parts.put("xl/connections.xml", "<connections/>");
    parts.relate(BOOK, "rId71", "externalLink", "externalLinks/externalLink1.xml");
    parts.put("xl/externalLinks/externalLink1.xml", "<externalLink/>");
    parts.relate(BOOK, "rId72", "vbaProject", "vbaProject.bin");
    parts.put("xl/vbaProject.bin", "macros");
    let hidden = |parts: &Parts| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.xlsx");
        std::fs::write(&path, parts.zip()).unwrap();
        let book = open(&path, &ReadOptions::default()).expect("readable");
        book.hidden.iter().map(|content| content.kind).collect::<Vec<_>>()
    };
    let found = hidden(&parts);
    assert!(found.len() >= 6, "{found:?}");
    let edits: Vec<Edit> =
        found.iter().map(|kind| Edit::RemovePart { kind: *kind, sheet: None }).collect();
    let (after, proof) = cleaned(&parts, &edits).expect("cleaned");
    assert_eq!(hidden(&after), []);
    assert!(proof.parts_changed > 6);
    assert_whole(&after);
}
