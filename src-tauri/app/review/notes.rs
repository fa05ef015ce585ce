//! Every note of the audited sheets, with what was found in it.

use epure_engine::table::{CellRef, Row, Table};
use epure_engine::text::fold::plain;

use super::{Review, count};
use crate::dto::{NoteView, NotesPage, NotesRequest};

/// Most notes of a page.
const PAGE: u32 = 500;

impl Review {
    /// A stretch of the notes, in the file's order.
    pub(crate) fn notes(&self, request: &NotesRequest) -> NotesPage {
        let words = plain(&request.search);
        let words: Vec<&str> = words.split_whitespace().collect();
        let mut found = Vec::new();
        for (table, column) in self.note_columns() {
            let filled = table.body().filter(|row| !row.cell(column).is_blank());
            found.extend(filled.map(|row| (table, row, column)));
        }
        found.retain(|(table, row, column)| {
            (!request.unmarked || !self.is_marked(table, row, *column))
                && (words.is_empty() || self.says(table, row, *column, &words))
        });
        let page = found.iter().skip(request.offset as usize);
        let page = page.take(request.limit.min(PAGE) as usize);
        NotesPage {
            total: count(found.iter()),
            notes: page.map(|(table, row, column)| self.note_view(table, row, *column)).collect(),
        }
    }

    fn note_view(&self, table: &Table, row: &Row, column: u32) -> NoteView {
        let text = row.cell(column).to_string();
        NoteView {
            sheet: table.name.clone(),
            cell: CellRef { row: row.number, column }.to_string(),
            contact: self.contact_of(table, row),
            marks: self.marks_in(&table.name, row.number, column, &text),
            text,
        }
    }

    /// Is some finding about words of that cell?
    fn is_marked(&self, table: &Table, row: &Row, column: u32) -> bool {
        let mut findings = self.of_row(&table.name, row.number);
        findings.any(|(_, found)| found.place.column == Some(column) && found.place.span.is_some())
    }

    fn says(&self, table: &Table, row: &Row, column: u32, words: &[&str]) -> bool {
        let text = plain(&format!("{} {}", row.cell(column), self.contact_of(table, row)));
        words.iter().all(|word| text.contains(word))
    }
}
