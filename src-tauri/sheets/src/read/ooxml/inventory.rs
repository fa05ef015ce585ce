//! What an Office package holds outside its cells, told by the names of its parts.

use std::io::{Read, Seek};

use epure_engine::table::{HiddenContent, HiddenKind};

use super::xml;
use crate::read::error::Problem;
use crate::read::package::Package;

/// Counts of everything that does not show, by kind; kinds that do not occur are left out.
pub(crate) fn of<R: Read + Seek>(package: &mut Package<R>) -> Result<Vec<HiddenContent>, Problem> {
    let names: Vec<String> =
        package.names().iter().map(|name| name.trim_start_matches('/').to_lowercase()).collect();
    let mut counts: Vec<(HiddenKind, u32)> = Vec::new();
    let authors = filled(package, "docProps/core.xml", &["creator", "lastModifiedBy"])?
        + filled(package, "docProps/app.xml", &["Company", "Manager"])?;
    counts.push((HiddenKind::Authors, authors));
    counts.push((HiddenKind::CustomProperties, custom_properties(package)?));
    let mut count = |kind: HiddenKind, matches: fn(&str) -> bool| {
        let found = names.iter().filter(|name| matches(name)).count();
        counts.push((kind, u32::try_from(found).unwrap_or(u32::MAX)));
    };
    count(HiddenKind::Thumbnail, |name| name.starts_with("docprops/thumbnail"));
    count(HiddenKind::ExternalLinks, |name| is_file(name, "/externallinks/"));
    count(HiddenKind::EmbeddedFiles, |name| is_file(name, "/embeddings/"));
    count(HiddenKind::Macros, |name| {
        name.ends_with("vbaproject.bin") || is_file(name, "/macrosheets/")
    });
    count(HiddenKind::Connections, |name| {
        name.contains("/connections.") || is_file(name, "/querytables/")
    });
    count(HiddenKind::PivotCaches, |name| is_file(name, "/pivotcacherecords"));
    count(HiddenKind::ChangeHistory, |name| is_file(name, "/revisions/"));
    count(HiddenKind::PrinterSettings, |name| is_file(name, "/printersettings/"));
    count(HiddenKind::CustomXml, |name| {
        name.starts_with("customxml/item") && !name.contains("props") && is_file(name, "")
    });
    counts.sort_by_key(|(kind, _)| *kind);
    let hidden = counts.into_iter().filter(|(_, count)| *count > 0);
    Ok(hidden.map(|(kind, count)| HiddenContent { kind, count, sheet: None }).collect())
}

/// A part of a folder, not one of its relation parts or the folder itself.
fn is_file(name: &str, folder: &str) -> bool {
    name.contains(folder) && !name.ends_with('/') && !name.ends_with(".rels")
}

/// How many of these elements say something.
fn filled<R: Read + Seek>(
    package: &mut Package<R>,
    part: &str,
    elements: &[&str],
) -> Result<u32, Problem> {
    let Some(text) = package.text(part)? else { return Ok(0) };
    let says = |name: &&str| xml::first_text(&text, name).is_some_and(|t| !t.trim().is_empty());
    Ok(u32::try_from(elements.iter().filter(|name| says(name)).count()).unwrap_or(0))
}

fn custom_properties<R: Read + Seek>(package: &mut Package<R>) -> Result<u32, Problem> {
    let text = package.text("docProps/custom.xml")?.unwrap_or_default();
    let mut count = 0;
    xml::each_start(&text, |tag| count += u32::from(tag.name() == "property"));
    Ok(count)
}
