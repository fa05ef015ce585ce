//! Parts that nothing leads to: no program shows them, so one that holds a removed text goes.
//!
//! A document leads to a part by its name in a link (`xlink:href`, ODF 1.3 part 3, 19.910), or by a
//! name that every program knows.

use std::collections::BTreeSet;
use std::io::Read;

use super::{OdsError, manifest};
use crate::package::{Package, Source};
use crate::patch::xlsx::Scrub;
use crate::verify::ods::finds_removed;

/// Parts, and folders of parts, that programs know by their name.
const KNOWN: [&str; 8] = [
    "mimetype",
    "content.xml",
    "styles.xml",
    "meta.xml",
    "settings.xml",
    "manifest.rdf",
    "VersionList.xml",
    "layout-cache",
];
const KNOWN_FOLDERS: [&str; 8] = [
    "META-INF/",
    "Thumbnails/",
    "Configurations2/",
    "Basic/",
    "Dialogs/",
    "Scripts/",
    "Versions/",
    "Object ",
];

/// Those of the parts that hold a removed text and that nothing leads to.
pub(super) fn telling<R: Source>(
    package: &mut Package<R>,
    scrub: &Scrub,
) -> Result<BTreeSet<String>, OdsError> {
    let mut telling = BTreeSet::new();
    if scrub.is_idle() {
        return Ok(telling);
    }
    for name in package.names().to_vec() {
        let known = KNOWN.contains(&name.as_str())
            || KNOWN_FOLDERS.iter().any(|folder| name.starts_with(folder));
        if known || name.ends_with('/') || !is_plain(&name) {
            continue;
        }
        if finds_removed(package, &name, scrub)? && !is_led_to(package, &name)? {
            telling.insert(name);
        }
    }
    Ok(telling)
}

/// Is a name written in links as it is, or with its blanks encoded?
fn is_plain(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b" ._-/".contains(&byte))
}

/// Does some other part, the list of parts apart, name that one or a folder that it lies in (an embedded
/// chart is linked as a whole)?
fn is_led_to<R: Source>(package: &mut Package<R>, name: &str) -> Result<bool, OdsError> {
    let folders = name.match_indices('/').filter_map(|(at, _)| name.get(..at));
    let ends = folders.flat_map(|folder| ['"', '\'', '/'].map(|end| format!("{folder}{end}")));
    let mut spellings: Vec<String> = ends.chain([name.to_owned()]).collect();
    spellings.extend(spellings.clone().iter().map(|text| text.replace(' ', "%20")));
    let documents = package.names().iter().filter(|other| {
        let document = other.ends_with(".xml") || other.ends_with(".rdf");
        document && *other != manifest::PART && *other != name
    });
    for other in documents.cloned().collect::<Vec<_>>() {
        let mut part = package.stream(&other)?;
        if mentions(&mut part, &spellings).map_err(|error| OdsError::io(&other, error))? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Does a text of ASCII marks, in UTF-8, hold one of these as it streams by?
fn mentions(source: &mut impl Read, spellings: &[String]) -> std::io::Result<bool> {
    let carried = spellings.iter().map(String::len).max().unwrap_or(0);
    let (mut window, mut chunk) = (Vec::new(), vec![0; 1 << 16]);
    loop {
        let count = source.read(&mut chunk)?;
        if count == 0 {
            return Ok(false);
        }
        window.extend_from_slice(chunk.get(..count).unwrap_or_default());
        let holds = |text: &String| memchr::memmem::find(&window, text.as_bytes()).is_some();
        if spellings.iter().any(holds) {
            return Ok(true);
        }
        window.drain(..window.len().saturating_sub(carried));
    }
}
