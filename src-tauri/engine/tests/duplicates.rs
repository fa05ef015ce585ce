//! Duplicates on a made-up file whose doubles are known: typing errors, swapped names, initials,
//! other ways of writing numbers; and people who only look alike: colleagues who share a mailbox or a
//! switchboard, families, namesakes.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test says what it expected and measured"
)]
mod support;

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use epure_engine::audit::{self, Options};
use epure_engine::finding::Check;
use epure_engine::mapping::{ColumnRole, Mapping};
use epure_engine::role::Role;
use epure_engine::table::{Cell, Format, Header, Row, Table, Workbook};
use jiff::civil::date;

const COLUMNS: [(&str, Role); 7] = [
    ("Prénom", Role::FirstName),
    ("Nom", Role::LastName),
    ("Société", Role::Company),
    ("E-mail", Role::Email),
    ("Téléphone", Role::Phone),
    ("CP", Role::Postcode),
    ("Créé le", Role::Created),
];
const FIRST: [&str; 24] = [
    "Paul", "Paule", "Marie", "Jean", "Jeanne", "Sophie", "Karim", "Nathalie", "Luc", "Lucie",
    "Michel", "Michèle", "Amélie", "Bruno", "Chantal", "Damien", "Élodie", "Farid", "Gaëlle",
    "Hugues", "Inès", "Jérôme", "Laurence", "Mathieu",
];
const LAST: [&str; 30] = [
    "Durand",
    "Dupont",
    "Dupond",
    "Petit",
    "Roux",
    "Blanc",
    "Lefebvre",
    "Moreau",
    "Garnier",
    "Faure",
    "Chevallier",
    "Bonnet",
    "Marchand",
    "Lemoine",
    "Fontaine",
    "Perrin",
    "Robichaud",
    "Charpentier",
    "Delacroix",
    "Vasseur",
    "Guillemin",
    "Baudry",
    "Carpentier",
    "Leblanc",
    "Rousseau",
    "Besnard",
    "Tessier",
    "Bouchet",
    "Hamelin",
    "Joubert",
];
const TRADE: [&str; 10] = [
    "Menuiserie",
    "Garage",
    "Transports",
    "Boulangerie",
    "Cabinet",
    "Imprimerie",
    "Ateliers",
    "Plomberie",
    "Laboratoire",
    "Pépinières",
];

/// A line of the file: its cells, and the person it is about.
type Line = ([String; 6], usize);

/// Numbers that look random and are the same at every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % sides
    }

    fn of<'t>(&mut self, list: &[&'t str]) -> &'t str {
        list.get(self.roll(list.len())).expect("a die within its list")
    }
}

fn folded(text: &str) -> String {
    epure_engine::text::fold::plain(text)
}

/// One letter missing, doubled, changed, or swapped with the next one.
fn mistyped(text: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let at = 1 + dice.roll(letters.len().saturating_sub(2).max(1));
    match dice.roll(4) {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, *letters.get(at).expect("a letter")),
        2 => *letters.get_mut(at).expect("a letter") = 'x',
        _ => letters.swap(at - 1, at),
    }
    letters.into_iter().collect()
}

/// A file whose doubles are written in so many ways.
fn file(seed: u64, ways: usize) -> Vec<Line> {
    let mut dice = Dice(seed);
    let mut lines: Vec<Line> = Vec::new();
    for person in 0..900 {
        let (first, last) = (dice.of(&FIRST), dice.of(&LAST));
        let company = format!("{} {} {}", dice.of(&TRADE), dice.of(&LAST), person / 3 + 10);
        let site = format!("{}.example", folded(&company).replace(' ', "-"));
        let mail = match person % 5 {
            // Colleagues share a mailbox; some have none.
            0 => format!("contact@{site}"),
            1 => String::new(),
            _ => format!("{}.{}{person}@{site}", folded(first), folded(last)),
        };
        // Three people a company, one switchboard for two of them.
        let number = if person % 3 == 2 { 500_000 + person } else { 100_000 + person / 3 };
        let phone = format!(
            "01 99 {:02} {:02} {:02}",
            number / 10_000 % 100,
            number / 100 % 100,
            number % 100
        );
        let code = format!("{}", 10_000 + 37 * (person / 3));
        let cells = [first.to_owned(), last.to_owned(), company, mail, phone, code];
        lines.push((cells.clone(), person));
        if person % 3 == 0 {
            lines.push((double(cells, person / 3 % ways, &mut dice), person));
        }
    }
    lines
}

/// The same person, written in another way.
fn double(cells: [String; 6], way: usize, dice: &mut Dice) -> [String; 6] {
    let [first, last, company, mail, phone, code] = cells;
    match way {
        0 => [last, first, company, mail, phone, code],
        1 => [first, mistyped(&last, dice), company, mail, phone, code],
        2 => [
            first.to_uppercase(),
            last.to_uppercase(),
            company.to_uppercase(),
            mail.to_uppercase(),
            String::new(),
            code,
        ],
        3 => {
            let number = phone.replace(' ', "").replacen('0', "+33", 1);
            [first, last, mistyped(&company, dice), mail, number, code]
        }
        4 => [
            format!("{}.", first.chars().take(1).collect::<String>()),
            last,
            company,
            mail,
            phone,
            code,
        ],
        5 => [first, last, format!("SARL {company}"), String::new(), String::new(), code],
        6 => [folded(&first), folded(&last), company, String::new(), phone, String::new()],
        7 => [first, last, String::new(), mail, phone, code],
        // The whole name in one cell, the other one blank; a title before it.
        8 => {
            [String::new(), format!("{} {first}", last.to_uppercase()), company, mail, phone, code]
        }
        9 => [String::new(), format!("M. {first} {last}"), company, mail, phone, code],
        // A mistyped address, a mistyped number.
        10 if mail.contains('.') => [first, last, company, mistyped(&mail, dice), phone, code],
        11 => [first, last, company, mail, mistyped(&phone, dice), String::new()],
        // Another number, and the company as it signs its letters.
        12 => {
            let number = format!("06 39 98 {:02} {:02}", dice.roll(100), dice.roll(100));
            [first, last, company.to_uppercase(), mail, number, code]
        }
        _ => [folded(&first), last, format!("{company} SAS"), String::new(), phone, code],
    }
}

fn book(lines: &[Line]) -> (Workbook, Mapping) {
    let text = |text: &str| if text.is_empty() { Cell::Empty } else { Cell::Text(text.into()) };
    let header = COLUMNS.iter().map(|(name, _)| text(name)).collect();
    let mut rows = vec![Row { number: 1, hidden: false, cells: header }];
    rows.extend((2..).zip(lines).map(|(number, (cells, _))| {
        let day = Cell::Date(date(2026, 5, 4).at(0, 0, 0, 0));
        let cells = cells.iter().map(|cell| text(cell)).chain([day]).collect();
        Row { number, hidden: false, cells }
    }));
    let names = COLUMNS.iter().map(|(name, _)| (*name).to_owned()).collect();
    let table = Table {
        name: "P".into(),
        header: Some(Header { first_row: 1, last_row: 1, names }),
        rows,
        ..Table::default()
    };
    let mut mapping = Mapping::default();
    mapping.set_sheet("P", COLUMNS.iter().map(|(_, role)| ColumnRole::chosen(*role)).collect());
    let book = Workbook {
        name: "p.xlsx".into(),
        format: Format::Xlsx,
        sheets: vec![table],
        hidden: Vec::new(),
        warnings: Vec::new(),
    };
    (book, mapping)
}

#[test]
fn doubles_are_found_and_people_who_look_alike_are_spared() {
    measure(&file(7, 8));
}

/// Other people, and ways of writing on which nothing was tuned.
#[test]
fn doubles_never_looked_at_are_found_too() {
    measure(&file(20_261_126, 14));
}

fn measure(lines: &[Line]) {
    let (book, mapping) = book(lines);
    let options = Options::new(date(2026, 11, 23));
    let go_on = |_| ControlFlow::Continue(());
    let audit =
        audit::audit(&book, &mapping, support::packs(), &options, &go_on).expect("an audit");
    let found: BTreeSet<usize> = audit
        .findings
        .iter()
        .filter(|finding| finding.check == Check::Duplicate)
        .filter_map(|finding| usize::try_from(finding.place.row?).ok()?.checked_sub(2))
        .collect();
    let mut seen = BTreeSet::new();
    let doubles: BTreeSet<usize> = (0..)
        .zip(lines)
        .filter(|(_, (_, person))| !seen.insert(*person))
        .map(|(at, _)| at)
        .collect();
    let right = found.intersection(&doubles).count();
    for at in doubles.difference(&found).chain(found.difference(&doubles)).take(20) {
        println!("{at}: {:?}", lines.get(*at));
    }
    println!("{} doubles, {} found, {right} right", doubles.len(), found.len());
    assert!(right * 100 >= found.len() * 98, "precision");
    assert!(right * 100 >= doubles.len() * 95, "recall");
}
