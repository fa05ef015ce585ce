//! Contacts that the suppression list holds: somebody refused, in an earlier file or elsewhere.

use super::context::Context;
use super::desk::{Desk, Draft};
use super::opposition::names;
use crate::finding::{ActionKind, Check, Place, Severity};
use crate::messages::day;

pub(super) fn run(context: &Context<'_>, desk: &mut Desk<'_>) {
    for (contact, sheet) in context.with_sheets() {
        let Some((channels, since)) = contact.told.listed else { continue };
        let mut values = vec![("channels", names(desk, channels))];
        let name = match since {
            Some(since) => {
                values.push(("day", day(desk.lang, since)));
                "suppressed.since"
            }
            None => "suppressed.listed",
        };
        let message = desk.say(name, &values);
        let actions = desk.actions(&[ActionKind::DeleteRow, ActionKind::Keep]);
        desk.put(Draft {
            check: Check::Suppressed,
            category: None,
            rule: "suppressed.listed",
            severity: Severity::Critical,
            place: Place { row: Some(contact.row.number), ..sheet.place() },
            text: "",
            message,
            basis: &["gdpr-21".to_owned(), "fr-optout-list".to_owned()],
            actions,
            about: &context.rows.key(&sheet.columns, contact.row),
        });
    }
}
