//! The walk through `content.xml`: styles that hide sheets, then sheets, rows and cells.

use std::io::BufRead;

use epure_engine::table::{Format, Table, Visibility, Workbook};
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use rustc_hash::FxHashSet;

use super::inventory::Extra;
use super::row::{OpenCell, OpenRow, attribute, count, is_collapsed};
use crate::read::calamines::{self, in_sheet};
use crate::read::cells::{Rows, Texts};
use crate::read::error::Problem;
use crate::read::formulas::{Formula, Reads};
use crate::read::ooxml::xml::unescape;
use crate::read::options::ReadOptions;

/// Elements whose inside is no cell value: shapes, forms, validations, other files' copies.
const SKIPPED: [&str; 8] = [
    "table:shapes",
    "office:forms",
    "table:content-validations",
    "table:dde-links",
    "table:named-expressions",
    "table:label-ranges",
    "draw:frame",
    "draw:custom-shape",
];

/// Reads the sheets of a content part of `size` bytes into the book.
pub(super) fn read(
    content: impl BufRead,
    size: u64,
    options: &ReadOptions<'_>,
    book: &mut Workbook,
) -> Result<Extra, Problem> {
    let mut walk = Walk::new(content, size, options);
    walk.document(book)?;
    Ok(walk.extra)
}

/// What the formulas of each sheet of a content part read, as `reads` tells from their texts.
pub(super) fn formulas(
    content: impl BufRead,
    options: &ReadOptions<'_>,
    reads: &dyn Fn(&str) -> Reads,
) -> Result<Vec<(String, Vec<Formula>)>, Problem> {
    let mut walk = Walk { reads: Some(reads), ..Walk::new(content, 0, options) };
    walk.document(&mut calamines::book(Format::Ods))?;
    Ok(walk.formulas)
}

struct Walk<'o, B> {
    reader: Reader<B>,
    buffer: Vec<u8>,
    size: u64,
    options: &'o ReadOptions<'o>,
    texts: Texts,
    budget: u64,
    /// Names of the styles of sheets that are not shown.
    hiding_styles: FxHashSet<String>,
    extra: Extra,
    /// What formulas read is wanted, and told so.
    reads: Option<&'o dyn Fn(&str) -> Reads>,
    /// Those of the sheets so far, and of the sheet at hand.
    formulas: Vec<(String, Vec<Formula>)>,
    of_sheet: Vec<Formula>,
}

/// Next event of a walk, as a value of its own.
macro_rules! next {
    ($walk:expr) => {{
        $walk.buffer.clear();
        $walk.reader.read_event_into(&mut $walk.buffer).map_err(damaged)?
    }};
}

impl<'o, B: BufRead> Walk<'o, B> {
    fn new(content: B, size: u64, options: &'o ReadOptions<'o>) -> Self {
        let mut reader = Reader::from_reader(content);
        reader.config_mut().expand_empty_elements = true;
        Self {
            reader,
            buffer: Vec::with_capacity(1 << 12),
            size,
            options,
            texts: Texts::default(),
            budget: options.limits.cells,
            hiding_styles: FxHashSet::default(),
            extra: Extra::default(),
            reads: None,
            formulas: Vec::new(),
            of_sheet: Vec::new(),
        }
    }

    fn document(&mut self, book: &mut Workbook) -> Result<(), Problem> {
        let mut style = None;
        loop {
            let table = match next!(self) {
                Event::Start(tag) => match tag.name().as_ref() {
                    "style:style" => {
                        style = attribute(&tag, "style:name");
                        continue;
                    }
                    "style:table-properties" => {
                        let hides = attribute(&tag, "table:display").is_some_and(|d| d == "false");
                        self.hiding_styles.extend(style.take().filter(|_| hides));
                        continue;
                    }
                    "table:tracked-changes" => {
                        self.changes()?;
                        continue;
                    }
                    "table:table" => open_table(&tag, &self.hiding_styles),
                    name if SKIPPED.contains(&name) => {
                        let name = name.to_owned();
                        self.extra.links += u32::from(name == "table:dde-links");
                        self.skip(&name)?;
                        continue;
                    }
                    _ => continue,
                },
                Event::Eof => return Ok(()),
                _ => continue,
            };
            let name = table.name.clone();
            let read = self.table(table, book).map_err(|problem| in_sheet(problem, &name))?;
            book.sheets.extend(read);
        }
    }

    /// Reads a sheet up to its end. None for a copy of another file's sheet.
    fn table(&mut self, mut table: Table, book: &mut Workbook) -> Result<Option<Table>, Problem> {
        let options = self.options;
        let mut budget = self.budget;
        let mut rows = Rows::new(options, &table.name, &mut budget, (0, 0));
        let (mut next_row, mut next_column) = (0u32, 0u32);
        let mut hidden_rows = Vec::new();
        let mut hidden_columns = Vec::new();
        let mut copy = false;
        loop {
            match next!(self) {
                Event::Start(tag) => match tag.name().as_ref() {
                    "table:table-source" => copy = true,
                    "table:table-column" => {
                        let repeat = count(&tag, "table:number-columns-repeated");
                        let first = next_column;
                        next_column = next_column.saturating_add(repeat);
                        if is_collapsed(&tag) {
                            hidden_columns.push(first..next_column);
                        }
                    }
                    "table:table-row" => {
                        let row = OpenRow::new(&tag, next_row);
                        next_row = self.row(row, &mut rows, &mut table, &mut hidden_rows)?;
                    }
                    name if SKIPPED.contains(&name) => {
                        let name = name.to_owned();
                        self.skip(&name)?;
                    }
                    _ => {}
                },
                Event::End(tag) if tag.name().as_ref() == "table:table" => break,
                Event::Eof => return Err(Problem::damaged("content.xml: a sheet has no end")),
                _ => {}
            }
        }
        let (read, warnings) = rows.finish();
        self.budget = budget;
        self.extra.links += u32::from(copy);
        let formulas = std::mem::take(&mut self.of_sheet);
        if copy {
            return Ok(None);
        }
        if self.reads.is_some() {
            self.formulas.push((table.name.clone(), formulas));
        }
        book.warnings.extend(warnings);
        table.rows = read;
        for row in &mut table.rows {
            let at = hidden_rows.partition_point(|(_, to)| *to < row.number);
            row.hidden = hidden_rows.get(at).is_some_and(|(from, _)| *from <= row.number);
        }
        let width = table.width();
        let within = |column: &u32| *column < width;
        table.hidden_columns = hidden_columns.into_iter().flatten().take_while(within).collect();
        Ok(Some(table))
    }

    /// Reads a row up to its end; the number of the row after it and its copies.
    fn row(
        &mut self,
        mut row: OpenRow,
        rows: &mut Rows<'_>,
        table: &mut Table,
        hidden: &mut Vec<(u32, u32)>,
    ) -> Result<u32, Problem> {
        if row.number.is_multiple_of(4096) {
            self.options.tick(self.reader.buffer_position(), self.size)?;
        }
        loop {
            match next!(self) {
                Event::Start(tag) => {
                    let cell = match tag.name().as_ref() {
                        "table:table-cell" | "table:covered-table-cell" => OpenCell::new(&tag),
                        _ => continue,
                    };
                    if let Some(reads) = self.reads {
                        self.of_sheet.extend(row.formula(&tag, &cell, reads));
                    }
                    let cell = self.cell(cell)?;
                    row.close_cell(cell, &mut self.texts, rows, table);
                }
                Event::End(tag) if tag.name().as_ref() == "table:table-row" => {
                    return row.close(rows, hidden);
                }
                Event::Eof => return Err(Problem::damaged("content.xml: a row has no end")),
                _ => {}
            }
        }
    }

    /// Reads a cell up to its end: paragraphs of its text, and its comment.
    fn cell(&mut self, mut cell: OpenCell) -> Result<OpenCell, Problem> {
        let mut depth = 0u32;
        loop {
            let name = match next!(self) {
                Event::Start(tag) => match tag.name().as_ref() {
                    "text:p" => {
                        cell.paragraph();
                        None
                    }
                    "text:s" => {
                        let spaces = count(&tag, "text:c").min(1000);
                        cell.spelt(&" ".repeat(spaces as usize));
                        None
                    }
                    "text:tab" => {
                        cell.spelt("\t");
                        None
                    }
                    "text:line-break" => {
                        cell.spelt("\n");
                        None
                    }
                    // A table inside a cell.
                    "table:table-cell" => {
                        depth += 1;
                        None
                    }
                    "office:annotation" => Some(String::new()),
                    name if name.starts_with("draw:") => Some(name.to_owned()),
                    _ => None,
                },
                Event::Text(text) => {
                    cell.characters(&text);
                    None
                }
                Event::CData(text) => {
                    cell.spelt(&text);
                    None
                }
                Event::GeneralRef(reference) => {
                    cell.spelt(&unescape(&format!("&{};", &*reference)));
                    None
                }
                Event::End(tag) => match tag.name().as_ref() {
                    "table:table-cell" | "table:covered-table-cell" if depth == 0 => {
                        return Ok(cell);
                    }
                    "text:p" => {
                        cell.end_paragraph();
                        None
                    }
                    "table:table-cell" => {
                        depth -= 1;
                        None
                    }
                    _ => None,
                },
                Event::Eof => return Err(Problem::damaged("content.xml: a cell has no end")),
                _ => None,
            };
            match name.as_deref() {
                Some("") => cell.comment = Some(self.annotation()?),
                Some(name) => self.skip(name)?,
                None => {}
            }
        }
    }

    /// Reads a comment up to its end: author and text.
    fn annotation(&mut self) -> Result<(String, String), Problem> {
        let (mut author, mut text) = (String::new(), String::new());
        let (mut in_author, mut in_text) = (false, false);
        loop {
            match next!(self) {
                Event::Start(tag) => match tag.name().as_ref() {
                    "dc:creator" => in_author = true,
                    "text:p" => {
                        in_text = true;
                        if !text.is_empty() {
                            text.push('\n');
                        }
                    }
                    "text:s" => text.push(' '),
                    _ => {}
                },
                Event::Text(part) if in_author => author.push_str(&part),
                Event::Text(part) if in_text => text.push_str(&part),
                Event::GeneralRef(reference) if in_author || in_text => {
                    let part = unescape(&format!("&{};", &*reference));
                    if in_author { &mut author } else { &mut text }.push_str(&part);
                }
                Event::End(tag) => match tag.name().as_ref() {
                    "dc:creator" => in_author = false,
                    "text:p" => in_text = false,
                    "office:annotation" => return Ok((author, text)),
                    _ => {}
                },
                Event::Eof => return Err(Problem::damaged("content.xml: a comment has no end")),
                _ => {}
            }
        }
    }

    /// Counts recorded changes up to their end.
    fn changes(&mut self) -> Result<(), Problem> {
        loop {
            match next!(self) {
                Event::Start(tag) => {
                    let change = matches!(
                        tag.name().as_ref(),
                        "table:cell-content-change"
                            | "table:insertion"
                            | "table:deletion"
                            | "table:movement"
                    );
                    self.extra.changes += u32::from(change);
                }
                Event::End(tag) if tag.name().as_ref() == "table:tracked-changes" => return Ok(()),
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    /// Passes over an element whose start tag was just read.
    fn skip(&mut self, name: &str) -> Result<(), Problem> {
        let mut depth = 1u32;
        while depth > 0 {
            match next!(self) {
                Event::Start(tag) if tag.name().as_ref() == name => depth += 1,
                Event::End(tag) if tag.name().as_ref() == name => depth -= 1,
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
        Ok(())
    }
}

fn open_table(tag: &BytesStart<'_>, hiding_styles: &FxHashSet<String>) -> Table {
    let style = attribute(tag, "table:style-name").unwrap_or_default();
    let hidden = hiding_styles.contains(&style);
    let visibility = if hidden { Visibility::Hidden } else { Visibility::Visible };
    let name = attribute(tag, "table:name").unwrap_or_default();
    Table { name, visibility, ..Table::default() }
}

fn damaged(error: quick_xml::Error) -> Problem {
    let text = error.to_string();
    let end = text.find(['`', '\'', '"']).unwrap_or(text.len());
    Problem::damaged(format!("content.xml: {}", text.get(..end).unwrap_or_default().trim()))
}
