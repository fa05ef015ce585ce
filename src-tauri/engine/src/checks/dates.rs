//! Days that cannot be: in the future, of no calendar, unreadable.

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
                put(desk, sheet, CellRef { row: row.number, column: *column }, name);
            }
        }
    }
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
    if columns().any(|column| day::tells_order(cells(*column))) {
        return;
    }
    for column in columns() {
        let count = cells(*column).filter(|cell| day::is_open(cell)).count();
        if count == 0 {
            continue;
        }
        let header = sheet.table.header_name(*column);
        let values = [("count", count.to_string()), ("header", header.to_owned())];
        let message = desk.say("date.order", &values);
        let actions = desk.actions(&[ActionKind::Keep]);
        desk.put(Draft {
            check: Check::DateInvalid,
            category: None,
            rule: "date.order",
            severity: Severity::Info,
            place: Place {
                sheet: sheet.table.name.clone(),
                row: None,
                column: Some(*column),
                span: None,
            },
            text: "",
            message,
            basis: &["gdpr-5-1-d".to_owned()],
            actions,
            about: &plain(header),
        });
    }
}

fn put(desk: &mut Desk<'_>, sheet: &Sheet<'_>, at: CellRef, name: &'static str) {
    let text = sheet.table.cell(at).to_string();
    let message = desk.say(name, &[("header", sheet.table.header_name(at.column).to_owned())]);
    let actions = desk.actions(&[ActionKind::Keep, ActionKind::ClearCell]);
    desk.put(Draft {
        check: Check::DateInvalid,
        category: None,
        rule: name,
        severity: Severity::Minor,
        place: Place {
            sheet: sheet.table.name.clone(),
            row: Some(at.row),
            column: Some(at.column),
            span: None,
        },
        text: text.trim(),
        message,
        basis: &["gdpr-5-1-d".to_owned()],
        actions,
        about: &format!("{}|{}", sheet.columns.role(at.column), plain(&text)),
    });
}
