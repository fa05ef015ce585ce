//! Shared formulas: the text that the first cell of a group holds for all its cells.

use std::collections::BTreeMap;

use epure_engine::table::CellRef;
use memchr::memmem;

use crate::xml::{Kind, Tag, Tokens, cdata, unescape};

use super::cells::{Cell, Cells, RowPiece};

/// By the number of a group: the cell whose formula is written, and that formula.
#[derive(Clone, Debug, Default)]
pub(crate) struct Groups {
    by_number: BTreeMap<Vec<u8>, (CellRef, String)>,
}

impl Groups {
    /// What a group shares.
    pub(crate) fn get(&self, number: &[u8]) -> Option<(CellRef, &str)> {
        self.by_number.get(number).map(|(at, text)| (*at, text.as_str()))
    }

    /// Learns the groups that begin in a row.
    pub(crate) fn learn_row(&mut self, number: u32, rest: &[u8]) {
        if memmem::find(rest, b"shared").is_none() {
            return;
        }
        for piece in Cells::new(number, rest) {
            if let RowPiece::Cell(cell) = piece {
                self.learn(&cell);
            }
        }
    }

    /// Learns the group that a cell begins.
    pub(crate) fn learn(&mut self, cell: &Cell<'_>) {
        let Some((tag, text)) = first(cell) else { return };
        let Some(number) = tag.raw(b"si") else { return };
        // Without its area a group is begun by the first cell that holds a text.
        if tag.raw(b"ref").is_some() || !self.by_number.contains_key(number) {
            self.by_number.insert(number.to_vec(), (cell.at, text));
        }
    }
}

/// Tag and text of a shared formula in the cell that holds its text.
pub(crate) fn first<'a>(cell: &Cell<'a>) -> Option<(Tag<'a>, String)> {
    memmem::find(cell.content, b"shared")?;
    let mut found: Option<(Tag<'a>, String)> = None;
    for token in Tokens::new(cell.content) {
        match token.kind {
            Kind::Open if token.opens(b"f") && token.tag().raw(b"t") == Some(b"shared") => {
                found = Some((token.tag(), String::new()));
            }
            Kind::Close if token.closes(b"f") => break,
            Kind::Text | Kind::CData => {
                if let Some((_, text)) = &mut found {
                    text.push_str(&match token.kind {
                        Kind::Text => unescape(token.raw),
                        _ => cdata(token.raw),
                    });
                }
            }
            _ => {}
        }
    }
    found.filter(|(_, text)| !text.is_empty())
}
