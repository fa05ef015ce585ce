//! Everything a workbook holds on one person (GDPR 15: right of access), found by name, e-mail
//! address or phone number however they are written.

pub(crate) mod answer;
mod mask;
pub(crate) mod paper;

use epure_engine::role::Role;
use epure_engine::table::{Cell, CellRef, Row, Table, Workbook, column_letters};
use epure_engine::text::fold::plain;
use serde::Serialize;

use crate::pipeline::Fitted;

/// Digits that two ways of writing a phone number have in common (`06 12…`, `+33 6 12…`).
const PHONE: usize = 9;
/// Fewest digits of a phone number.
const FEWEST: usize = 6;
/// A name may be spread over cells of at most that many words (a note is longer).
const NAME_CELL: usize = 4;
/// Roles whose cells say whom a row is about.
const ABOUT: [Role; 6] =
    [Role::Email, Role::Phone, Role::Mobile, Role::FirstName, Role::LastName, Role::FullName];

/// Whom is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Person {
    /// By e-mail address, in lower case.
    Email(String),
    /// By the last digits of a phone number.
    Phone(String),
    /// By the folded words of a name.
    Name(Vec<String>),
}

/// A row that speaks of the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Held {
    /// Sheet.
    pub(crate) sheet: String,
    /// 1-based row.
    pub(crate) row: u32,
    /// Is the row about the person, or does it only mention them?
    pub(crate) about: bool,
    /// True when the name is written otherwise (initial, address made of it): to be checked.
    pub(crate) likely: bool,
    /// Every filled cell of the row.
    pub(crate) cells: Vec<HeldCell>,
    /// Comments on cells of the row.
    pub(crate) comments: Vec<String>,
}

/// A filled cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct HeldCell {
    /// Its place, as `L12`.
    pub(crate) cell: String,
    /// Header of its column; its letters when there is none.
    pub(crate) header: String,
    /// What it holds.
    pub(crate) value: String,
}

impl Person {
    /// Whom a text names; none when it holds neither letter nor digit.
    pub(crate) fn named(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.contains('@') {
            return Some(Self::Email(text.to_lowercase()));
        }
        let digits = phones(text).pop();
        if let Some(digits) = digits.filter(|_| !text.chars().any(char::is_alphabetic)) {
            return Some(Self::Phone(digits));
        }
        let words: Vec<String> = plain(text).split_whitespace().map(str::to_owned).collect();
        (!words.is_empty()).then_some(Self::Name(words))
    }

    /// Does a text name the person?
    fn is_named_in(&self, text: &str) -> bool {
        self.is_in_one(std::iter::once(&text.to_owned()))
    }

    /// Does one of the texts name the person?
    fn is_in_one<'a>(&self, mut texts: impl Iterator<Item = &'a String>) -> bool {
        texts.any(|text| match self {
            Self::Email(address) => addresses(text).any(|known| known == *address),
            Self::Phone(digits) => phones(text).contains(digits),
            Self::Name(words) => {
                let text = plain(text);
                words.iter().all(|word| text.split(' ').any(|known| known == word))
            }
        })
    }

    /// Is the name spread over several short cells (given name, family name)?
    fn is_spread_over(&self, cells: &[String]) -> bool {
        let Self::Name(words) = self else { return false };
        let short: Vec<String> = cells
            .iter()
            .map(|cell| plain(cell))
            .filter(|cell| cell.split(' ').count() <= NAME_CELL)
            .collect();
        let known = |word: &String| short.iter().any(|cell| cell.split(' ').any(|w| w == word));
        words.len() > 1 && words.iter().all(known)
    }

    /// Is the name written otherwise: an initial and the family name, an address made of both, one
    /// wrong letter in a long word?
    fn is_likely_in(&self, cells: &[String], roles: &[Role]) -> bool {
        let Self::Name(words) = self else { return false };
        let [first, .., last] = words.as_slice() else { return false };
        let mut names: Vec<String> = Vec::new();
        for (cell, role) in cells.iter().zip(roles) {
            if *role == Role::Email && addresses(cell).any(|mail| made_of(&mail, first, last)) {
                return true;
            }
            if matches!(role, Role::FirstName | Role::LastName | Role::FullName) {
                names.extend(plain(cell).split(' ').filter(|w| !w.is_empty()).map(str::to_owned));
            }
        }
        let near = |wanted: &String| {
            names.iter().any(|word| {
                let initial = word.len() == 1 && wanted.starts_with(word.as_str());
                word == wanted || initial || one_letter_apart(word, wanted)
            })
        };
        let whole = |wanted: &String| names.iter().any(|word| word == wanted);
        names.len() >= words.len() && (whole(first) || whole(last)) && words.iter().all(near)
    }
}

/// `zoe.boisvert@`, `zboisvert@`, `boisvert.z@`.
fn made_of(mail: &str, first: &str, last: &str) -> bool {
    let local: String = mail.split('@').next().unwrap_or_default().to_owned();
    let letters: String = local.chars().filter(|c| c.is_alphabetic()).collect();
    let initial: String = first.chars().take(1).collect();
    let forms = [
        format!("{first}{last}"),
        format!("{last}{first}"),
        format!("{initial}{last}"),
        format!("{last}{initial}"),
    ];
    last.len() > 2 && forms.contains(&letters)
}

/// Do two words of five letters or more differ by one letter, missing, added, changed or swapped?
fn one_letter_apart(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (x, y) = (a.get(start..).unwrap_or_default(), b.get(start..).unwrap_or_default());
    let end = x.iter().rev().zip(y.iter().rev()).take_while(|(x, y)| x == y).count();
    let x = x.get(..x.len() - end).unwrap_or_default();
    let y = y.get(..y.len() - end).unwrap_or_default();
    let swapped = matches!((x, y), ([p, q], [r, s]) if p == s && q == r);
    a.len().min(b.len()) >= 5 && (x.len() <= 1 && y.len() <= 1 || swapped)
}

/// Every row of a workbook that speaks of somebody known by several marks (a name, an address, a
/// number), in the file's order.
pub(crate) fn held_in(marks: &[Person], book: &Workbook, sheets: &[Fitted]) -> Vec<Held> {
    let tables = book.sheets.iter().zip(sheets);
    let rows = |(table, fitted): (&Table, &Fitted)| -> Vec<Held> {
        let roles = fitted.roles();
        table.body().filter_map(|row| found(marks, table, &roles, row)).collect()
    };
    tables.flat_map(rows).collect()
}

fn found(marks: &[Person], table: &Table, roles: &[Role], row: &Row) -> Option<Held> {
    let cells: Vec<String> = row.cells.iter().map(Cell::to_string).collect();
    let comments = comments(table, row);
    let exact = |mark: &Person| {
        mark.is_in_one(cells.iter().chain(&comments)) || mark.is_spread_over(&cells)
    };
    let sure = marks.iter().any(exact);
    let likely = !sure && marks.iter().any(|mark| mark.is_likely_in(&cells, roles));
    if !sure && !likely {
        return None;
    }
    let whose = |(cell, role): (&String, &Role)| ABOUT.contains(role).then(|| cell.clone());
    let own: Vec<String> = cells.iter().zip(roles).filter_map(whose).collect();
    let about = |mark: &Person| mark.is_in_one(own.iter()) || mark.is_spread_over(&own);
    let about = likely || marks.iter().any(about);
    Some(held(table, row, about, likely))
}

fn held(table: &Table, row: &Row, about: bool, likely: bool) -> Held {
    let filled = (0..).zip(&row.cells).filter(|(_, cell)| !cell.is_blank());
    let cells = filled.map(|(column, cell)| HeldCell {
        cell: CellRef { row: row.number, column }.to_string(),
        header: match table.header_name(column) {
            "" => column_letters(column),
            name => name.to_owned(),
        },
        value: cell.to_string(),
    });
    Held {
        sheet: table.name.clone(),
        row: row.number,
        about,
        likely,
        cells: cells.collect(),
        comments: comments(table, row),
    }
}

fn comments(table: &Table, row: &Row) -> Vec<String> {
    let of_row = table.comments.iter().filter(|comment| comment.cell.row == row.number);
    of_row.map(|comment| comment.text.clone()).collect()
}

/// The e-mail addresses of a text, in lower case.
fn addresses(text: &str) -> impl Iterator<Item = String> {
    let between = |c: char| c.is_whitespace() || ",;:<>()[]\"'/".contains(c);
    text.split(between)
        .filter(|word| word.contains('@'))
        .map(|word| word.trim_end_matches(['.', '!', '?']).to_lowercase())
}

/// The phone numbers of a text, as their last nine digits (fewer for short ones).
fn phones(text: &str) -> Vec<String> {
    let joins = |c: char| " .-()/+\u{A0}\u{202F}".contains(c);
    let mut numbers = Vec::new();
    for stretch in text.split(|c: char| !c.is_ascii_digit() && !joins(c)) {
        let digits: Vec<char> = stretch.chars().filter(char::is_ascii_digit).collect();
        if digits.len() >= FEWEST {
            let from = digits.len().saturating_sub(PHONE);
            numbers.push(digits.iter().skip(from).collect::<String>());
        }
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book(rows: &[&[&str]]) -> Workbook {
        let row = |(at, texts): (usize, &&[&str])| Row {
            number: u32::try_from(at).unwrap() + 1,
            hidden: false,
            cells: texts.iter().map(|text| Cell::Text((*text).into())).collect(),
        };
        let rows = rows.iter().enumerate().map(row).collect();
        Workbook {
            name: "p.csv".into(),
            format: epure_engine::table::Format::Csv,
            sheets: vec![Table { name: "P".into(), rows, ..Table::default() }],
            hidden: Vec::new(),
            warnings: Vec::new(),
        }
    }

    fn found_rows(who: &str, lines: &[&[&str]]) -> Vec<Held> {
        let book = book(lines);
        let sheets = [Fitted::default()];
        held_in(&[Person::named(who).unwrap()], &book, &sheets)
    }

    #[test]
    fn an_address_made_of_a_name_is_told() {
        assert!(made_of("zoe.boisvert@exemple.fr", "zoe", "boisvert"));
        assert!(made_of("zboisvert2@exemple.fr", "zoe", "boisvert"));
        assert!(!made_of("max.boisvert@exemple.fr", "zoe", "boisvert"));
        assert!(one_letter_apart("boisvert", "boisvrt") && !one_letter_apart("zoe", "zoa"));
    }

    /// Numbers of the rows that speak of somebody.
    fn rows(who: &str, lines: &[&[&str]]) -> Vec<u32> {
        found_rows(who, lines).into_iter().map(|held| held.row).collect()
    }

    #[test]
    fn a_phone_number_is_found_however_it_is_written() {
        let lines: &[&[&str]] = &[
            &["06 39 98 12 34"],
            &["+33 6.39.98.12.34"],
            &["639981234"],
            &["0033639981234"],
            &["06 39 98 12 35"],
            &["rappeler au 06.39.98.12.34 (perso)"],
        ];
        assert_eq!(rows("+33 (0)6 39 98 12 34", lines), [1, 2, 3, 4, 6]);
    }

    #[test]
    fn an_address_is_found_whole_and_in_any_case() {
        let lines: &[&[&str]] =
            &[&["Zoe@Exemple.fr"], &["voir <zoe@exemple.fr>."], &["chloe.zoe@exemple.fr"]];
        assert_eq!(rows("zoe@exemple.FR", lines), [1, 2]);
    }

    #[test]
    fn a_name_is_found_in_one_cell_or_spread_over_short_ones() {
        let lines: &[&[&str]] = &[
            &["Zoé", "BOISVERT"],
            &["Boisvert Zoé"],
            &["Zoé", "Nérée", "collègue de Max Boisvert depuis longtemps"],
            &["ne plus voir zoe boisvert"],
            &["Zoélie", "Boisvert"],
        ];
        assert_eq!(rows("zoe boisvert", lines), [1, 2, 4]);
    }

    #[test]
    fn a_text_without_letter_or_digit_names_nobody() {
        assert_eq!(Person::named(" -- "), None);
        assert_eq!(Person::named("12"), Some(Person::Name(vec!["12".into()])));
    }
}
