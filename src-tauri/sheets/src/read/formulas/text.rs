//! What a formula reads, told from its text.

use epure_engine::table::{MAX_COLUMNS, MAX_ROWS};

use super::{Area, On, Reads};
use crate::patch::ods::formula::{is_foreign, references};
use crate::patch::ods::reference::{self, Target};
use crate::patch::xlsx::formula::{self, Piece, pieces};

/// A formula of an xlsx, without its `=`.
pub(super) fn ooxml(formula: &str) -> Reads {
    let mut areas = Vec::new();
    for piece in pieces(formula) {
        match piece {
            Piece::Literal(text) if text.len() > 1 && text.ends_with('"') => {}
            Piece::Literal(_) => return Reads::Everything,
            // `[0]` is the workbook itself.
            Piece::External(name) if name.starts_with("[0]") => return Reads::Everything,
            Piece::External(_) => {}
            Piece::Other(text) if is_plain(text) => {}
            Piece::Other(_) => return Reads::Everything,
            Piece::Reference(reference) => {
                let on = match reference.sheet() {
                    Ok(None) => On::Own,
                    Ok(Some(name)) => On::Named(name),
                    Err(_) if reference.prefix.contains("[0]") => On::Any,
                    Err(_) if reference.is_external() || reference.prefix.contains('#') => continue,
                    Err(_) => On::Any,
                };
                areas.push(of_sheet(on, reference.area));
            }
        }
    }
    Reads::Areas(areas)
}

fn of_sheet(on: On, area: formula::Area) -> Area {
    let sorted = |a: u32, b: u32| (a.min(b), a.max(b));
    let (rows, columns) = match area {
        formula::Area::Cell(cell) => ((cell.row, cell.row), (cell.column, cell.column)),
        formula::Area::Cells(a, b) => (sorted(a.row, b.row), sorted(a.column, b.column)),
        formula::Area::Columns(span) => ((1, MAX_ROWS), sorted(span.first, span.last)),
        formula::Area::Rows(span) => (sorted(span.first, span.last), (0, MAX_COLUMNS - 1)),
    };
    Area { on, rows, columns }
}

/// A formula of an OpenDocument file, with its prefix.
pub(super) fn open_document(formula: &str) -> Reads {
    let Some((_, body)) = formula.split_once('=') else { return Reads::Everything };
    if is_foreign(formula) {
        return Reads::Everything;
    }
    let mut areas = Vec::new();
    let mut from = 0;
    for (start, end) in references(body) {
        let between = body.get(from..start).unwrap_or_default();
        let inner = body.get(start + 1..end - 1).unwrap_or_default();
        from = end;
        match (is_plain(between), reference::target(inner)) {
            (true, Target::Nothing) => {}
            (true, Target::Cells { sheets, rows, columns }) => {
                let on = match sheets {
                    (None, None) => On::Own,
                    (Some(first), last) if last.as_ref().is_none_or(|last| *last == first) => {
                        On::Named(first)
                    }
                    _ => On::Any,
                };
                areas.push(Area { on, rows, columns });
            }
            _ => return Reads::Everything,
        }
    }
    match is_plain(body.get(from..).unwrap_or_default()) {
        true => Reads::Areas(areas),
        false => Reads::Everything,
    }
}

/// Functions whose cells are known only once they are computed.
const WANDERING: [&str; 2] = ["INDIRECT", "OFFSET"];

/// Does what stands between the references of a formula (functions, numbers, texts, signs) stand for
/// no cell? Names may stand for any, and so may what a colon makes of two functions.
fn is_plain(text: &str) -> bool {
    let in_word = |c: char| c.is_alphanumeric() || "_.\\?$".contains(c);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => match rest.get(1..).and_then(|inner| inner.find('"')) {
                Some(end) => end + 2,
                None => return false,
            },
            // An error value.
            '#' => {
                let inside = |c: char| c.is_ascii_alphanumeric() || "/?!".contains(c);
                1 + rest
                    .get(1..)
                    .map_or(0, |inner| inner.find(|c| !inside(c)).unwrap_or(inner.len()))
            }
            ':' | '[' | ']' | '\'' => return false,
            c if in_word(c) => {
                let end = rest.find(|c| !in_word(c)).unwrap_or(rest.len());
                let (word, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
                let upper = word.to_ascii_uppercase();
                let number = c.is_ascii_digit() || c == '.';
                let known = match after.starts_with('(') {
                    true => !WANDERING.contains(&upper.as_str()),
                    false => number || matches!(upper.as_str(), "TRUE" | "FALSE"),
                };
                if !known {
                    return false;
                }
                end
            }
            c => c.len_utf8(),
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(on: On, rows: (u32, u32), columns: (u32, u32)) -> Area {
        Area { on, rows, columns }
    }

    #[test]
    fn cells_are_found_in_formulas_of_xlsx() {
        let other = On::Named("L'été".to_owned());
        let cases = [
            (
                "H2&\" - A9 \"&$H$3",
                vec![area(On::Own, (2, 2), (7, 7)), area(On::Own, (3, 3), (7, 7))],
            ),
            (
                "IF(_xlfn.XLOOKUP(1E5,'L''été'!$A:$B,2),TRUE,#N/A)",
                vec![area(other, (1, MAX_ROWS), (0, 1))],
            ),
            (
                "SUM(B9:A2,Jan:Mars!C1)+[1]Autre!A1",
                vec![area(On::Own, (2, 9), (0, 1)), area(On::Any, (1, 1), (2, 2))],
            ),
            ("TODAY()-1.5%", vec![]),
        ];
        for (formula, areas) in cases {
            assert_eq!(ooxml(formula), Reads::Areas(areas), "{formula}");
        }
    }

    #[test]
    fn cells_are_found_in_open_formulas() {
        let other = || On::Named("P".to_owned());
        let cases = [
            ("of:=[P.A4]", vec![area(other(), (4, 4), (0, 0))]),
            (
                "of:=COM.MICROSOFT.CONCAT([$P.A2:.B3];\"[.C1]\")",
                vec![area(other(), (2, 3), (0, 1))],
            ),
            ("of:=SUM([.$A$2:.$A$9])/2", vec![area(On::Own, (2, 9), (0, 0))]),
            ("of:=COUNTA([Jan.A:Mars.A])", vec![area(On::Any, (1, MAX_ROWS), (0, 0))]),
            ("of:=['file:///a.ods'#$P.A1]&[.#REF!]", vec![]),
        ];
        for (formula, areas) in cases {
            assert_eq!(open_document(formula), Reads::Areas(areas), "{formula}");
        }
    }

    #[test]
    fn what_is_not_understood_reads_everything() {
        for formula in [
            "Taux*A1",
            "INDIRECT(\"A\"&B1)",
            "SUM(A1:INDEX(B:B,3))",
            "OFFSET(A1,1,0)",
            "SUM(Table1[CA])",
            "'Ma feuille'!Taux",
            "\"pas fermé",
        ] {
            assert_eq!(ooxml(formula), Reads::Everything, "{formula}");
        }
        for formula in [
            "of:=Taux*[.A1]",
            "of:=INDIRECT([.A1])",
            "of:=[.A1]:INDEX([.B1];2)",
            "msoxl:=A1",
            "oooc:=add(E4)",
            "A1",
        ] {
            assert_eq!(open_document(formula), Reads::Everything, "{formula}");
        }
    }
}
