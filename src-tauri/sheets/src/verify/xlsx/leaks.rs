//! Searching a cleaned package for removed texts, part by part.

use std::collections::BTreeSet;
use std::io::Read;

use crate::package::{Package, Source};
use crate::patch::xlsx::{
    Book, Cell, Cells, IndexSet, Piece, RowPiece, Rows, XlsxError, cell_texts, each_string, held,
    literals, whole_text_of,
};
use crate::verify::absence::{Hits, Needles, Place, Word, XmlSearch, search_binary};
use crate::verify::{Proof, VerifyError};
use crate::xml::{Kind, Scanner, Token, XmlError};

use super::places::place;
use super::search::search_part;

/// What is learnt of a cleaned workbook while its cells go by, and of its other parts at the end.
pub(super) struct Leaks<'n> {
    needles: &'n Needles,
    book: &'n Book,
    /// Strings that some cell refers to.
    used: IndexSet,
    hits: Hits,
    words: Vec<Word>,
    /// By removed text: another file legitimately holds it.
    spared: Vec<bool>,
}

impl<'n> Leaks<'n> {
    pub(super) fn new(needles: &'n Needles, book: &'n Book) -> Self {
        let (used, hits) = (IndexSet::default(), Hits::default());
        Self { needles, book, used, hits, words: Vec::new(), spared: Vec::new() }
    }

    /// The same, without those removed texts for which `spared` says so.
    pub(super) fn sparing(self, spared: Vec<bool>) -> Self {
        Self { spared, ..self }
    }

    /// The search of one sheet, to be shown its cells and what stands beside them.
    pub(super) fn sheet<'h>(&'h mut self, name: &'h str) -> SheetLeaks<'n, 'h> {
        self.hits.searched += 1;
        let beside = XmlSearch::new(self.needles, &in_worksheet);
        SheetLeaks { leaks: self, beside, sheet: name }
    }

    /// Searches a whole sheet.
    pub(super) fn cells(&mut self, source: impl Read, part: &str) -> Result<(), VerifyError> {
        let fail = |error: XmlError| VerifyError::from(XlsxError::xml(part, error));
        let book = self.book;
        let name = book.sheets.iter().find(|sheet| sheet.part == part);
        let mut search = self.sheet(name.map_or(part, |sheet| sheet.name.as_str()));
        let mut scanner = Scanner::new(source);
        while let Some(token) = scanner.next().map_err(fail)? {
            search.token(&token);
            if token.kind != Kind::Open || !token.opens(b"sheetData") {
                continue;
            }
            let mut rows = Rows::new();
            loop {
                match rows.next(&mut scanner).map_err(fail)? {
                    Piece::Row { number, rest, .. } => search.row(number, rest),
                    Piece::Between(_) => {}
                    Piece::End(_) => break,
                }
            }
        }
        search.finish();
        Ok(())
    }

    /// Searches every part but the sheets, which were shown; fails when a removed text is left that
    /// no cell holds.
    pub(super) fn finish<R: Source>(
        mut self,
        package: &mut Package<R>,
        proof: &mut Proof,
    ) -> Result<(), VerifyError> {
        for at in 0..package.names().len() {
            let name = package.names().get(at).cloned().unwrap_or_default();
            let sheet = self.book.sheets.iter().any(|s| s.cells && s.part == name);
            if name.ends_with('/') || sheet {
                continue;
            }
            self.hits.searched += 1;
            if Some(&name) == self.book.strings.as_ref() {
                self.strings(package, &name)?;
            } else {
                let rels = name.ends_with(".rels");
                let kind = if rels { "relationships" } else { self.book.kind(&name) };
                let hits = &mut self.hits;
                let inside = search_part(package, &name, kind, self.needles, &mut |id| {
                    hits.add(id, &name);
                })?;
                hits.searched += inside;
            }
        }
        margins(package, self.needles, &mut self.hits);
        proof.parts_searched = self.hits.searched;
        if self.hits.places.is_empty() {
            return Ok(());
        }
        // Copies of what some cell shows give nothing away.
        let (all, none) = (|_: usize| true, |_: usize| None);
        let held = held(package, self.book, self.needles, &self.used, &none, &all)?;
        let told = |told: &[bool], id: &u32| told.get(*id as usize).copied().unwrap_or(false);
        let is_held = |id: &u32| told(&held, id) || told(&self.spared, id);
        let left = self.hits.places.iter().filter(|(id, _)| !is_held(id));
        let parts: BTreeSet<String> = left.flat_map(|(_, places)| places).cloned().collect();
        if parts.is_empty() {
            return Ok(());
        }
        Err(VerifyError::Survives { parts: parts.into_iter().collect() })
    }

    /// Strings that no cell refers to may hold nothing.
    fn strings<R: Source>(
        &mut self,
        package: &mut Package<R>,
        part: &str,
    ) -> Result<(), XlsxError> {
        if self.needles.is_empty() {
            return Ok(());
        }
        let Self { needles, used, hits, words, .. } = self;
        let strings = each_string(package, part, |index, rest| {
            if !used.contains(index) {
                let text = whole_text_of(rest);
                needles.find(&text, Place::Text, words, |id, _| hits.add(id, part));
            }
        });
        strings.map(drop)
    }
}

fn in_worksheet(element: &[u8], attribute: Option<&[u8]>) -> Option<Place> {
    place("worksheet", element, attribute)
}

/// A sheet: what its cells hold is theirs; formulas, their results and all else is searched.
pub(super) struct SheetLeaks<'n, 'h> {
    leaks: &'h mut Leaks<'n>,
    beside: XmlSearch<'n, 'static>,
    sheet: &'h str,
}

impl SheetLeaks<'_, '_> {
    /// What stands beside the rows.
    pub(super) fn token(&mut self, token: &Token<'_>) {
        let (hits, sheet) = (&mut self.leaks.hits, self.sheet);
        self.beside.token(token, &mut |id| hits.add(id, sheet));
    }

    /// To be called once all was shown.
    pub(super) fn finish(mut self) {
        let (hits, sheet) = (&mut self.leaks.hits, self.sheet);
        self.beside.finish(&mut |id| hits.add(id, sheet));
    }

    fn row(&mut self, number: u32, rest: &[u8]) {
        for piece in Cells::new(number, rest) {
            if let RowPiece::Cell(cell) = piece {
                self.cell(&cell);
            }
        }
    }

    /// Strings that cells of the cleaned sheet refer to; the cells hold no formula.
    pub(super) fn uses(&mut self, strings: &[u32]) {
        strings.iter().for_each(|index| self.leaks.used.insert(*index));
    }

    /// One cell of the cleaned sheet.
    pub(super) fn cell(&mut self, cell: &Cell<'_>) {
        if cell.content.is_empty() || self.leaks.needles.is_empty() {
            return;
        }
        if let Some(index) = cell.string_index() {
            self.leaks.used.insert(index);
        }
        if cell.has_formula() {
            self.formula(cell);
        }
    }

    fn formula(&mut self, cell: &Cell<'_>) {
        let texts = cell_texts(cell);
        let literals = literals(&texts.formula);
        let Leaks { needles, hits, words, .. } = &mut *self.leaks;
        for text in literals.iter().chain(texts.result.as_ref()) {
            needles.find(text, Place::Text, words, |id, _| {
                hits.add(id, &format!("{}!{}", self.sheet, cell.at));
            });
        }
    }
}

/// Comments and extra fields of the zip.
fn margins<R: Source>(package: &mut Package<R>, needles: &Needles, hits: &mut Hits) {
    for (name, bytes) in package.margins() {
        let place = if name.is_empty() { "(zip)" } else { &name };
        // Reading from memory does not fail.
        let _ = search_binary(bytes.as_slice(), needles, Place::Bytes, &mut |id| {
            hits.add(id, place);
        });
    }
}
