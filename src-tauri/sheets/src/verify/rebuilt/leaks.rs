//! Searching every part of a rebuilt package for removed texts.

use std::collections::BTreeSet;
use std::io::{Read, Seek};

use crate::package::{MAX_WHOLE_PART, Package, PackageError};
use crate::patch::xlsx::{Scrub, XlsxError};
use crate::verify::absence::{Place, search_binary, search_xml};
use crate::verify::{Proof, VerifyError};
use crate::xml::{Kind, Tokens, XmlError, cdata, unescape};

/// Fails when a removed text that no kept cell holds is met in any part. The package is one that
/// we wrote: it holds no package within it.
pub(super) fn search<R: Read + Seek>(
    package: &mut Package<R>,
    removed: &Scrub,
    proof: &mut Proof,
) -> Result<(), VerifyError> {
    let needles = &removed.needles;
    let mut found: BTreeSet<String> = BTreeSet::new();
    let mut hit = |id: u32, place: &str| {
        if !removed.held.get(id as usize).copied().unwrap_or(false) {
            found.insert(place.to_owned());
        }
    };
    for name in package.names().to_vec() {
        if name.ends_with('/') {
            continue;
        }
        proof.parts_searched += 1;
        if name == STRINGS && package.size(&name) <= MAX_WHOLE_PART {
            let bytes = package.read(&name).map_err(XlsxError::from)?;
            strings(&bytes, removed, &mut |id| hit(id, &name));
            continue;
        }
        let places = |_: &[u8], attribute: Option<&[u8]>| place(&name, attribute);
        let source = package.stream(&name).map_err(XlsxError::from)?;
        let searched = search_xml(source, needles, &places, &mut |id| hit(id, &name));
        match searched {
            Ok(()) => continue,
            Err(XmlError::Malformed(_) | XmlError::Doctype) => {}
            Err(error) => return Err(XlsxError::xml(&name, error).into()),
        }
        let source = package.stream(&name).map_err(XlsxError::from)?;
        search_binary(source, needles, Place::Bytes, &mut |id| hit(id, &name))
            .map_err(|error| XlsxError::from(PackageError::read(&name, error)))?;
    }
    for (name, bytes) in package.margins() {
        let place = if name.is_empty() { "(zip)" } else { &name };
        // Reading from memory does not fail.
        let _ = search_binary(bytes.as_slice(), needles, Place::Bytes, &mut |id| hit(id, place));
    }
    proof.kept_elsewhere = removed.held.iter().filter(|held| **held).count() as u64;
    match found.is_empty() {
        true => Ok(()),
        false => Err(VerifyError::Survives { parts: found.into_iter().collect() }),
    }
}

/// The part that holds the texts of the cells.
const STRINGS: &str = "xl/sharedStrings.xml";

/// Texts of cells, one by one: the end of one and the beginning of the next are no text.
fn strings(part: &[u8], removed: &Scrub, hit: &mut dyn FnMut(u32)) {
    let (mut text, mut words) = (String::new(), Vec::new());
    for token in Tokens::new(part) {
        match token.kind {
            Kind::Text => text.push_str(&unescape(token.raw)),
            Kind::CData => text.push_str(&cdata(token.raw)),
            Kind::Close if token.tag().local() == b"si" => {
                removed.needles.find(&text, Place::Text, &mut words, |id, _| hit(id));
                text.clear();
            }
            _ => {}
        }
    }
    removed.needles.find(&text, Place::Text, &mut words, |id, _| hit(id));
}

/// Characters are written by people, but for the words that the program has for itself; attributes
/// by the program, but for the texts that number formats may spell.
fn place(part: &str, attribute: Option<&[u8]>) -> Option<Place> {
    if part == "xl/styles.xml" || part == "xl/theme/theme1.xml" {
        return (attribute == Some(b"formatCode".as_slice())).then_some(Place::Text);
    }
    let machine = [".rels", "[Content_Types].xml", "docProps/app.xml"];
    let machine = machine.iter().any(|end| part.ends_with(end)) || attribute.is_some();
    Some(if machine { Place::Markup } else { Place::Text })
}
