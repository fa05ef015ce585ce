//! The same person in several rows, of one sheet or of several.

use rustc_hash::FxHashMap;

use super::context::{Context, Sheet};
use super::desk::{Desk, Draft};
use super::opposition::other_row;
use crate::contact::row::Contact;
use crate::finding::{ActionKind, Check, Place, Severity};
use crate::table::Row;

pub(super) fn run(context: &Context<'_>, desk: &mut Desk<'_>) {
    let mut known: FxHashMap<(u8, u64, u64), usize> = FxHashMap::default();
    for (at, contact) in context.contacts.iter().enumerate() {
        let Some(sheet) = context.sheets.get(contact.sheet) else { continue };
        let found = keys(contact).find_map(|(name, key)| Some((name, *known.get(&key)?)));
        if let Some((name, first)) = found {
            put(context, desk, sheet, contact, name, first);
        }
        for (_, key) in keys(contact) {
            known.entry(key).or_insert(at);
        }
    }
}

/// What makes two rows one person: address and name, number and name, or name and company. An
/// address alone may be shared by colleagues.
fn keys(contact: &Contact<'_>) -> impl Iterator<Item = (&'static str, (u8, u64, u64))> + use<> {
    let keys = contact.keys;
    let known = |condition: bool, name, key| condition.then_some((name, key));
    [
        known(keys.email != 0 && keys.name != 0, "duplicate.email", (0, keys.email, keys.name)),
        known(keys.phone != 0 && keys.name != 0, "duplicate.phone", (1, keys.phone, keys.name)),
        known(keys.name != 0 && keys.with_company, "duplicate.name", (2, keys.name, 0)),
        known(keys.email != 0 && keys.name == 0, "duplicate.email", (3, keys.email, 0)),
    ]
    .into_iter()
    .flatten()
}

fn put(
    context: &Context<'_>,
    desk: &mut Desk<'_>,
    sheet: &Sheet<'_>,
    contact: &Contact<'_>,
    name: &'static str,
    first: usize,
) {
    let message = desk.say(name, &[("row", other_row(context, contact, first))]);
    let other = context.contacts.get(first);
    let adds_nothing = other
        .is_some_and(|other| other.sheet == contact.sheet && says_no_more(contact.row, other.row));
    let actions = if adds_nothing {
        desk.actions(&[ActionKind::DeleteRow, ActionKind::Keep])
    } else {
        desk.actions(&[ActionKind::Keep, ActionKind::DeleteRow])
    };
    desk.put(Draft {
        check: Check::Duplicate,
        category: None,
        rule: name,
        severity: Severity::Minor,
        place: Place {
            sheet: sheet.table.name.clone(),
            row: Some(contact.row.number),
            column: None,
            span: None,
        },
        text: "",
        message,
        basis: &["gdpr-5-1-d".to_owned()],
        actions,
        about: context.rows.identity(&sheet.columns, contact.row).key(),
    });
}

/// Does every filled cell of a row say the same in another?
fn says_no_more(row: &Row, other: &Row) -> bool {
    (0u32..).zip(&row.cells).all(|(column, cell)| cell.is_blank() || cell == other.cell(column))
}
