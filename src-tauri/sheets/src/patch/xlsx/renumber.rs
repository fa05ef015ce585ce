//! Rows and cells written with another place and nothing else changed.

use epure_engine::table::CellRef;

use super::cells::{Cell, Cells, RowPiece};

/// The content of a row that only moves: nothing but the number in its cells' references changes.
pub(super) fn push_renumbered(number: u32, target: u32, rest: &[u8], out: &mut Vec<u8>) {
    let digits = target.to_string();
    let (mut at, mut written) = (0, 0);
    for piece in Cells::new(number, rest) {
        let RowPiece::Cell(cell) = piece else {
            at += piece.raw().len();
            continue;
        };
        match cell.number_span() {
            Some(None) => {}
            Some(Some((from, to))) => {
                out.extend_from_slice(rest.get(written..at + from).unwrap_or_default());
                out.extend_from_slice(digits.as_bytes());
                written = at + to;
            }
            None => {
                out.extend_from_slice(rest.get(written..at).unwrap_or_default());
                push_moved(&cell, CellRef { row: target, ..cell.at }, out);
                written = at + cell.open_raw.len();
            }
        }
        at += cell.raw.len();
    }
    out.extend_from_slice(rest.get(written..).unwrap_or_default());
}

/// The cell's open tag with its new reference, everything else as written.
pub(super) fn push_moved(cell: &Cell<'_>, target: CellRef, out: &mut Vec<u8>) {
    let Some((from, to)) = cell.reference.filter(|_| target != cell.at) else {
        out.extend_from_slice(cell.open_raw);
        return;
    };
    out.extend_from_slice(cell.open_raw.get(..from).unwrap_or_default());
    push_reference(target, out);
    out.extend_from_slice(cell.open_raw.get(to..).unwrap_or_default());
}

/// `B12`, without a string in between.
fn push_reference(at: CellRef, out: &mut Vec<u8>) {
    let mut digits = [0; 20];
    let mut from = digits.len();
    let mut put = |byte: u8| {
        from -= 1;
        if let Some(place) = digits.get_mut(from) {
            *place = byte;
        }
    };
    let mut row = at.row;
    while row > 0 {
        put(b'0' + u8::try_from(row % 10).unwrap_or(0));
        row /= 10;
    }
    let mut column = at.column + 1;
    while column > 0 {
        put(b'A' + u8::try_from((column - 1) % 26).unwrap_or(0));
        column = (column - 1) / 26;
    }
    out.extend_from_slice(digits.get(from..).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_number_of_the_row_changes() {
        let row = "<c r=\"B12\" s=\"12\"><v>12</v></c> <c r='AA12'/><c><v>1</v></c>\
                   <c r=\"C99\"><v>3</v></c><c r=\"?\"><v>4</v></c></row>";
        let mut out = Vec::new();
        push_renumbered(12, 7, row.as_bytes(), &mut out);
        let expected = "<c r=\"B7\" s=\"12\"><v>12</v></c> <c r='AA7'/><c><v>1</v></c>\
                        <c r=\"C7\"><v>3</v></c><c r=\"D7\"><v>4</v></c></row>";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
