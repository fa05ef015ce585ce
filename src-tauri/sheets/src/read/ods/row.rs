//! One row of an OpenDocument sheet: cells with their repeats, their text and their comment.

use epure_engine::table::{Cell, CellRef, Comment, MAX_COLUMNS, MAX_ROWS, ReadWarningKind};
use quick_xml::events::BytesStart;

use crate::read::cells::{Rows, Texts};
use crate::read::error::Problem;
use crate::read::formulas::{Formula, Reads};
use crate::read::ooxml::xml::unescape;
use crate::read::values;

/// Value of an attribute, by its name with the usual prefix.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    let mut found = attributes.with_checks(false).flatten();
    found.find(|attribute| attribute.key.as_ref() == name).map(|found| unescape(&found.value))
}

/// A count attribute: 1 when absent or unreadable.
pub(super) fn count(tag: &BytesStart<'_>, name: &str) -> u32 {
    attribute(tag, name).and_then(|text| text.parse().ok()).unwrap_or(1).max(1)
}

/// A cell being read.
#[derive(Default)]
pub(super) struct OpenCell {
    repeat: u32,
    /// Columns and rows of a merged area that starts here.
    span: (u32, u32),
    kind: String,
    value: Option<String>,
    error: bool,
    /// Text of its paragraphs.
    pub(super) text: String,
    /// Paragraphs begun, and whether one is open.
    paragraphs: u32,
    inside: bool,
    /// The text ends with a blank of the file, or a paragraph just began: more blanks add nothing.
    blank: bool,
    /// Its comment: author and text.
    pub(super) comment: Option<(String, String)>,
}

impl OpenCell {
    /// Starts a cell from its tag.
    pub(super) fn new(tag: &BytesStart<'_>) -> Self {
        let mut cell = Self { repeat: 1, span: (1, 1), ..Self::default() };
        for attribute in tag.attributes().with_checks(false).flatten() {
            let number = || attribute.value.parse().unwrap_or(1).max(1);
            match attribute.key.as_ref() {
                "table:number-columns-repeated" => cell.repeat = number(),
                "table:number-columns-spanned" => cell.span.0 = number(),
                "table:number-rows-spanned" => cell.span.1 = number(),
                "office:value-type" => cell.kind = attribute.value.to_string(),
                "calcext:value-type" => cell.error = &*attribute.value == "error",
                "office:value"
                | "office:date-value"
                | "office:time-value"
                | "office:boolean-value"
                | "office:string-value" => {
                    cell.value = Some(unescape(&attribute.value));
                }
                _ => {}
            }
        }
        cell
    }

    /// Begins a paragraph.
    pub(super) fn paragraph(&mut self) {
        if self.paragraphs > 0 {
            self.text.push('\n');
        }
        self.paragraphs += 1;
        (self.inside, self.blank) = (true, true);
    }

    /// Ends it.
    pub(super) fn end_paragraph(&mut self) {
        self.inside = false;
    }

    /// Adds what the file spells out: blanks as elements, references to characters.
    pub(super) fn spelt(&mut self, text: &str) {
        self.text.push_str(text);
        self.blank = false;
    }

    /// Characters of a paragraph: runs of blanks and line ends stand for one blank, and for none at
    /// its beginning (ODF 1.3 part 3, 6.1.2). Between paragraphs they are layout.
    pub(super) fn characters(&mut self, text: &str) {
        if !self.inside {
            return;
        }
        for character in text.chars() {
            let blank = matches!(character, ' ' | '\t' | '\r' | '\n');
            match (blank, self.blank) {
                (true, true) => {}
                (true, false) => self.text.push(' '),
                (false, _) => self.text.push(character),
            }
            self.blank = blank;
        }
    }

    /// The value, and a warning when it could not be read as meant.
    fn value(&self, texts: &mut Texts) -> values::Read {
        let shown = |texts: &mut Texts| texts.share(&self.text);
        let value = self.value.as_deref();
        let cell = match (self.kind.as_str(), value) {
            _ if self.error => Cell::Error(shown(texts)),
            ("float" | "percentage" | "currency", Some(value)) => match value.parse() {
                Ok(number) => Cell::Number(number),
                Err(_) => Cell::Text(shown(texts)),
            },
            ("date", Some(value)) => return values::iso_date(value, texts),
            ("time", Some(value)) => values::iso_duration(value, texts),
            ("boolean", Some(value)) => Cell::Bool(value == "true"),
            ("string", Some(value)) if self.text.is_empty() => Cell::Text(texts.share(value)),
            _ if self.text.is_empty() => Cell::Empty,
            _ => Cell::Text(shown(texts)),
        };
        (cell, None)
    }
}

/// A row being read.
pub(super) struct OpenRow {
    /// 0-based number of its first copy.
    pub(super) number: u32,
    /// Copies.
    pub(super) repeat: u32,
    /// Hidden by the user or by a filter.
    pub(super) hidden: bool,
    column: u32,
    /// Cells that hold something: column, copies, value.
    cells: Vec<(u32, u32, Cell)>,
}

impl OpenRow {
    /// Starts a row from its tag.
    pub(super) fn new(tag: &BytesStart<'_>, number: u32) -> Self {
        Self {
            number,
            repeat: count(tag, "table:number-rows-repeated"),
            hidden: is_collapsed(tag),
            column: 0,
            cells: Vec::new(),
        }
    }

    /// The formula of a cell that begins: with the cells that its repeats, or the array that it
    /// gives, take up.
    pub(super) fn formula(
        &self,
        tag: &BytesStart<'_>,
        cell: &OpenCell,
        reads: &dyn Fn(&str) -> Reads,
    ) -> Option<Formula> {
        let formula = attribute(tag, "table:formula")?;
        let first = CellRef { row: self.number.saturating_add(1), column: self.column };
        let rows = self.repeat.max(count(tag, "table:number-matrix-rows-spanned"));
        let columns = cell.repeat.max(count(tag, "table:number-matrix-columns-spanned"));
        let last = CellRef {
            row: first.row.saturating_add(rows - 1).min(MAX_ROWS),
            column: first.column.saturating_add(columns - 1).min(MAX_COLUMNS - 1),
        };
        Some(Formula { first, last, reads: reads(&formula) })
    }

    /// Ends a cell: keeps its value, its comment and its merged area.
    pub(super) fn close_cell(
        &mut self,
        cell: OpenCell,
        texts: &mut Texts,
        rows: &mut Rows<'_>,
        table: &mut epure_engine::table::Table,
    ) {
        let (value, warning) = cell.value(texts);
        if let Some(kind) = warning {
            rows.warn(self.number, self.column, kind);
        }
        let (row, column) = (self.number.saturating_add(1), self.column);
        let at = CellRef { row, column };
        if let Some((author, text)) = cell.comment {
            let author = Some(author).filter(|author| !author.trim().is_empty());
            table.comments.push(Comment { cell: at, author, text });
        }
        if cell.span != (1, 1) {
            let last = CellRef {
                row: row.saturating_add(cell.span.1 - 1).min(MAX_ROWS),
                column: column.saturating_add(cell.span.0 - 1).min(MAX_COLUMNS - 1),
            };
            table.merged.push((at, last));
        }
        if value != Cell::Empty {
            if column.saturating_add(cell.repeat) > MAX_COLUMNS {
                rows.warn(self.number, column.min(MAX_COLUMNS), ReadWarningKind::DamagedPart);
            }
            let copies = cell.repeat.min(MAX_COLUMNS.saturating_sub(column));
            self.cells.push((column, copies, value));
        }
        self.column = self.column.saturating_add(cell.repeat);
    }

    /// Ends the row: every copy of it that holds something goes to the sheet.
    pub(super) fn close(
        self,
        rows: &mut Rows<'_>,
        hidden: &mut Vec<(u32, u32)>,
    ) -> Result<u32, Problem> {
        let next = self.number.saturating_add(self.repeat);
        if self.hidden {
            hidden.push((self.number.saturating_add(1), next));
        }
        if self.cells.is_empty() {
            return Ok(next);
        }
        let copies: u64 = self.cells.iter().map(|(_, copies, _)| u64::from(*copies)).sum();
        rows.expect(copies.saturating_mul(u64::from(self.repeat)))?;
        for row in self.number..next {
            for (column, copies, value) in &self.cells {
                for column in *column..column.saturating_add(*copies) {
                    rows.put(row, column, value.clone())?;
                }
            }
        }
        Ok(next)
    }
}

/// Is a row or a column not shown?
pub(super) fn is_collapsed(tag: &BytesStart<'_>) -> bool {
    attribute(tag, "table:visibility").is_some_and(|v| v == "collapse" || v == "filter")
}
