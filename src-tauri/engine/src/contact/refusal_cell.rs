//! Where a refusal or its absence is written in the cleaned file, and in which words.

use rustc_hash::FxHashMap;

use super::answer::{self, Answer};
use super::columns::{Columns, WillColumn};
use super::will::Channels;
use super::words::ContactWords;
use crate::country::Channel;
use crate::finding::{Action, ActionKind};
use crate::messages::{Lang, Messages};
use crate::table::{CellRef, Row, Table};

/// The words in which each column of agreements or refusals says no to contact.
pub(crate) struct RefusalCells<'s> {
    columns: Vec<(&'s WillColumn, String)>,
}

impl<'s> RefusalCells<'s> {
    /// Reads the words that the sheet's own columns use.
    pub(crate) fn of(
        table: &Table,
        columns: &'s Columns,
        words: &ContactWords,
        messages: &Messages,
        lang: Lang,
    ) -> Self {
        let value = |column: &WillColumn| {
            usual(table, column, words).unwrap_or_else(|| {
                let key = if column.refusal { "word.yes" } else { "word.no" };
                messages.say(lang, key, &[])
            })
        };
        Self { columns: columns.wills.iter().map(|column| (column, value(column))).collect() }
    }

    /// Writes a refusal in the row's own refusal column; none without such a column, or when the row
    /// says it already.
    pub(crate) fn refuse(
        &self,
        row: &Row,
        channels: Channels,
        words: &ContactWords,
    ) -> Option<Action> {
        let refusals = self.columns.iter().filter(|(column, _)| column.refusal);
        let fits = |column: &WillColumn| {
            let own: Channels = column.channels.iter().copied().collect();
            // A column about these channels alone, then one about all, then any.
            match (own.is_empty(), channels.and(own) == own, own == channels) {
                (_, _, true) => 0,
                (true, ..) => 1,
                (_, true, _) => 2,
                _ => 3,
            }
        };
        let (column, value) = refusals.min_by_key(|(column, _)| fits(column))?;
        (!self.says_no(row, column.column, words)).then(|| set(row, column.column, value))
    }

    /// The column of refusals about a channel alone, or with `all` the one about every channel; and
    /// the word that refuses in it.
    pub(crate) fn column_for(&self, channel: Channel, all: bool) -> Option<(u32, &str)> {
        let refusals = self.columns.iter().filter(|(column, _)| column.refusal);
        let fits = |column: &WillColumn| match column.channels.as_slice() {
            [] => all,
            own => own.contains(&channel),
        };
        let mut fitting = refusals.filter(|(column, _)| fits(column));
        fitting.next().map(|(column, value)| (column.column, value.as_str()))
    }

    /// Does a row refuse in a column of refusals already?
    pub(crate) fn says_no(&self, row: &Row, column: u32, words: &ContactWords) -> bool {
        let said = answer::read(row.cell(column), words);
        said.is_some_and(|said| matches!(said.answer, Answer::Yes | Answer::Refused))
    }

    /// Writes a refusal in a given column.
    pub(crate) fn refuse_in(&self, row: &Row, column: u32) -> Option<Action> {
        let (_, value) = self.columns.iter().find(|(known, _)| known.column == column)?;
        Some(set(row, column, value))
    }
}

fn set(row: &Row, column: u32, value: &str) -> Action {
    Action {
        kind: ActionKind::SetCell,
        value: Some(value.to_owned()),
        cell: Some(CellRef { row: row.number, column }),
    }
}

/// The words in which a column mostly refuses.
fn usual(table: &Table, column: &WillColumn, words: &ContactWords) -> Option<String> {
    let refuses = |answer| match answer {
        Answer::Refused => true,
        Answer::Yes => column.refusal,
        Answer::No => !column.refusal,
        _ => false,
    };
    let mut counts: FxHashMap<&str, u32> = FxHashMap::default();
    for text in table.body().filter_map(|row| row.cell(column.column).as_text()) {
        let said = answer::read_text(text, words);
        if said.is_some_and(|said| said.on.is_none() && !said.details && refuses(said.answer)) {
            *counts.entry(text.trim()).or_default() += 1;
        }
    }
    let best = counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(a.0)));
    best.map(|(text, _)| text.to_owned())
}
