//! What calamine does not tell of an xlsx sheet: hidden rows and columns, merged areas, number of
//! rows. One quick pass over the inflated bytes, looking at `<row`, `<col` and `<mergeCell` only.

use std::ops::RangeInclusive;

use epure_engine::table::{CellRef, MAX_COLUMNS, MAX_ROWS};
use memchr::{memchr, memmem};

/// Layout of one sheet.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    /// 1-based numbers of the hidden rows, in order of appearance.
    pub(crate) hidden_rows: Vec<u32>,
    /// 0-based hidden columns, as ranges (they may run to the last column of the sheet).
    pub(crate) hidden_columns: Vec<RangeInclusive<u32>>,
    /// Merged areas.
    pub(crate) merged: Vec<(CellRef, CellRef)>,
    /// `<row>` elements.
    pub(crate) rows: u64,
    /// Largest row number.
    pub(crate) last_row: u32,
}

/// Most merged areas kept.
const MOST_MERGED: usize = 100_000;

/// Reads the layout out of the pieces of a sheet part.
#[derive(Default)]
pub(crate) struct Scan {
    layout: Layout,
    window: Vec<u8>,
    prefix: Option<Vec<u8>>,
}

impl Scan {
    /// Takes the next piece of the part.
    pub(crate) fn push(&mut self, piece: &[u8]) {
        self.window.extend_from_slice(piece);
        if self.prefix.is_none() {
            self.prefix = root_prefix(&self.window);
        }
        // Keep the last tag, which may be cut.
        let end = memchr::memrchr(b'<', &self.window).unwrap_or(self.window.len());
        let window = std::mem::take(&mut self.window);
        self.tags(window.get(..end).unwrap_or_default());
        self.window = window.get(end..).unwrap_or_default().to_vec();
    }

    /// The layout, once the part was seen whole.
    pub(crate) fn finish(mut self) -> Layout {
        let window = std::mem::take(&mut self.window);
        self.tags(&window);
        self.layout
    }

    fn tags(&mut self, window: &[u8]) {
        let prefix = self.prefix.clone().unwrap_or_default();
        let named = |name: &[u8]| [b"<", prefix.as_slice(), name].concat();
        for tag in Tags::new(window, &named(b"row")) {
            self.row(tag);
        }
        for tag in Tags::new(window, &named(b"col")) {
            self.column(tag);
        }
        for tag in Tags::new(window, &named(b"mergeCell")) {
            if self.layout.merged.len() < MOST_MERGED
                && let Some(area) = attribute(tag, b" ref=").and_then(area)
            {
                self.layout.merged.push(area);
            }
        }
    }

    fn row(&mut self, tag: &[u8]) {
        self.layout.rows += 1;
        let number = attribute(tag, b" r=").and_then(number);
        let number = number.unwrap_or(self.layout.last_row.saturating_add(1));
        self.layout.last_row = self.layout.last_row.max(number);
        if hidden(tag) && number <= MAX_ROWS {
            self.layout.hidden_rows.push(number);
        }
    }

    fn column(&mut self, tag: &[u8]) {
        let bound = |name| attribute(tag, name).and_then(number).filter(|n| *n > 0);
        if hidden(tag)
            && let (Some(min), Some(max)) = (bound(b" min="), bound(b" max="))
        {
            self.layout.hidden_columns.push(min - 1..=max.min(MAX_COLUMNS) - 1);
        }
    }
}

/// Start tags of one name in a window.
struct Tags<'w, 'n> {
    window: &'w [u8],
    finder: memmem::Finder<'n>,
    at: usize,
}

impl<'w, 'n> Tags<'w, 'n> {
    fn new(window: &'w [u8], name: &'n [u8]) -> Self {
        Self { window, finder: memmem::Finder::new(name), at: 0 }
    }
}

impl<'w> Iterator for Tags<'w, '_> {
    type Item = &'w [u8];

    fn next(&mut self) -> Option<&'w [u8]> {
        loop {
            let rest = self.window.get(self.at..)?;
            let found = self.finder.find(rest)?;
            let after = found + self.finder.needle().len();
            self.at += after;
            // Not a longer name, as <rowBreaks> or <cols>.
            let rest = rest.get(after..)?;
            if matches!(rest.first(), Some(b' ' | b'>' | b'/' | b'\t' | b'\n' | b'\r')) {
                let end = memchr(b'>', rest).unwrap_or(rest.len());
                return rest.get(..end);
            }
        }
    }
}

/// Prefix of the root element with its colon (`x:`), once the root is in sight.
fn root_prefix(window: &[u8]) -> Option<Vec<u8>> {
    let at = memmem::find(window, b"worksheet")?;
    let before = window.get(..at)?;
    let start = memchr::memrchr(b'<', before)? + 1;
    Some(before.get(start..)?.to_vec())
}

fn attribute<'t>(tag: &'t [u8], name: &[u8]) -> Option<&'t [u8]> {
    let rest = tag.get(memmem::find(tag, name)? + name.len()..)?;
    let quote = *rest.first()?;
    let value = rest.get(1..)?;
    value.get(..memchr(quote, value)?)
}

fn hidden(tag: &[u8]) -> bool {
    matches!(attribute(tag, b" hidden="), Some(b"1" | b"true"))
}

fn number(digits: &[u8]) -> Option<u32> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}

fn area(text: &[u8]) -> Option<(CellRef, CellRef)> {
    let (from, to) = std::str::from_utf8(text).ok()?.split_once(':')?;
    Some((from.parse().ok()?, to.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHEET: &[u8] = br#"<x:worksheet><x:cols><x:col min="2" max="3" hidden="1"/><x:col min="5"
        max="5"/></x:cols><x:sheetData><x:row r="1"><x:c r="A1"/></x:row><x:row hidden="true" r="4"/>
        <x:row/></x:sheetData><x:mergeCells><x:mergeCell ref="A1:C1"/></x:mergeCells></x:worksheet>"#;

    #[test]
    fn reads_the_same_whatever_the_pieces() {
        for size in [1, 2, 7, 64, SHEET.len()] {
            let mut scan = Scan::default();
            SHEET.chunks(size).for_each(|piece| scan.push(piece));
            let layout = scan.finish();
            assert_eq!(layout.hidden_rows, [4], "{size}");
            assert_eq!(layout.hidden_columns, [1..=2], "{size}");
            assert_eq!((layout.rows, layout.last_row, layout.merged.len()), (3, 5, 1), "{size}");
        }
    }
}
