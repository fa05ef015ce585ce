//! The sheets of `content.xml` as they stream by: one pass, each row looked at once.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::ops::ControlFlow;

use epure_engine::table::HiddenKind;

use super::super::edits::SheetEdits;
use super::blot;
use super::columns;
use super::error::OdsError;
use super::hidden::{Gone, Requests};
use super::ranges;
use super::row::{Outcome, RowElement, SheetRows};
use super::shift::Shift;
use super::stale::Stale;
use super::tags::{Fate, shift_bytes, shift_tag};
use crate::patch::xlsx::Scrub;
use crate::xml::{Kind, Scanner, Tag};

/// Rows that move, by the archive sheet they go to.
pub(super) type Arrivals = BTreeMap<String, Arrival>;

/// What an archive sheet receives.
#[derive(Clone, Debug, Default)]
pub(super) struct Arrival {
    /// Column definitions of the sheet that the first rows come from.
    pub(super) columns: Vec<u8>,
    /// Header rows of that sheet.
    pub(super) header: Vec<u8>,
    /// The rows.
    pub(super) rows: Vec<u8>,
}

impl Arrival {
    /// A whole sheet of that name.
    pub(super) fn sheet(&self, name: &str) -> Vec<u8> {
        let open = Tag::new(b"<table:table>").with(&[("table:name", Some(name))]);
        let columns: &[u8] = match self.columns.is_empty() {
            true => b"<table:table-column/>",
            false => &self.columns,
        };
        [open.as_slice(), columns, &self.header, &self.rows, b"</table:table>"].concat()
    }
}

/// What is to be done to the sheets.
#[derive(Clone, Copy)]
pub(super) struct Plan<'a> {
    pub(super) sheets: &'a BTreeMap<&'a str, SheetEdits<'a>>,
    pub(super) stale: &'a Stale,
    /// First and last header row by sheet.
    pub(super) headers: &'a BTreeMap<String, (u32, u32)>,
    /// The recorded changes go.
    pub(super) no_history: bool,
    /// Rows to append, from an earlier pass.
    pub(super) arrivals: &'a Arrivals,
    /// Sheets and parts that go.
    pub(super) gone: &'a Gone,
    /// Hidden content that is to go.
    pub(super) requests: &'a Requests,
    /// Removed texts, blotted out where they stand outside the cells.
    pub(super) scrub: &'a Scrub,
    /// Called now and then; `Break` stops.
    pub(super) tick: &'a dyn Fn() -> ControlFlow<()>,
    /// Bytes read so far.
    pub(super) read: &'a Cell<u64>,
}

/// What a pass found out.
#[derive(Debug, Default)]
pub(super) struct Passed {
    /// Names of the sheets.
    pub(super) sheets: Vec<String>,
    /// Rows that move.
    pub(super) arrivals: Arrivals,
    /// Recorded changes were left out.
    pub(super) history_removed: bool,
}

const PART: &str = "content.xml";

/// Elements around rows or columns, which go when nothing is left in them.
fn is_group(name: &[u8]) -> bool {
    matches!(
        name,
        b"table:table-rows"
            | b"table:table-header-rows"
            | b"table:table-row-group"
            | b"table:table-columns"
            | b"table:table-header-columns"
            | b"table:table-column-group"
    )
}

/// Parts of a document that come after its sheets.
fn follows_sheets(name: &[u8]) -> bool {
    matches!(
        name,
        b"table:named-expressions"
            | b"table:database-ranges"
            | b"table:data-pilot-tables"
            | b"table:consolidation"
            | b"table:dde-links"
    )
}

/// Copies the document with the planned changes.
pub(super) fn run<R: Read, W: Write>(
    source: R,
    out: W,
    plan: &Plan<'_>,
) -> Result<Passed, OdsError> {
    let pass = Pass {
        scanner: Scanner::new(source),
        out,
        plan,
        shift: Shift::new(plan.sheets, plan.gone),
        sheet: None,
        groups: Vec::new(),
        archives_done: false,
        passed: Passed::default(),
    };
    pass.run()
}

struct Pass<'a, R, W> {
    scanner: Scanner<R>,
    out: W,
    plan: &'a Plan<'a>,
    shift: Shift<'a>,
    sheet: Option<Sheet<'a>>,
    /// Open tags of groups in which nothing was written yet.
    groups: Vec<Vec<u8>>,
    archives_done: bool,
    passed: Passed,
}

/// The sheet at hand.
struct Sheet<'a> {
    rows: SheetRows<'a>,
    /// 0-based number of the next column definition.
    column: u32,
    /// Column definitions as written to the output.
    columns: Vec<u8>,
    header: Vec<u8>,
    /// A row element was seen; one was written; what belongs below the rows was written.
    seen: bool,
    written: bool,
    complete: bool,
}

static NO_EDITS: SheetEdits<'static> = SheetEdits::none();

impl<'a, R: Read, W: Write> Pass<'a, R, W> {
    fn run(mut self) -> Result<Passed, OdsError> {
        let mut raw = Vec::new();
        while let Some(kind) = self.next(&mut raw)? {
            match kind {
                Kind::Open | Kind::Empty => self.open(kind, &raw)?,
                Kind::Close => self.close(&raw)?,
                Kind::Text if !self.plan.scrub.is_idle() => self.characters(&raw)?,
                Kind::Text if raw.trim_ascii().is_empty() && !self.groups.is_empty() => {}
                _ => self.write(&raw)?,
            }
        }
        self.out.flush().map_err(|error| OdsError::io(PART, error))?;
        Ok(self.passed)
    }

    fn next(&mut self, raw: &mut Vec<u8>) -> Result<Option<Kind>, OdsError> {
        let token = self.scanner.next().map_err(|error| OdsError::xml(PART, error))?;
        raw.clear();
        Ok(token.map(|token| {
            raw.extend_from_slice(token.raw);
            token.kind
        }))
    }

    /// What follows an open tag up to and with its close tag; nothing for an empty one.
    fn rest(&mut self, kind: Kind, raw: &[u8]) -> Result<Vec<u8>, OdsError> {
        if kind == Kind::Empty {
            return Ok(Vec::new());
        }
        let rest = self.scanner.rest_of(Tag::new(raw).name());
        rest.map(<[u8]>::to_vec).map_err(|error| OdsError::xml(PART, error))
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), OdsError> {
        for group in self.groups.drain(..) {
            self.out.write_all(&group).map_err(|error| OdsError::io(PART, error))?;
        }
        self.out.write_all(bytes).map_err(|error| OdsError::io(PART, error))
    }

    /// Characters outside the cells.
    fn characters(&mut self, raw: &[u8]) -> Result<(), OdsError> {
        if raw.trim_ascii().is_empty() && !self.groups.is_empty() {
            return Ok(());
        }
        match self.plan.scrub.clean(&crate::xml::unescape(raw)) {
            Some(text) => self.write(crate::xml::escape_text(&text).as_bytes()),
            None => self.write(raw),
        }
    }

    fn open(&mut self, kind: Kind, raw: &[u8]) -> Result<(), OdsError> {
        let tag = Tag::new(raw);
        match tag.name() {
            b"table:table" if self.sheet.is_none() => return self.open_sheet(kind, raw),
            b"table:table-row" => return self.row(kind, raw),
            b"table:table-column" => return self.column(kind, raw),
            b"table:tracked-changes" => return self.history(kind, raw),
            b"table:dde-links" => {
                self.append_archives()?;
                let rest = self.rest(kind, raw)?;
                if self.plan.requests.drops_element(b"table:dde-links") {
                    return Ok(());
                }
                let links = [raw, &rest].concat();
                let blotted = blot::part(&links, self.plan.scrub);
                return self.write(blotted.as_deref().unwrap_or(&links));
            }
            // Between two rows, where a page ended when the document was laid out.
            b"text:soft-page-break" => return self.write(raw),
            b"table:shapes" if self.scrubs_shapes() => return self.shapes(kind, raw),
            name if self.plan.requests.drops_element(name) => {
                return self.rest(kind, raw).map(drop);
            }
            name if is_group(name) && kind == Kind::Open => {
                self.groups.push(raw.to_vec());
                return Ok(());
            }
            _ => {}
        }
        if self.sheet.is_some() {
            self.complete_rows()?;
        } else if follows_sheets(tag.name()) {
            self.append_archives()?;
        }
        self.other(kind, raw)
    }

    /// Can shapes be looked at as a whole? Their scripts, when they go, are taken out as they stream.
    fn scrubs_shapes(&self) -> bool {
        !self.plan.scrub.is_idle() && !self.plan.requests.has(HiddenKind::Macros)
    }

    /// The shapes of a sheet, whose texts may be cut into runs.
    fn shapes(&mut self, kind: Kind, raw: &[u8]) -> Result<(), OdsError> {
        let rest = self.rest(kind, raw)?;
        let by = self.sheet.as_ref().map_or(self.shift, |sheet| sheet.rows.by);
        let mut shapes = Vec::with_capacity(raw.len() + rest.len());
        shift_bytes(&[raw, &rest].concat(), &by, &mut shapes);
        let blotted = blot::part(&shapes, self.plan.scrub);
        self.write(blotted.as_deref().unwrap_or(&shapes))
    }

    /// Any element with references: shifted, or left out with what it holds.
    fn other(&mut self, kind: Kind, raw: &[u8]) -> Result<(), OdsError> {
        let blotted = blot::tag(raw, self.plan.scrub);
        let raw = blotted.as_deref().unwrap_or(raw);
        let by = self.sheet.as_ref().map_or(self.shift, |sheet| sheet.rows.by);
        if by.is_none() {
            return self.write(raw);
        }
        if Tag::new(raw).name() == b"table:database-range" {
            let rest = self.rest(kind, raw)?;
            let range = ranges::database_range(raw, &rest, &by)
                .map_err(|error| OdsError::xml(PART, error))?;
            let blotted = blot::part(&range, self.plan.scrub);
            return self.write(blotted.as_deref().unwrap_or(&range));
        }
        match shift_tag(raw, &by) {
            Fate::Same => self.write(raw),
            Fate::Changed(new) if ranges::tells_of_gone(&new, self.plan.scrub) => {
                self.rest(kind, raw).map(drop)
            }
            Fate::Changed(new) => self.write(&new),
            Fate::Gone => self.rest(kind, raw).map(drop),
        }
    }

    fn close(&mut self, raw: &[u8]) -> Result<(), OdsError> {
        let name = Tag::new(raw).name();
        if is_group(name) && self.groups.pop().is_some() {
            return Ok(());
        }
        match name {
            b"table:table" => {
                self.complete_rows()?;
                self.sheet = None;
            }
            b"office:spreadsheet" => self.append_archives()?,
            _ => {}
        }
        self.write(raw)
    }

    fn open_sheet(&mut self, kind: Kind, raw: &[u8]) -> Result<(), OdsError> {
        let name = Tag::new(raw).get("table:name").unwrap_or_default().into_owned();
        if self.plan.gone.sheets.contains(&name) {
            return self.skip_sheet(kind);
        }
        let by = self.shift.inside(&name);
        match shift_tag(raw, &by) {
            Fate::Changed(new) => self.write(&new)?,
            Fate::Same | Fate::Gone => self.write(raw)?,
        }
        self.passed.sheets.push(name.clone());
        if kind == Kind::Empty {
            return Ok(());
        }
        let edits = self.shift.edits(&name).unwrap_or(&NO_EDITS);
        let no_comments = self.plan.requests.of_sheet(HiddenKind::Comments, &name);
        self.sheet = Some(Sheet {
            rows: SheetRows::new(name, edits, by, self.plan.stale, no_comments, self.plan.scrub),
            column: 0,
            columns: Vec::new(),
            header: Vec::new(),
            seen: false,
            written: false,
            complete: false,
        });
        Ok(())
    }

    /// Leaves a whole sheet out.
    fn skip_sheet(&mut self, kind: Kind) -> Result<(), OdsError> {
        let mut depth = usize::from(kind == Kind::Open);
        let mut raw = Vec::new();
        while depth > 0 {
            match self.next(&mut raw)? {
                Some(Kind::Open) => depth += 1,
                Some(Kind::Close) => depth -= 1,
                Some(_) => {}
                None => break,
            }
        }
        Ok(())
    }

    fn row(&mut self, kind: Kind, raw: &[u8]) -> Result<(), OdsError> {
        let rest = self.rest(kind, raw)?;
        if (self.plan.tick)().is_break() {
            return Err(OdsError::Cancelled);
        }
        let Some(sheet) = &mut self.sheet else {
            self.write(raw)?;
            return self.write(&rest);
        };
        let first = sheet.rows.next;
        let mut outcome = Outcome::default();
        sheet.rows.take(RowElement { open: raw, rest: &rest }, &mut outcome)?;
        sheet.seen = true;
        sheet.written |= !outcome.kept.is_empty();
        let header = self.plan.headers.get(&sheet.rows.name).copied();
        if header.is_some_and(|(from, to)| (from..=to).contains(&first)) {
            sheet.rows.copy(RowElement { open: raw, rest: &rest }, first, &mut sheet.header)?;
        }
        for (to, bytes) in outcome.moved {
            let arrival = self.passed.arrivals.entry(to).or_insert_with(|| Arrival {
                columns: sheet.columns.clone(),
                header: sheet.header.clone(),
                rows: Vec::new(),
            });
            arrival.rows.extend(bytes);
        }
        if outcome.kept.is_empty() { Ok(()) } else { self.write(&outcome.kept) }
    }

    fn column(&mut self, kind: Kind, raw: &[u8]) -> Result<(), OdsError> {
        let rest = self.rest(kind, raw)?;
        let Some(sheet) = &mut self.sheet else {
            self.write(raw)?;
            return self.write(&rest);
        };
        let (left, next) = columns::after(raw, sheet.column, &sheet.rows.edits.columns);
        sheet.column = next;
        let Some(left) = left else { return Ok(()) };
        sheet.columns.extend_from_slice(&left);
        sheet.columns.extend_from_slice(&rest);
        self.write(&left)?;
        self.write(&rest)
    }

    /// Recorded changes name cells by number and hold their former content: they go as soon as
    /// cells change, which accepts them.
    fn history(&mut self, kind: Kind, raw: &[u8]) -> Result<(), OdsError> {
        let rest = self.rest(kind, raw)?;
        if self.plan.no_history {
            self.passed.history_removed = true;
            return Ok(());
        }
        self.write(raw)?;
        self.write(&rest)
    }

    /// Writes what belongs below a sheet's last row: rows that edits fill, rows that move here.
    fn complete_rows(&mut self) -> Result<(), OdsError> {
        let Some(sheet) = &mut self.sheet else { return Ok(()) };
        if !sheet.seen || sheet.complete {
            return Ok(());
        }
        sheet.complete = true;
        let mut below = Vec::new();
        let end = sheet.rows.next;
        let mut next = end;
        let edits = sheet.rows.edits;
        let mut numbers: Vec<u32> = edits.set.keys().map(|cell| cell.row).collect();
        numbers.dedup();
        for number in numbers.into_iter().filter(|number| *number >= end) {
            if number > next {
                let gap = format!(
                    "<table:table-row table:number-rows-repeated=\"{}\"><table:table-cell/></table:table-row>",
                    number - next
                );
                below.extend_from_slice(gap.as_bytes());
            }
            sheet.rows.fresh(number, &mut below)?;
            next = number + 1;
        }
        if sheet.rows.has_stranded() {
            sheet.rows.fresh(next, &mut below)?;
        }
        if let Some(arrival) = self.plan.arrivals.get(&sheet.rows.name) {
            below.extend_from_slice(&arrival.rows);
        }
        if below.is_empty() && !sheet.written {
            below.extend_from_slice(b"<table:table-row><table:table-cell/></table:table-row>");
        }
        sheet.written = true;
        if below.is_empty() { Ok(()) } else { self.write(&below) }
    }

    /// Writes the archive sheets that the document does not have.
    fn append_archives(&mut self) -> Result<(), OdsError> {
        if self.archives_done {
            return Ok(());
        }
        self.archives_done = true;
        for (name, arrival) in self.plan.arrivals {
            if self.passed.sheets.contains(name) {
                continue;
            }
            self.write(&arrival.sheet(name))?;
        }
        Ok(())
    }
}
