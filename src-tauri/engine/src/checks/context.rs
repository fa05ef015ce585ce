//! Everything that checks look at: the workbook's sheets, contacts and notes, read once.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use rustc_hash::FxHashMap;

use crate::audit::notes::{Note, Notes};
use crate::audit::{Cancelled, Options, Pace, Stage};
use crate::contact::audience::{Guess, Why};
use crate::contact::columns::{Columns, DAYS};
use crate::contact::day;
use crate::contact::people::{roles_of, row_reader};
use crate::contact::place::Place;
use crate::contact::refusal_cell::RefusalCells;
use crate::contact::row::{Contact, RowReader, Told};
use crate::contact::will::Channels;
use crate::country::{Audience, Channel, Country, Question, Relation, Verdict};
use crate::finding::{self, Category};
use crate::lexicon::pack::Channel as Said;
use crate::mapping::Mapping;
use crate::messages::Lang;
use crate::moments::order::Seen;
use crate::moments::{self, Frame, Kind};
use crate::packs::Packs;
use crate::parallel;
use crate::reader::{NoteFinding, Signal};
use crate::role::Role;
use crate::table::{Row, Table, Workbook};

/// Roles of columns whose cells are read as notes. Names, companies and addresses are not: words
/// that would be sensitive elsewhere are ordinary there.
const FREE_TEXT: [Role; 7] = [
    Role::Notes,
    Role::Other,
    Role::Sensitive,
    Role::NextAction,
    Role::Status,
    Role::Source,
    Role::LastContact,
];

/// No contact of a prospect file is older.
pub(crate) const OLDEST: Date = date(1980, 1, 1);

/// A sheet that is audited.
pub(crate) struct Sheet<'a> {
    /// Its cells.
    pub(crate) table: &'a Table,
    /// What its columns hold.
    pub(crate) columns: Columns,
    /// Does it list contacts?
    pub(crate) contacts: bool,
    /// What its notes, else its columns of days, tell of the order of written dates.
    pub(crate) note_dates: Seen,
}

impl<'a> Sheet<'a> {
    fn new(table: &'a Table, columns: Columns) -> Self {
        let mut sheet =
            Self { table, contacts: columns.hold_contacts(), columns, note_dates: Seen::default() };
        if sheet.contacts {
            sheet.note_dates = sheet.seen();
        }
        sheet
    }

    fn seen(&self) -> Seen {
        let mut seen = Seen::default();
        for column in self.dated_notes() {
            let texts = self.table.body().filter_map(|row| row.cell(column).as_text());
            texts.for_each(|text| seen.add_text(text));
        }
        let columns = DAYS.into_iter().flat_map(|role| self.columns.of(role));
        let cells = |column: &u32| day::seen(self.table.body().map(|row| row.cell(*column)));
        if seen.tells() {
            seen
        } else {
            columns.map(cells).find(|seen| seen.tells()).unwrap_or(seen)
        }
    }

    /// Columns in whose texts days are told.
    pub(crate) fn dated_notes(&self) -> impl Iterator<Item = u32> + '_ {
        let columns = self.columns.of(Role::Notes).iter().chain(self.columns.of(Role::LastContact));
        columns.copied()
    }

    /// The sheet as the place of a finding; a row, a column or a stretch of text may be added.
    pub(crate) fn place(&self) -> finding::Place {
        finding::Place { sheet: self.table.name.clone(), ..finding::Place::default() }
    }
}

/// Everything that checks look at.
pub(crate) struct Context<'a> {
    pub(crate) book: &'a Workbook,
    pub(crate) packs: &'a Packs,
    pub(crate) options: &'a Options,
    /// Audited sheets.
    pub(crate) sheets: Vec<Sheet<'a>>,
    /// Their contacts, in order.
    pub(crate) contacts: Vec<Contact<'a>>,
    /// What free texts say.
    pub(crate) notes: Notes<'a>,
    /// Reads rows.
    pub(crate) rows: RowReader<'a>,
}

impl<'a> Context<'a> {
    pub(crate) fn new<'p>(
        book: &'a Workbook,
        mapping: &Mapping,
        packs: &'a Packs,
        options: &'a Options,
        pace: &dyn Fn(Stage) -> Pace<'p>,
    ) -> Result<Self, Cancelled> {
        let sheets: Vec<Sheet<'a>> = book
            .sheets
            .iter()
            .filter_map(|table| {
                let roles = roles_of(table, mapping)?;
                Some(Sheet::new(table, Columns::new(table, &roles, &packs.words)))
            })
            .collect();
        let texts = free_texts(&sheets);
        let notes = Notes::read(&texts, &packs.reader, options.notes, &pace(Stage::Notes))?;
        let rows = RowReader { as_of: options.as_of, ..row_reader(packs, &options.country) };
        let mut context = Self { book, packs, options, sheets, contacts: Vec::new(), notes, rows };
        context.read_contacts(&pace(Stage::Contacts))?;
        context.correct_audiences();
        context.guess_the_rest();
        context.read_other_rows();
        context.look_up();
        Ok(context)
    }

    fn read_contacts(&mut self, pace: &Pace<'_>) -> Result<(), Cancelled> {
        let sheets = || self.sheets.iter().enumerate().filter(|(_, sheet)| sheet.contacts);
        let rows: Vec<(usize, &'a Row)> =
            sheets().flat_map(|(at, sheet)| sheet.table.body().map(move |row| (at, row))).collect();
        let part = |rows: &[(usize, &'a Row)]| {
            rows.iter().filter_map(|(at, row)| self.read_contact(*at, row)).collect()
        };
        self.contacts = parallel::paced(&rows, pace, part).ok_or(Cancelled)?;
        Ok(())
    }

    /// A row of a sheet, read as a contact, with what its notes say.
    fn read_contact(&self, at: usize, row: &'a Row) -> Option<Contact<'a>> {
        let sheet = self.sheets.get(at)?;
        let mut contact = self.rows.read(&sheet.columns, at, row)?;
        contact.told = self.told_in_notes(sheet, row);
        self.hear_notes(sheet, &mut contact);
        Some(contact)
    }

    /// Is a contact last heard of on that day near or past its end?
    fn is_past(&self, contact: &Contact<'_>, heard: Date) -> bool {
        let Some(kept) = self.retention(contact) else { return false };
        let warned = heard.saturating_add(kept.years.years()).saturating_sub(kept.soon_days.days());
        warned <= self.options.as_of
    }

    /// Cells of a row that are read as notes, with what they say.
    pub(crate) fn row_notes<'s>(
        &'s self,
        sheet: &'s Sheet<'a>,
        row: &'a Row,
    ) -> impl Iterator<Item = (u32, &'a str, &'s Note)> + 's {
        free_cells(sheet, row).filter_map(|(column, text)| {
            Some((column, text, self.notes.of(text, sheet.columns.role(column))?))
        })
    }

    fn told_in_notes(&self, sheet: &Sheet<'a>, row: &'a Row) -> Told {
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
    fn hear_notes(&self, sheet: &Sheet<'a>, contact: &mut Contact<'a>) {
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

    /// What somebody said of a person wins over what their row looks like.
    fn correct_audiences(&mut self) {
        let Some(known) = &self.options.audiences else { return };
        for contact in &mut self.contacts {
            let Some(sheet) = self.sheets.get(contact.sheet) else { continue };
            if let Some(audience) = known(&self.rows.identity(&sheet.columns, contact.row)) {
                contact.guess = Some(Guess::chosen(audience, contact.guess));
            }
        }
    }

    /// Rows that say nothing of their audience: the choice for the file, the mailbox, else the
    /// other rows of the sheet.
    fn guess_the_rest(&mut self) {
        let mut professionals: Vec<(u32, u32)> = vec![(0, 0); self.sheets.len()];
        for contact in &self.contacts {
            let Some(guess) = contact.guess else { continue };
            if let Some((yes, no)) = professionals.get_mut(contact.sheet) {
                *(if guess.audience == Audience::Consumer { no } else { yes }) += 1;
            }
        }
        for contact in self.contacts.iter_mut().filter(|contact| contact.guess.is_none()) {
            let (yes, no) = professionals.get(contact.sheet).copied().unwrap_or_default();
            contact.guess = Some(match self.options.default_audience {
                Some(audience) => Guess::plain(audience, Why::Default),
                None if contact.has_email => Guess::plain(Audience::Consumer, Why::FreeMailbox),
                None if yes > no => Guess::plain(Audience::Professional, Why::Sheet),
                None => Guess::plain(Audience::Consumer, Why::Sheet),
            });
        }
    }

    /// A refusal holds for every row of the same person: same address, or same number and name.
    fn read_other_rows(&mut self) {
        let refused = self.by_person(Contact::refused);
        let denied = self.by_person(|contact| contact.will.said_no);
        for (at, contact) in self.contacts.iter_mut().enumerate() {
            let found = |all: &FxHashMap<(u64, u64), (usize, Channels)>| {
                let found = same_person(contact).find_map(|key| all.get(&key)).copied();
                found.filter(|(other, _)| *other != at)
            };
            (contact.told.elsewhere, contact.told.denied) = (found(&refused), found(&denied));
        }
    }

    /// Channels that rows of a person tell about, by what tells that person: the first such row.
    fn by_person(
        &self,
        channels: impl Fn(&Contact<'a>) -> Channels,
    ) -> FxHashMap<(u64, u64), (usize, Channels)> {
        let mut all: FxHashMap<(u64, u64), (usize, Channels)> = FxHashMap::default();
        for (at, contact) in self.contacts.iter().enumerate() {
            let channels = channels(contact);
            if !channels.is_empty() {
                for key in same_person(contact) {
                    all.entry(key).or_insert((at, Channels::default())).1.extend(channels);
                }
            }
        }
        all
    }

    /// Looks every contact up in the suppression list.
    fn look_up(&mut self) {
        let Some(list) = &self.options.suppressed else { return };
        for contact in &mut self.contacts {
            let Some(sheet) = self.sheets.get(contact.sheet) else { continue };
            let listed = list(&self.rows.identity(&sheet.columns, contact.row));
            contact.told.listed = listed.map(|listed| {
                let channels = if listed.channels.is_empty() {
                    Channels::ALL
                } else {
                    listed.channels.iter().copied().collect()
                };
                (channels, listed.since)
            });
        }
    }

    /// Rows below the headers of the audited sheets.
    pub(crate) fn rows(&self) -> u32 {
        let rows: usize = self.sheets.iter().map(|sheet| sheet.table.body().count()).sum();
        u32::try_from(rows).unwrap_or(u32::MAX)
    }

    /// A contact and its sheet.
    pub(crate) fn with_sheets(&self) -> impl Iterator<Item = (&Contact<'a>, &Sheet<'a>)> {
        self.contacts.iter().filter_map(|contact| Some((contact, self.sheets.get(contact.sheet)?)))
    }

    /// For each sheet: where a refusal is written, and how; `lang` is that of a column still to be filled.
    pub(crate) fn refusal_cells(&self, lang: Lang) -> Vec<RefusalCells<'_>> {
        let Packs { words, messages, .. } = self.packs;
        self.sheets
            .iter()
            .map(|sheet| RefusalCells::of(sheet.table, &sheet.columns, words, messages, lang))
            .collect()
    }

    /// The rules of the country a contact is in; none when no pack knows them.
    pub(crate) fn country(&self, contact: &Contact<'_>) -> Option<&'a Country> {
        match contact.place {
            Some(Place::Known(code)) => self.packs.countries.get(code),
            Some(Place::Elsewhere) => None,
            None => self.packs.countries.get(&self.options.country),
        }
    }

    /// The rules of the country of the one who keeps the file.
    pub(crate) fn home(&self) -> Option<&'a Country> {
        self.packs.countries.get(&self.options.country)
    }

    /// How long a contact is kept: by the rules of the country of the one who keeps it.
    pub(crate) fn retention(&self, contact: &Contact<'_>) -> Option<&'a crate::country::Retention> {
        let home = self.home()?;
        home.retention(contact.relation, self.options.as_of)
            .or_else(|| home.retention(Relation::Prospect, self.options.as_of))
    }

    /// Years after which a prospect must go; 0 when the country says nothing.
    pub(crate) fn retention_years(&self) -> i16 {
        let today = self.options.as_of;
        let kept = self.home().and_then(|home| home.retention(Relation::Prospect, today));
        kept.map_or(0, |kept| kept.years)
    }

    /// May a contact be reached on a channel? None when no pack knows its country.
    pub(crate) fn verdict(&self, contact: &Contact<'_>, channel: Channel) -> Option<Verdict<'a>> {
        let question = self.question(contact, channel, self.options.as_of);
        Some(self.country(contact)?.verdict(&question))
    }

    /// What a country's rules are asked about a contact, for a day.
    pub(crate) fn question(&self, contact: &Contact<'_>, channel: Channel, on: Date) -> Question {
        Question {
            channel,
            audience: contact.guess.map_or(Audience::Consumer, |guess| guess.on(channel)),
            relation: contact.relation,
            evidence: contact.evidence(channel),
            on,
        }
    }
}

/// What tells that two rows are about one person; nothing for what is not known.
fn same_person(contact: &Contact<'_>) -> impl Iterator<Item = (u64, u64)> + use<> {
    let keys = contact.keys;
    let by_mail = (keys.email != 0).then_some((keys.email, 0));
    let by_name = (keys.phone != 0 && keys.name != 0).then_some((keys.phone, keys.name));
    by_mail.into_iter().chain(by_name)
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

/// Texts of a row that are read as notes.
fn free_cells<'a, 's>(
    sheet: &'s Sheet<'a>,
    row: &'a Row,
) -> impl Iterator<Item = (u32, &'a str)> + use<'a, 's> {
    FREE_TEXT.into_iter().flat_map(|role| sheet.columns.of(role)).filter_map(move |column| {
        let text = row.cell(*column).as_text()?;
        text.chars().any(char::is_alphabetic).then_some((*column, text))
    })
}

/// Every text to be read, with the role of its column.
fn free_texts<'a>(sheets: &[Sheet<'a>]) -> Vec<(&'a str, Role)> {
    let mut texts = Vec::new();
    for sheet in sheets {
        for row in sheet.table.body() {
            texts.extend(
                free_cells(sheet, row).map(|(column, text)| (text, sheet.columns.role(column))),
            );
        }
        texts.extend(
            sheet.table.comments.iter().map(|comment| (comment.text.as_str(), Role::Notes)),
        );
    }
    texts
}
