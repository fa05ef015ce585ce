//! Days in notes that cannot be: of no calendar, from a spreadsheet's first days, told as past and
//! far in the future; or that can be read both ways.

use jiff::ToSpan;
use jiff::civil::Date;

use super::context::{Context, OLDEST, Sheet};
use super::dates::{Odd, open_column, put};
use super::desk::Desk;
use crate::contact::row::Contact;
use crate::moments::{self, Frame, Kind, Moment, Order, order};
use crate::reader::Language;
use crate::role::Role;
use crate::text::fold::plain;

/// What happened is not told for so many years ahead; a plan may be.
const AHEAD: i32 = 2;

pub(super) fn run(context: &Context<'_>, desk: &mut Desk<'_>) {
    context
        .sheets
        .iter()
        .filter(|sheet| sheet.contacts)
        .for_each(|sheet| orders(context, desk, sheet));
    for (contact, sheet) in context.with_sheets() {
        let mixed = sheet.note_dates.order() == Order::Mixed;
        for column in sheet.dated_notes() {
            let Some(text) = contact.row.cell(column).as_text() else { continue };
            if mixed && order::open_in(text) > 0 || looks_odd(text, context.options.as_of) {
                of_note(context, desk, &Written { sheet, contact, column, text });
            }
        }
    }
}

/// Notes in English, whose writers put the month or the day first, where no date of the sheet tells which:
/// said once a column.
fn orders(context: &Context<'_>, desk: &mut Desk<'_>, sheet: &Sheet<'_>) {
    if sheet.note_dates.tells() {
        return;
    }
    for column in sheet.columns.of(Role::Notes) {
        let notes = sheet.table.body().filter_map(|row| row.cell(*column).as_text());
        let open = notes.map(|text| (text, order::open_in(text))).filter(|(_, count)| *count > 0);
        let english = |text: &str| context.packs.reader.language_of(text) == Language::English;
        let count = open.filter(|(text, _)| english(text)).map(|(_, count)| count).sum();
        if count > 0 {
            open_column(desk, sheet, *column, "date.note-order", count);
        }
    }
}

/// A note, where it is.
struct Written<'a> {
    sheet: &'a Sheet<'a>,
    contact: &'a Contact<'a>,
    column: u32,
    text: &'a str,
}

/// Cheap, as every note is looked at: is there a written date with numbers that are odd?
fn looks_odd(text: &str, today: Date) -> bool {
    let bytes = text.as_bytes();
    if !bytes.iter().any(u8::is_ascii_digit) {
        return false;
    }
    let pieces = text.split(|c: char| !(c.is_ascii_digit() || "/.-".contains(c)));
    pieces.filter(|piece| piece.len() >= 5).any(|piece| {
        let numbers: Vec<i16> =
            piece.split(['/', '.', '-']).filter_map(|part| part.parse().ok()).collect();
        let [first, second, third] = numbers.as_slice() else { return false };
        let (year, day) = if *first > 31 { (*first, *third) } else { (*third, *first) };
        let full = if year < 100 { year + 2000 } else { year };
        let month = *second;
        let known = i8::try_from(month).ok().zip(i8::try_from(day).ok());
        let exists = |(month, day)| Date::new(full, month, day).is_ok();
        let swapped = known.map(|(month, day)| (day, month));
        !(known.is_some_and(exists) || swapped.is_some_and(exists))
            || full < OLDEST.year()
            || full > today.year()
    })
}

fn of_note(context: &Context<'_>, desk: &mut Desk<'_>, note: &Written<'_>) {
    // The whole cell of a column of days is told by the check of columns.
    let day_alone = !note.text.contains(char::is_alphabetic);
    if note.sheet.columns.role(note.column) == Role::LastContact && day_alone {
        return;
    }
    let order = note.sheet.note_dates.order();
    let frame = Frame { as_of: context.options.as_of, anchor: note.contact.heard, order };
    for moment in moments::read(note.text, &context.packs.moments, frame) {
        if let Some(name) = trouble(&moment, note.text, &frame) {
            of_moment(context, desk, note, &moment, name);
        }
    }
}

fn trouble(moment: &Moment, text: &str, frame: &Frame) -> Option<&'static str> {
    let Some(when) = moment.when else {
        let written = text.get(moment.span.clone()).unwrap_or_default();
        return is_meant(written).then_some("date.note-impossible");
    };
    let happened = matches!(moment.told, Kind::Inbound | Kind::Outbound);
    let far = frame.as_of.saturating_add(AHEAD.years());
    match () {
        () if moment.told == Kind::Apart => None,
        () if moment.open && frame.order == Order::Mixed => Some("date.note-ambiguous"),
        () if when.last < OLDEST => Some("date.note-too-old"),
        () if happened && when.year_told && when.first > far => Some("date.note-future"),
        () => None,
    }
}

/// Is a date of no calendar meant as one? With slashes it is; with dots or dashes it may be a version or
/// a reference, unless it has a day, a month and a whole year.
fn is_meant(written: &str) -> bool {
    let numbers: Vec<&str> = written.split(['/', '.', '-']).collect();
    let at_most = |text: &&str, most: u8| text.parse::<u8>().is_ok_and(|n| (1..=most).contains(&n));
    match numbers.as_slice() {
        [day, month, year] if !written.contains('/') => {
            at_most(day, 31) && at_most(month, 12) && year.len() == 4
        }
        _ => true,
    }
}

fn of_moment(
    context: &Context<'_>,
    desk: &mut Desk<'_>,
    note: &Written<'_>,
    moment: &Moment,
    name: &'static str,
) {
    let Written { sheet, contact, column, text } = *note;
    let written = text.get(moment.span.clone()).unwrap_or_default();
    let message = desk.say(name, &[("date", written.to_owned())]);
    let key = context.rows.key(&sheet.columns, contact.row);
    let about = format!("{key}|{}", plain(written));
    let at = (Some(contact.row.number), column);
    let span = Some((moment.span.start, moment.span.end));
    put(desk, sheet, &Odd { name, at, span, text: written, about: &about }, message);
}
