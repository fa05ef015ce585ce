//! What happens to each part of a package, decided before anything is written.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::io::Write;
use std::ops::ControlFlow;

use epure_engine::plan::{Edit, NewValue};

use super::adding::NewSheet;
use super::along;
use super::archive::{Archive, Gathering, Headers};
use super::census::SheetFacts;
use super::parts::{Parts, Rewriter};
use super::rows::{SheetJob, is_empty};
use super::scrub::Scrub;
use super::sheet::Beside;
use super::shifts::Shift;
use super::strings::Appended;
use super::styles::DateStyles;
use super::survey::Survey;
use super::value::Writing;
use super::witness::{Nobody, Witness};
use super::{XlsxError, XlsxOptions, sheet, strings};
use crate::package::{Package, Source, ahead};

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
    /// Where rows move to.
    archives: Vec<Archive>,
    options: XlsxOptions<'e>,
    entries: usize,
    nothing: (Shift, SheetFacts),
}

impl<'e> Plan<'e> {
    pub(crate) fn new<R: Source>(
        package: &mut Package<R>,
        edits: &'e [Edit],
        options: &XlsxOptions<'e>,
    ) -> Result<Self, XlsxError> {
        let survey = Survey::new(package, edits, options)?;
        let scrub = survey.scrub(package)?;
        let mut plan = Self {
            appended: survey.appended(),
            survey,
            dates: DateStyles::default(),
            scrub,
            parts: Parts::default(),
            archives: Vec::new(),
            options: *options,
            entries: package.names().len(),
            nothing: Default::default(),
        };
        plan.date_styles(package)?;
        plan.leaky_links();
        plan.archives(package)?;
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

    /// Writes a sheet, shown to `witness`, or the shared strings.
    pub(crate) fn stream<R: Source>(
        &self,
        package: &mut Package<R>,
        at: usize,
        out: &mut impl Write,
        witness: &mut dyn Witness,
    ) -> Result<(), XlsxError> {
        let Some(name) = package.names().get(at).cloned() else { return Ok(()) };
        let is = |part: &str| package.position(part) == Some(at);
        if let (Some(part), Some(appended)) = (&self.survey.book.strings, &self.appended)
            && is(part)
        {
            let uses = self.uses();
            let source = super::stream(package, part)?;
            let used = &self.survey.census.used;
            return ahead(source, |source| strings::rewrite(source, out, used, appended, uses))
                .map_err(|error| XlsxError::xml(part, error));
        }
        match self.survey.book.sheets.iter().position(|sheet| is(&sheet.part)) {
            Some(index) => self.stream_sheet(package, index, out, witness),
            None => Err(XlsxError::Malformed { part: name }),
        }
    }

    fn stream_sheet<R: Source>(
        &self,
        package: &mut Package<R>,
        index: usize,
        out: &mut impl Write,
        witness: &mut dyn Witness,
    ) -> Result<(), XlsxError> {
        let Some((sheet, beside)) = self.survey.book.sheets.get(index).zip(self.beside(index))
        else {
            return Ok(());
        };
        let source = super::stream(package, &sheet.part)?;
        let mut tick = |_| match self.options.progress.map(|progress| progress(1, 2)) {
            Some(ControlFlow::Break(())) => Err(XlsxError::Cancelled),
            _ => Ok(()),
        };
        ahead(source, |source| sheet::rewrite(source, out, beside, witness, &mut tick))
    }

    /// What a sheet is written again by.
    pub(crate) fn beside(&self, index: usize) -> Option<Beside<'_>> {
        let sheet = self.survey.book.sheets.get(index)?;
        let shift = self.survey.shifts.of(index).unwrap_or(&self.nothing.0);
        let archive = self.archives.iter().find(|archive| archive.sheet == Some(index));
        let job = SheetJob {
            part: &sheet.part,
            index,
            edits: self.survey.edits.get(index)?,
            facts: self.survey.census.sheets.get(&index).unwrap_or(&self.nothing.1),
            shift,
            shifts: &self.survey.shifts,
            writing: self.writing(),
            dates: &self.dates,
            scrub: &self.scrub,
            extra: self.arriving(index),
            extra_end: archive.and_then(Archive::end),
        };
        let context = self.parts.context(&sheet.part, index, shift, &self.survey, &self.scrub);
        let aids = self.options.aids.iter().filter(|aid| aid.sheet == sheet.name).collect();
        let along = Cell::new(archive.map(|archive| &archive.along));
        Some(Beside { job, context, aids: Cell::new(aids), along, linked: Cell::new(false) })
    }

    /// The rows that a sheet gets from others, as they are written.
    pub(crate) fn arriving(&self, index: usize) -> &[u8] {
        let archive = self.archives.iter().find(|archive| archive.sheet == Some(index));
        archive.map_or(&[], |archive| archive.rows.as_slice())
    }

    fn writing(&self) -> Writing<'_> {
        Writing { strings: self.appended.as_ref(), date1904: self.survey.book.date1904 }
    }

    /// New texts, with the indexes they get; none when the workbook shares no strings.
    pub(crate) fn appended(&self) -> Option<&Appended> {
        self.appended.as_ref()
    }

    /// How many of the removed texts some kept cell holds as well.
    pub(crate) fn kept_elsewhere(&self) -> u64 {
        self.scrub.held.iter().filter(|held| **held).count() as u64
    }

    /// What was found before anything was decided.
    pub(crate) fn survey(&self) -> &Survey<'e> {
        &self.survey
    }

    /// Finds where rows move to; archives that are not there yet become parts to add.
    fn archives<R: Source>(&mut self, package: &mut Package<R>) -> Result<(), XlsxError> {
        let none = Headers::new();
        let headers = self.options.headers.unwrap_or(&none);
        let gathering = Gathering {
            survey: &self.survey,
            scrub: &self.scrub,
            writing: self.writing(),
            dates: &self.dates,
            headers,
            apart: false,
        };
        let mut archives = gathering.run(package)?;
        let book = &self.survey.book;
        let ids: BTreeSet<&str> = book.rels.iter().map(|rel| rel.id.as_str()).collect();
        let folder = book.sheets.first().and_then(|sheet| sheet.part.rsplit_once('/'));
        let folder = folder.map_or("", |(folder, _)| folder);
        let mut number = book.sheets.len();
        for archive in &mut archives {
            if let Some(sheet) = archive.sheet.and_then(|index| book.sheets.get(index)) {
                let along = &mut archive.along;
                along::attach(package, along, &sheet.part, &sheet.rels, &mut self.parts)?;
                continue;
            }
            let (part, id) = loop {
                number += 1;
                let part = format!("{folder}/sheet{number}.xml").trim_start_matches('/').to_owned();
                let id = format!("rId{number}");
                if package.position(&part).is_none() && !ids.contains(id.as_str()) {
                    break (part, id);
                }
            };
            along::attach(package, &mut archive.along, &part, &[], &mut self.parts)?;
            self.parts.added.insert(part.clone(), archive.part());
            self.parts.sheets.push(NewSheet { name: archive.name.clone(), part, id });
        }
        self.archives = archives;
        Ok(())
    }

    /// Number of cells that refer to a shared string afterwards.
    pub(crate) fn uses(&self) -> u64 {
        let texts = self.survey.edits.iter().flat_map(|edits| {
            let stays = |at: &epure_engine::table::CellRef| {
                !edits.rows.contains(at.row) && !edits.columns.contains(at.column)
            };
            edits.set.iter().filter(move |(at, _)| stays(at))
        });
        let texts = texts.filter(|(_, v)| matches!(v, NewValue::Text(_)) && !is_empty(v));
        self.survey.census.uses + texts.count() as u64
    }

    /// Styles for the cells that get a date.
    fn date_styles<R: Source>(&mut self, package: &mut Package<R>) -> Result<(), XlsxError> {
        let (dates, styles) = DateStyles::of_survey(package, &self.survey)?;
        let at = self.survey.book.styles.as_ref().and_then(|part| package.position(part));
        self.dates = dates;
        if let (Some(bytes), Some(at)) = (styles, at) {
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

    fn decide<R: Source>(&mut self, package: &mut Package<R>) -> Result<(), XlsxError> {
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
    fn decide_streams<R: Source>(&mut self, package: &mut Package<R>) -> Result<(), XlsxError> {
        // Strings that no cell used before any edit are blanked along with the others.
        let edited = self.survey.edits.iter().any(|edits| !edits.is_idle());
        let strings = self.survey.book.strings.clone().filter(|_| edited);
        let sheets = self.survey.book.sheets.iter().zip(&self.survey.edits).enumerate();
        let names: Vec<(String, bool)> = sheets
            .filter(|(_, (sheet, _))| sheet.cells)
            .map(|(index, (sheet, edits))| {
                let fills = self.archives.iter().any(|archive| archive.sheet == Some(index));
                (sheet.part.clone(), edits.is_idle() && !fills)
            })
            .chain(
                strings.map(|part| (part, self.appended.as_ref().is_none_or(Appended::is_empty))),
            )
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
            self.stream(package, at, &mut sum, &mut Nobody)?;
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
