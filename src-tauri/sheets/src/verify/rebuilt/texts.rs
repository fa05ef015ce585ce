//! What the edits of a rebuilt workbook take away, and what of it kept cells hold as well.

use std::collections::{BTreeMap, BTreeSet};

use epure_engine::plan::{Edit, NewValue};
use epure_engine::table::{CellRef, Workbook};

use crate::patch::edits::SheetEdits;
use crate::patch::xlsx::Scrub;
use crate::verify::absence::{Needles, removed};

/// Texts of cells and comments that go or change, and the words that decisions name.
fn needles(
    book: &Workbook,
    sheets: &BTreeMap<&str, SheetEdits<'_>>,
    edits: &[Edit],
    vocabulary: &[String],
) -> Needles {
    let mut former: BTreeSet<String> = BTreeSet::new();
    each_cell(book, sheets, &mut |text, stays| {
        if !stays {
            former.insert(text);
        }
    });
    for table in &book.sheets {
        let Some(edits) = sheets.get(table.name.as_str()) else { continue };
        let comments = table.comments.iter().filter(|comment| leaves(edits, comment.cell));
        former.extend(comments.map(|comment| comment.text.clone()));
    }
    Needles::new(removed(&former, edits, vocabulary))
}

/// The removed texts, and which of them kept cells or names of sheets hold as well.
pub(crate) fn scrub(
    book: &Workbook,
    sheets: &BTreeMap<&str, SheetEdits<'_>>,
    edits: &[Edit],
    vocabulary: &[String],
) -> Scrub {
    let needles = needles(book, sheets, edits, vocabulary);
    let mut held = vec![false; needles.len()];
    let mut words = Vec::new();
    let mut look = |text: &str| needles.note(text, &mut words, &mut held);
    if !needles.is_empty() {
        each_cell(book, sheets, &mut |text, stays| {
            if stays {
                look(&text);
            }
        });
        sheets.keys().for_each(|name| look(name));
        for value in sheets.values().flat_map(|edits| edits.set.values()) {
            if let NewValue::Text(text) = value {
                look(text);
            }
        }
    }
    Scrub { needles, held }
}

/// Does a cell leave the workbook?
fn leaves(edits: &SheetEdits<'_>, at: CellRef) -> bool {
    (edits.rows.contains(at.row) && !edits.moved.contains_key(&at.row))
        || edits.columns.contains(at.column)
}

/// Calls `visit` with the text of every filled cell, and whether the cell stays as it is.
fn each_cell(
    book: &Workbook,
    sheets: &BTreeMap<&str, SheetEdits<'_>>,
    visit: &mut dyn FnMut(String, bool),
) {
    for table in &book.sheets {
        let Some(edits) = sheets.get(table.name.as_str()) else { continue };
        for row in &table.rows {
            for (column, cell) in (0u32..).zip(&row.cells).filter(|(_, cell)| !cell.is_blank()) {
                let at = CellRef { row: row.number, column };
                let stays = !leaves(edits, at) && !edits.set.contains_key(&at);
                visit(cell.to_string(), stays);
            }
        }
    }
}
