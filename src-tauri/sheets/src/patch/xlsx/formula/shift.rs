//! Moving the references of a formula when rows or columns go.

use epure_engine::table::{CellRef, MAX_COLUMNS, MAX_ROWS};

use crate::patch::removal::Removal;
use crate::patch::xlsx::shifts::{Shift, Shifts};

use super::lexer::{Reference, stretch_prefix};
use super::{Area, Corner, Piece, Span, pieces};

/// Where a formula lives, and how its references are to be read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Home {
    /// Index of the sheet meant by references that name none; none for names of the workbook.
    pub(crate) sheet: Option<usize>,
    /// Only pinned (`$`) coordinates move: in defined names, others are relative to the user's cell.
    pub(crate) pinned_only: bool,
}

/// The formula after rows and columns are gone; none when nothing changes.
pub(crate) fn adjust(formula: &str, home: Home, shifts: &Shifts) -> Option<String> {
    let lost = shifts.unlinked().then_some("#REF!");
    rebuild(formula, lost, |reference| {
        let sheet = match reference.sheet() {
            Ok(None) => home.sheet?,
            Ok(Some(name)) => shifts.named(&name)?,
            Err(_) if reference.is_external() => return lost.map(str::to_owned),
            Err(_) => return stretched(reference, shifts),
        };
        let shift = shifts.of(sheet)?;
        let area = shifted(reference.area, shift, home.pinned_only);
        (area != Some(reference.area)).then(|| write(reference, area))
    })
}

/// A reference over several sheets when some of them go: its ends move inwards to sheets that stay.
fn stretched(reference: &Reference<'_>, shifts: &Shifts) -> Option<String> {
    let (first, last) = reference.stretch()?;
    let (first, last) = (shifts.named(&first)?, shifts.named(&last)?);
    let stays = |sheet: &usize| !shifts.is_gone(*sheet);
    let mut kept = (first.min(last)..=first.max(last)).filter(stays);
    let Some(from) = kept.next() else { return Some("#REF!".to_owned()) };
    let to = kept.next_back().unwrap_or(from);
    if (from, to) == (first.min(last), first.max(last)) {
        return None;
    }
    let prefix = stretch_prefix(shifts.name(from)?, shifts.name(to)?);
    Some(Reference { prefix: &prefix, again: "", area: reference.area }.written())
}

/// Does a formula use another workbook?
pub(crate) fn is_external(formula: &str) -> bool {
    formula.contains('[')
        && pieces(formula).iter().any(|piece| match piece {
            Piece::External(_) => true,
            Piece::Reference(reference) => reference.is_external(),
            Piece::Other(_) | Piece::Literal(_) => false,
        })
}

/// The formula as the cell `to` has it, when `from` has it as written: what a shared formula means.
pub(crate) fn moved(formula: &str, from: CellRef, to: CellRef) -> String {
    let rows = i64::from(to.row) - i64::from(from.row);
    let columns = i64::from(to.column) - i64::from(from.column);
    let changed = rebuild(formula, None, |reference| {
        let area = offset(reference.area, rows, columns);
        (area != reference.area).then(|| write(reference, Some(area)))
    });
    changed.unwrap_or_else(|| formula.to_owned())
}

/// The texts between quotes in a formula.
pub(crate) fn literals(formula: &str) -> Vec<String> {
    let found = pieces(formula).into_iter().filter_map(|piece| match piece {
        Piece::Literal(raw) => Some(raw),
        _ => None,
    });
    found
        .map(|raw| raw.strip_prefix('"').unwrap_or(raw))
        .map(|raw| raw.strip_suffix('"').unwrap_or(raw).replace("\"\"", "\""))
        .collect()
}

/// `external` replaces names of other workbooks when given.
fn rebuild(
    formula: &str,
    external: Option<&str>,
    change: impl Fn(&Reference<'_>) -> Option<String>,
) -> Option<String> {
    let mut out = String::with_capacity(formula.len() + 8);
    let mut changed = false;
    for piece in pieces(formula) {
        match piece {
            Piece::Other(text) | Piece::Literal(text) => out.push_str(text),
            Piece::External(text) => {
                out.push_str(external.unwrap_or(text));
                changed |= external.is_some();
            }
            Piece::Reference(reference) => match change(&reference) {
                Some(text) => {
                    out.push_str(&text);
                    changed = true;
                }
                None => out.push_str(&reference.written()),
            },
        }
    }
    changed.then_some(out)
}

fn write(reference: &Reference<'_>, area: Option<Area>) -> String {
    match area {
        // Without its sheet: every program reads that, and some no longer know a sheet before it.
        None => "#REF!".to_owned(),
        Some(area) => Reference { area, ..reference.clone() }.written(),
    }
}

/// Where the cells of a reference end up; none when all of them go.
pub(crate) fn shifted(area: Area, shift: &Shift, pinned_only: bool) -> Option<Area> {
    let free = |pinned: bool| pinned_only && !pinned;
    if shift.gone {
        return None;
    }
    match area {
        Area::Cell(cell) => {
            let row = if free(cell.row_pinned) { cell.row } else { shift.rows.shift(cell.row)? };
            let column = match free(cell.column_pinned) {
                true => cell.column,
                false => shift.columns.shift(cell.column)?,
            };
            Some(Area::Cell(Corner { row, column, ..cell }))
        }
        Area::Cells(first, last) => {
            let rows = span(first.row, last.row, MAX_ROWS, 1, &shift.rows);
            let columns = span(first.column, last.column, MAX_COLUMNS - 1, 0, &shift.columns);
            let loose = |a: bool, b: bool| free(a) || free(b);
            let rows = match loose(first.row_pinned, last.row_pinned) {
                true => (first.row, last.row),
                false => rows?,
            };
            let columns = match loose(first.column_pinned, last.column_pinned) {
                true => (first.column, last.column),
                false => columns?,
            };
            Some(Area::Cells(
                Corner { row: rows.0, column: columns.0, ..first },
                Corner { row: rows.1, column: columns.1, ..last },
            ))
        }
        Area::Columns(held) => {
            shifted_span(held, &shift.columns, MAX_COLUMNS - 1, 0, pinned_only).map(Area::Columns)
        }
        Area::Rows(held) => {
            shifted_span(held, &shift.rows, MAX_ROWS, 1, pinned_only).map(Area::Rows)
        }
    }
}

fn shifted_span(
    held: Span,
    removal: &Removal,
    max: u32,
    min: u32,
    pinned_only: bool,
) -> Option<Span> {
    if pinned_only && !(held.first_pinned && held.last_pinned) {
        return Some(held);
    }
    let (first, last) = span(held.first, held.last, max, min, removal)?;
    Some(Span { first, last, ..held })
}

/// Ends of a stretch after removal, in the order they were written. A stretch that reaches the end
/// of the sheet goes on reaching it.
fn span(a: u32, b: u32, max: u32, min: u32, removal: &Removal) -> Option<(u32, u32)> {
    if a.min(b) == min && a.max(b) == max {
        return Some((a, b));
    }
    let (first, mut last) = removal.shift_range(a, b)?;
    if a.max(b) == max && a != b {
        last = max;
    }
    Some(if a <= b { (first, last) } else { (last, first) })
}

/// Relative coordinates moved; past an edge of the sheet they come back at the other, as
/// spreadsheets do.
fn offset(area: Area, rows: i64, columns: i64) -> Area {
    let wrap = |value: u32, by: i64, count: u32, base: u32| {
        let moved = (i64::from(value) - i64::from(base) + by).rem_euclid(i64::from(count));
        u32::try_from(moved).unwrap_or(0) + base
    };
    let row = |row: u32, pinned: bool| if pinned { row } else { wrap(row, rows, MAX_ROWS, 1) };
    let column =
        |at: u32, pinned: bool| if pinned { at } else { wrap(at, columns, MAX_COLUMNS, 0) };
    let corner = |at: Corner| Corner {
        row: row(at.row, at.row_pinned),
        column: column(at.column, at.column_pinned),
        ..at
    };
    match area {
        Area::Cell(cell) => Area::Cell(corner(cell)),
        Area::Cells(first, last) => Area::Cells(corner(first), corner(last)),
        Area::Columns(held) => Area::Columns(Span {
            first: column(held.first, held.first_pinned),
            last: column(held.last, held.last_pinned),
            ..held
        }),
        Area::Rows(held) => Area::Rows(Span {
            first: row(held.first, held.first_pinned),
            last: row(held.last, held.last_pinned),
            ..held
        }),
    }
}
