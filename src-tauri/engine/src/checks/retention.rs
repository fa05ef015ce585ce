//! Contacts kept too long: so many years after they were last heard of (GDPR 5(1)(e) and the
//! country's own reference).

use jiff::ToSpan;
use jiff::civil::Date;

use super::context::{Context, Sheet};
use super::desk::{Desk, Draft, Said};
use crate::contact::row::Contact;
use crate::country::{Channel, Relation, Retention};
use crate::finding::{ActionKind, Check, Place, Severity};
use crate::messages::day;
use crate::role::Role;

/// Channels on which somebody can be asked.
const ASKED: [Channel; 3] = [Channel::Email, Channel::Phone, Channel::Sms];

pub(super) fn run(context: &Context<'_>, desk: &mut Desk<'_>) {
    for (at, sheet) in context.sheets.iter().enumerate().filter(|(_, sheet)| sheet.contacts) {
        let contacts = || context.contacts.iter().filter(|contact| contact.sheet == at);
        let dated = sheet.columns.has(&[Role::LastContact, Role::Created])
            || contacts().any(|contact| contact.heard.is_some());
        if !dated {
            // No column of the sheet tells a day.
            let all = u32::try_from(contacts().count()).unwrap_or(u32::MAX);
            let minor = (Check::DateMissing, Severity::Minor);
            of_sheet(context, desk, sheet, minor, "retention.no-dates", all);
            continue;
        }
        let (mut in_doubt, mut aging) = (0u32, 0u32);
        for contact in contacts() {
            let Some(kept) = context.retention(contact) else { continue };
            match contact.heard {
                Some(heard) => of_age(context, desk, sheet, contact, kept, heard),
                None => undated(context, desk, sheet, contact, kept),
            }
            in_doubt += u32::from(contact.heard_in_doubt);
            aging += u32::from(is_aging(context, contact, kept));
        }
        let doubt = (Check::DateMissing, Severity::Info);
        of_sheet(context, desk, sheet, doubt, "retention.doubt", in_doubt);
        let advice = (Check::StaleSoon, Severity::Info);
        of_sheet(context, desk, sheet, advice, "retention.aging", aging);
    }
}

/// Years of silence after which a contact is lost in practice, whatever the law allows.
const LOST: i16 = 2;

/// A prospect silent for two years, and not yet near the end.
fn is_aging(context: &Context<'_>, contact: &Contact<'_>, kept: &Retention) -> bool {
    let today = context.options.as_of;
    contact.relation == Relation::Prospect
        && contact.heard.is_some_and(|heard| {
            let warned = heard.saturating_add(kept.years.years());
            heard.saturating_add(LOST.years()) < today
                && warned.saturating_sub(kept.soon_days.days()) > today
        })
}

/// May the contact be reached on some channel?
fn is_open(context: &Context<'_>, contact: &Contact<'_>) -> bool {
    ASKED.into_iter().filter(|channel| contact.reachable(*channel)).any(|channel| {
        context.verdict(contact, channel).is_some_and(|verdict| verdict.outcome.is_allowed())
    })
}

/// What is said once of a sheet; nothing when nobody is concerned.
fn of_sheet(
    context: &Context<'_>,
    desk: &mut Desk<'_>,
    sheet: &Sheet<'_>,
    (check, severity): (Check, Severity),
    name: &str,
    count: u32,
) {
    let today = context.options.as_of;
    let kept = context.home().and_then(|home| home.retention(Relation::Prospect, today));
    let Some(kept) = kept.filter(|_| count > 0) else { return };
    let values = [("count", count.to_string()), ("years", kept.years.to_string())];
    let message = desk.say(name, &values);
    let rule = &format!("{}.{name}", context.options.country);
    let said = Said { check, rule, severity, message, basis: &kept.basis };
    desk.put_for_sheet(sheet, said);
}

/// What is said of a contact whose period ends on that day (the anniversary is its last day), and what can
/// be done; nothing while the end is far.
fn ending(
    context: &Context<'_>,
    contact: &Contact<'_>,
    soon_days: i32,
    end: Date,
) -> Option<(Check, &'static str, Severity, &'static [ActionKind])> {
    use ActionKind::{AskConsent, DeleteRow, Keep, MoveRow};
    let today = context.options.as_of;
    let soon = end.saturating_sub(soon_days.days()) <= today;
    Some(match contact.relation {
        _ if end >= today && !soon => return None,
        // One last message may ask whether they want to stay, where a channel is open.
        _ if end >= today && is_open(context, contact) => {
            (Check::StaleSoon, "retention.soon", Severity::Info, &[AskConsent, Keep, DeleteRow])
        }
        _ if end >= today => {
            (Check::StaleSoon, "retention.soon", Severity::Info, &[Keep, DeleteRow])
        }
        Relation::Customer | Relation::Contract => {
            (Check::Stale, "retention.customer", Severity::Minor, &[MoveRow, DeleteRow, Keep])
        }
        Relation::Candidate => {
            (Check::Stale, "retention.candidate", Severity::Major, &[DeleteRow, Keep])
        }
        Relation::Prospect => {
            (Check::Stale, "retention.prospect", Severity::Major, &[DeleteRow, MoveRow, Keep])
        }
    })
}

fn of_age(
    context: &Context<'_>,
    desk: &mut Desk<'_>,
    sheet: &Sheet<'_>,
    contact: &Contact<'_>,
    kept: &Retention,
    heard: Date,
) {
    let end = heard.saturating_add(kept.years.years());
    let Some((check, name, severity, actions)) = ending(context, contact, kept.soon_days, end)
    else {
        return;
    };
    let values = [
        ("heard", day(desk.lang, heard)),
        ("end", day(desk.lang, end)),
        ("years", kept.years.to_string()),
    ];
    // What else the law says of it: one last message before the end, invoices kept apart.
    let more = match name {
        "retention.soon" if actions.contains(&ActionKind::AskConsent) => "end-of-retention",
        "retention.customer" => "accounting",
        _ => "",
    };
    let fact = context.home().and_then(|home| home.fact(more, context.options.as_of));
    let mut message = desk.say(name, &values);
    let mut basis = kept.basis.clone();
    if let Some(fact) = fact {
        message = desk.share(format!("{message} {}", desk.lang.of(&fact.text)));
        basis.extend(fact.basis.iter().filter(|id| !kept.basis.contains(id)).cloned());
    }
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
        basis: &basis,
        actions,
        about: &context.rows.key(&sheet.columns, contact.row),
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
        about: &context.rows.key(&sheet.columns, contact.row),
    });
}

/// The cell that tells the day, or that should.
fn place(sheet: &Sheet<'_>, contact: &Contact<'_>) -> Place {
    let columns = [Role::LastContact, Role::Created].map(|role| sheet.columns.of(role).first());
    Place {
        row: Some(contact.row.number),
        column: columns.into_iter().flatten().next().copied(),
        ..sheet.place()
    }
}
