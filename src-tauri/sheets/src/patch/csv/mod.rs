//! Edits inside a text file (csv, tsv): same separator, quoting, encoding, mark and line ends; every
//! line without an edit keeps its bytes.
//!
//! The bytes are cut, never decoded and encoded again, so that even bytes which are not valid in the
//! file's encoding stay as they are. Only new texts are encoded.

mod encode;
mod row;
mod source;
mod style;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use epure_engine::plan::Edit;
use epure_engine::table::{CellRef, MAX_ROWS};

use super::edits::{SheetEdits, by_sheet};
use crate::read::csv::{CsvDialect, Record};
use row::RowEditor;
pub(crate) use source::Source;
pub(crate) use style::Style;
pub use style::guarded;

/// Why a text file could not be edited.
#[derive(Debug, thiserror::Error)]
pub enum CsvError {
    /// A text file has one sheet; edits of several were asked for.
    #[error("a text file has a single sheet, but the edits are about several")]
    SeveralSheets,
    /// A new text holds characters that the file's encoding does not have.
    #[error(
        "the new text of cell {cell} has characters that the file's encoding ({encoding}) does not have"
    )]
    NotInEncoding {
        /// Cell of the original.
        cell: CellRef,
        /// Name of the encoding.
        encoding: &'static str,
    },
    /// A cell lies beyond the last row that a sheet can hold.
    #[error("cell {0} lies beyond the last possible row")]
    BeyondLastRow(CellRef),
    /// The target could not be written.
    #[error("the file could not be written: {0}")]
    Io(#[from] io::Error),
}

/// What came of the edits of a text file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CsvOutcome {
    /// Archive files by the name rows moved to: same dialect, header first. Whole files, to be
    /// written beside the cleaned one.
    pub archives: BTreeMap<String, Vec<u8>>,
}

/// Writes `original` to `out` with `edits` applied.
///
/// `dialect` is the one the file was read with, when the user chose it; else it is guessed as the
/// reader does. `header` gives the 1-based first and last header rows, copied at the head of
/// archives. Rows are numbered as [`crate::read::csv`] numbers them.
///
/// New text that begins with `=` `+` `-` `@`, a tab or a carriage return gets an apostrophe in
/// front (spreadsheet programs would run it as a formula), unless the cell's former text began with
/// the same character or the text is a plain number or phone number.
///
/// # Errors
/// See [`CsvError`]; what was written to `out` is then of no use.
pub fn write(
    original: &[u8],
    dialect: Option<CsvDialect>,
    header: Option<(u32, u32)>,
    edits: &[Edit],
    out: &mut dyn Write,
) -> Result<CsvOutcome, CsvError> {
    let mut sheets = by_sheet(edits);
    let edits = sheets.pop_first().map(|(_, edits)| edits).unwrap_or_default();
    if !sheets.is_empty() {
        return Err(CsvError::SeveralSheets);
    }
    if let Some(cell) = edits.set.keys().find(|cell| cell.row > MAX_ROWS) {
        return Err(CsvError::BeyondLastRow(*cell));
    }
    let source = Source::new(original, dialect);
    let style = Style::of(&source, &edits);
    Patch { source: &source, editor: RowEditor::new(&source, &style, &edits), edits: &edits }
        .run(header, out)
}

/// One run over the records.
struct Patch<'a> {
    source: &'a Source<'a>,
    editor: RowEditor<'a>,
    edits: &'a SheetEdits<'a>,
}

impl Patch<'_> {
    fn run(
        mut self,
        header: Option<(u32, u32)>,
        out: &mut dyn Write,
    ) -> Result<CsvOutcome, CsvError> {
        let mut archives = self.empty_archives();
        let (first, last) = header.unwrap_or((1, 1));
        out.write_all(self.source.head())?;
        let (mut records, mut record) = (self.source.records(), Record::default());
        let mut rows = 0;
        // A last line without end gets one when lines follow it.
        let mut open = false;
        let mut line = Vec::new();
        while records.next_into(&mut record) {
            rows = record.number;
            line.clear();
            self.editor.write(&record, &mut line)?;
            if (first..=last).contains(&rows) {
                for bytes in archives.values_mut() {
                    bytes.extend_from_slice(&line);
                }
            }
            let archive = self.edits.moved.get(&rows).and_then(|to| archives.get_mut(*to));
            if let Some(bytes) = archive {
                self.source.end_line(bytes);
                bytes.extend_from_slice(&line);
            }
            if !self.edits.rows.contains(rows) {
                out.write_all(&line)?;
                open = !self.source.ends_line(&line);
            }
        }
        self.append(rows, open, out)?;
        Ok(CsvOutcome { archives })
    }

    /// Rows below the last one that only an edit fills.
    fn append(&mut self, rows: u32, open: bool, out: &mut dyn Write) -> Result<(), CsvError> {
        let below: BTreeSet<u32> =
            self.edits.set.keys().map(|cell| cell.row).filter(|row| *row > rows).collect();
        let Some(last) = below.last() else { return Ok(()) };
        if open {
            out.write_all(self.source.line_end())?;
        }
        for number in rows + 1..=*last {
            let mut line = Vec::new();
            self.editor.fill(number, &mut line)?;
            line.extend_from_slice(self.source.line_end());
            out.write_all(&line)?;
        }
        Ok(())
    }

    fn empty_archives(&self) -> BTreeMap<String, Vec<u8>> {
        let names: BTreeSet<&str> = self.edits.moved.values().copied().collect();
        names.into_iter().map(|name| (name.to_owned(), self.source.head().to_vec())).collect()
    }
}
