//! Text files with separators: encoding, dialect and records.
//!
//! Every cell stays text: `0612345678` must not lose its zero. Row numbers are those that a
//! spreadsheet program shows: blank lines count, a record on several lines counts once.

mod dialect;
mod encoding;
mod records;

use epure_engine::table::{Cell, CellRef, Format, ReadWarning, ReadWarningKind, Table, Workbook};

pub use dialect::{CsvDialect, LineEnd};
pub use records::{Field, Record, Records};

use super::cells::{Rows, Texts};
use super::error::{Found, Problem};
use super::options::ReadOptions;

/// Bytes of the file that the dialect is guessed from.
const SAMPLE: usize = 1 << 18;

/// Dialect and text of a file.
#[derive(Clone, Debug)]
pub struct CsvText {
    /// How the file is written.
    pub dialect: CsvDialect,
    /// Its content, decoded, without byte order mark and without the `sep=` line.
    pub text: String,
    /// Some bytes were not valid in the encoding and were replaced.
    pub replaced: bool,
    /// Bytes (of `text`'s own encoding, UTF-8) that the `sep=` line took, line end included.
    pub sep_line: String,
}

/// Decodes a text file. With `asked`, its encoding and separator are used instead of guesses.
#[must_use]
pub fn decode(bytes: &[u8], asked: Option<CsvDialect>) -> CsvText {
    let mut found = encoding::detect(bytes);
    if let Some(asked) = asked {
        found.encoding = asked.encoding;
    }
    let (text, replaced) = encoding::decode(bytes, &found);
    let (sep_line, announced) = dialect::sep_line(&text);
    let body = text.get(sep_line.len()..).unwrap_or_default().to_owned();
    let sample = body.get(..floor_char(&body, SAMPLE)).unwrap_or(&body);
    // A record that is cut where the sample ends says nothing of the separator.
    let whole = if sample.len() < body.len() { sample.rfind(['\n', '\r']) } else { None };
    let lines = whole.and_then(|end| sample.get(..end)).unwrap_or(sample);
    let guess = announced.unwrap_or_else(|| dialect::guess_separator(lines, found.encoding));
    let dialect = CsvDialect {
        separator: asked.map_or(guess, |asked| asked.separator),
        quote: asked.map_or('"', |asked| asked.quote),
        encoding: found.encoding,
        bom: found.bom > 0,
        line_end: dialect::line_end(sample),
    };
    CsvText { dialect, sep_line: sep_line.to_owned(), text: body, replaced }
}

/// Reads a text file into a workbook of one sheet named after the file; tells how it is written.
pub(crate) fn read(
    bytes: &[u8],
    sheet: &str,
    options: &ReadOptions<'_>,
) -> Result<(Workbook, CsvDialect), Problem> {
    let decoded = decode(bytes, options.csv);
    let mut book = Workbook {
        name: String::new(),
        format: if decoded.dialect.separator == '\t' { Format::Tsv } else { Format::Csv },
        sheets: vec![],
        hidden: vec![],
        warnings: vec![],
    };
    let (rows, warnings) = rows(&decoded, sheet, options)?;
    if rows.is_empty() {
        return Err(Problem::Empty);
    }
    if looks_like_prose(&decoded.text, &rows) {
        return Err(Problem::NotASpreadsheet { found: Found::TextDocument });
    }
    book.warnings = warnings;
    if decoded.replaced {
        let kind = ReadWarningKind::BadEncoding;
        book.warnings.insert(0, ReadWarning { sheet: Some(sheet.to_owned()), cell: None, kind });
    }
    book.sheets.push(Table { name: sheet.to_owned(), rows, ..Table::default() });
    Ok((book, decoded.dialect))
}

type RowsAndWarnings = (Vec<epure_engine::table::Row>, Vec<ReadWarning>);

fn rows(
    decoded: &CsvText,
    sheet: &str,
    options: &ReadOptions<'_>,
) -> Result<RowsAndWarnings, Problem> {
    let text = decoded.text.as_str();
    let total = text.len() as u64;
    let mut budget = options.limits.cells;
    let mut texts = Texts::default();
    let mut rows = Rows::new(options, sheet, &mut budget, (0, 0));
    let mut records = Records::new(text, &decoded.dialect);
    let mut record = Record::default();
    let mut widths = Widths::default();
    while records.next_into(&mut record) {
        let row = record.number - 1;
        for (column, field) in record.fields.iter().enumerate() {
            let value = field.value(text, decoded.dialect.quote);
            if !value.is_empty() {
                let column = u32::try_from(column).unwrap_or(u32::MAX);
                rows.put(row, column, Cell::Text(texts.share(&value)))?;
            }
        }
        widths.add(record.number, record.fields.len());
        if record.number % 4096 == 0 {
            options.tick(record.span.end as u64, total)?;
        }
    }
    let (rows, mut warnings) = rows.finish();
    warnings.extend(widths.uneven().map(|row| ReadWarning {
        sheet: Some(sheet.to_owned()),
        cell: Some(CellRef { row, column: 0 }),
        kind: ReadWarningKind::UnevenLine,
    }));
    Ok((rows, warnings))
}

/// Numbers of fields by row, to tell the lines that do not fit.
#[derive(Default)]
struct Widths(Vec<(u32, usize)>);

impl Widths {
    fn add(&mut self, row: u32, fields: usize) {
        if fields > 1 {
            self.0.push((row, fields));
        }
    }

    /// Rows with another number of fields than most rows, when most rows agree.
    fn uneven(&self) -> impl Iterator<Item = u32> {
        let mut counts = std::collections::BTreeMap::<usize, usize>::new();
        for (_, fields) in &self.0 {
            *counts.entry(*fields).or_default() += 1;
        }
        let usual = counts.iter().max_by_key(|(_, count)| **count).map(|(fields, _)| *fields);
        self.0
            .iter()
            .filter(move |(_, fields)| Some(*fields) != usual)
            .map(|(row, _)| *row)
            .take(200)
    }
}

/// Text without columns whose lines are sentences: a letter, a log, a licence.
fn looks_like_prose(text: &str, rows: &[epure_engine::table::Row]) -> bool {
    let single = rows.iter().filter(|row| row.cells.len() == 1).count();
    let words: usize = text.lines().take(200).map(|line| line.split_whitespace().count()).sum();
    single * 10 >= rows.len() * 9 && words > 8 * text.lines().take(200).count() && rows.len() > 5
}

/// Largest char boundary not after `at`.
fn floor_char(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
