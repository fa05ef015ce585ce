//! Removed texts blotted out where they stand outside the cells: comments and shapes of kept cells,
//! filters, validation lists, names, headers and footers, properties.

use super::text::is_inline;
use crate::patch::xlsx::Scrub;
use crate::verify::absence::percent_decoded;
use crate::xml::{Element, Node, Tag, write_all};

/// Attributes in which people's words can stand.
const WRITTEN: [&str; 21] = [
    "table:comment",
    "office:dde-application",
    "office:dde-topic",
    "office:dde-item",
    "table:value",
    "table:condition",
    "table:expression",
    "table:title",
    "table:display-name",
    "table:selected-page",
    "office:string-value",
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
    // A member of a pivot table is named after the cells that it stands for.
    let member = (tag.name() == b"table:data-pilot-member").then_some(&"table:name");
    let cleaned: Vec<(&str, String)> = WRITTEN
        .iter()
        .chain(member)
        .filter_map(|name| {
            let value = tag.get(name)?;
            Some((*name, scrub.clean(&value).or_else(|| link(&value, scrub))?))
        })
        .collect();
    let changes: Vec<_> = cleaned.iter().map(|(name, new)| (*name, Some(new.as_str()))).collect();
    (!changes.is_empty()).then(|| tag.with(&changes))
}

/// A percent-encoded address with removed texts blotted out; none when it holds none.
fn link(value: &str, scrub: &Scrub) -> Option<String> {
    let cleaned = scrub.clean(&percent_decoded(value)?)?;
    Some(cleaned.replace('%', "%25").replace(' ', "%20"))
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

/// What an element holds, paragraph by paragraph (so that the last word of one and the first of the
/// next stay two words), then its attributes.
fn element(found: &mut Element, scrub: &Scrub) -> bool {
    let mut changed = attributes(found, scrub);
    let mut paragraphs = false;
    for child in found.elements_mut() {
        if is_inline(child.tag().name()) {
            changed |= inline(child, scrub);
        } else {
            paragraphs = true;
            changed |= element(child, scrub);
        }
    }
    let text = |node: &Node| match node {
        Node::Text(raw) | Node::CData(raw) => !raw.trim_ascii().is_empty(),
        _ => false,
    };
    let characters = !paragraphs || found.children.iter().any(text);
    (characters && scrub.characters(found)) | changed
}

/// The attributes of a stretch of a paragraph and of all that it holds.
fn inline(found: &mut Element, scrub: &Scrub) -> bool {
    let mut changed = attributes(found, scrub);
    for child in found.elements_mut() {
        changed |= inline(child, scrub);
    }
    changed
}

/// The attributes of the element itself.
fn attributes(found: &mut Element, scrub: &Scrub) -> bool {
    let new = tag(&found.open, scrub);
    let changed = new.is_some();
    if let Some(open) = new {
        found.open = open;
    }
    changed
}

fn bytes(nodes: &[Node]) -> Vec<u8> {
    let mut out = Vec::new();
    write_all(nodes, &mut out);
    out
}
