//! What a file holds outside its visible cells.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::context::Context;
use super::desk::{Desk, Draft};
use crate::finding::{Action, ActionKind, Check, Place, Severity};
use crate::table::{HiddenKind, Table, Visibility};

/// How often each kind occurs, in a sheet or (empty name) in the whole file.
type Counts = BTreeMap<(String, HiddenKind), u32>;

pub(super) fn run(context: &Context<'_>, desk: &mut Desk<'_>) {
    let mut counts = Counts::new();
    for table in &context.book.sheets {
        of_table(table, &mut counts);
    }
    for hidden in &context.book.hidden {
        let sheet = hidden.sheet.clone().unwrap_or_default();
        let count = counts.entry((sheet, hidden.kind)).or_default();
        *count = (*count).max(hidden.count);
    }
    for ((sheet, kind), count) in counts {
        if count > 0 {
            put(context, desk, sheet, kind, count);
        }
    }
}

fn of_table(table: &Table, counts: &mut Counts) {
    let hidden_rows = table.rows.iter().filter(|row| row.hidden).count();
    let found = [
        (HiddenKind::Sheet, usize::from(table.visibility != Visibility::Visible)),
        (HiddenKind::Rows, hidden_rows),
        (HiddenKind::Columns, table.hidden_columns.len()),
        (HiddenKind::Comments, table.comments.len()),
    ];
    for (kind, count) in found {
        if count > 0 {
            let count = u32::try_from(count).unwrap_or(u32::MAX);
            counts.insert((table.name.clone(), kind), count);
        }
    }
}

fn put(context: &Context<'_>, desk: &mut Desk<'_>, sheet: String, kind: HiddenKind, count: u32) {
    let contacts = context.sheets.iter().any(|s| s.table.name == sheet && s.contacts);
    let name = match kind {
        HiddenKind::Sheet if contacts => "hidden.sheet-of-contacts".to_owned(),
        _ => format!("hidden.{}", kind.name()),
    };
    let severity = match kind {
        HiddenKind::Sheet if contacts => Severity::Major,
        HiddenKind::Sheet
        | HiddenKind::Rows
        | HiddenKind::Columns
        | HiddenKind::Comments
        | HiddenKind::ExternalLinks
        | HiddenKind::EmbeddedFiles
        | HiddenKind::PivotCaches
        | HiddenKind::ChangeHistory => Severity::Minor,
        _ => Severity::Info,
    };
    let message = desk.say(&name, &[("count", count.to_string()), ("sheet", sheet.clone())]);
    desk.put(Draft {
        check: Check::HiddenContent,
        category: None,
        rule: &name,
        severity,
        place: Place { sheet: sheet.clone(), ..Place::default() },
        text: "",
        message,
        basis: &["gdpr-5".to_owned(), "gdpr-32".to_owned()],
        actions: actions(kind),
        about: &sheet,
    });
}

/// Traces that nobody misses are proposed for removal; what people use is theirs to judge.
fn actions(kind: HiddenKind) -> Arc<[Action]> {
    let remove =
        Action { kind: ActionKind::RemovePart, value: Some(kind.name().to_owned()), cell: None };
    let keep = Action { kind: ActionKind::Keep, value: None, cell: None };
    match kind {
        HiddenKind::Authors
        | HiddenKind::CustomProperties
        | HiddenKind::Thumbnail
        | HiddenKind::PivotCaches
        | HiddenKind::ChangeHistory
        | HiddenKind::PrinterSettings => [remove, keep].into(),
        _ => [keep, remove].into(),
    }
}
