//! Which rows are about one person: each is compared with those that share an address, a number, a
//! name or a company with it, and no others.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use super::alike::{Because, Person};
use crate::columns::ColumnPack;

/// Rows of one group that a row is compared with: more share a switchboard or a common name.
const GROUP: u8 = 24;

/// For each row, the first row before it that is the same person, and why.
pub(crate) fn find(people: &[Person], pack: &ColumnPack) -> Vec<Option<(usize, Because)>> {
    let mut groups = Groups::new(people.len());
    let mut found = Vec::with_capacity(people.len());
    for (at, person) in (0u32..).zip(people) {
        let keys = keys(person);
        let same = |other: u32| person.same_as(people.get(other as usize)?, pack);
        // The first row that is the same person, so that all its doubles name one row.
        let first = keys
            .iter()
            .flat_map(|key| groups.of(*key))
            .filter_map(|other| Some((other as usize, same(other)?)))
            .min_by_key(|(other, _)| *other);
        found.push(first);
        keys.into_iter().for_each(|key| groups.add(key, at));
    }
    found
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
        let name = if person.shared_mailbox { person.name.letters() } else { String::new() };
        key("email", &[email, &name]);
    }
    let last = person.name.first().unwrap_or_default();
    for phone in person.phones.iter() {
        key("phone", &[phone, if person.name.len() > 1 { head(last) } else { "" }]);
    }
    let company = person.company.letters();
    if person.name.len() > 1 {
        key("name", &[&person.name.letters()]);
        for word in person.name.iter() {
            if !company.is_empty() {
                key("company", &[&company, head(word)]);
            }
        }
    } else if !company.is_empty() {
        key("company", &[&company, last]);
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
