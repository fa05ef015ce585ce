//! Looks for a source that has none (csv) or whose looks are not read: widths that fit the values,
//! header in view and under filter arrows.

use std::collections::BTreeMap;

use epure_engine::table::{CellRef, Table};

use super::SheetLayout;

/// Rows whose texts decide on the widths.
const MEASURED_ROWS: usize = 500;
/// Narrowest and widest column, in characters.
const WIDTHS: (usize, usize) = (8, 60);

/// Looks that fit the values of a sheet.
pub(super) fn sheet(table: &Table) -> SheetLayout {
    let mut layout = SheetLayout { widths: widths(table), ..SheetLayout::default() };
    if let Some(header) = &table.header {
        layout.frozen = (header.last_row, 0);
        let last_row = table.rows.last().map_or(header.last_row, |row| row.number);
        let last_column = table.width().saturating_sub(1);
        layout.filter = Some((
            CellRef { row: header.last_row, column: 0 },
            CellRef { row: last_row.max(header.last_row), column: last_column },
        ));
    }
    layout
}

/// Widths in characters from the longest line of each column's first values.
fn widths(table: &Table) -> BTreeMap<u32, f64> {
    let mut longest: BTreeMap<u32, usize> = BTreeMap::new();
    let first = table.header.as_ref().map_or(0, |header| header.first_row);
    let rows = table.rows.iter().filter(|row| row.number >= first);
    for row in rows.take(MEASURED_ROWS) {
        for (column, cell) in (0u32..).zip(&row.cells) {
            let text = cell.to_string();
            let length = text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
            let widest = longest.entry(column).or_default();
            *widest = (*widest).max(length);
        }
    }
    let width = |length: usize| {
        let clamped = (length + 2).clamp(WIDTHS.0, WIDTHS.1);
        u32::try_from(clamped).map_or(8.43, f64::from)
    };
    longest.into_iter().map(|(column, length)| (column, width(length))).collect()
}
