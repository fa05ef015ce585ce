//! What floats over cells or is drawn from them: anchors of pictures, charts and shapes, notes'
//! boxes (VML), and the values that charts keep a copy of.

use epure_engine::table::CellRef;

use crate::patch::removal::Removal;
use crate::xml::Element;

use super::formula::{Area, Piece, pieces};
use super::outside::{Context, Fate};

impl Context<'_> {
    /// An anchor follows its rows and columns; what lies wholly on cells that go, goes.
    pub(crate) fn anchor(&self, anchor: &mut Element) -> Fate {
        let absolute = anchor.tag().get("editAs").is_some_and(|mode| mode == "absolute");
        let one_cell = anchor.tag().get("editAs").is_some_and(|mode| mode == "oneCell");
        if absolute || !self.shift.any {
            return Fate::Keep;
        }
        for (name, base, removal) in [("row", 1, &self.shift.rows), ("col", 0, &self.shift.columns)]
        {
            let from = number(anchor, "from", name);
            let to = number(anchor, "to", name).or(from);
            let (Some(from), Some(to)) = (from, to) else { continue };
            let to = to.max(from);
            let gone = removal.within(from + base, to + base);
            if gone == to - from + 1 {
                return Fate::Drop;
            }
            let start = from - removal.before(from + base);
            let end = match one_cell {
                true => start + (to - from),
                false => to - removal.before(to + base),
            };
            self.place(anchor, "from", name, start, removal.contains(from + base));
            let last = removal.contains(to + base) && !one_cell;
            self.place(anchor, "to", name, end, last);
        }
        Fate::Keep
    }

    /// Does an anchor hold the shape of something that the sheet lost?
    pub(crate) fn is_lost_shape(&self, anchor: &Element) -> bool {
        if self.shapes.is_empty() {
            return false;
        }
        let mut waiting = vec![anchor];
        while let Some(element) = waiting.pop() {
            let id = element.tag().get("spid").filter(|_| element.is("compatExt"));
            if id.is_some_and(|id| self.shapes.contains(id.as_ref())) {
                return true;
            }
            waiting.extend(element.elements());
        }
        false
    }

    fn place(&self, anchor: &mut Element, end: &str, name: &str, at: u32, edge: bool) {
        let Some(marker) = anchor.child_mut(end) else { return };
        if let Some(element) = marker.child_mut(name) {
            let text = at.to_string();
            if element.text().trim() != text {
                element.set_text(&text);
            }
        }
        // Inside a row that goes, an offset into it means nothing any more.
        if let Some(offset) = marker.child_mut(&format!("{name}Off")).filter(|_| edge) {
            offset.set_text("0");
        }
    }

    /// The box of a note or control in a VML drawing.
    pub(crate) fn vml_shape(&self, shape: &mut Element) -> Fate {
        let tag = shape.tag();
        if ["id", "o:spid"]
            .iter()
            .filter_map(|n| tag.get(n))
            .any(|id| self.shapes.contains(id.as_ref()))
        {
            return Fate::Drop;
        }
        let Some(data) = shape.child_mut("ClientData") else { return Fate::Keep };
        let row = data.child("Row").and_then(|e| e.text().trim().parse::<u32>().ok());
        let column = data.child("Column").and_then(|e| e.text().trim().parse::<u32>().ok());
        if let (Some(row), Some(column)) = (row, column) {
            let at = CellRef { row: row.saturating_add(1), column };
            let Some(to) = self.shift.cell(at) else { return Fate::Drop };
            for (name, was, is) in [("Row", row, to.row - 1), ("Column", column, to.column)] {
                if let Some(element) = data.child_mut(name).filter(|_| was != is) {
                    element.set_text(&is.to_string());
                }
            }
        }
        if let Some(anchor) = data.child_mut("Anchor") {
            let text = anchor.text();
            if let Some(moved) = self.vml_anchor(&text).filter(|moved| *moved != text) {
                anchor.set_text(&moved);
            }
        }
        Fate::Keep
    }

    /// `column, offset, row, offset` of both corners.
    fn vml_anchor(&self, text: &str) -> Option<String> {
        let mut numbers = [0u32; 8];
        let mut parts = text.split(',');
        for number in &mut numbers {
            *number = parts.next()?.trim().parse().ok()?;
        }
        let [c1, co1, r1, ro1, c2, co2, r2, ro2] = numbers;
        let row = |row: u32| row - self.shift.rows.before(row.saturating_add(1));
        let column = |column: u32| column - self.shift.columns.before(column);
        if (row(r1), row(r2), column(c1), column(c2)) == (r1, r2, c1, c2) {
            return Some(text.to_owned());
        }
        // A box keeps its height: it is as tall as what it says.
        let (top, left) = (row(r1), column(c1));
        let (bottom, right) = (top + r2.saturating_sub(r1), left + c2.saturating_sub(c1));
        Some(format!("{left}, {co1}, {top}, {ro1}, {right}, {co2}, {bottom}, {ro2}"))
    }

    /// The copy of values that a chart keeps: points of cells that go or are edited are left out.
    pub(crate) fn chart_cache(&self, reference: &mut Element) {
        self.chart_points(reference);
        if reference.is("numRef") && !self.scrub.is_idle() {
            for cache in reference.elements_mut() {
                cache.retain(|child| !child.is("pt") || !self.scrub.finds(&child.text()));
            }
        }
    }

    fn chart_points(&self, reference: &mut Element) {
        let Some(formula) = reference.child("f").map(Element::text) else { return };
        let Some((sheet, area)) = one_area(&formula, self.shifts) else { return };
        let shift = self.shifts.of(sheet);
        let gone = |at: CellRef| shift.is_some_and(|shift| shift.cell(at).is_none());
        let edited = |at: &CellRef| self.edits.get(sheet).is_some_and(|e| e.set.contains_key(at));
        let (first, last) = area;
        let touched = shift.is_some_and(|shift| {
            shift.rows.within(first.row, last.row) > 0
                || shift.columns.within(first.column, last.column) > 0
        });
        let (edits, within) = (self.edits.get(sheet), first.column..=last.column);
        let set = edits.is_some_and(|edits| {
            edits.set.range(first..=last).any(|(at, _)| within.contains(&at.column))
        });
        if !touched && !set {
            return;
        }
        let single = first.column == last.column || first.row == last.row;
        if !single {
            reference.retain(|child| !child.local().ends_with(b"Cache"));
            return;
        }
        let cell = |index: u32| match first.column == last.column {
            true => CellRef { row: first.row.saturating_add(index), column: first.column },
            false => CellRef { row: first.row, column: first.column.saturating_add(index) },
        };
        for cache in reference.elements_mut().filter(|child| child.local().ends_with(b"Cache")) {
            points(cache, &cell, &gone, &edited);
        }
    }
}

/// Leaves points out of a chart's cache and counts the others anew.
fn points(
    cache: &mut Element,
    cell: &dyn Fn(u32) -> CellRef,
    gone: &dyn Fn(CellRef) -> bool,
    edited: &dyn Fn(&CellRef) -> bool,
) {
    let index = |point: &Element| point.tag().get("idx").and_then(|i| i.trim().parse::<u32>().ok());
    let count = cache.child("ptCount").and_then(|e| e.tag().get("val")?.trim().parse::<u32>().ok());
    let count = count.unwrap_or(0).min(epure_engine::table::MAX_ROWS);
    let removal = Removal::new((0..count).filter(|index| gone(cell(*index))));
    cache.retain(|child| {
        let Some(at) = index(child).filter(|_| child.is("pt")) else { return true };
        let Some(moved) = removal.shift(at).filter(|_| !edited(&cell(at))) else { return false };
        if moved != at {
            child.set("idx", Some(&moved.to_string()));
        }
        true
    });
    let left = count - removal.before(count);
    if let Some(element) = cache.child_mut("ptCount").filter(|_| left != count) {
        element.set("val", Some(&left.to_string()));
    }
}

/// Sheet and corners of a formula that is one reference to a sheet.
pub(crate) fn one_area(
    formula: &str,
    shifts: &super::shifts::Shifts,
) -> Option<(usize, (CellRef, CellRef))> {
    let pieces = pieces(formula.trim());
    let [Piece::Reference(reference)] = pieces.as_slice() else { return None };
    let sheet = shifts.named(&reference.sheet().ok()??)?;
    let area = match reference.area {
        Area::Cells(a, b) if (a.row, a.column) > (b.row, b.column) => Area::Cells(b, a),
        area => area,
    };
    Some((sheet, super::outside::corners(&area.text())?))
}

fn number(anchor: &Element, end: &str, name: &str) -> Option<u32> {
    let text = anchor.child(end)?.child(name)?.text();
    text.trim().parse().ok().filter(|n| *n < epure_engine::table::MAX_ROWS)
}
