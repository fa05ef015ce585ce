//! Embedded charts: their ranges follow the cells, and their private copy of the cells goes.
//!
//! A chart keeps the labels and values it shows in a table of its own, and a picture of itself
//! beside it: both would tell a removed name. Programs make them again from the cells.

use super::reference;
use super::shift::Shift;
use super::tags::{may_hold_references, shift_bytes};
use crate::xml::{Kind, Tokens};

/// The chart's `content.xml` after the edits; none when it shows no edited sheet.
pub(super) fn after(content: &[u8], by: &Shift<'_>) -> Option<Vec<u8>> {
    if !shows_edited_cells(content, by) {
        return None;
    }
    let mut shifted = Vec::with_capacity(content.len());
    shift_bytes(content, by, &mut shifted);
    Some(without_copy(&shifted))
}

/// Does it draw on a sheet that has edits?
fn shows_edited_cells(content: &[u8], by: &Shift<'_>) -> bool {
    if !may_hold_references(content) {
        return false;
    }
    Tokens::new(content)
        .filter(|token| matches!(token.kind, Kind::Open | Kind::Empty))
        .flat_map(|token| token.tag().attributes())
        .filter(|attribute| attribute.name.ends_with(b"-address"))
        .any(|attribute| {
            let value = crate::xml::unescape(attribute.value);
            let sheet = reference::sheet_of(&value);
            sheet.is_some_and(|sheet| by.edits(&sheet).is_some())
        })
}

/// Leaves out the table named `local-table`.
fn without_copy(content: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(content.len());
    let mut depth = 0usize;
    for token in Tokens::new(content) {
        let copy = token.opens(b"table")
            && token.tag().get("table:name").as_deref() == Some("local-table");
        match token.kind {
            Kind::Open if depth > 0 || copy => depth += 1,
            Kind::Close if depth > 0 => depth -= 1,
            _ if depth > 0 || copy => {}
            _ => out.extend_from_slice(token.raw),
        }
    }
    out
}
