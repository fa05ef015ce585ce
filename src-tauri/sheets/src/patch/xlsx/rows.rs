//! The rows of a sheet written again: cells set, rows and columns left out, references moved.
//! A row that nothing concerns is copied byte for byte.

use epure_engine::plan::NewValue;
use epure_engine::table::CellRef;
use memchr::memmem;

use crate::patch::edits::SheetEdits;
use crate::xml::{Kind, Tag, Token, Tokens, escape_text, unescape};

use super::cells::{Cell, Cells, RowPiece};
use super::census::SheetFacts;
use super::error::{Structure, XlsxError};
use super::formula::{self, Home};
use super::groups::Groups;
use super::outside::area_text;
use super::renumber::{push_moved, push_renumbered};
use super::scrub::Scrub;
use super::shifts::{Shift, Shifts};
use super::styles::DateStyles;
use super::value::Writing;

/// What the rewriting of one sheet goes by.
#[derive(Clone, Copy)]
pub(crate) struct SheetJob<'a> {
    /// Name of the sheet's part.
    pub(crate) part: &'a str,
    /// Its index in the workbook.
    pub(crate) index: usize,
    pub(crate) edits: &'a SheetEdits<'a>,
    pub(crate) facts: &'a SheetFacts,
    pub(crate) shift: &'a Shift,
    pub(crate) shifts: &'a Shifts,
    pub(crate) writing: Writing<'a>,
    pub(crate) dates: &'a DateStyles,
    pub(crate) scrub: &'a Scrub,
    /// Rows that come from other sheets, written, and the last cell that they fill.
    pub(crate) extra: &'a [u8],
    pub(crate) extra_end: Option<CellRef>,
}

/// Writes rows, and remembers the formulas that later cells share.
pub(crate) struct RowEditor<'a> {
    job: SheetJob<'a>,
    /// Formulas that later cells share.
    groups: Groups,
    /// Groups are written out cell by cell.
    ungroup: bool,
    /// Rows with new cells that do not exist yet.
    missing: Vec<u32>,
    /// `x:`, when the sheet's elements have a prefix.
    prefix: Vec<u8>,
}

impl<'a> RowEditor<'a> {
    pub(crate) fn new(job: SheetJob<'a>, prefix: &[u8]) -> Self {
        let rows = job.edits.set.iter().filter(|(_, value)| !is_empty(value)).map(|(at, _)| at.row);
        let mut missing: Vec<u32> = rows
            .filter(|row| !job.facts.rows.contains(row) && !job.edits.rows.contains(*row))
            .collect();
        missing.dedup();
        missing.reverse();
        let ungroup = job.shift.any || job.facts.broken_groups;
        Self { job, groups: Groups::default(), ungroup, missing, prefix: prefix.to_vec() }
    }

    /// Writes a row of the original, and before it those new rows that belong there.
    pub(crate) fn row(
        &mut self,
        number: u32,
        open: &[u8],
        rest: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<(), XlsxError> {
        self.missing_before(number, out);
        let Some(target) = self.job.shift.rows.shift(number) else {
            self.learn_groups(number, rest);
            return Ok(());
        };
        let keeps_cells = self.keeps_cells(number, rest);
        if keeps_cells && number == target {
            out.extend_from_slice(open);
            out.extend_from_slice(rest);
            return Ok(());
        }
        self.open_row(number, target, open, out);
        if keeps_cells {
            push_renumbered(number, target, rest, out);
            return Ok(());
        }
        let empty = rest.is_empty();
        let mut set: Vec<(u32, &NewValue)> =
            self.job.edits.set_in_row(number).filter(|(c, _)| self.keeps(*c)).collect();
        set.reverse();
        let from = out.len();
        for piece in Cells::new(number, rest) {
            match piece {
                RowPiece::Cell(cell) => {
                    self.new_cells_before(number, cell.at.column, &mut set, out);
                    if set.last().is_some_and(|(column, _)| *column == cell.at.column) {
                        let value = set.pop().map(|(_, value)| value);
                        self.set_cell(&cell, value, out)?;
                    } else {
                        self.cell(&cell, target, out)?;
                    }
                }
                RowPiece::Other(raw) => {
                    if raw.starts_with(b"</") {
                        self.new_cells_before(number, u32::MAX, &mut set, out);
                    }
                    out.extend_from_slice(raw);
                }
            }
        }
        if empty {
            self.new_cells_before(number, u32::MAX, &mut set, out);
            close_row(from, open, out);
        }
        Ok(())
    }

    /// Writes the new rows that come after the last one of the original.
    pub(crate) fn finish(&mut self, out: &mut Vec<u8>) {
        self.missing_before(u32::MAX, out);
    }

    fn keeps(&self, column: u32) -> bool {
        !self.job.shift.columns.contains(column)
    }

    fn missing_before(&mut self, number: u32, out: &mut Vec<u8>) {
        while let Some(row) = self.missing.pop_if(|row| *row < number) {
            let Some(target) = self.job.shift.rows.shift(row) else { continue };
            let p = String::from_utf8_lossy(&self.prefix).into_owned();
            out.extend_from_slice(format!("<{p}row r=\"{target}\">").as_bytes());
            let mut set: Vec<_> =
                self.job.edits.set_in_row(row).filter(|(c, _)| self.keeps(*c)).collect();
            set.reverse();
            self.new_cells_before(row, u32::MAX, &mut set, out);
            out.extend_from_slice(format!("</{p}row>").as_bytes());
        }
    }

    /// Does nothing of the row change, but perhaps its number?
    fn keeps_cells(&self, number: u32, rest: &[u8]) -> bool {
        let job = &self.job;
        let formulas = job.facts.formulas
            && (self.ungroup || job.shifts.any() || !job.scrub.is_idle())
            && may_hold_formula(rest);
        !formulas
            && job.shift.columns == Default::default()
            && job.edits.set_in_row(number).next().is_none()
    }

    fn open_row(&self, number: u32, target: u32, open: &[u8], out: &mut Vec<u8>) {
        let tag = Tag::new(open);
        let last = self.job.edits.set_in_row(number).map(|(column, _)| column + 1).max();
        let text = target.to_string();
        let mut changes = Vec::new();
        if number != target && tag.raw(b"r").is_some() {
            changes.push(("r", Some(text.as_str())));
        }
        // The cells in use are only a hint: left out where it would no longer be true.
        let spans = tag.get("spans").filter(|spans| {
            let end = spans.rsplit(':').next().and_then(|end| end.trim().parse::<u32>().ok());
            self.job.shift.columns != Default::default() || end < last
        });
        if spans.is_some() {
            changes.push(("spans", None));
        }
        match changes.is_empty() {
            true => out.extend_from_slice(open),
            false => out.extend_from_slice(&tag.with(&changes)),
        }
    }

    fn new_cells_before(
        &self,
        row: u32,
        column: u32,
        set: &mut Vec<(u32, &NewValue)>,
        out: &mut Vec<u8>,
    ) {
        while let Some((at, value)) = set.pop_if(|(at, _)| *at < column) {
            if is_empty(value) {
                continue;
            }
            let Some(target) = self.job.shift.cell(CellRef { row, column: at }) else { continue };
            let style = self.date_style(value, 0);
            let cell = self.job.writing.cell(target, value, None, style, &self.prefix);
            out.extend_from_slice(&cell);
        }
    }

    fn date_style(&self, value: &NewValue, base: u32) -> Option<u32> {
        self.job.dates.for_value(value, base)
    }

    fn set_cell(
        &mut self,
        cell: &Cell<'_>,
        value: Option<&NewValue>,
        out: &mut Vec<u8>,
    ) -> Result<(), XlsxError> {
        self.learn_group(cell);
        let (Some(value), Some(target)) = (value, self.job.shift.cell(cell.at)) else {
            return Ok(());
        };
        let style = self.date_style(value, cell.style().unwrap_or(0));
        let prefix = cell.open.prefix();
        let written = self.job.writing.cell(target, value, Some(cell.open), style, prefix);
        out.extend_from_slice(&written);
        Ok(())
    }

    /// A cell that keeps its value: moved, and its formula adjusted.
    fn cell(&mut self, cell: &Cell<'_>, row: u32, out: &mut Vec<u8>) -> Result<(), XlsxError> {
        self.learn_group(cell);
        let Some(column) = self.job.shift.columns.shift(cell.at.column) else { return Ok(()) };
        let target = CellRef { row, column };
        push_moved(cell, target, out);
        let formula = self.job.facts.formulas && cell.has_formula();
        match formula {
            false => out.extend_from_slice(cell.raw.get(cell.open_raw.len()..).unwrap_or_default()),
            true => {
                let content = self.content(cell)?;
                out.extend_from_slice(&content);
                let after = cell.open_raw.len() + cell.content.len();
                out.extend_from_slice(cell.raw.get(after..).unwrap_or_default());
            }
        }
        Ok(())
    }

    /// The content of a cell with a formula.
    fn content(&self, cell: &Cell<'_>) -> Result<Vec<u8>, XlsxError> {
        let mut out = Vec::with_capacity(cell.content.len() + 32);
        let mut within: &[u8] = &[];
        let mut formula: Option<(Tag<'_>, String)> = None;
        for token in Tokens::new(cell.content) {
            match token.kind {
                Kind::Open | Kind::Empty if token.opens(b"f") => {
                    formula = Some((token.tag(), String::new()));
                    if token.kind == Kind::Empty {
                        self.push_formula(cell, formula.take(), &mut out)?;
                    }
                }
                Kind::Close if token.closes(b"f") => {
                    self.push_formula(cell, formula.take(), &mut out)?;
                }
                Kind::Text | Kind::CData if formula.is_some() => {
                    if let Some((_, text)) = &mut formula {
                        text.push_str(&characters(&token));
                    }
                }
                Kind::Text | Kind::CData if within == b"v" => {
                    push_result(cell, &token, self.job.scrub, &mut out);
                }
                _ => {
                    within = if token.kind == Kind::Open { token.tag().local() } else { b"" };
                    out.extend_from_slice(token.raw);
                }
            }
        }
        Ok(out)
    }

    fn push_formula(
        &self,
        cell: &Cell<'_>,
        formula: Option<(Tag<'_>, String)>,
        out: &mut Vec<u8>,
    ) -> Result<(), XlsxError> {
        let Some((tag, text)) = formula else { return Ok(()) };
        let kind = tag.raw(b"t").unwrap_or_default();
        let home = Home { sheet: Some(self.job.index), pinned_only: false };
        let mut tag_bytes = tag.with(&[]);
        let mut text = text;
        let group = tag.raw(b"si").and_then(|si| self.groups.get(si));
        let known = !text.is_empty() || group.is_some();
        if kind == b"shared" && known && self.ungroups(&tag, &text) {
            if let Some((from, shared)) = group.filter(|_| text.is_empty()) {
                text = formula::moved(shared, from, cell.at);
            }
            tag_bytes = tag.with(&[("t", None), ("ref", None), ("si", None)]);
        } else if kind == b"array" || kind == b"dataTable" {
            tag_bytes = self.adjust_block(&tag)?;
        }
        // What another workbook gave stays as a value.
        if self.job.shifts.unlinked() && formula::is_external(&text) {
            return Ok(());
        }
        let adjusted = formula::adjust(&text, home, self.job.shifts);
        push_element(&tag_bytes, &adjusted.unwrap_or(text), out);
        Ok(())
    }

    /// Is this group to be written out cell by cell?
    fn ungroups(&self, tag: &Tag<'_>, text: &str) -> bool {
        let shared = tag.raw(b"si").and_then(|si| self.groups.get(si)).map(|(_, text)| text);
        let text = if text.is_empty() { shared.unwrap_or_default() } else { text };
        self.ungroup || (self.job.shifts.any() && text.contains('!'))
    }

    /// The tag of an array formula or what-if table, its cells moved.
    fn adjust_block(&self, tag: &Tag<'_>) -> Result<Vec<u8>, XlsxError> {
        let mut changes: Vec<(&str, Option<String>)> = Vec::new();
        for name in ["ref", "r1", "r2"] {
            let Some(text) = tag.get(name) else { continue };
            let moved = area_text(&text, self.job.shift);
            if moved.as_deref() != Some(&text) {
                changes.push((name, moved));
            }
        }
        let changes: Vec<_> = changes.iter().map(|(n, v)| (*n, v.as_deref())).collect();
        if changes.iter().any(|(name, value)| value.is_none() && *name != "ref") {
            let error = XlsxError::unadjustable(self.job.part, Structure::DataTable);
            return Err(error);
        }
        Ok(tag.with(&changes))
    }

    fn learn_groups(&mut self, number: u32, rest: &[u8]) {
        if self.job.facts.formulas {
            self.groups.learn_row(number, rest);
        }
    }

    /// Remembers the text of a shared formula from its first cell.
    fn learn_group(&mut self, cell: &Cell<'_>) {
        if self.job.facts.formulas {
            self.groups.learn(cell);
        }
    }
}

/// Is there anything in a row's content that could be a formula?
pub(crate) fn may_hold_formula(rest: &[u8]) -> bool {
    memmem::find(rest, b"<f").is_some() || memmem::find(rest, b":f").is_some()
}

/// What a formula gave (the characters of its `<v>`), removed texts blotted out.
pub(crate) fn push_result(cell: &Cell<'_>, token: &Token<'_>, scrub: &Scrub, out: &mut Vec<u8>) {
    let number = || super::census::number_text(cell);
    match cell.kind() {
        b"str" => match scrub.clean(&characters(token)) {
            Some(text) => out.extend_from_slice(escape_text(&text).as_bytes()),
            None => out.extend_from_slice(token.raw),
        },
        b"n" if token.raw.len() >= 6 && scrub.finds(&number()) => {}
        _ => out.extend_from_slice(token.raw),
    }
}

/// An element of characters; `<f/>` when there are none and it was written so.
fn push_element(tag: &[u8], text: &str, out: &mut Vec<u8>) {
    let tag_name = Tag::new(tag).name().to_vec();
    if text.is_empty() && tag.ends_with(b"/>") {
        out.extend_from_slice(tag);
        return;
    }
    match tag.strip_suffix(b"/>") {
        Some(open) => out.extend_from_slice(&[open, b">"].concat()),
        None => out.extend_from_slice(tag),
    }
    out.extend_from_slice(escape_text(text).as_bytes());
    out.extend_from_slice(&[b"</", tag_name.as_slice(), b">"].concat());
}

/// Closes a row that was empty, when cells were put in it.
fn close_row(from: usize, open: &[u8], out: &mut Vec<u8>) {
    if out.len() == from {
        return;
    }
    let slash = out.get(..from).and_then(|head| memmem::rfind(head, b"/>"));
    if let Some(slash) = slash {
        out.remove(slash);
        out.extend_from_slice(&[b"</", Tag::new(open).name(), b">"].concat());
    }
}

fn characters(token: &Token<'_>) -> String {
    match token.kind {
        Kind::Text => unescape(token.raw).into_owned(),
        Kind::CData => crate::xml::cdata(token.raw).into_owned(),
        _ => String::new(),
    }
}

/// Does the value leave the cell empty?
pub(crate) fn is_empty(value: &NewValue) -> bool {
    match value {
        NewValue::Empty => true,
        NewValue::Text(text) => text.is_empty(),
        NewValue::Number(_) | NewValue::Date(_) => false,
    }
}
