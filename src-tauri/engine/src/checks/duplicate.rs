//! The same person in several rows, of one sheet or of several, and what the rows say differently.

use super::context::{Context, Sheet};
use super::desk::{Desk, Draft};
use super::opposition::other_row;
use crate::contact::alike::{Because, Person};
use crate::contact::doubles;
use crate::contact::row::Contact;
use crate::finding::{ActionKind, Check, Place, Severity};
use crate::parallel;
use crate::table::{Cell, Row};
use crate::text::fold::plain;

/// Columns named in a sentence.
const SHOWN: usize = 4;

pub(super) fn run(context: &Context<'_>, desk: &mut Desk<'_>) {
    let found = doubles::find(&people(context), &context.packs.columns);
    for (contact, found) in context.contacts.iter().zip(found) {
        let (Some(sheet), Some((first, because))) = (context.sheets.get(contact.sheet), found)
        else {
            continue;
        };
        put(context, desk, sheet, contact, because, first);
    }
}

/// Every contact, ready to be compared.
fn people(context: &Context<'_>) -> Vec<Person> {
    parallel::map(&context.contacts, |contact| {
        let sheet = context.sheets.get(contact.sheet);
        sheet.map(|sheet| context.rows.person(&sheet.columns, contact.row)).unwrap_or_default()
    })
}

fn put(
    context: &Context<'_>,
    desk: &mut Desk<'_>,
    sheet: &Sheet<'_>,
    contact: &Contact<'_>,
    because: Because,
    first: usize,
) {
    let (name, severity) = match because {
        Because::Email => ("duplicate.email", Severity::Minor),
        Because::Phone => ("duplicate.phone", Severity::Minor),
        Because::Name => ("duplicate.name", Severity::Minor),
        Because::Likely => ("duplicate.likely", Severity::Info),
    };
    let row = other_row(context, contact, first);
    let other = context.contacts.get(first).filter(|other| other.sheet == contact.sheet);
    let compared =
        other.map(|other| Compared::of(sheet, contact.row, other.row)).unwrap_or_default();
    let mut message = desk.say(name, &[("row", row.clone())]);
    for (key, columns) in
        [("duplicate.differs", &compared.differ), ("duplicate.completes", &compared.adds)]
    {
        if !columns.is_empty() {
            let columns = columns.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
            let more = desk.say(key, &[("row", row.clone()), ("columns", columns)]);
            message = desk.share(format!("{message} {more}"));
        }
    }
    let adds_nothing = other.is_some() && compared.differ.is_empty() && compared.adds.is_empty();
    let actions = if adds_nothing && because != Because::Likely {
        desk.actions(&[ActionKind::DeleteRow, ActionKind::Keep])
    } else {
        desk.actions(&[ActionKind::Keep, ActionKind::DeleteRow])
    };
    desk.put(Draft {
        check: Check::Duplicate,
        category: None,
        rule: name,
        severity,
        place: Place { row: Some(contact.row.number), ..sheet.place() },
        text: "",
        message,
        basis: &["gdpr-5-1-d".to_owned()],
        actions,
        about: &context.rows.key(&sheet.columns, contact.row),
    });
}

/// What a row says that another one does not.
#[derive(Default)]
struct Compared {
    /// Headers of columns in which both say something else.
    differ: Vec<String>,
    /// Headers of columns that the other row leaves blank.
    adds: Vec<String>,
}

impl Compared {
    fn of(sheet: &Sheet<'_>, row: &Row, other: &Row) -> Self {
        let mut compared = Self::default();
        for (column, cell) in (0u32..).zip(&row.cells) {
            let theirs = other.cell(column);
            if cell.is_blank() || same(cell, theirs) {
                continue;
            }
            let header = match sheet.table.header_name(column) {
                "" => crate::table::column_letters(column),
                name => name.to_owned(),
            };
            if theirs.is_blank() { &mut compared.adds } else { &mut compared.differ }.push(header);
        }
        compared
    }
}

/// Do two cells say the same, however it is written?
fn same(a: &Cell, b: &Cell) -> bool {
    a == b || plain(&a.to_string()) == plain(&b.to_string())
}
