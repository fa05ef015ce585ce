//! Rows and cells: repeated ones are split where an edit falls, all else keeps its bytes.
//!
//! An element may stand for many rows (`number-rows-repeated`) or cells; edits name places of the
//! sheet, so each element is cut into runs that are treated alike.

use epure_engine::plan::NewValue;
use epure_engine::table::CellRef;

use super::super::edits::SheetEdits;
use super::blot;
use super::cell::{self, VALUE};
use super::cells::{CellItem, Item, items};
use super::error::OdsError;
use super::formula;
use super::shift::Shift;
use super::spans::{Area, Spans};
use super::stale::Stale;
use super::stranded::{Stranded, with_shapes, without_charts};
use super::tags::{self, Fate, may_hold_references, shift_bytes};
use super::text::cell_texts;
use crate::patch::xlsx::Scrub;
use crate::xml::{Tag, XmlError};

/// One sheet while its rows stream by.
pub(super) struct SheetRows<'a> {
    pub(super) name: String,
    pub(super) edits: &'a SheetEdits<'a>,
    pub(super) by: Shift<'a>,
    pub(super) stale: &'a Stale,
    /// Cell comments are taken out.
    pub(super) no_comments: bool,
    pub(super) scrub: &'a Scrub,
    /// 1-based number of the next row.
    pub(super) next: u32,
    spans: Spans,
    /// Charts of cells that went.
    charts: Stranded,
}

/// Rows of one element after the edits.
#[derive(Default)]
pub(super) struct Outcome {
    /// Rows that stay.
    pub(super) kept: Vec<u8>,
    /// Rows that move, with the archive they go to.
    pub(super) moved: Vec<(String, Vec<u8>)>,
}

/// A row element: its open tag, and what follows up to and with its close tag.
#[derive(Clone, Copy)]
pub(super) struct RowElement<'x> {
    pub(super) open: &'x [u8],
    pub(super) rest: &'x [u8],
}

impl<'a> SheetRows<'a> {
    pub(super) fn new(
        name: String,
        edits: &'a SheetEdits<'a>,
        by: Shift<'a>,
        stale: &'a Stale,
        no_comments: bool,
        scrub: &'a Scrub,
    ) -> Self {
        let (spans, charts) = Default::default();
        Self { name, edits, by, stale, no_comments, scrub, next: 1, spans, charts }
    }

    /// Are there charts that found no cell yet?
    pub(super) fn has_stranded(&self) -> bool {
        !self.charts.is_none()
    }

    /// Takes the next row element and says what is left of it.
    pub(super) fn take(&mut self, row: RowElement<'_>, out: &mut Outcome) -> Result<(), OdsError> {
        let count = repeated(&Tag::new(row.open), "table:number-rows-repeated");
        let first = self.next;
        self.next = self.next.saturating_add(count);
        let last = self.next.saturating_sub(1);
        let mut special: Vec<u32> = self.edits.rows.in_range(first, last).to_vec();
        let cells = CellRef { row: first, column: 0 }..=CellRef { row: last, column: u32::MAX };
        special.extend(self.edits.set.range(cells).map(|(cell, _)| cell.row));
        special.sort_unstable();
        special.dedup();
        let mut at = first;
        for number in special {
            self.plain(row, (at, number), out)?;
            self.single(row, number, out)?;
            at = number + 1;
        }
        self.plain(row, (at, self.next), out)
    }

    /// Rows `from..to`, without edits of their own.
    fn plain(
        &mut self,
        row: RowElement<'_>,
        (from, to): (u32, u32),
        out: &mut Outcome,
    ) -> Result<(), OdsError> {
        // A row that charts come to stands alone; what its cells have no place for, those of the rows
        // that are written like it have none for either.
        let alone = if self.charts.is_none() { from } else { to.min(from + 1) };
        for (at, end) in [(from, alone), (alone, to)] {
            if at < end {
                let (open, rest) =
                    if end == alone { open_row(row) } else { (row.open.into(), row.rest.into()) };
                out.kept.extend_from_slice(&with_repeat(
                    &open,
                    "table:number-rows-repeated",
                    end - at,
                ));
                self.cells(&rest, at, false, &mut out.kept)?;
            }
        }
        Ok(())
    }

    /// A row that is edited, deleted or moved.
    fn single(
        &mut self,
        row: RowElement<'_>,
        number: u32,
        out: &mut Outcome,
    ) -> Result<(), OdsError> {
        if self.edits.rows.contains(number) {
            self.leave_spans(row.rest, number)?;
            self.charts.leave_row(row.rest, self.edits);
        }
        let moved = self.edits.moved.get(&number);
        if self.edits.rows.contains(number) && moved.is_none() {
            return Ok(());
        }
        let mut bytes = Vec::new();
        match moved {
            Some(to) => {
                self.copy(row, number, &mut bytes)?;
                out.moved.push(((*to).to_owned(), bytes));
            }
            None => {
                self.edited(row, number, false, &mut bytes)?;
                out.kept.extend(bytes);
            }
        }
        Ok(())
    }

    /// The row `number` with its edits as it can stand in another sheet: values for formulas.
    pub(super) fn copy(
        &mut self,
        row: RowElement<'_>,
        number: u32,
        out: &mut Vec<u8>,
    ) -> Result<(), OdsError> {
        self.edited(row, number, true, out)
    }

    fn edited(
        &mut self,
        row: RowElement<'_>,
        number: u32,
        frozen: bool,
        out: &mut Vec<u8>,
    ) -> Result<(), OdsError> {
        let (open, rest) = open_row(row);
        out.extend_from_slice(&with_repeat(&open, "table:number-rows-repeated", 1));
        self.cells(&rest, number, frozen, out)
    }

    /// A row that the sheet does not have, made of the cells that edits set in it.
    pub(super) fn fresh(&mut self, number: u32, out: &mut Vec<u8>) -> Result<(), OdsError> {
        out.extend_from_slice(b"<table:table-row>");
        self.cells(b"</table:table-row>", number, false, out)
    }

    /// Notes the merged areas and arrays that begin in a row that goes.
    fn leave_spans(&mut self, rest: &[u8], number: u32) -> Result<(), OdsError> {
        if memchr::memmem::find(rest, b"-spanned=").is_none() {
            return Ok(());
        }
        let mut column = 0u32;
        for item in items(rest) {
            let Item::Cell(cell) = item else { continue };
            let area = Area::of(&cell.tag(), (number, column));
            self.check_array(&cell, (number, column))?;
            if area.is_merged() {
                self.spans.add_orphan(area);
            }
            column = column.saturating_add(cell.repeat);
        }
        Ok(())
    }

    /// Cells of one row, up to and with the row's close tag. `frozen`: formulas become values.
    fn cells(
        &mut self,
        rest: &[u8],
        number: u32,
        frozen: bool,
        out: &mut Vec<u8>,
    ) -> Result<(), OdsError> {
        let sets: Vec<(u32, &NewValue)> = self.edits.set_in_row(number).collect();
        let quiet = sets.is_empty()
            && self.edits.columns.is_none()
            && !frozen
            && self.charts.is_none()
            && !self.no_comments
            && !self.spans.touches_row(number)
            && (self.scrub.is_idle() || !has_more_than_text(rest))
            && (!may_hold_references(rest) || (!self.stale.any() && self.by.is_none()))
            && memchr::memmem::find(rest, b"-spanned=").is_none();
        if quiet {
            out.extend_from_slice(rest);
            return Ok(());
        }
        let mut column = 0u32;
        let mut pending = sets.as_slice();
        for item in items(rest) {
            match item {
                Item::Cell(cell) => {
                    let end = column.saturating_add(cell.repeat);
                    let here = pending.partition_point(|(at, _)| *at < end);
                    let (now, later) = pending.split_at_checked(here).unwrap_or((pending, &[]));
                    pending = later;
                    self.check_array(&cell, (number, column))?;
                    self.one(&cell, (number, column), now, frozen, out)?;
                    column = end;
                }
                Item::Between(raw) => out.extend_from_slice(raw),
                Item::End(raw) => {
                    if pending.is_empty() && !frozen {
                        self.charts_beyond((number, column), out)?;
                    }
                    self.beyond(column, pending, out)?;
                    out.extend_from_slice(raw);
                }
            }
        }
        Ok(())
    }

    /// Cells at the right of the row's last one that edits set.
    fn beyond(
        &self,
        mut column: u32,
        sets: &[(u32, &NewValue)],
        out: &mut Vec<u8>,
    ) -> Result<(), OdsError> {
        for (at, value) in sets {
            if self.edits.columns.contains(*at) || matches!(value, NewValue::Empty) {
                continue;
            }
            let gap = (*at - column) - self.edits.columns.within_half_open(column, *at);
            if gap > 0 {
                out.extend_from_slice(&with_repeat(b"<table:table-cell/>", REPEAT, gap));
            }
            cell::with_value(b"<table:table-cell/>", b"", value, out).map_err(content)?;
            column = *at + 1;
        }
        Ok(())
    }

    /// Charts that wait for cells at the right of a row's last one.
    fn charts_beyond(
        &mut self,
        (row, mut column): (u32, u32),
        out: &mut Vec<u8>,
    ) -> Result<(), OdsError> {
        for at in self.charts.columns((column, u32::MAX)) {
            let gap = (at - column) - self.edits.columns.within_half_open(column, at);
            if gap > 0 {
                out.extend_from_slice(&with_repeat(b"<table:table-cell/>", REPEAT, gap));
            }
            let (open, close) = (b"<table:table-cell>", b"</table:table-cell>");
            let inner = self.charts.take(at);
            let cell = CellItem { open, inner: &inner, close, repeat: 1 };
            self.run(&cell, (row, at), 1, false, out)?;
            column = at + 1;
        }
        Ok(())
    }

    /// One cell element: its runs of untouched cells, and the cells that edits set in it.
    fn one(
        &mut self,
        cell: &CellItem<'_>,
        (row, first): (u32, u32),
        sets: &[(u32, &NewValue)],
        frozen: bool,
        out: &mut Vec<u8>,
    ) -> Result<(), OdsError> {
        let end = first.saturating_add(cell.repeat);
        let mut special: Vec<(u32, Option<&NewValue>)> =
            sets.iter().map(|(at, value)| (*at, Some(*value))).collect();
        let gone = self.edits.columns.in_range(first, end.saturating_sub(1));
        special.extend(gone.iter().map(|at| (*at, None)));
        if cell.is_covered() {
            let uncovered = self.spans.uncovered(row, (first, end));
            special.extend(uncovered.into_iter().map(|at| (at, None)));
        }
        if !cell.is_covered() && !frozen {
            special.extend(self.charts.columns((first, end)).into_iter().map(|at| (at, None)));
        }
        special.sort_by_key(|(at, _)| *at);
        special.dedup_by_key(|(at, _)| *at);
        let mut at = first;
        for (column, value) in special {
            self.run(cell, (row, at), column - at, frozen, out)?;
            at = column + 1;
            if self.edits.columns.contains(column) {
                self.leave_column(cell, (row, column));
                if !frozen {
                    self.charts.leave_cell(cell, column, self.edits);
                }
                continue;
            }
            let plain = self.spans.is_orphan(row, column).then(|| cell.uncovered());
            let cell = plain.as_ref().map_or(*cell, |plain| cell.opened(plain));
            let shapes =
                if cell.is_covered() || frozen { Vec::new() } else { self.charts.take(column) };
            let filled = (!shapes.is_empty()).then(|| with_shapes(&cell, &shapes));
            let cell = match &filled {
                Some((open, inner)) => {
                    CellItem { open, inner, close: b"</table:table-cell>", ..cell }
                }
                None => cell,
            };
            match value {
                Some(value) => {
                    let mut set = Vec::new();
                    cell::with_value(cell.open, cell.inner, value, &mut set).map_err(content)?;
                    let item = items(&set).next();
                    match item {
                        Some(Item::Cell(cell)) => self.run(&cell, (row, column), 1, frozen, out)?,
                        _ => out.extend(set),
                    }
                }
                None => self.run(&cell, (row, column), 1, frozen, out)?,
            }
        }
        self.run(cell, (row, at), end - at, frozen, out)
    }

    /// A merged area whose first column goes leaves its other cells uncovered.
    fn leave_column(&mut self, cell: &CellItem<'_>, at: (u32, u32)) {
        let area = Area::of(&cell.tag(), at);
        if area.is_merged() {
            self.spans.add_orphan(area);
        }
    }

    /// So many equal cells from `(row, column)` on, which no edit sets.
    fn run(
        &self,
        cell: &CellItem<'_>,
        (row, column): (u32, u32),
        count: u32,
        frozen: bool,
        out: &mut Vec<u8>,
    ) -> Result<(), OdsError> {
        if count == 0 {
            return Ok(());
        }
        let tag = cell.tag();
        let open = with_repeat(cell.open, REPEAT, count);
        let mut open = match self.by.is_none() {
            true => open.into_owned(),
            false => match tags::shift_tag(&open, &self.by) {
                Fate::Changed(new) => new,
                Fate::Same | Fate::Gone => open.into_owned(),
            },
        };
        let has_formula = tag.raw(b"table:formula").is_some();
        if has_formula {
            self.check_syntax(&tag, row)?;
        }
        if let Some(changes) = Area::of(&tag, (row, column)).after(self.edits) {
            let changes: Vec<_> = changes.iter().map(|(n, v)| (*n, v.as_deref())).collect();
            open = Tag::new(&open).with(&changes);
        }
        let mut inner = Vec::new();
        shift_bytes(cell.inner, &self.by, &mut inner);
        if frozen {
            inner = without_charts(inner);
        }
        if self.no_comments {
            inner = super::cells::without(&inner, b"office:annotation");
        }
        if let Some(blotted) = blot::beside(&inner, self.scrub) {
            inner = blotted;
        }
        if has_formula && frozen {
            open = Tag::new(&open).with(&[
                ("table:formula", None),
                ("table:number-matrix-rows-spanned", None),
                ("table:number-matrix-columns-spanned", None),
            ]);
            self.blot_result(cell, &mut open, &mut inner);
        } else if has_formula && self.stale.cell(&self.name, (row, column)) {
            let gone: Vec<(&str, Option<&str>)> = VALUE.iter().map(|name| (*name, None)).collect();
            open = Tag::new(&open).with(&gone);
            inner = super::cells::without(&inner, b"text:p");
        }
        if inner == cell.inner {
            out.extend_from_slice(&open);
            out.extend_from_slice(cell.inner);
            out.extend_from_slice(cell.close);
        } else {
            cell::write_element(&open, &inner, out);
        }
        Ok(())
    }

    /// A value that a formula gave and that tells of what was removed: nothing computes it again where the
    /// row goes.
    fn blot_result(&self, cell: &CellItem<'_>, open: &mut Vec<u8>, inner: &mut Vec<u8>) {
        if self.scrub.is_idle() {
            return;
        }
        let texts = cell_texts(cell);
        if !texts.value.is_empty() && texts.value != texts.shown && self.scrub.finds(&texts.value) {
            *open = Tag::new(open).with(&VALUE.map(|name| (name, None)));
            *inner = super::cells::without(inner, b"text:p");
        }
        if let Some(blotted) = blot::tag(open, self.scrub) {
            *open = blotted;
        }
        if let Some(blotted) = blot::part(inner, self.scrub) {
            *inner = blotted;
        }
    }

    /// An array formula may go or stay whole, never in part.
    fn check_array(&self, cell: &CellItem<'_>, (row, column): (u32, u32)) -> Result<(), OdsError> {
        let Some(area) = Area::of_array(&cell.tag(), (row, column)) else { return Ok(()) };
        if area.is_cut_by(self.edits) {
            let cell = CellRef { row, column };
            return Err(OdsError::ArrayFormula { sheet: self.name.clone(), cell });
        }
        Ok(())
    }

    fn check_syntax(&self, tag: &Tag<'_>, row: u32) -> Result<(), OdsError> {
        let formula = tag.get("table:formula").unwrap_or_default();
        if !self.by.is_none() && formula::is_foreign(&formula) {
            return Err(OdsError::ForeignFormula { sheet: self.name.clone(), row });
        }
        Ok(())
    }
}

const REPEAT: &str = "table:number-columns-repeated";

/// Can there be comments, shapes or links in a row?
fn has_more_than_text(rest: &[u8]) -> bool {
    let finds = |needle: &[u8]| memchr::memmem::find(rest, needle).is_some();
    finds(b"<office:annotation") || finds(b"<draw:") || finds(b"<table:detective")
}

fn content(error: XmlError) -> OdsError {
    OdsError::xml("content.xml", error)
}

/// How often an element stands for itself; 1 when it does not say.
pub(super) fn repeated(tag: &Tag<'_>, attribute: &str) -> u32 {
    let said = tag.get(attribute).and_then(|text| text.trim().parse().ok());
    said.filter(|count| *count > 0).unwrap_or(1)
}

/// The tag standing for `count` of its kind; as it is when it does already.
pub(super) fn with_repeat<'x>(
    open: &'x [u8],
    attribute: &str,
    count: u32,
) -> std::borrow::Cow<'x, [u8]> {
    let tag = Tag::new(open);
    if repeated(&tag, attribute) == count {
        return open.into();
    }
    let number = count.to_string();
    tag.with(&[(attribute, (count > 1).then_some(number.as_str()))]).into()
}

/// A row that can hold cells: `<row/>` becomes `<row>…</row>`.
fn open_row<'x>(row: RowElement<'x>) -> (std::borrow::Cow<'x, [u8]>, std::borrow::Cow<'x, [u8]>) {
    match row.open.strip_suffix(b"/>") {
        Some(bare) => {
            let close = [b"</", Tag::new(row.open).name(), b">"].concat();
            ([bare.trim_ascii_end(), b">"].concat().into(), close.into())
        }
        None => (row.open.into(), row.rest.into()),
    }
}
