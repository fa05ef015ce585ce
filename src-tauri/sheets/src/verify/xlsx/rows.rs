//! A sheet of the cleaned package beside its original, row by row.

use std::io::Read;

use epure_engine::table::CellRef;

use crate::package::{Package, Source, ahead};
use crate::patch::xlsx::{Beside, Cells, Expected, Piece, Plan, RowPiece, Rows, XlsxError, stream};
use crate::verify::{Proof, VerifyError};
use crate::xml::{Kind, Scanner, Tag, XmlError};

use super::cells::{Compared, same_row_tag};
use super::leaks::{Leaks, SheetLeaks};

/// Shows the cells of a sheet that was copied to the search for leaks.
pub(super) fn look<B: Source>(
    cleaned: &mut Package<B>,
    plan: &Plan<'_>,
    index: usize,
    leaks: &mut Leaks<'_>,
) -> Result<(), VerifyError> {
    let Some(sheet) = plan.survey().book.sheets.get(index) else { return Ok(()) };
    leaks.cells(stream(cleaned, &sheet.part)?, &sheet.part)
}

/// Compares one sheet.
pub(super) fn compare<A: Source, B: Source>(
    original: &mut Package<A>,
    cleaned: &mut Package<B>,
    plan: &Plan<'_>,
    index: usize,
    leaks: &mut Leaks<'_>,
    proof: &mut Proof,
) -> Result<(), VerifyError> {
    let Some(sheet) = plan.survey().book.sheets.get(index) else { return Ok(()) };
    let (before, after) = (stream(original, &sheet.part)?, stream(cleaned, &sheet.part)?);
    ahead(before, |before| {
        ahead(after, |after| both(Side::new(before), Side::new(after), plan, index, leaks, proof))
    })
}

fn both(
    mut before: Side<impl Read>,
    mut after: Side<impl Read>,
    plan: &Plan<'_>,
    index: usize,
    leaks: &mut Leaks<'_>,
    proof: &mut Proof,
) -> Result<(), VerifyError> {
    let survey = plan.survey();
    let Some((sheet, beside)) = survey.book.sheets.get(index).zip(plan.beside(index)) else {
        return Ok(());
    };
    let fail = |error| VerifyError::from(XlsxError::xml(&sheet.part, error));
    let mut search = leaks.sheet(&sheet.name);
    before.head(Some(&beside), None).map_err(fail)?;
    after.head(None, Some(&mut search)).map_err(fail)?;
    let mut walk = Walk {
        expected: Expected::new(survey, index, plan.appended()),
        beside: &beside,
        search,
        proof,
        sheet: &sheet.name,
        pending: Pending::default(),
    };
    walk.rows(&mut before, &mut after, fail)?;
    let mut search = walk.search;
    before.tail(Some(&beside), None).map_err(fail)?;
    after.tail(None, Some(&mut search)).map_err(fail)?;
    search.finish();
    match before.around == after.around {
        true => Ok(()),
        false => Err(VerifyError::Unexpected { part: sheet.name.clone(), at: None }),
    }
}

/// CRC-32 and length of what stands around the rows.
#[derive(Default)]
struct Sum {
    crc: crc32fast::Hasher,
    length: u64,
}

impl Sum {
    fn add(&mut self, bytes: &[u8]) {
        self.crc.update(bytes);
        self.length += bytes.len() as u64;
    }
}

impl PartialEq for Sum {
    fn eq(&self, other: &Self) -> bool {
        self.length == other.length && self.crc.clone().finalize() == other.crc.clone().finalize()
    }
}

/// A row: its number, its open tag, and what comes after that.
type Row<'r> = (u32, &'r [u8], &'r [u8]);

/// One of the two sheets as it streams by.
struct Side<R> {
    scanner: Scanner<R>,
    rows: Rows,
    inside: bool,
    around: Sum,
}

impl<R: Read> Side<R> {
    fn new(source: R) -> Self {
        let scanner = Scanner::new(source);
        Self { scanner, rows: Rows::new(), inside: false, around: Sum::default() }
    }

    /// Up to the rows. `beside` adjusts what stands there as the edits ask; `search` looks at it.
    fn head(
        &mut self,
        beside: Option<&Beside<'_>>,
        search: Option<&mut SheetLeaks<'_, '_>>,
    ) -> Result<(), XmlError> {
        self.beside(beside, search, 0)
    }

    /// What comes after the rows.
    fn tail(
        &mut self,
        beside: Option<&Beside<'_>>,
        search: Option<&mut SheetLeaks<'_, '_>>,
    ) -> Result<(), XmlError> {
        self.beside(beside, search, 1)
    }

    fn beside(
        &mut self,
        beside: Option<&Beside<'_>>,
        mut search: Option<&mut SheetLeaks<'_, '_>>,
        mut depth: u32,
    ) -> Result<(), XmlError> {
        let mut out = Vec::new();
        while let Some(token) = self.scanner.next()? {
            if let Some(search) = search.as_deref_mut() {
                search.token(&token);
            }
            let element = matches!(token.kind, Kind::Open | Kind::Empty);
            if element && token.opens(b"sheetData") {
                // Rows may come to a sheet without any.
                self.around.add(b"<sheetData>");
                self.inside = token.kind == Kind::Open;
                return Ok(());
            }
            match (token.kind, beside) {
                (Kind::Open, Some(_)) if depth == 0 => depth = 1,
                (Kind::Close, Some(beside)) => {
                    out.clear();
                    beside.place_last(token.tag(), &mut out);
                    self.around.add(&out);
                }
                (Kind::Open | Kind::Empty, Some(beside)) => {
                    let open = token.raw.to_vec();
                    out.clear();
                    beside.element(&mut self.scanner, &open, &mut out)?;
                    self.around.add(&out);
                    continue;
                }
                _ => {}
            }
            self.around.add(token.raw);
        }
        Ok(())
    }

    /// The next row.
    fn next(&mut self) -> Result<Option<Row<'_>>, XmlError> {
        while self.inside {
            match self.rows.next(&mut self.scanner)? {
                Piece::Between(raw) => self.around.add(raw),
                Piece::End(_) => self.inside = false,
                // The borrow checker would hold the row over the loop: it is taken again.
                Piece::Row { number, open, rest } => {
                    let (open, rest) = (open.len(), rest.len());
                    let row = self.scanner.last(open + rest);
                    return Ok(row.split_at_checked(open).map(|(open, rest)| (number, open, rest)));
                }
            }
        }
        Ok(None)
    }
}

/// A row of the cleaned sheet that was not compared yet.
#[derive(Default)]
struct Pending {
    number: Option<u32>,
    open: Vec<u8>,
    rest: Vec<u8>,
}

impl Pending {
    fn fill<R: Read>(&mut self, after: &mut Side<R>) -> Result<(), XmlError> {
        self.number = None;
        if let Some((number, open, rest)) = after.next()? {
            self.number = Some(number);
            self.open.clear();
            self.open.extend_from_slice(open);
            self.rest.clear();
            self.rest.extend_from_slice(rest);
        }
        Ok(())
    }
}

struct Walk<'w, 'n, 'h> {
    expected: Expected<'w, 'w>,
    beside: &'w Beside<'w>,
    search: SheetLeaks<'n, 'h>,
    proof: &'w mut Proof,
    sheet: &'w str,
    pending: Pending,
}

impl Walk<'_, '_, '_> {
    fn rows<A: Read, B: Read>(
        &mut self,
        before: &mut Side<A>,
        after: &mut Side<B>,
        fail: impl Fn(XmlError) -> VerifyError,
    ) -> Result<(), VerifyError> {
        self.pending.fill(after).map_err(&fail)?;
        while let Some((number, open, rest)) = before.next().map_err(&fail)? {
            self.new_rows(number, after, &fail)?;
            self.expected.learn_row(number, rest);
            if self.expected.row_goes(number) {
                self.proof.rows_removed += u64::from(!self.expected.row_moves(number));
                continue;
            }
            self.row(number, open, rest)?;
            self.pending.fill(after).map_err(&fail)?;
        }
        self.new_rows(u32::MAX, after, &fail)?;
        self.moved_in(after, &fail)
    }

    fn unexpected(&self, at: impl ToString) -> VerifyError {
        VerifyError::Unexpected { part: self.sheet.to_owned(), at: Some(at.to_string()) }
    }

    /// Rows of the cleaned sheet that the original does not have hold new values only.
    fn new_rows<B: Read>(
        &mut self,
        next: u32,
        after: &mut Side<B>,
        fail: &impl Fn(XmlError) -> VerifyError,
    ) -> Result<(), VerifyError> {
        while let Some(number) = self.pending.number {
            if !self.expected.is_new_row(number, next) {
                break;
            }
            for piece in Cells::new(number, &self.pending.rest) {
                let RowPiece::Cell(cell) = piece else { continue };
                self.search.cell(&cell);
                if !self.expected.is_new_value(&cell, None) {
                    return Err(self.unexpected(cell.at));
                }
                self.proof.cells_changed += 1;
            }
            self.pending.fill(after).map_err(fail)?;
        }
        Ok(())
    }

    fn row(&mut self, number: u32, open: &[u8], rest: &[u8]) -> Result<(), VerifyError> {
        let Some(found) = self.pending.number else { return Err(self.unexpected(number)) };
        let target = self.expected.row(number);
        if Some(found) != target || !same_row_tag(Tag::new(open), Tag::new(&self.pending.open)) {
            return Err(self.unexpected(number));
        }
        let (search, expected) = (&mut self.search, &self.expected);
        let compared = Compared::of(number, rest, found, &self.pending.rest, expected, search);
        match compared {
            Ok(changed) => self.proof.cells_changed += changed,
            Err(at) => return Err(self.unexpected(at)),
        }
        Ok(())
    }

    /// Rows that come from other sheets stand behind all others.
    fn moved_in<B: Read>(
        &mut self,
        after: &mut Side<B>,
        fail: &impl Fn(XmlError) -> VerifyError,
    ) -> Result<(), VerifyError> {
        let mut extra = self.beside.job.extra;
        while let Some(number) = self.pending.number {
            let left = extra.strip_prefix(self.pending.open.as_slice());
            let left = left.and_then(|extra| extra.strip_prefix(self.pending.rest.as_slice()));
            let Some(left) = left else { return Err(self.unexpected(number)) };
            extra = left;
            for piece in Cells::new(number, &self.pending.rest) {
                if let RowPiece::Cell(cell) = piece {
                    self.search.cell(&cell);
                }
            }
            self.pending.fill(after).map_err(fail)?;
        }
        match extra.is_empty() {
            true => Ok(()),
            false => Err(self.unexpected(CellRef { row: 1, column: 0 })),
        }
    }
}
