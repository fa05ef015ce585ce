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
    /// Strings that some cell refers to.
    used: IndexSet,
    /// Every other string is known to be blank or new.
    strings_known: bool,
    hits: Hits,
    words: Vec<Word>,
    /// By removed text: another file legitimately holds it.
    spared: Vec<bool>,
}

impl<'n> Leaks<'n> {
    pub(super) fn new(needles: &'n Needles) -> Self {
        let (used, hits, words, spared) = Default::default();
        Self { needles, used, strings_known: false, hits, words, spared }
    }

    /// The same, where cells are known to refer to those strings.
    pub(super) fn using(self, used: IndexSet) -> Self {
        Self { used, ..self }
    }

    /// The same, without those removed texts for which `spared` says so.
    pub(super) fn sparing(self, spared: Vec<bool>) -> Self {
        Self { spared, ..self }
    }

    /// Tells that every string which no cell refers to is blank: none has to be searched.
    pub(super) fn strings_are_known(&mut self) {
        self.strings_known = true;
    }

    /// The search of one sheet, to be shown its cells and what stands beside them; see [`Self::join`].
    pub(super) fn sheet(&self, name: &str) -> SheetLeaks<'n> {
        SheetLeaks::new(self.needles, name)
    }

    /// Adds what was seen of a sheet.
    pub(super) fn join(&mut self, sheet: SheetLeaks<'n>) {
        let (used, hits) = sheet.finish();
        self.used.join(&used);
        self.hits.join(hits);
        self.hits.searched += 1;
    }

    /// Searches a whole sheet of that name.
    pub(super) fn cells(
        &mut self,
        source: impl Read,
        part: &str,
        name: &str,
    ) -> Result<(), VerifyError> {
        let fail = |error: XmlError| VerifyError::from(XlsxError::xml(part, error));
        let mut search = self.sheet(name);
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
        self.join(search);
        Ok(())
    }

    /// Searches every part but the sheets, which were shown; fails when a removed text is left that
    /// no cell holds.
    pub(super) fn finish<R: Source>(
        mut self,
        package: &mut Package<R>,
        book: &Book,
        proof: &mut Proof,
    ) -> Result<(), VerifyError> {
        for at in 0..package.names().len() {
            let name = package.names().get(at).cloned().unwrap_or_default();
            let sheet = book.sheets.iter().any(|s| s.cells && s.part == name);
            if name.ends_with('/') || sheet {
                continue;
            }
            self.hits.searched += 1;
            if Some(&name) == book.strings.as_ref() {
                self.strings(package, &name)?;
            } else {
                let rels = name.ends_with(".rels");
                let kind = if rels { "relationships" } else { book.kind(&name) };
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
        let held = held(package, book, self.needles, &self.used, &none, &all)?;
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
        if self.needles.is_empty() || self.strings_known {
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
pub(super) struct SheetLeaks<'n> {
    needles: &'n Needles,
    used: IndexSet,
    hits: Hits,
    words: Vec<Word>,
    beside: XmlSearch<'n, 'static>,
    sheet: String,
}

impl<'n> SheetLeaks<'n> {
    pub(super) fn new(needles: &'n Needles, name: &str) -> Self {
        let (used, hits, words) = Default::default();
        let beside = XmlSearch::new(needles, &in_worksheet);
        Self { needles, used, hits, words, beside, sheet: name.to_owned() }
    }

    /// What stands beside the rows.
    pub(super) fn token(&mut self, token: &Token<'_>) {
        let (hits, sheet) = (&mut self.hits, &self.sheet);
        self.beside.token(token, &mut |id| hits.add(id, sheet));
    }

    /// To be called once all was shown: the strings that cells refer to, and what was met.
    fn finish(self) -> (IndexSet, Hits) {
        let (mut beside, mut hits) = (self.beside, self.hits);
        beside.finish(&mut |id| hits.add(id, &self.sheet));
        (self.used, hits)
    }

    fn row(&mut self, number: u32, rest: &[u8]) {
        for piece in Cells::new(number, rest) {
            if let RowPiece::Cell(cell) = piece {
                self.cell(&cell);
            }
        }
    }

    /// One cell of the cleaned sheet.
    pub(super) fn cell(&mut self, cell: &Cell<'_>) {
        if cell.content.is_empty() || self.needles.is_empty() {
            return;
        }
        if let Some(index) = cell.string_index() {
            self.used.insert(index);
        }
        if cell.has_formula() {
            self.formula(cell);
        }
    }

    fn formula(&mut self, cell: &Cell<'_>) {
        let texts = cell_texts(cell);
        let literals = literals(&texts.formula);
        let (hits, sheet) = (&mut self.hits, &self.sheet);
        for text in literals.iter().chain(texts.result.as_ref()) {
            self.needles.find(text, Place::Text, &mut self.words, |id, _| {
                hits.add(id, &format!("{sheet}!{}", cell.at));
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
