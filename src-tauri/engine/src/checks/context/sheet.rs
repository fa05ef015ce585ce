//! A sheet that is audited, and which of its cells are read as notes.

use crate::contact::columns::{Columns, DAYS};
use crate::contact::day;
use crate::finding;
use crate::moments::order::Seen;
use crate::role::Role;
use crate::table::{Row, Table};

/// Roles of columns whose cells are read as notes. Names, companies and addresses are not: words
/// that would be sensitive elsewhere are ordinary there.
const FREE_TEXT: [Role; 7] = [
    Role::Notes,
    Role::Other,
    Role::Sensitive,
    Role::NextAction,
    Role::Status,
    Role::Source,
    Role::LastContact,
];

/// A sheet that is audited.
pub(crate) struct Sheet<'a> {
    /// Its cells.
    pub(crate) table: &'a Table,
    /// What its columns hold.
    pub(crate) columns: Columns,
    /// Does it list contacts?
    pub(crate) contacts: bool,
    /// What its notes, else its columns of days, tell of the order of written dates.
    pub(crate) note_dates: Seen,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(table: &'a Table, columns: Columns) -> Self {
        let mut sheet =
            Self { table, contacts: columns.hold_contacts(), columns, note_dates: Seen::default() };
        if sheet.contacts {
            sheet.note_dates = sheet.seen();
        }
        sheet
    }

    fn seen(&self) -> Seen {
        let mut seen = Seen::default();
        for column in self.dated_notes() {
            let texts = self.table.body().filter_map(|row| row.cell(column).as_text());
            texts.for_each(|text| seen.add_text(text));
        }
        let columns = DAYS.into_iter().flat_map(|role| self.columns.of(role));
        let cells = |column: &u32| day::seen(self.table.body().map(|row| row.cell(*column)));
        if seen.tells() {
            seen
        } else {
            columns.map(cells).find(|seen| seen.tells()).unwrap_or(seen)
        }
    }

    /// Columns in whose texts days are told.
    pub(crate) fn dated_notes(&self) -> impl Iterator<Item = u32> + '_ {
        let columns = self.columns.of(Role::Notes).iter().chain(self.columns.of(Role::LastContact));
        columns.copied()
    }

    /// The sheet as the place of a finding; a row, a column or a stretch of text may be added.
    pub(crate) fn place(&self) -> finding::Place {
        finding::Place { sheet: self.table.name.clone(), ..finding::Place::default() }
    }

    /// Texts of a row that are read as notes, with their columns.
    pub(super) fn free_cells<'s>(
        &'s self,
        row: &'a Row,
    ) -> impl Iterator<Item = (u32, &'a str)> + use<'a, 's> {
        FREE_TEXT.into_iter().flat_map(|role| self.columns.of(role)).filter_map(move |column| {
            let text = row.cell(*column).as_text()?;
            text.chars().any(char::is_alphabetic).then_some((*column, text))
        })
    }

    /// All its texts that are read as notes, with the role of their column.
    pub(super) fn free_texts(&self) -> impl Iterator<Item = (&'a str, Role)> {
        let cells = self.table.body().flat_map(|row| self.free_cells(row));
        let cells = cells.map(|(column, text)| (text, self.columns.role(column)));
        let comments = self.table.comments.iter();
        cells.chain(comments.map(|comment| (comment.text.as_str(), Role::Notes)))
    }
}
