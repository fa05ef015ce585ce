//! What the notes of a contact tell: refusals, agreements, days on which they moved.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::{Context, Sheet};
use crate::audit::notes::Note;
use crate::contact::row::{Contact, Told};
use crate::contact::will::Channels;
use crate::country::Channel;
use crate::finding::Category;
use crate::lexicon::pack::Channel as Said;
use crate::moments::{self, Frame, Kind};
use crate::reader::{NoteFinding, Signal};
use crate::table::Row;

/// No contact of a prospect file is older.
pub(crate) const OLDEST: Date = date(1980, 1, 1);

impl<'a> Context<'a> {
    /// Cells of a row that are read as notes, with what they say.
    pub(crate) fn row_notes<'s>(
        &'s self,
        sheet: &'s Sheet<'a>,
        row: &'a Row,
    ) -> impl Iterator<Item = (u32, &'a str, &'s Note)> + 's {
        sheet.free_cells(row).filter_map(|(column, text)| {
            Some((column, text, self.notes.of(text, sheet.columns.role(column))?))
        })
    }

    pub(super) fn told_in_notes(&self, sheet: &Sheet<'a>, row: &'a Row) -> Told {
        let mut told = Told::default();
        for (column, _, note) in self.row_notes(sheet, row) {
            for (finding, signal) in signals(note) {
                let channels = channels(signal);
                if finding.category == Category::Opposition {
                    let all = told.refused.get_or_insert((column, Channels::default()));
                    all.1.extend(channels);
                } else {
                    let on = signal.date.as_deref().and_then(day_of);
                    let all = told.agreed.get_or_insert((column, Channels::default(), on));
                    all.1.extend(channels);
                }
            }
        }
        told
    }

    /// A contact near or past its end may have been heard of since: its notes tell.
    pub(super) fn hear_notes(&self, sheet: &Sheet<'a>, contact: &mut Contact<'a>) {
        let past = |heard: Option<Date>| heard.is_none_or(|heard| self.is_past(contact, heard));
        if !past(contact.heard) {
            return;
        }
        let (sure, doubtful) = self.heard_in_notes(sheet, contact.row, contact.heard);
        let sure = contact.heard.max(sure);
        let heard = sure.max(doubtful);
        let in_doubt = heard > sure && past(sure) && !past(heard);
        contact.heard_in_doubt = in_doubt;
        contact.heard = heard;
    }

    /// Is a contact last heard of on that day near or past its end?
    fn is_past(&self, contact: &Contact<'_>, heard: Date) -> bool {
        let Some(kept) = self.retention(contact) else { return false };
        let warned = heard.saturating_add(kept.years.years()).saturating_sub(kept.soon_days.days());
        warned <= self.options.as_of
    }

    /// The latest days told in the notes of a row, not after the day of the audit: those on which the
    /// contact surely moved, and those of which nothing says it. `anchor`: a day its columns tell.
    fn heard_in_notes(
        &self,
        sheet: &Sheet<'a>,
        row: &'a Row,
        anchor: Option<Date>,
    ) -> (Option<Date>, Option<Date>) {
        let frame = Frame { as_of: self.options.as_of, anchor, order: sheet.note_dates.order() };
        let texts = sheet.dated_notes().filter_map(|column| row.cell(column).as_text());
        let (mut sure, mut doubtful) = (None, None);
        for moment in texts.flat_map(|text| moments::read(text, &self.packs.moments, frame)) {
            let Some(when) = moment.when.filter(|when| when.first >= OLDEST) else { continue };
            let day = Some(when.last.min(frame.as_of));
            let told = when.year_told || anchor.is_some();
            match moment.kind {
                Kind::Inbound if told => sure = sure.max(day),
                Kind::Inbound | Kind::Unknown => doubtful = doubtful.max(day),
                Kind::Outbound | Kind::Planned | Kind::Apart => {}
            }
        }
        (sure, doubtful)
    }
}

/// Signals of a note.
pub(crate) fn signals(note: &Note) -> impl Iterator<Item = (&NoteFinding, &Signal)> {
    note.findings.iter().filter_map(|finding| Some((finding, finding.signal.as_ref()?)))
}

/// Channels that a signal is about.
pub(crate) fn channels(signal: &Signal) -> Channels {
    if signal.channels.contains(&Said::All) {
        return Channels::ALL;
    }
    let one = |said: &Said| match said {
        Said::Email => Some(Channel::Email),
        Said::Sms => Some(Channel::Sms),
        Said::Phone => Some(Channel::Phone),
        Said::Post => Some(Channel::Post),
        Said::All => None,
    };
    signal.channels.iter().filter_map(one).collect()
}

/// The day of `2024-03-31`; less precise ones tell no day.
fn day_of(text: &str) -> Option<Date> {
    text.parse().ok()
}
