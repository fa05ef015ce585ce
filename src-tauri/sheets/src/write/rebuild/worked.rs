//! Values that formulas gave. A rebuilt workbook has no formulas but what they gave last: what was
//! worked out of cells that go or change would tell of them, or be wrong, and is emptied.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use epure_engine::plan::{Edit, NewValue};
use epure_engine::table::{CellRef, Table, Workbook};

use super::requests::{Settled, settle};
use crate::locked::Keyed;
use crate::patch::edits::{SheetEdits, by_sheet};
use crate::patch::removal::Removal;
use crate::read::ReadError;
use crate::read::formulas::{Area, Formula, Formulas, On, Reads, formulas};
use crate::verify::rebuilt::texts::scrub;

/// A workbook and edits about its cells alone, as a rebuilt copy follows them.
pub(crate) struct Prepared<'a> {
    /// The workbook without the sheets and comments that go.
    pub(crate) book: Cow<'a, Workbook>,
    /// The edits; cells whose value must not stay are emptied by them too.
    pub(crate) edits: Cow<'a, [Edit]>,
    /// Which values formulas gave.
    pub(crate) worked: Worked,
}

/// Which values formulas gave, by sheet.
#[derive(Debug, Default)]
pub(crate) struct Worked {
    given: BTreeMap<String, BTreeSet<CellRef>>,
    emptied: BTreeMap<String, BTreeSet<CellRef>>,
}

impl Worked {
    /// Did a formula give the value of that cell?
    pub(crate) fn gave(&self, sheet: &str, at: CellRef) -> bool {
        self.given.get(sheet).is_some_and(|cells| cells.contains(&at))
    }

    /// Is it emptied, without any decision about that cell?
    pub(crate) fn emptied(&self, sheet: &str, at: CellRef) -> bool {
        self.emptied.get(sheet).is_some_and(|cells| cells.contains(&at))
    }

    /// Are there formulas?
    pub(super) fn any(&self) -> bool {
        !self.given.is_empty()
    }

    /// Is a cell emptied?
    pub(super) fn any_emptied(&self) -> bool {
        !self.emptied.is_empty()
    }
}

/// Settles the edits, and adds those that empty what formulas worked out of cells that go or change.
pub(crate) fn prepare<'a>(
    book: &'a Workbook,
    source: Keyed<'_>,
    edits: &'a [Edit],
) -> Result<Prepared<'a>, ReadError> {
    let found = formulas(book, source)?;
    let Settled { book: left, edits } = settle(book, edits);
    if found.values().all(Vec::is_empty) {
        return Ok(Prepared { book: left, edits, worked: Worked::default() });
    }
    let mut sheets = by_sheet(&edits);
    for table in &left.sheets {
        sheets.entry(&table.name).or_default();
    }
    let mut board = Board::new(book, &left, &sheets, found);
    board.spread();
    board.find_removed(&left, &sheets, &edits);
    board.spread();
    let worked = board.worked();
    let mut all = edits.to_vec();
    for (sheet, cells) in &worked.emptied {
        all.extend(cells.iter().map(|cell| Edit::SetCell {
            sheet: sheet.clone(),
            cell: *cell,
            value: NewValue::Empty,
            removed: Vec::new(),
        }));
    }
    Ok(Prepared { book: left, edits: Cow::Owned(all), worked })
}

/// Rounds after which what still waits is taken for stale: chains of formulas that lead to and fro
/// more often are none that people write.
const MOST_ROUNDS: usize = 64;

/// Formulas and what becomes of the cells that they read.
struct Board<'a> {
    /// By the place of the sheet in the original; none where it goes.
    sheets: Vec<Option<Sheet<'a>>>,
    /// Places by name in small letters, which is how programs compare them.
    places: BTreeMap<String, usize>,
    /// Something happens to some cell.
    any: bool,
    formulas: Vec<Waiting>,
}

struct Sheet<'a> {
    table: &'a Table,
    edits: &'a SheetEdits<'a>,
    /// Rows that leave the workbook.
    gone: Removal,
    /// Rows by column of the cells that change.
    changed: BTreeMap<u32, BTreeSet<u32>>,
    /// Rows and columns of what arrays gave that is stale.
    arrays: Vec<(CellRef, CellRef)>,
}

/// A formula of a sheet that stays. `stale`: what it gave does not stay.
struct Waiting {
    sheet: usize,
    formula: Formula,
    stale: bool,
}

impl<'a> Board<'a> {
    fn new(
        book: &Workbook,
        left: &'a Workbook,
        edits: &'a BTreeMap<&'a str, SheetEdits<'a>>,
        found: Formulas,
    ) -> Self {
        let sheet = |table: &Table| {
            let edits = edits.get(table.name.as_str())?;
            Some(Sheet::new(left.sheet(&table.name)?, edits))
        };
        let sheets: Vec<Option<Sheet<'_>>> = book.sheets.iter().map(sheet).collect();
        let any = sheets.iter().any(|sheet| sheet.as_ref().is_none_or(|s| !s.edits.is_idle()));
        let names = book.sheets.iter().map(|table| table.name.to_lowercase());
        let places = names.zip(0..).collect();
        let mut formulas = Vec::new();
        for (at, found) in found {
            if let Some(Some(_)) = sheets.get(at) {
                let waiting = |formula| Waiting { sheet: at, formula, stale: false };
                formulas.extend(found.into_iter().map(waiting));
            }
        }
        formulas.sort_by_key(|waiting| (waiting.sheet, waiting.formula.first));
        let mut board = Self { sheets, places, any, formulas };
        // What an array gave does not outlive its first cell, which holds the formula.
        for at in 0..board.formulas.len() {
            if board.formulas.get(at).is_some_and(|waiting| board.is_decided(waiting)) {
                board.mark(at);
            }
        }
        board
    }

    /// Is it decided what becomes of the cell that holds the formula?
    fn is_decided(&self, waiting: &Waiting) -> bool {
        let sheet = self.sheets.get(waiting.sheet).and_then(Option::as_ref);
        sheet.is_some_and(|sheet| sheet.is_decided(waiting.formula.first))
    }

    /// Marks the formulas that read what goes or changes, and those that read what these gave.
    fn spread(&mut self) {
        // Downwards and upwards by turns, as most chains of formulas lead one way.
        for round in 0..MOST_ROUNDS {
            let mut marked = false;
            for step in 0..self.formulas.len() {
                let at = if round % 2 == 0 { step } else { self.formulas.len() - 1 - step };
                if self
                    .formulas
                    .get(at)
                    .is_some_and(|waiting| !waiting.stale && self.reads_stale(waiting))
                {
                    self.mark(at);
                    marked = true;
                }
            }
            if !marked {
                return;
            }
        }
        (0..self.formulas.len()).for_each(|at| self.mark(at));
    }

    fn mark(&mut self, at: usize) {
        let Some(waiting) = self.formulas.get_mut(at) else { return };
        waiting.stale = true;
        let (first, last) = (waiting.formula.first, waiting.formula.last);
        if let Some(Some(sheet)) = self.sheets.get_mut(waiting.sheet) {
            match first == last {
                true => {
                    sheet.changed.entry(first.column).or_default().insert(first.row);
                }
                false => sheet.arrays.push((first, last)),
            }
        }
    }

    fn reads_stale(&self, waiting: &Waiting) -> bool {
        match &waiting.formula.reads {
            Reads::Everything => self.any,
            Reads::Areas(areas) => areas.iter().any(|area| self.is_touched(area, waiting.sheet)),
        }
    }

    fn is_touched(&self, area: &Area, own: usize) -> bool {
        let at = match &area.on {
            On::Own => Some(own),
            On::At(at) => Some(*at),
            On::Named(name) => self.places.get(&name.to_lowercase()).copied(),
            On::Any => None,
        };
        let touches = |sheet: &Option<Sheet<'_>>| {
            sheet.as_ref().is_none_or(|sheet| sheet.touches(area.rows, area.columns))
        };
        match at.and_then(|at| self.sheets.get(at)) {
            Some(sheet) => touches(sheet),
            None => self.sheets.iter().any(touches),
        }
    }

    /// Marks the formulas that gave a removed text which no cell that stays holds: however they came
    /// by it, it must not stay.
    fn find_removed(
        &mut self,
        left: &Workbook,
        sheets: &BTreeMap<&str, SheetEdits<'_>>,
        edits: &[Edit],
    ) {
        let removed = scrub(left, sheets, edits, &[], &self.worked());
        let tells = |waiting: &Waiting| {
            let Some(Some(sheet)) = self.sheets.get(waiting.sheet) else { return false };
            let mut shown = sheet.shown(&waiting.formula);
            shown.any(|at| removed.finds(&sheet.table.cell(at).to_string()))
        };
        let telling = self.formulas.iter().enumerate();
        let telling = telling.filter(|(_, waiting)| !waiting.stale && tells(waiting));
        let telling: Vec<usize> = telling.map(|(at, _)| at).collect();
        telling.into_iter().for_each(|at| self.mark(at));
    }

    /// Where values are that formulas gave.
    fn worked(&self) -> Worked {
        let mut worked = Worked::default();
        for waiting in &self.formulas {
            let Some(Some(sheet)) = self.sheets.get(waiting.sheet) else { continue };
            let name = &sheet.table.name;
            let shown: Vec<CellRef> = sheet.shown(&waiting.formula).collect();
            let mut emptied = shown.iter().filter(|at| waiting.stale && !sheet.is_decided(**at));
            if let Some(first) = emptied.next() {
                let cells = worked.emptied.entry(name.clone()).or_default();
                cells.insert(*first);
                cells.extend(emptied);
            }
            worked.given.entry(name.clone()).or_default().extend(shown);
        }
        worked
    }
}

impl<'a> Sheet<'a> {
    fn new(table: &'a Table, edits: &'a SheetEdits<'a>) -> Self {
        let leave = edits.rows.numbers().filter(|row| !edits.moved.contains_key(row));
        let mut changed: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
        for at in edits.set.keys() {
            changed.entry(at.column).or_default().insert(at.row);
        }
        Self { table, edits, gone: Removal::new(leave), changed, arrays: Vec::new() }
    }

    /// Is it decided what becomes of that cell?
    fn is_decided(&self, at: CellRef) -> bool {
        self.gone.contains(at.row)
            || self.edits.columns.contains(at.column)
            || self.edits.set.contains_key(&at)
    }

    /// Does a cell of these rows and columns go or change?
    fn touches(&self, rows: (u32, u32), columns: (u32, u32)) -> bool {
        let mut changed = self.changed.range(columns.0..=columns.1);
        let meets = |a: (u32, u32), b: (u32, u32)| a.0 <= b.1 && b.0 <= a.1;
        !self.gone.in_range(rows.0, rows.1).is_empty()
            || !self.edits.columns.in_range(columns.0, columns.1).is_empty()
            || changed.any(|(_, at)| at.range(rows.0..=rows.1).next().is_some())
            || self.arrays.iter().any(|(first, last)| {
                meets(rows, (first.row, last.row)) && meets(columns, (first.column, last.column))
            })
    }

    /// The filled cells that show what a formula gave.
    fn shown(&self, formula: &Formula) -> impl Iterator<Item = CellRef> + use<'a> {
        let (first, last) = (formula.first, formula.last);
        let from = self.table.rows.partition_point(|row| row.number < first.row);
        let rows = self.table.rows.get(from..).unwrap_or_default().iter();
        let rows = rows.take_while(move |row| row.number <= last.row);
        rows.flat_map(move |row| {
            let cells = (0u32..).zip(&row.cells).skip(first.column as usize);
            let cells = cells.take_while(move |(column, _)| *column <= last.column);
            let filled = cells.filter(|(_, cell)| !cell.is_blank());
            filled.map(|(column, _)| CellRef { row: row.number, column })
        })
    }
}
