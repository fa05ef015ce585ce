//! The same person in several rows, of one sheet or of several, and what the rows say differently.

use std::hash::{Hash, Hasher};
use std::num::NonZero;

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
const GROUP: u8 = 24;
/// Columns named in a sentence.
const SHOWN: usize = 4;

pub(super) fn run(context: &Context<'_>, desk: &mut Desk<'_>) {
    let people = people(context);
    let mut groups = Groups::new(people.len());
    for (at, (person, contact)) in (0u32..).zip(people.iter().zip(&context.contacts)) {
        let Some(sheet) = context.sheets.get(contact.sheet) else { continue };
        let keys = keys(person);
        let same = |other: u32| person.same_as(people.get(other as usize)?, &context.packs.columns);
        // The first row that is the same person, so that all its doubles name one row.
        let found = keys
            .iter()
            .flat_map(|key| groups.of(*key))
            .filter_map(|other| Some((other, same(other)?)))
            .min_by_key(|(other, _)| *other);
        if let Some((first, because)) = found {
            put(context, desk, sheet, contact, because, first as usize);
        }
        keys.into_iter().for_each(|key| groups.add(key, at));
    }
}

/// Every contact, ready to be compared; only the time it takes depends on the number of processors.
fn people(context: &Context<'_>) -> Vec<Person> {
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    let part = context.contacts.len().div_ceil(threads).max(1);
    let read = |contact: &Contact<'_>| {
        let sheet = context.sheets.get(contact.sheet);
        sheet.map(|sheet| context.rows.person(&sheet.columns, contact.row)).unwrap_or_default()
    };
    std::thread::scope(|scope| {
        let parts: Vec<_> = context
            .contacts
            .chunks(part)
            .map(|part| scope.spawn(move || part.iter().map(read).collect::<Vec<_>>()))
            .collect();
        parts.into_iter().filter_map(|part| part.join().ok()).flatten().collect()
    })
}

/// Rows by what they share, each group a chain from its last row to its first.
struct Groups {
    /// The last link of a group, and its number of rows.
    last: FxHashMap<u64, (u32, u8)>,
    /// A row, and the link before it in its group.
    links: Vec<(u32, u32)>,
}

/// No link.
const END: u32 = u32::MAX;

impl Groups {
    fn new(rows: usize) -> Self {
        let mut last = FxHashMap::default();
        last.reserve(4 * rows);
        Self { last, links: Vec::with_capacity(6 * rows) }
    }

    /// Rows of a group.
    fn of(&self, key: u64) -> impl Iterator<Item = u32> + '_ {
        let mut at = self.last.get(&key).map_or(END, |(last, _)| *last);
        std::iter::from_fn(move || {
            let (row, before) = *self.links.get(at as usize)?;
            at = before;
            Some(row)
        })
    }

    /// Adds a row to a group that is not full.
    fn add(&mut self, key: u64, row: u32) {
        let (last, count) = self.last.entry(key).or_insert((END, 0));
        if *count < GROUP {
            self.links.push((row, *last));
            *last = u32::try_from(self.links.len() - 1).unwrap_or(END);
            *count += 1;
        }
    }
}

/// Groups in which a row's doubles are looked for.
fn keys(person: &Person) -> Vec<u64> {
    let mut keys = Vec::with_capacity(8);
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
