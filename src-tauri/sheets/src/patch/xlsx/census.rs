//! First pass: what the cells that stay use, and what the cells that go hold.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use epure_engine::table::CellRef;

use crate::patch::edits::SheetEdits;
use crate::xml::{Kind, Scanner, XmlError};

use super::cells::{Cell, Cells, Piece, RowPiece, Rows};
use super::error::Structure;
use super::outside::{corners, list_text};
use super::shifts::Shift;
use super::strings::IndexSet;
use super::usual::{Value, usual_values};

/// Shortest number, in bytes as written, that is worth telling from others.
const LEAST_NUMBER: usize = 6;

/// Counted over all sheets.
#[derive(Clone, Debug, Default)]
pub(crate) struct Census {
    /// Strings that a cell which stays refers to.
    pub(crate) used: IndexSet,
    /// Number of such cells.
    pub(crate) uses: u64,
    /// Strings that a cell which goes (or is edited) refers to, and which deleted cells they were.
    pub(crate) former_strings: IndexSet,
    /// Texts and numbers of cells which go, that are written in the sheet itself.
    pub(crate) former_texts: BTreeSet<String>,
    /// Per sheet, by its index.
    pub(crate) sheets: BTreeMap<usize, SheetFacts>,
}

/// What the rewriting of one sheet has to know beforehand.
#[derive(Clone, Debug, Default)]
pub(crate) struct SheetFacts {
    /// Rows with edits that exist.
    pub(crate) rows: BTreeSet<u32>,
    /// Style of each edited cell that exists.
    pub(crate) styles: BTreeMap<CellRef, u32>,
    /// Last row that holds something.
    pub(crate) last_row: u32,
    /// Some cell that stays holds a text of its own, or a number long enough to be told.
    pub(crate) own_texts: bool,
    /// Some cell holds a formula.
    pub(crate) formulas: bool,
    /// Groups of shared formulas whose first cell is edited or goes.
    pub(crate) broken_groups: bool,
    /// An array formula or what-if table of which only some cells go or are edited.
    pub(crate) broken_block: Option<Structure>,
    /// A cell with a formula goes or is edited.
    pub(crate) formulas_gone: bool,
    /// Ids of links on cells that go.
    pub(crate) dropped_links: BTreeSet<String>,
}

impl Census {
    /// Reads one sheet.
    pub(crate) fn sheet(
        &mut self,
        index: usize,
        source: impl Read,
        edits: Option<&SheetEdits<'_>>,
        header: Option<(u32, u32)>,
    ) -> Result<(), XmlError> {
        let mut scanner = Scanner::new(source);
        let mut facts = SheetFacts::default();
        let shift = edits.map(Shift::of).unwrap_or_default();
        let gone = |area: &str| list_text(area, &shift).is_none();
        while let Some(token) = scanner.next()? {
            if token.opens(b"hyperlink") {
                let tag = token.tag();
                if let (Some(id), true) =
                    (tag.get_local("id"), tag.get("ref").is_some_and(|area| gone(&area)))
                {
                    facts.dropped_links.insert(id.into_owned());
                }
            }
            if token.kind != Kind::Open || !token.opens(b"sheetData") {
                continue;
            }
            let mut rows = Rows::new();
            loop {
                match rows.next(&mut scanner)? {
                    Piece::Row { number, rest, .. } => {
                        let heads = header.is_some_and(|(a, b)| (a..=b).contains(&number));
                        self.row(number, rest, edits, heads, &mut facts);
                    }
                    Piece::Between(_) => {}
                    Piece::End(_) => break,
                }
            }
        }
        self.sheets.insert(index, facts);
        Ok(())
    }

    fn row(
        &mut self,
        number: u32,
        rest: &[u8],
        edits: Option<&SheetEdits<'_>>,
        heads: bool,
        facts: &mut SheetFacts,
    ) {
        let moved = edits.is_some_and(|edits| edits.moved.contains_key(&number));
        let all = edits.is_some_and(|edits| edits.gone);
        let gone = all || !moved && edits.is_some_and(|edits| edits.rows.contains(number));
        let any_set = edits.is_some_and(|edits| edits.set_in_row(number).next().is_some());
        if any_set {
            facts.rows.insert(number);
        }
        let concerned = gone || any_set || edits.is_some_and(|edits| !edits.columns.is_none());
        if !concerned && self.usual_row(number, rest, facts) {
            return;
        }
        for piece in Cells::new(number, rest) {
            let RowPiece::Cell(cell) = piece else { continue };
            let set = any_set && edits.is_some_and(|edits| edits.set.contains_key(&cell.at));
            let goes = gone || set || edits.is_some_and(|e| e.columns.contains(cell.at.column));
            if set && let Some(style) = cell.style() {
                facts.styles.insert(cell.at, style);
            }
            // The name of a column that goes says nothing of anybody: tables, queries and names of
            // areas may go on using it.
            if heads && goes && !gone && !set {
                facts.formulas_gone |= cell.has_formula();
                continue;
            }
            self.cell(&cell, goes, facts);
            if let (true, Some(edits)) = (facts.formulas && !all, edits) {
                facts.broken_block = facts.broken_block.or_else(|| broken_block(&cell, edits));
            }
        }
    }

    /// A row of which no cell goes, when it is written as usual.
    fn usual_row(&mut self, number: u32, rest: &[u8], facts: &mut SheetFacts) -> bool {
        let (mut uses, mut filled) = (0, false);
        let usual = usual_values(rest, |value| match value {
            Value::Nothing => {}
            Value::Shared(index) => {
                self.used.insert(index);
                uses += 1;
            }
            Value::Number(number) => {
                facts.own_texts |= number.len() >= LEAST_NUMBER;
                filled = true;
            }
        });
        if usual && (filled || uses > 0) {
            self.uses += uses;
            facts.last_row = facts.last_row.max(number);
        }
        usual
    }

    fn cell(&mut self, cell: &Cell<'_>, goes: bool, facts: &mut SheetFacts) {
        if cell.open.is_empty() {
            return;
        }
        facts.last_row = facts.last_row.max(cell.at.row);
        if cell.has_formula() {
            facts.formulas = true;
            facts.formulas_gone |= goes;
            facts.broken_groups |= goes && super::groups::first(cell).is_some();
        }
        match (cell.string_index(), goes) {
            (Some(index), false) => {
                self.used.insert(index);
                self.uses += 1;
            }
            (Some(index), true) => {
                self.former_strings.insert(index);
            }
            (None, false) => {
                facts.own_texts |= match cell.kind() {
                    b"b" | b"e" => false,
                    b"n" => cell.value().len() >= LEAST_NUMBER,
                    _ => true,
                };
            }
            (None, true) => {
                let text = cell.own_text().unwrap_or_else(|| number_text(cell));
                if !text.trim().is_empty() {
                    self.former_texts.insert(text);
                }
            }
        }
    }
}

/// The number of a cell as a person would write it; nothing for truth values and errors.
pub(crate) fn number_text(cell: &Cell<'_>) -> String {
    if matches!(cell.kind(), b"b" | b"e") {
        return String::new();
    }
    let raw = String::from_utf8_lossy(cell.value());
    raw.trim().parse::<f64>().map_or_else(|_| raw.trim().to_owned(), |number| number.to_string())
}

/// An array formula or what-if table of which the edits concern only some cells. One that grows and
/// shrinks by itself (`cm`) may lose rows.
fn broken_block(cell: &Cell<'_>, edits: &SheetEdits<'_>) -> Option<Structure> {
    let mut tags = crate::xml::Tokens::new(cell.content).filter(|token| token.opens(b"f"));
    let tag = tags.next()?.tag();
    let structure = match tag.raw(b"t")? {
        b"array" => Structure::ArrayFormula,
        b"dataTable" => Structure::DataTable,
        _ => return None,
    };
    let (first, last) = corners(&tag.get("ref")?).filter(|(first, last)| first != last)?;
    let all = |gone: u32, first: u32, last: u32| gone > last - first;
    let rows = edits.rows.within(first.row, last.row);
    let columns = edits.columns.within(first.column, last.column);
    if all(rows, first.row, last.row) || all(columns, first.column, last.column) {
        return None;
    }
    let inside = edits.set.range(first..=last);
    let set = inside.filter(|(at, _)| (first.column..=last.column).contains(&at.column)).count();
    let dynamic = cell.open.raw(b"cm").is_some();
    (set > 0 || (!dynamic && rows + columns > 0)).then_some(structure)
}
