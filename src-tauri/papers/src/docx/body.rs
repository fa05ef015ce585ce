//! `word/document.xml`.

use epure_engine::checklist::Colour;
use epure_engine::dossier::{Body, Cell, Column, ColumnKind, Document, Logo, Score, Section};

use crate::xml::escape;

/// Width of the text on an A4 page with these margins, in twentieths of a point.
const TEXT_WIDTH: u32 = 9638;
/// A document of so many sections has a table of contents.
const CONTENTS_FROM: usize = 5;

/// Least width of a column, and of one of days, in twentieths of a point.
const NARROW: u32 = 660;
const DAY: u32 = 1360;
/// A table of so few fields stays on one page.
const TOGETHER: usize = 8;
/// English metric units in a hundredth of a centimetre.
const EMU: u32 = 3600;

pub(super) fn document(document: &Document, logo: Option<&Logo>) -> String {
    let mut out = String::from(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>"#,
    );
    if let Some(logo) = logo {
        picture(&mut out, logo, &document.company);
    }
    paragraph(&mut out, "Title", &document.title);
    if !document.subtitle.is_empty() {
        paragraph(&mut out, "Subtitle", &document.subtitle);
    }
    paragraph(&mut out, "Made", &format!("{} · {}", document.company, document.made));
    if !document.note.is_empty() {
        paragraph(&mut out, "Callout", &document.note);
    }
    if document.sections.len() >= CONTENTS_FROM {
        contents(&mut out, document);
    }
    for (number, section) in (1..).zip(&document.sections) {
        heading(&mut out, number, &section.title);
        blocks(&mut out, document, section);
    }
    out.push_str(
        r#"<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:footerReference w:type="default" r:id="rId5"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1304" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>"#,
    );
    out
}

/// The blocks of a section; fields that follow each other share a table.
fn blocks(out: &mut String, document: &Document, section: &Section) {
    let mut fields: Vec<(&str, &str)> = Vec::new();
    for block in &section.blocks {
        if let Body::Field { label, text } = &block.body {
            fields.push((label, text));
            continue;
        }
        field_table(out, &std::mem::take(&mut fields));
        match &block.body {
            Body::Text(text) => paragraph(out, "BodyText", text),
            Body::Bullet(text) => paragraph(out, "ListBullet", text),
            Body::Note(text) => paragraph(out, "Callout", text),
            Body::Letter { label, text } => {
                if !label.is_empty() {
                    paragraph(out, "Heading2", label);
                }
                paragraph(out, "Quote", text);
            }
            Body::Table { columns, rows } => table(out, document, columns, rows),
            Body::Scores(scores) => score_table(out, scores),
            Body::Field { .. } => {}
        }
    }
    field_table(out, &fields);
}

fn run(out: &mut String, text: &str) {
    for (at, line) in text.split('\n').enumerate() {
        let line_break = if at > 0 { "<w:br/>" } else { "" };
        out.push_str(&format!(
            r#"<w:r>{line_break}<w:t xml:space="preserve">{}</w:t></w:r>"#,
            escape(line)
        ));
    }
}

fn paragraph(out: &mut String, style: &str, text: &str) {
    out.push_str(&format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>"#));
    run(out, text);
    out.push_str("</w:p>");
}

/// The logo in its own paragraph; `name` is read where it cannot be seen.
fn picture(out: &mut String, logo: &Logo, name: &str) {
    let (width, height) = logo.room();
    let size = format!(r#"cx="{}" cy="{}""#, width * EMU, height * EMU);
    let name = escape(name);
    out.push_str(&format!(
        r#"<w:p><w:pPr><w:pStyle w:val="Logo"/></w:pPr><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:extent {size}/><wp:docPr id="1" name="Logo" descr="{name}"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="1" name="logo.png" descr="{name}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rIdLogo"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"#
    ));
}

fn heading(out: &mut String, number: usize, title: &str) {
    out.push_str(&format!(
        r#"<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:bookmarkStart w:id="{number}" w:name="_Toc{number:06}"/>"#
    ));
    run(out, title);
    out.push_str(&format!(r#"<w:bookmarkEnd w:id="{number}"/></w:p>"#));
}

/// A table-of-contents field that is already filled: no program has to ask before it shows it.
fn contents(out: &mut String, document: &Document) {
    paragraph(out, "TOCHeading", &document.contents);
    let last = document.sections.len();
    for (number, section) in (1..).zip(&document.sections) {
        out.push_str(r#"<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr>"#);
        if number == 1 {
            out.push_str(concat!(
                r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r>"#,
                r#"<w:r><w:instrText xml:space="preserve"> TOC \o "1-1" \h \n \z \u </w:instrText></w:r>"#,
                r#"<w:r><w:fldChar w:fldCharType="separate"/></w:r>"#
            ));
        }
        out.push_str(&format!(r#"<w:hyperlink w:anchor="_Toc{number:06}" w:history="1">"#));
        run(out, &section.title);
        out.push_str("</w:hyperlink>");
        if number == last {
            out.push_str(r#"<w:r><w:fldChar w:fldCharType="end"/></w:r>"#);
        }
        out.push_str("</w:p>");
    }
}

/// Opens a table whose columns have these widths, in twentieths of a point.
fn open_table(out: &mut String, widths: &[u32]) {
    out.push_str(&format!(
        r#"<w:tbl><w:tblPr><w:tblStyle w:val="EpureTable"/><w:tblW w:w="{}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>"#,
        widths.iter().sum::<u32>()
    ));
    for width in widths {
        out.push_str(&format!(r#"<w:gridCol w:w="{width}"/>"#));
    }
    out.push_str("</w:tblGrid>");
}

fn close_table(out: &mut String) {
    out.push_str(r#"</w:tbl><w:p><w:pPr><w:pStyle w:val="AfterTable"/></w:pPr></w:p>"#);
}

fn cell(out: &mut String, width: u32, fill: Option<&str>, style: &str, text: &str) {
    let fill = fill
        .map(|fill| format!(r#"<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>"#))
        .unwrap_or_default();
    out.push_str(&format!(r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{fill}</w:tcPr>"#));
    paragraph(out, style, text);
    out.push_str("</w:tc>");
}

fn field_table(out: &mut String, fields: &[(&str, &str)]) {
    if fields.is_empty() {
        return;
    }
    let (name, value) = (TEXT_WIDTH * 32 / 100, TEXT_WIDTH * 68 / 100);
    open_table(out, &[name, value]);
    for (left, (label, text)) in (1..=fields.len()).rev().zip(fields) {
        out.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        let kept = fields.len() <= TOGETHER && left > 1;
        let style = if kept { "TableLabelKept" } else { "TableLabel" };
        cell(out, name, Some("F3F6F8"), style, label);
        cell(out, value, None, "TableText", text);
        out.push_str("</w:tr>");
    }
    close_table(out);
}

/// The page's width shared as columns ask; none so narrow that a day or a number is cut in two.
fn widths(columns: &[Column]) -> Vec<u32> {
    let total: u32 = columns.iter().map(|column| u32::from(column.width)).sum::<u32>().max(1);
    let least = |column: &Column| if column.kind == ColumnKind::Day { DAY } else { NARROW };
    let share = |column: &Column| TEXT_WIDTH * u32::from(column.width) / total;
    let mut widths: Vec<u32> =
        columns.iter().map(|column| share(column).max(least(column))).collect();
    let over = widths.iter().sum::<u32>().saturating_sub(TEXT_WIDTH);
    if let Some(widest) = widths.iter_mut().max() {
        *widest = widest.saturating_sub(over);
    }
    widths
}

fn table(out: &mut String, document: &Document, columns: &[Column], rows: &[Vec<Cell>]) {
    let widths = widths(columns);
    open_table(out, &widths);
    out.push_str("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    for (column, width) in columns.iter().zip(&widths) {
        cell(out, *width, Some("1F3A4D"), "TableHead", &column.title);
    }
    out.push_str("</w:tr>");
    for row in rows {
        out.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        for (content, width) in row.iter().zip(&widths) {
            cell(out, *width, None, "TableText", &content.say(document.lang));
        }
        out.push_str("</w:tr>");
    }
    close_table(out);
}

/// Bars as two cells, filled and empty, beside their name and figure.
fn score_table(out: &mut String, scores: &[Score]) {
    const BAR: u32 = 4000;
    const FIGURE: u32 = 2700;
    let name = TEXT_WIDTH - BAR - FIGURE;
    for score in scores {
        let filled = (BAR * score.share.min(100) / 100).clamp(60, BAR - 60);
        let (strong, light) = match score.colour {
            Colour::Green => ("2E7D4F", "DDEFE3"),
            Colour::Amber => ("C77700", "FBEBCB"),
            Colour::Red => ("B3261E", "F8DAD7"),
        };
        open_table(out, &[name, filled, BAR - filled, FIGURE]);
        out.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        cell(out, name, None, "TableLabel", &score.title);
        cell(out, filled, Some(strong), "TableText", "");
        cell(out, BAR - filled, Some(light), "TableText", "");
        cell(out, FIGURE, None, "TableText", &format!("{} %, {}", score.share, score.word));
        out.push_str("</w:tr>");
        out.push_str(r#"</w:tbl><w:p><w:pPr><w:pStyle w:val="BetweenBars"/></w:pPr></w:p>"#);
    }
}
