//! Searching every part of a rebuilt package for removed texts.

use std::collections::BTreeSet;
use std::io::{Read, Seek};

use crate::package::{Package, PackageError};
use crate::patch::xlsx::{Scrub, XlsxError};
use crate::verify::absence::{Place, search_binary, search_xml};
use crate::verify::{Proof, VerifyError};
use crate::xml::XmlError;

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
        let places = |_: &[u8], attribute: Option<&[u8]>| Some(place(&name, attribute));
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

/// Characters are written by people, but in the parts that name fonts and types of content;
/// attributes by the program.
fn place(part: &str, attribute: Option<&[u8]>) -> Place {
    let machine = ["styles.xml", ".rels", "[Content_Types].xml", "theme1.xml"]
        .iter()
        .any(|end| part.ends_with(end));
    if machine || attribute.is_some() { Place::Markup } else { Place::Text }
}
