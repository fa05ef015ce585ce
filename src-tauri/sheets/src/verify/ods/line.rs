//! The cells of a row as runs of equal ones, and what a cell must be after the edits.

use std::cell::RefCell;

use epure_engine::plan::NewValue;

use crate::patch::edits::SheetEdits;
use crate::patch::ods::cells::{Item, items};
use crate::patch::ods::formula;
use crate::patch::ods::shift::Shift;
use crate::patch::ods::stranded::Stranded;
use crate::patch::ods::text::{CellTexts, cell_texts};
use crate::patch::xlsx::Scrub;

/// A cell, or a run of equal ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct CellRun {
    pub(super) count: u32,
    style: Option<Vec<u8>>,
    validation: Option<Vec<u8>>,
    pub(super) texts: CellTexts,
}

/// The cells of a row, from what follows its open tag.
pub(super) fn line(rest: &[u8]) -> Vec<CellRun> {
    let cells = items(rest).filter_map(|item| match item {
        Item::Cell(cell) => Some(cell),
        Item::Between(_) | Item::End(_) => None,
    });
    cells
        .map(|cell| CellRun {
            count: cell.repeat,
            style: cell.tag().raw(b"table:style-name").map(<[u8]>::to_vec),
            validation: cell.tag().raw(b"table:content-validation-name").map(<[u8]>::to_vec),
            texts: cell_texts(&cell),
        })
        .collect()
}

/// What cells of one sheet become.
pub(super) struct Expected<'a> {
    pub(super) edits: &'a SheetEdits<'a>,
    pub(super) by: Shift<'a>,
    pub(super) scrub: &'a Scrub,
    pub(super) no_comments: bool,
    /// Charts of cells that went so far, which other cells are to hold.
    pub(super) charts: RefCell<Stranded>,
}

impl Expected<'_> {
    /// Compares the cells of the original's row `number` with those of the cleaned file; gives how
    /// many cells were set, or the 0-based column of the original that is not as it should be.
    pub(super) fn compare(
        &self,
        number: u32,
        before: &[CellRun],
        after: &[CellRun],
    ) -> Result<u64, u32> {
        let mut after = Cursor { runs: after, used: 0 };
        let mut changed = 0;
        let mut column = 0u32;
        for run in before {
            let end = column.saturating_add(run.count);
            while column < end {
                if self.edits.columns.contains(column) {
                    column += 1;
                    continue;
                }
                let cell = epure_engine::table::CellRef { row: number, column };
                if let Some(value) = self.edits.set.get(&cell) {
                    let (new, _) = after.take(1);
                    if !is_value(&new.texts, value) {
                        return Err(column);
                    }
                    changed += 1;
                    column += 1;
                    continue;
                }
                let (new, count) = after.take(self.plain_from(number, column, end) - column);
                if !self.same(run, &new) {
                    return Err(column);
                }
                column += count;
            }
        }
        self.right_of(number, column, &mut after).map(|set| changed + set)
    }

    /// Cells at the right of the original's last one: those that edits set, else empty.
    fn right_of(&self, number: u32, first: u32, after: &mut Cursor<'_>) -> Result<u64, u32> {
        let mut changed = 0;
        let mut at = first;
        for (column, value) in self.edits.set_in_row(number).filter(|(column, _)| *column >= first)
        {
            if self.edits.columns.contains(column) || matches!(value, NewValue::Empty) {
                continue;
            }
            let mut gap = column - at - self.edits.columns.within_half_open(at, column);
            while gap > 0 {
                let (new, count) = after.take(gap);
                if !self.is_blank(&new.texts) {
                    return Err(column);
                }
                gap -= count;
            }
            if !is_value(&after.take(1).0.texts, value) {
                return Err(column);
            }
            changed += 1;
            at = column + 1;
        }
        if after.runs.iter().any(|run| !self.is_blank(&run.texts)) {
            return Err(at);
        }
        Ok(changed)
    }

    /// End of the run of cells from `column` on that no edit concerns.
    fn plain_from(&self, row: u32, column: u32, end: u32) -> u32 {
        let gone = self.edits.columns.in_range(column, end - 1).first().copied();
        let set = self.edits.set_in_row(row).map(|(at, _)| at).find(|at| *at >= column);
        gone.unwrap_or(end).min(set.unwrap_or(end)).min(end)
    }

    fn same(&self, old: &CellRun, new: &CellRun) -> bool {
        let (before, after) = (&old.texts, &new.texts);
        let value = before.value == after.value && before.shown == after.shown;
        // A formula's result may be left for programs to compute.
        let dropped =
            !before.formula.is_empty() && after.value.is_empty() && after.shown.is_empty();
        old.style == new.style
            && old.validation == new.validation
            && formula::shift(&before.formula, &self.by) == after.formula
            && (value || dropped)
            && self.same_beside(&before.beside, &after.beside)
    }

    /// Does a cell hold nothing, or only a chart that came to it?
    pub(super) fn is_blank(&self, texts: &CellTexts) -> bool {
        let beside = CellTexts { beside: texts.beside.clone(), ..CellTexts::default() };
        *texts == beside && self.same_beside(&[], &texts.beside)
    }

    /// Comments and shapes: the same, or with removed texts blotted out, or gone on request; behind them
    /// charts of cells that went.
    fn same_beside(&self, before: &[String], after: &[String]) -> bool {
        let came = after.get(before.len()..).unwrap_or_default();
        if !came.iter().all(|text| self.charts.borrow_mut().take_saying(text)) {
            return false;
        }
        let after = after.get(..before.len()).unwrap_or(after);
        if before == after || (self.no_comments && after.len() <= before.len()) {
            return true;
        }
        let blotted = |(old, new): (&String, &String)| {
            old == new || (new.contains('…') && self.scrub.finds(old))
        };
        before.len() == after.len() && before.iter().zip(after).all(blotted)
    }
}

/// Does a cell hold just that value?
fn is_value(texts: &CellTexts, value: &NewValue) -> bool {
    let shown = match value {
        NewValue::Empty => return texts.value.is_empty() && texts.shown.is_empty(),
        NewValue::Text(text) => {
            let lines = text.replace("\r\n", "\n").replace('\r', "\n");
            return texts.formula.is_empty() && texts.value.is_empty() && texts.shown == lines;
        }
        NewValue::Number(number) => number.to_string(),
        NewValue::Date(day) => day.to_string(),
    };
    texts.formula.is_empty() && texts.value == shown
}

/// Cells of the cleaned row not yet compared; empty ones past its end.
struct Cursor<'r> {
    runs: &'r [CellRun],
    used: u32,
}

impl Cursor<'_> {
    /// The next cells that are equal, at most `most` of them.
    fn take(&mut self, most: u32) -> (CellRun, u32) {
        let Some((run, rest)) = self.runs.split_first() else { return (CellRun::default(), most) };
        let count = (run.count - self.used).min(most);
        self.used += count;
        if self.used == run.count {
            (self.runs, self.used) = (rest, 0);
        }
        (run.clone(), count)
    }
}
