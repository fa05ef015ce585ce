//! Damaged files of every format: whatever the bytes, reading and cleaning give a result or an error.
//!
//! Damage is made by a fixed sequence, so that a failure comes back at the next run. A folder of any
//! size is damaged, file by file, by
//!
//! ```sh
//! EPURE_CORPUS=~/workbooks EPURE_SEEDS=20 cargo test -p epure-sheets --test fuzz -- --ignored corpus --nocapture
//! ```
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used, reason = "tests")]

mod support;

use std::ops::ControlFlow;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::time::Instant;

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

/// Values that no program writes where a number, a reference or a name is due.
const ODD: [&str; 12] = [
    "",
    "-1",
    "0",
    "4294967296",
    "99999999999999999999",
    "1e999",
    "A0",
    "XFE1",
    "A1048577",
    "B3:A1",
    "$A:$XFD",
    "&#0;",
];

impl Dice {
    /// XML with one element or attribute wrong: gone, twice, elsewhere, or with an odd value.
    fn damage_xml(&mut self, bytes: &[u8]) -> Vec<u8> {
        let tags: Vec<(usize, usize)> = bytes
            .iter()
            .enumerate()
            .filter(|(_, byte)| **byte == b'<')
            .map(|(at, _)| {
                let end = bytes[at..].iter().position(|byte| *byte == b'>');
                (at, end.map_or(bytes.len(), |end| at + end + 1))
            })
            .collect();
        if tags.is_empty() {
            return self.damage(bytes);
        }
        let (start, end) = tags[self.below(tags.len())];
        let (other, _) = tags[self.below(tags.len())];
        let tag = bytes[start..end].to_vec();
        let mut hurt = bytes.to_vec();
        match self.below(6) {
            0 => drop(hurt.drain(start..end)),
            1 => drop(hurt.splice(start..start, tag)),
            2 => drop(hurt.splice(other..other, tag)),
            _ => {
                let quotes: Vec<usize> = (start..end).filter(|at| bytes[*at] == b'"').collect();
                let Some(pair) = quotes.chunks_exact(2).nth(self.below(quotes.len() / 2)) else {
                    return self.damage(bytes);
                };
                let odd = ODD[self.below(ODD.len())].bytes();
                hurt.splice(pair[0] + 1..pair[1], odd);
            }
        }
        hurt
    }
}

/// An error is a sentence for people: nothing of the program shows in it.
fn is_clear(error: &str) {
    let inside = ["Err(", "Malformed(", "Some(", "unwrap", "panicked"];
    assert!(!error.is_empty() && !inside.iter().any(|word| error.contains(word)), "{error}");
}

/// Reads the file and, where that works, cleans it.
fn survive(folder: &Path, name: &str, bytes: &[u8]) {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    let book = match open(&path, &ReadOptions::default()) {
        Ok(book) => book,
        Err(error) => return is_clear(&error.to_string()),
    };
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
    let target = folder.join(format!("clean-{name}"));
    if let Err(error) = clean(&path, &target, &edits, &options, &go) {
        is_clear(&error.to_string());
    }
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
                let xml = name.ends_with(".xml") && seed % 2 == 1;
                let content = match at == hurt {
                    true if xml => dice.damage_xml(content),
                    true => dice.damage(content),
                    false => content.clone(),
                };
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
    damaged_parts("b.xlsx", include_bytes!("xlsx/rich.xlsx"), 60);
    damaged_parts("c.xlsx", include_bytes!("xlsx/places.xlsx"), 60);
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

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

#[test]
#[ignore = "damages the files of the folder named by EPURE_CORPUS"]
fn corpus() {
    let folder = PathBuf::from(std::env::var_os("EPURE_CORPUS").unwrap());
    let times = std::env::var("EPURE_SEEDS").map_or(10, |times| times.parse().unwrap());
    let mut found = Vec::new();
    files(&folder, &mut found);
    let mut failures = Vec::new();
    for path in found {
        let Ok(bytes) = std::fs::read(&path) else { continue };
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if bytes.len() > 300_000 {
            continue;
        }
        let start = Instant::now();
        let result = catch_unwind(|| {
            damaged(&name, &bytes, times);
            if bytes.starts_with(b"PK") && open(&path, &ReadOptions::default()).is_ok() {
                damaged_parts(&name, &bytes, 2 * times);
            }
        });
        if result.is_err() {
            failures.push(path.clone());
        }
        if start.elapsed().as_secs() > 60 {
            println!("SLOW {} s {}", start.elapsed().as_secs(), path.display());
        }
    }
    assert!(failures.is_empty(), "{failures:#?}");
}
