//! The places where a workbook can keep a copy of what a cell holds, each in a workbook of its own.

use crate::support::Parts;

pub(super) const NAME: &str = "Zénobie Quillfeather";

/// What becomes of the copy.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Fate {
    Removed,
    /// Nothing is written, and this part (or sheet or cell) is named.
    Refused(&'static str),
}
use Fate::{Refused, Removed};

/// A workbook whose row 3 holds the name.
pub(super) fn base(after: &str) -> Parts {
    let rows = format!(
        "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Contact</t></is></c></row>\
         <row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>Autre</t></is></c></row>\
         <row r=\"3\"><c r=\"A3\" t=\"inlineStr\"><is><t>{NAME}</t></is></c></row>\
         <row r=\"4\"><c r=\"A4\" t=\"inlineStr\"><is><t>Encore</t></is></c></row>"
    );
    Parts::sheet(&rows, after)
}

/// With elements after the rows.
fn beside(after: &str) -> Parts {
    base(&after.replace("NAME", NAME))
}

/// With a part that another one leads to.
pub(super) fn part(source: &str, kind: &str, name: &str, text: &str) -> Parts {
    bytes(source, kind, name, text.replace("NAME", NAME).as_bytes())
}

fn bytes(source: &str, kind: &str, name: &str, content: &[u8]) -> Parts {
    let mut parts = base("");
    parts.relate(source, "rId77", kind, &format!("/{name}"));
    parts.put(name, content);
    parts
}

pub(super) fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn in_row_four(cell: &str) -> Parts {
    let mut parts = base("");
    parts.edit("xl/worksheets/sheet1.xml", "<c r=\"A4\"", &format!("{}<c r=\"A4\"", ""));
    parts.edit(
        "xl/worksheets/sheet1.xml",
        "Encore</t></is></c>",
        &format!("Encore</t></is></c>{}", cell.replace("NAME", NAME)),
    );
    parts
}

fn in_workbook(xml: &str) -> Parts {
    let mut parts = base("");
    parts.edit("xl/workbook.xml", "</sheets>", &format!("</sheets>{}", xml.replace("NAME", NAME)));
    parts
}

fn shared(items: &str) -> Parts {
    let mut parts = base("");
    parts.relate("xl/workbook.xml", "rId50", "sharedStrings", "sharedStrings.xml");
    parts.put(
        "xl/sharedStrings.xml",
        format!("<sst count=\"1\" uniqueCount=\"2\">{}</sst>", items.replace("NAME", NAME)),
    );
    parts
}

pub(super) const SHEET: &str = "xl/worksheets/sheet1.xml";
const BOOK: &str = "xl/workbook.xml";

/// What it is called, the workbook, what becomes of the copy.
pub(super) type Place = (&'static str, Parts, Fate);

/// Every place.
pub(super) fn places() -> Vec<Place> {
    [in_texts(), in_a_sheet(), about_cells(), drawn(), in_parts()].into_iter().flatten().collect()
}

/// Texts of cells and formulas.
fn in_texts() -> Vec<Place> {
    vec![
        ("orphan string", shared("<si><t>NAME</t></si>"), Removed),
        (
            "orphan string in runs",
            shared("<si><r><t>Zénobie Quill</t></r><r><rPr><b/></rPr><t>feather</t></r></si>"),
            Removed,
        ),
        ("orphan string by numbers", shared("<si><t>Z&#233;nobie Quillfeather</t></si>"), Removed),
        (
            "phonetic hint",
            shared("<si><t>x</t><rPh sb=\"0\" eb=\"1\"><t>NAME</t></rPh></si>"),
            Removed,
        ),
        (
            "result of a formula",
            in_row_four("<c r=\"B4\" t=\"str\"><f>A3</f><v>NAME</v></c>"),
            Removed,
        ),
        (
            "formula",
            in_row_four("<c r=\"B4\" t=\"str\"><f>\"NAME\"</f><v>x</v></c>"),
            Refused("Clients!B3"),
        ),
    ]
}

/// What a sheet holds besides its rows.
fn in_a_sheet() -> Vec<Place> {
    vec![
        (
            "choices",
            beside(
                "<dataValidations count=\"1\"><dataValidation type=\"list\" sqref=\"B2\"><formula1>\"a,NAME,b\"</formula1></dataValidation></dataValidations>",
            ),
            Removed,
        ),
        (
            "input message",
            beside(
                "<dataValidations count=\"1\"><dataValidation sqref=\"B2\" promptTitle=\"NAME\" prompt=\"voir NAME\" errorTitle=\"NAME\" error=\"pas NAME\"/></dataValidations>",
            ),
            Removed,
        ),
        (
            "conditional format",
            beside(
                "<conditionalFormatting sqref=\"A2:A4\"><cfRule type=\"containsText\" text=\"NAME\" priority=\"1\"><formula>NOT(ISERROR(SEARCH(\"NAME\",A2)))</formula></cfRule></conditionalFormatting>",
            ),
            Removed,
        ),
        (
            "filter",
            beside(
                "<autoFilter ref=\"A1:A4\"><filterColumn colId=\"0\"><filters><filter val=\"NAME\"/><filter val=\"Autre\"/></filters></filterColumn></autoFilter>",
            ),
            Removed,
        ),
        (
            "own filter",
            beside(
                "<autoFilter ref=\"A1:A4\"><filterColumn colId=\"0\"><customFilters><customFilter val=\"*NAME*\"/></customFilters></filterColumn></autoFilter>",
            ),
            Removed,
        ),
        (
            "order",
            beside(
                "<sortState ref=\"A2:A4\"><sortCondition ref=\"A2:A4\" customList=\"Autre,NAME\"/></sortState>",
            ),
            Removed,
        ),
        (
            "another person's view",
            beside(
                "<customSheetViews><customSheetView guid=\"{1}\"><autoFilter ref=\"A1:A4\"><filterColumn colId=\"0\"><filters><filter val=\"NAME\"/></filters></filterColumn></autoFilter></customSheetView></customSheetViews>",
            ),
            Removed,
        ),
        (
            "link",
            {
                let mut parts = beside(
                    "<hyperlinks><hyperlink ref=\"A2\" r:id=\"rId9\" tooltip=\"NAME\" display=\"NAME\"/></hyperlinks>",
                );
                parts.relate(
                    SHEET,
                    "rId9",
                    "hyperlink",
                    "mailto:z@example.com?subject=Z%C3%A9nobie%20Quillfeather",
                );
                parts
            },
            Removed,
        ),
        (
            "link inside",
            beside("<hyperlinks><hyperlink ref=\"A2\" location=\"'NAME'!A1\"/></hyperlinks>"),
            Removed,
        ),
        (
            "header",
            beside(
                "<headerFooter><oddHeader>&amp;L&amp;\"Arial\"NAME</oddHeader><evenFooter>&amp;RNAME&amp;12NAME</evenFooter></headerFooter>",
            ),
            Removed,
        ),
        (
            "scenario",
            beside(
                "<scenarios><scenario name=\"s\" user=\"NAME\" comment=\"par NAME\"><inputCells r=\"A2\" val=\"NAME\"/></scenario></scenarios>",
            ),
            Removed,
        ),
        (
            "smart tag",
            beside("<cellWatches><cellWatch r=\"A2\"/></cellWatches><!-- NAME -->"),
            Refused("Clients"),
        ),
    ]
}

/// What is said of cells elsewhere: notes, tables, pivot tables.
fn about_cells() -> Vec<Place> {
    vec![
        (
            "note",
            part(
                SHEET,
                "comments",
                "xl/comments1.xml",
                "<comments><authors><author>NAME</author></authors><commentList><comment ref=\"A2\" authorId=\"0\"><text><r><t>voir Zénobie </t></r><r><t>Quillfeather</t></r></text></comment></commentList></comments>",
            ),
            Removed,
        ),
        (
            "note's box",
            part(
                SHEET,
                "vmlDrawing",
                "xl/drawings/vmlDrawing1.vml",
                "<xml xmlns:v=\"v\" xmlns:x=\"x\"><v:shape alt=\"NAME\"><v:textbox><div>NAME<br></div></v:textbox></v:shape></xml>",
            ),
            Removed,
        ),
        (
            "thread",
            part(
                SHEET,
                "threadedComment",
                "xl/threadedComments/t1.xml",
                "<ThreadedComments><threadedComment ref=\"A2\"><text>voir NAME</text></threadedComment></ThreadedComments>",
            ),
            Removed,
        ),
        (
            "people",
            part(
                BOOK,
                "person",
                "xl/persons/person.xml",
                "<personList><person displayName=\"NAME\" id=\"{1}\" userId=\"NAME\"/></personList>",
            ),
            Removed,
        ),
        (
            "total's label",
            part(
                SHEET,
                "table",
                "xl/tables/table1.xml",
                "<table id=\"1\" name=\"T\" ref=\"C1:C3\"><tableColumns count=\"1\"><tableColumn id=\"1\" name=\"Objet\" totalsRowLabel=\"NAME\"/></tableColumns></table>",
            ),
            Removed,
        ),
        (
            "column of a table",
            part(
                SHEET,
                "table",
                "xl/tables/table1.xml",
                "<table id=\"1\" name=\"T\" ref=\"C1:C3\"><tableColumns count=\"1\"><tableColumn id=\"1\" name=\"NAME\"/></tableColumns></table>",
            ),
            Refused("xl/tables/table1.xml"),
        ),
        (
            "pivot's copy of values",
            part(
                BOOK,
                "pivotCacheDefinition",
                "xl/pivotCache/pivotCacheDefinition1.xml",
                "<pivotCacheDefinition><cacheSource type=\"worksheet\"><worksheetSource ref=\"A1:A4\" sheet=\"Clients\"/></cacheSource><cacheFields><cacheField name=\"Contact\"><sharedItems><s v=\"NAME\"/></sharedItems></cacheField></cacheFields></pivotCacheDefinition>",
            ),
            Removed,
        ),
        (
            "pivot's copy of rows",
            {
                let mut parts = part(
                    BOOK,
                    "pivotCacheDefinition",
                    "xl/pivotCache/pivotCacheDefinition1.xml",
                    "<pivotCacheDefinition xmlns:r=\"r\" r:id=\"rId1\"><cacheSource type=\"worksheet\"><worksheetSource ref=\"A1:A4\" sheet=\"Clients\"/></cacheSource></pivotCacheDefinition>",
                );
                parts.relate(
                    "xl/pivotCache/pivotCacheDefinition1.xml",
                    "rId1",
                    "pivotCacheRecords",
                    "pivotCacheRecords1.xml",
                );
                parts.put(
                    "xl/pivotCache/pivotCacheRecords1.xml",
                    format!("<pivotCacheRecords><r><s v=\"{NAME}\"/></r></pivotCacheRecords>"),
                );
                parts
            },
            Removed,
        ),
        (
            "pivot's captions",
            part(
                SHEET,
                "pivotTable",
                "xl/pivotTables/pivotTable1.xml",
                "<pivotTableDefinition dataCaption=\"Valeurs\" rowHeaderCaption=\"NAME\"><location ref=\"F1:G2\"/><pivotFields><pivotField><items><item n=\"NAME\" x=\"0\"/></items></pivotField></pivotFields></pivotTableDefinition>",
            ),
            Removed,
        ),
        (
            "slicer",
            part(
                BOOK,
                "slicerCache",
                "xl/slicerCaches/slicerCache1.xml",
                "<slicerCacheDefinition name=\"s\"><data><tabular><items><i n=\"NAME\"/></items></tabular></data></slicerCacheDefinition>",
            ),
            Refused("xl/slicerCaches/slicerCache1.xml"),
        ),
    ]
}

/// Charts, shapes, pictures.
fn drawn() -> Vec<Place> {
    let drawing = |inside: &str| {
        let mut parts = part(SHEET, "drawing", "xl/drawings/drawing1.xml", inside);
        parts.edit(SHEET, "</sheetData>", "</sheetData><drawing r:id=\"rId77\"/>");
        parts
    };
    let chart = |inside: &str| part(SHEET, "chart", "xl/charts/chart1.xml", inside);
    vec![
        (
            "chart's copy of names",
            chart(
                "<c:chartSpace xmlns:c=\"c\"><c:cat><c:strRef><c:f>Clients!$A$2:$A$4</c:f><c:strCache><c:ptCount val=\"3\"/><c:pt idx=\"1\"><c:v>NAME</c:v></c:pt></c:strCache></c:strRef></c:cat></c:chartSpace>",
            ),
            Removed,
        ),
        (
            "chart's title",
            chart(
                "<c:chartSpace xmlns:c=\"c\" xmlns:a=\"a\"><c:title><c:tx><c:rich><a:p><a:r><a:t>Zénobie</a:t></a:r><a:r><a:t> Quillfeather</a:t></a:r></a:p></c:rich></c:tx></c:title></c:chartSpace>",
            ),
            Removed,
        ),
        (
            "chart's labels",
            chart(
                "<c:chartSpace xmlns:c=\"c\" xmlns:c15=\"c15\"><c15:datalabelsRange><c15:f>Clients!$A$2:$A$4</c15:f><c15:dlblRangeCache><c:ptCount val=\"3\"/><c:pt idx=\"1\"><c:v>NAME</c:v></c:pt></c15:dlblRangeCache></c15:datalabelsRange></c:chartSpace>",
            ),
            Removed,
        ),
        (
            "new chart's data",
            part(
                SHEET,
                "chartEx",
                "xl/charts/chartEx1.xml",
                "<cx:chartSpace xmlns:cx=\"cx\"><cx:data id=\"0\"><cx:strDim type=\"cat\"><cx:f>Clients!$A$2:$A$4</cx:f><cx:lvl ptCount=\"3\"><cx:pt idx=\"1\">NAME</cx:pt></cx:lvl></cx:strDim></cx:data></cx:chartSpace>",
            ),
            Removed,
        ),
        (
            "paragraphs of a text box",
            drawing(
                "<xdr:wsDr xmlns:xdr=\"x\" xmlns:a=\"a\"><xdr:absoluteAnchor><xdr:sp><xdr:txBody><a:p><a:r><a:t>Zénobie</a:t></a:r></a:p><a:p><a:r><a:t>Quillfeather</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:absoluteAnchor></xdr:wsDr>",
            ),
            Removed,
        ),
        (
            "shape's text",
            drawing(
                "<xdr:wsDr xmlns:xdr=\"x\" xmlns:a=\"a\"><xdr:absoluteAnchor><xdr:sp><xdr:nvSpPr><xdr:cNvPr id=\"2\" name=\"s\" descr=\"NAME\" title=\"NAME\"/></xdr:nvSpPr><xdr:txBody><a:p><a:r><a:t>pour NAME</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:absoluteAnchor></xdr:wsDr>",
            ),
            Removed,
        ),
        (
            "diagram",
            part(
                SHEET,
                "diagramData",
                "xl/diagrams/data1.xml",
                "<dgm:dataModel xmlns:dgm=\"d\" xmlns:a=\"a\"><dgm:pt><dgm:t><a:p><a:r><a:t>NAME</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:dataModel>",
            ),
            Removed,
        ),
        (
            "picture",
            bytes(
                SHEET,
                "image",
                "xl/media/image1.png",
                format!("\u{1}PNG\0tEXtComment\0{NAME}\0").as_bytes(),
            ),
            Refused("xl/media/image1.png"),
        ),
        (
            "embedded workbook",
            bytes(SHEET, "package", "xl/embeddings/a.xlsx", &base("").zip()),
            Refused("xl/embeddings/a.xlsx"),
        ),
    ]
}

/// Parts of the package that are about the whole workbook.
fn in_parts() -> Vec<Place> {
    let mut orphan = base("");
    orphan.put("xl/left.xml", format!("<a>{NAME}</a>"));
    vec![
        ("part that nothing leads to", orphan, Removed),
        (
            "other workbook's values",
            part(
                BOOK,
                "externalLink",
                "xl/externalLinks/externalLink1.xml",
                "<externalLink><externalBook><sheetNames><sheetName val=\"NAME\"/></sheetNames><sheetDataSet><sheetData sheetId=\"0\"><row r=\"1\"><cell r=\"A1\" t=\"str\"><v>NAME</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>",
            ),
            Removed,
        ),
        (
            "connection",
            part(
                BOOK,
                "connections",
                "xl/connections.xml",
                "<connections><connection id=\"1\" name=\"c\"><dbPr connection=\"Data Source=NAME\" command=\"x\"/></connection></connections>",
            ),
            Refused("xl/connections.xml"),
        ),
        (
            "query",
            part(
                SHEET,
                "queryTable",
                "xl/queryTables/queryTable1.xml",
                "<queryTable name=\"NAME\"/>",
            ),
            Refused("xl/queryTables/queryTable1.xml"),
        ),
        (
            "custom XML",
            part(BOOK, "customXml", "customXml/item1.xml", "<a b=\"NAME\"><c>NAME</c></a>"),
            Removed,
        ),
        (
            "data model",
            bytes(
                BOOK,
                "powerPivotData",
                "xl/model/item.data",
                &[b"\x01\x02", &wide(NAME)[..], b"\x01"].concat(),
            ),
            Refused("xl/model/item.data"),
        ),
        (
            "name",
            in_workbook(
                "<definedNames><definedName name=\"n\" comment=\"NAME\">\"NAME\"</definedName></definedNames>",
            ),
            Removed,
        ),
        (
            "name of cells that go",
            in_workbook(
                "<definedNames><definedName name=\"Zénobie_Quillfeather\">Clients!$A$3:$B$3</definedName></definedNames>",
            ),
            Removed,
        ),
        (
            "name of cells that stay",
            in_workbook(
                "<definedNames><definedName name=\"Zénobie_Quillfeather\">Clients!$A$4</definedName></definedNames>",
            ),
            Refused("xl/workbook.xml"),
        ),
        (
            "properties",
            part(
                "",
                "core-properties",
                "docProps/core.xml",
                "<cp:coreProperties xmlns:cp=\"c\" xmlns:dc=\"d\"><dc:creator>NAME</dc:creator><cp:keywords>NAME</cp:keywords></cp:coreProperties>",
            ),
            Removed,
        ),
        (
            "more properties",
            part(
                "",
                "extended-properties",
                "docProps/app.xml",
                "<Properties><Company>NAME</Company><Manager>NAME</Manager><HyperlinkBase>NAME</HyperlinkBase></Properties>",
            ),
            Removed,
        ),
        (
            "own properties",
            part(
                "",
                "custom-properties",
                "docProps/custom.xml",
                "<Properties><property name=\"NAME\"><vt:lpwstr xmlns:vt=\"v\">NAME</vt:lpwstr></property></Properties>",
            ),
            Removed,
        ),
        ("thumbnail", bytes("", "thumbnail", "docProps/thumbnail.jpeg", NAME.as_bytes()), Removed),
        (
            "printer",
            bytes(SHEET, "printerSettings", "xl/printerSettings/printerSettings1.bin", &wide(NAME)),
            Removed,
        ),
        (
            "recorded changes",
            part(
                BOOK,
                "revisionLog",
                "xl/revisions/revisionLog1.xml",
                "<revisions><rcc rId=\"1\"><oc r=\"A3\" t=\"inlineStr\"><is><t>NAME</t></is></oc></rcc></revisions>",
            ),
            Removed,
        ),
        (
            "macros",
            bytes(
                BOOK,
                "vbaProject",
                "xl/vbaProject.bin",
                format!("\u{1}\u{2}MsgBox \"{NAME}\"\0").as_bytes(),
            ),
            Refused("xl/vbaProject.bin"),
        ),
        (
            "rich values",
            part(
                BOOK,
                "rdRichValue",
                "xl/richData/rdrichvalue.xml",
                "<rvData><rv s=\"0\"><v>NAME</v></rv></rvData>",
            ),
            Removed,
        ),
        (
            "control",
            part(
                SHEET,
                "ctrlProp",
                "xl/ctrlProps/ctrlProp1.xml",
                "<formControlPr objectType=\"Drop\"><itemLst><item val=\"NAME\"/></itemLst></formControlPr>",
            ),
            Removed,
        ),
        (
            "ActiveX",
            bytes(SHEET, "activeXControlBinary", "xl/activeX/activeX1.bin", &wide(NAME)),
            Refused("xl/activeX/activeX1.bin"),
        ),
        (
            "folder it was saved in",
            in_workbook("<x15ac:absPath xmlns:x15ac=\"x\" url=\"C:\\Users\\NAME\\\"/>"),
            Removed,
        ),
        (
            "part in UTF-16",
            {
                let text = format!(
                    "<?xml version=\"1.0\" encoding=\"UTF-16\"?><comments><authors><author>{NAME}</author></authors></comments>"
                );
                bytes(
                    SHEET,
                    "comments",
                    "xl/comments1.xml",
                    &[b"\xFF\xFE", &wide(&text)[..]].concat(),
                )
            },
            Removed,
        ),
    ]
}
