//! Cleans a prospect workbook and says what it cost: `clean_speed FILE SHEET ROWS NOTES OUT`, where
//! `NOTES` is the letters of the column of notes.
//!
//! One row in twenty is deleted and one note in twenty is rewritten. Prints seconds spent writing
//! and proving, and the peak memory of the process (Linux).

#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::unwrap_used,
    missing_docs,
    reason = "a measuring program"
)]

use std::cell::Cell;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Instant;

use epure_engine::plan::{Edit, NewValue};
use epure_engine::table::{CellRef, column_index};
use epure_sheets::{CleanOptions, Step, clean};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, name, rows, notes, out] = arguments.as_slice() else {
        panic!("FILE SHEET ROWS NOTES OUT")
    };
    let (rows, column) = (rows.parse::<u32>().unwrap(), column_index(notes).unwrap());
    let sheet = || name.clone();
    let deleted = (2..rows).step_by(20).map(|row| Edit::DeleteRow { sheet: sheet(), row });
    let notes = (3..rows).step_by(20).map(|row| Edit::SetCell {
        sheet: sheet(),
        cell: CellRef { row, column },
        value: NewValue::Text(format!("à rappeler en semaine {}", row % 52)),
        removed: Vec::new(),
    });
    let edits: Vec<Edit> = deleted.chain(notes).collect();
    let start = Instant::now();
    let proving = Cell::new(0.0);
    let tell = |step, _, _| {
        if step == Step::Verify && proving.get() == 0.0 {
            proving.set(start.elapsed().as_secs_f64());
        }
        ControlFlow::Continue(())
    };
    let vocabulary = [
        "Salon",
        "Site web",
        "Recommandation",
        "À rappeler",
        "Devis envoyé",
        "Perdu",
        "oui",
        "non",
    ];
    let options = CleanOptions {
        overwrite: true,
        vocabulary: vocabulary.map(str::to_owned).to_vec(),
        ..CleanOptions::default()
    };
    let proof = clean(Path::new(file), Path::new(out), &edits, &options, &tell).unwrap();
    let total = start.elapsed().as_secs_f64();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
    println!("write {:.2} s, prove {:.2} s, {peak}", proving.get(), total - proving.get());
    println!("{proof:?}");
}
