//! The rows of a cleaned sheet judged one by one, beside those of the original, however they come by.

use epure_engine::table::CellRef;

use crate::patch::xlsx::{Cells, Expected, Plan, RowPiece};
use crate::verify::{Proof, VerifyError};
use crate::xml::{Tag, Token};

use super::cells::{Compared, same_row_tag};
use super::leaks::{Leaks, SheetLeaks};

/// A row: its number, its open tag, and what comes after that.
pub(super) type Row<'r> = (u32, &'r [u8], &'r [u8]);

/// What must become of one sheet, and what was found so far.
pub(super) struct Judge<'w> {
    /// Names of the sheet's part and of the sheet.
    pub(super) part: &'w str,
    pub(super) sheet: &'w str,
    expected: Expected<'w, 'w>,
    /// Rows from other sheets that are still to come.
    arriving: &'w [u8],
    search: SheetLeaks<'w>,
    cells_changed: u64,
    rows_removed: u64,
}

impl<'w> Judge<'w> {
    /// Of the sheet at an index; none when there is none.
    pub(super) fn new(plan: &'w Plan<'w>, index: usize) -> Option<Self> {
        let survey = plan.survey();
        let sheet = survey.book.sheets.get(index)?;
        Some(Self {
            part: &sheet.part,
            sheet: &sheet.name,
            expected: Expected::new(survey, index, plan.appended()),
            arriving: plan.arriving(index),
            search: SheetLeaks::new(&survey.needles, &sheet.name),
            cells_changed: 0,
            rows_removed: 0,
        })
    }

    /// Looks at what stands beside the rows.
    pub(super) fn beside(&mut self, token: &Token<'_>) {
        self.search.token(token);
    }

    /// Is a row of the cleaned sheet a new one, before the row `next` of the original?
    pub(super) fn is_new(&self, number: u32, next: u32) -> bool {
        self.expected.is_new_row(number, next)
    }

    /// Rows of the cleaned sheet that the original does not have hold new values only.
    pub(super) fn new_row(&mut self, (number, _, rest): Row<'_>) -> Result<(), VerifyError> {
        for piece in Cells::new(number, rest) {
            let RowPiece::Cell(cell) = piece else { continue };
            self.search.cell(&cell);
            if !self.expected.is_new_value(&cell, None) {
                return Err(self.unexpected(cell.at));
            }
            self.cells_changed += 1;
        }
        Ok(())
    }

    /// A row of the original, and the row of the cleaned sheet that comes next; true when it is that one.
    pub(super) fn row(
        &mut self,
        (number, open, rest): Row<'_>,
        found: Option<Row<'_>>,
    ) -> Result<bool, VerifyError> {
        self.expected.learn_row(number, rest);
        if self.expected.row_goes(number) {
            self.rows_removed += u64::from(!self.expected.row_moves(number));
            return Ok(false);
        }
        let target = self.expected.row(number);
        let found = found.filter(|found| Some(found.0) == target);
        let found = found.filter(|found| same_row_tag(Tag::new(open), Tag::new(found.1)));
        let Some((found, _, other)) = found else { return Err(self.unexpected(number)) };
        let (search, expected) = (&mut self.search, &self.expected);
        match Compared::of(number, rest, found, other, expected, search) {
            Ok(changed) => self.cells_changed += changed,
            Err(at) => return Err(self.unexpected(at)),
        }
        Ok(true)
    }

    /// A row behind the last one that the original has: a new one, or behind those one that comes from
    /// another sheet.
    pub(super) fn row_behind(&mut self, row: Row<'_>) -> Result<(), VerifyError> {
        if self.is_new(row.0, u32::MAX) {
            return self.new_row(row);
        }
        let (number, open, rest) = row;
        let left = self.arriving.strip_prefix(open);
        let left = left.and_then(|arriving| arriving.strip_prefix(rest));
        self.arriving = left.ok_or_else(|| self.unexpected(number))?;
        for piece in Cells::new(number, rest) {
            if let RowPiece::Cell(cell) = piece {
                self.search.cell(&cell);
            }
        }
        Ok(())
    }

    /// No more rows come.
    pub(super) fn end(&self) -> Result<(), VerifyError> {
        match self.arriving.is_empty() {
            true => Ok(()),
            false => Err(self.unexpected(CellRef { row: 1, column: 0 })),
        }
    }

    /// Hands over what was found.
    pub(super) fn tell(self, leaks: &mut Leaks<'w>, proof: &mut Proof) {
        leaks.join(self.search);
        proof.cells_changed += self.cells_changed;
        proof.rows_removed += self.rows_removed;
    }

    /// Something differs there that no edit is about.
    pub(super) fn unexpected(&self, at: impl ToString) -> VerifyError {
        VerifyError::Unexpected { part: self.sheet.to_owned(), at: Some(at.to_string()) }
    }
}
