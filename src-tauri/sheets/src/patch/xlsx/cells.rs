//! Rows and cells of a sheet part as they stream by, each one a stretch of the original bytes.

use std::io::Read;
use std::sync::LazyLock;

use memchr::memmem::{self, Finder};

use epure_engine::table::{CellRef, MAX_COLUMNS, MAX_ROWS};

use crate::xml::{Kind, Scanner, Stretch, Tag, Tokens, XmlError, has_sections, tag_end};

use super::open::Open;

/// The inside of `<sheetData>`, row by row.
pub(crate) struct Rows {
    /// Number of the last row given out; a row without a number follows it.
    last: u32,
}

/// What comes next inside `<sheetData>`.
pub(crate) enum Piece<'a> {
    /// A row; its content and close tag (nothing for `<row/>`).
    Row {
        /// 1-based.
        number: u32,
        /// `<row …>` as written.
        open: &'a [u8],
        /// Up to and with `</row>`.
        rest: &'a [u8],
    },
    /// Blanks and comments between rows.
    Between(&'a [u8]),
    /// `</sheetData>`
    End(&'a [u8]),
}

impl Rows {
    pub(crate) fn new() -> Self {
        Self { last: 0 }
    }

    /// The next piece of the stream, whose last token was `<sheetData>` or a piece.
    pub(crate) fn next<'a, R: Read>(
        &mut self,
        scanner: &'a mut Scanner<R>,
    ) -> Result<Piece<'a>, XmlError> {
        match scanner.element(b"row")? {
            None => Err(XmlError::Malformed(0)),
            Some(Stretch::Element(open, rest)) => {
                let number = row_number(Tag::new(open), self.last);
                self.last = number.min(MAX_ROWS);
                Ok(Piece::Row { number, open, rest })
            }
            Some(Stretch::Token(token)) => Ok(match token.closes(b"sheetData") {
                true => Piece::End(token.raw),
                false => Piece::Between(token.raw),
            }),
        }
    }
}

/// The number of a row by its open tag; one that says none follows the row `last`.
pub(crate) fn row_number(open: Tag<'_>, last: u32) -> u32 {
    open.raw(b"r").and_then(number).unwrap_or(last + 1)
}

/// A row number from its digits; none for what is no row of a sheet.
fn number(digits: &[u8]) -> Option<u32> {
    let digits = digits.trim_ascii();
    let mut number = 0u32;
    for digit in digits {
        let value = digit.is_ascii_digit().then(|| u32::from(digit - b'0'))?;
        number = number.checked_mul(10)?.checked_add(value)?;
    }
    Some(number).filter(|number| !digits.is_empty() && (1..=MAX_ROWS).contains(number))
}

/// One cell of a row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cell<'a> {
    /// Its place in the original.
    pub(crate) at: CellRef,
    /// `<c …>` as written.
    pub(crate) open: Tag<'a>,
    /// The open tag's bytes.
    pub(crate) open_raw: &'a [u8],
    /// Where in them the reference is written.
    pub(crate) reference: Option<(usize, usize)>,
    /// Where in them the row number of a reference that was understood begins.
    number: Option<usize>,
    /// Values of its attributes `t` and `s`.
    kind: Option<&'a [u8]>,
    style: Option<&'a [u8]>,
    /// What is between the tags.
    pub(crate) content: &'a [u8],
    /// The value, when that is known to be `<v>…</v>` and nothing else.
    simple: Option<&'a [u8]>,
    /// The whole cell.
    pub(crate) raw: &'a [u8],
}

/// What a row holds.
pub(crate) enum RowPiece<'a> {
    /// A cell.
    Cell(Cell<'a>),
    /// Anything else, the row's close tag included.
    Other(&'a [u8]),
}

impl<'a> RowPiece<'a> {
    /// Its bytes.
    pub(crate) fn raw(&self) -> &'a [u8] {
        match self {
            Self::Cell(cell) => cell.raw,
            Self::Other(raw) => raw,
        }
    }
}

/// The pieces of a row's content; together they are all of its bytes.
pub(crate) struct Cells<'a> {
    rest: &'a [u8],
    row: u32,
    next_column: u32,
    /// Comments or sections, in which a `</c>` would mean nothing.
    sections: bool,
}

impl<'a> Cells<'a> {
    pub(crate) fn new(row: u32, rest: &'a [u8]) -> Self {
        Self { rest, row, next_column: 0, sections: has_sections(rest) }
    }

    fn take(&mut self, len: usize) -> &'a [u8] {
        let (taken, rest) = self.rest.split_at_checked(len).unwrap_or((self.rest, &[]));
        self.rest = rest;
        taken
    }

    /// The open tag of a cell that is not written as usual; else the length of what is no cell.
    fn unusual(&self) -> Option<Result<Open<'a>, usize>> {
        let whole = self.rest;
        let plain = matches!(whole, [b'<', b'c', b' ' | b'>' | b'/', ..]);
        let (length, is_cell) = match plain.then(|| tag_end(whole)).flatten() {
            Some(length) => (length, true),
            None => {
                let token = Tokens::new(whole).next()?;
                (token.raw.len(), token.opens(b"c"))
            }
        };
        Some(match is_cell {
            true => Ok(Open::any(Tag::new(whole.get(..length)?), length)),
            false => Err(length),
        })
    }

    /// Length of a cell's content, and of content with close tag, after its open tag.
    fn content_len(&self, open: &Tag<'_>, after: &[u8]) -> (usize, usize) {
        static CLOSE: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(b"</c>"));
        let name = open.name();
        if !self.sections
            && name == b"c"
            && let Some(at) = CLOSE.find(after)
        {
            return (at, at + 4);
        }
        if !self.sections {
            for found in memmem::find_iter(after, b"</") {
                let tail = after.get(found + 2..).unwrap_or_default();
                let ends = tail.get(name.len()).is_some_and(|b| *b == b'>' || *b <= b' ');
                if tail.starts_with(name) && ends {
                    let close = memchr::memchr(b'>', tail).map_or(after.len(), |at| found + 3 + at);
                    return (found, close);
                }
            }
            return (after.len(), after.len());
        }
        let mut len = 0;
        for token in Tokens::new(after) {
            if token.kind == Kind::Close && token.tag().name() == name {
                return (len, len + token.raw.len());
            }
            len += token.raw.len();
        }
        (len, len)
    }
}

impl<'a> Iterator for Cells<'a> {
    type Item = RowPiece<'a>;

    fn next(&mut self) -> Option<RowPiece<'a>> {
        let whole = self.rest;
        let usual = Open::usual(whole);
        let open = match usual {
            Some(open) => open,
            None => match self.unusual()? {
                Ok(open) => open,
                Err(length) => return Some(RowPiece::Other(self.take(length))),
            },
        };
        let (open_raw, after) = whole.split_at_checked(open.length)?;
        let tag = Tag::new(open_raw);
        let value = usual.filter(|_| !open.empty).and_then(|_| simple_value(after));
        let (content, total) = match value {
            Some(value) => (value.len() + 7, value.len() + 11),
            None if open.empty => (0, 0),
            None => self.content_len(&tag, after),
        };
        let column = open.column.unwrap_or(self.next_column);
        self.next_column = column.saturating_add(1).min(MAX_COLUMNS);
        Some(RowPiece::Cell(Cell {
            at: CellRef { row: self.row, column },
            open: tag,
            open_raw,
            reference: open.reference,
            number: open.number,
            kind: open.kind,
            style: open.style,
            content: after.get(..content).unwrap_or_default(),
            simple: value,
            raw: self.take(open.length + total),
        }))
    }
}

/// The value of `<v>…</v>` when the cell ends right after it.
#[inline]
fn simple_value(bytes: &[u8]) -> Option<&[u8]> {
    let value = bytes.strip_prefix(b"<v>")?;
    let (value, rest) = value.split_at_checked(value.iter().position(|byte| *byte == b'<')?)?;
    rest.starts_with(b"</v></c>").then_some(value)
}

/// A reference such as `B2` from its bytes, quicker than through text.
pub(crate) fn cell_ref(bytes: &[u8]) -> Option<CellRef> {
    let bytes = bytes.trim_ascii();
    let (at, length) = leading_ref(bytes)?;
    (length == bytes.len()).then_some(at)
}

/// The reference that bytes begin with, and its length.
#[inline]
pub(super) fn leading_ref(bytes: &[u8]) -> Option<(CellRef, usize)> {
    let letters = bytes.iter().take(4).take_while(|byte| byte.is_ascii_alphabetic());
    let place = |letter: &u8| u32::from(letter.to_ascii_uppercase() - b'A') + 1;
    let (mut length, mut column, mut row) = (0, 0, 0);
    for letter in letters {
        column = column * 26 + place(letter);
        length += 1;
    }
    while let Some(digit) = bytes.get(length).filter(|byte| byte.is_ascii_digit()) {
        row = row * 10 + u32::from(digit - b'0');
        length += 1;
        if row > MAX_ROWS {
            return None;
        }
    }
    let known = (1..=MAX_COLUMNS).contains(&column) && (1..=MAX_ROWS).contains(&row);
    known.then(|| (CellRef { row, column: column - 1 }, length))
}

impl<'a> Cell<'a> {
    /// Its type attribute (`s`, `str`, `inlineStr`, `b`, `e`, `d`, `n`), `n` when there is none.
    pub(crate) fn kind(&self) -> &'a [u8] {
        self.kind.unwrap_or(b"n")
    }

    /// Where in its bytes the row number of its reference is written, nothing inside when it has no
    /// reference; none when that is not understood.
    pub(crate) fn number_span(&self) -> Option<Option<(usize, usize)>> {
        match self.reference {
            None => Some(None),
            Some((_, end)) => self.number.map(|number| Some((number, end))),
        }
    }

    /// Index of its style.
    pub(crate) fn style(&self) -> Option<u32> {
        std::str::from_utf8(self.style?).ok()?.trim().parse().ok()
    }

    /// Is it a value alone: `<v>…</v>`?
    fn plain_value(&self) -> Option<&'a [u8]> {
        if self.simple.is_some() {
            return self.simple;
        }
        let value = self.content.strip_prefix(b"<v>")?.strip_suffix(b"</v>")?;
        memchr::memchr(b'<', value).is_none().then_some(value)
    }

    /// The characters of its `<v>`, as written.
    pub(crate) fn value(&self) -> &'a [u8] {
        self.plain_value().or_else(|| inner(self.content, b"v")).unwrap_or_default()
    }

    /// Index of its shared string, when it holds one.
    pub(crate) fn string_index(&self) -> Option<u32> {
        if self.kind() != b"s" {
            return None;
        }
        let digits = self.value().trim_ascii();
        let mut index = (!digits.is_empty()).then_some(0u32)?;
        for digit in digits {
            let value = digit.is_ascii_digit().then(|| u32::from(digit - b'0'))?;
            index = index.checked_mul(10)?.checked_add(value)?;
        }
        Some(index)
    }

    /// Does it hold a formula?
    pub(crate) fn has_formula(&self) -> bool {
        !self.content.is_empty()
            && self.plain_value().is_none()
            && Tokens::new(self.content).any(|token| token.opens(b"f"))
    }

    /// Text that the cell itself holds: inline text or a formula's text result; not a shared one.
    pub(crate) fn own_text(&self) -> Option<String> {
        match self.kind() {
            b"inlineStr" => Some(super::strings::text_of(self.content).into_owned()),
            b"str" | b"d" => {
                let value = crate::xml::unescape(self.value());
                Some(super::strings::unescape_controls(&value).into_owned())
            }
            _ => None,
        }
    }
}

/// Bytes between the tags of the first element of that local name.
pub(crate) fn inner<'a>(bytes: &'a [u8], local: &[u8]) -> Option<&'a [u8]> {
    let mut at = 0;
    let mut start = None;
    for token in Tokens::new(bytes) {
        let next = at + token.raw.len();
        match start {
            None if token.opens(local) => {
                if token.kind == Kind::Empty {
                    return Some(&[]);
                }
                start = Some(next);
            }
            Some(from) if token.closes(local) => return bytes.get(from..at),
            _ => {}
        }
        at = next;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(row: &str) -> Vec<(String, String)> {
        Cells::new(3, row.as_bytes())
            .filter_map(|piece| match piece {
                RowPiece::Cell(cell) => Some(cell),
                RowPiece::Other(_) => None,
            })
            .map(|cell| (cell.at.to_string(), String::from_utf8_lossy(cell.value()).into_owned()))
            .collect()
    }

    #[test]
    fn cells_with_and_without_references() {
        let row = "<c r=\"B3\"><v>1</v></c> <c><v>2</v></c><c r='E3'/><x:c><x:v>3</x:v></x:c>\
                   <c r=\"H3\" t=\"s\" s=\"4\"><v>5</v></c><c r=\"I3\" s=\"1\"/>\
                   <c r=\"XFE3\"><v>6</v></c><c r=\"AA3\" q=\">\"><v>7</v><f/></c></row>";
        let expected = [
            ("B3", "1"),
            ("C3", "2"),
            ("E3", ""),
            ("F3", "3"),
            ("H3", "5"),
            ("I3", ""),
            ("J3", "6"),
            ("AA3", "7"),
        ];
        let expected = expected.map(|(at, value)| (at.to_owned(), value.to_owned()));
        assert_eq!(cells(row), expected);
    }

    #[test]
    fn references_are_of_a_sheet_or_none() {
        for good in ["A1", "XFD1048576", "b07", " C3 "] {
            let read: CellRef = good.trim().to_uppercase().replace("07", "7").parse().unwrap();
            assert_eq!(cell_ref(good.as_bytes()), Some(read), "{good}");
        }
        for bad in [
            "",
            "A",
            "1",
            "A0",
            "XFE1",
            "A1048577",
            "A1B",
            "A-1",
            "AAAAAAAAAA1",
            "A99999999999",
            "A0B1",
        ] {
            assert_eq!(cell_ref(bad.as_bytes()), None, "{bad}");
        }
    }

    #[test]
    fn a_cell_knows_where_its_row_number_is() {
        let row = "<c r=\"AB3\" s=\"1\"><v>3</v></c><c s='2' r='a30'/><c/><c r=\"?\"/></row>";
        let cells = Cells::new(3, row.as_bytes()).filter_map(|piece| match piece {
            RowPiece::Cell(cell) => Some(cell.number_span()),
            RowPiece::Other(_) => None,
        });
        let expected = [Some(Some((8, 9))), Some(Some((13, 15))), Some(None), None];
        assert_eq!(cells.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn pieces_are_all_the_bytes() {
        let row = "<c><!-- </c> --><v>1</v></c>\n<cx/><c r=\"ZZZ1\"><v>";
        let mut joined = Vec::new();
        for piece in Cells::new(1, row.as_bytes()) {
            joined.extend_from_slice(piece.raw());
        }
        assert_eq!(String::from_utf8(joined).unwrap(), row);
    }
}
