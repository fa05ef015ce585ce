//! Searching one part of a package for removed texts, packages inside it included.

use std::io::Cursor;

use crate::package::{DEEPEST, Package, PackageError, Source};
use crate::patch::xlsx::{XlsxError, parse_rels, stream};
use crate::verify::absence::{Needles, Place, percent_decoded, search_binary, search_xml};
use crate::xml::XmlError;

use super::places::place;

/// Searches a part; `kind` is the last segment of the type of the relationship that leads to it. Gives the
/// number of parts of packages inside it, which are searched too.
pub(crate) fn search_part<R: Source>(
    package: &mut Package<R>,
    name: &str,
    kind: &str,
    needles: &Needles,
    hit: &mut dyn FnMut(u32),
) -> Result<u64, XlsxError> {
    search(package, name, kind, needles, hit, 0)
}

fn search<R: Source>(
    package: &mut Package<R>,
    name: &str,
    kind: &str,
    needles: &Needles,
    hit: &mut dyn FnMut(u32),
    depth: u32,
) -> Result<u64, XlsxError> {
    let lower = name.to_lowercase();
    let fail = |error| PackageError::read(name, error);
    if [".xml", ".rels", ".vml"].iter().any(|end| lower.ends_with(end)) {
        let places = |element: &[u8], attribute: Option<&[u8]>| place(kind, element, attribute);
        if kind == "relationships" {
            links(package, name, needles, hit)?;
        }
        let found = search_xml(stream(package, name)?, needles, &places, hit);
        if !matches!(found, Err(XmlError::Malformed(_) | XmlError::Doctype)) {
            return found.map(|()| 0).map_err(|error| XlsxError::xml(name, error));
        }
    }
    if depth < DEEPEST
        && let Some(inner) = package.nested(name)?
    {
        return embedded(inner, needles, hit, depth + 1);
    }
    let program = lower.ends_with("vbaproject.bin") || lower.contains("activex");
    let place = if program { Place::Program } else { Place::Bytes };
    search_binary(package.stream(name)?, needles, place, hit).map_err(fail)?;
    Ok(0)
}

/// Where links lead outside the package; names of parts inside it are markup.
fn links<R: Source>(
    package: &mut Package<R>,
    name: &str,
    needles: &Needles,
    hit: &mut dyn FnMut(u32),
) -> Result<(), XlsxError> {
    let bytes = package.read(name)?;
    let mut words = Vec::new();
    for rel in parse_rels(&bytes).into_iter().filter(|rel| rel.external) {
        let decoded = percent_decoded(&rel.target);
        for text in [Some(rel.target), decoded].iter().flatten() {
            needles.find(text, Place::Text, &mut words, |id, _| hit(id));
        }
    }
    Ok(())
}

/// A package inside the package: all its characters and attributes count.
fn embedded(
    mut inner: Package<Cursor<Vec<u8>>>,
    needles: &Needles,
    hit: &mut dyn FnMut(u32),
    depth: u32,
) -> Result<u64, XlsxError> {
    let mut searched = 0;
    for at in 0..inner.names().len() {
        let name = inner.names().get(at).cloned().unwrap_or_default();
        let kind = if name.contains("theme") || name.ends_with("styles.xml") { "" } else { "any" };
        searched += 1 + search(&mut inner, &name, kind, needles, hit, depth)?;
    }
    Ok(searched)
}
