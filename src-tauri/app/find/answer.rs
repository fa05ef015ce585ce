//! What a request of one person is answered with: everything held on them without other people, or
//! what to do in each file (GDPR 15 to 17 and 21), within a month (12(3)).

use epure_engine::role::Role;
use epure_engine::table::{Workbook, column_letters};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::mask::Mask;
use super::{Held, HeldCell, Person, addresses, phones};
use crate::pipeline::Fitted;

/// What the person asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Asked {
    /// A copy of everything (GDPR 15).
    Access,
    /// To be corrected (GDPR 16).
    Rectification,
    /// To be forgotten (GDPR 17).
    Erasure,
    /// Not to be contacted any more (GDPR 21).
    Opposition,
}

/// The answer to a request.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Answer {
    /// Version of this form.
    pub(crate) schema: u32,
    /// What was asked for.
    pub(crate) request: Asked,
    /// Who asked, as they were looked for.
    pub(crate) person: Vec<String>,
    /// The day the request came.
    pub(crate) received: Date,
    /// The day by which it must be answered.
    pub(crate) due: Date,
    /// File by file.
    pub(crate) files: Vec<OfFile>,
}

/// What concerns one file.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OfFile {
    /// Its name.
    pub(crate) file: String,
    /// What it holds on the person (access).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) rows: Vec<Held>,
    /// What to do in it (the other requests).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) steps: Vec<Step>,
}

/// Something to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Step {
    /// Sheet.
    pub(crate) sheet: String,
    /// 1-based row.
    pub(crate) row: u32,
    /// Cell, when one is concerned.
    pub(crate) cell: Option<String>,
    /// As in the contract: `delete_row`, `rewrite`, `set_cell`, `add_to_opposition`; `check` for what a
    /// person must look at.
    pub(crate) action: &'static str,
    /// True when somebody must confirm that the row is about the person.
    pub(crate) confirm: bool,
}

impl Answer {
    /// An answer without files.
    pub(crate) fn new(request: Asked, person: Vec<String>, received: Date) -> Self {
        // GDPR 12(3): one month from receipt; the last day of a shorter month.
        let due = received.saturating_add(1.month());
        Self { schema: 1, request, person, received, due, files: Vec::new() }
    }

    /// Adds what a file holds.
    pub(crate) fn add(
        &mut self,
        marks: &[Person],
        book: &Workbook,
        sheets: &[Fitted],
        held: Vec<Held>,
    ) {
        if held.is_empty() {
            return;
        }
        let file = book.name.clone();
        if self.request == Asked::Access {
            let own = own_marks(marks, book, sheets, &held);
            let mask = Mask::new(&own, book, sheets);
            let rows = held.into_iter().map(|row| masked(marks, &mask, row)).collect();
            self.files.push(OfFile { file, rows, steps: Vec::new() });
            return;
        }
        let steps = held.iter().flat_map(|row| self.steps(marks, book, sheets, row)).collect();
        self.files.push(OfFile { file, rows: Vec::new(), steps });
    }

    fn steps(
        &self,
        marks: &[Person],
        book: &Workbook,
        sheets: &[Fitted],
        held: &Held,
    ) -> Vec<Step> {
        let step = |action, cell: Option<String>| Step {
            sheet: held.sheet.clone(),
            row: held.row,
            cell,
            action,
            confirm: held.likely,
        };
        let mentions = || {
            let named = |cell: &&HeldCell| marks.iter().any(|mark| mark.is_named_in(&cell.value));
            held.cells.iter().filter(named).map(|cell| cell.cell.clone())
        };
        match (self.request, held.about) {
            (Asked::Access, _) => Vec::new(),
            (Asked::Rectification, _) => mentions().map(|cell| step("check", Some(cell))).collect(),
            // Forgotten, and kept out of the next file.
            (Asked::Erasure, true) => {
                vec![step("delete_row", None), step("add_to_opposition", None)]
            }
            (Asked::Erasure, false) => mentions().map(|cell| step("rewrite", Some(cell))).collect(),
            (Asked::Opposition, true) => {
                let column = opt_out(book, sheets, &held.sheet);
                let cell = column.map(|letters| format!("{letters}{}", held.row));
                let set = cell.map(|cell| step("set_cell", Some(cell)));
                set.into_iter().chain([step("add_to_opposition", None)]).collect()
            }
            (Asked::Opposition, false) => Vec::new(),
        }
    }
}

/// Letters of the column of refusals of a sheet.
fn opt_out(book: &Workbook, sheets: &[Fitted], sheet: &str) -> Option<String> {
    let at = book.sheets.iter().position(|table| table.name == sheet)?;
    let column = sheets.get(at)?.roles().iter().position(|role| *role == Role::OptOut)?;
    Some(column_letters(u32::try_from(column).ok()?))
}

/// The marks of a person with the addresses and numbers of their own rows: those are theirs to read.
fn own_marks(marks: &[Person], book: &Workbook, sheets: &[Fitted], held: &[Held]) -> Vec<Person> {
    let mut own = marks.to_vec();
    for held in held.iter().filter(|held| held.about && !held.likely) {
        let tables = book.sheets.iter().zip(sheets);
        let Some((table, fitted)) = tables.into_iter().find(|(t, _)| t.name == held.sheet) else {
            continue;
        };
        let Some(row) = table.rows.iter().find(|row| row.number == held.row) else { continue };
        let reached = [Role::Email, Role::Phone, Role::Mobile];
        for (cell, role) in row.cells.iter().zip(fitted.roles()) {
            if reached.contains(&role) {
                let text = cell.to_string();
                own.extend(addresses(&text).map(Person::Email));
                own.extend(phones(&text).into_iter().map(Person::Phone));
            }
        }
    }
    own
}

/// A row without other people; of a row that is about somebody else, only what names the person.
fn masked(marks: &[Person], mask: &Mask<'_>, held: Held) -> Held {
    let named = |text: &str| marks.iter().any(|mark| mark.is_named_in(text));
    let about = held.about;
    let cells = held.cells.into_iter().filter(|cell| about || named(&cell.value));
    let comments = held.comments.into_iter().filter(|comment| about || named(comment));
    Held {
        cells: cells.map(|cell| HeldCell { value: mask.over(&cell.value), ..cell }).collect(),
        comments: comments.map(|comment| mask.over(&comment)).collect(),
        ..held
    }
}
