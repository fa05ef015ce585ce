//! Contacts of whom nothing tells where they come from: those obtained elsewhere must be told (GDPR 14).

use super::context::Context;
use super::desk::{Desk, Said};
use crate::country::Relation;
use crate::finding::{Check, Severity};
use crate::role::Role;

pub(super) fn run(context: &Context<'_>, desk: &mut Desk<'_>) {
    for (at, sheet) in context.sheets.iter().enumerate().filter(|(_, sheet)| sheet.contacts) {
        let untold = context.contacts.iter().filter(|contact| {
            contact.sheet == at
                && contact.relation == Relation::Prospect
                && sheet.columns.text(contact.row, Role::Source).is_none()
        });
        let count = untold.count();
        if count == 0 {
            continue;
        }
        let mut message = desk.say("source.missing", &[("count", count.to_string())]);
        let duty =
            context.home().and_then(|home| home.fact("first-message", context.options.as_of));
        if let Some(duty) = duty {
            message = desk.share(format!("{message} {}", desk.lang.of(&duty.text)));
        }
        desk.put_for_sheet(
            sheet,
            Said {
                check: Check::ConsentUnproved,
                rule: &format!("{}.source.missing", context.options.country),
                severity: Severity::Info,
                message,
                basis: &["gdpr-14".to_owned()],
            },
        );
    }
}
