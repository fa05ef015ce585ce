//! The jobs that run in a process of their own.

use std::ops::ControlFlow;
use std::path::Path;

use calamine::{Reader, open_workbook_auto};
use epure_engine::plan::{Edit, NewValue};
use epure_engine::table::CellRef;
use epure_sheets::{CleanOptions, clean};

/// Column of the notes in the generated sheets (0-based).
const NOTES: u32 = 14;

/// Runs the job of that name.
///
/// # Panics
/// When there is no such job, or it fails.
pub(crate) fn run(name: &str, arguments: &[String]) {
    match (name, arguments) {
        ("calamine", [file]) => bare_read(Path::new(file)),
        ("clean", [file, target]) => clean_file(Path::new(file), Path::new(target)),
        _ => panic!("no job `{name}` with {} arguments", arguments.len()),
    }
}

fn bare_read(file: &Path) {
    let mut book = open_workbook_auto(file).expect("a workbook");
    let cells: usize = book
        .sheet_names()
        .iter()
        .map(|name| book.worksheet_range(name).expect("a sheet").used_cells().count())
        .sum();
    assert!(cells > 0, "an empty workbook measures nothing");
}

/// One row in twenty is deleted, the note of another one in twenty replaced.
fn clean_file(file: &Path, target: &Path) {
    let name = file.file_stem().and_then(|stem| stem.to_str()).expect("a named file");
    let rows: u32 = name.rsplit('-').next().and_then(|rows| rows.parse().ok()).expect("rows");
    let sheet = || "Prospects".to_owned();
    let edits: Vec<Edit> = (2..=rows + 1)
        .filter_map(|row| match row % 20 {
            0 => Some(Edit::DeleteRow { sheet: sheet(), row }),
            10 => Some(Edit::SetCell {
                sheet: sheet(),
                cell: CellRef { row, column: NOTES },
                value: NewValue::Text(format!("À rappeler, dossier {row}")),
                removed: Vec::new(),
            }),
            _ => None,
        })
        .collect();
    let options = CleanOptions { overwrite: true, ..CleanOptions::default() };
    let proof = clean(file, target, &edits, &options, &|_, _, _| ControlFlow::Continue(()))
        .expect("a cleaned file");
    assert!(proof.rows_removed > 0, "nothing was cleaned");
}
