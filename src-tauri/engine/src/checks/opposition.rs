//! People who asked not to be contacted any more (GDPR 21: at once, on every file).

use std::sync::Arc;

use super::context::{Context, Sheet, channels, signals};
use super::desk::{Desk, Draft};
use crate::contact::refusal_cell::RefusalCells;
use crate::contact::row::Contact;
use crate::contact::will::Channels;
use crate::finding::{Action, ActionKind, Category, Check, Place, Severity};
use crate::reader::NoteFinding;
use crate::table::Row;
use crate::text::fold::plain;

pub(super) fn run(context: &Context<'_>, desk: &mut Desk<'_>) {
    let cells = context.refusal_cells(desk.lang);
    let basis = ["gdpr-21".to_owned(), "fr-optout-list".to_owned()];
    for (sheet, cells) in context.sheets.iter().zip(&cells) {
        for row in sheet.table.body() {
            of_notes(context, desk, sheet, row, cells, &basis);
        }
    }
    for (contact, sheet) in context.with_sheets() {
        if contact.told.refused.is_some() {
            continue;
        }
        if let Some(column) = contact.will.opposed_in {
            of_column(context, desk, sheet, contact, column, &basis);
        } else if let (Some(refused), Some(cells)) =
            (contact.told.elsewhere, cells.get(contact.sheet))
        {
            of_other_row(context, desk, sheet, contact, refused, cells, &basis);
        }
    }
}

/// A note says it: the refusal column is to be filled when there is one.
fn of_notes(
    context: &Context<'_>,
    desk: &mut Desk<'_>,
    sheet: &Sheet<'_>,
    row: &Row,
    cells: &RefusalCells<'_>,
    basis: &[String],
) {
    for (column, text, note) in context.row_notes(sheet, row) {
        for (finding, signal) in signals(note) {
            if finding.category != Category::Opposition {
                continue;
            }
            let refused = channels(signal);
            let values = [("channels", names(desk, refused))];
            let message = desk.say(key("opposition.note", refused), &values);
            let about = format!("{}|{:016x}", plain(words_of(text, finding)), note.digest);
            let set = cells.refuse(row, refused, &context.packs.words);
            desk.put(Draft {
                check: Check::Opposition,
                category: Some(Category::Opposition),
                rule: &finding.rule,
                severity: Severity::Major,
                place: Place {
                    row: Some(row.number),
                    column: Some(column),
                    span: Some((finding.span.start, finding.span.end)),
                    ..sheet.place()
                },
                text: words_of(text, finding),
                message,
                basis,
                actions: actions(set, refused),
                about: &about,
            });
        }
    }
}

/// The file says it already: the person still has to be kept out of the next one.
fn of_column(
    context: &Context<'_>,
    desk: &mut Desk<'_>,
    sheet: &Sheet<'_>,
    contact: &Contact<'_>,
    column: u32,
    basis: &[String],
) {
    let refused = contact.will.opposed;
    let values = [("channels", names(desk, refused))];
    let message = desk.say(key("opposition.column", refused), &values);
    let about = context.rows.key(&sheet.columns, contact.row);
    let text = contact.row.cell(column).to_string();
    desk.put(Draft {
        check: Check::Opposition,
        category: None,
        rule: "opposition.column",
        severity: Severity::Minor,
        place: Place { row: Some(contact.row.number), column: Some(column), ..sheet.place() },
        text: text.trim(),
        message,
        basis,
        actions: actions(None, refused),
        about: &about,
    });
}

/// Another row of the same person says it.
fn of_other_row(
    context: &Context<'_>,
    desk: &mut Desk<'_>,
    sheet: &Sheet<'_>,
    contact: &Contact<'_>,
    (other, refused): (usize, Channels),
    cells: &RefusalCells<'_>,
    basis: &[String],
) {
    let message = desk.say("opposition.other-row", &[("row", other_row(context, contact, other))]);
    let about = context.rows.key(&sheet.columns, contact.row);
    let set = cells.refuse(contact.row, refused, &context.packs.words);
    desk.put(Draft {
        check: Check::Opposition,
        category: None,
        rule: "opposition.other-row",
        severity: Severity::Major,
        place: Place { row: Some(contact.row.number), ..sheet.place() },
        text: "",
        message,
        basis,
        actions: actions(set, refused),
        about: &about,
    });
}

/// Names another row for the reader of this one: its number, with its sheet when that differs.
pub(super) fn other_row(context: &Context<'_>, contact: &Contact<'_>, other: usize) -> String {
    let Some(other) = context.contacts.get(other) else { return String::new() };
    let number = other.row.number.to_string();
    match context.sheets.get(other.sheet).filter(|_| other.sheet != contact.sheet) {
        Some(sheet) => format!("{number} ({})", sheet.table.name),
        None => number,
    }
}

fn words_of<'t>(text: &'t str, finding: &NoteFinding) -> &'t str {
    text.get(finding.span.clone()).unwrap_or_default()
}

/// The sentence for every channel, or the one that names some.
fn key(base: &'static str, channels: Channels) -> &'static str {
    match (base, channels == Channels::ALL) {
        ("opposition.note", false) => "opposition.note-channels",
        ("opposition.column", false) => "opposition.column-channels",
        (all, _) => all,
    }
}

/// Channels, in words.
pub(super) fn names(desk: &Desk<'_>, channels: Channels) -> String {
    let words: Vec<String> =
        channels.iter().map(|channel| desk.word(&format!("channel.{}", channel.name()))).collect();
    desk.messages().join(desk.lang, &words)
}

/// What can be done: write the refusal in the file, keep it in the suppression list (with the channels
/// refused), or let the contact go.
fn actions(set: Option<Action>, refused: Channels) -> Arc<[Action]> {
    let plain = |kind| Action { kind, value: None, cell: None };
    let channels: Vec<&str> = refused.iter().map(crate::country::Channel::name).collect();
    let channels = if refused == Channels::ALL { "all".to_owned() } else { channels.join(",") };
    let add = Action { value: Some(channels), ..plain(ActionKind::AddToOpposition) };
    let rest = [plain(ActionKind::DeleteRow), plain(ActionKind::Keep)];
    set.into_iter().chain([add]).chain(rest).collect()
}
