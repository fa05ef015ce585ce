//! Records and fields of separated text (RFC 4180 and what programs really write), each with its
//! byte range, so that a file can be patched field by field.
//!
//! The csv crate reads values but tells neither the place of a field nor blank lines, both needed
//! to write a file back byte for byte; tests compare the two on every value.

use std::borrow::Cow;
use std::ops::Range;

use super::dialect::CsvDialect;

/// One record: its number and the places of its fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// 1-based row, as a spreadsheet program numbers it.
    pub number: u32,
    /// Byte range in the text, line end included.
    pub span: Range<usize>,
    /// Its fields; a blank line has one empty field.
    pub fields: Vec<Field>,
}

/// One field: where it lies, quotes included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Byte range in the text.
    pub span: Range<usize>,
    /// Begins with a quote that is closed.
    pub quoted: bool,
}

/// Walks through the records of a text.
#[derive(Clone, Debug)]
pub struct Records<'t> {
    text: &'t [u8],
    /// The separator's bytes, and how many they are: one but for a character that is not ASCII. None
    /// separates nothing.
    separator: ([u8; 4], usize),
    quote: u8,
    at: usize,
    number: u32,
    /// A quote was found open until the end: from there on quotes are plain characters.
    quotes_off: bool,
}

impl<'t> Records<'t> {
    /// Starts at the beginning of a decoded text. The quote is an ASCII character (others are read
    /// as `"`).
    #[must_use]
    pub fn new(text: &'t str, dialect: &CsvDialect) -> Self {
        let mut buffer = [0; 4];
        let separator = dialect.separator.encode_utf8(&mut buffer);
        Self::of_bytes(text.as_bytes(), dialect, separator.as_bytes())
    }

    /// The same on bytes in which quote and line ends are their ASCII bytes and the separator is
    /// `separator`: places are then those of the bytes.
    #[must_use]
    pub fn of_bytes(text: &'t [u8], dialect: &CsvDialect, separator: &[u8]) -> Self {
        let mut bytes = [0; 4];
        let length = separator.len().min(bytes.len());
        bytes.iter_mut().zip(separator).for_each(|(place, byte)| *place = *byte);
        Self {
            text,
            separator: (bytes, length),
            quote: u8::try_from(dialect.quote).unwrap_or(b'"'),
            at: 0,
            number: 0,
            quotes_off: false,
        }
    }

    /// Reads the next record into `record` (its former content is lost); `false` at the end.
    pub fn next_into(&mut self, record: &mut Record) -> bool {
        record.fields.clear();
        if self.at >= self.text.len() {
            return false;
        }
        let start = self.at;
        self.number += 1;
        loop {
            let field = self.field();
            self.at = field.span.end;
            record.fields.push(field);
            match self.byte(self.at) {
                Some(_) if self.separates(self.at) => self.at += self.separator.1,
                Some(b'\r') if self.byte(self.at + 1) == Some(b'\n') => break self.at += 2,
                Some(_) => break self.at += 1,
                None => break,
            }
        }
        record.number = self.number;
        record.span = start..self.at;
        true
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.get(at).copied()
    }

    /// The field that starts at the cursor: up to the separator or line end that follows it.
    fn field(&mut self) -> Field {
        let start = self.at;
        if self.byte(start) == Some(self.quote) && !self.quotes_off {
            match self.closing_quote(start + 1) {
                Some(close) => {
                    return Field { span: start..self.plain_end(close + 1), quoted: true };
                }
                None => self.quotes_off = true,
            }
        }
        Field { span: start..self.plain_end(start), quoted: false }
    }

    /// Place of the quote that closes a field; doubled quotes are text.
    fn closing_quote(&self, mut at: usize) -> Option<usize> {
        loop {
            at += memchr::memchr(self.quote, self.text.get(at..)?)?;
            if self.byte(at + 1) != Some(self.quote) {
                return Some(at);
            }
            at += 2;
        }
    }

    /// Does the separator begin there?
    fn separates(&self, at: usize) -> bool {
        let separator = self.separator.0.get(..self.separator.1).unwrap_or_default();
        let rest = self.text.get(at..).unwrap_or_default();
        !separator.is_empty() && rest.starts_with(separator)
    }

    fn plain_end(&self, mut at: usize) -> usize {
        // Without a separator, the search is for line ends alone.
        let first = if self.separator.1 == 0 { b'\n' } else { self.separator.0[0] };
        while let Some(rest) = self.text.get(at..) {
            let Some(end) = memchr::memchr3(first, b'\n', b'\r', rest) else { break };
            at += end;
            if matches!(self.byte(at), Some(b'\n' | b'\r')) || self.separates(at) {
                return at;
            }
            // The first byte of another character.
            at += 1;
        }
        self.text.len()
    }
}

impl Field {
    /// What the field says: quotes taken off, doubled quotes made single. Text after the closing
    /// quote is kept, as spreadsheet programs do.
    #[must_use]
    pub fn value<'t>(&self, text: &'t str, quote: char) -> Cow<'t, str> {
        let raw = text.get(self.span.clone()).unwrap_or_default();
        let Some(inner) = raw.strip_prefix(quote).filter(|_| self.quoted) else {
            return Cow::Borrowed(raw);
        };
        if let Some(simple) = inner.strip_suffix(quote).filter(|text| !text.contains(quote)) {
            return Cow::Borrowed(simple);
        }
        let mut value = String::with_capacity(inner.len());
        let mut chars = inner.chars().peekable();
        while let Some(c) = chars.next() {
            if c != quote {
                value.push(c);
            } else if chars.next_if_eq(&quote).is_some() {
                value.push(quote);
            } else {
                value.extend(chars);
                break;
            }
        }
        Cow::Owned(value)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::dialect::LineEnd;
    use super::*;

    fn dialect(separator: char) -> CsvDialect {
        CsvDialect {
            separator,
            quote: '"',
            encoding: encoding_rs::UTF_8,
            bom: false,
            line_end: LineEnd::Lf,
        }
    }

    fn values(text: &str) -> Vec<Vec<String>> {
        let (mut records, mut record) = (Records::new(text, &dialect(';')), Record::default());
        let mut all = vec![];
        while records.next_into(&mut record) {
            all.push(record.fields.iter().map(|f| f.value(text, '"').into_owned()).collect());
        }
        all
    }

    #[test]
    fn a_separator_of_several_bytes() {
        // `¨` begins with the same byte as `§`.
        let text = "a§\"b§c\"§¨d\n§\ne¨";
        let (mut records, mut record) = (Records::new(text, &dialect('§')), Record::default());
        let mut all = vec![];
        while records.next_into(&mut record) {
            let values = record.fields.iter().map(|f| f.value(text, '"').into_owned());
            all.push(values.collect::<Vec<_>>());
        }
        assert_eq!(all, [vec!["a", "b§c", "¨d"], vec!["", ""], vec!["e¨"]]);
    }

    #[test]
    fn quotes_blank_lines_and_line_ends() {
        assert_eq!(
            values("a;b\r\n\r\n\"c\nd\";\"e \"\"f\"\"\"\n"),
            [vec!["a", "b"], vec![""], vec!["c\nd", "e \"f\""]]
        );
        assert_eq!(values("a;\rb"), [vec!["a", ""], vec!["b"]]);
        assert_eq!(values("\"a\"b;c"), [["ab", "c"]]);
        assert_eq!(values("x;\"open\ny;z"), [["x", "\"open"], ["y", "z"]]);
        assert!(values("").is_empty());
    }

    proptest! {
        #[test]
        fn reads_what_the_csv_crate_writes(
            table in prop::collection::vec(prop::collection::vec("[a;\"\r\n é]{0,5}", 1..4), 0..5)
        ) {
            let mut writer = csv::WriterBuilder::new().delimiter(b';').flexible(true)
                .from_writer(vec![]);
            for row in &table {
                prop_assert!(writer.write_record(row).is_ok());
            }
            let bytes = writer.into_inner().unwrap_or_default();
            prop_assert_eq!(values(&String::from_utf8_lossy(&bytes)), table);
        }

        #[test]
        fn spans_cover_the_text(text in "[a;\"\r\n\u{e9}]{0,40}") {
            let (mut records, mut record) = (Records::new(&text, &dialect(';')), Record::default());
            let mut end = 0;
            while records.next_into(&mut record) {
                prop_assert_eq!(record.span.start, end);
                end = record.span.end;
                for field in &record.fields {
                    prop_assert!(text.get(field.span.clone()).is_some());
                }
            }
            prop_assert_eq!(end, text.len());
        }
    }
}
