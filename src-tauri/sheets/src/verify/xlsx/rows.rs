//! A sheet of the cleaned package beside its original, row by row.

use std::io::Read;

use crate::package::{Package, Source, ahead};
use crate::patch::xlsx::{Beside, Piece, Plan, Rows, XlsxError, stream};
use crate::verify::{Proof, VerifyError};
use crate::xml::{Kind, Scanner, XmlError};

use super::judge::{Judge, Row};
use super::leaks::Leaks;
use super::sum::Sum;

/// Shows the cells of a sheet that was copied to the search for leaks.
pub(super) fn look<B: Source>(
    cleaned: &mut Package<B>,
    plan: &Plan<'_>,
    index: usize,
    leaks: &mut Leaks<'_>,
) -> Result<(), VerifyError> {
    let Some(sheet) = plan.survey().book.sheets.get(index) else { return Ok(()) };
    leaks.cells(stream(cleaned, &sheet.part)?, &sheet.part, &sheet.name)
}

/// Compares one sheet.
pub(super) fn compare<'p, A: Source, B: Source>(
    original: &mut Package<A>,
    cleaned: &mut Package<B>,
    plan: &'p Plan<'p>,
    index: usize,
    leaks: &mut Leaks<'p>,
    proof: &mut Proof,
) -> Result<(), VerifyError> {
    let Some(judge) = Judge::new(plan, index) else { return Ok(()) };
    let Some(beside) = plan.beside(index) else { return Ok(()) };
    let (before, after) = (stream(original, judge.part)?, stream(cleaned, judge.part)?);
    let judge = ahead(before, |before| {
        ahead(after, |after| both(Side::new(before), Side::new(after), judge, &beside))
    })?;
    judge.tell(leaks, proof);
    Ok(())
}

fn both<'w>(
    mut before: Side<impl Read>,
    mut after: Side<impl Read>,
    mut judge: Judge<'w>,
    beside: &Beside<'_>,
) -> Result<Judge<'w>, VerifyError> {
    let part = judge.part;
    let fail = |error| VerifyError::from(XlsxError::xml(part, error));
    before.head(Some(beside), None).map_err(fail)?;
    after.head(None, Some(&mut judge)).map_err(fail)?;
    let mut next = after.next().map_err(fail)?;
    while let Some((number, open, rest)) = before.next().map_err(fail)? {
        while let Some(row) = next.filter(|row| judge.is_new(row.0, number)) {
            judge.new_row(row)?;
            next = after.next().map_err(fail)?;
        }
        if judge.row((number, open, rest), next)? {
            next = after.next().map_err(fail)?;
        }
    }
    while let Some(row) = next {
        judge.row_behind(row)?;
        next = after.next().map_err(fail)?;
    }
    judge.end()?;
    before.tail(Some(beside), None).map_err(fail)?;
    after.tail(None, Some(&mut judge)).map_err(fail)?;
    match before.around == after.around {
        true => Ok(judge),
        false => Err(VerifyError::Unexpected { part: judge.sheet.to_owned(), at: None }),
    }
}

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

    /// Up to the rows. `beside` adjusts what stands there as the edits ask; `judge` looks at it.
    fn head(
        &mut self,
        beside: Option<&Beside<'_>>,
        judge: Option<&mut Judge<'_>>,
    ) -> Result<(), XmlError> {
        self.beside(beside, judge, 0)
    }

    /// What comes after the rows.
    fn tail(
        &mut self,
        beside: Option<&Beside<'_>>,
        judge: Option<&mut Judge<'_>>,
    ) -> Result<(), XmlError> {
        self.beside(beside, judge, 1)
    }

    fn beside(
        &mut self,
        beside: Option<&Beside<'_>>,
        mut judge: Option<&mut Judge<'_>>,
        mut depth: u32,
    ) -> Result<(), XmlError> {
        let mut out = Vec::new();
        while let Some(token) = self.scanner.next()? {
            if let Some(judge) = judge.as_deref_mut() {
                judge.beside(&token);
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
