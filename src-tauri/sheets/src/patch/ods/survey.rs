//! What the edits take out of a document, and which of it cells that stay hold as well: shared by
//! the writing and by the proof.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use epure_engine::plan::{Edit, NewValue};
use epure_engine::table::CellRef;

use super::cells::{Item, items};
use super::hidden::Gone;
use super::reader::{Event, Reader, RowRun};
use super::text::{CellTexts, cell_texts};
use crate::patch::edits::SheetEdits;
use crate::verify::absence::{Needles, Word, removed};
use crate::xml::XmlError;

/// What is to happen to the sheets.
#[derive(Clone, Copy)]
pub(crate) struct Changes<'a> {
    /// Edits by sheet.
    pub(crate) sheets: &'a BTreeMap<&'a str, SheetEdits<'a>>,
    /// What is left out as a whole.
    pub(crate) gone: &'a Gone,
}

/// What goes with the edits.
#[derive(Debug, Default)]
pub(crate) struct Survey {
    /// Those that are searched, and the words that decisions name.
    pub(crate) needles: Needles,
    /// By needle: a cell that stays holds it too, so copies of it give nothing away.
    pub(crate) held: Vec<bool>,
}

/// Names that programs give to styles by themselves: a cell may say the same by chance.
const STYLES: [&str; 7] =
    ["Accent 1", "Accent 2", "Accent 3", "Heading 1", "Heading 2", "Heading 3", "Heading1"];

impl Survey {
    /// First pass: what cells that go hold.
    pub(crate) fn collect(
        source: impl Read,
        all: &Changes<'_>,
        edits: &[Edit],
        vocabulary: &[String],
    ) -> Result<Self, XmlError> {
        let mut former = BTreeSet::new();
        each_cell(source, all, CellFate::Goes, &mut |texts, leaves| {
            former.extend([texts.value, texts.shown]);
            // A cell that is set keeps its comment and its shapes.
            former.extend(texts.beside.into_iter().filter(|_| leaves));
        })?;
        former.retain(|text| !text.trim().is_empty() && !STYLES.contains(&text.as_str()));
        let needles = Needles::new(removed(&former, edits, vocabulary));
        Ok(Self { held: vec![false; needles.len()], needles })
    }

    /// Second pass: which of them cells that stay hold.
    pub(crate) fn hold(&mut self, source: impl Read, all: &Changes<'_>) -> Result<(), XmlError> {
        let mut words = Vec::new();
        for value in all.sheets.values().flat_map(|edits| edits.set.values()) {
            match value {
                NewValue::Text(text) => self.look(text, &mut words),
                NewValue::Number(number) => self.look(&number.to_string(), &mut words),
                NewValue::Empty | NewValue::Date(_) => {}
            }
        }
        all.sheets.keys().for_each(|name| self.look(name, &mut words));
        if self.needles.is_empty() {
            return Ok(());
        }
        each_cell(source, all, CellFate::Stays, &mut |texts, _| {
            // What a formula gives is a copy of other cells.
            if texts.formula.is_empty() {
                self.look(&texts.value, &mut words);
                self.look(&texts.shown, &mut words);
            }
        })
    }

    /// How many removed texts cells that stay hold as well.
    pub(crate) fn held_count(&self) -> u64 {
        self.held.iter().filter(|held| **held).count() as u64
    }

    /// Does nothing go?
    pub(crate) fn is_idle(&self) -> bool {
        self.needles.is_empty()
    }

    fn look(&mut self, text: &str, words: &mut Vec<Word>) {
        self.needles.note(text, words, &mut self.held);
    }
}

/// What happens to a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CellFate {
    Stays,
    /// It leaves the sheet, or what it holds does.
    Goes,
    /// It leaves the sheet, with its comment and its shapes.
    Leaves,
}

/// Walks the cell elements that hold something and of whose cells some share a fate; tells too
/// whether some of its cells leave the sheet.
fn each_cell(
    source: impl Read,
    all: &Changes<'_>,
    fate: CellFate,
    visit: &mut dyn FnMut(CellTexts, bool),
) -> Result<(), XmlError> {
    let mut reader = Reader::new(source);
    let mut edits: Option<&SheetEdits<'_>> = None;
    let mut gone = false;
    while let Some(event) = reader.next()? {
        match event {
            Event::Sheet { name, .. } => {
                gone = all.gone.sheets.contains(&name);
                edits = all.sheets.get(name.as_str());
            }
            Event::Rows(run) => each_in_rows(&run, edits, gone, fate, visit),
            Event::End => edits = None,
            Event::Other(..) => {}
        }
    }
    Ok(())
}

fn each_in_rows(
    run: &RowRun,
    edits: Option<&SheetEdits<'_>>,
    gone: bool,
    fate: CellFate,
    visit: &mut dyn FnMut(CellTexts, bool),
) {
    let rows = (run.first, run.first.saturating_add(run.count - 1));
    let fates = Fates::of(edits, rows);
    let nothing = if gone { fate == CellFate::Stays } else { fates.idle && fate == CellFate::Goes };
    if nothing {
        return;
    }
    let mut column = 0u32;
    for item in items(&run.rest) {
        let Item::Cell(cell) = item else { continue };
        let end = column.saturating_add(cell.repeat);
        let held = !cell.inner.is_empty() || memchr::memmem::find(cell.open, b"alue=").is_some();
        if held && (gone || fates.some(fate, (column, end - 1))) {
            let leaves = gone || fates.some(CellFate::Leaves, (column, end - 1));
            visit(cell_texts(&cell), leaves);
        }
        column = end;
    }
}

/// What happens to the cells of a run of equal rows.
struct Fates<'a> {
    edits: Option<&'a SheetEdits<'a>>,
    /// Rows of the run, and how many of them are deleted.
    rows: (u32, u32),
    deleted: u64,
    /// Nothing happens to any of them.
    idle: bool,
}

impl<'a> Fates<'a> {
    fn of(edits: Option<&'a SheetEdits<'a>>, rows: (u32, u32)) -> Self {
        let deleted = |edits: &SheetEdits<'_>| {
            let gone = edits.rows.in_range(rows.0, rows.1).iter();
            gone.filter(|row| !edits.moved.contains_key(row)).count() as u64
        };
        let idle = edits.is_none_or(|edits| {
            edits.columns.is_none()
                && edits.rows.in_range(rows.0, rows.1).is_empty()
                && edits.set.range(cells(rows)).next().is_none()
        });
        Self { edits, rows, deleted: edits.map_or(0, deleted), idle }
    }

    /// Does any of the cells in those columns have that fate?
    fn some(&self, fate: CellFate, columns: (u32, u32)) -> bool {
        let Some(edits) = self.edits.filter(|_| !self.idle) else { return fate == CellFate::Stays };
        let gone_columns = u64::from(edits.columns.within(columns.0, columns.1));
        let height = u64::from(self.rows.1 - self.rows.0) + 1;
        let width = u64::from(columns.1 - columns.0) + 1;
        let deleted = |row: u32| edits.rows.contains(row) && !edits.moved.contains_key(&row);
        let set = edits.set.range(cells(self.rows)).filter(|(cell, _)| {
            (columns.0..=columns.1).contains(&cell.column)
                && !deleted(cell.row)
                && !edits.columns.contains(cell.column)
        });
        let set = set.count() as u64;
        match fate {
            CellFate::Goes => self.deleted > 0 || gone_columns > 0 || set > 0,
            CellFate::Leaves => self.deleted > 0 || gone_columns > 0,
            CellFate::Stays => (height - self.deleted) * (width - gone_columns) > set,
        }
    }
}

fn cells(rows: (u32, u32)) -> std::ops::RangeInclusive<CellRef> {
    CellRef { row: rows.0, column: 0 }..=CellRef { row: rows.1, column: u32::MAX }
}
