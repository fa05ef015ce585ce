//! Everything that checks look at: the workbook's sheets, contacts and notes, read once.

mod person;
mod sheet;
mod told;

use jiff::civil::Date;

use crate::audit::notes::Notes;
use crate::audit::{Cancelled, Options, Pace, Stage};
use crate::contact::columns::Columns;
use crate::contact::people::{roles_of, row_reader};
use crate::contact::place::Place;
use crate::contact::refusal_cell::RefusalCells;
use crate::contact::row::{Contact, RowReader};
use crate::country::{Audience, Channel, Country, Question, Relation, Verdict};
use crate::mapping::Mapping;
use crate::messages::Lang;
use crate::packs::Packs;
use crate::parallel;
use crate::role::Role;
use crate::table::{Row, Workbook};

pub(crate) use sheet::Sheet;
pub(crate) use told::{OLDEST, channels, signals};

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
        let texts: Vec<(&'a str, Role)> = sheets.iter().flat_map(Sheet::free_texts).collect();
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
