//! Removed texts blotted out where they stand outside the cells: comments and shapes of kept cells,
//! filters, validation lists, names, headers and footers, properties.

use crate::patch::xlsx::Scrub;
use crate::xml::{Element, Node, Tag, write_all};

/// Attributes in which people's words can stand.
const WRITTEN: [&str; 17] = [
    "table:value",
    "table:condition",
    "table:expression",
    "table:title",
    "table:display-name",
    "table:selected-page",
    "table:string-value",
    "calcext:value",
    "style:condition",
    "xlink:href",
    "xlink:title",
    "office:title",
    "draw:name",
    "meta:name",
    "form:label",
    "form:title",
    "form:value",
];

/// The tag with removed texts blotted out of its attributes; none when it holds none.
pub(super) fn tag(raw: &[u8], scrub: &Scrub) -> Option<Vec<u8>> {
    if scrub.is_idle() {
        return None;
    }
    let tag = Tag::new(raw);
    let cleaned: Vec<(&str, String)> =
        WRITTEN.iter().filter_map(|name| Some((*name, scrub.clean(&tag.get(name)?)?))).collect();
    let changes: Vec<_> = cleaned.iter().map(|(name, new)| (*name, Some(new.as_str()))).collect();
    (!changes.is_empty()).then(|| tag.with(&changes))
}

/// What a cell holds beside its text (comment, shapes), blotted; none when there is nothing to do.
pub(super) fn beside(inner: &[u8], scrub: &Scrub) -> Option<Vec<u8>> {
    if scrub.is_idle() || !inner.contains(&b'<') {
        return None;
    }
    let mut nodes = Element::parse(inner).ok()?;
    let mut changed = false;
    for node in &mut nodes {
        if let Node::Element(child) = node
            && child.tag().name() != b"text:p"
        {
            changed |= element(child, scrub);
        }
    }
    changed.then(|| bytes(&nodes))
}

/// A whole XML part, blotted; none when there is nothing to do or it is no XML.
pub(super) fn part(content: &[u8], scrub: &Scrub) -> Option<Vec<u8>> {
    let mut nodes = Element::parse(content).ok()?;
    let mut changed = false;
    for node in &mut nodes {
        if let Node::Element(root) = node {
            changed |= element(root, scrub);
        }
    }
    changed.then(|| bytes(&nodes))
}

/// Characters, then the attributes of it and of all that it holds.
fn element(found: &mut Element, scrub: &Scrub) -> bool {
    let characters = scrub.characters(found);
    attributes(found, scrub) || characters
}

fn attributes(found: &mut Element, scrub: &Scrub) -> bool {
    let new = tag(&found.open, scrub);
    let mut changed = new.is_some();
    if let Some(open) = new {
        found.open = open;
    }
    for child in found.elements_mut() {
        changed |= attributes(child, scrub);
    }
    changed
}

fn bytes(nodes: &[Node]) -> Vec<u8> {
    let mut out = Vec::new();
    write_all(nodes, &mut out);
    out
}
