//! A sheet part written again as it streams by: rows by [`RowEditor`], the rest by [`Context`].

use std::io::{Read, Write};

use epure_engine::table::CellRef;

use crate::xml::{Element, Kind, Scanner, Tag, XmlError};

use super::cells::{Piece, Rows};
use super::error::XlsxError;
use super::outside::{Context, Fate, corners};
use super::rows::{RowEditor, SheetJob, is_empty};

/// Written to the target once this much has come together.
const ENOUGH: usize = 128 << 10;

/// Containers whose children are adjusted one at a time: there can be one a row.
const STREAMED: [&[u8]; 3] = [b"mergeCells", b"hyperlinks", b"ignoredErrors"];

/// Writes the sheet that `source` holds to `out`, calling `tick` now and then with the number of
/// bytes written since.
pub(crate) fn rewrite<W: Write>(
    source: impl Read,
    out: &mut W,
    job: SheetJob<'_>,
    context: &Context<'_>,
    extra_rows: &[u8],
    tick: &mut dyn FnMut(u64) -> Result<(), XlsxError>,
) -> Result<(), XlsxError> {
    let mut sheet = Sheet {
        scanner: Scanner::new(source),
        out: Output { out, buffer: Vec::with_capacity(2 * ENOUGH), tick },
        job,
        context,
    };
    sheet.run(extra_rows)?;
    sheet.out.flush()
}

struct Output<'o, W> {
    out: &'o mut W,
    buffer: Vec<u8>,
    tick: &'o mut dyn FnMut(u64) -> Result<(), XlsxError>,
}

impl<W: Write> Output<'_, W> {
    fn flush(&mut self) -> Result<(), XlsxError> {
        self.out.write_all(&self.buffer).map_err(XlsxError::Write)?;
        (self.tick)(self.buffer.len() as u64)?;
        self.buffer.clear();
        Ok(())
    }

    fn flush_enough(&mut self) -> Result<(), XlsxError> {
        if self.buffer.len() >= ENOUGH { self.flush() } else { Ok(()) }
    }
}

struct Sheet<'a, 'o, R, W> {
    scanner: Scanner<R>,
    out: Output<'o, W>,
    job: SheetJob<'a>,
    context: &'a Context<'a>,
}

impl<R: Read, W: Write> Sheet<'_, '_, R, W> {
    fn error(&self) -> impl Fn(XmlError) -> XlsxError + use<R, W> {
        let part = self.job.part.to_owned();
        move |error| XlsxError::xml(&part, error)
    }

    fn run(&mut self, extra_rows: &[u8]) -> Result<(), XlsxError> {
        let fail = self.error();
        let mut depth = 0;
        while let Some(token) = self.scanner.next().map_err(&fail)? {
            let (kind, raw) = (token.kind, token.raw);
            match kind {
                Kind::Open if depth == 0 => depth = 1,
                Kind::Open if token.opens(b"sheetData") => {
                    self.out.buffer.extend_from_slice(raw);
                    let prefix = token.tag().prefix().to_vec();
                    self.rows(&prefix, extra_rows)?;
                    continue;
                }
                Kind::Empty if token.opens(b"sheetData") => {
                    let (open, prefix) = (raw.to_vec(), token.tag().prefix().to_vec());
                    self.empty_rows(&open, &prefix, extra_rows);
                    continue;
                }
                Kind::Open | Kind::Empty => {
                    let (open, streamed) = (raw.to_vec(), STREAMED.contains(&token.tag().local()));
                    match streamed && kind == Kind::Open {
                        true => self.streamed(&open)?,
                        false => self.element(&open)?,
                    }
                    self.out.flush_enough()?;
                    continue;
                }
                Kind::Close => depth = 0,
                _ => {}
            }
            self.out.buffer.extend_from_slice(raw);
        }
        Ok(())
    }

    fn rows(&mut self, prefix: &[u8], extra_rows: &[u8]) -> Result<(), XlsxError> {
        let fail = self.error();
        let mut editor = RowEditor::new(self.job, prefix);
        let mut rows = Rows::new();
        loop {
            match rows.next(&mut self.scanner).map_err(&fail)? {
                Piece::Row { number, open, rest } => {
                    editor.row(number, &open, rest, &mut self.out.buffer)?;
                }
                Piece::Between(raw) => self.out.buffer.extend_from_slice(raw),
                Piece::End(raw) => {
                    editor.finish(&mut self.out.buffer);
                    self.out.buffer.extend_from_slice(extra_rows);
                    self.out.buffer.extend_from_slice(raw);
                    return Ok(());
                }
            }
            self.out.flush_enough()?;
        }
    }

    /// `<sheetData/>`, to which new rows may come.
    fn empty_rows(&mut self, open: &[u8], prefix: &[u8], extra_rows: &[u8]) {
        let mut rows = Vec::new();
        RowEditor::new(self.job, prefix).finish(&mut rows);
        rows.extend_from_slice(extra_rows);
        if rows.is_empty() {
            self.out.buffer.extend_from_slice(open);
            return;
        }
        let name = Tag::new(open).name().to_vec();
        self.out.buffer.extend_from_slice(open.strip_suffix(b"/>").unwrap_or(open));
        self.out.buffer.extend_from_slice(&[&b">"[..], &rows, b"</", &name, b">"].concat());
    }

    /// An element beside the rows, with all it holds.
    fn element(&mut self, open: &[u8]) -> Result<(), XlsxError> {
        let fail = self.error();
        let tag = Tag::new(open);
        let rest: &[u8] =
            if tag.is_empty() { &[] } else { self.scanner.rest_of(tag.name()).map_err(&fail)? };
        let mut element = Element::from_parts(open, rest).map_err(&fail)?;
        let lost = self.context.lost.strip(&mut element) == Fate::Drop;
        if lost || self.context.adjust(&mut element) == Fate::Drop {
            return Ok(());
        }
        if element.is("dimension") {
            self.widen(&mut element);
        }
        element.write(&mut self.out.buffer);
        Ok(())
    }

    /// The area in use, with the cells that were filled.
    fn widen(&self, element: &mut Element) {
        let Some(text) = element.tag().get("ref").map(|text| text.into_owned()) else { return };
        let Some((mut first, mut last)) = corners(&text) else { return };
        let filled = self.job.edits.set.iter().filter(|(_, value)| !is_empty(value));
        for at in filled.filter_map(|(at, _)| self.job.shift.cell(*at)) {
            first = CellRef { row: first.row.min(at.row), column: first.column.min(at.column) };
            last = CellRef { row: last.row.max(at.row), column: last.column.max(at.column) };
        }
        let wide = if first == last { first.to_string() } else { format!("{first}:{last}") };
        if wide != text {
            element.set("ref", Some(&wide));
        }
    }

    /// A container, one child at a time: only what is left of it is held.
    fn streamed(&mut self, open: &[u8]) -> Result<(), XlsxError> {
        let fail = self.error();
        let mut inner = Vec::new();
        let (mut before, mut left) = (0usize, 0usize);
        let container = Tag::new(open);
        loop {
            let Some(token) = self.scanner.next().map_err(&fail)? else {
                return Err(fail(XmlError::Malformed(0)));
            };
            match token.kind {
                Kind::Open | Kind::Empty => {
                    let (child, empty) = (token.raw.to_vec(), token.kind == Kind::Empty);
                    let name = Tag::new(&child).name();
                    let rest: &[u8] =
                        if empty { &[] } else { self.scanner.rest_of(name).map_err(&fail)? };
                    let mut element = Element::from_parts(&child, rest).map_err(&fail)?;
                    before += 1;
                    if self.context.adjust_child(container.local(), &mut element) == Fate::Keep {
                        left += 1;
                        element.write(&mut inner);
                    }
                }
                Kind::Close => {
                    let close = token.raw.to_vec();
                    if left == 0 && before > 0 {
                        return Ok(());
                    }
                    let count = left.to_string();
                    let recount = before != left && container.raw(b"count").is_some();
                    let open = match recount {
                        true => container.with(&[("count", Some(&count))]),
                        false => open.to_vec(),
                    };
                    self.out.buffer.extend_from_slice(&open);
                    self.out.buffer.append(&mut inner);
                    self.out.buffer.extend_from_slice(&close);
                    return Ok(());
                }
                _ => inner.extend_from_slice(token.raw),
            }
        }
    }
}
