//! What must not be kept in notes, and in comments on cells.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::context::{Context, Sheet};
use super::desk::{Desk, Draft};
use crate::audit::notes::Note;
use crate::finding::{Action, ActionKind, Check, Place};
use crate::reader::{NoteFinding, is_signal};
use crate::role::Role;
use crate::table::Comment;
use crate::text::fold::plain;

/// Sentences of note rules, by rule id.
type Whys = FxHashMap<Arc<str>, Arc<str>>;

pub(super) fn run(context: &Context<'_>, desk: &mut Desk<'_>) {
    let mut whys = Whys::default();
    for sheet in &context.sheets {
        for row in sheet.table.body() {
            for (column, text, note) in context.row_notes(sheet, row) {
                let place = Place { row: Some(row.number), column: Some(column), ..sheet.place() };
                let role = sheet.columns.role(column);
                for finding in sensitive(note) {
                    let why = why(context, desk, &mut whys, finding);
                    let span = Some((finding.span.start, finding.span.end));
                    let place = Place { span, ..place.clone() };
                    put(
                        context,
                        desk,
                        finding,
                        note,
                        (text, role),
                        place,
                        why,
                        note.actions.clone(),
                    );
                }
            }
        }
        for comment in &sheet.table.comments {
            of_comment(context, desk, sheet, comment, &mut whys);
        }
    }
}

fn sensitive(note: &Note) -> impl Iterator<Item = &NoteFinding> {
    note.findings.iter().filter(|finding| !is_signal(finding.category))
}

/// Comments are kept or removed, never rewritten.
fn of_comment(
    context: &Context<'_>,
    desk: &mut Desk<'_>,
    sheet: &Sheet<'_>,
    comment: &Comment,
    whys: &mut Whys,
) {
    let Some(note) = context.notes.of(&comment.text, Role::Notes) else { return };
    for finding in sensitive(note) {
        let why = why(context, desk, whys, finding);
        let values = [("cell", comment.cell.to_string()), ("why", why.to_string())];
        let message = desk.say("sensitive-comment", &values);
        let place = Place {
            row: Some(comment.cell.row),
            column: Some(comment.cell.column),
            ..sheet.place()
        };
        let remove = Action {
            kind: ActionKind::RemovePart,
            value: Some("comments".to_owned()),
            cell: Some(comment.cell),
        };
        let keep = Action { kind: ActionKind::Keep, value: None, cell: None };
        let about = (comment.text.as_str(), Role::Notes);
        put(context, desk, finding, note, about, place, message, [remove, keep].into());
    }
}

/// Why a rule's find must not be kept, in the reader's language.
fn why(
    context: &Context<'_>,
    desk: &mut Desk<'_>,
    whys: &mut Whys,
    finding: &NoteFinding,
) -> Arc<str> {
    if let Some(known) = whys.get(&finding.rule) {
        return known.clone();
    }
    let rule = context.packs.reader.rule(&finding.rule);
    let text = rule.map(|rule| desk.lang.of(&rule.why).to_owned()).unwrap_or_default();
    let why = desk.share(text);
    whys.insert(finding.rule.clone(), why.clone());
    why
}

#[allow(clippy::too_many_arguments, reason = "the parts of one finding, put together once")]
fn put(
    context: &Context<'_>,
    desk: &mut Desk<'_>,
    finding: &NoteFinding,
    note: &Note,
    (text, role): (&str, Role),
    place: Place,
    message: Arc<str>,
    actions: Arc<[Action]>,
) {
    let words = text.get(finding.span.clone()).unwrap_or_default();
    let basis = context.packs.reader.rule(&finding.rule).map(|rule| rule.basis.as_slice());
    // A decision may hold the whole new text: it is remembered for the same note only.
    let about = format!("{role}|{}|{:016x}", plain(words), note.digest);
    desk.put(Draft {
        check: Check::SensitiveNote,
        category: Some(finding.category),
        rule: &finding.rule,
        severity: finding.severity,
        place,
        text: words,
        message,
        basis: basis.unwrap_or_default(),
        actions,
        about: &about,
    });
}
