//! Reads any number of files and says how each went: robustness over a whole corpus.
//!
//! `read_files FILE…` prints a line a file: milliseconds, `ok` with sheets, rows and cells, or the
//! code of the error. `read_files --cells FILE…` prints every cell as a line of JSON instead, to be
//! compared with what another program reads (`tests/oracle/read_cells.py`). Exit status 1 when a
//! reading panicked.

#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "a measuring program")]

use std::panic::catch_unwind;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use epure_engine::table::{Cell, CellRef, Workbook};
use epure_sheets::read::{ReadError, ReadOptions, open};
use serde_json::json;

fn main() -> ExitCode {
    let mut cells = false;
    let mut panics = 0;
    for argument in std::env::args_os().skip(1) {
        if argument == "--cells" {
            cells = true;
            continue;
        }
        let path = Path::new(&argument);
        let start = Instant::now();
        let read = catch_unwind(|| open(path, &ReadOptions::default()));
        let spent = start.elapsed().as_millis();
        match read {
            Ok(Ok(book)) if cells => print_cells(path, &book),
            Ok(Err(error)) if cells => {
                println!("{}", json!({"file": path, "error": error.code()}));
            }
            Ok(outcome) => println!("{spent:>7} ms  {}  {}", said(&outcome), path.display()),
            Err(_) => {
                panics += 1;
                println!("{spent:>7} ms  PANIC  {}", path.display());
            }
        }
    }
    if panics > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn said(outcome: &Result<Workbook, ReadError>) -> String {
    match outcome {
        Ok(book) => {
            let rows: usize = book.sheets.iter().map(|sheet| sheet.rows.len()).sum();
            let cells = book.sheets.iter().flat_map(|sheet| &sheet.rows).map(|row| row.cells.len());
            let (sheets, cells) = (book.sheets.len(), cells.sum::<usize>());
            let warnings = book.warnings.len();
            format!("ok {sheets} sheets {rows} rows {cells} cells {warnings} warnings")
        }
        Err(error) => format!("{} ({})", error.code(), error.problem),
    }
}

fn print_cells(path: &Path, book: &Workbook) {
    for sheet in &book.sheets {
        for row in &sheet.rows {
            for (column, cell) in (0u32..).zip(&row.cells) {
                let (kind, value) = match cell {
                    Cell::Empty => continue,
                    Cell::Text(text) => ("text", json!(&**text)),
                    Cell::Number(number) => ("number", json!(number)),
                    Cell::Bool(truth) => ("bool", json!(truth)),
                    Cell::Date(_) => ("date", json!(cell.to_string())),
                    Cell::Error(text) => ("error", json!(&**text)),
                };
                let at = CellRef { row: row.number, column };
                let line = json!({"file": path, "sheet": sheet.name, "cell": at, "kind": kind, "value": value});
                println!("{line}");
            }
        }
    }
}
