//! Searching a cleaned package for removed texts, part by part, embedded packages included.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Seek};

use crate::package::{MAX_WHOLE_PART, Package, PackageError};
use crate::patch::xlsx::{
    Book, Cells, IndexSet, Piece, RowPiece, Rows, XlsxError, cell_texts, each_item, held, literals,
    parse_rels, stream, whole_text_of,
};
use crate::verify::absence::{
    Needles, Place, Word, XmlSearch, percent_decoded, search_binary, search_xml,
};
use crate::verify::{Proof, VerifyError};
use crate::xml::{Kind, Scanner, XmlError};

use super::places::place;

/// Deepest nesting of packages in packages that is searched.
const DEEPEST: u32 = 3;

/// Where each removed text was met.
#[derive(Default)]
struct Hits {
    places: BTreeMap<u32, BTreeSet<String>>,
    /// No more than this many places are named.
    searched: u64,
}

impl Hits {
    fn add(&mut self, id: u32, place: &str) {
        let places = self.places.entry(id).or_default();
        if places.len() < 20 {
            places.insert(place.to_owned());
        }
    }
}

/// Fails when a removed text is left that no cell holds.
pub(super) fn search<R: Read + Seek>(
    package: &mut Package<R>,
    needles: &Needles,
    proof: &mut Proof,
) -> Result<(), VerifyError> {
    let book = Book::read(package)?;
    let mut hits = Hits::default();
    let used = used_strings(package, &book)?;
    let none = |_: usize| None;
    let held = held(package, &book, needles, &used, &none)?;
    for at in 0..package.names().len() {
        let name = package.names().get(at).cloned().unwrap_or_default();
        if name.ends_with('/') {
            continue;
        }
        hits.searched += 1;
        if Some(&name) == book.strings.as_ref() {
            unused_strings(package, &name, &used, needles, &mut hits)?;
        } else if let Some(sheet) = book.sheets.iter().find(|s| s.cells && s.part == name) {
            let source = stream(package, &name)?;
            let mut search = SheetSearch::new(needles, &sheet.name, &mut hits);
            search.run(source).map_err(|error| XlsxError::xml(&name, error))?;
        } else {
            let kind = if name.ends_with(".rels") { "relationships" } else { book.kind(&name) };
            part(package, at, &name, kind, needles, &mut hits, 0)?;
        }
    }
    margins(package, needles, &mut hits);
    proof.parts_searched = hits.searched;
    proof.kept_elsewhere = held.iter().filter(|held| **held).count() as u64;
    let is_held = |id: &u32| held.get(*id as usize).copied().unwrap_or(false);
    let left = hits.places.iter().filter(|(id, _)| !is_held(id)).flat_map(|(_, places)| places);
    let parts: BTreeSet<String> = left.cloned().collect();
    if parts.is_empty() {
        return Ok(());
    }
    Err(VerifyError::Survives { parts: parts.into_iter().collect() })
}

/// The strings that some cell refers to.
fn used_strings<R: Read + Seek>(
    package: &mut Package<R>,
    book: &Book,
) -> Result<IndexSet, XlsxError> {
    let mut used = IndexSet::default();
    for sheet in book.sheets.iter().filter(|sheet| sheet.cells) {
        let source = stream(package, &sheet.part)?;
        each_cell(source, |cell| {
            if let Some(index) = cell.string_index() {
                used.insert(index);
            }
        })
        .map_err(|error| XlsxError::xml(&sheet.part, error))?;
    }
    Ok(used)
}

fn each_cell(
    source: impl Read,
    mut each: impl FnMut(&crate::patch::xlsx::Cell<'_>),
) -> Result<(), XmlError> {
    let mut scanner = Scanner::new(source);
    while let Some(token) = scanner.next()? {
        if token.kind != Kind::Open || !token.opens(b"sheetData") {
            continue;
        }
        let mut rows = Rows::new();
        loop {
            match rows.next(&mut scanner)? {
                Piece::Row { number, rest, .. } => {
                    for piece in Cells::new(number, rest) {
                        if let RowPiece::Cell(cell) = piece {
                            each(&cell);
                        }
                    }
                }
                Piece::Between(_) => {}
                Piece::End(_) => break,
            }
        }
    }
    Ok(())
}

/// Strings that no cell refers to may hold nothing.
fn unused_strings<R: Read + Seek>(
    package: &mut Package<R>,
    part: &str,
    used: &IndexSet,
    needles: &Needles,
    hits: &mut Hits,
) -> Result<(), XlsxError> {
    let mut words = Vec::new();
    let source = stream(package, part)?;
    each_item(source, |index, rest| {
        if !used.contains(index) {
            let text = whole_text_of(rest);
            needles.find(&text, Place::Text, &mut words, |id, _| hits.add(id, part));
        }
    })
    .map_err(|error| XlsxError::xml(part, error))?;
    Ok(())
}

/// A sheet: what its cells hold is theirs; formulas, their results and all else is searched.
struct SheetSearch<'n, 'h> {
    needles: &'n Needles,
    sheet: &'h str,
    hits: &'h mut Hits,
    words: Vec<Word>,
}

impl<'n, 'h> SheetSearch<'n, 'h> {
    fn new(needles: &'n Needles, sheet: &'h str, hits: &'h mut Hits) -> Self {
        Self { needles, sheet, hits, words: Vec::new() }
    }

    fn run(&mut self, source: impl Read) -> Result<(), XmlError> {
        let places =
            |element: &[u8], attribute: Option<&[u8]>| place("worksheet", element, attribute);
        let mut beside = XmlSearch::new(self.needles, &places);
        let mut scanner = Scanner::new(source);
        while let Some(token) = scanner.next()? {
            let rows = token.kind == Kind::Open && token.opens(b"sheetData");
            let (hits, sheet) = (&mut *self.hits, self.sheet);
            beside.token(&token, &mut |id| hits.add(id, sheet));
            if rows {
                self.rows(&mut scanner)?;
            }
        }
        let (hits, sheet) = (&mut *self.hits, self.sheet);
        beside.finish(&mut |id| hits.add(id, sheet));
        Ok(())
    }

    fn rows<R: Read>(&mut self, scanner: &mut Scanner<R>) -> Result<(), XmlError> {
        let mut rows = Rows::new();
        loop {
            match rows.next(scanner)? {
                Piece::Row { number, rest, .. } => {
                    for piece in Cells::new(number, rest) {
                        if let RowPiece::Cell(cell) = piece
                            && !cell.open.is_empty()
                            && cell.has_formula()
                        {
                            self.formula(&cell);
                        }
                    }
                }
                Piece::Between(_) => {}
                Piece::End(_) => return Ok(()),
            }
        }
    }

    fn formula(&mut self, cell: &crate::patch::xlsx::Cell<'_>) {
        let texts = cell_texts(cell);
        let literals = literals(&texts.formula);
        for text in literals.iter().chain(texts.result.as_ref()) {
            let (hits, sheet, at) = (&mut *self.hits, self.sheet, cell.at);
            self.needles.find(text, Place::Text, &mut self.words, |id, _| {
                hits.add(id, &format!("{sheet}!{at}"));
            });
        }
    }
}

/// A part of any kind.
fn part<R: Read + Seek>(
    package: &mut Package<R>,
    at: usize,
    name: &str,
    kind: &str,
    needles: &Needles,
    hits: &mut Hits,
    depth: u32,
) -> Result<(), XlsxError> {
    let lower = name.to_lowercase();
    let fail = |error| PackageError::read(name, error);
    if [".xml", ".rels", ".vml"].iter().any(|end| lower.ends_with(end)) {
        let places = |element: &[u8], attribute: Option<&[u8]>| place(kind, element, attribute);
        if kind == "relationships" {
            links(package, name, needles, hits)?;
        }
        let source = stream(package, name)?;
        let found = search_xml(source, needles, &places, &mut |id| hits.add(id, name));
        if !matches!(found, Err(XmlError::Malformed(_) | XmlError::Doctype)) {
            return found.map_err(|error| XlsxError::xml(name, error));
        }
    }
    let _ = at;
    let mut head = [0; 2];
    let is_zip = {
        let mut source = package.stream(name)?;
        source.read(&mut head).map_err(fail)? == 2 && &head == b"PK"
    };
    if is_zip && depth < DEEPEST && package.size(name) <= MAX_WHOLE_PART {
        let bytes = package.read(name)?;
        if let Ok(inner) = Package::open(Cursor::new(bytes)) {
            return embedded(inner, name, needles, hits, depth + 1);
        }
    }
    let program = lower.ends_with("vbaproject.bin") || lower.contains("activex");
    let place = if program { Place::Program } else { Place::Bytes };
    let source = package.stream(name)?;
    search_binary(source, needles, place, &mut |id| hits.add(id, name)).map_err(fail)?;
    Ok(())
}

/// Where links lead outside the package; names of parts inside it are markup.
fn links<R: Read + Seek>(
    package: &mut Package<R>,
    name: &str,
    needles: &Needles,
    hits: &mut Hits,
) -> Result<(), XlsxError> {
    let bytes = package.read(name)?;
    let mut words = Vec::new();
    for rel in parse_rels(&bytes).into_iter().filter(|rel| rel.external) {
        let decoded = percent_decoded(&rel.target);
        for text in [Some(rel.target), decoded].iter().flatten() {
            needles.find(text, Place::Text, &mut words, |id, _| hits.add(id, name));
        }
    }
    Ok(())
}

/// A package inside the package: all its characters and attributes count.
fn embedded(
    mut inner: Package<Cursor<Vec<u8>>>,
    outer: &str,
    needles: &Needles,
    hits: &mut Hits,
    depth: u32,
) -> Result<(), XlsxError> {
    for at in 0..inner.names().len() {
        let name = inner.names().get(at).cloned().unwrap_or_default();
        let kind = if name.contains("theme") || name.ends_with("styles.xml") { "" } else { "any" };
        hits.searched += 1;
        let mut found = Hits::default();
        part(&mut inner, at, &name, kind, needles, &mut found, depth)?;
        hits.searched += found.searched;
        found.places.keys().for_each(|id| hits.add(*id, outer));
    }
    Ok(())
}

/// Comments and extra fields of the zip.
fn margins<R: Read + Seek>(package: &mut Package<R>, needles: &Needles, hits: &mut Hits) {
    for (name, bytes) in package.margins() {
        let place = if name.is_empty() { "(zip)" } else { &name };
        // Reading from memory does not fail.
        let _ = search_binary(bytes.as_slice(), needles, Place::Bytes, &mut |id| {
            hits.add(id, place);
        });
    }
}
