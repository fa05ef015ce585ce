//! LibreOffice as judge of copies made of xls, xlsb and csv files: the same rows deleted through its own API and
//! by us, every cell compared.
//!
//! The ordinary test judges a handful of files. A folder of any size is judged by
//!
//! ```sh
//! EPURE_CORPUS=~/files cargo test -p epure-sheets --test old_office -- --ignored corpus --nocapture
//! ```
//!
//! which prints what was refused and why, and every difference that LibreOffice sees.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "tests")]

#[path = "support/judge.rs"]
mod judge;

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use epure_engine::plan::Edit;
use epure_engine::table::{Format, Table};
use epure_sheets::read::{ReadOptions, Told, open_and_tell};
use epure_sheets::{CleanOptions, clean, write};
use jiff::civil::date;
use judge::{Corpus, judged};
use serde_json::{Value, json};

const JUDGE: &str = "convert_rows.py";

/// Rows 2, 5 to 7 and the last of a sheet deleted.
fn edits(sheet: &Table) -> Vec<Edit> {
    let last = sheet.rows.last().map_or(1, |row| row.number);
    let mut rows: Vec<u32> = [2, 5, 6, 7, last].into_iter().filter(|row| *row <= last).collect();
    rows.dedup();
    rows.into_iter().map(|row| Edit::DeleteRow { sheet: sheet.name.clone(), row }).collect()
}

/// Makes the copy of a file in `work`; the job for the judge, or why there is none.
fn copied(file: &Path, at: usize, work: &Path) -> Result<Value, String> {
    let told = open_and_tell(file, &ReadOptions::default()).map_err(|e| e.problem.to_string())?;
    let Told { book, dialect, .. } = told;
    // LibreOffice takes that line for a row.
    if dialect.is_some() && std::fs::read(file).is_ok_and(|bytes| bytes.starts_with(b"sep=")) {
        return Err("begins with sep=".to_owned());
    }
    let sheet = book.sheets.iter().find(|sheet| !sheet.rows.is_empty()).ok_or("no rows")?;
    let edits = edits(sheet);
    let mut job = json!({"original": file, "edits": edits});
    let target = match book.format {
        Format::Csv | Format::Tsv => {
            let target = work.join(format!("{at:04}.csv"));
            let options = CleanOptions { overwrite: true, csv: dialect, ..CleanOptions::default() };
            let go = |_, _, _| ControlFlow::Continue(());
            clean(file, &target, &edits, &options, &go).map_err(|error| error.to_string())?;
            let dialect = dialect.ok_or("no dialect")?;
            job["text"] = json!([dialect.separator, dialect.encoding.name()]);
            target
        }
        _ => {
            let target = work.join(format!("{at:04}.xlsx"));
            let out = std::fs::File::create(&target).map_err(|error| error.to_string())?;
            let made = write::rebuild(&book, file.into(), &edits, date(2026, 11, 26), out);
            made.map_err(|error| error.to_string())?;
            target
        }
    };
    job["target"] = json!(target);
    Ok(job)
}

/// Texts as programs write them: their names and bytes.
const TEXTS: [(&str, &[u8]); 3] = [
    (
        "excel.csv",
        b"Nom;Montant;Appel;Note\r\nAna;1 200,50;02/05/2024;\"absente; rappeler\"\r\nB\xE9a;-3;;\"dit \"\"non\"\"\"\r\n\r\n\
          Cl\xE9o;=1+1;31/01/2023;\"deux\r\nlignes\"\r\nDan;007;;\r\nEva;+33;;x\r\nFay;5%;;\r\nGil;1;;fin\r\n",
    ),
    (
        "unix.csv",
        "\u{feff}Name,Note\nZoé,\"a, b\"\nÉva,c\n\"\",\nMax,\"d\ne\"\nAna,f\nBob,g\nLéo,h".as_bytes(),
    ),
    ("tabs.tsv", b"Nom\tNote\nAna\tx\nBob\t\"y\"\nEve\tz\t\t\nGil\t1,5\nMax\t2024-05-02\n"),
];

#[test]
fn copies_come_out_as_in_libreoffice() {
    let work = tempfile::tempdir().expect("a folder");
    let old = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/old");
    let mut files = Vec::new();
    for name in ["rich.xls", "frozen.xls", "date.xlsb", "any_sheets.xlsb"] {
        // LibreOffice puts lock files beside what it opens.
        files.push(work.path().join(name));
        std::fs::copy(old.join(name), work.path().join(name)).expect("copied");
    }
    for (name, bytes) in TEXTS {
        files.push(work.path().join(name));
        std::fs::write(work.path().join(name), bytes).expect("written");
    }
    let jobs = files.iter().enumerate().map(|(at, file)| {
        let mut job = copied(file, at, work.path()).expect("copied");
        job["shown"] = json!(true);
        job
    });
    let lines = judged(JUDGE, &jobs.collect::<Vec<_>>(), work.path());
    let summary = lines.last().expect("a summary");
    assert!(summary.contains("'same': 7") && !summary.contains("different"), "{lines:#?}");
}

#[test]
#[ignore = "judges the folder named by EPURE_CORPUS"]
fn corpus() {
    let Corpus { files, work, .. } = &Corpus::of(&["xls", "xlsb", "csv", "tsv"]);
    let (mut jobs, mut panics) = (Vec::new(), 0);
    for (at, file) in files.iter().enumerate() {
        match catch_unwind(AssertUnwindSafe(|| copied(file, at, work))) {
            Err(_) => {
                panics += 1;
                println!("PANIC {}", file.display());
            }
            Ok(Err(why)) => println!("REFUSED {} × {why}", file.display()),
            Ok(Ok(job)) => jobs.push(job),
        }
    }
    println!("{} files, {} copies", files.len(), jobs.len());
    judged(JUDGE, &jobs, work).iter().for_each(|line| println!("{line}"));
    assert_eq!(panics, 0);
}
