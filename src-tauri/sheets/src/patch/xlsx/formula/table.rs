//! The cases of `tests/xlsx/formulas.md`: a table for people, held against the code.

use epure_engine::table::{CellRef, column_index};

use crate::patch::edits::SheetEdits;
use crate::patch::removal::Removal;
use crate::patch::xlsx::shifts::{Shift, Shifts};

use super::{Home, adjust, moved};

const TABLE: &str = include_str!("../../../../tests/xlsx/formulas.md");
const SHEETS: [&str; 4] = ["Clients", "L'été", "Listes", "Fin"];

/// The lines of tables with that many columns, without their ticks.
fn lines(columns: usize) -> impl Iterator<Item = Vec<&'static str>> {
    let rows = TABLE.lines().filter(|line| line.starts_with("| `"));
    let cells = rows.map(|line| {
        let line = line.trim_start_matches("| `").trim_end_matches("` |");
        line.split("` | `").collect::<Vec<_>>()
    });
    cells.filter(move |cells| cells.len() == columns)
}

fn shifts(gone: &str) -> Shifts {
    let mut shifts = Shifts::default();
    for sheet in SHEETS {
        let mut edits = SheetEdits::none();
        let of_sheet = gone.split("; ").find_map(|one| one.strip_prefix(sheet)?.strip_prefix(": "));
        let of_sheet = of_sheet.unwrap_or_default();
        edits.gone = of_sheet == "all";
        let words = || of_sheet.split(' ').filter(|_| of_sheet != "all");
        edits.rows = Removal::new(words().filter_map(|word| word.parse().ok()));
        let letters = words().filter(|word| word.parse::<u32>().is_err());
        edits.columns = Removal::new(letters.filter_map(column_index));
        shifts.push(sheet, Shift::of(&edits));
    }
    if gone == "links" {
        shifts.unlink();
    }
    shifts
}

#[test]
fn references_follow_as_the_table_says() {
    let home = Home { sheet: Some(0), pinned_only: false };
    let mut wrong = Vec::new();
    let mut cases = 0;
    for line in lines(3) {
        let [gone, before, after] = line.as_slice() else { continue };
        let found = adjust(before, home, &shifts(gone));
        if found.as_deref().unwrap_or(before) != *after || found.as_deref() == Some(before) {
            wrong.push(format!("{gone}: {before} became {found:?}, not {after}"));
        }
        cases += 1;
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(cases > 60, "{cases} cases");
}

#[test]
fn shared_formulas_mean_what_the_table_says() {
    let mut cases = 0;
    for line in lines(4) {
        let [written, formula, meant, expected] = line.as_slice() else { continue };
        let (from, to): (CellRef, CellRef) = (written.parse().unwrap(), meant.parse().unwrap());
        assert_eq!(moved(formula, from, to), *expected, "{formula} in {meant}");
        cases += 1;
    }
    assert!(cases > 6, "{cases} cases");
}
