//! What an OpenDocument package holds outside its cells.

use std::io::{Read, Seek};

use epure_engine::table::{HiddenContent, HiddenKind};

use crate::read::error::Problem;
use crate::read::ooxml::xml;
use crate::read::package::Package;

/// What the content part told.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Extra {
    /// Recorded changes.
    pub(super) changes: u32,
    /// Sheets copied from other files, and DDE links.
    pub(super) links: u32,
}

/// Counts of what does not show, by kind; kinds that do not occur are left out.
pub(super) fn of<R: Read + Seek>(
    package: &mut Package<R>,
    extra: Extra,
) -> Result<Vec<HiddenContent>, Problem> {
    let names = package.names();
    let meta = package.text("meta.xml")?.unwrap_or_default();
    let settings = package.text("settings.xml")?.unwrap_or_default();
    let said = |name: &&str| xml::first_text(&meta, name).is_some_and(|t| !t.trim().is_empty());
    let people = ["initial-creator", "creator", "printed-by"].iter().filter(|name| said(name));
    let mut custom = 0;
    xml::each_start(&meta, |tag| custom += usize::from(tag.name() == "user-defined"));
    let count = |matches: fn(&str) -> bool| names.iter().filter(|name| matches(name)).count();
    let embedded = |name: &str| {
        (name.starts_with("Object ") && name.ends_with("content.xml"))
            || (name.starts_with("Object ") && !name.contains('/'))
    };
    let macros = |name: &str| {
        (name.starts_with("Basic/") || name.starts_with("Scripts/")) && !name.ends_with('/')
    };
    let printer = xml_item(&settings, "PrinterName").is_some_and(|name| !name.trim().is_empty());
    let counts = [
        (HiddenKind::Authors, people.count()),
        (HiddenKind::CustomProperties, custom),
        (HiddenKind::Thumbnail, count(|name| name.starts_with("Thumbnails/") && name.len() > 11)),
        (HiddenKind::ExternalLinks, extra.links as usize),
        (HiddenKind::EmbeddedFiles, count(embedded)),
        (HiddenKind::Macros, count(macros)),
        (HiddenKind::ChangeHistory, extra.changes as usize + count(|n| n.starts_with("Versions/"))),
        (HiddenKind::PrinterSettings, usize::from(printer)),
    ];
    let hidden = counts.into_iter().filter(|(_, count)| *count > 0).map(|(kind, count)| {
        HiddenContent { kind, count: u32::try_from(count).unwrap_or(u32::MAX), sheet: None }
    });
    Ok(hidden.collect())
}

/// Text of the configuration item of that name.
fn xml_item(settings: &str, name: &str) -> Option<String> {
    let (mut inside, mut found) = (false, None);
    xml::walk(settings, |node| match node {
        xml::Node::Start(tag) => {
            inside = tag.name() == "config-item" && tag.get("name").as_deref() == Some(name);
        }
        xml::Node::End(_) => inside = false,
        xml::Node::Text(text) if inside => found = Some(text),
        xml::Node::Text(_) => {}
    });
    found
}
