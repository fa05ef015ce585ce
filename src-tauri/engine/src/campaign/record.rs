//! Answers to a campaign, written back in the file: agreements with their day and proof, refusals channel
//! by channel. Silence is no agreement and changes nothing; a message that came back neither.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::audit::Refusing;
use crate::contact::columns::{Backs, Columns};
use crate::contact::people::roles_of;
use crate::country::Channel;
use crate::mapping::Mapping;
use crate::messages::Lang;
use crate::packs::Packs;
use crate::plan::{Edit, NewValue, mark_refusals};
use crate::table::{CellRef, Row, Table, Workbook};

/// What somebody answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// Yes.
    Agreed,
    /// No.
    Refused,
    /// Nothing came back.
    Silent,
    /// The message did not arrive.
    Bounced,
}

/// The answer of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// Sheet.
    pub sheet: String,
    /// 1-based row.
    pub row: u32,
    /// What they answered.
    pub reply: Reply,
    /// The channels they were asked about.
    pub about: Vec<Channel>,
    /// The day of the answer.
    pub on: Date,
    /// How they were asked, as the proof to keep: "campagne du 12 mars 2026, e-mail".
    pub proof: String,
}

/// What fills a column of the file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Wanted {
    Consent(Channel),
    Day,
    Proof,
}

/// The edits that write answers in the file.
#[must_use]
pub fn record(
    book: &Workbook,
    mapping: &Mapping,
    answers: &[Answered],
    packs: &Packs,
    lang: Lang,
) -> Vec<Edit> {
    let mut edits = Vec::new();
    for table in &book.sheets {
        let Some(roles) = roles_of(table, mapping) else { continue };
        let columns = Columns::new(table, &roles, &packs.words);
        let rows: FxHashMap<u32, &Row> = table.body().map(|row| (row.number, row)).collect();
        let mut sheet = Recorded { table, columns, added: BTreeMap::new(), edits: Vec::new() };
        let yes = packs.messages.say(lang, "word.yes", &[]);
        let agreed = answers.iter().filter(|one| one.reply == Reply::Agreed);
        for answered in agreed.filter(|one| one.sheet == table.name && rows.contains_key(&one.row))
        {
            sheet.agree(answered, &yes);
        }
        edits.extend(sheet.headers(packs, lang));
        edits.extend(sheet.edits);
    }
    let refusals: Vec<Refusing> = answers
        .iter()
        .filter(|one| one.reply == Reply::Refused)
        .map(|one| Refusing { sheet: one.sheet.clone(), row: one.row, channels: one.about.clone() })
        .collect();
    let marks = mark_refusals(book, mapping, &refusals, packs, &edits, lang);
    edits.extend(marks);
    edits
}

/// A sheet in which agreements are being written.
struct Recorded<'a> {
    table: &'a Table,
    columns: Columns,
    /// Columns that had to be added.
    added: BTreeMap<Wanted, u32>,
    edits: Vec<Edit>,
}

impl Recorded<'_> {
    fn agree(&mut self, answered: &Answered, yes: &str) {
        for channel in &answered.about {
            let column = self.column(Wanted::Consent(*channel));
            self.set(answered.row, column, NewValue::Text(yes.to_owned()));
            for wanted in [Wanted::Day, Wanted::Proof] {
                let value = match wanted {
                    Wanted::Day => NewValue::Date(answered.on),
                    _ => NewValue::Text(answered.proof.clone()),
                };
                let column = self.backing(wanted, *channel);
                self.set(answered.row, column, value);
            }
            // The end of a former agreement is not that of the new one.
            for column in self.columns.backing(Backs::End, *channel) {
                if !self.table.cell(CellRef { row: answered.row, column }).is_blank() {
                    self.set(answered.row, column, NewValue::Empty);
                }
            }
        }
    }

    fn set(&mut self, row: u32, column: u32, value: NewValue) {
        let cell = CellRef { row, column };
        let sheet = self.table.name.clone();
        let edit = Edit::SetCell { sheet, cell, value, removed: Vec::new() };
        // One column may serve several channels.
        let recent = self.edits.iter().rev().take(ABOUT_A_ROW);
        if !recent.clone().any(|known| *known == edit) {
            self.edits.push(edit);
        }
    }

    /// The column of consents to a channel, added at the right when there is none.
    fn column(&mut self, wanted: Wanted) -> u32 {
        let Wanted::Consent(channel) = wanted else { return self.add(wanted) };
        let wills = self.columns.wills.iter();
        let mut own = wills.filter(|will| !will.refusal && !will.general);
        let found = own.find(|will| will.channels.contains(&channel)).map(|will| will.column);
        found.unwrap_or_else(|| self.add(wanted))
    }

    /// The column of days or proofs about a channel.
    fn backing(&mut self, wanted: Wanted, channel: Channel) -> u32 {
        let backs = if wanted == Wanted::Day { Backs::Day } else { Backs::Proof };
        let known = self.columns.backing(backs, channel);
        known.first().copied().unwrap_or_else(|| self.add(wanted))
    }

    fn add(&mut self, wanted: Wanted) -> u32 {
        let next = self.table.width() + u32::try_from(self.added.len()).unwrap_or_default();
        *self.added.entry(wanted).or_insert(next)
    }

    /// The headers of what was added.
    fn headers(&self, packs: &Packs, lang: Lang) -> Vec<Edit> {
        let Some(header) = &self.table.header else { return Vec::new() };
        let added = self.added.iter().map(|(wanted, column)| {
            let key = match wanted {
                Wanted::Consent(channel) => format!("word.consent-{}", channel.name()),
                Wanted::Day => "word.consent-date".to_owned(),
                Wanted::Proof => "word.consent-proof".to_owned(),
            };
            Edit::SetCell {
                sheet: self.table.name.clone(),
                cell: CellRef { row: header.last_row, column: *column },
                value: NewValue::Text(packs.messages.say(lang, &key, &[])),
                removed: Vec::new(),
            }
        });
        added.collect()
    }
}

/// Edits of one row at most: four a channel.
const ABOUT_A_ROW: usize = 16;
