//! What a cell says: its value and its characters, comments and shapes apart.

use super::cells::CellItem;
use crate::xml::{Element, Node, Tag, unescape};

/// What a cell element holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CellTexts {
    /// Value as written in attributes, empty when there is none.
    pub(crate) value: String,
    /// Its paragraphs, joined by line ends.
    pub(crate) shown: String,
    /// Its formula, empty when it has none.
    pub(crate) formula: String,
    /// Characters of its comment, shapes and other children.
    pub(crate) beside: Vec<String>,
}

const VALUES: [&str; 5] = [
    "office:string-value",
    "office:value",
    "office:date-value",
    "office:time-value",
    "office:boolean-value",
];

/// Reads a cell element.
pub(crate) fn cell_texts(cell: &CellItem<'_>) -> CellTexts {
    let tag = cell.tag();
    let value = VALUES.iter().find_map(|name| tag.get(name)).unwrap_or_default().into_owned();
    let formula = tag.get("table:formula").unwrap_or_default().into_owned();
    let mut texts = CellTexts { value, formula, ..CellTexts::default() };
    let mut shown: Vec<String> = Vec::new();
    for node in Element::parse(cell.inner).unwrap_or_default() {
        match node {
            Node::Element(child) if child.tag().name() == b"text:p" => {
                let mut text = String::new();
                characters(&child.children, &mut text);
                shown.push(text);
            }
            Node::Element(child) => {
                let mut text = String::new();
                characters(&[Node::Element(child)], &mut text);
                texts.beside.push(text);
            }
            _ => {}
        }
    }
    texts.shown = shown.join("\n");
    texts
}

/// All characters of a stretch of XML.
pub(super) fn characters_of(bytes: &[u8]) -> String {
    let mut text = String::new();
    characters(&Element::parse(bytes).unwrap_or_default(), &mut text);
    text
}

/// All characters, with the blanks that OpenDocument spells as elements.
fn characters(nodes: &[Node], out: &mut String) {
    for node in nodes {
        match node {
            Node::Text(raw) => out.push_str(&unescape(raw)),
            Node::CData(raw) => out.push_str(&crate::xml::cdata(raw)),
            Node::Other(_) => {}
            Node::Element(child) => {
                let tag: Tag<'_> = child.tag();
                match tag.name() {
                    b"text:s" => {
                        let count = tag.get("text:c").and_then(|text| text.parse().ok());
                        out.push_str(&" ".repeat(count.unwrap_or(1usize).min(1 << 15)));
                    }
                    b"text:tab" => out.push('\t'),
                    b"text:line-break" => out.push('\n'),
                    _ => {
                        if !is_inline(tag.name()) && !out.is_empty() && !out.ends_with('\n') {
                            out.push('\n');
                        }
                        characters(&child.children, out);
                    }
                }
            }
        }
    }
}

/// Does an element stand inside a paragraph, without parting its words?
pub(super) fn is_inline(name: &[u8]) -> bool {
    name.starts_with(b"text:") && !matches!(name, b"text:p" | b"text:h" | b"text:list-item")
}

/// The strings between quotes of a formula.
pub(crate) fn literals(formula: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = formula;
    while let Some((_, after)) = rest.split_once('"') {
        let Some((inside, tail)) = after.split_once('"') else { break };
        found.push(inside.to_owned());
        rest = tail;
    }
    found
}
