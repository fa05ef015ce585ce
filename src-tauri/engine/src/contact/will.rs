//! What the cells of a row tell of the person's will, channel by channel.

use jiff::civil::Date;

use super::answer::{self, Answer};
use super::columns::{Columns, WillColumn};
use super::day::{self, Reading};
use super::words::ContactWords;
use crate::country::{Channel, Evidence};
use crate::role::Role;
use crate::table::Row;

/// Channels that files tell about.
pub(crate) const CHANNELS: [Channel; 4] =
    [Channel::Email, Channel::Sms, Channel::Phone, Channel::Post];

/// Some of [`CHANNELS`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Channels(u8);

impl Channels {
    /// All of them.
    pub(crate) const ALL: Self = Self(0b1111);

    pub(crate) fn insert(&mut self, channel: Channel) {
        self.0 |= bit(channel);
    }

    pub(crate) fn extend(&mut self, other: Self) {
        self.0 |= other.0;
    }

    pub(crate) fn has(self, channel: Channel) -> bool {
        self.0 & bit(channel) != 0
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(crate) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Its channels, in the order of [`CHANNELS`].
    pub(crate) fn iter(self) -> impl Iterator<Item = Channel> {
        CHANNELS.into_iter().filter(move |channel| self.has(*channel))
    }
}

impl FromIterator<Channel> for Channels {
    fn from_iter<I: IntoIterator<Item = Channel>>(channels: I) -> Self {
        let mut all = Self::default();
        channels.into_iter().for_each(|channel| all.insert(channel));
        all
    }
}

/// A text about a message or a fax is of no file's column.
fn bit(channel: Channel) -> u8 {
    CHANNELS.iter().position(|known| *known == channel).map_or(0, |at| 1 << at)
}

/// An agreement told by a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Grant {
    /// 0-based column.
    pub(crate) column: u32,
    /// The day, when told.
    pub(crate) on: Option<Date>,
    /// Is there a trace of how?
    pub(crate) proved: bool,
}

/// What a row tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Will {
    /// Agreements, in the order of [`CHANNELS`].
    pub(crate) granted: [Option<Grant>; 4],
    /// Channels refused outright (a refusal column, "unsubscribed"), and where it is told.
    pub(crate) opposed: Channels,
    /// Column that tells it.
    pub(crate) opposed_in: Option<u32>,
    /// The day of the refusal, when the column tells it.
    pub(crate) opposed_on: Option<Date>,
    /// Channels for which a consent column says no.
    pub(crate) said_no: Channels,
    /// Column that tells it.
    pub(crate) no_in: Option<u32>,
}

impl Will {
    /// The agreement for a channel.
    pub(crate) fn grant(&self, channel: Channel) -> Option<Grant> {
        let at = CHANNELS.iter().position(|known| *known == channel)?;
        self.granted.get(at).copied().flatten()
    }

    fn set_grant(&mut self, channel: Channel, grant: Grant) {
        let at = CHANNELS.iter().position(|known| *known == channel);
        if let Some(slot) = at.and_then(|at| self.granted.get_mut(at)) {
            slot.get_or_insert(grant);
        }
    }

    /// What the rules are asked with.
    pub(crate) fn evidence(&self, channel: Channel) -> Evidence {
        if self.opposed.has(channel) || self.said_no.has(channel) {
            return Evidence::Refused;
        }
        self.grant(channel).map_or(Evidence::None, |grant| Evidence::Granted {
            on: grant.on,
            proved: grant.proved,
        })
    }
}

/// Reads the consent and refusal columns of a row.
pub(crate) fn read(columns: &Columns, row: &Row, words: &ContactWords) -> Will {
    let mut will = Will::default();
    let consent_day = consent_day(columns, row);
    let proof = columns.cell(row, Role::ConsentProof).is_some();
    for column in &columns.wills {
        let Some(said) = answer::read(row.cell(column.column), words) else { continue };
        let channels: Channels = if column.channels.is_empty() {
            Channels::ALL
        } else {
            column.channels.iter().copied().collect()
        };
        match meaning(column, said.answer) {
            Meaning::Granted => {
                let on = said.on.or(consent_day);
                let proved = proof || said.details;
                let grant = Grant { column: column.column, on, proved };
                channels.iter().for_each(|channel| will.set_grant(channel, grant));
            }
            Meaning::Opposed => {
                will.opposed.extend(channels);
                will.opposed_in.get_or_insert(column.column);
                will.opposed_on = will.opposed_on.or(said.on);
            }
            Meaning::No => {
                will.said_no.extend(channels);
                will.no_in.get_or_insert(column.column);
            }
            Meaning::Nothing => {}
        }
    }
    with_day_alone(&mut will, columns, row, consent_day, proof);
    will
}

/// Mailing tools export the day of the agreement and no other column: it is the agreement.
fn with_day_alone(will: &mut Will, columns: &Columns, row: &Row, day: Option<Date>, proved: bool) {
    let told = columns.wills.iter().any(|column| !column.refusal);
    let column = columns.cell(row, Role::ConsentDate).map(|(column, _)| column);
    if let (false, Some(column), Some(_)) = (told, column, day) {
        will.set_grant(Channel::Email, Grant { column, on: day, proved });
    }
}

enum Meaning {
    Granted,
    Opposed,
    No,
    Nothing,
}

fn meaning(column: &WillColumn, answer: Answer) -> Meaning {
    match (answer, column.refusal) {
        (Answer::Granted, false) | (Answer::Yes, false) => Meaning::Granted,
        (Answer::Refused, _) | (Answer::Yes, true) => Meaning::Opposed,
        (Answer::No, false) => Meaning::No,
        (Answer::No | Answer::Granted, true)
        | (Answer::Unknown | Answer::Legitimate | Answer::Unread, _) => Meaning::Nothing,
    }
}

/// The day of the row's agreements; the latest when there are several (asked, then confirmed).
fn consent_day(columns: &Columns, row: &Row) -> Option<Date> {
    let days = columns.of(Role::ConsentDate).iter().filter_map(|column| {
        match day::read(row.cell(*column), columns.order(*column)) {
            Some(Reading::Told(told)) => Some(told.first_day()),
            _ => None,
        }
    });
    days.max()
}
