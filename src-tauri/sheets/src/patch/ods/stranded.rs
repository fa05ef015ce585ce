//! Charts that lie in a cell which goes, or moves to an archive: they stay on their sheet, in the next cell
//! that does. Other shapes go with their cell, as they may be about it.

use super::super::edits::SheetEdits;
use super::cells::{CellItem, Item, items};
use super::text::characters_of;
use crate::xml::{Kind, Tag, Tokens};

/// Charts, by the 0-based column of the cell they are to lie in.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stranded {
    waiting: Vec<(u32, Vec<u8>)>,
}

impl Stranded {
    /// Does none wait?
    pub(crate) fn is_none(&self) -> bool {
        self.waiting.is_empty()
    }

    /// Takes the charts of a row that goes.
    pub(crate) fn leave_row(&mut self, rest: &[u8], edits: &SheetEdits<'_>) {
        if !may_hold_charts(rest) {
            return;
        }
        let mut column = 0u32;
        for item in items(rest) {
            let Item::Cell(cell) = item else { continue };
            self.leave_cell(&cell, column, edits);
            column = column.saturating_add(cell.repeat);
        }
    }

    /// Takes those of the columns that go, of a row that stays.
    pub(crate) fn leave_columns(&mut self, rest: &[u8], edits: &SheetEdits<'_>) {
        if edits.columns.is_none() || !may_hold_charts(rest) {
            return;
        }
        let mut column = 0u32;
        for item in items(rest) {
            let Item::Cell(cell) = item else { continue };
            if edits.columns.contains(column) {
                self.leave_cell(&cell, column, edits);
            }
            column = column.saturating_add(cell.repeat);
        }
    }

    /// Takes the charts of a cell that goes.
    pub(super) fn leave_cell(&mut self, cell: &CellItem<'_>, column: u32, edits: &SheetEdits<'_>) {
        let mut to = column;
        while edits.columns.contains(to) {
            to += 1;
        }
        self.waiting.extend(charts(cell.inner).into_iter().map(|chart| (to, chart.to_vec())));
    }

    /// Columns of `from..to` that charts wait for, in order.
    pub(super) fn columns(&self, (from, to): (u32, u32)) -> Vec<u32> {
        let mut columns: Vec<u32> = self.waiting.iter().map(|(column, _)| *column).collect();
        columns.retain(|column| (from..to).contains(column));
        columns.sort_unstable();
        columns.dedup();
        columns
    }

    /// The charts that wait for a column, which do so no longer.
    pub(super) fn take(&mut self, column: u32) -> Vec<u8> {
        let here = self.waiting.extract_if(.., |(at, _)| *at == column);
        here.flat_map(|(_, chart)| chart).collect()
    }

    /// Takes one that says that text out; false when none does.
    pub(crate) fn take_saying(&mut self, text: &str) -> bool {
        let at = self.waiting.iter().position(|(_, chart)| characters_of(chart) == text);
        at.map(|at| self.waiting.swap_remove(at)).is_some()
    }
}

/// A quick look: can there be charts in a row?
fn may_hold_charts(rest: &[u8]) -> bool {
    memchr::memmem::find(rest, CHART).is_some()
}

/// What tells the object that is a chart from others: the ranges that it draws.
const CHART: &[u8] = b"draw:notify-on-update-of-ranges";

/// The frames with a chart among what a cell holds.
fn charts(inner: &[u8]) -> Vec<&[u8]> {
    let mut found = Vec::new();
    let (mut at, mut start, mut depth, mut chart) = (0, 0, 0usize, false);
    for token in Tokens::new(inner) {
        if depth == 0 {
            (start, chart) = (at, false);
        }
        at += token.raw.len();
        let tag: Tag<'_> = token.tag();
        match token.kind {
            Kind::Open | Kind::Empty => {
                chart |= tag.name() == b"draw:object" && tag.raw(CHART).is_some();
                depth += usize::from(token.kind == Kind::Open);
            }
            Kind::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        let frame = inner.get(start..at).unwrap_or_default();
        if depth == 0 && chart && Tag::new(frame).name() == b"draw:frame" {
            found.push(frame);
        }
    }
    found
}

/// What a cell holds, without its charts.
pub(super) fn without_charts(inner: Vec<u8>) -> Vec<u8> {
    let frames: Vec<Vec<u8>> = charts(&inner).into_iter().map(<[u8]>::to_vec).collect();
    frames.iter().fold(inner, |mut inner, frame| {
        if let Some(at) = memchr::memmem::find(&inner, frame) {
            inner.drain(at..at + frame.len());
        }
        inner
    })
}

/// A cell's open tag and content with shapes added.
pub(super) fn with_shapes(cell: &CellItem<'_>, shapes: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let open = match cell.open.strip_suffix(b"/>") {
        Some(bare) => [bare.trim_ascii_end(), b">"].concat(),
        None => cell.open.to_vec(),
    };
    (open, [cell.inner, shapes].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHART: &str = "<draw:frame svg:x=\"1cm\"><draw:object draw:notify-on-update-of-ranges=\"S.A1:S.A9\" xlink:href=\"./Object 1\"/><draw:image/></draw:frame>";

    #[test]
    fn charts_are_told_from_other_shapes() {
        let others = "<text:p>a</text:p><draw:frame><draw:image/></draw:frame>\
                      <draw:frame><draw:object xlink:href=\"./Object 2\"/></draw:frame>";
        let inner = format!("{others}{CHART}{others}");
        assert_eq!(charts(inner.as_bytes()), [CHART.as_bytes()]);
        assert_eq!(without_charts(inner.into_bytes()), format!("{others}{others}").as_bytes());
    }

    #[test]
    fn a_chart_waits_for_a_column_that_stays() {
        let mut edits = SheetEdits::none();
        edits.columns = crate::patch::removal::Removal::new([1, 2]);
        let row = format!(
            "<table:table-cell/><table:table-cell>{CHART}</table:table-cell></table:table-row>"
        );
        let mut waiting = Stranded::default();
        waiting.leave_row(row.as_bytes(), &edits);
        assert_eq!(waiting.columns((0, 9)), [3]);
        assert_eq!(waiting.take(3), CHART.as_bytes());
        assert!(waiting.is_none());
    }
}
