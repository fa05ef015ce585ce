//! The sheets of `content.xml` read row by row, for surveys and proofs.

use std::io::Read;

use super::row::repeated;
use crate::xml::{Kind, Scanner, Tag, XmlError};

/// What comes next in the document.
pub(crate) enum Event {
    /// A sheet begins.
    Sheet {
        /// Its name.
        name: String,
        /// Its open tag.
        open: Vec<u8>,
    },
    /// One or more equal rows.
    Rows(RowRun),
    /// A sheet ends.
    End,
    /// Anything else, one token at a time.
    Other(Kind, Vec<u8>),
}

/// A row element of a sheet.
pub(crate) struct RowRun {
    /// 1-based number of the first row it stands for.
    pub(crate) first: u32,
    /// How many rows it stands for.
    pub(crate) count: u32,
    /// Its open tag.
    pub(crate) open: Vec<u8>,
    /// What follows its open tag, up to and with its close tag.
    pub(crate) rest: Vec<u8>,
}

/// Reads a document.
pub(crate) struct Reader<R> {
    scanner: Scanner<R>,
    inside: bool,
    next_row: u32,
}

impl<R: Read> Reader<R> {
    pub(crate) fn new(source: R) -> Self {
        Self { scanner: Scanner::new(source), inside: false, next_row: 1 }
    }

    /// The next event; none at the end.
    pub(crate) fn next(&mut self) -> Result<Option<Event>, XmlError> {
        let Some(token) = self.scanner.next()? else { return Ok(None) };
        let (kind, raw) = (token.kind, token.raw.to_vec());
        let tag = Tag::new(&raw);
        let opens = matches!(kind, Kind::Open | Kind::Empty);
        match tag.name() {
            // Tables inside these are no sheets.
            b"table:dde-links" | b"table:tracked-changes" if kind == Kind::Open => {
                let rest = self.scanner.rest_of(tag.name())?;
                return Ok(Some(Event::Other(Kind::Other, [&raw, rest].concat())));
            }
            b"table:table" if kind == Kind::Open && !self.inside => {
                self.inside = true;
                self.next_row = 1;
                let name = tag.get("table:name").unwrap_or_default().into_owned();
                return Ok(Some(Event::Sheet { name, open: raw }));
            }
            b"table:table" if kind == Kind::Close => {
                self.inside = false;
                return Ok(Some(Event::End));
            }
            b"table:table-row" if opens && self.inside => {
                let count = repeated(&tag, "table:number-rows-repeated");
                let first = self.next_row;
                self.next_row = first.saturating_add(count);
                let rest = match kind {
                    Kind::Open => self.scanner.rest_of(tag.name())?.to_vec(),
                    _ => Vec::new(),
                };
                return Ok(Some(Event::Rows(RowRun { first, count, open: raw, rest })));
            }
            _ => {}
        }
        Ok(Some(Event::Other(kind, raw)))
    }
}
