//! Benchmarks: `make bench`. Prints Markdown tables; ratios against a peer measured in turn in the
//! same run, because absolute figures vary between machines.
//!
//! Each job runs in a process of its own, so that its peak memory is its own: this program calls
//! itself with `--job NAME` and the job's arguments.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a measuring program stops where it cannot measure"
)]

mod generate;
mod jobs;
mod measure;

use std::path::{Path, PathBuf};

use measure::{Cost, in_turn, job, run};

const USAGE: &str = "usage: bench [--rows N,N,…] [--rounds N] [read] [duplicates] [clean]";

fn main() {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|word| word != "--bench").collect();
    if let [flag, name, rest @ ..] = &arguments[..]
        && flag == "--job"
    {
        return jobs::run(name, rest);
    }
    let asked = Asked::new(&arguments);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench");
    if asked.what("read") {
        read(&asked, &folder);
    }
    if asked.what("duplicates") {
        duplicates(&asked, &folder);
    }
    if asked.what("clean") {
        clean(&asked, &folder);
    }
}

/// What the command line asked for.
struct Asked {
    rows: Vec<u32>,
    rounds: usize,
    what: Vec<String>,
}

impl Asked {
    fn new(arguments: &[String]) -> Self {
        let mut asked = Self { rows: vec![1_000, 10_000, 100_000], rounds: 5, what: Vec::new() };
        let mut words = arguments.iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--rows" => {
                    let list = words.next().expect(USAGE).split(',');
                    asked.rows = list.map(|rows| rows.parse().expect(USAGE)).collect();
                }
                "--rounds" => asked.rounds = words.next().expect(USAGE).parse().expect(USAGE),
                "read" | "duplicates" | "clean" => asked.what.push(word.clone()),
                _ => panic!("{USAGE}"),
            }
        }
        asked
    }

    fn what(&self, name: &str) -> bool {
        self.what.is_empty() || self.what.iter().any(|what| what == name)
    }
}

/// Reading and auditing a file, beside calamine's bare read of the same file.
fn read(asked: &Asked, folder: &Path) {
    println!("## Reading and auditing (16 columns)\n");
    beside_bare_read(asked, folder, &["audit", "--as-of", "2026-11-23"]);
}

/// Finding the same people, beside calamine's bare read of the same file.
fn duplicates(asked: &Asked, folder: &Path) {
    println!("## Finding duplicates (16 columns)\n");
    beside_bare_read(asked, folder, &["duplicates"]);
}

/// A command that reads a file and writes JSON, beside calamine's bare read.
fn beside_bare_read(asked: &Asked, folder: &Path, command: &[&str]) {
    println!(
        "| rows | calamine `worksheet_range` | `epure {}` | CPU | elapsed | memory |",
        command[0]
    );
    println!("|---|---|---|---|---|---|");
    for &rows in &asked.rows {
        let file = text(&generate::workbook(folder, rows).expect("a generated workbook"));
        let epure = env!("CARGO_BIN_EXE_epure");
        let report = text(&folder.join("report.json"));
        let end = [file.as_str(), "--format", "json", "-o", &report];
        let words = [command, &end].concat();
        let costs = in_turn(
            asked.rounds,
            &mut [&mut || job("calamine", &[&file]), &mut || run(epure, &words)],
        );
        println!(
            "| {rows} | {} | {} | {} |",
            told(costs[0]),
            told(costs[1]),
            against(costs[1], costs[0])
        );
    }
    println!();
}

/// Cleaning a file (one row in twenty deleted, one note in twenty rewritten, the result proved),
/// beside openpyxl and LibreOffice, which only load and save it.
fn clean(asked: &Asked, folder: &Path) {
    println!("## Cleaning (5 % of the rows deleted, 5 % of the notes rewritten, verified)\n");
    println!(
        "| rows | Épure | openpyxl load + save | LibreOffice xlsx → xlsx | against openpyxl | against LibreOffice |"
    );
    println!("|---|---|---|---|---|---|");
    let python = text(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".venv/bin/python"));
    for &rows in &asked.rows {
        let file = text(&generate::workbook(folder, rows).expect("a generated workbook"));
        let made = text(&folder.join("cleaned.xlsx"));
        let copy = text(&folder.join("openpyxl.xlsx"));
        let script = "import sys, openpyxl\nopenpyxl.load_workbook(sys.argv[1]).save(sys.argv[2])";
        let converted = text(&folder.join("office"));
        let profile = format!("-env:UserInstallation=file://{}", text(&folder.join("profile")));
        let office =
            [&profile, "--headless", "--convert-to", "xlsx", "--outdir", &converted, &file];
        // The peers take minutes on large files: one round of them says enough.
        let rounds = if rows > 10_000 { 1 } else { asked.rounds };
        let ours = in_turn(asked.rounds, &mut [&mut || job("clean", &[&file, &made])])[0];
        let peer = || run(&python, &["-c", script, &file, &copy]);
        let openpyxl = median_of(rounds, peer);
        let libreoffice = median_of(rounds, || run("soffice", &office));
        println!(
            "| {rows} | {} | {} | {} | {} | {} |",
            told(ours),
            told(openpyxl),
            told(libreoffice),
            faster(ours, openpyxl),
            faster(ours, libreoffice)
        );
    }
    println!();
}

fn median_of(rounds: usize, mut job: impl FnMut() -> Cost) -> Cost {
    let mut costs: Vec<Cost> = (0..rounds).map(|_| job()).collect();
    costs.sort_by(|a, b| a.cpu.total_cmp(&b.cpu));
    costs[costs.len() / 2]
}

fn told(cost: Cost) -> String {
    format!("{:.2} s CPU, {:.2} s elapsed, {:.0} MiB", cost.cpu, cost.elapsed, cost.memory)
}

fn against(ours: Cost, theirs: Cost) -> String {
    // Under the clock's hundredth of a second nothing can be compared.
    let ratio = |figure: fn(&Cost) -> f64| match figure(&theirs) {
        0.0 => "–".to_owned(),
        theirs => format!("{:.2}×", figure(&ours) / theirs),
    };
    [ratio(|cost| cost.cpu), ratio(|cost| cost.elapsed), ratio(|cost| cost.memory)].join(" | ")
}

fn faster(ours: Cost, theirs: Cost) -> String {
    format!("{:.0}× (CPU), {:.0}× (elapsed)", theirs.cpu / ours.cpu, theirs.elapsed / ours.elapsed)
}

fn text(path: &Path) -> String {
    PathBuf::from(path).into_os_string().into_string().expect("a readable path")
}
