//! What the cells of a row tell of the person's will, channel by channel.

use jiff::civil::Date;

use super::answer::{self, Answer, Said};
use super::columns::{Backs, Columns, WillColumn};
use super::day::{self, Reading};
use super::named;
use super::words::ContactWords;
use crate::country::{Channel, Evidence};
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

    /// Without the others.
    pub(crate) fn less(self, other: Self) -> Self {
        Self(self.0 & !other.0)
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
    /// The last day on which it holds, when told.
    pub(crate) until: Option<Date>,
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
    /// Channels that one column agrees to and another one denies.
    pub(crate) fn disputed(&self) -> Channels {
        self.said_no.iter().filter(|channel| self.grant(*channel).is_some()).collect()
    }

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

    fn oppose(&mut self, column: u32, channels: Channels, on: Option<Date>) {
        self.opposed.extend(channels);
        self.opposed_in.get_or_insert(column);
        self.opposed_on = self.opposed_on.or(on);
    }

    fn say_no(&mut self, column: u32, channels: Channels) {
        if !channels.is_empty() {
            self.said_no.extend(channels);
            self.no_in.get_or_insert(column);
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
            until: grant.until,
        })
    }
}

/// Reads the consent and refusal columns of a row.
pub(crate) fn read(columns: &Columns, row: &Row, words: &ContactWords) -> Will {
    let mut will = Will::default();
    let backed = Backed { columns, row, words };
    for column in &columns.wills {
        let cell = row.cell(column.column);
        let Some(said) = answer::read(cell, words) else { continue };
        // A known word alone ("oui") names no channel.
        let alone = |text: &str| said.answer != Answer::Unread && !text.trim().contains(' ');
        let named = cell.as_text().filter(|text| column.general && !alone(text));
        match named.and_then(|text| named::in_answer(text, words)) {
            Some((yes, no)) => by_channel(&mut will, &backed, column, &said, (yes, no)),
            None => whole(&mut will, &backed, column, &said),
        }
    }
    with_day_alone(&mut will, &backed);
    will
}

/// An answer about all the channels of its column.
fn whole(will: &mut Will, backed: &Backed<'_>, column: &WillColumn, said: &Said) {
    let own: Channels = if column.channels.is_empty() {
        Channels::ALL
    } else {
        column.channels.iter().copied().collect()
    };
    match meaning(column, said.answer) {
        Meaning::Granted => backed.grant(will, column, own, said),
        Meaning::Opposed => will.oppose(column.column, own, said.on),
        Meaning::No => will.say_no(column.column, own),
        Meaning::Nothing => {}
    }
}

/// An answer that names channels: those it allows, those it refuses.
fn by_channel(
    will: &mut Will,
    backed: &Backed<'_>,
    column: &WillColumn,
    said: &Said,
    (yes, no): (Channels, Channels),
) {
    let outright = said.answer == Answer::Refused;
    if column.refusal {
        // "SMS" or "stop SMS" in a column of refusals: those channels, and no other.
        if outright || matches!(said.answer, Answer::Yes | Answer::Unread) {
            will.oppose(column.column, if no.is_empty() { yes } else { no }, said.on);
        }
        return;
    }
    backed.grant(will, column, yes, &Said { details: false, ..said.clone() });
    if outright {
        will.oppose(column.column, no, said.on);
    } else {
        will.say_no(column.column, no);
    }
}

/// What a row tells beside its answers: days and proofs, channel by channel.
struct Backed<'a> {
    columns: &'a Columns,
    row: &'a Row,
    words: &'a ContactWords,
}

impl Backed<'_> {
    /// Writes agreements down, with the day and the proof that the row tells for each channel.
    fn grant(&self, will: &mut Will, column: &WillColumn, channels: Channels, said: &Said) {
        for channel in channels.iter() {
            let on = said.on.or_else(|| self.day(channel).map(|(_, day)| day));
            let proved = said.details || column.confirmed || self.is_proved(channel);
            let grant = Grant { column: column.column, on, proved, until: self.until(channel) };
            will.set_grant(channel, grant);
        }
    }

    /// The day of an agreement, and its column; the latest when there are several (asked, then
    /// confirmed).
    fn day(&self, channel: Channel) -> Option<(u32, Date)> {
        let told = self.days(Backs::Day, channel).max_by_key(|(_, day)| *day);
        // A proof may be a day: "Double opt-in confirmed on".
        told.or_else(|| self.days(Backs::Proof, channel).max_by_key(|(_, day)| *day))
    }

    /// The last day of an agreement; the earliest when there are several.
    fn until(&self, channel: Channel) -> Option<Date> {
        self.days(Backs::End, channel).map(|(_, day)| day).min()
    }

    fn days(&self, backs: Backs, channel: Channel) -> impl Iterator<Item = (u32, Date)> {
        let columns = self.columns.backing(backs, channel).into_iter();
        columns.filter_map(move |column| {
            match day::read(self.row.cell(column), self.columns.order(column)) {
                Some(Reading::Told(told)) if backs == Backs::End => Some((column, told.last_day())),
                Some(Reading::Told(told)) => Some((column, told.first_day())),
                _ => None,
            }
        })
    }

    /// Does a cell say how the agreement was given? "Non", "?" or "à demander" says that nothing does.
    fn is_proved(&self, channel: Channel) -> bool {
        self.columns.backing(Backs::Proof, channel).into_iter().any(|column| {
            let said = answer::read(self.row.cell(column), self.words);
            said.is_some_and(|said| !matches!(said.answer, Answer::No | Answer::Unknown))
        })
    }
}

/// Mailing tools export the day of the agreement and no other column: it is the agreement.
fn with_day_alone(will: &mut Will, backed: &Backed<'_>) {
    if backed.columns.wills.iter().any(|column| !column.refusal) {
        return;
    }
    for channel in CHANNELS {
        let Some((column, on)) = backed.day(channel) else { continue };
        let known = backed.columns.evidence.iter().find(|known| known.column == column);
        let named = known.is_some_and(|known| known.channels.contains(&channel));
        if named || channel == Channel::Email {
            let (proved, until) = (backed.is_proved(channel), backed.until(channel));
            will.set_grant(channel, Grant { column, on: Some(on), proved, until });
        }
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
