//! A sheet part written again as it streams by: rows by [`RowEditor`], the rest by [`Context`].

use std::cell::Cell;
use std::io::{Read, Write};

use epure_engine::table::CellRef;

use crate::patch::aid::Aid;
use crate::xml::{Element, Kind, Scanner, Tag, XmlError};

use super::aids;
use super::along::Along;
use super::cells::{Piece, Rows};
use super::error::XlsxError;
use super::order::stands_behind;
use super::outside::{Context, Fate, corners};
use super::rows::{RowEditor, SheetJob, is_empty};
use super::witness::Witness;

/// Written to the target once this much has come together.
const ENOUGH: usize = 128 << 10;

/// Containers whose children are adjusted one at a time: there can be one a row.
const STREAMED: [&[u8]; 3] = [b"mergeCells", b"hyperlinks", b"ignoredErrors"];

/// Writes the sheet that `source` holds to `out`, shown to `witness`, calling `tick` now and then with
/// the number of bytes written since.
pub(crate) fn rewrite<W: Write>(
    source: impl Read,
    out: &mut W,
    beside: Beside<'_>,
    witness: &mut dyn Witness,
    tick: &mut dyn FnMut(u64) -> Result<(), XlsxError>,
) -> Result<(), XlsxError> {
    witness.sheet(beside.job.index);
    let mut sheet = Sheet {
        scanner: Scanner::new(source),
        out: Output { out, buffer: Vec::with_capacity(2 * ENOUGH), shown: 0, witness, tick },
        beside,
    };
    sheet.run()?;
    sheet.out.flush()
}

struct Output<'o, W> {
    out: &'o mut W,
    buffer: Vec<u8>,
    /// How much of it the witness was shown.
    shown: usize,
    witness: &'o mut dyn Witness,
    tick: &'o mut dyn FnMut(u64) -> Result<(), XlsxError>,
}

impl<W: Write> Output<'_, W> {
    /// Shows what was written since by `show`.
    fn show(&mut self, show: impl FnOnce(&mut dyn Witness, &[u8])) {
        show(self.witness, self.buffer.get(self.shown..).unwrap_or_default());
        self.shown = self.buffer.len();
    }

    fn flush(&mut self) -> Result<(), XlsxError> {
        self.show(|witness, written| witness.beside(written));
        self.out.write_all(&self.buffer).map_err(XlsxError::Write)?;
        (self.tick)(self.buffer.len() as u64)?;
        self.buffer.clear();
        self.shown = 0;
        Ok(())
    }

    fn flush_enough(&mut self) -> Result<(), XlsxError> {
        if self.buffer.len() >= ENOUGH { self.flush() } else { Ok(()) }
    }
}

struct Sheet<'a, 'o, R, W> {
    scanner: Scanner<R>,
    out: Output<'o, W>,
    beside: Beside<'a>,
}

impl<R: Read, W: Write> Sheet<'_, '_, R, W> {
    fn run(&mut self) -> Result<(), XlsxError> {
        let part = self.beside.job.part.to_owned();
        let fail = |error: XmlError| XlsxError::xml(&part, error);
        let mut depth = 0;
        while let Some(token) = self.scanner.next().map_err(fail)? {
            let (kind, raw) = (token.kind, token.raw);
            match kind {
                Kind::Open if depth == 0 => depth = 1,
                Kind::Open if token.opens(b"sheetData") => {
                    self.out.buffer.extend_from_slice(raw);
                    let prefix = token.tag().prefix().to_vec();
                    self.rows(&prefix, &fail)?;
                    continue;
                }
                Kind::Empty if token.opens(b"sheetData") => {
                    let (open, prefix) = (raw.to_vec(), token.tag().prefix().to_vec());
                    self.empty_rows(&open, &prefix);
                    continue;
                }
                Kind::Open | Kind::Empty => {
                    let open = raw.to_vec();
                    let out = &mut self.out.buffer;
                    self.beside.element(&mut self.scanner, &open, out).map_err(fail)?;
                    self.out.flush_enough()?;
                    continue;
                }
                Kind::Close => {
                    depth = 0;
                    self.beside.place_last(token.tag(), &mut self.out.buffer);
                }
                _ => {}
            }
            self.out.buffer.extend_from_slice(raw);
        }
        Ok(())
    }

    fn rows(
        &mut self,
        prefix: &[u8],
        fail: &dyn Fn(XmlError) -> XlsxError,
    ) -> Result<(), XlsxError> {
        let mut editor = RowEditor::new(self.beside.job, prefix);
        let mut rows = Rows::new();
        let out = &mut self.out;
        loop {
            out.show(|witness, written| witness.beside(written));
            match rows.next(&mut self.scanner).map_err(fail)? {
                Piece::Row { number, open, rest } => {
                    editor.row(number, open, rest, &mut out.buffer)?;
                    out.show(|witness, written| witness.row(number, open, rest, written));
                }
                Piece::Between(raw) => out.buffer.extend_from_slice(raw),
                Piece::End(raw) => {
                    editor.finish(&mut out.buffer);
                    out.buffer.extend_from_slice(self.beside.job.extra);
                    out.show(|witness, written| witness.behind(written));
                    out.buffer.extend_from_slice(raw);
                    return Ok(());
                }
            }
            out.flush_enough()?;
        }
    }

    /// `<sheetData/>`, to which new rows may come.
    fn empty_rows(&mut self, open: &[u8], prefix: &[u8]) {
        let mut rows = Vec::new();
        RowEditor::new(self.beside.job, prefix).finish(&mut rows);
        rows.extend_from_slice(self.beside.job.extra);
        if rows.is_empty() {
            self.out.buffer.extend_from_slice(open);
            return;
        }
        let out = &mut self.out;
        out.buffer.extend_from_slice(open.strip_suffix(b"/>").unwrap_or(open));
        out.buffer.push(b'>');
        out.show(|witness, written| witness.beside(written));
        out.buffer.extend_from_slice(&rows);
        out.show(|witness, written| witness.behind(written));
        out.buffer.extend_from_slice(&[b"</", Tag::new(open).name(), b">"].concat());
    }
}

/// The elements of a sheet part that stand beside its rows.
pub(crate) struct Beside<'a> {
    pub(crate) job: SheetJob<'a>,
    pub(crate) context: Context<'a>,
    /// Help to add to columns, until it is written.
    pub(crate) aids: Cell<Vec<&'a Aid>>,
    /// What comes with the rows that come, until it is written.
    pub(crate) along: Cell<Option<&'a Along>>,
    /// Its links are written.
    pub(crate) linked: Cell<bool>,
}

impl Beside<'_> {
    /// Writes the element whose open tag the scanner just gave, adjusted; nothing when it goes.
    pub(crate) fn element<R: Read>(
        &self,
        scanner: &mut Scanner<R>,
        open: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<(), XmlError> {
        let tag = Tag::new(open);
        self.place(tag, &|element| stands_behind(tag.local(), element), out);
        if STREAMED.contains(&tag.local()) && !tag.is_empty() {
            return self.streamed(scanner, open, out);
        }
        let rest: &[u8] = if tag.is_empty() { &[] } else { scanner.rest_of(tag.name())? };
        let mut element = Element::from_parts(open, rest)?;
        let lost = self.context.lost.strip(&mut element) == Fate::Drop;
        if lost || self.context.adjust(&mut element) == Fate::Drop {
            return Ok(());
        }
        if element.is("dimension") {
            self.widen(&mut element);
        }
        if element.is("dataValidations") {
            let prefix = String::from_utf8_lossy(tag.prefix());
            aids::join(&mut element, &self.aids.take(), self.job.shift, &prefix);
        }
        element.write(out);
        Ok(())
    }

    /// Writes the elements that the sheet gets and has none of yet, at its end.
    pub(crate) fn place_last(&self, before: Tag<'_>, out: &mut Vec<u8>) {
        self.place(before, &|_| true, out);
    }

    /// Writes the elements that the sheet gets and has none of yet, before the one that they stand
    /// before.
    fn place(&self, before: Tag<'_>, due: &dyn Fn(&str) -> bool, out: &mut Vec<u8>) {
        let prefix = String::from_utf8_lossy(before.prefix());
        if due("dataValidations") {
            out.extend_from_slice(&aids::container(&self.aids.take(), self.job.shift, &prefix));
        }
        let Some(along) = self.along.get() else { return };
        if due("hyperlinks") && !self.linked.replace(true) {
            out.extend_from_slice(along.links(&prefix).as_bytes());
        }
        if due("legacyDrawing") {
            out.extend_from_slice(along.drawing(&prefix).as_bytes());
            self.along.set(None);
        }
    }

    /// The area in use, with the cells that were filled and the rows that came.
    fn widen(&self, element: &mut Element) {
        let Some(text) = element.tag().get("ref").map(|text| text.into_owned()) else { return };
        let Some((mut first, mut last)) = corners(&text) else { return };
        let filled = self.job.edits.set.iter().filter(|(_, value)| !is_empty(value));
        let filled = filled.filter_map(|(at, _)| self.job.shift.cell(*at));
        for at in filled.chain(self.job.extra_end) {
            first = CellRef { row: first.row.min(at.row), column: first.column.min(at.column) };
            last = CellRef { row: last.row.max(at.row), column: last.column.max(at.column) };
        }
        let wide = if first == last { first.to_string() } else { format!("{first}:{last}") };
        if wide != text {
            element.set("ref", Some(&wide));
        }
    }

    /// A container, one child at a time: only what is left of it is held.
    fn streamed<R: Read>(
        &self,
        scanner: &mut Scanner<R>,
        open: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<(), XmlError> {
        let mut inner = Vec::new();
        let (mut before, mut left) = (0usize, 0usize);
        let container = Tag::new(open);
        loop {
            let Some(token) = scanner.next()? else { return Err(XmlError::Malformed(0)) };
            match token.kind {
                Kind::Open | Kind::Empty => {
                    let (child, empty) = (token.raw.to_vec(), token.kind == Kind::Empty);
                    let name = Tag::new(&child).name();
                    let rest: &[u8] = if empty { &[] } else { scanner.rest_of(name)? };
                    let mut element = Element::from_parts(&child, rest)?;
                    before += 1;
                    if self.context.adjust_child(container.local(), &mut element) == Fate::Keep {
                        left += 1;
                        element.write(&mut inner);
                    }
                }
                Kind::Close => {
                    if container.local() == b"hyperlinks"
                        && let Some(along) = self.along.get()
                        && !self.linked.replace(true)
                    {
                        let prefix = String::from_utf8_lossy(container.prefix());
                        left += along.links.len();
                        let links = along.links.iter().map(|link| link.element(&prefix));
                        inner.extend(links.collect::<String>().into_bytes());
                    }
                    if left == 0 && before > 0 {
                        return Ok(());
                    }
                    let close = token.raw.to_vec();
                    let count = left.to_string();
                    let recount = before != left && container.raw(b"count").is_some();
                    let open = match recount {
                        true => container.with(&[("count", Some(&count))]),
                        false => open.to_vec(),
                    };
                    out.extend_from_slice(&open);
                    out.append(&mut inner);
                    out.extend_from_slice(&close);
                    return Ok(());
                }
                _ => inner.extend_from_slice(token.raw),
            }
        }
    }
}
