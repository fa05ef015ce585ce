//! What a binary sheet tells besides its cells: hidden rows and columns, merged areas, comments.

use std::io::{Read, Seek};

use epure_engine::table::{CellRef, Comment, MAX_COLUMNS, MAX_ROWS, Table};

use super::records::{
    BEGIN_COMMENT, BUNDLE_SHEET, COLUMN_INFO, COMMENT_AUTHOR, COMMENT_TEXT, MERGED_CELL,
    ROW_HEADER, Records, long, short, wide,
};
use crate::read::error::Problem;
use crate::read::ooxml::relations;
use crate::read::package::Package;

/// Path of the workbook part.
pub(crate) const WORKBOOK: &str = "xl/workbook.bin";
/// Most merged areas kept.
const MOST_MERGED: usize = 100_000;

/// Names and paths of the sheets, in order.
pub(crate) fn sheets<R: Read + Seek>(
    package: &mut Package<R>,
) -> Result<Vec<(String, String)>, Problem> {
    let targets = relations::of(package, WORKBOOK)?;
    let mut sheets = Vec::new();
    let mut records = Records::default();
    package.stream(WORKBOOK, |piece| {
        records.push(piece, &mut |kind, data| {
            if kind == BUNDLE_SHEET
                && let Some((id, end)) = wide(data, 8)
                && let Some((name, _)) = wide(data, end)
            {
                let target = targets.iter().find(|relation| relation.id == id);
                sheets.push((name, target.map(|found| found.target.clone()).unwrap_or_default()));
            }
        });
        Ok(())
    })?;
    Ok(sheets)
}

/// What a sheet tells.
#[derive(Debug, Default)]
pub(super) struct Facts {
    hidden_rows: Vec<u32>,
    hidden_columns: Vec<(u32, u32)>,
    merged: Vec<(CellRef, CellRef)>,
    comments: Vec<Comment>,
}

impl Facts {
    /// Reads a sheet part and its comments.
    pub(super) fn of<R: Read + Seek>(
        package: &mut Package<R>,
        part: &str,
    ) -> Result<Self, Problem> {
        let mut facts = Self::default();
        let mut records = Records::default();
        package.stream(part, |piece| {
            records.push(piece, &mut |kind, data| {
                let _ = facts.take(kind, data);
            });
            Ok(())
        })?;
        for relation in relations::of(package, part)? {
            if relation.is("comments") {
                facts.comments.extend(comments(package, &relation.target)?);
            }
        }
        Ok(facts)
    }

    fn take(&mut self, kind: u16, data: &[u8]) -> Option<()> {
        match kind {
            // fDyZero: a row of no height.
            ROW_HEADER if data.get(11)? & 0x10 != 0 => {
                self.hidden_rows.push(long(data, 0)?.saturating_add(1));
            }
            COLUMN_INFO if short(data, 16)? & 1 != 0 => {
                let last = long(data, 4)?.min(MAX_COLUMNS - 1);
                self.hidden_columns.push((long(data, 0)?, last));
            }
            MERGED_CELL if self.merged.len() < MOST_MERGED => self.merged.push(area(data, 0)?),
            _ => {}
        }
        Some(())
    }

    /// Puts it where it belongs in the sheet.
    pub(super) fn dress(mut self, table: &mut Table) {
        self.hidden_rows.sort_unstable();
        for row in &mut table.rows {
            row.hidden = self.hidden_rows.binary_search(&row.number).is_ok();
        }
        let width = table.width();
        let columns = self.hidden_columns.iter().flat_map(|(first, last)| *first..=*last);
        table.hidden_columns = columns.filter(|column| *column < width).collect();
        table.hidden_columns.sort_unstable();
        table.hidden_columns.dedup();
        table.merged = self.merged;
        table.comments = self.comments;
    }
}

/// First and last cell of a range of rows and columns (UncheckedRfX, 2.5.153).
pub(crate) fn area(data: &[u8], at: usize) -> Option<(CellRef, CellRef)> {
    let rows = (long(data, at)?, long(data, at + 4)?);
    let columns = (long(data, at + 8)?, long(data, at + 12)?);
    let fits = rows.0 <= rows.1 && rows.1 < MAX_ROWS && columns.0 <= columns.1;
    (fits && columns.1 < MAX_COLUMNS).then_some((
        CellRef { row: rows.0 + 1, column: columns.0 },
        CellRef { row: rows.1 + 1, column: columns.1 },
    ))
}

/// A comments part.
fn comments<R: Read + Seek>(package: &mut Package<R>, part: &str) -> Result<Vec<Comment>, Problem> {
    let mut authors: Vec<String> = Vec::new();
    let mut found: Vec<Comment> = Vec::new();
    let mut records = Records::default();
    package.stream(part, |piece| {
        records.push(piece, &mut |kind, data| match kind {
            COMMENT_AUTHOR => authors.extend(wide(data, 0).map(|(name, _)| name)),
            BEGIN_COMMENT => {
                let author = long(data, 0).and_then(|at| authors.get(at as usize)).cloned();
                let author = author.filter(|name| !name.trim().is_empty());
                let comment = |(cell, _)| Comment { cell, author, text: String::new() };
                found.extend(area(data, 4).map(comment));
            }
            COMMENT_TEXT => {
                if let (Some(comment), Some((text, _))) = (found.last_mut(), wide(data, 1)) {
                    comment.text = text;
                }
            }
            _ => {}
        });
        Ok(())
    })?;
    Ok(found)
}
