//! The people of a workbook, one by one: by what they are recognised, and what they refuse.
//!
//! For the suppression list and for requests of one person; the audit has its own, richer reading.

use jiff::civil::Date;

use super::columns::Columns;
use super::identity::Identity;
use super::place::Places;
use super::row::RowReader;
use super::will::{self, Channels};
use crate::country::Channel;
use crate::mapping::Mapping;
use crate::packs::Packs;
use crate::role::Role;
use crate::table::{Table, Workbook};

/// A row that is about somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its sheet.
    pub sheet: String,
    /// 1-based row.
    pub row: u32,
    /// By what the person is recognised.
    pub identity: Identity,
    /// What the row refuses; none when it refuses nothing.
    pub refusal: Option<Refusal>,
}

/// What somebody refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refusal {
    /// Channels; all when empty.
    pub channels: Vec<Channel>,
    /// The day, when the row tells it.
    pub since: Option<Date>,
}

/// Everybody in the sheets that the mapping holds, in the file's order. In a sheet with a column of
/// refusals or of agreements, those refuse who say so in it; in a sheet without any, everybody does
/// when `list` says that the file is a list of refusals.
#[must_use]
pub fn people(
    book: &Workbook,
    mapping: &Mapping,
    packs: &Packs,
    country: &str,
    list: bool,
) -> Vec<Listed> {
    let reader = row_reader(packs, country);
    let mut people = Vec::new();
    for (table, columns) in sheets_of_people(book, mapping, packs) {
        for row in table.body() {
            let identity = reader.identity(&columns, row);
            if identity.key().is_empty() {
                continue;
            }
            let refusal = match columns.wills.is_empty() {
                true => list.then(Refusal::default),
                false => refused(&will::read(&columns, row, &packs.words)),
            };
            people.push(Listed { sheet: table.name.clone(), row: row.number, identity, refusal });
        }
    }
    people
}

/// Reads rows whatever the day. `country`: whose numbers have no prefix.
pub(crate) fn row_reader<'a>(packs: &'a Packs, country: &str) -> RowReader<'a> {
    let home = packs.countries.get(country);
    RowReader {
        words: &packs.words,
        places: Places::new(&packs.countries),
        calling_code: home.and_then(|home| home.about.phone.first()).map_or("33", String::as_str),
        as_of: Date::MAX,
    }
}

/// The sheets that the mapping holds and that are about people, in the file's order.
pub(crate) fn sheets_of_people<'a>(
    book: &'a Workbook,
    mapping: &'a Mapping,
    packs: &'a Packs,
) -> impl Iterator<Item = (&'a Table, Columns)> {
    book.sheets.iter().filter_map(move |table| {
        let columns = Columns::new(table, &roles_of(table, mapping)?, &packs.words);
        columns.hold_contacts().then_some((table, columns))
    })
}

/// The role of every column of a sheet that is read; none for another one.
pub(crate) fn roles_of(table: &Table, mapping: &Mapping) -> Option<Vec<Role>> {
    let mut roles: Vec<Role> = mapping.sheet(&table.name)?.iter().map(|role| role.used()).collect();
    roles.resize((table.width() as usize).max(roles.len()), Role::Other);
    Some(roles)
}

fn refused(will: &will::Will) -> Option<Refusal> {
    let mut channels = will.opposed;
    channels.extend(will.said_no);
    let all = channels == Channels::ALL;
    let named = if all { Vec::new() } else { channels.iter().collect() };
    (!channels.is_empty()).then_some(Refusal { channels: named, since: will.opposed_on })
}
