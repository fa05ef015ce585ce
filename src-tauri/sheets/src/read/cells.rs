//! From a format's cells to rows of the engine: shared texts, dates, bounds.

use std::sync::Arc;

use epure_engine::table::{
    Cell, CellRef, MAX_COLUMNS, MAX_ROWS, ReadWarning, ReadWarningKind, Row,
};
use rustc_hash::{FxHashMap, FxHashSet};

use super::error::Problem;
use super::options::ReadOptions;

/// Longest text (bytes) that is looked up among those already seen: longer ones hardly repeat.
const SHARED_TEXT_MAX: usize = 96;

/// Texts of a workbook: equal short texts share one allocation.
#[derive(Default)]
pub(crate) struct Texts {
    seen: FxHashSet<Arc<str>>,
    by_address: FxHashMap<usize, Arc<str>>,
}

impl Texts {
    /// Texts of a workbook with about that many shared strings.
    pub(crate) fn with_shared(count: u64) -> Self {
        let mut texts = Self::default();
        texts.by_address.reserve(usize::try_from(count).unwrap_or(0).min(4_000_000));
        texts
    }

    /// The text, shared with an equal one when it is short.
    pub(crate) fn share(&mut self, text: &str) -> Arc<str> {
        if text.len() > SHARED_TEXT_MAX {
            return Arc::from(text);
        }
        if let Some(known) = self.seen.get(text) {
            return Arc::clone(known);
        }
        let new: Arc<str> = Arc::from(text);
        self.seen.insert(Arc::clone(&new));
        new
    }

    /// The text of a shared-string table that outlives this call: its address stands for it, so
    /// that each entry is copied once and never hashed as text. One `Texts` serves one table.
    pub(crate) fn share_by_address(&mut self, text: &str) -> Arc<str> {
        let copy = || Arc::from(text);
        Arc::clone(self.by_address.entry(text.as_ptr().addr()).or_insert_with(copy))
    }
}

/// Gathers the rows of one sheet, in whatever order the format gives its cells.
pub(crate) struct Rows<'o> {
    options: &'o ReadOptions<'o>,
    sheet: String,
    rows: Vec<Row>,
    budget: &'o mut u64,
    /// What could not be read as meant.
    pub(crate) warnings: Vec<ReadWarning>,
    /// Rows done before this sheet, and rows of the whole file, for the caller's progress (none
    /// told when the latter is 0).
    progress: (u64, u64),
}

/// Rows between two calls of the caller's progress.
const TICK_ROWS: usize = 4096;
/// Most warnings of one kind kept for one sheet.
const MOST_WARNINGS: usize = 200;

impl<'o> Rows<'o> {
    /// Starts a sheet. `budget` is the number of cells that may still be kept, over all sheets;
    /// `progress` the rows of earlier sheets and of
    /// the whole file.
    pub(crate) fn new(
        options: &'o ReadOptions<'o>,
        sheet: &str,
        budget: &'o mut u64,
        progress: (u64, u64),
    ) -> Self {
        let (sheet, warnings) = (sheet.to_owned(), Vec::new());
        Self { options, sheet, rows: Vec::new(), budget, warnings, progress }
    }

    /// Puts a value at a 0-based row and column. Empty values are ignored.
    pub(crate) fn put(&mut self, row: u32, column: u32, cell: Cell) -> Result<(), Problem> {
        if self.options.only.is_some_and(|wanted| !wanted(&self.sheet, row.saturating_add(1))) {
            return Ok(());
        }
        let cell = self.as_asked(cell);
        if matches!(&cell, Cell::Empty) || cell.as_text() == Some("") {
            return Ok(());
        }
        if row >= MAX_ROWS {
            return Err(Problem::TooManyRows { sheet: self.sheet.clone(), limit: MAX_ROWS });
        }
        if column >= MAX_COLUMNS {
            self.warn(row, column, ReadWarningKind::DamagedPart);
            return Ok(());
        }
        let at = self.open_row(row + 1)?;
        let stored = self.rows.get_mut(at).and_then(|row| store(row, column, cell, self.budget));
        stored.ok_or_else(|| Problem::TooManyCells {
            sheet: self.sheet.clone(),
            limit: self.options.limits.cells,
        })
    }

    /// Index of the row of that number, made when missing. Cells nearly always come in order.
    fn open_row(&mut self, number: u32) -> Result<usize, Problem> {
        let (last, width) = self.rows.last().map_or((0, 0), |row| (row.number, row.cells.len()));
        if last == number {
            return Ok(self.rows.len() - 1);
        }
        let new = Row { number, hidden: false, cells: Vec::with_capacity(width) };
        if number > last {
            self.rows.push(new);
            if self.progress.1 > 0 && self.rows.len().is_multiple_of(TICK_ROWS) {
                self.options.tick(self.progress.0 + self.rows.len() as u64, self.progress.1)?;
            }
            return Ok(self.rows.len() - 1);
        }
        let found = self.rows.binary_search_by_key(&number, |row| row.number);
        if let Err(at) = found {
            self.rows.insert(at, new);
        }
        Ok(found.unwrap_or_else(|at| at))
    }

    /// Refuses a sheet that announces more cells than may be kept, before any is.
    pub(crate) fn expect(&self, cells: u64) -> Result<(), Problem> {
        if cells <= *self.budget {
            return Ok(());
        }
        Err(Problem::TooManyCells { sheet: self.sheet.clone(), limit: self.options.limits.cells })
    }

    fn as_asked(&self, cell: Cell) -> Cell {
        match cell {
            Cell::Number(_) | Cell::Date(_) | Cell::Bool(_) if self.options.everything_as_text => {
                Cell::Text(cell.to_string().into())
            }
            cell => cell,
        }
    }

    /// Notes that a cell could not be read as meant.
    pub(crate) fn warn(&mut self, row: u32, column: u32, kind: ReadWarningKind) {
        if self.warnings.len() < MOST_WARNINGS {
            let cell = Some(CellRef { row: row.saturating_add(1), column });
            self.warnings.push(ReadWarning { sheet: Some(self.sheet.clone()), cell, kind });
        }
    }

    /// The rows that hold something, in order.
    pub(crate) fn finish(self) -> (Vec<Row>, Vec<ReadWarning>) {
        let mut rows = self.rows;
        rows.retain(|row| row.cells.iter().any(|cell| !cell.is_blank()));
        for row in &mut rows {
            while row.cells.last().is_some_and(Cell::is_blank) {
                row.cells.pop();
            }
            row.cells.shrink_to_fit();
        }
        (rows, self.warnings)
    }
}

/// Stores a cell, filling the gap before it; `None` when the budget is spent.
fn store(row: &mut Row, column: u32, cell: Cell, budget: &mut u64) -> Option<()> {
    let at = column as usize;
    if at >= row.cells.len() {
        let more = (at + 1 - row.cells.len()) as u64;
        *budget = budget.checked_sub(more)?;
        row.cells.resize(at + 1, Cell::Empty);
    }
    *row.cells.get_mut(at)? = cell;
    Some(())
}
