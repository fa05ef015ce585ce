//! The cell elements of a row, found without building a tree.

use crate::xml::{Kind, Tag, Tokens};

/// What a row holds.
pub(crate) enum Item<'x> {
    Cell(CellItem<'x>),
    /// Blanks, comments, and elements that are no cells.
    Between(&'x [u8]),
    /// The row's close tag.
    End(&'x [u8]),
}

/// A cell element, maybe repeated.
#[derive(Clone, Copy)]
pub(crate) struct CellItem<'x> {
    /// Open (or empty) tag.
    pub(crate) open: &'x [u8],
    /// Between the tags.
    pub(crate) inner: &'x [u8],
    /// Close tag; nothing for an empty one.
    pub(crate) close: &'x [u8],
    /// For how many cells it stands.
    pub(crate) repeat: u32,
}

impl<'x> CellItem<'x> {
    pub(crate) fn tag(&self) -> Tag<'x> {
        Tag::new(self.open)
    }

    /// Does it lie under a merged cell?
    pub(crate) fn is_covered(&self) -> bool {
        self.tag().local() == b"covered-table-cell"
    }

    /// Its open tag as that of a cell of its own.
    pub(crate) fn uncovered(&self) -> Vec<u8> {
        let rest = self.open.get(1 + self.tag().name().len()..).unwrap_or_default();
        [b"<table:table-cell", rest].concat()
    }

    /// The same with another open tag (and a close tag that fits).
    pub(crate) fn opened<'y>(&self, open: &'y [u8]) -> CellItem<'y>
    where
        'x: 'y,
    {
        let close: &[u8] = if self.close.is_empty() { b"" } else { b"</table:table-cell>" };
        CellItem { open, inner: self.inner, close, repeat: self.repeat }
    }
}

/// Cuts what follows a row's open tag into cells. Nested elements belong to their cell.
pub(crate) fn items(rest: &[u8]) -> impl Iterator<Item = Item<'_>> {
    let mut tokens = Tokens::new(rest);
    let mut at = 0usize;
    std::iter::from_fn(move || {
        let token = tokens.next()?;
        let start = at;
        at += token.raw.len();
        let is_cell = matches!(token.kind, Kind::Open | Kind::Empty)
            && matches!(token.tag().local(), b"table-cell" | b"covered-table-cell");
        match token.kind {
            Kind::Close => return Some(Item::End(token.raw)),
            Kind::Empty if is_cell => {
                return Some(Item::Cell(cell(token.raw, &[], &[])));
            }
            Kind::Open => {}
            _ => return Some(Item::Between(token.raw)),
        }
        let inner_start = at;
        let mut depth = 1usize;
        let mut close_start = at;
        while depth > 0 {
            let Some(next) = tokens.next() else { break };
            close_start = at;
            at += next.raw.len();
            match next.kind {
                Kind::Open => depth += 1,
                Kind::Close => depth -= 1,
                _ => {}
            }
        }
        let slice = |from: usize, to: usize| rest.get(from..to).unwrap_or_default();
        Some(match is_cell {
            true => {
                Item::Cell(cell(token.raw, slice(inner_start, close_start), slice(close_start, at)))
            }
            false => Item::Between(slice(start, at)),
        })
    })
}

fn cell<'x>(open: &'x [u8], inner: &'x [u8], close: &'x [u8]) -> CellItem<'x> {
    let repeat = super::row::repeated(&Tag::new(open), "table:number-columns-repeated");
    CellItem { open, inner, close, repeat }
}

/// A stretch of XML without the elements of that name at its top.
pub(super) fn without(bytes: &[u8], name: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut depth = 0usize;
    let mut gone = false;
    for token in Tokens::new(bytes) {
        let opens = matches!(token.kind, Kind::Open | Kind::Empty);
        if depth == 0 {
            gone = opens && token.tag().name() == name;
        }
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        if !gone {
            out.extend_from_slice(token.raw);
        }
        if depth == 0 {
            gone = false;
        }
    }
    out
}
