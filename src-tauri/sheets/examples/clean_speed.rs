//! Cleans a generated prospect workbook and says what it cost: `clean_speed FOLDER ROWS`.
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
use std::path::PathBuf;
use std::time::Instant;

use epure_engine::plan::{Edit, NewValue};
use epure_engine::table::CellRef;
use epure_sheets::{CleanOptions, Step, clean};

#[allow(dead_code, reason = "shared with the benchmarks")]
#[path = "../../../tests/bench/generate.rs"]
mod generate;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().unwrap_or_else(|| ".".into()));
    let rows: u32 = arguments.next().and_then(|rows| rows.parse().ok()).unwrap_or(100_000);
    let original = generate::workbook(&folder, rows).unwrap();
    let sheet = || "Prospects".to_owned();
    let deleted = (2..rows).step_by(20).map(|row| Edit::DeleteRow { sheet: sheet(), row });
    let notes = (3..rows).step_by(20).map(|row| Edit::SetCell {
        sheet: sheet(),
        cell: CellRef { row, column: 14 },
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
    let proof = clean(&original, &folder.join("cleaned.xlsx"), &edits, &options, &tell).unwrap();
    let total = start.elapsed().as_secs_f64();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
    println!("write {:.2} s, prove {:.2} s, {peak}", proving.get(), total - proving.get());
    println!("{proof:?}");
}
