//! A contact: what its row says, made ready for the checks.

use jiff::civil::Date;

use super::alike::{Person, company_words};
use super::audience::{self, Guess};
use super::columns::{Columns, DAYS};
use super::day::{self, Reading};
use super::email::{self, Address, Mail};
use super::identity::{Identity, digest};
use super::phone::{self, Phone};
use super::place::{Place, Places};
use super::will::{self, Channels, Will};
use super::words::ContactWords;
use crate::country::{Channel, Evidence, Relation};
use crate::role::Role;
use crate::table::Row;
use crate::text::fold::plain;

/// A row, read as a contact.
pub(crate) struct Contact<'a> {
    /// The row.
    pub(crate) row: &'a Row,
    /// Position of its sheet.
    pub(crate) sheet: usize,
    /// What it is compared by.
    pub(crate) keys: Keys,
    /// Whom it is about, when the row tells.
    pub(crate) guess: Option<Guess>,
    /// What links it to the company.
    pub(crate) relation: Relation,
    /// Its country, when something tells.
    pub(crate) place: Option<Place<'a>>,
    /// Can it be written to?
    pub(crate) has_email: bool,
    /// Can it be called?
    pub(crate) has_phone: bool,
    /// Can it be sent text messages?
    pub(crate) has_mobile: bool,
    /// Can it be sent letters?
    pub(crate) has_address: bool,
    /// What its columns tell of its will.
    pub(crate) will: Will,
    /// What its notes and its other rows tell of its will.
    pub(crate) told: Told,
    /// The last day it was heard of, told by its columns, then by its notes.
    pub(crate) heard: Option<Date>,
    /// Is that day one of which nothing says who moved, or in which year?
    pub(crate) heard_in_doubt: bool,
}

/// What is told of a contact's will outside its consent columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Told {
    /// Channels refused in a note, and the column of that note.
    pub(crate) refused: Option<(u32, Channels)>,
    /// Channels agreed to in a note, the column of that note, and the day.
    pub(crate) agreed: Option<(u32, Channels, Option<Date>)>,
    /// Channels refused in another row of the same person: position of that contact.
    pub(crate) elsewhere: Option<(usize, Channels)>,
    /// Channels to which another row of the same person says no: position of that contact.
    pub(crate) denied: Option<(usize, Channels)>,
    /// Channels refused by the suppression list.
    pub(crate) listed: Option<(Channels, Option<Date>)>,
}

impl Contact<'_> {
    /// Channels refused, by whatever tells it.
    pub(crate) fn refused(&self) -> Channels {
        let mut all = self.refused_in_file();
        all.extend(self.told.listed.map(|(channels, _)| channels).unwrap_or_default());
        all
    }

    /// Channels that the file itself says are refused.
    pub(crate) fn refused_in_file(&self) -> Channels {
        let mut all = self.will.opposed;
        all.extend(self.told.refused.map(|(_, channels)| channels).unwrap_or_default());
        all.extend(self.told.elsewhere.map(|(_, channels)| channels).unwrap_or_default());
        all
    }

    /// Channels that a column agrees to, and another column or row of the same person does not.
    pub(crate) fn disputed(&self) -> Channels {
        let denied = self.told.denied.map(|(_, channels)| channels).unwrap_or_default();
        let mut all = self.will.disputed();
        all.extend(denied.iter().filter(|channel| self.will.grant(*channel).is_some()).collect());
        all
    }

    /// What the rules are asked with: a refusal outranks all, columns come before notes.
    pub(crate) fn evidence(&self, channel: Channel) -> Evidence {
        if self.refused().has(channel) || self.disputed().has(channel) {
            return Evidence::Refused;
        }
        match (self.will.evidence(channel), self.told.agreed) {
            (Evidence::None, Some((_, channels, on))) if channels.has(channel) => {
                Evidence::Granted { on, proved: false, until: None }
            }
            (told, _) => told,
        }
    }

    /// Can it be reached on a channel?
    pub(crate) fn reachable(&self, channel: Channel) -> bool {
        match channel {
            Channel::Email => self.has_email,
            Channel::Sms => self.has_mobile,
            Channel::Phone => self.has_phone,
            _ => false,
        }
    }
}

/// Digests of what tells a contact apart; none is 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Keys {
    pub(crate) email: u64,
    pub(crate) phone: u64,
    /// Of name and company.
    pub(crate) name: u64,
    /// Is there a company in `name`?
    pub(crate) with_company: bool,
}

/// What reading rows needs.
pub(crate) struct RowReader<'a> {
    pub(crate) words: &'a ContactWords,
    pub(crate) places: Places<'a>,
    /// Calling code of numbers without one.
    pub(crate) calling_code: &'a str,
    /// The day; what comes after it was not heard.
    pub(crate) as_of: Date,
}

/// Words before a name that are none of it.
const CIVILITIES: [&str; 9] = ["m", "mr", "mme", "mlle", "mrs", "ms", "monsieur", "madame", "dr"];

/// E-mail and phone numbers of a row.
struct Details {
    mail: Option<Address>,
    more_mails: Vec<Address>,
    phones: Vec<phone::Number>,
}

impl<'a> RowReader<'a> {
    /// Reads a row; none when nobody can be told by it (a blank line, a total).
    pub(crate) fn read(
        &self,
        columns: &Columns,
        sheet: usize,
        row: &'a Row,
    ) -> Option<Contact<'a>> {
        let (details, name) = (self.details(columns, row), name(columns, row));
        if details.mail.is_none() && details.phones.is_empty() && name.is_none() {
            return None;
        }
        let mail = details.mail.as_ref();
        let phone = details.phones.first().map(|number| number.e164.as_str());
        let place = self.places.of(
            columns.text(row, Role::Country),
            phone,
            mail.map(|mail| mail.domain.as_str()),
        );
        Some(Contact {
            row,
            sheet,
            keys: keys(&details, name.as_deref()),
            guess: audience::guess(columns, row, mail, self.words),
            relation: audience::relation(columns, row, self.words),
            place,
            has_email: mail.is_some(),
            has_phone: !details.phones.is_empty(),
            has_mobile: details.phones.iter().any(|number| number.mobile),
            has_address: columns.text(row, Role::Address).is_some(),
            will: will::read(columns, row, self.words),
            told: Told::default(),
            heard: heard(columns, row, self.as_of),
            heard_in_doubt: false,
        })
    }

    fn details(&self, columns: &Columns, row: &Row) -> Details {
        let mut mails = mails(columns, row);
        let mail = mails.next();
        let more_mails = mails.collect();
        Details { mail, more_mails, phones: self.phones(columns, row).collect() }
    }

    fn phones(&self, columns: &Columns, row: &Row) -> impl Iterator<Item = phone::Number> {
        let numbers = columns.of(Role::Phone).iter().chain(columns.of(Role::Mobile));
        numbers.filter_map(|column| phone::read(row.cell(*column), self.calling_code)).flat_map(
            |phone| match phone {
                Phone::Good(numbers) => numbers,
                Phone::Bad => Vec::new(),
            },
        )
    }

    /// The row, ready to be compared with others.
    pub(crate) fn person(&self, columns: &Columns, row: &Row) -> Person {
        let details = self.details(columns, row);
        let text = |role| columns.text(row, role).unwrap_or_default();
        let last = match text(Role::LastName) {
            "" => text(Role::FullName),
            last => last,
        };
        // "M. Durand" is no initial in a column of whole names; "M." is one among given names.
        let (first, last) = (plain(text(Role::FirstName)), plain(last));
        let words = last.split(' ').filter(|word| !CIVILITIES.contains(word));
        let mut name: Vec<&str> = first.split(' ').chain(words).collect();
        name.sort();
        let place = match columns.cell(row, Role::Postcode) {
            Some((_, cell)) => Some(plain(&cell.to_string())),
            None => columns.text(row, Role::City).map(plain),
        };
        Person {
            name: name.into_iter().collect(),
            company: company_words(&plain(text(Role::Company))),
            shared_mailbox: details
                .mail
                .as_ref()
                .is_some_and(|mail| audience::is_generic(mail, self.words)),
            phones: details.phones.iter().map(|number| number.e164.as_str()).collect(),
            email: details.mail.map(|mail| mail.normal()),
            place: place.filter(|place| !place.is_empty()),
        }
    }

    /// What decisions about the contact of a row are remembered by: [`Identity::key`], without the
    /// rest.
    pub(crate) fn key(&self, columns: &Columns, row: &Row) -> String {
        let mail = mails(columns, row).next().map(|mail| mail.normal());
        mail.or_else(|| self.phones(columns, row).next().map(|number| number.e164))
            .or_else(|| name(columns, row))
            .unwrap_or_default()
    }

    /// What tells the contact of a row apart.
    pub(crate) fn identity(&self, columns: &Columns, row: &Row) -> Identity {
        let details = self.details(columns, row);
        let mut phones = details.phones.into_iter().map(|number| number.e164);
        let phone = phones.next();
        let mails = details.more_mails.iter().map(Address::normal);
        Identity {
            email: details.mail.map(|mail| mail.normal()),
            phone,
            name: name(columns, row),
            others: mails.chain(phones).collect(),
        }
    }
}

/// Addresses of a row.
fn mails(columns: &Columns, row: &Row) -> impl Iterator<Item = Address> {
    let texts = columns.of(Role::Email).iter().filter_map(|column| row.cell(*column).as_text());
    texts.filter_map(email::read).flat_map(|mail| match mail {
        Mail::Good(all) => all,
        Mail::Bad => Vec::new(),
    })
}

/// Folded name and company of a row.
fn name(columns: &Columns, row: &Row) -> Option<String> {
    let text = |role| columns.text(row, role).unwrap_or_default();
    let last = match text(Role::LastName) {
        "" => text(Role::FullName),
        last => last,
    };
    Identity::of_name(text(Role::FirstName), last, text(Role::Company))
        .or_else(|| Identity::of_name(text(Role::Company), "", ""))
}

fn keys(details: &Details, name: Option<&str>) -> Keys {
    let mobile = details.phones.iter().find(|number| number.mobile);
    let phone = mobile.or(details.phones.first());
    Keys {
        email: details.mail.as_ref().map_or(0, |mail| digest(&mail.normal())),
        phone: phone.map_or(0, |number| digest(&number.e164)),
        name: name.map_or(0, digest),
        with_company: name.is_some_and(|name| !name.ends_with('|')),
    }
}

/// The latest day, up to `as_of`, of the columns that count: what we sent ourselves does not.
fn heard(columns: &Columns, row: &Row, as_of: Date) -> Option<Date> {
    let counts = DAYS.into_iter().filter(|role| *role != Role::LastOutbound);
    let counting = counts.flat_map(|role| columns.of(role));
    let days =
        counting.filter(|column| !columns.tells_end(**column)).filter_map(
            |column| match day::read(row.cell(*column), columns.order(*column)) {
                Some(Reading::Told(told)) if told.first_day() <= as_of => {
                    Some(told.last_day().min(as_of))
                }
                _ => None,
            },
        );
    days.max()
}
