//! The workbook part: names of cells and formulas, and the wish to be computed again.

use std::collections::BTreeSet;

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
    root.retain(|child| !saved_in(child).is_some_and(|folder| scrub.finds(&folder)));
    if recompute {
        ask_to_compute(root);
    }
}

/// The folder that the workbook was saved in, when an element tells it.
fn saved_in(element: &Element) -> Option<String> {
    match element.is("absPath") {
        true => element.tag().get("url").map(|url| url.into_owned()),
        false if element.is("AlternateContent") || element.is("Choice") => {
            element.elements().find_map(saved_in)
        }
        false => None,
    }
}

/// Before sheets leave the list: what counts sheets from the first one counts anew, names of a
/// sheet that goes go with it.
pub(crate) fn sheets_go(root: &mut Element, lost: &BTreeSet<String>) {
    let sheets: Vec<(bool, bool, String)> = root
        .child("sheets")
        .into_iter()
        .flat_map(Element::elements)
        .map(|sheet| {
            let tag = sheet.tag();
            let mut ids = tag.attributes().filter(|a| a.name.ends_with(b":id"));
            let goes = ids.any(|a| lost.contains(String::from_utf8_lossy(a.value).as_ref()));
            let shown = tag.get("state").is_none_or(|state| state == "visible");
            (goes, shown, tag.get("sheetId").unwrap_or_default().into_owned())
        })
        .collect();
    if !sheets.iter().any(|(goes, ..)| *goes) {
        return;
    }
    let place = |at: usize| {
        let stays = sheets.get(at).is_some_and(|(goes, ..)| !goes);
        stays.then(|| sheets.iter().take(at).filter(|(goes, ..)| !goes).count())
    };
    let first = sheets.iter().position(|(goes, shown, _)| !goes && *shown).and_then(place);
    let moved = |element: &mut Element, name: &str, other: Option<usize>| -> bool {
        let at = element.tag().get(name).and_then(|at| at.trim().parse::<usize>().ok());
        let Some(at) = at else { return true };
        let to = place(at).or(other);
        if let Some(to) = to.filter(|to| *to != at) {
            element.set(name, Some(&to.to_string()));
        }
        to.is_some()
    };
    if let Some(names) = root.child_mut("definedNames") {
        names.retain(|name| moved(name, "localSheetId", None));
    }
    for view in root.child_mut("bookViews").into_iter().flat_map(Element::elements_mut) {
        let _ = moved(view, "activeTab", first) && moved(view, "firstSheet", Some(0));
    }
    let kept = sheets.iter().find(|(goes, ..)| !goes).map(|(.., id)| id.clone());
    for view in root.child_mut("customWorkbookViews").into_iter().flat_map(Element::elements_mut) {
        let id = view.tag().get("activeSheetId").map(|id| id.into_owned()).unwrap_or_default();
        if sheets.iter().any(|(goes, _, sheet)| *goes && *sheet == id) {
            view.set("activeSheetId", kept.as_deref());
        }
    }
}

/// The name of who saved the workbook, and the folder it was saved in.
pub(crate) fn forget_authors(root: &mut Element) {
    root.retain(|child| saved_in(child).is_none());
    if let Some(sharing) =
        root.child_mut("fileSharing").filter(|s| s.tag().get("userName").is_some())
    {
        sharing.set("userName", Some(""));
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
    // Headers and first cells of rows often name them: such a name goes with its cells.
    if moved.contains("#REF!") && scrub.finds_in_name(&own) {
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
        formula::Piece::Other(text) | formula::Piece::External(text) => text.to_owned(),
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
