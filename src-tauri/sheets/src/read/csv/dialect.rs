//! How a text file is written: separator, quote, encoding, mark, line ends.

use std::collections::BTreeMap;

use encoding_rs::Encoding;

use super::records::{Record, Records};

/// Everything needed to write a text file back as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CsvDialect {
    /// Between two fields: `;` `,` tab or `|` when guessed.
    pub separator: char,
    /// Around a field that holds the separator, a quote or a line end.
    pub quote: char,
    /// Encoding of the bytes (UTF-16 has its byte order).
    pub encoding: &'static Encoding,
    /// Does the file begin with a byte order mark?
    pub bom: bool,
    /// What ends a record.
    pub line_end: LineEnd,
}

impl CsvDialect {
    /// The same with another separator, or another encoding by its label (`windows-1252`); none for
    /// an encoding that nobody knows, or that spreadsheets do not write.
    #[must_use]
    pub fn with(self, separator: Option<char>, encoding: Option<&str>) -> Option<Self> {
        let encoding = match encoding {
            Some(label) => Encoding::for_label_no_replacement(label.as_bytes())?,
            None => self.encoding,
        };
        Some(Self { separator: separator.unwrap_or(self.separator), encoding, ..self })
    }
}

/// What ends a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineEnd {
    /// Line feed.
    Lf,
    /// Carriage return and line feed.
    CrLf,
    /// Carriage return alone (old Macintosh).
    Cr,
}

impl LineEnd {
    /// The characters themselves.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Lf => "\n",
            Self::CrLf => "\r\n",
            Self::Cr => "\r",
        }
    }
}

const CANDIDATES: [char; 4] = [';', ',', '\t', '|'];
/// Records looked at to choose a separator.
const RECORDS: usize = 200;

/// The `sep=;` line that tells Excel the separator: the whole line with its end (empty when there
/// is none), and the separator it announces.
pub(super) fn sep_line(text: &str) -> (&str, Option<char>) {
    let end = text.find(['\n', '\r']).unwrap_or(text.len());
    let (line, after) = text.split_at(end);
    let bare = line.trim_matches('"');
    let announced = match bare.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")) {
        Some(_) => bare.chars().nth(4).filter(|_| bare.chars().count() == 5),
        None => None,
    };
    if announced.is_none() {
        return ("", None);
    }
    let line_end = if after.starts_with("\r\n") { 2 } else { after.len().min(1) };
    (text.get(..end + line_end).unwrap_or(text), announced)
}

/// The first line end of the text; Windows' when there is none.
pub(super) fn line_end(text: &str) -> LineEnd {
    match text.find(['\n', '\r']).and_then(|at| text.get(at..)) {
        Some(rest) if rest.starts_with("\r\n") => LineEnd::CrLf,
        Some(rest) if rest.starts_with('\n') => LineEnd::Lf,
        Some(_) => LineEnd::Cr,
        None => LineEnd::CrLf,
    }
}

/// The separator that cuts the most records into the same number of fields; among equals, the one
/// that makes more fields. `;` when nothing cuts them (a bare list).
pub(super) fn guess_separator(sample: &str) -> char {
    let scored = CANDIDATES.map(|separator| (score(sample, separator), separator));
    let best = scored.into_iter().reduce(|best, next| if next.0 > best.0 { next } else { best });
    best.filter(|(score, _)| *score > 0.0).map_or(';', |(_, separator)| separator)
}

fn score(sample: &str, separator: char) -> f64 {
    let dialect = CsvDialect {
        separator,
        quote: '"',
        encoding: encoding_rs::UTF_8,
        bom: false,
        line_end: LineEnd::Lf,
    };
    let mut widths = BTreeMap::<usize, usize>::new();
    let (mut records, mut record) = (Records::new(sample, &dialect), Record::default());
    let mut seen = 0usize;
    while seen < RECORDS && records.next_into(&mut record) {
        if record.fields.iter().any(|field| !field.span.is_empty()) {
            *widths.entry(record.fields.len()).or_default() += 1;
            seen += 1;
        }
    }
    let cut = widths.iter().filter(|(width, _)| **width > 1);
    let Some((width, count)) = cut.max_by_key(|(width, count)| **count * **width) else {
        return 0.0;
    };
    // A lone comma in a few sentences is no separator.
    let share = *count as f64 / seen.max(1) as f64;
    if share < 0.25 { 0.0 } else { share * (1.0 + (*width as f64).ln()) }
}
