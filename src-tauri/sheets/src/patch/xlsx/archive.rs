//! Rows that move to an archive sheet of the same workbook.
//!
//! They keep their styles, so that dates stay dates, and their links and notes (see [`super::along`]);
//! formulas become the values they gave, since
//! what they refer to stays behind. An archive that is not there yet is made, with the header rows
//! and the column widths of the first sheet that rows come from.

use std::collections::BTreeMap;
use std::io::Read;

use epure_engine::table::{CellRef, MAX_ROWS};

use crate::package::{Package, Source};
use crate::xml::{Kind, Scanner, Tag, Tokens, XmlError};

use super::XlsxError;
use super::along::{self, Along, Placed};
use super::cells::{Cell, Cells, Piece, RowPiece, Rows};
use super::error::Structure;
use super::rows::{is_empty, push_result};
use super::scrub::Scrub;
use super::shifts::Shift;
use super::strings::IndexSet;
use super::styles::DateStyles;
use super::survey::Survey;
use super::value::Writing;

/// Sheets whose rows move, by archive: its name and where it is.
#[derive(Default)]
pub(crate) struct Archive {
    /// Name on its tab.
    pub(crate) name: String,
    /// Its index in the workbook; none when it is to be made.
    pub(crate) sheet: Option<usize>,
    /// Its rows, written.
    pub(crate) rows: Vec<u8>,
    /// Shared strings that they refer to, and how often they do.
    pub(crate) used: IndexSet,
    pub(crate) uses: u64,
    /// Open tag of the root, and `<cols>`, of the sheet that it is made after.
    root: Vec<u8>,
    widths: Vec<u8>,
    /// Number of the next row.
    next: u32,
    /// Last column that holds something, 0-based.
    columns: u32,
    /// Links and notes of their cells.
    pub(crate) along: Along,
}

/// First and last header row by sheet name.
pub(crate) type Headers = BTreeMap<String, (u32, u32)>;

impl Archive {
    /// The last cell of its rows; none when there are none.
    pub(crate) fn end(&self) -> Option<CellRef> {
        let row = self.next.checked_sub(1).filter(|_| !self.rows.is_empty())?;
        Some(CellRef { row, column: self.columns })
    }

    /// The whole part of an archive that is made.
    pub(crate) fn part(&self) -> Vec<u8> {
        let root = Tag::new(&self.root);
        let name = |local: &[u8]| [root.prefix(), local].concat();
        let data = name(b"sheetData");
        [
            &b"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"[..],
            &self.root,
            &self.widths,
            &[b"<", &data[..], b">", &self.rows, b"</", &data, b">"].concat(),
            &self.along.elements(&String::from_utf8_lossy(root.prefix())),
            &[b"</", root.name(), b">"].concat(),
        ]
        .concat()
    }
}

/// How the rows of every archive are gathered.
#[derive(Clone, Copy)]
pub(crate) struct Gathering<'a> {
    pub(crate) survey: &'a Survey<'a>,
    pub(crate) scrub: &'a Scrub,
    pub(crate) writing: Writing<'a>,
    pub(crate) dates: &'a DateStyles,
    pub(crate) headers: &'a Headers,
    /// They go to a workbook of their own: none of the sheets that are there is an archive.
    pub(crate) apart: bool,
}

impl Gathering<'_> {
    pub(crate) fn run<R: Source>(
        self,
        package: &mut Package<R>,
    ) -> Result<Vec<Archive>, XlsxError> {
        let mut archives: Vec<Archive> = Vec::new();
        let survey = self.survey;
        for (index, (sheet, edits)) in survey.book.sheets.iter().zip(&survey.edits).enumerate() {
            if edits.moved.is_empty() || edits.gone {
                continue;
            }
            for name in edits.moved.values() {
                if !archives.iter().any(|archive| same_name(&archive.name, name)) {
                    archives.push(self.open(name)?);
                }
            }
            let mut mover = Mover {
                by: self,
                index,
                header: self.headers.get(&sheet.name).copied(),
                fresh: archives.iter().map(|a| a.sheet.is_none() && a.rows.is_empty()).collect(),
                archives: &mut archives,
                placed: Placed::new(),
                links: Vec::new(),
            };
            let source = super::stream(package, &sheet.part)?;
            mover.run(source).map_err(|error| XlsxError::xml(&sheet.part, error))?;
            let (placed, links) = (mover.placed, mover.links);
            let by = (survey, self.scrub);
            along::gather(package, by, index, (&placed, &links), &mut archives)?;
        }
        match archives.iter().find(|archive| archive.next > MAX_ROWS + 1) {
            Some(full) => Err(XlsxError::unadjustable(&full.name, Structure::SheetName)),
            None => Ok(archives),
        }
    }

    /// An archive that is there already goes on below its last row.
    fn open(self, name: &str) -> Result<Archive, XlsxError> {
        let survey = self.survey;
        let refuse = || XlsxError::unadjustable(name, Structure::SheetName);
        let sheet = survey.shifts.named(name).filter(|_| !self.apart);
        let mut next = 1;
        if let Some(index) = sheet {
            let cells = survey.book.sheets.get(index).is_some_and(|sheet| sheet.cells);
            if !cells || survey.shifts.is_gone(index) {
                return Err(refuse());
            }
            let last = survey.census.sheets.get(&index).map_or(0, |facts| facts.last_row);
            let set = survey.edits.get(index).into_iter().flat_map(|edits| edits.set.keys());
            let last = set.map(|at| at.row).fold(last, u32::max);
            let gone = survey.shifts.of(index).map_or(0, |shift| shift.rows.before(last + 1));
            next = last - gone.min(last) + 1;
        } else if !is_sheet_name(name) {
            return Err(refuse());
        }
        Ok(Archive { name: name.to_owned(), sheet, next, ..Archive::default() })
    }
}

fn same_name(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

/// What spreadsheets take as the name of a sheet.
fn is_sheet_name(name: &str) -> bool {
    !name.trim().is_empty()
        && name.encode_utf16().count() <= 31
        && !name.contains(['[', ']', ':', '*', '?', '/', '\\'])
        && !name.starts_with('\'')
        && !name.ends_with('\'')
        && !same_name(name, "history")
}

/// Takes rows out of one sheet.
struct Mover<'a> {
    by: Gathering<'a>,
    index: usize,
    header: Option<(u32, u32)>,
    /// By archive: still without header.
    fresh: Vec<bool>,
    archives: &'a mut Vec<Archive>,
    /// Where its rows went.
    placed: Placed,
    /// Its links, as written.
    links: Vec<Vec<u8>>,
}

impl Mover<'_> {
    fn run(&mut self, source: impl Read) -> Result<(), XmlError> {
        let mut scanner = Scanner::new(source);
        let mut depth = 0;
        while let Some(token) = scanner.next()? {
            if token.kind == Kind::Open && depth == 0 {
                depth = 1;
                self.root(token.tag());
                continue;
            }
            if token.opens(b"hyperlink") {
                self.links.push(token.raw.to_vec());
                continue;
            }
            if token.kind == Kind::Open && token.opens(b"cols") {
                let open = token.raw.to_vec();
                let rest = scanner.rest_of(Tag::new(&open).name())?;
                self.widths(&[&open, rest].concat());
                continue;
            }
            if token.kind != Kind::Open || !token.opens(b"sheetData") {
                continue;
            }
            let mut rows = Rows::new();
            loop {
                match rows.next(&mut scanner)? {
                    Piece::Row { number, open, rest } => self.row(number, open, rest),
                    Piece::Between(_) => {}
                    Piece::End(_) => break,
                }
            }
        }
        Ok(())
    }

    fn root(&mut self, tag: Tag<'_>) {
        for (archive, fresh) in self.archives.iter_mut().zip(&self.fresh) {
            if *fresh {
                archive.root = tag.with(&[("xr:uid", None)]);
            }
        }
    }

    fn widths(&mut self, cols: &[u8]) {
        for (archive, fresh) in self.archives.iter_mut().zip(&self.fresh) {
            if *fresh && self.by.survey.shifts.of(self.index).is_none_or(|s| s.columns.is_none()) {
                archive.widths = cols.to_vec();
            }
        }
    }

    fn row(&mut self, number: u32, open: &[u8], rest: &[u8]) {
        let Some(edits) = self.by.survey.edits.get(self.index) else { return };
        let heads = self.header.is_some_and(|(first, last)| (first..=last).contains(&number));
        if heads {
            for at in 0..self.archives.len() {
                if self.fresh.get(at) == Some(&true) {
                    self.copy(at, number, open, rest);
                }
            }
        }
        let Some(name) = edits.moved.get(&number).filter(|_| !heads) else { return };
        let at = self.archives.iter().position(|archive| same_name(&archive.name, name));
        if let Some(at) = at {
            let row = self.archives.get(at).map_or(0, |archive| archive.next);
            self.placed.insert(number, (at, row));
            self.copy(at, number, open, rest);
        }
    }

    fn copy(&mut self, archive: usize, number: u32, open: &[u8], rest: &[u8]) {
        let nothing = Shift::default();
        let shift = self.by.survey.shifts.of(self.index).unwrap_or(&nothing);
        let Gathering { writing, dates, scrub, .. } = self.by;
        let Some(archive) = self.archives.get_mut(archive) else { return };
        let row = archive.next;
        archive.next += 1;
        let tag = Tag::new(open);
        let text = row.to_string();
        let mut changes = vec![("r", Some(text.as_str()))];
        let prefixed = prefixed(tag);
        let shown = ["spans", "hidden", "outlineLevel", "collapsed"].into_iter();
        changes.extend(shown.chain(prefixed.iter().map(String::as_str)).map(|name| (name, None)));
        let mut tag_bytes = tag.with(&changes);
        if tag.is_empty() {
            tag_bytes.truncate(tag_bytes.len() - 2);
            tag_bytes.push(b'>');
        }
        archive.rows.extend_from_slice(&tag_bytes);
        let set = self.by.survey.edits.get(self.index).map(|edits| edits.set_in_row(number));
        let mut set: Vec<_> = set.into_iter().flatten().collect();
        set.reverse();
        let prefix = tag.prefix();
        let mut put = |at: u32, old: Option<&Cell<'_>>, value: Option<_>, out: &mut Vec<u8>| {
            let Some(column) = shift.columns.shift(at) else { return };
            archive.columns = archive.columns.max(column);
            let to = CellRef { row, column };
            match (value, old) {
                (Some(value), old) if old.is_some() || !is_empty(value) => {
                    let open = old.map(|cell| cell.open);
                    let style = dates.for_value(value, old.and_then(Cell::style).unwrap_or(0));
                    out.extend_from_slice(&writing.cell(to, value, open, style, prefix));
                }
                (None, Some(cell)) => {
                    if let Some(index) = cell.string_index() {
                        archive.used.insert(index);
                        archive.uses += 1;
                    }
                    push_value(cell, to, scrub, out);
                }
                _ => {}
            }
        };
        for piece in Cells::new(number, rest) {
            let RowPiece::Cell(cell) = piece else { continue };
            while let Some((at, value)) = set.pop_if(|(at, _)| *at < cell.at.column) {
                put(at, None, Some(value), &mut archive.rows);
            }
            let value = set.pop_if(|(at, _)| *at == cell.at.column).map(|(_, value)| value);
            put(cell.at.column, Some(&cell), value, &mut archive.rows);
        }
        while let Some((at, value)) = set.pop() {
            put(at, None, Some(value), &mut archive.rows);
        }
        archive.rows.extend_from_slice(&[b"</", tag.name(), b">"].concat());
    }
}

/// A cell at its new place, without the formula that gave its value: a value that tells of what was removed
/// is blotted, since nothing would compute it again.
fn push_value(cell: &Cell<'_>, to: CellRef, scrub: &Scrub, out: &mut Vec<u8>) {
    let reference = to.to_string();
    let prefixed = prefixed(cell.open);
    let mut changes = vec![("r", Some(reference.as_str())), ("cm", None), ("vm", None)];
    changes.extend(prefixed.iter().map(|name| (name.as_str(), None)));
    out.extend_from_slice(&cell.open.with(&changes));
    if cell.open.is_empty() {
        return;
    }
    let (mut inside, mut result) = (false, false);
    for token in Tokens::new(cell.content) {
        match token.kind {
            Kind::Empty if token.opens(b"f") => {}
            Kind::Open if token.opens(b"f") => inside = true,
            Kind::Close if token.closes(b"f") => inside = false,
            _ if inside => {}
            Kind::Text | Kind::CData if result => push_result(cell, &token, scrub, out),
            _ => {
                result = cell.has_formula() && token.kind == Kind::Open && token.opens(b"v");
                out.extend_from_slice(token.raw);
            }
        }
    }
    let after = cell.open_raw.len() + cell.content.len();
    out.extend_from_slice(cell.raw.get(after..).unwrap_or_default());
}

/// Attributes of extensions (`x14ac:dyDescent`), whose prefix another sheet may not know.
fn prefixed(tag: Tag<'_>) -> Vec<String> {
    let names = tag.attributes().map(|attribute| attribute.name);
    let names = names.filter(|name| name.contains(&b':') && !name.starts_with(b"xml"));
    names.map(|name| String::from_utf8_lossy(name).into_owned()).collect()
}
