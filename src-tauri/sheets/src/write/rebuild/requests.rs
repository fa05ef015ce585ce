//! Hidden content that is to go from a rebuilt workbook: said as rows and columns that go, sheets
//! and comments that are not written. All else that does not show is never carried over.

use std::borrow::Cow;

use epure_engine::plan::Edit;
use epure_engine::table::{HiddenKind, Table, Visibility, Workbook};

/// A workbook and edits about its cells alone.
pub(crate) struct Settled<'a> {
    /// The workbook without the sheets and comments that go.
    pub(crate) book: Cow<'a, Workbook>,
    /// The edits, with hidden rows and columns that go among them.
    pub(crate) edits: Cow<'a, [Edit]>,
}

/// Settles the [`Edit::RemovePart`] among `edits`.
pub(crate) fn settle<'a>(book: &'a Workbook, edits: &'a [Edit]) -> Settled<'a> {
    let requests = Requests(edits);
    if !edits.iter().any(|edit| matches!(edit, Edit::RemovePart { .. })) {
        return Settled { book: Cow::Borrowed(book), edits: Cow::Borrowed(edits) };
    }
    let mut left = book.clone();
    left.sheets.retain(|table| !requests.drop_sheet(table));
    let mut all: Vec<Edit> = Vec::with_capacity(edits.len());
    for table in &mut left.sheets {
        if requests.asked(HiddenKind::Comments, &table.name) {
            table.comments.clear();
        }
        requests.rows_and_columns(table, &mut all);
    }
    let kept = |edit: &&Edit| edit.sheet().is_some_and(|name| left.sheet(name).is_some());
    all.extend(edits.iter().filter(kept).cloned());
    Settled { book: Cow::Owned(left), edits: Cow::Owned(all) }
}

struct Requests<'a>(&'a [Edit]);

impl Requests<'_> {
    /// Is that kind to go from that sheet?
    fn asked(&self, kind: HiddenKind, sheet: &str) -> bool {
        self.0.iter().any(|edit| match edit {
            Edit::RemovePart { kind: asked, sheet: from } => {
                *asked == kind && from.as_deref().is_none_or(|from| from == sheet)
            }
            _ => false,
        })
    }

    fn drop_sheet(&self, table: &Table) -> bool {
        table.visibility != Visibility::Visible && self.asked(HiddenKind::Sheet, &table.name)
    }

    fn rows_and_columns(&self, table: &Table, edits: &mut Vec<Edit>) {
        let sheet = || table.name.clone();
        if self.asked(HiddenKind::Rows, &table.name) {
            let hidden = table.rows.iter().filter(|row| row.hidden);
            edits.extend(hidden.map(|row| Edit::DeleteRow { sheet: sheet(), row: row.number }));
        }
        if self.asked(HiddenKind::Columns, &table.name) {
            let hidden = table.hidden_columns.iter();
            edits.extend(hidden.map(|at| Edit::DeleteColumn { sheet: sheet(), column: *at }));
        }
    }
}
