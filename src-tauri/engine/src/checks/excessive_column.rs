//! Columns that a prospect file has no need of (GDPR 5(1)(c), 9 and 87).

use super::context::{Context, Sheet};
use super::desk::{Desk, Draft};
use crate::finding::{ActionKind, Check, Place, Severity};
use crate::role::Role;
use crate::text::fold::plain;

pub(super) fn run(context: &Context<'_>, desk: &mut Desk<'_>) {
    for sheet in &context.sheets {
        for (role, severity, basis) in rules() {
            for column in sheet.columns.of(role) {
                put(desk, sheet, *column, role, severity, &basis);
            }
        }
    }
}

fn rules() -> [(Role, Severity, Vec<String>); 4] {
    let ids = |list: &[&str]| list.iter().map(|id| (*id).to_owned()).collect();
    [
        (Role::NationalId, Severity::Critical, ids(&["gdpr-87", "fr-nir"])),
        (Role::Sensitive, Severity::Critical, ids(&["gdpr-9", "gdpr-5"])),
        (Role::Iban, Severity::Major, ids(&["gdpr-5", "fr-bank-data"])),
        (Role::BirthDate, Severity::Major, ids(&["gdpr-5"])),
    ]
}

fn put(
    desk: &mut Desk<'_>,
    sheet: &Sheet<'_>,
    column: u32,
    role: Role,
    severity: Severity,
    basis: &[String],
) {
    let filled = sheet.table.body().filter(|row| !row.cell(column).is_blank()).count();
    if filled == 0 {
        return;
    }
    let header = sheet.table.header_name(column).to_owned();
    let name = format!("column.{role}");
    let message = desk.say(&name, &[("header", header.clone()), ("count", filled.to_string())]);
    let actions = desk.actions(&[ActionKind::RemovePart, ActionKind::Keep]);
    desk.put(Draft {
        check: Check::ExcessiveColumn,
        category: None,
        rule: &name,
        severity,
        place: Place { column: Some(column), ..sheet.place() },
        text: header.trim(),
        message,
        basis,
        actions,
        about: &plain(&header),
    });
}
