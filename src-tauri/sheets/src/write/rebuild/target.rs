//! The workbook being made: its sheets in order, then the archive sheets that rows move to.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Seek, Write};

use epure_engine::table::{Table, Workbook as Source};
use jiff::civil::Date;
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use super::NotKept;
use super::cells::Formats;
use super::layout::BookLayout;
use super::losses::Losses;
use super::sheet::{self, RowWriter};
use crate::patch::edits::{Arrival, SheetEdits, arrivals};
use crate::patch::xlsx::Scrub;

/// The workbook being made.
pub(super) struct Target<'a> {
    book: Workbook,
    layout: &'a BookLayout,
    edits: &'a BTreeMap<&'a str, SheetEdits<'a>>,
    formats: Formats,
    /// Sheet names given so far, in lower case.
    names: BTreeSet<String>,
    /// Rows that move, by the archive sheet they go to.
    arrivals: BTreeMap<&'a str, Vec<Arrival<'a>>>,
    /// Removed texts, blotted out of the comments that stay.
    scrub: Scrub,
}

impl<'a> Target<'a> {
    /// `edits` has an entry for each sheet of `source`.
    pub(super) fn new(
        source: &'a Source,
        layout: &'a BookLayout,
        edits: &'a BTreeMap<&'a str, SheetEdits<'a>>,
        scrub: Scrub,
        on: Date,
    ) -> Result<Self, XlsxError> {
        let arrivals = arrivals(source, edits);
        let book = crate::write::sheet::new_workbook("", on)?;
        let (formats, names) = (Formats::default(), BTreeSet::new());
        Ok(Self { book, layout, edits, formats, names, arrivals, scrub })
    }

    /// Writes one sheet with its edits, and the rows that move to it below.
    pub(super) fn write(&mut self, table: &Table, losses: &mut Losses) -> Result<(), XlsxError> {
        let Some(edits) = self.edits.get(table.name.as_str()) else { return Ok(()) };
        let layout = self.layout.sheet(table);
        let name = self.free_name(&table.name, losses);
        let mut sheet = sheet::blank_sheet(&mut self.book, &name, table)?;
        sheet::write_looks(&mut sheet, table, &layout, edits, losses)?;
        let mut next = 0;
        let mut writer = RowWriter { formats: &mut self.formats, layout: self.layout, losses };
        for (number, row) in sheet::numbered_rows(table, edits) {
            let Some(at) = edits.rows.shift(number) else { continue };
            writer.row(&mut sheet, (table, &layout, edits), (number, row), at - 1)?;
            next = at;
        }
        sheet::write_comments(&mut sheet, table, edits, &self.scrub)?;
        let rows = self.arrivals.remove(table.name.as_str()).unwrap_or_default();
        self.write_arrivals(&mut sheet, rows, next, losses)?;
        self.book.push_worksheet(sheet);
        Ok(())
    }

    /// Makes the archive sheets that the source does not have, and saves everything.
    pub(super) fn finish(
        mut self,
        out: impl Write + Seek + Send,
        losses: &mut Losses,
    ) -> Result<(), XlsxError> {
        for (to, rows) in std::mem::take(&mut self.arrivals) {
            let name = self.free_name(to, losses);
            let mut sheet = Worksheet::new();
            sheet.set_name(&name)?;
            let next = match rows.first() {
                Some((from, edits, _)) => self.write_header(&mut sheet, from, edits, losses)?,
                None => 0,
            };
            self.write_arrivals(&mut sheet, rows, next, losses)?;
            self.book.push_worksheet(sheet);
        }
        self.book.save_to_writer(out)
    }

    /// Header and widths of the sheet that rows come from; gives the next free row, 0-based.
    fn write_header(
        &mut self,
        sheet: &mut Worksheet,
        from: &Table,
        edits: &SheetEdits<'_>,
        losses: &mut Losses,
    ) -> Result<u32, XlsxError> {
        let layout = self.layout.sheet(from);
        let mut next = 0;
        let mut writer = RowWriter { formats: &mut self.formats, layout: self.layout, losses };
        for row in sheet::header_rows(from) {
            writer.row(sheet, (from, &layout, edits), (row.number, Some(row)), next)?;
            next += 1;
        }
        sheet::write_widths(sheet, &layout, &edits.columns)?;
        sheet.set_freeze_panes(next, 0)?;
        Ok(next)
    }

    /// Rows that move here, with their own edits and comments, from 0-based row `next` on.
    fn write_arrivals(
        &mut self,
        sheet: &mut Worksheet,
        rows: Vec<Arrival<'_>>,
        mut next: u32,
        losses: &mut Losses,
    ) -> Result<(), XlsxError> {
        for (from, edits, number) in rows {
            let layout = self.layout.sheet(from);
            let mut writer = RowWriter { formats: &mut self.formats, layout: self.layout, losses };
            writer.row(sheet, (from, &layout, edits), (number, from.row(number)), next)?;
            for comment in from.comments.iter().filter(|comment| comment.cell.row == number) {
                sheet::write_comment(sheet, comment, edits, &self.scrub, next)?;
            }
            next += 1;
        }
        Ok(())
    }

    /// A name that xlsx accepts and no other sheet has: at most 31 UTF-16 units, none of
    /// `[ ] : * ? / \`, no apostrophe at the ends.
    fn free_name(&mut self, wanted: &str, losses: &mut Losses) -> String {
        let clean: String =
            wanted.chars().map(|c| if "[]:*?/\\".contains(c) { '_' } else { c }).collect();
        let clean = clean.trim_matches('\'');
        let clean = if clean.is_empty() { "Sheet" } else { clean };
        let mut name = first_units(clean, 31);
        let mut suffix = 2;
        while !self.names.insert(name.to_lowercase()) {
            let ending = format!(" ({suffix})");
            name = first_units(clean, 31 - ending.len()) + &ending;
            suffix += 1;
        }
        if name != wanted {
            losses.add(NotKept::SheetNames);
        }
        name
    }
}

/// The first characters that fit in so many UTF-16 units.
fn first_units(text: &str, units: usize) -> String {
    let mut left = units;
    text.chars()
        .take_while(|c| {
            let fits = c.len_utf16() <= left;
            left = left.saturating_sub(c.len_utf16());
            fits
        })
        .collect()
}
