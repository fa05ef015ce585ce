//! References in attributes and texts of elements: merged cells, filters, formats, validations,
//! links, breaks, comments, sparklines … one rule for every place that names cells of its sheet.
//!
//! An element whose cells are all gone goes as well, and so does a container left empty by that.

use epure_engine::table::{CellRef, MAX_ROWS};

use crate::xml::{Element, Node};

use crate::patch::edits::SheetEdits;

use super::cells::cell_ref;
use super::formula::{self, Area, Home};
use super::remove::Lost;
use super::scrub::Scrub;
use super::shifts::{Shift, Shifts};

/// What becomes of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It stays, changed or not.
    Keep,
    /// It goes.
    Drop,
}

/// What elements of one sheet (or of a part it owns) are adjusted by.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    /// Index of the sheet whose cells are meant.
    pub(crate) sheet: usize,
    pub(crate) shift: &'a Shift,
    pub(crate) shifts: &'a Shifts,
    pub(crate) scrub: &'a Scrub,
    /// What leads to parts and links that go.
    pub(crate) lost: Lost<'a>,
    /// Ids of shapes that stood for what the sheet lost.
    pub(crate) shapes: &'a std::collections::BTreeSet<String>,
    /// Edits of every sheet: charts keep copies of edited cells.
    pub(crate) edits: &'a [SheetEdits<'a>],
}

/// Containers that may not stay behind empty, and whose `count` tells what they hold.
const CONTAINERS: [&str; 23] = [
    "AlternateContent",
    "Choice",
    "mergeCells",
    "hyperlinks",
    "dataValidations",
    "conditionalFormattings",
    "protectedRanges",
    "ignoredErrors",
    "cellWatches",
    "rowBreaks",
    "colBreaks",
    "cols",
    "scenarios",
    "sparklines",
    "sparklineGroup",
    "sparklineGroups",
    "ext",
    "extLst",
    "cellSmartTags",
    "customSheetViews",
    "filterColumn",
    "filters",
    "customFilters",
];

/// Attributes that name one cell or area, by element; all gone means the element goes.
const AREAS: [(&str, &str); 17] = [
    ("mergeCell", "ref"),
    ("autoFilter", "ref"),
    ("sortState", "ref"),
    ("sortCondition", "ref"),
    ("hyperlink", "ref"),
    ("comment", "ref"),
    ("threadedComment", "ref"),
    ("table", "ref"),
    ("cellWatch", "r"),
    ("inputCells", "r"),
    ("cellSmartTags", "r"),
    ("singleXmlCell", "r"),
    ("conditionalFormatting", "sqref"),
    ("dataValidation", "sqref"),
    ("protectedRange", "sqref"),
    ("ignoredError", "sqref"),
    ("scenario", "sqref"),
];

/// Elements whose characters are a formula.
const FORMULAS: [&str; 8] = [
    "formula",
    "formula1",
    "formula2",
    "f",
    "calculatedColumnFormula",
    "totalsRowFormula",
    "oldFormula",
    "dimFormula",
];

/// Attributes that are a formula.
const FORMULA_ATTRIBUTES: [(&str, &str); 9] = [
    ("hyperlink", "location"),
    ("controlPr", "linkedCell"),
    ("controlPr", "listFillRange"),
    ("formControlPr", "fmlaLink"),
    ("formControlPr", "fmlaRange"),
    ("formControlPr", "fmlaTxbx"),
    ("formControlPr", "fmlaGroup"),
    ("sp", "textlink"),
    ("parameter", "cell"),
];

/// Attributes written by people, in which a removed text may have been copied.
const TEXTS: [&str; 19] = [
    "customList",
    "totalsRowLabel",
    "prompt",
    "promptTitle",
    "error",
    "errorTitle",
    "tooltip",
    "display",
    "text",
    "descr",
    "title",
    "comment",
    "user",
    "displayName",
    "altText",
    "altTextSummary",
    "userId",
    "caption",
    "alt",
];

impl Context<'_> {
    /// Adjusts an element and all it holds.
    pub(crate) fn adjust(&self, element: &mut Element) -> Fate {
        let local = String::from_utf8_lossy(element.local()).into_owned();
        if local == "conditionalFormatting" || local == "dataValidation" {
            self.rebase(element);
        }
        match local.as_str() {
            "numRef" | "strRef" | "multiLvlStrRef" => self.chart_cache(element),
            "twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor" if self.is_lost_shape(element) => {
                return Fate::Drop;
            }
            "twoCellAnchor" | "oneCellAnchor" if self.anchor(element) == Fate::Drop => {
                return Fate::Drop;
            }
            _ => {}
        }
        let had = element.elements().count();
        self.texts(element, &local);
        element.retain(|child| self.adjust(child) == Fate::Keep);
        let left = element.elements().count();
        if left < had {
            recount(element, left);
            let hollow = local == "AlternateContent" && element.child("Choice").is_none();
            if hollow || left == 0 && CONTAINERS.contains(&local.as_str()) {
                return Fate::Drop;
            }
        }
        if self.shift.any || self.shifts.any() {
            self.references(element, &local)
        } else {
            Fate::Keep
        }
    }

    /// Adjusts one child of a container that is not held whole.
    pub(crate) fn adjust_child(&self, container: &[u8], child: &mut Element) -> Fate {
        if container == b"hyperlinks" && self.leaky_link(child) {
            return Fate::Drop;
        }
        self.adjust(child)
    }

    /// Does a link lead to a removed text?
    fn leaky_link(&self, link: &Element) -> bool {
        let id = link.tag().get_local("id").unwrap_or_default();
        self.lost.ids.contains(id.as_ref())
            || (!self.scrub.is_idle() && self.leaks(link, "location"))
    }

    /// Formulas of a format or validation are relative to the first cell it is for. When that cell
    /// goes, they are put as the first cell that stays would have them.
    fn rebase(&self, element: &mut Element) {
        let written = element.tag().get("sqref").map(std::borrow::Cow::into_owned);
        let written = written.or_else(|| element.child("sqref").map(Element::text));
        let Some(area) = written.as_deref().and_then(first_area) else { return };
        let (from, to) = area;
        let row = (from.row..=to.row).find(|row| !self.shift.rows.contains(*row));
        let column = (from.column..=to.column).find(|c| !self.shift.columns.contains(*c));
        let (Some(row), Some(column)) = (row, column) else { return };
        let base = CellRef { row, column };
        if base != from {
            move_formulas(element, from, base);
        }
    }

    fn references(&self, element: &mut Element, local: &str) -> Fate {
        if self.drops_by_area(element, local) {
            return Fate::Drop;
        }
        match local {
            "sqref" => return self.sqref_text(element),
            "brk" => {}
            "dimension" => {
                let text = element.tag().get("ref").and_then(|t| area_text(&t, self.shift));
                element.set("ref", Some(text.as_deref().unwrap_or("A1")));
            }
            "sheetView" | "pane" => self.nearest(element, "topLeftCell"),
            "selection" => {
                self.nearest(element, "activeCell");
                self.nearest(element, "sqref");
            }
            "col" => return self.column_widths(element),
            "cfvo" => self.formula_attribute(element, "val"),
            _ if FORMULAS.contains(&local) => self.formula_text(element),
            _ => {}
        }
        if local == "pane" {
            self.frozen(element);
        }
        for (_, name) in FORMULA_ATTRIBUTES.iter().filter(|(of, _)| *of == local) {
            self.formula_attribute(element, name);
        }
        if local == "rowBreaks" || local == "colBreaks" {
            return self.breaks(element, local == "rowBreaks");
        }
        if matches!(local, "sparkline" | "dataValidation" | "conditionalFormatting") {
            let gone = |e: &Element| e.is("sqref") && e.text().trim().is_empty();
            if element.elements().any(gone) {
                return Fate::Drop;
            }
        }
        Fate::Keep
    }

    fn drops_by_area(&self, element: &mut Element, local: &str) -> bool {
        for (_, name) in AREAS.iter().filter(|(of, _)| *of == local) {
            let Some(text) = element.tag().get(name).map(|t| t.into_owned()) else { continue };
            let moved = list_text(&text, self.shift);
            match moved {
                None => return true,
                Some(moved) if moved != text => {
                    if local == "mergeCell" && !moved.contains(':') {
                        return true;
                    }
                    if local == "autoFilter" {
                        self.filter_columns(element, &text);
                    }
                    element.set(name, Some(&moved));
                }
                Some(_) => {}
            }
        }
        false
    }

    /// Columns of a filter are counted from its first one.
    fn filter_columns(&self, element: &mut Element, area: &str) {
        let Some((from, _)) = first_area(area) else { return };
        let base = self.shift.columns.before(from.column);
        element.retain(|child| {
            let id = child.tag().get("colId").and_then(|id| id.trim().parse::<u32>().ok());
            let Some(id) = id.filter(|_| child.is("filterColumn")) else { return true };
            let column = from.column.saturating_add(id);
            let kept = self.shift.columns.shift(column);
            if let Some(now) = kept {
                let id = now.saturating_sub(from.column - base);
                child.set("colId", Some(&id.to_string()));
            }
            kept.is_some()
        });
    }

    /// `<xm:sqref>`: emptied when all its cells go; its parent then goes.
    fn sqref_text(&self, element: &mut Element) -> Fate {
        let text = element.text();
        let moved = list_text(&text, self.shift).unwrap_or_default();
        if moved != text {
            element.set_text(&moved);
        }
        Fate::Keep
    }

    /// The user's view: a cell that goes gives way to the nearest one.
    fn nearest(&self, element: &mut Element, name: &str) {
        let Some(text) = element.tag().get(name).map(|t| t.into_owned()) else { return };
        let moved = list_text(&text, self.shift).or_else(|| {
            let at = first_area(&text)?.0;
            let row = (at.row - self.shift.rows.before(at.row)).max(1);
            let column = at.column - self.shift.columns.before(at.column);
            Some(CellRef { row, column }.to_string())
        });
        if let Some(moved) = moved.filter(|moved| *moved != text) {
            element.set(name, Some(&moved));
        }
    }

    /// Frozen rows and columns are counted from the top left.
    fn frozen(&self, element: &mut Element) {
        let state = element.tag().get("state").map(|t| t.into_owned()).unwrap_or_default();
        if !state.starts_with("frozen") {
            return;
        }
        for (name, first, removal) in
            [("ySplit", 1, &self.shift.rows), ("xSplit", 0, &self.shift.columns)]
        {
            let count = element.tag().get(name).and_then(|n| n.trim().parse::<u32>().ok());
            let Some(count) = count.filter(|count| (1..MAX_ROWS).contains(count)) else { continue };
            let gone = removal.within(first, first + count - 1);
            // A pane without rows would be none: one stays frozen.
            let left = (count - gone.min(count)).max(1);
            if left != count {
                element.set(name, Some(&left.to_string()));
            }
        }
    }

    fn column_widths(&self, element: &mut Element) -> Fate {
        let number = |name: &str| {
            element.tag().get(name).and_then(|n| n.trim().parse::<u32>().ok()).filter(|n| *n > 0)
        };
        let (Some(min), Some(max)) = (number("min"), number("max")) else { return Fate::Keep };
        let Some((first, last)) = self.shift.columns.shift_range(min - 1, max - 1) else {
            return Fate::Drop;
        };
        let last = if max >= epure_engine::table::MAX_COLUMNS { max } else { last + 1 };
        if (first + 1, last) != (min, max) {
            element.set("min", Some(&(first + 1).to_string()));
            element.set("max", Some(&last.to_string()));
        }
        Fate::Keep
    }

    /// A break stands above row `id + 1` (or left of that column) and goes with it.
    fn breaks(&self, element: &mut Element, rows: bool) -> Fate {
        let before = element.elements().count();
        element.retain(|child| {
            let id = child.tag().get("id").and_then(|id| id.trim().parse::<u32>().ok());
            let Some(id) = id.filter(|_| child.is("brk")) else { return true };
            let moved = match rows {
                true => self.shift.rows.shift(id + 1).map(|row| row - 1),
                false => self.shift.columns.shift(id),
            };
            let Some(moved) = moved.filter(|moved| *moved > 0) else { return false };
            if moved != id {
                child.set("id", Some(&moved.to_string()));
            }
            true
        });
        let left = element.elements().count();
        if left == before {
            return Fate::Keep;
        }
        recount(element, left);
        if left == 0 { Fate::Drop } else { Fate::Keep }
    }

    fn home(&self) -> Home {
        Home { sheet: Some(self.sheet), pinned_only: false }
    }

    fn formula_text(&self, element: &mut Element) {
        let text = element.text();
        if let Some(moved) = formula::adjust(&text, self.home(), self.shifts) {
            element.set_text(&moved);
        }
    }

    fn formula_attribute(&self, element: &mut Element, name: &str) {
        let text = element.tag().get(name).map(|t| t.into_owned()).unwrap_or_default();
        if let Some(moved) = formula::adjust(&text, self.home(), self.shifts) {
            element.set(name, Some(&moved));
        }
    }

    /// Removed texts copied in attributes and characters that people write.
    fn texts(&self, element: &mut Element, local: &str) {
        if self.scrub.is_idle() {
            return;
        }
        for name in TEXTS {
            self.scrub.attribute(element, name);
        }
        match local {
            "formula1" => self.validation_list(element),
            "formula" => self.literals(element),
            "inputCells" => {
                self.scrub.attribute(element, "val");
            }
            "filterColumn" => element.retain(|child| !self.leaks(child, "val")),
            "filters" | "customFilters" | "dateGroupItems" => {
                element.retain(|child| !self.leaks(child, "val"));
            }
            "oddHeader" | "evenHeader" | "firstHeader" | "oddFooter" | "evenFooter"
            | "firstFooter" => {
                self.scrub.characters(element);
            }
            "hyperlinks" => element.retain(|child| !self.leaky_link(child)),
            _ => {}
        }
    }

    fn leaks(&self, element: &Element, name: &str) -> bool {
        element.tag().get(name).is_some_and(|value| self.scrub.finds(&value))
    }

    /// The condition of a format that looks for a removed text looks for nothing any more.
    fn literals(&self, element: &mut Element) {
        let text = element.text();
        if text.contains('"') && self.scrub.finds(&text) {
            element.set_text(&super::workbook::blotted_literals(&text, self.scrub));
        }
    }

    /// A list of choices written out: those that hold a removed text go.
    fn validation_list(&self, element: &mut Element) {
        let text = element.text();
        let inner = text.trim().strip_prefix('"').and_then(|text| text.strip_suffix('"'));
        let Some(inner) = inner.filter(|inner| self.scrub.finds(inner)) else { return };
        let kept: Vec<&str> = inner.split(',').filter(|item| !self.scrub.finds(item)).collect();
        let list = self.scrub.clean(&kept.join(",")).unwrap_or_else(|| kept.join(","));
        let target = element.child_mut("f");
        let text = format!("\"{list}\"");
        match target {
            Some(inner) => inner.set_text(&text),
            None => element.set_text(&text),
        }
    }
}

/// Makes `count` and `manualBreakCount` true again.
pub(crate) fn recount(element: &mut Element, left: usize) {
    let manual = element.elements().filter(|brk| brk.tag().get("man").is_some()).count();
    for (name, count) in [("count", left), ("manualBreakCount", manual)] {
        if element.tag().get(name).is_some() {
            element.set(name, Some(&count.to_string()));
        }
    }
}

fn move_formulas(element: &mut Element, from: CellRef, to: CellRef) {
    for child in element.elements_mut() {
        let local = String::from_utf8_lossy(child.local()).into_owned();
        let leaf = child.elements().next().is_none();
        if leaf && FORMULAS.contains(&local.as_str()) {
            let text = child.text();
            let moved = formula::moved(&text, from, to);
            if moved != text {
                child.set_text(&moved);
            }
        } else {
            move_formulas(child, from, to);
        }
    }
}

/// First area of a list of areas, its corners in order.
pub(crate) fn first_area(list: &str) -> Option<(CellRef, CellRef)> {
    corners(list.split_whitespace().next()?)
}

/// Corners of `A1`, `A1:B2`, `A:B` or `1:2`, in order.
pub(crate) fn corners(text: &str) -> Option<(CellRef, CellRef)> {
    if let Some(at) = cell_ref(text.as_bytes()) {
        return Some((at, at));
    }
    let (area, len) = Area::parse(text)?;
    let last_column = epure_engine::table::MAX_COLUMNS - 1;
    let (a, b) = match area {
        _ if len != text.len() => return None,
        Area::Cell(a) => (a.row, a.column, a.row, a.column).into_pair(),
        Area::Cells(a, b) => (a.row, a.column, b.row, b.column).into_pair(),
        Area::Columns(s) => (1, s.first, MAX_ROWS, s.last).into_pair(),
        Area::Rows(s) => (s.first, 0, s.last, last_column).into_pair(),
    };
    let first = CellRef { row: a.row.min(b.row), column: a.column.min(b.column) };
    Some((first, CellRef { row: a.row.max(b.row), column: a.column.max(b.column) }))
}

trait IntoPair {
    fn into_pair(self) -> (CellRef, CellRef);
}

impl IntoPair for (u32, u32, u32, u32) {
    fn into_pair(self) -> (CellRef, CellRef) {
        (CellRef { row: self.0, column: self.1 }, CellRef { row: self.2, column: self.3 })
    }
}

/// An area after removal; none when it is gone. What is no area, or does not move, stays as it is written.
pub(crate) fn area_text(text: &str, shift: &Shift) -> Option<String> {
    match Area::parse(text.trim()) {
        Some((area, len)) if len == text.trim().len() => {
            let moved = formula::shifted(area, shift, false)?;
            Some(match moved {
                moved if moved == area => text.to_owned(),
                Area::Cells(a, b) if (a.row, a.column) == (b.row, b.column) => Area::Cell(a).text(),
                moved => moved.text(),
            })
        }
        _ => Some(text.to_owned()),
    }
}

/// A list of areas after removal; none when all are gone.
pub(crate) fn list_text(text: &str, shift: &Shift) -> Option<String> {
    let mut gone = false;
    let moved: Vec<String> = text
        .split_whitespace()
        .filter_map(|area| {
            let moved = area_text(area, shift);
            gone |= moved.is_none();
            moved
        })
        .collect();
    if moved.is_empty() && gone { None } else { Some(moved.join(" ")) }
}

/// The child elements of a part's root, to adjust.
pub(crate) fn root_mut(nodes: &mut [Node]) -> Option<&mut Element> {
    nodes.iter_mut().find_map(|node| match node {
        Node::Element(element) => Some(element),
        _ => None,
    })
}
