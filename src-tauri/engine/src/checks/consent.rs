//! Agreements: missing, refused, expired, not proved, contradicted.
//!
//! One finding a row at most for each of these, with the channels it is about; what a whole sheet
//! shares (professionals who need no agreement, cases to check) is said once.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::context::{Context, Sheet, channels, signals};
use super::desk::{Desk, Draft, Said};
use super::opposition::{names, other_row};
use crate::contact::refusal_cell::RefusalCells;
use crate::contact::row::Contact;
use crate::contact::will::Channels;
use crate::country::{Audience, Channel, Outcome, Regime, Verdict};
use crate::finding::{Action, ActionKind, Category, Check, Place, Severity};
use crate::messages::day;
use crate::text::fold::plain;

const ASKED: [Channel; 3] = [Channel::Email, Channel::Sms, Channel::Phone];

/// Why a channel is not open.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Trouble {
    Missing,
    Refused,
    Expired,
    TooEarly,
    Future,
    Unproved,
}

/// The channels of a row that share a trouble.
#[derive(Default)]
struct Shared {
    channels: Channels,
    basis: Vec<String>,
    /// The latest end of an agreement.
    ended: Option<Date>,
    /// Does the law ask for an agreement?
    opt_in: bool,
}

/// What is said once for a sheet.
#[derive(Default)]
struct Whole {
    professionals: u32,
    to_check: u32,
    elsewhere: u32,
    basis: Vec<String>,
    check_basis: Vec<String>,
}

pub(super) fn run(context: &Context<'_>, desk: &mut Desk<'_>) {
    let cells = context.refusal_cells(desk.lang);
    let mut wholes: Vec<Whole> = context.sheets.iter().map(|_| Whole::default()).collect();
    for (contact, sheet) in context.with_sheets() {
        let Some(whole) = wholes.get_mut(contact.sheet) else { continue };
        of_contact(context, desk, sheet, contact, whole);
        if let Some(cells) = cells.get(contact.sheet) {
            contradicted(context, desk, sheet, contact, cells);
        }
        in_notes(context, desk, sheet, contact);
    }
    for (sheet, whole) in context.sheets.iter().zip(&wholes) {
        of_sheet(context, desk, sheet, whole);
    }
}

fn of_contact(
    context: &Context<'_>,
    desk: &mut Desk<'_>,
    sheet: &Sheet<'_>,
    contact: &Contact<'_>,
    whole: &mut Whole,
) {
    let mut told = contact.refused();
    told.extend(contact.disputed());
    let mut troubles: BTreeMap<Trouble, Shared> = BTreeMap::new();
    let (mut informed, mut to_check) = (false, false);
    for channel in ASKED.into_iter().filter(|channel| contact.reachable(*channel)) {
        let Some(verdict) = context.verdict(contact, channel) else {
            whole.elsewhere += u32::from(channel == Channel::Email || !contact.has_email);
            break;
        };
        match verdict.outcome {
            Outcome::Check => {
                to_check = true;
                add(&mut whole.check_basis, verdict.basis);
            }
            Outcome::Informed | Outcome::Free => {
                informed = true;
                add(&mut whole.basis, verdict.basis);
            }
            _ => {}
        }
        if let Some(trouble) = trouble(verdict.outcome).filter(|_| !told.has(channel)) {
            let given = contact.will.grant(channel).and_then(|grant| grant.on);
            let to_come = given.is_some_and(|given| given > context.options.as_of);
            let trouble = if to_come { Trouble::Future } else { trouble };
            note(troubles.entry(trouble).or_default(), channel, &verdict);
        }
    }
    whole.to_check += u32::from(to_check);
    let consumer = contact.guess.is_some_and(|guess| guess.audience == Audience::Consumer);
    whole.professionals += u32::from(informed && !to_check && !consumer);
    for (trouble, shared) in troubles {
        put(context, desk, sheet, contact, trouble, &shared);
    }
}

fn trouble(outcome: Outcome) -> Option<Trouble> {
    match outcome {
        Outcome::NotEstablished => Some(Trouble::Missing),
        Outcome::Refused => Some(Trouble::Refused),
        Outcome::Expired { .. } => Some(Trouble::Expired),
        Outcome::TooEarly => Some(Trouble::TooEarly),
        Outcome::Unproved => Some(Trouble::Unproved),
        _ => None,
    }
}

fn note(shared: &mut Shared, channel: Channel, verdict: &Verdict<'_>) {
    shared.channels.insert(channel);
    shared.opt_in |= verdict.regime == Regime::OptIn;
    add(&mut shared.basis, verdict.basis);
    if let Outcome::Expired { on } = verdict.outcome {
        shared.ended = shared.ended.max(Some(on));
    }
}

fn add(all: &mut Vec<String>, more: &[String]) {
    for id in more {
        if !all.contains(id) {
            all.push(id.clone());
        }
    }
}

fn put(
    context: &Context<'_>,
    desk: &mut Desk<'_>,
    sheet: &Sheet<'_>,
    contact: &Contact<'_>,
    trouble: Trouble,
    shared: &Shared,
) {
    use ActionKind::{AddToOpposition, AskConsent, DeleteRow, Keep};
    let (check, name, severity) = match trouble {
        Trouble::Missing => (Check::ConsentMissing, "consent.missing", Severity::Major),
        Trouble::Refused if shared.opt_in => {
            (Check::ConsentMissing, "consent.refused", Severity::Major)
        }
        Trouble::Refused => (Check::ConsentMissing, "consent.refused", Severity::Minor),
        Trouble::Expired => (Check::ConsentExpired, "consent.expired", Severity::Major),
        Trouble::TooEarly => (Check::ConsentExpired, "consent.too-early", Severity::Major),
        Trouble::Future => (Check::ConsentUnproved, "consent.future", Severity::Major),
        Trouble::Unproved => (Check::ConsentUnproved, "consent.unproved", Severity::Minor),
    };
    let actions = match trouble {
        Trouble::Refused => desk.actions(&[AddToOpposition, DeleteRow, Keep]),
        Trouble::Unproved => desk.actions(&[AskConsent, Keep, DeleteRow]),
        _ => desk.actions(&[AskConsent, DeleteRow, Keep]),
    };
    let mut values = vec![("channels", names(desk, shared.channels))];
    if let Some(ended) = shared.ended {
        values.push(("day", day(desk.lang, ended)));
    }
    let sentence = desk.say(name, &values);
    let message = match who(desk, contact).filter(|_| trouble == Trouble::Missing) {
        Some(who) => desk.share(format!("{sentence} {who}")),
        None => sentence,
    };
    let country = context.country(contact).map_or("", |country| country.about.code.as_str());
    let column = column(sheet, contact, trouble, shared.channels);
    let text = column.map(|column| contact.row.cell(column).to_string()).unwrap_or_default();
    desk.put(Draft {
        check,
        category: None,
        rule: &format!("{country}.{name}"),
        severity,
        place: Place { row: Some(contact.row.number), column, ..sheet.place() },
        text: text.trim(),
        message,
        basis: &shared.basis,
        actions,
        about: &context.rows.key(&sheet.columns, contact.row),
    });
}

/// For whom the row was taken, and why.
fn who(desk: &Desk<'_>, contact: &Contact<'_>) -> Option<String> {
    let guess = contact.guess?;
    let audience = desk.word(&format!("audience.{}", guess.audience.name()));
    let why = desk.word(&format!("why.{}", guess.why.name()));
    let values = [("audience", audience), ("why", why)];
    Some(desk.messages().say(desk.lang, "word.taken-for", &values))
}

/// The cell that says it, or that should.
fn column(
    sheet: &Sheet<'_>,
    contact: &Contact<'_>,
    trouble: Trouble,
    channels: Channels,
) -> Option<u32> {
    if trouble == Trouble::Refused {
        return contact.will.no_in;
    }
    let granted = channels.iter().find_map(|channel| contact.will.grant(channel));
    let empty = sheet.columns.wills.iter().find(|column| {
        !column.refusal && column.channels.iter().any(|channel| channels.has(*channel))
    });
    granted.map(|grant| grant.column).or_else(|| empty.map(|column| column.column))
}

/// A column says yes, and something else of the same person says no: one finding a column.
fn contradicted(
    context: &Context<'_>,
    desk: &mut Desk<'_>,
    sheet: &Sheet<'_>,
    contact: &Contact<'_>,
    cells: &RefusalCells<'_>,
) {
    let told = contact.told;
    let mut by_column: BTreeMap<u32, Channels> = BTreeMap::new();
    let mut against = contact.refused();
    against.extend(contact.disputed());
    for channel in against.iter() {
        if let Some(grant) = contact.will.grant(channel) {
            by_column.entry(grant.column).or_default().insert(channel);
        }
    }
    for (column, channels) in by_column {
        let holds = |refused: Option<Channels>| {
            refused.is_some_and(|refused| !refused.and(channels).is_empty())
        };
        let (name, row) = if holds(told.refused.map(|(_, refused)| refused)) {
            ("consent.contradicted-note", None)
        } else if holds(Some(contact.will.opposed)) || holds(Some(contact.will.disputed())) {
            ("consent.contradicted-column", None)
        } else if let Some((other, _)) = told.elsewhere.or(told.denied) {
            ("consent.contradicted-row", Some(other_row(context, contact, other)))
        } else {
            ("consent.contradicted-list", None)
        };
        let values = [("channels", names(desk, channels)), ("row", row.unwrap_or_default())];
        let message = desk.say(name, &values);
        let set = cells.refuse_in(contact.row, column);
        let keep = Action { kind: ActionKind::Keep, value: None, cell: None };
        desk.put(Draft {
            check: Check::ConsentContradicted,
            category: None,
            rule: "consent.contradicted",
            severity: Severity::Major,
            place: Place { row: Some(contact.row.number), column: Some(column), ..sheet.place() },
            text: contact.row.cell(column).to_string().trim(),
            message,
            basis: &["gdpr-21".to_owned(), "gdpr-7".to_owned()],
            actions: set.into_iter().chain([keep]).collect(),
            about: &context.rows.key(&sheet.columns, contact.row),
        });
    }
}

/// A note tells of an agreement that no column holds, on a channel that needs one.
fn in_notes(context: &Context<'_>, desk: &mut Desk<'_>, sheet: &Sheet<'_>, contact: &Contact<'_>) {
    let Some((column, agreed, _)) = contact.told.agreed else { return };
    let needed = agreed.iter().any(|channel| {
        let verdict = context.verdict(contact, channel);
        contact.reachable(channel)
            && contact.will.grant(channel).is_none()
            && verdict.is_some_and(|verdict| verdict.regime == Regime::OptIn)
    });
    let Some(text) = contact.row.cell(column).as_text().filter(|_| needed) else { return };
    let Some(note) = context.notes.of(text, sheet.columns.role(column)) else { return };
    for (finding, signal) in signals(note).filter(|(f, _)| f.category == Category::Consent) {
        let words = text.get(finding.span.clone()).unwrap_or_default();
        let message = desk.say("consent.in-note", &[("channels", names(desk, channels(signal)))]);
        let actions = desk.actions(&[ActionKind::AskConsent, ActionKind::Keep]);
        desk.put(Draft {
            check: Check::ConsentUnproved,
            category: Some(Category::Consent),
            rule: &finding.rule,
            severity: Severity::Info,
            place: Place {
                row: Some(contact.row.number),
                column: Some(column),
                span: Some((finding.span.start, finding.span.end)),
                ..sheet.place()
            },
            text: words,
            message,
            basis: &["gdpr-7".to_owned()],
            actions,
            about: &format!("{}|{:016x}", plain(words), note.digest),
        });
    }
}

/// What is said once for a sheet.
fn of_sheet(context: &Context<'_>, desk: &mut Desk<'_>, sheet: &Sheet<'_>, whole: &Whole) {
    let said = [
        (whole.professionals, Check::ConsentUnproved, "consent.professionals", &whole.basis),
        (whole.to_check, Check::ConsentMissing, "consent.to-check", &whole.check_basis),
        (whole.elsewhere, Check::ConsentMissing, "consent.elsewhere", &Vec::new()),
    ];
    for (count, check, name, basis) in said {
        if count == 0 {
            continue;
        }
        let message = desk.say(name, &[("count", count.to_string())]);
        let rule = &format!("{}.{name}", context.options.country);
        let said = Said { check, rule, severity: Severity::Info, message, basis };
        desk.put_for_sheet(sheet, said);
    }
    unread_answers(context, desk, sheet);
}

/// Answers that are neither yes nor no: listed once a column.
fn unread_answers(context: &Context<'_>, desk: &mut Desk<'_>, sheet: &Sheet<'_>) {
    use crate::contact::answer::{self, Answer};
    const SHOWN: usize = 5;
    for column in &sheet.columns.wills {
        let mut unread: BTreeMap<String, u32> = BTreeMap::new();
        for row in sheet.table.body() {
            let cell = row.cell(column.column);
            let said = answer::read(cell, &context.packs.words);
            if said.is_some_and(|said| said.answer == Answer::Unread) {
                *unread.entry(cell.to_string().trim().to_owned()).or_default() += 1;
            }
        }
        let count: u32 = unread.values().sum();
        if count == 0 {
            continue;
        }
        let shown: Vec<&str> = unread.keys().map(String::as_str).take(SHOWN).collect();
        let message = desk.say("consent.unread-answers", &[("count", count.to_string())]);
        let actions = desk.actions(&[ActionKind::Keep]);
        desk.put(Draft {
            check: Check::ConsentUnproved,
            category: None,
            rule: "consent.unread-answers",
            severity: Severity::Info,
            place: Place { column: Some(column.column), ..sheet.place() },
            text: &shown.join(" ; "),
            message,
            basis: &["gdpr-7".to_owned()],
            actions,
            about: &plain(sheet.table.header_name(column.column)),
        });
    }
}
