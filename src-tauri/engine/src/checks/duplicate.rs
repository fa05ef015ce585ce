//! The same person in several rows, of one sheet or of several, and what the rows say differently.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use super::context::{Context, Sheet};
use super::desk::{Desk, Draft};
use super::opposition::other_row;
use crate::contact::alike::{Because, Person};
use crate::contact::row::Contact;
use crate::finding::{ActionKind, Check, Place, Severity};
use crate::table::{Cell, Row};
use crate::text::fold::plain;

/// Rows of one group that a row is compared with: more share a switchboard or a common name.
const GROUP: usize = 24;
/// Columns named in a sentence.
const SHOWN: usize = 4;

pub(super) fn run(context: &Context<'_>, desk: &mut Desk<'_>) {
    let mut people: Vec<Person> = Vec::with_capacity(context.contacts.len());
    let mut groups: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    for (at, contact) in context.contacts.iter().enumerate() {
        let Some(sheet) = context.sheets.get(contact.sheet) else { continue };
        let person = context.rows.person(&sheet.columns, contact.row);
        let keys = keys(&person);
        let found = keys.iter().find_map(|key| {
            let group = groups.get(key)?;
            group.iter().find_map(|other| {
                let because =
                    person.same_as(people.get(*other as usize)?, &context.packs.columns)?;
                Some((because, *other as usize))
            })
        });
        if let Some((because, first)) = found {
            put(context, desk, sheet, contact, because, first);
        }
        people.push(person);
        for key in keys {
            let group = groups.entry(key).or_default();
            // A row that repeats another adds nothing to compare with, unless it says more.
            if group.len() < GROUP {
                group.push(u32::try_from(at).unwrap_or(u32::MAX));
            }
        }
    }
}

/// Groups in which a row's doubles are looked for.
fn keys(person: &Person) -> Vec<u64> {
    let mut keys = Vec::new();
    let mut key = |kind: &str, parts: &[&str]| {
        let mut hasher = FxHasher::default();
        (kind, parts).hash(&mut hasher);
        keys.push(hasher.finish());
    };
    if let Some(email) = &person.email {
        // Colleagues who share a mailbox are each in a group of their own.
        let name = if person.shared_mailbox { person.name.concat() } else { String::new() };
        key("email", &[email, &name]);
    }
    let last = person.name.first().map_or("", String::as_str);
    for phone in &person.phones {
        key("phone", &[phone, if person.name.len() > 1 { head(last) } else { "" }]);
    }
    let company = person.company.concat();
    if person.name.len() > 1 {
        key("name", &[&person.name.concat()]);
        for word in &person.name {
            if !company.is_empty() {
                key("company", &[&company, head(word)]);
            }
        }
    } else if !company.is_empty() {
        key("company", &[&company, person.name.first().map_or("", String::as_str)]);
    }
    if person.name.is_empty()
        && let (Some(place), Some(word)) = (&person.place, person.company.first())
    {
        key("place", &[place, head(word)]);
    }
    keys
}

/// The first two letters.
fn head(word: &str) -> &str {
    word.char_indices().nth(2).map_or(word, |(at, _)| word.get(..at).unwrap_or(word))
}

fn put(
    context: &Context<'_>,
    desk: &mut Desk<'_>,
    sheet: &Sheet<'_>,
    contact: &Contact<'_>,
    because: Because,
    first: usize,
) {
    let (name, severity) = match because {
        Because::Email => ("duplicate.email", Severity::Minor),
        Because::Phone => ("duplicate.phone", Severity::Minor),
        Because::Name => ("duplicate.name", Severity::Minor),
        Because::Likely => ("duplicate.likely", Severity::Info),
    };
    let row = other_row(context, contact, first);
    let other = context.contacts.get(first).filter(|other| other.sheet == contact.sheet);
    let compared =
        other.map(|other| Compared::of(sheet, contact.row, other.row)).unwrap_or_default();
    let mut message = desk.say(name, &[("row", row.clone())]);
    for (key, columns) in
        [("duplicate.differs", &compared.differ), ("duplicate.completes", &compared.adds)]
    {
        if !columns.is_empty() {
            let columns = columns.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
            let more = desk.say(key, &[("row", row.clone()), ("columns", columns)]);
            message = desk.share(format!("{message} {more}"));
        }
    }
    let adds_nothing = other.is_some() && compared.differ.is_empty() && compared.adds.is_empty();
    let actions = if adds_nothing && because != Because::Likely {
        desk.actions(&[ActionKind::DeleteRow, ActionKind::Keep])
    } else {
        desk.actions(&[ActionKind::Keep, ActionKind::DeleteRow])
    };
    desk.put(Draft {
        check: Check::Duplicate,
        category: None,
        rule: name,
        severity,
        place: Place {
            sheet: sheet.table.name.clone(),
            row: Some(contact.row.number),
            column: None,
            span: None,
        },
        text: "",
        message,
        basis: &["gdpr-5-1-d".to_owned()],
        actions,
        about: context.rows.identity(&sheet.columns, contact.row).key(),
    });
}

/// What a row says that another one does not.
#[derive(Default)]
struct Compared {
    /// Headers of columns in which both say something else.
    differ: Vec<String>,
    /// Headers of columns that the other row leaves blank.
    adds: Vec<String>,
}

impl Compared {
    fn of(sheet: &Sheet<'_>, row: &Row, other: &Row) -> Self {
        let mut compared = Self::default();
        for (column, cell) in (0u32..).zip(&row.cells) {
            let theirs = other.cell(column);
            if cell.is_blank() || same(cell, theirs) {
                continue;
            }
            let header = match sheet.table.header_name(column) {
                "" => crate::table::column_letters(column),
                name => name.to_owned(),
            };
            if theirs.is_blank() { &mut compared.adds } else { &mut compared.differ }.push(header);
        }
        compared
    }
}

/// Do two cells say the same, however it is written?
fn same(a: &Cell, b: &Cell) -> bool {
    a == b || plain(&a.to_string()) == plain(&b.to_string())
}
