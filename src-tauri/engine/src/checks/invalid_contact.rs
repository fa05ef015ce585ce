//! E-mail addresses and telephone numbers that cannot be used.

use super::context::{Context, Sheet};
use super::desk::{Desk, Draft};
use crate::contact::answer::{self, Answer};
use crate::contact::email::{self, Mail};
use crate::contact::phone::{self, Phone};
use crate::finding::{ActionKind, Check, Place, Severity};
use crate::role::Role;
use crate::table::{Cell, CellRef};
use crate::text::fold::plain;

pub(super) fn run(context: &Context<'_>, desk: &mut Desk<'_>) {
    for sheet in context.sheets.iter().filter(|sheet| sheet.contacts) {
        for (role, name) in [
            (Role::Email, "contact.email"),
            (Role::Phone, "contact.phone"),
            (Role::Mobile, "contact.phone"),
        ] {
            for column in sheet.columns.of(role) {
                of_column(context, desk, sheet, *column, role, name);
            }
        }
    }
}

fn of_column(
    context: &Context<'_>,
    desk: &mut Desk<'_>,
    sheet: &Sheet<'_>,
    column: u32,
    role: Role,
    name: &'static str,
) {
    for row in sheet.table.body() {
        let cell = row.cell(column);
        if is_bad(context, cell, role) && !says_unknown(context, cell) {
            put(desk, sheet, CellRef { row: row.number, column }, role, name);
        }
    }
}

fn is_bad(context: &Context<'_>, cell: &Cell, role: Role) -> bool {
    if role == Role::Email {
        return match cell {
            Cell::Empty | Cell::Error(_) => false,
            Cell::Text(text) => email::read(text) == Some(Mail::Bad),
            _ => true,
        };
    }
    phone::read(cell, context.rows.calling_code) == Some(Phone::Bad)
}

/// "?", "nc", "-": people's way of leaving a cell empty.
fn says_unknown(context: &Context<'_>, cell: &Cell) -> bool {
    answer::read(cell, &context.packs.words)
        .is_some_and(|said| matches!(said.answer, Answer::Unknown | Answer::No))
}

fn put(desk: &mut Desk<'_>, sheet: &Sheet<'_>, at: CellRef, role: Role, name: &'static str) {
    let text = sheet.table.cell(at).to_string();
    let message = desk.say(name, &[]);
    let actions = desk.actions(&[ActionKind::Keep, ActionKind::ClearCell]);
    desk.put(Draft {
        check: Check::InvalidContact,
        category: None,
        rule: name,
        severity: Severity::Info,
        place: Place { row: Some(at.row), column: Some(at.column), ..sheet.place() },
        text: text.trim(),
        message,
        basis: &["gdpr-5-1-d".to_owned()],
        actions,
        about: &format!("{role}|{}", plain(&text)),
    });
}
