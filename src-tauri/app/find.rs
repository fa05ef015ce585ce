//! Everything a workbook holds on one person (GDPR 15: right of access), found by name, e-mail
//! address or phone number however they are written.

use epure_engine::table::{Cell, CellRef, Row, Table, Workbook, column_letters};
use epure_engine::text::fold::plain;
use serde::Serialize;

/// Digits that two ways of writing a phone number have in common (`06 12…`, `+33 6 12…`).
const PHONE: usize = 9;
/// Fewest digits of a phone number.
const FEWEST: usize = 6;
/// A name may be spread over cells of at most that many words (a note is longer).
const NAME_CELL: usize = 4;

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

    /// Every row of a workbook that speaks of the person, in the file's order.
    pub(crate) fn held_in(&self, book: &Workbook) -> Vec<Held> {
        let rows = |table| self.rows(table).map(move |row| held(table, row));
        book.sheets.iter().flat_map(rows).collect()
    }

    fn rows<'t>(&self, table: &'t Table) -> impl Iterator<Item = &'t Row> {
        table.body().filter(move |row| {
            let cells: Vec<String> = row.cells.iter().map(Cell::to_string).collect();
            let comments = comments(table, row);
            self.is_in_one(cells.iter().chain(&comments)) || self.is_spread_over(&cells)
        })
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
}

fn held(table: &Table, row: &Row) -> Held {
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

    /// Numbers of the rows that speak of somebody.
    fn rows(who: &str, lines: &[&[&str]]) -> Vec<u32> {
        let held = Person::named(who).unwrap().held_in(&book(lines));
        held.into_iter().map(|held| held.row).collect()
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
