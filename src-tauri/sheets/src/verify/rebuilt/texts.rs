//! What the edits of a rebuilt workbook take away, and what of it kept cells hold as well.

use std::collections::{BTreeMap, BTreeSet};

use epure_engine::plan::{Edit, NewValue};
use epure_engine::table::{CellRef, Workbook};

use crate::patch::edits::SheetEdits;
use crate::patch::xlsx::Scrub;
use crate::verify::absence::{Needles, removed};
use crate::write::Worked;

/// Texts that go, by whoever wrote them.
#[derive(Default)]
struct Former {
    /// Somebody: in cells and comments that go or change.
    written: BTreeSet<String>,
    /// Formulas, in such cells.
    given: BTreeSet<String>,
}

/// Texts of cells and comments that go or change by a decision.
fn former(book: &Workbook, sheets: &BTreeMap<&str, SheetEdits<'_>>, worked: &Worked) -> Former {
    let mut former = Former::default();
    each_cell(book, sheets, worked, &mut |text, fate| match fate {
        Fate::Goes { given: false } => drop(former.written.insert(text)),
        Fate::Goes { given: true } => drop(former.given.insert(text)),
        Fate::Stays { .. } | Fate::Emptied => {}
    });
    for table in &book.sheets {
        let Some(edits) = sheets.get(table.name.as_str()) else { continue };
        let comments = table.comments.iter().filter(|comment| leaves(edits, comment.cell));
        former.written.extend(comments.map(|comment| comment.text.clone()));
    }
    former
}

/// The removed texts, and which of them kept cells or names of sheets hold as well.
///
/// What a formula gave keeps no text that somebody wrote elsewhere and that goes: the formula may have
/// it from there. It only keeps what nothing but formulas said.
pub(crate) fn scrub(
    book: &Workbook,
    sheets: &BTreeMap<&str, SheetEdits<'_>>,
    edits: &[Edit],
    vocabulary: &[String],
    worked: &Worked,
) -> Scrub {
    let former = former(book, sheets, worked);
    let all = former.written.union(&former.given);
    let needles = Needles::new(removed(all, edits, vocabulary));
    let mut held = vec![false; needles.len()];
    if needles.is_empty() {
        return Scrub { needles, held };
    }
    let mut words = Vec::new();
    let mut look = |text: &str, into: &mut [bool]| needles.note(text, &mut words, into);
    let (mut written, mut given) = (held.clone(), held.clone());
    former.written.iter().for_each(|text| look(text, &mut written));
    for edit in edits {
        if let Edit::SetCell { removed, .. } = edit {
            removed.iter().for_each(|text| look(text, &mut written));
        }
    }
    each_cell(book, sheets, worked, &mut |text, fate| match fate {
        Fate::Stays { given: false } => look(&text, &mut held),
        Fate::Stays { given: true } => look(&text, &mut given),
        Fate::Goes { .. } | Fate::Emptied => {}
    });
    sheets.keys().for_each(|name| look(name, &mut held));
    for value in sheets.values().flat_map(|edits| edits.set.values()) {
        if let NewValue::Text(text) = value {
            look(text, &mut held);
        }
    }
    for (held, (written, given)) in held.iter_mut().zip(written.iter().zip(&given)) {
        *held |= *given && !*written;
    }
    Scrub { needles, held }
}

/// Does a cell leave the workbook?
fn leaves(edits: &SheetEdits<'_>, at: CellRef) -> bool {
    (edits.rows.contains(at.row) && !edits.moved.contains_key(&at.row))
        || edits.columns.contains(at.column)
}

/// What becomes of a cell. `given`: by a formula, not written by somebody.
enum Fate {
    Stays {
        given: bool,
    },
    Goes {
        given: bool,
    },
    /// A formula worked it out of what goes or changes.
    Emptied,
}

/// Calls `visit` with the text of every filled cell, and what becomes of it.
fn each_cell(
    book: &Workbook,
    sheets: &BTreeMap<&str, SheetEdits<'_>>,
    worked: &Worked,
    visit: &mut dyn FnMut(String, Fate),
) {
    for table in &book.sheets {
        let Some(edits) = sheets.get(table.name.as_str()) else { continue };
        for row in &table.rows {
            for (column, cell) in (0u32..).zip(&row.cells).filter(|(_, cell)| !cell.is_blank()) {
                let at = CellRef { row: row.number, column };
                let given = worked.gave(&table.name, at);
                let fate = match leaves(edits, at) || edits.set.contains_key(&at) {
                    _ if worked.emptied(&table.name, at) => Fate::Emptied,
                    true => Fate::Goes { given },
                    false => Fate::Stays { given },
                };
                visit(cell.to_string(), fate);
            }
        }
    }
}
