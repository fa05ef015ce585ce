//! What helps whoever fills the cleaned sheet in, on request: choices instead of free notes, a reminder
//! beside the notes, and columns that say by which channel somebody agreed to be contacted.

use std::collections::BTreeSet;

use epure_engine::plan::{Edit, NewValue};
use epure_engine::role::Role;
use epure_engine::table::{Cell, CellRef, Table};
use epure_sheets::patch::{Aid, AidKind};

use super::{Column, Fitted, Original};
use crate::texts::Texts;

/// A list to choose from has no more choices than that.
const MOST_CHOICES: usize = 20;

/// Lists of choices for the columns of statuses and sources, reminders for those of notes.
pub(super) fn aids(original: Original<'_>, texts: &Texts) -> Vec<Aid> {
    let mut found = Vec::new();
    for (table, fitted) in contacts(original) {
        let Some(header) = &table.header else { continue };
        for column in fitted.columns() {
            if let Some(kind) = kind(table, &column, texts) {
                let (sheet, first_row) = (table.name.clone(), header.last_row + 1);
                found.push(Aid { sheet, column: column.index, first_row, kind });
            }
        }
    }
    found
}

fn kind(table: &Table, column: &Column<'_>, texts: &Texts) -> Option<AidKind> {
    match column.role {
        Role::Status | Role::Source => {
            let cells = table.body().map(|row| row.cell(column.index));
            let choices: BTreeSet<&str> = cells.filter_map(Cell::as_text).map(str::trim).collect();
            let choices = choices.into_iter().filter(|choice| !choice.is_empty());
            let choices: Vec<String> = choices.map(str::to_owned).collect();
            Some(choices).filter(|list| list.len() <= MOST_CHOICES).and_then(AidKind::choices)
        }
        Role::Notes => Some(AidKind::Hint {
            title: texts.say("aids.notes_title", &[]),
            text: texts.say("aids.notes_text", &[]),
        }),
        _ => None,
    }
}

/// The headers of columns for consents, at the right of each sheet of contacts that has none: one for
/// each channel it holds an address of, then the date and the proof.
pub(super) fn consent_columns(original: Original<'_>, texts: &Texts) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (table, fitted) in contacts(original) {
        let Some(header) = &table.header else { continue };
        let roles = fitted.roles();
        let has = |wanted: &[Role]| roles.iter().any(|role| wanted.contains(role));
        let known = [
            Role::ConsentEmail,
            Role::ConsentSms,
            Role::ConsentPhone,
            Role::ConsentPost,
            Role::ConsentDate,
            Role::ConsentProof,
        ];
        if has(&known) {
            continue;
        }
        let channels = [
            ("aids.consent_email", has(&[Role::Email])),
            ("aids.consent_phone", has(&[Role::Phone, Role::Mobile])),
            ("aids.consent_sms", has(&[Role::Mobile])),
        ];
        let keys: Vec<&str> =
            channels.iter().filter(|(_, has)| *has).map(|(key, _)| *key).collect();
        let both = ["aids.consent_date", "aids.consent_proof"].into_iter();
        let both = both.filter(|_| !keys.is_empty());
        for (key, at) in keys.iter().copied().chain(both).zip(table.width()..) {
            edits.push(Edit::SetCell {
                sheet: table.name.clone(),
                cell: CellRef { row: header.last_row, column: at },
                value: NewValue::Text(texts.say(key, &[])),
                removed: Vec::new(),
            });
        }
    }
    edits
}

/// Sheets that hold contacts, with what their columns are.
fn contacts(original: Original<'_>) -> impl Iterator<Item = (&Table, &Fitted)> {
    let reachable = [Role::Email, Role::Phone, Role::Mobile];
    let sheets = original.book.sheets.iter().zip(original.sheets);
    sheets.filter(move |(_, fitted)| {
        fitted.included && fitted.roles().iter().any(|role| reachable.contains(role))
    })
}
