//! Damaged files of every format: whatever the bytes, reading and cleaning give a result or an error.
//!
//! Damage is made by a fixed sequence, so that a failure comes back at the next run.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used, reason = "tests")]

mod support;

use std::ops::ControlFlow;
use std::path::Path;

use epure_engine::plan::{Edit, NewValue};
use epure_sheets::read::{ReadOptions, open};
use epure_sheets::{CleanOptions, clean};
use support::{ROWS, package, parts, xlsx_parts};

/// A sequence that looks random (a linear congruential generator, Knuth's MMIX).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit.max(1)
    }

    /// The bytes with one thing wrong: cut short, some flipped, some repeated, some left out.
    fn damage(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut hurt = bytes.to_vec();
        match self.below(5) {
            0 => hurt.truncate(self.below(bytes.len())),
            1 => {
                let at = self.below(hurt.len());
                let end = (at + 1 + self.below(40)).min(hurt.len());
                hurt.drain(at..end);
            }
            2 => {
                let at = self.below(hurt.len());
                let end = (at + 1 + self.below(40)).min(hurt.len());
                let piece = hurt[at..end].to_vec();
                hurt.splice(at..at, piece);
            }
            _ => {
                for _ in 0..=self.below(4) {
                    let at = self.below(hurt.len());
                    let odd = [0x00, 0xFF, 0x7F, b'<', b'"', b'9', b'-'];
                    if let Some(byte) = hurt.get_mut(at) {
                        *byte = odd[self.below(odd.len())];
                    }
                }
            }
        }
        hurt
    }
}

/// Reads the file and, where that works, cleans it.
fn survive(folder: &Path, name: &str, bytes: &[u8]) {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    let Ok(book) = open(&path, &ReadOptions::default()) else { return };
    let sheet = book.sheets[0].name.clone();
    let value = NewValue::Text("neutre".into());
    let cell = "B2".parse().unwrap();
    let edits = [
        Edit::SetCell { sheet: sheet.clone(), cell, value, removed: vec!["Alpha".into()] },
        Edit::DeleteRow { sheet, row: 3 },
    ];
    let options =
        CleanOptions { overwrite: true, format: Some(book.format), ..CleanOptions::default() };
    let go = |_, _, _| ControlFlow::Continue(());
    // An error is an answer; only a panic or an endless run is none.
    let _ = clean(&path, &folder.join(format!("clean-{name}")), &edits, &options, &go);
}

fn damaged(name: &str, bytes: &[u8], times: u64) {
    let folder = tempfile::tempdir().unwrap();
    for seed in 0..times {
        survive(folder.path(), name, &Dice(seed).damage(bytes));
    }
}

/// Damage inside the parts of a package, which its checksums would hide.
fn damaged_parts(name: &str, bytes: &[u8], times: u64) {
    let folder = tempfile::tempdir().unwrap();
    let whole: Vec<_> = parts(bytes).into_iter().filter(|(name, _)| !name.ends_with('/')).collect();
    for seed in 0..times {
        let mut dice = Dice(seed + 1_000);
        let hurt = dice.below(whole.len());
        let all: Vec<(&str, Vec<u8>)> = (0..)
            .zip(&whole)
            .map(|(at, (name, content))| {
                let content = if at == hurt { dice.damage(content) } else { content.clone() };
                (name.as_str(), content)
            })
            .collect();
        survive(folder.path(), name, &package(&all));
    }
}

#[test]
fn xlsx() {
    let whole = package(&xlsx_parts(ROWS));
    damaged("a.xlsx", &whole, 150);
    damaged_parts("a.xlsx", &whole, 300);
}

#[test]
fn ods() {
    let whole = include_bytes!("ods/rich.ods");
    damaged("a.ods", whole, 60);
    damaged_parts("a.ods", whole, 120);
}

#[test]
fn xlsb() {
    let whole = include_bytes!("old/date.xlsb");
    damaged("a.xlsb", whole, 100);
    damaged_parts("a.xlsb", whole, 300);
}

#[test]
fn xls() {
    damaged("a.xls", include_bytes!("old/rich.xls"), 400);
}

#[test]
fn csv() {
    let whole = "\u{feff}Nom;Note\r\nAlpha;\"à \"\"voir\"\"\r\nen mai\"\r\nBêta;x\r\n".as_bytes();
    damaged("a.csv", whole, 300);
    let wide: Vec<u8> = "\u{feff}Nom\tNote\r\nAlpha\t\"été\"\r\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    damaged("a.csv", &wide, 200);
}
