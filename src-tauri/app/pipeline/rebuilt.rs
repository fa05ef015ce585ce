//! The check of a workbook that was rebuilt rather than edited in place: opened again, it must hold
//! what was decided, and no text of a removed row or cell unless a kept cell holds it too.

use std::collections::{BTreeMap, BTreeSet};

use epure_engine::plan::{Edit, NewValue};
use epure_engine::table::{Cell, CellRef, Table, Workbook};

/// What the edits make of a sheet: its rows of texts, blank ones left out.
type Rows = Vec<Vec<String>>;

/// The edits of one sheet, ready to be applied to its cells.
#[derive(Default)]
struct SheetEdits<'a> {
    set: BTreeMap<CellRef, &'a NewValue>,
    gone_rows: BTreeSet<u32>,
    gone_columns: BTreeSet<u32>,
}

/// Does the workbook that was opened again hold what the edits make of the former one? Sheets are
/// told by their place: a name that xlsx refuses is adapted. Only texts are compared: they are what
/// people wrote, and every format shows them alike.
pub(crate) fn holds(former: &Workbook, edits: &[Edit], reopened: &Workbook) -> bool {
    let long = |rows: &Rows| rows.iter().flatten().any(|text| text.len() > LONGEST);
    former.sheets.iter().zip(&reopened.sheets).all(|(table, again)| {
        let wanted = expected(table, &of_sheet(edits, &table.name));
        let found = texts(again);
        // The end of a text longer than a cell can hold is lost, and said to be.
        wanted == found || long(&wanted) && wanted.len() == found.len()
    }) && reopened.sheets.len() >= former.sheets.len()
}

/// Longest text of a cell of xlsx, in bytes of the shortest characters.
const LONGEST: usize = 32_767;

fn of_sheet<'a>(edits: &'a [Edit], name: &str) -> SheetEdits<'a> {
    let mut of_sheet = SheetEdits::default();
    for edit in edits {
        match edit {
            Edit::SetCell { sheet, cell, value, .. } if sheet == name => {
                of_sheet.set.insert(*cell, value);
            }
            Edit::DeleteRow { sheet, row } | Edit::MoveRow { sheet, row, .. } if sheet == name => {
                of_sheet.gone_rows.insert(*row);
            }
            Edit::DeleteColumn { sheet, column } if sheet == name => {
                of_sheet.gone_columns.insert(*column);
            }
            _ => {}
        }
    }
    of_sheet
}

fn expected(table: &Table, edits: &SheetEdits<'_>) -> Rows {
    let kept = table.rows.iter().filter(|row| !edits.gone_rows.contains(&row.number));
    let row = |row: &epure_engine::table::Row| -> Vec<String> {
        let width = edits
            .set
            .range(
                CellRef { row: row.number, column: 0 }..CellRef { row: row.number + 1, column: 0 },
            )
            .map(|(cell, _)| cell.column + 1)
            .max()
            .unwrap_or(0)
            .max(u32::try_from(row.cells.len()).unwrap_or(u32::MAX));
        (0..width)
            .filter(|column| !edits.gone_columns.contains(column))
            .filter_map(|column| match edits.set.get(&CellRef { row: row.number, column }) {
                Some(NewValue::Text(text)) => Some(text.clone()),
                Some(_) => None,
                None => row.cell(column).as_text().map(str::to_owned),
            })
            .collect()
    };
    filled(kept.map(row))
}

fn texts(table: &Table) -> Rows {
    let text = |cell: &Cell| cell.as_text().map(str::to_owned);
    filled(table.rows.iter().map(|row| row.cells.iter().filter_map(text).collect()))
}

/// Rows that hold some text, their line ends and blank ends made alike.
fn filled(rows: impl Iterator<Item = Vec<String>>) -> Rows {
    let alike = |text: String| text.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned();
    rows.map(|row| row.into_iter().map(alike).filter(|text| !text.is_empty()).collect::<Vec<_>>())
        .filter(|row| !row.is_empty())
        .collect()
}
