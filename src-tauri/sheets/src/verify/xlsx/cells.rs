//! Two rows compared, cell by cell.

use epure_engine::table::CellRef;

use crate::patch::xlsx::{
    Cell, Cells, Expected, RowPiece, cell_texts, may_hold_formula, usual_numbers,
};
use crate::xml::Tag;

use super::leaks::SheetLeaks;

/// The cells of a row: those of the original against those of the cleaned file.
pub(super) struct Compared<'c, 'n> {
    expected: &'c Expected<'c, 'c>,
    search: &'c mut SheetLeaks<'n>,
    /// Is some cell of the row set?
    any_set: bool,
    changed: u64,
}

/// Are the tags of two rows alike but for their number and the hint of which cells they hold?
pub(super) fn same_row_tag(a: Tag<'_>, b: Tag<'_>) -> bool {
    a.name() == b.name() && told_of_row(a).eq(told_of_row(b))
}

fn told_of_row(tag: Tag<'_>) -> impl Iterator<Item = (&[u8], &[u8])> {
    let told = tag.attributes().filter(|attribute| !matches!(attribute.name, b"r" | b"spans"));
    told.map(|attribute| (attribute.name, attribute.value))
}

impl<'c, 'n> Compared<'c, 'n> {
    /// The number of cells that an edit changed, or the cell that differs without one. `rest` is
    /// the content of a row of the original, `other` that of the row it became.
    pub(super) fn of(
        number: u32,
        rest: &[u8],
        target: u32,
        other: &[u8],
        expected: &'c Expected<'c, 'c>,
        search: &'c mut SheetLeaks<'n>,
    ) -> Result<u64, CellRef> {
        let any_set = expected.row_is_set(number);
        let formulas = expected.has_formulas() && may_hold_formula(rest);
        let may_be_same = !any_set && !formulas && expected.keeps_columns();
        if may_be_same && same_but_number(number, rest, target, other) {
            return Ok(0);
        }
        let mut row = Self { expected, search, any_set, changed: 0 };
        let (mut ours, mut others) = (Vec::new(), Vec::new());
        let mut theirs =
            Cells::new(target, other).filter_map(|piece| cell_of(piece, &mut others)).peekable();
        for cell in Cells::new(number, rest).filter_map(|piece| cell_of(piece, &mut ours)) {
            let Some(column) = expected.column(cell.at.column) else { continue };
            let at = CellRef { row: target, column };
            while let Some(new) = theirs.next_if(|new| new.at.column < at.column) {
                row.new_cell(&new)?;
            }
            let other = theirs.next_if(|other| other.at == at).ok_or(cell.at)?;
            row.search.cell(&other);
            row.cell(&cell, &other).ok_or(cell.at)?;
        }
        for new in theirs {
            row.new_cell(&new)?;
        }
        if ours != others {
            return Err(CellRef { row: number, column: 0 });
        }
        Ok(row.changed)
    }

    fn new_cell(&mut self, cell: &Cell<'_>) -> Result<(), CellRef> {
        self.search.cell(cell);
        if !self.expected.is_new_value(cell, None) {
            return Err(cell.at);
        }
        self.changed += 1;
        Ok(())
    }

    fn cell(&mut self, cell: &Cell<'_>, other: &Cell<'_>) -> Option<()> {
        if self.any_set && self.expected.is_set(cell.at) {
            self.changed += 1;
            return self.expected.is_new_value(other, Some(cell)).then_some(());
        }
        let same_tag = match cell.at == other.at {
            true => cell.open_raw == other.open_raw,
            false => same_but_reference(cell, other),
        };
        let same_content = cell.content == other.content;
        let formula = self.expected.has_formulas() && cell.has_formula();
        if same_tag && same_content && (!formula || self.expected.keeps_formulas()) {
            return Some(());
        }
        (same_tag && formula && self.formula(cell, other)).then_some(())
    }

    /// A cell with a formula: its references moved, its value kept or blotted out.
    fn formula(&self, cell: &Cell<'_>, other: &Cell<'_>) -> bool {
        let (before, after) = (cell_texts(cell), cell_texts(other));
        let value = cell.value() == other.value() || self.expected.may_blot(&before, &after);
        value
            && before.inline == after.inline
            && self.expected.formula(cell.at, &before) == (after.formula, after.group, after.area)
    }
}

/// Is a row the other one byte for byte but for the number in the references of its cells? Most rows are.
fn same_but_number(number: u32, rest: &[u8], target: u32, other: &[u8]) -> bool {
    if number == target {
        return rest == other;
    }
    let (from, digits) = (number.to_string(), target.to_string());
    let (mut left, mut compared) = (Some(other), 0);
    let usual = usual_numbers(&from, rest, |at| {
        left = left
            .and_then(|left| left.strip_prefix(rest.get(compared..at)?))
            .and_then(|left| left.strip_prefix(digits.as_bytes()));
        compared = at + from.len();
        left.is_some()
    });
    usual && left == rest.get(compared..)
}

/// The piece as a cell; what stands between cells is gathered.
fn cell_of<'p>(piece: RowPiece<'p>, between: &mut Vec<u8>) -> Option<Cell<'p>> {
    match piece {
        RowPiece::Cell(cell) => Some(cell),
        RowPiece::Other(raw) => {
            if !raw.starts_with(b"</") {
                between.extend_from_slice(raw);
            }
            None
        }
    }
}

/// Are the open tags of two cells the same bytes but for the reference?
fn same_but_reference(a: &Cell<'_>, b: &Cell<'_>) -> bool {
    let (Some((a1, a2)), Some((b1, b2))) = (a.reference, b.reference) else {
        return a.open_raw == b.open_raw;
    };
    a.open_raw.get(..a1) == b.open_raw.get(..b1) && a.open_raw.get(a2..) == b.open_raw.get(b2..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_taken_for_another_by_its_number_alone() {
        let same = |rest: &str, target: u32, other: &str| {
            same_but_number(5, rest.as_bytes(), target, other.as_bytes())
        };
        let row = "<c r=\"A5\" t=\"s\"><v>7</v></c><c r=\"B5\" s=\"5\"><v>5</v></c></row>";
        let moved = "<c r=\"A4\" t=\"s\"><v>7</v></c><c r=\"B4\" s=\"5\"><v>5</v></c></row>";
        assert!(same(row, 4, moved));
        assert!(same(row, 5, row));
        for (from, to) in [
            ("A4", "A3"),
            ("A4", "C4"),
            ("s=\"5\"", "s=\"4\""),
            ("<v>5<", "<v>4<"),
            ("<v>7<", "<v>77<"),
            ("</row>", " </row>"),
            ("</row>", ""),
        ] {
            assert!(!same(row, 4, &moved.replace(from, to)), "{from} → {to}");
        }
        // What an odd file says stays as it says it, unless the row moves: then every cell is looked at.
        let odd = "<c r=\"A9\"><v>1</v></c></row>";
        assert!(same(odd, 5, odd));
        assert!(!same(odd, 5, &odd.replace("A9", "A5")));
        assert!(!same(odd, 4, &odd.replace("A9", "A4")));
    }
}
