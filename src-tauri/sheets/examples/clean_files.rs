//! Cleans any number of files with edits made up from what they hold: round trips over a whole
//! corpus, to be judged by another program (`tests/oracle/delete_rows.py`).
//!
//! `clean_files OUT WHAT FILE…` where `WHAT` is `cells` (three texts set), `rows` (rows 2, 5 to 7
//! and the last deleted), `moves` (rows 2, 5 and 6 archived), `columns` (the second deleted), `all`
//! (without moves), or `none`. Each sheet that has rows is edited. Files of formats that are not
//! edited in place (and, with `rebuild-` before `WHAT`, all others) become a new xlsx. Prints a line
//! of JSON a file: `original`, `target`, `edits`, and `outcome`: `ok` with the proof, `refused` with
//! the reason, `unread`, or `panic`. Exit status 1 after a panic or a result that did not pass its
//! own check.

#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a measuring program"
)]

use std::io::Cursor;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use epure_engine::plan::{Edit, NewValue};
use epure_engine::table::{CellRef, Format, Table, Workbook};
use epure_sheets::read::{ReadOptions, open};
use epure_sheets::verify::{VerifyError, verify_rebuilt};
use epure_sheets::write;
use epure_sheets::{CleanError, CleanOptions, clean};
use jiff::civil::date;
use serde_json::{Value, json};

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let folder = PathBuf::from(arguments.next().unwrap_or_default());
    let what = arguments.next().unwrap_or_default().to_string_lossy().into_owned();
    let mut failed = false;
    for (number, file) in arguments.enumerate() {
        let path = PathBuf::from(file);
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let target = folder.join(format!("{number:04}-{name}"));
        let line = catch_unwind(AssertUnwindSafe(|| one(&path, &target, &what)));
        let line = line.unwrap_or_else(|_| json!({"original": path, "outcome": "panic"}));
        failed |= matches!(
            line.get("outcome").and_then(Value::as_str),
            Some("panic" | "unproved" | "survives")
        );
        println!("{line}");
    }
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn one(path: &Path, target: &Path, what: &str) -> Value {
    let book = match open(path, &ReadOptions::default()) {
        Ok(book) => book,
        Err(error) => {
            return json!({"original": path, "outcome": "unread", "why": error.problem.to_string()});
        }
    };
    let rebuilt = what.strip_prefix("rebuild-");
    let edits = edits(&book, rebuilt.unwrap_or(what));
    if rebuilt.is_some() || matches!(book.format, Format::Xls | Format::Xlsb) {
        let target = target.with_extension("xlsx");
        let (outcome, why) = rebuild(path, &book, &edits, &target);
        return json!({"original": path, "target": target, "edits": edits, "outcome": outcome, "why": why});
    }
    let options =
        CleanOptions { overwrite: true, format: Some(book.format), ..CleanOptions::default() };
    let go = |_, _, _| ControlFlow::Continue(());
    let (outcome, why) = match clean(path, target, &edits, &options, &go) {
        Ok(proof) => ("ok", format!("{proof:?}")),
        Err(error @ CleanError::Survives { .. }) => ("survives", error.to_string()),
        Err(error @ CleanError::Unproved(_)) => ("unproved", error.to_string()),
        Err(error) => ("refused", error.to_string()),
    };
    json!({"original": path, "target": target, "edits": edits, "outcome": outcome, "why": why})
}

/// Makes a new xlsx and proves it.
fn rebuild(path: &Path, book: &Workbook, edits: &[Edit], target: &Path) -> (&'static str, String) {
    let mut out = Cursor::new(Vec::new());
    let losses = match write::rebuild(book, path.into(), edits, date(2026, 11, 24), &mut out) {
        Ok(losses) => losses,
        Err(error) => return ("refused", error.to_string()),
    };
    std::fs::write(target, out.into_inner()).unwrap();
    match verify_rebuilt(book, path.into(), target.into(), edits, &[]) {
        Ok(proof) => ("ok", format!("{proof:?} {losses:?}")),
        Err(error @ VerifyError::Survives { .. }) => ("survives", error.to_string()),
        Err(error) => ("unproved", error.to_string()),
    }
}

fn edits(book: &Workbook, what: &str) -> Vec<Edit> {
    let asked = |one: &str| what == one || what == "all";
    let mut edits = Vec::new();
    for table in book.sheets.iter().filter(|table| !table.rows.is_empty()) {
        if asked("cells") {
            edits.extend(cells(table));
        }
        if asked("rows") {
            let last = table.rows.last().map_or(1, |row| row.number);
            let mut rows: Vec<u32> =
                [2, 5, 6, 7, last].into_iter().filter(|r| *r <= last).collect();
            rows.dedup();
            edits.extend(
                rows.into_iter().map(|row| Edit::DeleteRow { sheet: table.name.clone(), row }),
            );
        }
        if what == "moves" {
            let rows =
                table.rows.iter().map(|row| row.number).filter(|row| [2, 5, 6].contains(row));
            edits.extend(rows.map(|row| Edit::MoveRow {
                sheet: table.name.clone(),
                row,
                to: "Archive".to_owned(),
            }));
        }
        if asked("columns") {
            edits.push(Edit::DeleteColumn { sheet: table.name.clone(), column: 1 });
        }
    }
    edits
}

/// A text over the first filled cell of the third row, one in the middle of the last row, one at the
/// right of the table.
fn cells(table: &Table) -> Vec<Edit> {
    let set = |row: u32, column: u32, text: &str| Edit::SetCell {
        sheet: table.name.clone(),
        cell: CellRef { row, column },
        value: NewValue::Text(text.to_owned()),
        removed: Vec::new(),
    };
    let mut edits = Vec::new();
    if let Some(row) = table.rows.get(2) {
        let filled = row.cells.iter().position(|cell| !cell.is_blank()).unwrap_or(0);
        edits.push(set(row.number, u32::try_from(filled).unwrap(), "texte neutre"));
        edits.push(set(row.number, table.width() + 1, "ajouté"));
    }
    if let Some(row) = table.rows.last() {
        let middle = u32::try_from(row.cells.len() / 2).unwrap();
        edits.push(set(row.number, middle, "fin & <suite>"));
    }
    edits
}
