//! Searching a cleaned package for removed texts, part by part, embedded packages included.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::io::Read;

use epure_engine::table::CellRef;

use super::places::{by_programs, place};
use crate::package::{DEEPEST, MAX_WHOLE_PART, Package, PackageError, Source};
use crate::patch::ods::cells::{Item, items};
use crate::patch::ods::reader::{Event, Reader, RowRun};
use crate::patch::ods::survey::Survey;
use crate::patch::ods::text::{cell_texts, literals};
use crate::patch::ods::{CONTENT, OdsError, content_text};
use crate::patch::xlsx::Scrub;
use crate::verify::absence::{Hits, Needles, Place, Word, XmlSearch, search_binary, search_xml};
use crate::verify::{Proof, VerifyError};
use crate::xml::{Kind, Tag, Token, Tokens, XmlError, utf8};

/// Fails when a removed text is left that no cell holds.
pub(super) fn search<R: Source>(
    package: &mut Package<R>,
    survey: &Survey,
    proof: &mut Proof,
) -> Result<(), VerifyError> {
    let mut hits = Hits::default();
    for name in package.names().to_vec() {
        if name.ends_with('/') {
            continue;
        }
        hits.searched += 1;
        if name == CONTENT {
            let text = content_text(package)?;
            let search = Sheets { needles: &survey.needles, hits: &mut hits, words: Vec::new() };
            search.run(text).map_err(|error| OdsError::xml(CONTENT, error))?;
        } else {
            part(package, &name, &survey.needles, &mut hits, 0)?;
        }
    }
    for (name, bytes) in package.margins() {
        let place = if name.is_empty() { "(zip)" } else { &name };
        // Reading from memory does not fail.
        let _ = search_binary(bytes.as_slice(), &survey.needles, Place::Bytes, &mut |id| {
            hits.add(id, place);
        });
    }
    proof.parts_searched = hits.searched;
    let held = |id: &u32| survey.held.get(*id as usize).copied().unwrap_or(false);
    let left = hits.places.iter().filter(|(id, _)| !held(id)).flat_map(|(_, places)| places);
    let parts: BTreeSet<String> = left.cloned().collect();
    if parts.is_empty() {
        return Ok(());
    }
    Err(VerifyError::Survives { parts: parts.into_iter().collect() })
}

/// The sheets: what cells hold is theirs; formulas, their results and all else is searched.
struct Sheets<'n, 'h> {
    needles: &'n Needles,
    hits: &'h mut Hits,
    words: Vec<Word>,
}

impl Sheets<'_, '_> {
    fn run(mut self, source: impl Read) -> Result<(), XmlError> {
        let styles = Cell::new(false);
        let places =
            |element: &[u8], attribute: Option<&[u8]>| place(styles.get(), element, attribute);
        let mut beside = XmlSearch::new(self.needles, &places);
        let mut reader = Reader::new(source);
        let mut sheet = String::new();
        while let Some(event) = reader.next()? {
            match event {
                Event::Sheet { name, open } => {
                    let token = Token { kind: Kind::Empty, raw: &open };
                    beside.token(&token, &mut |id| self.hits.add(id, CONTENT));
                    sheet = name;
                }
                Event::Rows(run) => self.rows(&sheet, &run),
                Event::End => {}
                Event::Other(Kind::Other, raw) => {
                    for token in Tokens::new(&raw) {
                        beside.token(&token, &mut |id| self.hits.add(id, CONTENT));
                    }
                }
                Event::Other(kind, raw) => {
                    if Tag::new(&raw).name() == b"office:automatic-styles" {
                        styles.set(kind == Kind::Open);
                    }
                    let token = Token { kind, raw: &raw };
                    beside.token(&token, &mut |id| self.hits.add(id, CONTENT));
                }
            }
        }
        beside.finish(&mut |id| self.hits.add(id, CONTENT));
        Ok(())
    }

    fn rows(&mut self, sheet: &str, run: &RowRun) {
        let telling = [b"formula=".as_slice(), b"<office:annotation", b"<draw:", b"href="];
        if !telling.iter().any(|needle| memchr::memmem::find(&run.rest, needle).is_some()) {
            return;
        }
        let mut column = 0u32;
        for item in items(&run.rest) {
            let Item::Cell(cell) = item else { continue };
            let texts = cell_texts(&cell);
            let mut found: Vec<String> = texts.beside.clone();
            if !texts.formula.is_empty() {
                found.extend(literals(&texts.formula));
                found.extend([texts.value, texts.shown]);
            }
            found.extend(links(cell.inner));
            let at = CellRef { row: run.first, column };
            for text in found {
                let hits = &mut *self.hits;
                self.needles.find(&text, Place::Text, &mut self.words, |id, _| {
                    hits.add(id, &format!("{sheet}!{at}"));
                });
            }
            column = column.saturating_add(cell.repeat);
        }
    }
}

/// Addresses of links in a cell, as written and decoded.
fn links(inner: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for token in Tokens::new(inner) {
        if matches!(token.kind, Kind::Open | Kind::Empty)
            && let Some(link) = token.tag().get("xlink:href")
        {
            found.extend(crate::verify::absence::percent_decoded(&link));
            found.push(link.into_owned());
        }
    }
    found
}

/// Does a part hold a removed text that no kept cell holds as well?
pub(crate) fn finds_removed<R: Source>(
    package: &mut Package<R>,
    name: &str,
    removed: &Scrub,
) -> Result<bool, OdsError> {
    let mut hits = Hits::default();
    part(package, name, &removed.needles, &mut hits, 0)?;
    let held = |id: &u32| removed.held.get(*id as usize).copied().unwrap_or(false);
    Ok(hits.places.keys().any(|id| !held(id)))
}

/// A part of any kind.
fn part<R: Source>(
    package: &mut Package<R>,
    name: &str,
    needles: &Needles,
    hits: &mut Hits,
    depth: u32,
) -> Result<(), OdsError> {
    let fail = |error| OdsError::from(PackageError::read(name, error));
    let machine = by_programs(name);
    if [".xml", ".rdf"].iter().any(|end| name.ends_with(end)) {
        let places = |element: &[u8], attribute: Option<&[u8]>| place(machine, element, attribute);
        let source = utf8(package.stream(name)?).map_err(fail)?;
        let found = search_xml(source, needles, &places, &mut |id| hits.add(id, name));
        if found.is_ok() {
            encoded(package, name, needles, hits)?;
        }
        if !matches!(found, Err(XmlError::Malformed(_) | XmlError::Doctype)) {
            return found.map_err(|error| OdsError::xml(name, error));
        }
    }
    if depth < DEEPEST
        && let Some(mut inner) = package.nested(name)?
    {
        for inner_name in inner.names().to_vec() {
            let mut found = Hits::default();
            part(&mut inner, &inner_name, needles, &mut found, depth + 1)?;
            hits.searched += 1 + found.searched;
            found.places.keys().for_each(|id| hits.add(*id, name));
        }
        return Ok(());
    }
    let place = if machine { Place::Program } else { Place::Bytes };
    let source = package.stream(name)?;
    search_binary(source, needles, place, &mut |id| hits.add(id, name)).map_err(fail)?;
    Ok(())
}

/// Bytes that a part spells in Base64: printer settings, pictures (ODF part 3, 16.1 and 19.1.2).
fn encoded<R: Source>(
    package: &mut Package<R>,
    name: &str,
    needles: &Needles,
    hits: &mut Hits,
) -> Result<(), OdsError> {
    if package.size(name) > MAX_WHOLE_PART {
        return Ok(());
    }
    let bytes = package.read(name)?;
    if !["base64Binary".as_bytes(), b"binary-data"].iter().any(|mark| finds(&bytes, mark)) {
        return Ok(());
    }
    for token in Tokens::new(&bytes).filter(|token| token.kind == Kind::Text) {
        let decoded = base64(token.raw);
        // Reading from memory does not fail.
        let _ = search_binary(decoded.as_slice(), needles, Place::Bytes, &mut |id| {
            hits.add(id, name);
        });
    }
    Ok(())
}

fn finds(bytes: &[u8], needle: &[u8]) -> bool {
    memchr::memmem::find(bytes, needle).is_some()
}

/// The bytes that Base64 letters stand for (RFC 4648); what is no such letter is passed over.
fn base64(text: &[u8]) -> Vec<u8> {
    let value = |byte: &u8| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut held, mut bits) = (0u32, 0u32);
    for six in text.iter().filter_map(value) {
        held = (held << 6 | u32::from(six)) & 0xFFFF;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push(u8::try_from(held >> bits & 0xFF).unwrap_or_default());
        }
    }
    out
}
