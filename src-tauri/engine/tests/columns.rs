//! Column guesses against tables of cases: `data/columns/*.md`.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test says what it expected and measured"
)]
mod support;

use epure_engine::columns::{ColumnGuess, ColumnPack, find_header, guess, holds_contacts};
use epure_engine::role::Role;
use epure_engine::table::{Cell, CellRef, Row, Table};

fn pack() -> ColumnPack {
    ColumnPack::load(&support::lexicons().expect("lexicons")).expect("the column lexicon loads")
}

/// A sheet of text cells, from lines of `a | b | c`.
fn sheet(lines: &[&str]) -> Table {
    let cells = |line: &str| line.split('|').map(|cell| Cell::Text(cell.trim().into())).collect();
    let rows = lines.iter().zip(1..).filter(|(line, _)| !line.trim().is_empty());
    let rows = rows.map(|(line, number)| Row { number, hidden: false, cells: cells(line) });
    Table { name: "cases".into(), rows: rows.collect(), ..Table::default() }
}

/// Cells of a Markdown table row; none for rules and other lines.
fn cells(line: &str) -> Option<Vec<&str>> {
    let inner = line.trim().strip_prefix('|')?.strip_suffix('|')?;
    (!inner.starts_with("--")).then(|| inner.split('|').map(str::trim).collect())
}

/// What a column of that header and of those values, parted by `;`, is taken for.
fn guess_of(header: &str, values: &str, pack: &ColumnPack) -> ColumnGuess {
    let mut lines = vec![header];
    lines.extend(values.split(';').map(str::trim));
    let mut table = sheet(&lines);
    table.header = epure_engine::columns::header_at(&table, Some(1));
    guess(&table, pack).into_iter().next().expect("one column")
}

/// Each case is one column: its header, values, and the role, `?` before it when either that role
/// or an unsure guess is right.
#[test]
fn each_column_is_guessed_right() {
    let pack = pack();
    let mut wrong = Vec::new();
    for line in include_str!("data/columns/roles.md").lines() {
        let cells = cells(line).unwrap_or_default();
        let &[header, values, expected] = cells.as_slice() else { continue };
        if header == "header" {
            continue;
        }
        let (unsure_is_right, name) = match expected.strip_prefix('?') {
            Some(name) => (true, name),
            None => (false, expected),
        };
        let role: Role = name.parse().unwrap_or_else(|e| panic!("{line}: {e}"));
        let guess = guess_of(header, values, &pack);
        let right = guess.role == role && guess.is_sure();
        if !(right || unsure_is_right && !guess.is_sure()) {
            wrong.push(format!("{line}  →  {} {:.2}", guess.role, guess.confidence));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// What was said of the columns of one half of a case file.
#[derive(Default)]
struct Half {
    columns: usize,
    right: usize,
    /// Asked about.
    unsure: usize,
    /// Sure, and wrong.
    wrong: usize,
}

/// Both halves of a case file, the one that tunes and the one that measures, and every error.
#[derive(Default)]
struct Score {
    halves: [Half; 2],
    told: Vec<String>,
}

impl Score {
    /// Counts a guess; `expected` is `a/b` where either role is right.
    fn count(&mut self, half: usize, guess: &ColumnGuess, expected: &str, about: &str) {
        let right = expected.trim_start_matches('?').split('/').any(|r| r == guess.role.name());
        let (role, confidence) = (guess.role, guess.confidence);
        let half_of = self.halves.get_mut(half % 2).expect("two halves");
        half_of.columns += 1;
        half_of.right += usize::from(guess.is_sure() && right);
        half_of.unsure += usize::from(!guess.is_sure());
        half_of.wrong += usize::from(guess.is_sure() && !right);
        if !(guess.is_sure() && right) {
            let verdict = if guess.is_sure() { "WRONG" } else { "unsure" };
            let line = format!("{} {verdict} {about}: {}", half % 2, guess.header);
            self.told.push(format!("{line} ({expected})  →  {role} {confidence:.2}"));
        }
    }

    /// At most so many columns in a hundred wrong and asked about, on either half of `least` columns.
    fn hold(&self, least: usize, most_wrong: usize, most_unsure: usize) {
        self.told.iter().for_each(|line| println!("{line}"));
        for Half { columns, right, unsure, wrong } in &self.halves {
            println!("{columns} columns: {right} right, {unsure} unsure, {wrong} wrong");
        }
        for Half { columns, unsure, wrong, .. } in &self.halves {
            assert!(*columns >= least && wrong * 100 <= columns * most_wrong, "{wrong} are wrong");
            assert!(unsure * 100 <= columns * most_unsure, "{unsure} are asked about");
        }
    }
}

/// Columns of real exports.
#[test]
fn columns_of_real_exports_are_told_or_asked_about() {
    let pack = pack();
    let mut score = Score::default();
    let cases = include_str!("data/columns/exports.md").lines().filter_map(cells);
    let cases = cases.filter(|cells| cells.len() == 3 && cells.first() != Some(&"header"));
    for (at, cells) in cases.enumerate() {
        let &[header, values, expected] = cells.as_slice() else { continue };
        score.count(at, &guess_of(header, values, &pack), expected, "");
    }
    score.hold(80, 5, 20);
}

/// Whole sheets, their headers to be found first.
#[test]
fn columns_of_whole_sheets_are_told_or_asked_about() {
    whole_sheets(include_str!("data/columns/sheets.md")).hold(350, 2, 15);
}

/// Whole sheets on which no lexicon was tuned.
#[test]
fn columns_of_sheets_never_looked_at_are_told_or_asked_about() {
    whole_sheets(include_str!("data/columns/sheets_measured.md")).hold(100, 5, 25);
}

fn whole_sheets(file: &str) -> Score {
    let pack = pack();
    let mut score = Score::default();
    let cases = file.split("\n## ").skip(1);
    for (at, case) in cases.enumerate() {
        let title = case.lines().next().unwrap_or_default();
        let mut lines = case.lines().filter_map(cells);
        let roles = lines.next().expect("roles");
        let mut table = sheet_of(&lines.collect::<Vec<_>>());
        table.header = find_header(&table, &pack);
        let guesses = guess(&table, &pack);
        for (column, expected) in (0u32..).zip(roles) {
            let guess = guesses.iter().find(|guess| guess.index == column);
            let guess = guess.unwrap_or_else(|| panic!("{title}: no column {column}"));
            score.count(at, guess, expected, title);
        }
    }
    score
}

/// A sheet of text cells; `>` is merged with the cell on its left, `^` with the one above.
fn sheet_of(lines: &[Vec<&str>]) -> Table {
    let mut table = Table { name: "cases".into(), ..Table::default() };
    for (number, line) in (1..).zip(lines) {
        let cell = |text: &&str| match *text {
            "" | ">" | "^" => Cell::Empty,
            text => Cell::Text(text.into()),
        };
        let cells = line.iter().map(cell).collect();
        table.rows.push(Row { number, hidden: false, cells });
        for (column, text) in (0u32..).zip(line) {
            let at = CellRef { row: number, column };
            let beside = table.merged.last_mut().filter(|(_, to)| to.row == number);
            match (*text, beside) {
                (">", Some((_, to))) if to.column + 1 == column => to.column = column,
                (">", _) => table.merged.push((CellRef { column: column - 1, ..at }, at)),
                ("^", _) => table.merged.push((CellRef { row: number - 1, ..at }, at)),
                _ => {}
            }
        }
    }
    table
}

/// What a header alone is taken for: lines of `role: header; header…`, where `a|b` accepts either and
/// `?` any unsure guess.
#[test]
fn headers_alone_are_told_or_asked_about() {
    headers_alone(include_str!("data/columns/headers.txt")).hold(900, 2, 6);
}

/// Headers on which no lexicon was tuned.
#[test]
fn headers_never_looked_at_are_told_or_asked_about() {
    headers_alone(include_str!("data/columns/headers_measured.txt")).hold(130, 2, 20);
}

fn headers_alone(lines: &str) -> Score {
    let pack = pack();
    let mut score = Score::default();
    for (roles, headers) in lines.lines().filter_map(|line| line.split_once(": ")) {
        for (at, header) in headers.split(';').enumerate() {
            score.count(at, &guess_of(header, "", &pack), &roles.replace('|', "/"), "");
        }
    }
    score
}

#[test]
fn headers_are_found_under_titles_and_on_several_lines() {
    let pack = pack();
    let rows = |lines: &[&str]| {
        find_header(&sheet(lines), &pack).map(|header| (header.first_row, header.last_row))
    };
    let people = "Dupont | Alice | alice@exemple.fr | 06 12 34 56 78";
    assert_eq!(rows(&["Nom | Prénom | Mail | Tél", people, people]), Some((1, 1)));
    assert_eq!(
        rows(&["Fichier prospects 2026", "", "Nom | Prénom | Mail | Tél", people, people]),
        Some((3, 3))
    );
    assert_eq!(
        rows(&["Nom | Prénom | Mail | Créé le", "| | | (jj/mm/aaaa)", people, people]),
        Some((1, 2))
    );
    assert_eq!(rows(&[people, people, people]), None);
    assert_eq!(rows(&["a@exemple.fr", "b@exemple.fr", "c@exemple.fr"]), None);
    assert_eq!(rows(&["Ref X | Lot | Cuve", "12 | 3,4 | 88", "13 | 3,5 | 90"]), Some((1, 1)));
}

#[test]
fn a_merged_group_line_is_part_of_the_header() {
    let at = |text: &str| text.parse().expect("a cell");
    let mut table = sheet(&[
        "Contact | | Société |",
        "Nom | Prénom | Nom | Ville",
        "Dupont | Alice | Alpha SARL | Lyon",
    ]);
    table.merged = vec![(at("A1"), at("B1")), (at("C1"), at("D1"))];
    let header = find_header(&table, &pack()).expect("a header");
    assert_eq!((header.first_row, header.last_row), (1, 2));
    assert_eq!(header.names, ["Contact Nom", "Contact Prénom", "Société Nom", "Société Ville"]);
}

#[test]
fn sheets_of_contacts_are_told_from_others() {
    let pack = pack();
    let mut table = sheet(&["Nom | Mail", "Dupont | a@exemple.fr", "Martin | b@exemple.fr"]);
    table.header = find_header(&table, &pack);
    assert!(holds_contacts(&guess(&table, &pack)));
    let mut table = sheet(&["Produit | Prix | Stock", "Vis | 12,50 | 300", "Clou | 3,20 | 900"]);
    table.header = find_header(&table, &pack);
    assert!(!holds_contacts(&guess(&table, &pack)));
}
