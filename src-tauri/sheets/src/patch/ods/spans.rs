//! Merged areas and array formulas when rows or columns go.

use super::super::edits::SheetEdits;
use crate::xml::Tag;

/// A block of cells of the original: 1-based rows, 0-based columns, both ends in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) rows: (u32, u32),
    pub(super) columns: (u32, u32),
}

type Changes = Vec<(&'static str, Option<String>)>;

impl Area {
    /// The merged area that a cell begins; the cell alone when it begins none.
    pub(super) fn of(tag: &Tag<'_>, at: (u32, u32)) -> Self {
        Self::spanned(tag, at, "table:number-rows-spanned", "table:number-columns-spanned")
    }

    /// The array that a cell's formula fills, when it is an array formula.
    pub(super) fn of_array(tag: &Tag<'_>, at: (u32, u32)) -> Option<Self> {
        const ROWS: &str = "table:number-matrix-rows-spanned";
        const COLUMNS: &str = "table:number-matrix-columns-spanned";
        tag.raw(ROWS.as_bytes()).or(tag.raw(COLUMNS.as_bytes()))?;
        Some(Self::spanned(tag, at, ROWS, COLUMNS))
    }

    fn spanned(tag: &Tag<'_>, (row, column): (u32, u32), rows: &str, columns: &str) -> Self {
        let down = super::row::repeated(tag, rows);
        let right = super::row::repeated(tag, columns);
        Self {
            rows: (row, row.saturating_add(down - 1)),
            columns: (column, column.saturating_add(right - 1)),
        }
    }

    /// Is it more than one cell?
    pub(super) fn is_merged(&self) -> bool {
        self.rows.0 != self.rows.1 || self.columns.0 != self.columns.1
    }

    fn contains(&self, row: u32, column: u32) -> bool {
        (self.rows.0..=self.rows.1).contains(&row)
            && (self.columns.0..=self.columns.1).contains(&column)
    }

    /// The new span attributes of a merged area whose first cell stays; none when it keeps its
    /// size.
    pub(super) fn after(&self, edits: &SheetEdits<'_>) -> Option<Changes> {
        if !self.is_merged() {
            return None;
        }
        let down = edits.rows.within(self.rows.0.saturating_add(1), self.rows.1);
        let right = edits.columns.within(self.columns.0.saturating_add(1), self.columns.1);
        if down == 0 && right == 0 {
            return None;
        }
        let rows = self.rows.1 - self.rows.0 + 1 - down;
        let columns = self.columns.1 - self.columns.0 + 1 - right;
        let single = rows == 1 && columns == 1;
        let size = |count: u32| (!single).then(|| count.to_string());
        Some(vec![
            ("table:number-columns-spanned", size(columns)),
            ("table:number-rows-spanned", size(rows)),
        ])
    }

    /// Would the edits change some but not all of its cells?
    pub(super) fn is_cut_by(&self, edits: &SheetEdits<'_>) -> bool {
        let rows = edits.rows.within(self.rows.0, self.rows.1);
        let columns = edits.columns.within(self.columns.0, self.columns.1);
        let height = self.rows.1 - self.rows.0 + 1;
        let width = self.columns.1 - self.columns.0 + 1;
        if rows == height || columns == width {
            return false;
        }
        let alone = height == 1 && width == 1;
        let set = edits
            .set
            .keys()
            .any(|cell| self.contains(cell.row, cell.column) && !edits.rows.contains(cell.row));
        rows > 0 || columns > 0 || (set && !alone)
    }
}

/// Merged areas whose first cell went: the cells that they covered stand on their own again, as
/// in LibreOffice.
#[derive(Debug, Default)]
pub(super) struct Spans {
    orphans: Vec<Area>,
}

impl Spans {
    pub(super) fn add_orphan(&mut self, area: Area) {
        self.orphans.push(area);
    }

    /// May a cell of the row have been covered by an area that lost its first cell?
    pub(super) fn touches_row(&self, row: u32) -> bool {
        self.orphans.iter().any(|area| (area.rows.0..=area.rows.1).contains(&row))
    }

    /// Was the cell covered by an area that lost its first cell?
    pub(super) fn is_orphan(&self, row: u32, column: u32) -> bool {
        self.orphans.iter().any(|area| area.contains(row, column))
    }

    /// Columns of `from..to` in a row whose cells are covered no longer.
    pub(super) fn uncovered(&self, row: u32, (from, to): (u32, u32)) -> Vec<u32> {
        let mut columns = Vec::new();
        for area in &self.orphans {
            if (area.rows.0..=area.rows.1).contains(&row) {
                let first = area.columns.0.max(from);
                columns.extend(first..to.min(area.columns.1.saturating_add(1)));
            }
        }
        columns.sort_unstable();
        columns.dedup();
        columns
    }
}
