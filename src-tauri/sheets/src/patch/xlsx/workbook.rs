//! The workbook part: names of cells and formulas, and the wish to be computed again.

use crate::xml::{Element, Node, Tag};

use super::formula::{self, Home};
use super::scrub::Scrub;
use super::shifts::Shifts;

/// Adjusts the root element of the workbook part. `recompute`: some formula's value may be stale.
pub(crate) fn adjust(root: &mut Element, shifts: &Shifts, scrub: &Scrub, recompute: bool) {
    if let Some(names) = root.child_mut("definedNames") {
        names.retain(|name| keep_name(name, shifts, scrub));
        if names.elements().next().is_none() {
            root.retain(|child| !child.is("definedNames"));
        }
    }
    if recompute {
        ask_to_compute(root);
    }
}

/// Adjusts one name; false when it has nothing left to stand for.
fn keep_name(name: &mut Element, shifts: &Shifts, scrub: &Scrub) -> bool {
    for attribute in ["comment", "description", "help", "statusBar", "customMenu"] {
        scrub.attribute(name, attribute);
    }
    let text = name.text();
    // Names are relative to the cell they are used in, but where pinned.
    let home = Home { sheet: None, pinned_only: true };
    let mut moved = formula::adjust(&text, home, shifts).unwrap_or_else(|| text.clone());
    let own = name.tag().get("name").map(|name| name.into_owned()).unwrap_or_default();
    if own.ends_with("_FilterDatabase") && moved.contains("#REF!") {
        return false;
    }
    if own.starts_with("_xlnm.Print_") {
        moved = without_lost_areas(&moved);
        if moved.is_empty() {
            return false;
        }
    }
    if moved.contains('"') && scrub.finds(&moved) {
        moved = blotted_literals(&moved, scrub);
    }
    if moved != text {
        name.set_text(&moved);
    }
    true
}

/// A print area or title without those of its areas that are gone.
fn without_lost_areas(text: &str) -> String {
    if !text.contains("#REF!") {
        return text.to_owned();
    }
    let mut areas = Vec::new();
    let (mut start, mut quoted) = (0, false);
    for (at, c) in text.char_indices() {
        match c {
            '\'' => quoted = !quoted,
            ',' if !quoted => {
                areas.push(text.get(start..at).unwrap_or_default());
                start = at + 1;
            }
            _ => {}
        }
    }
    areas.push(text.get(start..).unwrap_or_default());
    areas.retain(|area| !area.contains("#REF!"));
    areas.join(",")
}

/// A formula whose text literals no longer hold removed texts.
pub(crate) fn blotted_literals(formula: &str, scrub: &Scrub) -> String {
    let pieces = formula::pieces(formula).into_iter().map(|piece| match piece {
        formula::Piece::Literal(raw) => scrub.clean(raw).unwrap_or_else(|| raw.to_owned()),
        formula::Piece::Other(text) => text.to_owned(),
        formula::Piece::Reference(reference) => reference.written(),
    });
    pieces.collect()
}

/// Sets `fullCalcOnLoad`, adding `<calcPr>` where the schema wants it when there is none.
fn ask_to_compute(root: &mut Element) {
    if let Some(calc) = root.child_mut("calcPr") {
        calc.set("fullCalcOnLoad", Some("1"));
        return;
    }
    const BEFORE: [&str; 10] = [
        "fileVersion",
        "fileSharing",
        "workbookPr",
        "AlternateContent",
        "revisionPtr",
        "workbookProtection",
        "bookViews",
        "sheets",
        "externalReferences",
        "definedNames",
    ];
    let before = |node: &Node| {
        let name = |e: &Element| BEFORE.iter().any(|name| e.is(name)) || e.is("functionGroups");
        node.element().is_some_and(name)
    };
    let at = root.children.iter().rposition(before).map_or(0, |at| at + 1);
    let prefix = String::from_utf8_lossy(Tag::new(&root.open).prefix()).into_owned();
    let calc = Element {
        open: format!("<{prefix}calcPr fullCalcOnLoad=\"1\"/>").into_bytes(),
        children: Vec::new(),
        close: Vec::new(),
    };
    root.children.insert(at, Node::Element(calc));
}
