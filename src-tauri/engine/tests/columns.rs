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
use epure_engine::table::{Cell, Row, Table};

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

/// Columns of real exports: on both halves, at least 95 in a hundred are told right or asked about.
#[test]
fn columns_of_real_exports_are_told_or_asked_about() {
    let pack = pack();
    let (mut all, mut right, mut wrong) = ([0; 2], [0; 2], [0; 2]);
    let cases = include_str!("data/columns/exports.md").lines().filter_map(cells);
    let cases = cases.filter(|cells| cells.len() == 3 && cells.first() != Some(&"header"));
    for (at, cells) in cases.enumerate() {
        let &[header, values, expected] = cells.as_slice() else { continue };
        let guess = guess_of(header, values, &pack);
        let fits = expected.trim_start_matches('?').split('/').any(|r| r == guess.role.name());
        *all.get_mut(at % 2).expect("two parts") += 1;
        *right.get_mut(at % 2).expect("two parts") += i32::from(guess.is_sure() && fits);
        *wrong.get_mut(at % 2).expect("two parts") += i32::from(guess.is_sure() && !fits);
    }
    println!("even, odd: {all:?} columns, {right:?} right, {wrong:?} wrong");
    for (all, (right, wrong)) in all.iter().zip(right.iter().zip(wrong)) {
        assert!(*all > 80 && wrong * 100 <= *all * 5 && right * 100 >= *all * 80);
    }
}

/// What a header alone is taken for: lines of `role: header; header…`, where `a|b` accepts either and
/// `?` any unsure guess.
#[test]
fn headers_alone_are_told_or_asked_about() {
    tell_or_ask(include_str!("data/columns/headers.txt"), 900, 6);
}

/// Headers on which no lexicon was tuned.
#[test]
fn headers_never_looked_at_are_told_or_asked_about() {
    tell_or_ask(include_str!("data/columns/headers_measured.txt"), 130, 20);
}

/// `most_unsure`: headers in a hundred that may be asked about.
fn tell_or_ask(lines: &str, least: i32, most_unsure: i32) {
    let pack = pack();
    let (mut wrong, mut unsure, mut all) = ([0; 2], [0; 2], [0; 2]);
    let mut told = Vec::new();
    for line in lines.lines() {
        let Some((roles, headers)) = line.split_once(": ") else { continue };
        for (at, header) in headers.split(';').enumerate() {
            let mut table = sheet(&[header]);
            table.header = epure_engine::columns::header_at(&table, Some(1));
            let found = guess(&table, &pack);
            let found = found.first().expect("one column");
            let right = roles.split('|').any(|role| role == found.role.name());
            let part = at % 2;
            *all.get_mut(part).expect("two parts") += 1;
            *unsure.get_mut(part).expect("two parts") += i32::from(!found.is_sure());
            if found.is_sure() && !right {
                *wrong.get_mut(part).expect("two parts") += 1;
                told.push(format!("{header} ({roles})  →  {} {:.2}", found.role, found.confidence));
            }
        }
    }
    println!("even, odd: {all:?} headers, {unsure:?} unsure, {wrong:?} wrong\n{}", told.join("\n"));
    for (all, (unsure, wrong)) in all.iter().zip(unsure.iter().zip(wrong)) {
        assert!(*all > least && wrong * 100 <= *all * 2, "{wrong} of {all} are wrong");
        assert!(unsure * 100 <= *all * most_unsure, "{unsure} of {all} are asked about");
    }
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
