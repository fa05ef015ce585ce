//! The suppression list of this computer: filled from files, asked about contacts (GDPR 21(3)).

use std::collections::BTreeMap;
use std::sync::Arc;

use epure_engine::audit::Suppressed;
use epure_engine::contact::{Identity, Listed, Refusal};
use epure_engine::country::Channel;
use epure_store::{Store, Suppressed as Entry};
use jiff::civil::Date;

use crate::error::Error;
use crate::pipeline::Lookup;
use crate::word;

/// The word of the list for a refusal of every channel.
pub(crate) const ALL: &str = "all";

/// Channels that the list tells apart.
const LISTED: [Channel; 4] = [Channel::Email, Channel::Sms, Channel::Phone, Channel::Post];

/// What was taken into the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Imported {
    /// Rows that are about somebody.
    pub(crate) people: usize,
    /// Those who refuse something.
    pub(crate) refusals: usize,
    /// Those who were not on the list yet.
    pub(crate) added: u64,
}

/// Where refusals come from.
pub(crate) struct Origin<'a> {
    /// The file they are read in.
    pub(crate) file: &'a str,
    /// The day of those that tell none.
    pub(crate) day: Date,
    /// The channels refused, whatever the file says; none to believe the file.
    pub(crate) channel: Option<&'a str>,
}

/// Adds the people of a file who refuse.
pub(crate) fn import(
    store: &Store,
    people: &[Listed],
    origin: &Origin<'_>,
) -> Result<Imported, Error> {
    let mut entries = Vec::new();
    for person in people {
        let Some(refusal) = &person.refusal else { continue };
        let since = refusal.since.filter(|since| *since <= origin.day).unwrap_or(origin.day);
        let channels: Vec<String> = match origin.channel {
            Some(channel) => vec![channel.to_owned()],
            None if refusal.channels.is_empty() => vec![ALL.to_owned()],
            None => refusal.channels.iter().map(word::of).collect(),
        };
        let entry = |channel| Entry { channel, since, origin: origin.file.to_owned() };
        entries.push((keys(&person.identity), channels.into_iter().map(entry).collect()));
    }
    let added = store.suppression().add_all(&entries)?;
    Ok(Imported { people: people.len(), refusals: entries.len(), added })
}

/// Adds the people of some rows, with the channels that each refuses; gives the number of those who
/// were not on the list. `people`: everybody in the file.
pub(crate) fn take_in(
    store: &Store,
    people: &[Listed],
    rows: &BTreeMap<(String, u32), Vec<Channel>>,
    origin: &Origin<'_>,
) -> Result<u64, Error> {
    let refusing = people.iter().filter_map(|person| {
        let channels = rows.get(&(person.sheet.clone(), person.row))?;
        let since = person.refusal.as_ref().and_then(|refusal| refusal.since);
        let all = LISTED.iter().all(|channel| channels.contains(channel));
        let channels = if all { Vec::new() } else { channels.clone() };
        Some(Listed { refusal: Some(Refusal { channels, since }), ..person.clone() })
    });
    let refusing: Vec<Listed> = refusing.collect();
    Ok(import(store, &refusing, origin)?.added)
}

/// The people of a file who are on the list, with what they refuse.
pub(crate) fn matches<'p>(
    store: &Store,
    people: &'p [Listed],
) -> Result<Vec<(&'p Listed, Suppressed)>, Error> {
    let Some(lookup) = lookup(store)? else { return Ok(Vec::new()) };
    let found = people.iter().filter_map(|person| Some((person, lookup(&person.identity)?)));
    Ok(found.collect())
}

/// Looks contacts up in the list; none when the list is empty.
pub(crate) fn lookup(store: &Store) -> Result<Option<Lookup>, Error> {
    let all = store.suppression().all()?;
    if all.is_empty() {
        return Ok(None);
    }
    Ok(Some(Arc::new(move |identity: &Identity| {
        let keys = keys(identity);
        let found = keys.iter().flat_map(|key| {
            let rows = all.of(key).iter();
            rows.filter_map(move |(channel, since)| Some((told_by(key, channel)?, *since)))
        });
        refusal(found.collect())
    })))
}

/// What a refusal says of a contact recognised by a key. A number alone may be a switchboard's: it tells
/// that it must not be called, and nothing of the other channels.
fn told_by(key: &str, channel: &str) -> Option<Refused> {
    let channel = self::channel(channel);
    if !key.starts_with("phone:") {
        return Some(channel.map_or(Refused::All, Refused::One));
    }
    match channel {
        None => Some(Refused::Number),
        Some(Channel::Sms | Channel::Phone) => channel.map(Refused::One),
        Some(_) => None,
    }
}

/// What a row of the list refuses.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Refused {
    /// Every channel.
    All,
    /// Calls and text messages to one number.
    Number,
    /// One channel.
    One(Channel),
}

/// By what a contact is known in the list: each normalised text after its kind. A name counts with
/// its company: a name alone has namesakes.
pub(crate) fn keys(identity: &Identity) -> Vec<String> {
    let mails = identity.email.iter().chain(identity.others.iter().filter(|o| o.contains('@')));
    let numbers = identity.phone.iter().chain(identity.others.iter().filter(|o| !o.contains('@')));
    let named =
        |name: &&String| name.split_once('|').is_some_and(|(_, company)| !company.is_empty());
    let names = identity.name.iter().filter(named);
    let mails = mails.map(|mail| format!("email:{mail}"));
    let numbers = numbers.map(|number| format!("phone:{number}"));
    mails.chain(numbers).chain(names.map(|name| format!("name:{name}"))).collect()
}

/// What rows of the list say together: every channel they name, since the earliest day.
fn refusal(rows: Vec<(Refused, Date)>) -> Option<Suppressed> {
    let since = rows.iter().map(|(_, since)| *since).min()?;
    let mut channels = Vec::new();
    if rows.iter().all(|(refused, _)| *refused != Refused::All) {
        for (refused, _) in rows {
            match refused {
                Refused::One(channel) => channels.push(channel),
                _ => channels.extend([Channel::Sms, Channel::Phone]),
            }
        }
        channels.sort_unstable();
        channels.dedup();
    }
    Some(Suppressed { channels, since: Some(since) })
}

/// The channels of a text such as `email,sms`, or all of them.
pub(crate) fn channels(words: &str) -> Vec<Channel> {
    if words == ALL { LISTED.to_vec() } else { words.split(',').filter_map(channel).collect() }
}

/// The channel that the list knows by a word.
pub(crate) fn channel(name: &str) -> Option<Channel> {
    LISTED.into_iter().find(|channel| word::of(channel) == name)
}
