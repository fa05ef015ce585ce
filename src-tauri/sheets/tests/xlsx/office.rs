//! LibreOffice as judge: the same edits through its own API and through ours, seen by its eyes.
//!
//! The ordinary test judges `rich.xlsx`. A folder of any size, ods files in it included, is judged by
//!
//! ```sh
//! EPURE_CORPUS=~/workbooks cargo test -p epure-sheets --test xlsx -- --ignored corpus --nocapture
//! ```
//!
//! which prints what was refused and why, and every difference that LibreOffice sees.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use epure_engine::plan::{Edit, NewValue};
use epure_engine::table::{Cell, CellRef, Row, Table};
use epure_sheets::patch::moves_as_deletions;
use epure_sheets::read::{ReadOptions, open};
use epure_sheets::{CleanOptions, clean};
use serde_json::json;

use super::judge::{Corpus, judged, listed};

const JUDGE: &str = "delete_rows.py";

/// What came of the jobs on one folder.
#[derive(Default)]
struct Outcome {
    cleaned: usize,
    panics: Vec<String>,
    /// Why files could not be read or jobs were refused, with the files concerned.
    refused: BTreeMap<String, Vec<String>>,
    jobs: Vec<serde_json::Value>,
}

/// The jobs on a sheet: a cell edited; an empty one filled; a column added at the right; rows 2, 5
/// to 7 and the last deleted; some of them moved to a file of their own; a column deleted.
fn jobs(sheet: &Table) -> Vec<(&'static str, Vec<Edit>)> {
    let name = || sheet.name.clone();
    let mut jobs = Vec::new();
    let texts = sheet.rows.iter().flat_map(|row| {
        let cells = row.cells.iter().zip(0..);
        cells.filter_map(|(cell, column)| {
            matches!(cell, Cell::Text(_)).then_some(CellRef { row: row.number, column })
        })
    });
    if let Some(cell) = texts.last() {
        jobs.push(("cell", vec![set(name(), cell)]));
    }
    // Inside a merged area nobody sees a value, and openpyxl forgets it.
    let merged = |at: CellRef| {
        sheet.merged.iter().any(|(first, last)| {
            (first.row..=last.row).contains(&at.row)
                && (first.column..=last.column).contains(&at.column)
        })
    };
    let blanks = sheet.rows.iter().flat_map(|row| {
        let cells = row.cells.iter().zip(0..).filter(|(cell, _)| cell.is_blank());
        cells.map(|(_, column)| CellRef { row: row.number, column })
    });
    if let Some(cell) = blanks.into_iter().find(|cell| !merged(*cell)) {
        jobs.push(("empty", vec![set(name(), cell)]));
    }
    let ends = sheet.merged.iter().map(|(_, last)| last.column + 1);
    let column = ends.fold(sheet.width(), u32::max);
    let right = |row: &Row| set(name(), CellRef { row: row.number, column });
    jobs.push(("right", sheet.rows.iter().take(20).map(right).collect()));
    let last = sheet.rows.last().map_or(1, |row| row.number);
    let mut rows: Vec<u32> = [2, 5, 6, 7, last].into_iter().filter(|row| *row <= last).collect();
    rows.sort_unstable();
    rows.dedup();
    let delete = |row: u32| Edit::DeleteRow { sheet: name(), row };
    let leave = |row: u32| Edit::MoveRow { sheet: name(), row, to: "Archive".into() };
    jobs.push(("archive", rows.iter().skip(1).copied().map(leave).collect()));
    jobs.push(("rows", rows.into_iter().map(delete).collect()));
    if sheet.rows.iter().any(|row| row.cells.len() > 1) {
        jobs.push(("column", vec![Edit::DeleteColumn { sheet: name(), column: 1 }]));
    }
    jobs
}

fn set(sheet: String, cell: CellRef) -> Edit {
    let value = NewValue::Text("Texte changé & vérifié".to_owned());
    Edit::SetCell { sheet, cell, value, removed: vec![] }
}

fn run(files: &[PathBuf], work: &Path) -> Outcome {
    let mut outcome = Outcome::default();
    for (at, file) in files.iter().enumerate() {
        let name = file.display().to_string();
        let read = catch_unwind(|| open(file, &ReadOptions::default()));
        let book = match read {
            Err(_) => {
                outcome.panics.push(format!("reading {name}"));
                continue;
            }
            Ok(Err(error)) => {
                let why = format!("unreadable: {}", error.problem);
                outcome.refused.entry(why).or_default().push(name);
                continue;
            }
            Ok(Ok(book)) => book,
        };
        let Some(sheet) = book.sheets.iter().find(|sheet| !sheet.rows.is_empty()) else { continue };
        for (kind, edits) in jobs(sheet) {
            let extension = file.extension().unwrap_or_default().to_string_lossy().to_lowercase();
            let target = work.join(format!("{at:04}-{kind}.{extension}"));
            let go = |_, _, _| ControlFlow::Continue(());
            let options =
                CleanOptions { overwrite: true, archive_file: true, ..CleanOptions::default() };
            let done = || clean(file, &target, &edits, &options, &go);
            match catch_unwind(AssertUnwindSafe(done)) {
                Err(_) => outcome.panics.push(format!("{kind} of {name}")),
                Ok(Err(error)) => {
                    let error = error.to_string();
                    outcome.refused.entry(error).or_default().push(format!("{kind} of {name}"));
                }
                Ok(Ok(_)) => {
                    outcome.cleaned += 1;
                    let edits = moves_as_deletions(&edits);
                    outcome.jobs.push(json!({
                        "kind": kind, "original": file, "target": target, "edits": edits,
                    }));
                }
            }
        }
    }
    outcome
}

#[test]
fn edits_come_out_as_in_libreoffice() {
    let work = tempfile::tempdir().expect("a folder");
    // LibreOffice puts lock files beside what it opens.
    let original = work.path().join("rich.xlsx");
    std::fs::write(&original, include_bytes!("rich.xlsx")).expect("written");
    let outcome = run(&[original], work.path());
    assert_eq!((outcome.cleaned, outcome.panics.len()), (6, 0), "{:?}", outcome.refused);
    let lines = judged(JUDGE, &outcome.jobs, work.path());
    let (summary, differences) = lines.split_last().expect("a summary");
    let found: Vec<&String> = differences.iter().filter(|line| line.starts_with("    ")).collect();
    assert!(found.is_empty(), "{found:#?}");
    assert!(summary.contains("'unreadable': 0, 'unreadable after': 0"), "{summary}");
}

#[test]
#[ignore = "judges the folder named by EPURE_CORPUS"]
fn corpus() {
    let Corpus { files, work, .. } = &Corpus::of(&["xlsx", "xlsm", "ods"]);
    let outcome = run(files, work);
    for (why, jobs) in &outcome.refused {
        println!("REFUSED {} × {why}", jobs.len());
        jobs.iter().for_each(|job| println!("    {job}"));
    }
    outcome.panics.iter().for_each(|job| println!("PANIC {job}"));
    println!("{} files, {} jobs done", files.len(), outcome.cleaned);
    if std::env::var_os("EPURE_CORPUS_ONLY_CLEAN").is_none() {
        judged(JUDGE, &outcome.jobs, work).iter().for_each(|line| println!("{line}"));
    } else {
        listed(&outcome.jobs, work);
    }
    assert!(outcome.panics.is_empty());
}
