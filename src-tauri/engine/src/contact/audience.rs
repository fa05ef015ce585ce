//! Private person or professional? Guessed row by row, with the reason.

use serde::{Deserialize, Serialize};

use super::columns::Columns;
use super::email::Address;
use super::words::ContactWords;
use crate::country::{Audience, Channel, Relation};
use crate::role::Role;
use crate::table::Row;
use crate::text::fold::plain;

/// What a guess rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The audience or status column says so.
    Said,
    /// A valid SIREN, SIRET or VAT number.
    CompanyNumber,
    /// A company name.
    Company,
    /// A job title.
    JobTitle,
    /// An address at a company's own domain.
    WorkMailbox,
    /// A shared mailbox, as contact@.
    SharedMailbox,
    /// An address at a provider open to everybody, and nothing professional.
    FreeMailbox,
    /// Most rows of the sheet are so.
    Sheet,
    /// The choice made for the whole file.
    Default,
    /// Somebody said so of this person.
    Chosen,
}

/// Whom a row is about, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Guess {
    /// The person.
    pub(crate) audience: Audience,
    /// The mailbox: a professional's may be shared, or private.
    pub(crate) mail: Audience,
    pub(crate) why: Why,
}

impl Guess {
    /// The same for every channel.
    pub(crate) fn plain(audience: Audience, why: Why) -> Self {
        Self { audience, mail: audience, why }
    }

    /// Whom somebody said that the row is about. A mailbox stays what it was taken for among
    /// professionals: shared, or private.
    pub(crate) fn chosen(audience: Audience, before: Option<Self>) -> Self {
        let at_work = |one: Audience| one != Audience::Consumer;
        let before = before.filter(|before| at_work(audience) && at_work(before.audience));
        let mail = before.map_or(audience, |before| before.mail);
        Self { audience, mail, why: Why::Chosen }
    }

    /// Whom one reaches on a channel.
    pub(crate) fn on(self, channel: Channel) -> Audience {
        if channel == Channel::Email { self.mail } else { self.audience }
    }
}

/// What a row says of its audience by itself; none when it says nothing.
pub(crate) fn guess(
    columns: &Columns,
    row: &Row,
    mail: Option<&Address>,
    words: &ContactWords,
) -> Option<Guess> {
    said(columns, row, words)
        .or_else(|| {
            professional(columns, row, words).map(|why| Guess::plain(Audience::Professional, why))
        })
        .map(|guess| with_mailbox(guess, mail, words))
        .or_else(|| by_mailbox(mail?, words))
}

fn said(columns: &Columns, row: &Row, words: &ContactWords) -> Option<Guess> {
    let texts = [Role::Audience, Role::Status, Role::Company, Role::JobTitle]
        .into_iter()
        .filter_map(|role| columns.text(row, role));
    texts.map(plain).find_map(|text| {
        let is = |set: &rustc_hash::FxHashSet<String>| set.contains(&text);
        let audience = if is(&words.consumer) || is(&words.no_job) {
            Audience::Consumer
        } else if is(&words.sole_trader) {
            Audience::SoleTrader
        } else if is(&words.professional) {
            Audience::Professional
        } else {
            return None;
        };
        Some(Guess::plain(audience, Why::Said))
    })
}

fn professional(columns: &Columns, row: &Row, words: &ContactWords) -> Option<Why> {
    let number = columns
        .cell(row, Role::Siren)
        .is_some_and(|(_, cell)| is_company_number(&cell.to_string()));
    if number {
        return Some(Why::CompanyNumber);
    }
    let filled =
        |role| columns.text(row, role).is_some_and(|text| text.chars().any(char::is_alphanumeric));
    if filled(Role::Company) {
        return Some(Why::Company);
    }
    let job = columns.text(row, Role::JobTitle).map(plain);
    job.filter(|job| !job.is_empty() && !job.split(' ').any(|word| words.no_job.contains(word)))
        .map(|_| Why::JobTitle)
}

/// A professional's mailbox says whether the address is a person's, a team's or a private one.
fn with_mailbox(guess: Guess, mail: Option<&Address>, words: &ContactWords) -> Guess {
    let Some(mail) = mail.filter(|_| guess.audience != Audience::Consumer) else { return guess };
    let mail = if words.free_mailboxes.contains(&mail.domain) {
        Audience::SoleTrader
    } else if is_generic(mail, words) {
        Audience::Generic
    } else {
        Audience::Professional
    };
    Guess { mail, ..guess }
}

/// A company's own domain makes a professional.
fn by_mailbox(mail: &Address, words: &ContactWords) -> Option<Guess> {
    if words.free_mailboxes.contains(&mail.domain) {
        return None;
    }
    let shared = is_generic(mail, words);
    let why = if shared { Why::SharedMailbox } else { Why::WorkMailbox };
    let audience = Audience::Professional;
    Some(Guess { mail: if shared { Audience::Generic } else { audience }, audience, why })
}

/// Is the mailbox read by several people?
pub(crate) fn is_generic(mail: &Address, words: &ContactWords) -> bool {
    let base = mail.local.split('+').next().unwrap_or_default();
    let first = base.split(['.', '-', '_']).next().unwrap_or_default();
    let trimmed = first.trim_end_matches(|c: char| c.is_ascii_digit());
    // "contact.lyon", "info2"; but "com.durand" is a person.
    words.generic_locals.contains(base)
        || (trimmed.len() >= 4 && words.generic_locals.contains(trimmed))
}

/// SIREN or SIRET with its key, or a VAT number of the Union.
pub(crate) fn is_company_number(text: &str) -> bool {
    let compact: Vec<u8> = text.bytes().filter(u8::is_ascii_alphanumeric).collect();
    let digits = compact.iter().filter(|byte| byte.is_ascii_digit()).count();
    if digits == compact.len() {
        return matches!(digits, 9 | 14) && luhn(&compact);
    }
    let letters = compact.iter().take(2).all(u8::is_ascii_alphabetic);
    letters && (8..=12).contains(&digits)
}

fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .zip([1u32, 2].into_iter().cycle())
        .map(|(byte, weight)| u32::from(byte - b'0') * weight)
        .map(|value| if value > 9 { value - 9 } else { value })
        .sum();
    sum > 0 && sum.is_multiple_of(10)
}

/// What links a contact to the company, told by the status and audience columns.
pub(crate) fn relation(columns: &Columns, row: &Row, words: &ContactWords) -> Relation {
    let texts =
        [Role::Status, Role::Audience].into_iter().filter_map(|role| columns.text(row, role));
    for text in texts.map(plain) {
        if words.contract.contains(&text) {
            return Relation::Contract;
        }
        if words.candidate.contains(&text) {
            return Relation::Candidate;
        }
        if words.customer.contains(&text) && !words.former_customer.contains(&text) {
            return Relation::Customer;
        }
    }
    Relation::Prospect
}
