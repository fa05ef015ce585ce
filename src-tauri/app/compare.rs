//! A sheet before and after edits, row by row: what the export will do, shown before it is done.

use std::collections::BTreeMap;

use epure_engine::messages::{Lang, day, value};
use epure_engine::plan::{Edit, NewValue};
use epure_engine::table::{Cell, Row, Table};

use crate::dto::{ComparePage, CompareRequest, ComparedCell, ComparedRow, RowFate};
use crate::review::count;

/// Most rows of a page.
const PAGE: u32 = 500;

/// What edits do to one sheet.
#[derive(Debug, Default)]
struct Changes {
    gone: BTreeMap<u32, RowFate>,
    cells: BTreeMap<u32, BTreeMap<u32, String>>,
    columns: Vec<u32>,
}

/// The rows asked for, with what edits do to them.
pub(crate) fn compare(
    table: &Table,
    edits: &[Edit],
    request: &CompareRequest,
    lang: Lang,
) -> ComparePage {
    let changes = Changes::of(&table.name, edits, lang);
    let changed = table.rows.iter().filter(|row| changes.fate(row.number) != RowFate::Same);
    let wanted = |row: &&Row| !request.changed_only || changes.fate(row.number) != RowFate::Same;
    let shown = table.rows.iter().filter(wanted);
    let stretch =
        shown.clone().skip(request.offset as usize).take(request.limit.min(PAGE) as usize);
    ComparePage {
        total: count(shown),
        changed: count(changed),
        columns_removed: changes.columns.clone(),
        rows: stretch.map(|row| changes.row(row, lang)).collect(),
    }
}

impl Changes {
    fn of(name: &str, edits: &[Edit], lang: Lang) -> Self {
        let mut changes = Self::default();
        for edit in edits {
            match edit {
                Edit::SetCell { sheet, cell, value, .. } if sheet == name => {
                    let row = changes.cells.entry(cell.row).or_default();
                    row.insert(cell.column, shown(value, lang));
                }
                Edit::DeleteRow { sheet, row } if sheet == name => {
                    changes.gone.insert(*row, RowFate::Deleted);
                }
                Edit::MoveRow { sheet, row, .. } if sheet == name => {
                    changes.gone.insert(*row, RowFate::Moved);
                }
                Edit::DeleteColumn { sheet, column } if sheet == name => {
                    changes.columns.push(*column);
                }
                _ => {}
            }
        }
        changes
    }

    fn fate(&self, row: u32) -> RowFate {
        let gone = self.gone.get(&row).copied();
        gone.unwrap_or(if self.cells.contains_key(&row) { RowFate::Changed } else { RowFate::Same })
    }

    fn row(&self, row: &Row, lang: Lang) -> ComparedRow {
        let cells = self.cells.get(&row.number).into_iter().flatten();
        ComparedRow {
            number: row.number,
            fate: self.fate(row.number),
            before: row.cells.iter().map(|cell| value(lang, cell)).collect(),
            after: cells
                .map(|(column, text)| ComparedCell { column: *column, text: text.clone() })
                .collect(),
        }
    }
}

/// A new value as a person would read it.
fn shown(new: &NewValue, lang: Lang) -> String {
    match new {
        NewValue::Empty => String::new(),
        NewValue::Text(text) => text.clone(),
        NewValue::Number(number) => value(lang, &Cell::Number(*number)),
        NewValue::Date(date) => day(lang, *date),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let row = |number: u32| Row {
            number,
            cells: vec![Cell::Text(format!("r{number}").into())],
            ..Row::default()
        };
        Table { name: "Prospects".to_owned(), rows: (1..=4).map(row).collect(), ..Table::default() }
    }

    fn edits() -> Vec<Edit> {
        let sheet = || "Prospects".to_owned();
        vec![
            Edit::SetCell {
                sheet: sheet(),
                cell: "A2".parse().unwrap(),
                value: NewValue::Text("neutre".to_owned()),
                removed: Vec::new(),
            },
            Edit::DeleteRow { sheet: sheet(), row: 3 },
            Edit::DeleteRow { sheet: "Autre".to_owned(), row: 4 },
            Edit::DeleteColumn { sheet: sheet(), column: 5 },
        ]
    }

    fn page(changed_only: bool, offset: u32) -> ComparePage {
        let sheet = "Prospects".to_owned();
        let request = CompareRequest { sheet, changed_only, offset, limit: 10 };
        compare(&table(), &edits(), &request, Lang::Fr)
    }

    #[test]
    fn each_row_says_what_becomes_of_it() {
        let page = page(false, 0);
        let fates: Vec<RowFate> = page.rows.iter().map(|row| row.fate).collect();
        assert_eq!(
            fates,
            [RowFate::Same, RowFate::Changed, RowFate::Deleted, RowFate::Same],
            "another sheet's edits are not this one's"
        );
        assert_eq!((page.total, page.changed, page.columns_removed), (4, 2, vec![5]));
        let after = &page.rows[1].after;
        assert_eq!(after, &[ComparedCell { column: 0, text: "neutre".to_owned() }]);
        assert_eq!(page.rows[1].before, ["r2"], "the original stays as it was");
    }

    #[test]
    fn changed_rows_alone_are_counted_and_paged() {
        let page = page(true, 1);
        assert_eq!((page.total, page.changed), (2, 2));
        assert_eq!(page.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [3]);
    }
}
