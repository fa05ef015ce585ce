//! A document as one HTML file: readable in any browser and printable, without any script, image or
//! address.

use std::fmt::Write;

use epure_engine::dossier::{Block, Body, Cell, Column, Document, Section};
use epure_engine::messages::Lang;

use crate::xml::escape;

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#18211f}\
h1{font-size:1.7rem;margin-bottom:.3rem}h2{font-size:1.15rem;margin-top:1.8rem}h3{font-size:1rem}\
.quiet{color:#4b5a56;margin:.2rem 0}.note{border-left:3px solid #c77700;background:#fdf6ea;padding:.5rem .8rem}\
.words{border-left:3px solid #9fb2be;background:#f3f6f8;padding:.5rem .8rem}p,td,li{white-space:pre-line}\
table{border-collapse:collapse;width:100%;margin:.6rem 0 1rem}\
th,td{border-bottom:1px solid #d5dedb;padding:.4rem .6rem;text-align:left;vertical-align:top}";

/// Makes the page.
#[must_use]
pub fn html(document: &Document) -> String {
    let title = escape(&document.title);
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{title}</title>\
         <style>{STYLE}</style></head>\n<body><h1>{title}</h1>\n",
        document.lang
    );
    for (class, text) in [
        ("quiet", &document.subtitle),
        ("quiet", &document.company),
        ("quiet", &document.made),
        ("note", &document.note),
    ] {
        paragraph(&mut out, class, text);
    }
    for section in &document.sections {
        write_section(&mut out, section, document.lang);
    }
    out.push_str("</body></html>\n");
    out
}

/// A section; items that follow each other share a list.
fn write_section(out: &mut String, section: &Section, lang: Lang) {
    let _ = writeln!(out, "<h2>{}</h2>", escape(&section.title));
    for run in section.blocks.chunk_by(|a, b| is_item(a) && is_item(b)) {
        let list = run.first().is_some_and(is_item);
        out.push_str(if list { "<ul>\n" } else { "" });
        run.iter().for_each(|block| write_body(out, &block.body, lang));
        out.push_str(if list { "</ul>\n" } else { "" });
    }
}

fn is_item(block: &Block) -> bool {
    matches!(block.body, Body::Bullet(_))
}

fn write_body(out: &mut String, body: &Body, lang: Lang) {
    match body {
        Body::Text(text) => paragraph(out, "", text),
        Body::Bullet(text) => {
            let _ = writeln!(out, "<li>{}</li>", escape(text));
        }
        Body::Note(text) => paragraph(out, "note", text),
        Body::Letter { label, text } => {
            if !label.is_empty() {
                let _ = writeln!(out, "<h3>{}</h3>", escape(label));
            }
            paragraph(out, "words", text);
        }
        Body::Field { label, text } => labelled(out, label, text),
        Body::Table { columns, rows } => table(out, columns, rows, lang),
        Body::Scores(scores) => {
            for score in scores {
                labelled(out, &score.title, &format!("{} %, {}", score.share, score.word));
            }
        }
    }
}

/// A paragraph of that class; none for no text.
fn paragraph(out: &mut String, class: &str, text: &str) {
    if text.is_empty() {
        return;
    }
    let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
    let _ = writeln!(out, "<p{class}>{}</p>", escape(text));
}

fn labelled(out: &mut String, label: &str, text: &str) {
    let _ = writeln!(out, "<p><strong>{}</strong> {}</p>", escape(label), escape(text));
}

fn table(out: &mut String, columns: &[Column], rows: &[Vec<Cell>], lang: Lang) {
    let cells = |tag: &str, texts: &mut dyn Iterator<Item = String>| {
        let cells: String = texts.map(|text| format!("<{tag}>{}</{tag}>", escape(&text))).collect();
        format!("<tr>{cells}</tr>\n")
    };
    out.push_str("<table>\n");
    out.push_str(&cells("th", &mut columns.iter().map(|column| column.title.clone())));
    for row in rows {
        out.push_str(&cells("td", &mut row.iter().map(|cell| cell.say(lang))));
    }
    out.push_str("</table>\n");
}
