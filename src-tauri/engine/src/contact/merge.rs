//! The same person in several sheets and files, what their rows say differently, and which value a
//! merged row would keep.

use std::collections::BTreeMap;

use super::alike::Person;
use super::answer::{self, Answer};
use super::columns::Columns;
use super::day::{self, Reading};
use super::doubles;
use super::people::{row_reader, sheets_of_people};
use crate::mapping::Mapping;
use crate::moments::Order;
use crate::packs::Packs;
use crate::role::Role;
use crate::table::{Cell, Row, Workbook};
use crate::text::fold::plain;

/// A row of one of several files.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Where {
    /// Position of the file.
    pub file: usize,
    /// Sheet.
    pub sheet: String,
    /// 1-based row.
    pub row: u32,
}

/// One person in several rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Double {
    /// The rows, in the order of the files.
    pub rows: Vec<Where>,
    /// Are all of them alike beyond doubt (same address or number, same name and company)?
    pub sure: bool,
    /// What the rows say, column by column.
    pub fields: Vec<Field>,
}

/// What the rows of a person say of one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// What it is.
    pub role: Role,
    /// Its header in the first row that fills it.
    pub header: String,
    /// Different values, the one to keep first. Of notes, all are to be kept.
    pub values: Vec<Told>,
}

/// A value, and the row that says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Position of its row in [`Double::rows`].
    pub row: usize,
    /// As the cell shows it.
    pub value: String,
}

impl Field {
    /// Do the rows contradict each other? Several notes or numbers do not.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.values.len() > 1 && !adds_up(self.role)
    }
}

/// Roles of which a person may have several values.
fn adds_up(role: Role) -> bool {
    matches!(
        role,
        Role::Notes | Role::Email | Role::Phone | Role::Mobile | Role::Website | Role::Other
    )
}

/// Somebody, in a row.
struct Line<'a> {
    file: usize,
    columns: usize,
    row: &'a Row,
}

/// The people who are in several rows of some files, in the order of their first row. `country`: whose
/// numbers have no prefix.
#[must_use]
pub fn same_people(files: &[(&Workbook, &Mapping)], packs: &Packs, country: &str) -> Vec<Double> {
    let reader = row_reader(packs, country);
    let mut sheets: Vec<(&str, &crate::table::Table, Columns)> = Vec::new();
    let mut lines: Vec<Line<'_>> = Vec::new();
    let mut people: Vec<Person> = Vec::new();
    for (file, (book, mapping)) in files.iter().enumerate() {
        for (table, columns) in sheets_of_people(book, mapping, packs) {
            for row in table.body() {
                if !reader.identity(&columns, row).key().is_empty() {
                    people.push(reader.person(&columns, row));
                    lines.push(Line { file, columns: sheets.len(), row });
                }
            }
            sheets.push((&table.name, table, columns));
        }
    }
    let mut roots: Vec<usize> = (0..people.len()).collect();
    let mut groups: BTreeMap<usize, (Vec<usize>, bool)> = BTreeMap::new();
    for (at, found) in doubles::find(&people, &packs.columns).into_iter().enumerate() {
        let Some((before, because)) = found else { continue };
        // A double of a double is the same person.
        let first = roots.get(before).copied().unwrap_or(before);
        if let Some(root) = roots.get_mut(at) {
            *root = first;
        }
        let group = groups.entry(first).or_insert_with(|| (vec![first], true));
        group.0.push(at);
        group.1 &= because.is_sure();
    }
    let double = |(members, sure): (Vec<usize>, bool)| {
        let lines: Vec<&Line<'_>> = members.iter().filter_map(|at| lines.get(*at)).collect();
        let rows = lines.iter().filter_map(|line| {
            let (sheet, ..) = sheets.get(line.columns)?;
            Some(Where { file: line.file, sheet: (*sheet).to_owned(), row: line.row.number })
        });
        Double { rows: rows.collect(), sure, fields: fields(&lines, &sheets, packs) }
    };
    groups.into_values().map(double).collect()
}

fn fields(
    lines: &[&Line<'_>],
    sheets: &[(&str, &crate::table::Table, Columns)],
    packs: &Packs,
) -> Vec<Field> {
    let mut fields = Vec::new();
    for role in Role::all() {
        let mut header = String::new();
        let mut told: Vec<(usize, &Cell, Order)> = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            let Some((_, table, columns)) = sheets.get(line.columns) else { continue };
            for column in columns.of(role) {
                let cell = line.row.cell(*column);
                if !cell.is_blank() {
                    told.push((at, cell, columns.order(*column)));
                    if header.is_empty() {
                        table.header_name(*column).clone_into(&mut header);
                    }
                }
            }
        }
        let mut values: Vec<(i64, Told)> = Vec::new();
        for (row, cell, order) in told {
            let value = cell.to_string().trim().to_owned();
            let same = |(_, known): &(i64, Told)| plain(&known.value) == plain(&value);
            if !values.iter().any(same) {
                values.push((weight(role, cell, order, packs), Told { row, value }));
            }
        }
        // The best first; among equals, the first row of the first file.
        values.sort_by_key(|(weight, told)| (std::cmp::Reverse(*weight), told.row));
        let values: Vec<Told> = values.into_iter().map(|(_, told)| told).collect();
        if !values.is_empty() {
            fields.push(Field { role, header, values });
        }
    }
    fields
}

/// How much a value is worth keeping: a refusal before an agreement, the last news, the first day.
fn weight(role: Role, cell: &Cell, order: Order, packs: &Packs) -> i64 {
    let day = || match day::read(cell, order) {
        Some(Reading::Told(told)) => {
            told.last_day().duration_since(jiff::civil::Date::ZERO).as_hours()
        }
        _ => i64::MIN,
    };
    let says = || answer::read(cell, &packs.words).map(|said| said.answer);
    match role {
        Role::LastContact | Role::LastOutbound | Role::ConsentDate => day(),
        Role::Created => day().checked_neg().unwrap_or(i64::MIN),
        Role::OptOut => i64::from(matches!(says(), Some(Answer::Yes | Answer::Refused))),
        Role::ConsentEmail | Role::ConsentSms | Role::ConsentPhone | Role::ConsentPost => {
            i64::from(matches!(says(), Some(Answer::No | Answer::Refused)))
        }
        _ => 0,
    }
}
