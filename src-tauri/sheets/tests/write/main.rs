//! Written workbooks are read back by another reader (calamine).
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used, reason = "tests")]

mod old;
mod rebuilt;
mod reports;
#[path = "../support/mod.rs"]
mod support;
mod worked;

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use epure_engine::plan::{Edit, NewValue};
use epure_engine::table::Cell;
use jiff::civil::{Date, date};

const DAY: Date = date(2026, 11, 24);

fn text(cell: &str) -> Cell {
    Cell::Text(cell.into())
}

fn set(cell: &str, value: NewValue) -> Edit {
    let cell = cell.parse().expect("a cell");
    Edit::SetCell { sheet: "Prospects".into(), cell, value, removed: Vec::new() }
}

fn grid(book: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str) -> Vec<Vec<String>> {
    let range = book.worksheet_range(sheet).expect("the sheet");
    range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect()
}
