//! Which removed texts a cell that stays holds as well: copies of those give nothing away.

use std::io::Read;

use epure_engine::plan::NewValue;

use crate::package::{Package, Source, ahead};
use crate::patch::edits::SheetEdits;
use crate::verify::absence::{Needles, Word};
use crate::xml::{Scanner, XmlError};

use super::XlsxError;
use super::abreast::abreast;
use super::book::Book;
use super::cells::{Cell, Cells, Piece, RowPiece, Rows};
use super::strings::{IndexSet, text_of};

/// By needle: is it held? `edits` gives what happens to a sheet, `used` the strings in use,
/// `own_texts` whether cells of a sheet hold more than such strings.
pub(crate) fn held<'e, R: Source>(
    package: &mut Package<R>,
    book: &Book,
    needles: &Needles,
    used: &IndexSet,
    edits: &dyn Fn(usize) -> Option<&'e SheetEdits<'e>>,
    own_texts: &dyn Fn(usize) -> bool,
) -> Result<Vec<bool>, XlsxError> {
    let mut found = Found::new(needles);
    if needles.is_empty() {
        return Ok(found.held);
    }
    if let Some(part) = &book.strings {
        let strings = |look: &mut dyn FnMut(&str)| {
            let strings = super::each_string(package, part, |index, rest| {
                if used.contains(index) {
                    look(&text_of(rest));
                }
            });
            strings.map(drop)
        };
        let other = abreast(&mut found, Found::new(needles), Found::look, strings)?;
        found.join(&other);
    }
    for (index, sheet) in book.sheets.iter().enumerate() {
        let edits = edits(index);
        if edits.is_some_and(|edits| edits.gone) {
            continue;
        }
        found.look(&sheet.name);
        for value in edits.iter().flat_map(|edits| edits.set.values()) {
            match value {
                NewValue::Text(text) => found.look(text),
                NewValue::Number(number) => found.look(&number.to_string()),
                NewValue::Empty | NewValue::Date(_) => {}
            }
        }
        if sheet.cells && own_texts(index) {
            let source = super::stream(package, &sheet.part)?;
            ahead(source, |source| found.sheet(source, edits))
                .map_err(|error| XlsxError::xml(&sheet.part, error))?;
        }
    }
    Ok(found.held)
}

struct Found<'n> {
    needles: &'n Needles,
    held: Vec<bool>,
    words: Vec<Word>,
}

impl<'n> Found<'n> {
    fn new(needles: &'n Needles) -> Self {
        Self { needles, held: vec![false; needles.len()], words: Vec::new() }
    }

    /// Adds what another has found.
    fn join(&mut self, other: &Self) {
        self.held.iter_mut().zip(&other.held).for_each(|(held, also)| *held |= also);
    }

    fn look(&mut self, text: &str) {
        self.needles.note(text, &mut self.words, &mut self.held);
    }

    fn sheet(&mut self, source: impl Read, edits: Option<&SheetEdits<'_>>) -> Result<(), XmlError> {
        let mut scanner = Scanner::new(source);
        while let Some(token) = scanner.next()? {
            if token.kind != crate::xml::Kind::Open || !token.opens(b"sheetData") {
                continue;
            }
            let mut rows = Rows::new();
            loop {
                match rows.next(&mut scanner)? {
                    Piece::Row { number, rest, .. } => self.row(number, rest, edits),
                    Piece::Between(_) => {}
                    Piece::End(_) => break,
                }
            }
        }
        Ok(())
    }

    fn row(&mut self, number: u32, rest: &[u8], edits: Option<&SheetEdits<'_>>) {
        let moved = edits.is_some_and(|edits| edits.moved.contains_key(&number));
        if !moved && edits.is_some_and(|edits| edits.rows.contains(number)) {
            return;
        }
        for piece in Cells::new(number, rest) {
            let RowPiece::Cell(cell) = piece else { continue };
            let goes = edits.is_some_and(|edits| {
                edits.set.contains_key(&cell.at) || edits.columns.contains(cell.at.column)
            });
            if !goes {
                self.cell(&cell);
            }
        }
    }

    /// Texts and numbers that the cell itself holds; what a formula gives is a copy of others.
    fn cell(&mut self, cell: &Cell<'_>) {
        match cell.kind() {
            b"s" | b"b" | b"e" => {}
            b"str" if cell.has_formula() => {}
            b"n" => {
                let raw = cell.value();
                if raw.len() >= 6 && !cell.has_formula() {
                    self.look(&super::census::number_text(cell));
                }
            }
            _ => {
                if let Some(text) = cell.own_text() {
                    self.look(&text);
                }
            }
        }
    }
}
