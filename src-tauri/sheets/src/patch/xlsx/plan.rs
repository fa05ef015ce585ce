//! What happens to each part of a package, decided before anything is written.

use std::collections::BTreeSet;
use std::io::{Read, Seek, Write};
use std::ops::ControlFlow;

use epure_engine::plan::{Edit, NewValue};

use super::census::SheetFacts;
use super::parts::{Parts, Rewriter};
use super::rows::{SheetJob, is_empty};
use super::scrub::Scrub;
use super::shifts::Shift;
use super::strings::Appended;
use super::styles::DateStyles;
use super::survey::Survey;
use super::value::Writing;
use super::{XlsxError, XlsxOptions, sheet, strings};
use crate::package::Package;

/// What happens to one entry of the zip.
pub(crate) enum Action<'p> {
    /// Its compressed bytes are copied.
    Copy,
    /// It is left out.
    Drop,
    /// It is replaced by these bytes.
    Replace(&'p [u8]),
    /// It is written anew as it streams by: see [`Plan::stream`].
    Stream,
}

/// Everything that is known before writing begins.
pub(crate) struct Plan<'e> {
    survey: Survey<'e>,
    appended: Option<Appended>,
    dates: DateStyles,
    scrub: Scrub,
    parts: Parts,
    options: XlsxOptions<'e>,
    entries: usize,
}

impl<'e> Plan<'e> {
    pub(crate) fn new<R: Read + Seek>(
        package: &mut Package<R>,
        edits: &'e [Edit],
        options: &XlsxOptions<'e>,
    ) -> Result<Self, XlsxError> {
        let survey = Survey::new(package, edits, options.vocabulary)?;
        let scrub = survey.scrub(package)?;
        let mut plan = Self {
            appended: survey.appended(),
            survey,
            dates: DateStyles::default(),
            scrub,
            parts: Parts::default(),
            options: *options,
            entries: package.names().len(),
        };
        plan.date_styles(package)?;
        plan.leaky_links();
        plan.decide(package)?;
        Ok(plan)
    }

    /// What happens to the entry at a position.
    pub(crate) fn action(&self, at: usize) -> Action<'_> {
        if self.parts.dropped.contains(&at) {
            Action::Drop
        } else if let Some(bytes) = self.parts.replaced.get(&at) {
            Action::Replace(bytes)
        } else if self.parts.streamed.contains(&at) {
            Action::Stream
        } else {
            Action::Copy
        }
    }

    /// Parts that the original does not have.
    pub(crate) fn added(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.parts.added.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
    }

    /// Tells how far the work is.
    pub(crate) fn tick(&self, at: usize) -> Result<(), XlsxError> {
        let done = (at + 1) as u64;
        match self.options.progress.map(|progress| progress(done, self.entries as u64)) {
            Some(ControlFlow::Break(())) => Err(XlsxError::Cancelled),
            _ => Ok(()),
        }
    }

    /// Writes a sheet or the shared strings.
    pub(crate) fn stream<R: Read + Seek>(
        &self,
        package: &mut Package<R>,
        at: usize,
        out: &mut impl Write,
    ) -> Result<(), XlsxError> {
        let Some(name) = package.names().get(at).cloned() else { return Ok(()) };
        let is = |part: &str| package.position(part) == Some(at);
        if let (Some(part), Some(appended)) = (&self.survey.book.strings, &self.appended)
            && is(part)
        {
            let uses = self.survey.census.uses + self.new_uses();
            let source = super::stream(package, part)?;
            return strings::rewrite(source, out, &self.survey.census.used, appended, uses)
                .map_err(|error| XlsxError::xml(part, error));
        }
        match self.survey.book.sheets.iter().position(|sheet| is(&sheet.part)) {
            Some(index) => self.stream_sheet(package, index, out),
            None => Err(XlsxError::Malformed { part: name }),
        }
    }

    fn stream_sheet<R: Read + Seek>(
        &self,
        package: &mut Package<R>,
        index: usize,
        out: &mut impl Write,
    ) -> Result<(), XlsxError> {
        let (Some(sheet), Some(edits)) =
            (self.survey.book.sheets.get(index), self.survey.edits.get(index))
        else {
            return Ok(());
        };
        let nothing = (Shift::default(), SheetFacts::default());
        let shift = self.survey.shifts.of(index).unwrap_or(&nothing.0);
        let job = SheetJob {
            part: &sheet.part,
            index,
            edits,
            facts: self.survey.census.sheets.get(&index).unwrap_or(&nothing.1),
            shift,
            shifts: &self.survey.shifts,
            writing: Writing {
                strings: self.appended.as_ref(),
                date1904: self.survey.book.date1904,
            },
            dates: &self.dates,
            scrub: &self.scrub,
        };
        let context = self.parts.context(&sheet.part, index, shift, &self.survey, &self.scrub);
        let source = super::stream(package, &sheet.part)?;
        let mut tick = |_| match self.options.progress.map(|progress| progress(1, 2)) {
            Some(ControlFlow::Break(())) => Err(XlsxError::Cancelled),
            _ => Ok(()),
        };
        sheet::rewrite(source, out, job, &context, &[], &mut tick)
    }

    /// Number of cells that get a shared string.
    fn new_uses(&self) -> u64 {
        let texts = self.survey.edits.iter().flat_map(|edits| {
            let stays = |at: &epure_engine::table::CellRef| {
                !edits.rows.contains(at.row) && !edits.columns.contains(at.column)
            };
            edits.set.iter().filter(move |(at, _)| stays(at))
        });
        let texts = texts.filter(|(_, v)| matches!(v, NewValue::Text(_)) && !is_empty(v));
        texts.count() as u64
    }

    /// Styles for the cells that get a date.
    fn date_styles<R: Read + Seek>(&mut self, package: &mut Package<R>) -> Result<(), XlsxError> {
        let mut bases = BTreeSet::new();
        for (index, edits) in self.survey.edits.iter().enumerate() {
            let facts = self.survey.census.sheets.get(&index);
            for (at, _) in edits.set.iter().filter(|(_, v)| matches!(v, NewValue::Date(_))) {
                bases.insert(facts.and_then(|facts| facts.styles.get(at)).copied().unwrap_or(0));
            }
        }
        let Some(part) = self.survey.book.styles.clone().filter(|_| !bases.is_empty()) else {
            return Ok(());
        };
        let bytes = super::whole(package, &part)?;
        let (dates, styles) = DateStyles::plan(&part, &bytes, bases)?;
        self.dates = dates;
        if let (Some(bytes), Some(at)) = (styles, package.position(&part)) {
            self.parts.replaced.insert(at, bytes);
        }
        Ok(())
    }

    /// Links of sheets that lead to a removed text.
    fn leaky_links(&mut self) {
        for sheet in &self.survey.book.sheets {
            for rel in sheet.rels.iter().filter(|rel| rel.kind == "hyperlink") {
                let decoded = crate::verify::absence::percent_decoded(&rel.target);
                let leaks = self.scrub.finds(&rel.target)
                    || decoded.is_some_and(|target| self.scrub.finds(&target));
                if leaks {
                    let gone = self.parts.dropped_rels.entry(sheet.part.clone()).or_default();
                    gone.insert(rel.id.clone());
                }
            }
        }
    }

    fn decide<R: Read + Seek>(&mut self, package: &mut Package<R>) -> Result<(), XlsxError> {
        let mut parts = std::mem::take(&mut self.parts);
        Rewriter { survey: &self.survey, scrub: &self.scrub }.begin(package, &mut parts)?;
        self.parts = parts;
        self.decide_streams(package)?;
        let mut parts = std::mem::take(&mut self.parts);
        Rewriter { survey: &self.survey, scrub: &self.scrub }.finish(package, &mut parts)?;
        self.parts = parts;
        Ok(())
    }

    /// Sheets and strings: written anew when that changes them.
    fn decide_streams<R: Read + Seek>(
        &mut self,
        package: &mut Package<R>,
    ) -> Result<(), XlsxError> {
        let strings = self.survey.book.strings.clone();
        let sheets = self.survey.book.sheets.iter().filter(|sheet| sheet.cells);
        let names: Vec<(String, bool)> = sheets
            .zip(self.survey.edits.iter())
            .map(|(sheet, edits)| (sheet.part.clone(), edits.is_idle()))
            .chain(strings.map(|part| (part, true)))
            .collect();
        for (part, unsure) in names {
            let Some(at) = package.position(&part) else { continue };
            if self.parts.dropped.contains(&at) {
                continue;
            }
            if !unsure {
                self.parts.streamed.insert(at);
                continue;
            }
            let mut sum = Sum::default();
            self.stream(package, at, &mut sum)?;
            if package.fingerprint(at) != Some((sum.crc.finalize(), sum.size)) {
                self.parts.streamed.insert(at);
            }
        }
        Ok(())
    }
}

/// CRC-32 and size of what is written to it.
#[derive(Default)]
struct Sum {
    crc: crc32fast::Hasher,
    size: u64,
}

impl Write for Sum {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.crc.update(bytes);
        self.size += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
