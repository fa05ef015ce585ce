//! Rows and cells written with another place and nothing else changed.

use epure_engine::table::CellRef;

use super::cells::{Cell, Cells, RowPiece};
use super::usual::usual_numbers;

/// The content of a row that only moves: nothing but the number in its cells' references changes.
pub(super) fn push_renumbered(number: u32, target: u32, rest: &[u8], out: &mut Vec<u8>) {
    let (from, digits) = (number.to_string(), target.to_string());
    let (start, mut written) = (out.len(), 0);
    let usual = usual_numbers(&from, rest, |at| {
        out.extend_from_slice(rest.get(written..at).unwrap_or_default());
        out.extend_from_slice(digits.as_bytes());
        written = at + from.len();
        true
    });
    if usual {
        out.extend_from_slice(rest.get(written..).unwrap_or_default());
        return;
    }
    out.truncate(start);
    push_renumbered_unusual(number, target, rest, out);
}

/// The same for a row however it is written.
fn push_renumbered_unusual(number: u32, target: u32, rest: &[u8], out: &mut Vec<u8>) {
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

    #[test]
    fn rows_as_usual_and_others_are_written_alike() {
        let cells = [
            "<c r=\"A12\" t=\"s\"><v>12</v></c>",
            "<c r=\"XFD12\"/>",
            "<c r=\"AA12\" t=\"inlineStr\"><is><t>A12\"</t></is></c>",
            "<c r=\"XFE12\"/>",
            "<c r=\"A120\"/>",
            "<c r=\"A012\"/>",
            "<c r=\"a12\"/>",
            "<c/>",
            "<c s=\"1\" r=\"B12\"/>",
            "<c r='B12'/>",
            "<x:c r=\"B12\"/>",
            "<!--<c r=\"B12\"/>-->",
            "<cx r=\"B12\"/>",
        ];
        for (at, first) in cells.iter().enumerate() {
            for second in cells.iter().skip(at) {
                let row = format!("{first}{second}</row>");
                let (mut quick, mut slow) = (Vec::new(), Vec::new());
                push_renumbered(12, 7, row.as_bytes(), &mut quick);
                push_renumbered_unusual(12, 7, row.as_bytes(), &mut slow);
                assert_eq!(String::from_utf8(quick), String::from_utf8(slow), "{row}");
            }
        }
    }
}
