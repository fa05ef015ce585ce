//! The answer to a request as a workbook: the copy that the person gets, or the plan for whoever carries
//! it out.

use epure_sheets::write::{self, PlainTable};

use super::Held;
use super::answer::{Answer, Asked, OfFile, Step};
use crate::error::Error;
use crate::texts::Texts;

/// The answer as xlsx.
pub(crate) fn workbook(answer: &Answer, texts: &Texts) -> Result<Vec<u8>, Error> {
    let title = texts.say("find.title", &[]);
    let table = match answer.request {
        Asked::Access => copy(answer, texts),
        _ => plan(answer, texts),
    };
    Ok(write::tables(&title, &[table], answer.received)?)
}

/// Everything held, cell by cell: what a spreadsheet holds on somebody, notes and comments included.
fn copy(answer: &Answer, texts: &Texts) -> PlainTable {
    let columns = [
        ("find.file", 26.0),
        ("find.sheet", 18.0),
        ("find.row", 8.0),
        ("find.about", 14.0),
        ("find.column", 26.0),
        ("find.value", 70.0),
    ];
    let mut lines = Vec::new();
    for file in &answer.files {
        for held in &file.rows {
            lines.extend(held_lines(file, held, texts));
        }
    }
    named(texts, &columns, lines)
}

fn held_lines(file: &OfFile, held: &Held, texts: &Texts) -> Vec<Vec<String>> {
    let yes_no = texts.say(if held.about { "find.yes" } else { "find.no" }, &[]);
    let line = |column: String, value: &str| {
        vec![
            file.file.clone(),
            held.sheet.clone(),
            held.row.to_string(),
            yes_no.clone(),
            column,
            value.to_owned(),
        ]
    };
    let cells = held.cells.iter().map(|cell| line(cell.header.clone(), &cell.value));
    let comment = texts.say("find.comment", &[]);
    let comments = held.comments.iter().map(|text| line(comment.clone(), text));
    cells.chain(comments).collect()
}

/// What to do, step by step.
fn plan(answer: &Answer, texts: &Texts) -> PlainTable {
    let columns = [
        ("find.file", 26.0),
        ("find.sheet", 18.0),
        ("find.row", 8.0),
        ("find.cell", 10.0),
        ("find.action", 40.0),
        ("find.confirm", 14.0),
    ];
    let line = |file: &OfFile, step: &Step| {
        vec![
            file.file.clone(),
            step.sheet.clone(),
            step.row.to_string(),
            step.cell.clone().unwrap_or_default(),
            texts.say(&format!("find.action_{}", step.action), &[]),
            if step.confirm { texts.say("find.yes", &[]) } else { String::new() },
        ]
    };
    let files = answer.files.iter();
    let lines = files.flat_map(|file| file.steps.iter().map(move |step| line(file, step)));
    named(texts, &columns, lines.collect())
}

fn named(texts: &Texts, columns: &[(&str, f64)], lines: Vec<Vec<String>>) -> PlainTable {
    PlainTable {
        name: texts.say("find.sheet", &[]),
        columns: columns.iter().map(|(key, width)| (texts.say(key, &[]), *width)).collect(),
        lines,
    }
}
