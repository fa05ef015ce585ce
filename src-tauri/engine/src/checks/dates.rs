//! Days that cannot be: in the future, of no calendar, unreadable; and the one way in which they are told.

use std::sync::Arc;

use super::context::{Context, OLDEST, Sheet};
use super::desk::{Desk, Draft};
use crate::contact::columns::DAYS;
use crate::contact::day::{self, Reading};
use crate::finding::{ActionKind, Check, Place, Severity};
use crate::role::Role;
use crate::table::{CellRef, Row};
use crate::text::fold::plain;

pub(super) fn run(context: &Context<'_>, desk: &mut Desk<'_>) {
    context.sheets.iter().filter(|sheet| sheet.contacts).for_each(|sheet| orders(desk, sheet));
    let columns: Vec<Vec<(u32, bool)>> = context.sheets.iter().map(day_columns).collect();
    // Rows that tell nobody apart (a total under the table) hold no contact's days.
    for contact in &context.contacts {
        let Some(sheet) = context.sheets.get(contact.sheet) else { continue };
        for (column, mostly_days) in columns.get(contact.sheet).into_iter().flatten() {
            let row = contact.row;
            if let Some(name) = trouble(context, sheet, row, *column, *mostly_days) {
                of_cell(desk, sheet, CellRef { row: row.number, column: *column }, name);
            }
        }
    }
}

fn of_cell(desk: &mut Desk<'_>, sheet: &Sheet<'_>, at: CellRef, name: &'static str) {
    let text = sheet.table.cell(at).to_string();
    let message = desk.say(name, &[("header", sheet.table.header_name(at.column).to_owned())]);
    let about = format!("{}|{}", sheet.columns.role(at.column), plain(&text));
    let at = (Some(at.row), at.column);
    put(desk, sheet, &Odd { name, at, span: None, text: text.trim(), about: &about }, message);
}

/// Columns of a sheet of contacts that hold days, and whether most of their values are days.
fn day_columns(sheet: &Sheet<'_>) -> Vec<(u32, bool)> {
    let columns = DAYS.into_iter().flat_map(|role| sheet.columns.of(role));
    let columns = columns.filter(|_| sheet.contacts);
    columns.map(|column| (*column, mostly_days(sheet, *column))).collect()
}

/// A column of texts that are no days ("vu au salon") is not held against each of its cells.
fn mostly_days(sheet: &Sheet<'_>, column: u32) -> bool {
    let (mut days, mut filled) = (0u32, 0u32);
    for row in sheet.table.body() {
        if let Some(reading) = day::read(row.cell(column), sheet.columns.order(column)) {
            filled += 1;
            days += u32::from(matches!(reading, Reading::Told(_)));
        }
    }
    days * 2 > filled
}

/// What is wrong with a cell of a date column.
fn trouble(
    context: &Context<'_>,
    sheet: &Sheet<'_>,
    row: &Row,
    column: u32,
    mostly_days: bool,
) -> Option<&'static str> {
    let today = context.options.as_of;
    match day::read(row.cell(column), sheet.columns.order(column))? {
        Reading::Told(_) if sheet.columns.tells_end(column) => None,
        Reading::Told(told) if told.first_day() > today => Some("date.future"),
        // A spreadsheet's first days (1900, 1904) are cells once empty or zero.
        Reading::Told(told) if told.last_day() < OLDEST => Some("date.too-old"),
        Reading::Told(_) => None,
        Reading::Impossible => Some("date.impossible"),
        Reading::Ambiguous => Some("date.ambiguous"),
        // What a note says there is read as a note.
        Reading::Unread if mostly_days && sheet.columns.role(column) != Role::LastContact => {
            Some("date.unread")
        }
        Reading::Unread => None,
    }
}

/// Columns of written dates of which none tells day from month, in a sheet where no other does: said
/// once a column.
fn orders(desk: &mut Desk<'_>, sheet: &Sheet<'_>) {
    let columns = || DAYS.into_iter().flat_map(|role| sheet.columns.of(role));
    let cells = |column: u32| sheet.table.body().map(move |row| row.cell(column));
    if columns().any(|column| day::seen(cells(*column)).tells()) {
        return;
    }
    for column in columns() {
        let count = cells(*column).filter(|cell| day::is_open(cell)).count();
        if count == 0 {
            continue;
        }
        open_column(desk, sheet, *column, "date.order", count);
    }
}

/// Dates of a column that nothing tells how to read: said once.
pub(super) fn open_column(
    desk: &mut Desk<'_>,
    sheet: &Sheet<'_>,
    column: u32,
    name: &'static str,
    count: usize,
) {
    let header = sheet.table.header_name(column);
    let values = [("count", count.to_string()), ("header", header.to_owned())];
    let message = desk.say(name, &values);
    let column = (None, column);
    put(
        desk,
        sheet,
        &Odd { name, at: column, span: None, text: "", about: &plain(header) },
        message,
    );
}

/// A date that cannot be, or cannot be told.
pub(super) struct Odd<'o> {
    /// Its rule.
    pub(super) name: &'static str,
    /// 1-based row, none for a whole column; 0-based column.
    pub(super) at: (Option<u32>, u32),
    /// Bytes of the cell, when it is in a note.
    pub(super) span: Option<(usize, usize)>,
    /// What is written.
    pub(super) text: &'o str,
    /// What the memory of decisions tells it by.
    pub(super) about: &'o str,
}

/// Puts a date down: for a whole column it is worth knowing, for one cell it is to be put right.
pub(super) fn put(desk: &mut Desk<'_>, sheet: &Sheet<'_>, odd: &Odd<'_>, message: Arc<str>) {
    let (row, column) = odd.at;
    let actions = match (row, odd.span) {
        (Some(_), None) => desk.actions(&[ActionKind::Keep, ActionKind::ClearCell]),
        _ => desk.actions(&[ActionKind::Keep]),
    };
    desk.put(Draft {
        check: Check::DateInvalid,
        category: None,
        rule: odd.name,
        severity: if row.is_some() { Severity::Minor } else { Severity::Info },
        place: Place { row, column: Some(column), span: odd.span, ..sheet.place() },
        text: odd.text,
        message,
        basis: &["gdpr-5-1-d".to_owned()],
        actions,
        about: odd.about,
    });
}
