//! Guesses columns given on standard input, one a line: header, tab, values between `;`. One a line
//! out: header, role, confidence, the known name it rests on.

use std::io::{self, BufRead, Write};
use std::path::Path;

use epure_engine::columns::{ColumnPack, guess};
use epure_engine::table::{Cell, Header, Row, Table};

#[path = "support/mod.rs"]
mod support;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let lexicons = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../lexicons");
    let pack = ColumnPack::load(&support::read(&lexicons)?)?;
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let line = line?;
        let (header, values) = line.split_once('\t').unwrap_or((&line, ""));
        let found = guess(&column(header, values), &pack);
        let Some(found) = found.first() else { continue };
        let name = found.why.name.as_deref().unwrap_or("-");
        writeln!(out, "{header}\t{}\t{:.2}\t{name}", found.role, found.confidence)?;
    }
    Ok(())
}

/// A sheet of one column.
fn column(header: &str, values: &str) -> Table {
    let values = values.split(';').map(str::trim).filter(|value| !value.is_empty());
    let rows = (2..).zip(values).map(|(number, value)| Row {
        number,
        hidden: false,
        cells: vec![Cell::Text(value.into())],
    });
    Table {
        name: "column".into(),
        header: Some(Header { first_row: 1, last_row: 1, names: vec![header.to_owned()] }),
        rows: rows.collect(),
        ..Table::default()
    }
}
