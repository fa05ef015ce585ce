//! Contacts kept too long: so many years after they were last heard of (GDPR 5(1)(e) and the
//! country's own reference).

use jiff::ToSpan;
use jiff::civil::Date;

use super::context::{Context, Sheet};
use super::desk::{Desk, Draft};
use crate::contact::row::Contact;
use crate::country::{Relation, Retention};
use crate::finding::{ActionKind, Check, Place, Severity};
use crate::messages::day;
use crate::role::Role;

pub(super) fn run(context: &Context<'_>, desk: &mut Desk<'_>) {
    for (at, sheet) in context.sheets.iter().enumerate().filter(|(_, sheet)| sheet.contacts) {
        let contacts = || context.contacts.iter().filter(|contact| contact.sheet == at);
        let dated = sheet.columns.has(&[Role::LastContact, Role::Created])
            || contacts().any(|contact| contact.heard.is_some());
        if !dated {
            if contacts().next().is_some() {
                no_dates(context, desk, sheet);
            }
            continue;
        }
        for contact in contacts() {
            let Some(kept) = context.retention(contact) else { continue };
            match contact.heard {
                Some(heard) => of_age(context, desk, sheet, contact, kept, heard),
                None => undated(context, desk, sheet, contact, kept),
            }
        }
    }
}

fn of_age(
    context: &Context<'_>,
    desk: &mut Desk<'_>,
    sheet: &Sheet<'_>,
    contact: &Contact<'_>,
    kept: &Retention,
    heard: Date,
) {
    use ActionKind::{AskConsent, DeleteRow, Keep, MoveRow};
    let today = context.options.as_of;
    // The anniversary is the last day.
    let end = heard.saturating_add(kept.years.years());
    let customer = contact.relation != Relation::Prospect;
    let (check, name, severity, actions) = if end < today && customer {
        (Check::Stale, "retention.customer", Severity::Minor, &[MoveRow, DeleteRow, Keep])
    } else if end < today {
        (Check::Stale, "retention.prospect", Severity::Major, &[DeleteRow, MoveRow, Keep])
    } else if end.saturating_sub(kept.soon_days.days()) <= today {
        (Check::StaleSoon, "retention.soon", Severity::Info, &[AskConsent, Keep, DeleteRow])
    } else {
        return;
    };
    let values = [
        ("heard", day(desk.lang, heard)),
        ("end", day(desk.lang, end)),
        ("years", kept.years.to_string()),
    ];
    let message = desk.say(name, &values);
    let actions = desk.actions(actions);
    desk.put(Draft {
        check,
        category: None,
        rule: &format!("{}.{name}", context.options.country),
        severity,
        place: place(sheet, contact),
        // In figures: the id of a finding must not change with the language.
        text: &heard.to_string(),
        message,
        basis: &kept.basis,
        actions,
        about: context.rows.identity(&sheet.columns, contact.row).key(),
    });
}

fn undated(
    context: &Context<'_>,
    desk: &mut Desk<'_>,
    sheet: &Sheet<'_>,
    contact: &Contact<'_>,
    kept: &Retention,
) {
    let message = desk.say("retention.undated", &[]);
    let actions = desk.actions(&[ActionKind::Keep, ActionKind::DeleteRow, ActionKind::MoveRow]);
    desk.put(Draft {
        check: Check::DateMissing,
        category: None,
        rule: &format!("{}.retention.undated", context.options.country),
        severity: Severity::Minor,
        place: place(sheet, contact),
        text: "",
        message,
        basis: &kept.basis,
        actions,
        about: context.rows.identity(&sheet.columns, contact.row).key(),
    });
}

/// No column of the sheet tells a day: said once.
fn no_dates(context: &Context<'_>, desk: &mut Desk<'_>, sheet: &Sheet<'_>) {
    let home = context.packs.countries.get(&context.options.country);
    let kept = home.and_then(|home| home.retention(Relation::Prospect, context.options.as_of));
    let Some(kept) = kept else { return };
    let message = desk.say("retention.no-dates", &[("years", kept.years.to_string())]);
    let actions = desk.actions(&[ActionKind::Keep]);
    desk.put(Draft {
        check: Check::DateMissing,
        category: None,
        rule: &format!("{}.retention.no-dates", context.options.country),
        severity: Severity::Minor,
        place: Place { sheet: sheet.table.name.clone(), ..Place::default() },
        text: "",
        message,
        basis: &kept.basis,
        actions,
        about: &sheet.table.name,
    });
}

/// The cell that tells the day, or that should.
fn place(sheet: &Sheet<'_>, contact: &Contact<'_>) -> Place {
    let columns = [Role::LastContact, Role::Created].map(|role| sheet.columns.of(role).first());
    Place {
        sheet: sheet.table.name.clone(),
        row: Some(contact.row.number),
        column: columns.into_iter().flatten().next().copied(),
        span: None,
    }
}
