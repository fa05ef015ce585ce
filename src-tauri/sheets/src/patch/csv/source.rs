//! The bytes of a text file with the places of its records.

use std::borrow::Cow;
use std::ops::Range;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use super::encode;
use crate::read::csv::{CsvDialect, Field, Record, Records, decode};

/// A text file: its bytes, and how they are written.
pub(crate) struct Source<'b> {
    bytes: &'b [u8],
    pub(crate) dialect: CsvDialect,
    /// Bytes of the byte order mark and of the `sep=` line.
    head: usize,
    /// For UTF-16: one ASCII byte a code unit, so that records are found as in other encodings.
    units: Option<Vec<u8>>,
    /// The separator in those units, or in the bytes.
    separator: Vec<u8>,
    line_end: Vec<u8>,
}

impl<'b> Source<'b> {
    /// Finds out how the bytes are written, as the reader does.
    pub(crate) fn new(bytes: &'b [u8], asked: Option<CsvDialect>) -> Self {
        let decoded = decode(bytes, asked);
        let dialect = decoded.dialect;
        let mark = Encoding::for_bom(bytes).map_or(0, |(_, length)| length);
        // The line is ASCII but for an odd separator, which no encoding here lacks.
        let sep_line = encode::encode(&decoded.sep_line, dialect.encoding).unwrap_or_default();
        let head = (mark + sep_line.len()).min(bytes.len());
        let line_end =
            encode::encode(dialect.line_end.as_str(), dialect.encoding).unwrap_or_default();
        let body = bytes.get(head..).unwrap_or_default();
        let units = match dialect.encoding {
            wide if wide == UTF_16LE => Some(ascii_units(body, &dialect, u16::from_le_bytes)),
            wide if wide == UTF_16BE => Some(ascii_units(body, &dialect, u16::from_be_bytes)),
            _ => None,
        };
        let mut separator = [0; 4];
        let separator = dialect.separator.encode_utf8(&mut separator);
        let separator = match (&units, dialect.separator.is_ascii()) {
            (_, true) => separator.as_bytes().to_vec(),
            (Some(_), false) => vec![SEPARATOR],
            (None, false) => encode::encode(separator, dialect.encoding).unwrap_or_default(),
        };
        Self { bytes, dialect, head, units, separator, line_end }
    }

    /// Byte order mark and `sep=` line.
    pub(crate) fn head(&self) -> &'b [u8] {
        self.bytes.get(..self.head).unwrap_or_default()
    }

    /// The line end of the file, encoded.
    pub(crate) fn line_end(&self) -> &[u8] {
        &self.line_end
    }

    /// Walks the records; their places are to be read with [`Self::slice`].
    pub(crate) fn records(&self) -> Records<'_> {
        let body = self.bytes.get(self.head..).unwrap_or_default();
        Records::of_bytes(self.units.as_deref().unwrap_or(body), &self.dialect, &self.separator)
    }

    /// The bytes of a place of a record or field.
    pub(crate) fn slice(&self, span: Range<usize>) -> &'b [u8] {
        let body = self.bytes.get(self.head..).unwrap_or_default();
        let width = if self.units.is_some() { 2 } else { 1 };
        // An odd last byte of UTF-16 belongs to the last record.
        let whole = self.units.as_ref().is_some_and(|units| span.end == units.len());
        let end = if whole { body.len() } else { span.end * width };
        body.get(span.start * width..end).unwrap_or_default()
    }

    /// What a field says.
    pub(crate) fn value(&self, field: &Field) -> String {
        let bytes = self.slice(field.span.clone());
        let (text, _) = self.dialect.encoding.decode_without_bom_handling(bytes);
        let whole = Field { span: 0..text.len(), quoted: field.quoted };
        whole.value(&text, self.dialect.quote).into_owned()
    }

    /// Does a field say a text, as far as the encoding can?
    pub(crate) fn says(&self, field: &Field, text: &str) -> bool {
        let said = self.value(field);
        said == text
            || encode::encode(text, self.dialect.encoding)
                .is_some_and(|bytes| encode::encode(&said, self.dialect.encoding) == Some(bytes))
    }

    /// The bytes of the line end of a record (none for a last line without end).
    pub(crate) fn ending(&self, record: &Record) -> &'b [u8] {
        let end = record.fields.last().map_or(record.span.start, |field| field.span.end);
        self.slice(end..record.span.end)
    }

    /// Does a line end with a line end?
    pub(crate) fn ends_line(&self, line: &[u8]) -> bool {
        [b"\n".as_slice(), b"\r"].iter().any(|end| {
            let text = std::str::from_utf8(end).unwrap_or_default();
            encode::encode(text, self.dialect.encoding).is_some_and(|end| line.ends_with(&end))
        })
    }

    /// Ends the last line of `bytes` if it is open.
    pub(crate) fn end_line(&self, bytes: &mut Vec<u8>) {
        if !bytes.is_empty() && bytes.len() > self.head && !self.ends_line(bytes) {
            bytes.extend_from_slice(&self.line_end);
        }
    }

    /// An ASCII character in the file's encoding.
    pub(crate) fn ascii(&self, character: char) -> Cow<'static, [u8]> {
        let mut buffer = [0; 4];
        let text = character.encode_utf8(&mut buffer);
        Cow::Owned(encode::encode(text, self.dialect.encoding).unwrap_or_default())
    }
}

/// What stands for a separator that is not ASCII among [`ascii_units`].
const SEPARATOR: u8 = 0xFF;

/// One byte a UTF-16 unit: ASCII as it is, the separator as [`SEPARATOR`] when it is not ASCII, all else
/// as `x`, which means nothing to a record.
fn ascii_units(bytes: &[u8], dialect: &CsvDialect, unit: impl Fn([u8; 2]) -> u16) -> Vec<u8> {
    let separator = u32::from(dialect.separator);
    let units = bytes.as_chunks::<2>().0.iter().map(|pair| unit(*pair));
    let byte = |unit: u16| match u8::try_from(unit) {
        Ok(ascii) if ascii.is_ascii() => ascii,
        _ if u32::from(unit) == separator => SEPARATOR,
        _ => b'x',
    };
    units.map(byte).collect()
}
