//! Edits inside an OpenDocument spreadsheet: the cells concerned change, every other part of the
//! package is copied with its compressed bytes.
//!
//! Rows and columns go as in LibreOffice: formulas, names, filters, validations, conditional
//! formats, print ranges, charts and merged areas follow. The picture of the first page and the
//! copies that charts keep go with any edit, since they show what was there before.

mod apart;
mod blot;
mod cell;
pub(crate) mod cells;
mod chart;
mod columns;
mod content;
mod error;
pub(crate) mod formula;
pub(crate) mod hidden;
mod manifest;
mod orphans;
mod ranges;
pub(crate) mod reader;
pub(crate) mod reference;
mod row;
pub(crate) mod shift;
mod spans;
mod stale;
pub(crate) mod stranded;
pub(crate) mod survey;
pub(crate) mod tags;
pub(crate) mod text;

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};
use std::ops::ControlFlow;

use epure_engine::plan::Edit;
use epure_engine::table::{HiddenKind, MAX_COLUMNS, MAX_ROWS};

use super::edits::{SheetEdits, by_sheet};
use crate::package::{Package, PackageWriter, Source};
use crate::patch::xlsx::Scrub;
use crate::xml::utf8;
pub use apart::write_archive;
use content::{Arrivals, Passed, Plan};
pub use error::OdsError;
use hidden::{Gone, Requests};
use manifest::Manifest;
use shift::Shift;
use stale::Stale;
use survey::{Changes, Survey};

/// Name of the part that holds the sheets.
pub(crate) const CONTENT: &str = "content.xml";

/// What the writer has to know besides the edits.
#[derive(Clone, Default)]
pub struct OdsOptions<'a> {
    /// 1-based first and last header row by sheet, copied at the head of new archive sheets.
    pub headers: BTreeMap<String, (u32, u32)>,
    /// Texts that are no personal data although removed cells held them (choices of a status
    /// column, names of towns …): copies of them outside the cells are left alone.
    pub vocabulary: &'a [String],
    /// Called now and then with the bytes done and the total (only the ratio matters); `Break`
    /// stops the work with [`OdsError::Cancelled`].
    pub progress: Option<&'a dyn Fn(u64, u64) -> ControlFlow<()>>,
}

/// What came of the edits besides themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OdsOutcome {
    /// Parts of the original that the result does not have.
    pub parts_removed: Vec<String>,
    /// Parts that differ.
    pub parts_changed: Vec<String>,
    /// Recorded changes were there and are gone.
    pub history_removed: bool,
}

/// Writes the package `original` to `out` with `edits` applied.
///
/// # Errors
/// See [`OdsError`]; what was written to `out` is then of no use.
pub fn write<R: Source, W: Write + Seek>(
    original: R,
    edits: &[Edit],
    options: &OdsOptions<'_>,
    out: W,
) -> Result<OdsOutcome, OdsError> {
    prepare(original, edits, options, |package, prepared, plan| {
        let edited = !prepared.edits.is_empty();
        let shift = Shift::new(plan.sheets, &prepared.gone);
        let new = changed_parts(package, prepared, &shift, plan.scrub)?;
        let mut gone = prepared.gone.clone();
        gone.parts.extend(gone_parts(package, &new, prepared, edited));
        gone.parts.extend(orphans::telling(package, plan.scrub)?);
        let plan = Plan { gone: &gone, ..plan };
        let parts = Parts { gone: &gone, new, manifest: &prepared.manifest, edited };
        parts.write(package, &plan, PackageWriter::new(out))
    })
}

/// Looks at everything that writing has to know, and gathers the rows that move; `then` writes.
fn prepare<R: Source, T>(
    original: R,
    edits: &[Edit],
    options: &OdsOptions<'_>,
    then: impl FnOnce(&mut Package<R>, &Prepared, Plan<'_>) -> Result<T, OdsError>,
) -> Result<T, OdsError> {
    let mut package = Package::open(original)?;
    let prepared = Prepared::new(&mut package, edits)?;
    let sheets = by_sheet(&prepared.edits);
    check_places(&sheets)?;
    let scrub = scrub(&mut package, &prepared, &sheets, options.vocabulary)?;
    let stale = match sheets.is_empty() && prepared.gone.sheets.is_empty() {
        true => Stale::default(),
        false => Stale::everything(),
    };
    let none = Arrivals::new();
    let (read, size) = (Cell::new(0), package.size(CONTENT));
    let plan = Plan {
        sheets: &sheets,
        stale: &stale,
        headers: &options.headers,
        no_history: !sheets.is_empty() || prepared.requests.has(HiddenKind::ChangeHistory),
        arrivals: &none,
        gone: &prepared.gone,
        requests: &prepared.requests,
        scrub: &scrub,
        tick: &|| options.progress.map_or(ControlFlow::Continue(()), |go| go(read.get(), size)),
        read: &read,
    };
    let arrivals = moving_rows(&mut package, &plan)?;
    then(&mut package, &prepared, Plan { arrivals: &arrivals, ..plan })
}

/// The edits with what hidden content comes down to, and the manifest.
pub(crate) struct Prepared {
    pub(crate) edits: Vec<Edit>,
    pub(crate) requests: Requests,
    pub(crate) gone: Gone,
    manifest: Manifest,
}

impl Prepared {
    /// Looks at the package; refuses those that are locked by a password or a signature.
    pub(crate) fn new<R: Source>(
        package: &mut Package<R>,
        edits: &[Edit],
    ) -> Result<Self, OdsError> {
        let manifest = read_manifest(package)?;
        let requests = Requests::of(edits);
        let mut gone = Gone::default();
        let mut all = edits.to_vec();
        let hidden = requests.scan(content_text(package)?, &mut gone);
        all.extend(hidden.map_err(|error| OdsError::xml(CONTENT, error))?);
        all.retain(|edit| !edit.sheet().is_some_and(|sheet| gone.sheets.contains(sheet)));
        Ok(Self { edits: all, requests, gone, manifest })
    }

    /// Does nothing go but what cells hold?
    pub(crate) fn only_sets_cells(&self) -> bool {
        self.edits.iter().all(|edit| matches!(edit, Edit::SetCell { .. }))
    }
}

/// `content.xml` as UTF-8.
pub(crate) fn content_text<R: Source>(
    package: &mut Package<R>,
) -> Result<Box<dyn Read + Send + '_>, OdsError> {
    let part = BufReader::new(package.stream(CONTENT)?);
    utf8(part).map_err(|error| OdsError::io(CONTENT, error))
}

/// What the edits remove, with what kept cells hold as well.
pub(crate) fn survey<R: Source>(
    package: &mut Package<R>,
    prepared: &Prepared,
    sheets: &BTreeMap<&str, SheetEdits<'_>>,
    vocabulary: &[String],
) -> Result<Survey, OdsError> {
    let all = Changes { sheets, gone: &prepared.gone };
    let fail = |error| OdsError::xml(CONTENT, error);
    let text = content_text(package)?;
    let mut survey = Survey::collect(text, &all, &prepared.edits, vocabulary).map_err(fail)?;
    if !survey.is_idle() {
        survey.hold(content_text(package)?, &all).map_err(fail)?;
    }
    Ok(survey)
}

fn scrub<R: Source>(
    package: &mut Package<R>,
    prepared: &Prepared,
    sheets: &BTreeMap<&str, SheetEdits<'_>>,
    vocabulary: &[String],
) -> Result<Scrub, OdsError> {
    if prepared.edits.is_empty() {
        return Ok(Scrub::default());
    }
    let survey = survey(package, prepared, sheets, vocabulary)?;
    Ok(Scrub { needles: survey.needles, held: survey.held })
}

/// What becomes of each part.
struct Parts<'a> {
    gone: &'a Gone,
    new: BTreeMap<String, Vec<u8>>,
    manifest: &'a Manifest,
    edited: bool,
}

impl Parts<'_> {
    fn write<R: Source, W: Write + Seek>(
        mut self,
        package: &mut Package<R>,
        plan: &Plan<'_>,
        mut writer: PackageWriter<W>,
    ) -> Result<OdsOutcome, OdsError> {
        let mut outcome = OdsOutcome::default();
        for at in 0..package.names().len() {
            let name = package.names().get(at).cloned().unwrap_or_default();
            if self.gone.parts.contains(&name) {
                outcome.parts_removed.push(name);
            } else if name == CONTENT && self.edited {
                let found = write_content(package, at, plan, &mut writer)?;
                outcome.history_removed = found.history_removed;
                outcome.parts_changed.push(name);
            } else if let Some(bytes) = self.replacement(&name) {
                let part = writer.replace(package, at)?;
                part.write_all(&bytes).map_err(|error| OdsError::io(&name, error))?;
                outcome.parts_changed.push(name);
            } else {
                writer.copy(package, at)?;
            }
        }
        writer.finish()?;
        Ok(outcome)
    }

    /// The new bytes of a part that is changed as a whole.
    fn replacement(&mut self, name: &str) -> Option<Vec<u8>> {
        if name == manifest::PART && !self.gone.parts.is_empty() {
            let gone = &self.gone.parts;
            return Some(self.manifest.without(&|path| gone.contains(path)));
        }
        self.new.remove(name)
    }
}

/// The sheets with their edits, inflated and deflated as they stream by.
fn write_content<R: Source, W: Write + Seek>(
    package: &mut Package<R>,
    at: usize,
    plan: &Plan<'_>,
    writer: &mut PackageWriter<W>,
) -> Result<Passed, OdsError> {
    let out = writer.replace(package, at)?;
    let found = pass(package, plan, BufWriter::with_capacity(1 << 16, out))?;
    match plan.sheets.keys().find(|name| !found.sheets.iter().any(|sheet| sheet == *name)) {
        Some(unknown) => Err(OdsError::NoSuchSheet((*unknown).to_owned())),
        None => Ok(found),
    }
}

/// Places must lie in a sheet that programs can hold.
fn check_places(sheets: &BTreeMap<&str, SheetEdits<'_>>) -> Result<(), OdsError> {
    let mut cells = sheets.values().flat_map(|edits| edits.set.keys());
    match cells.find(|cell| cell.row > MAX_ROWS || cell.column >= MAX_COLUMNS) {
        Some(cell) => Err(OdsError::BeyondSheet(*cell)),
        None => Ok(()),
    }
}

/// The manifest (empty when the package has none), unless the document is locked by a password or
/// a signature.
fn read_manifest<R: Source>(package: &mut Package<R>) -> Result<Manifest, OdsError> {
    if package.position("META-INF/documentsignatures.xml").is_some() {
        return Err(OdsError::Signed);
    }
    let bytes = match package.position(manifest::PART) {
        Some(_) => package.read(manifest::PART)?,
        None => Vec::new(),
    };
    let parsed = Manifest::parse(&bytes).map_err(|error| OdsError::xml(manifest::PART, error))?;
    if parsed.is_encrypted() { Err(OdsError::Encrypted) } else { Ok(parsed) }
}

/// A pass that only collects the rows that move, when some do.
fn moving_rows<R: Source>(package: &mut Package<R>, plan: &Plan<'_>) -> Result<Arrivals, OdsError> {
    if plan.sheets.values().all(|edits| edits.moved.is_empty()) {
        return Ok(Arrivals::new());
    }
    Ok(pass(package, plan, io::sink())?.arrivals)
}

/// One pass over the sheets.
fn pass<R: Source>(
    package: &mut Package<R>,
    plan: &Plan<'_>,
    out: impl Write,
) -> Result<Passed, OdsError> {
    plan.read.set(0);
    let counted = Counted { inner: content_text(package)?, count: plan.read };
    content::run(counted, out, plan)
}

/// Counts what is read.
struct Counted<'c, R> {
    inner: R,
    count: &'c Cell<u64>,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, space: &mut [u8]) -> io::Result<usize> {
        let got = self.inner.read(space)?;
        self.count.set(self.count.get() + got as u64);
        Ok(got)
    }
}

/// Small parts that change as a whole, by name: charts of edited sheets, properties without what
/// is to go, and any part with a removed text in it.
fn changed_parts<R: Source>(
    package: &mut Package<R>,
    prepared: &Prepared,
    shift: &Shift<'_>,
    scrub: &Scrub,
) -> Result<BTreeMap<String, Vec<u8>>, OdsError> {
    let charts = prepared.manifest.charts();
    let mut changed = BTreeMap::new();
    if prepared.edits.is_empty() {
        return Ok(changed);
    }
    for name in package.names().to_vec() {
        if !name.ends_with(".xml") || name == CONTENT || name == manifest::PART {
            continue;
        }
        let bytes = package.read(&name)?;
        let folder = name.strip_suffix(CONTENT).unwrap_or_default();
        let chart = charts.iter().any(|chart| chart == folder);
        let new = if chart {
            chart::after(&bytes, shift)
        } else {
            prepared.requests.properties(&name, &bytes)
        };
        let blotted = match scrub.is_idle() {
            true => None,
            false => blot::part(new.as_deref().unwrap_or(&bytes), scrub),
        };
        if let Some(new) = blotted.or(new) {
            changed.insert(name, new);
        }
    }
    Ok(changed)
}

/// Parts that go: those that show what was there before (the first page's picture, the pictures of
/// changed charts), and those that are to go.
fn gone_parts<R: Source>(
    package: &Package<R>,
    changed: &BTreeMap<String, Vec<u8>>,
    prepared: &Prepared,
    edited: bool,
) -> BTreeSet<String> {
    let charts = prepared.manifest.charts();
    let picture = |chart: &&String| changed.contains_key(&format!("{chart}{CONTENT}"));
    let pictures: BTreeSet<String> = charts
        .iter()
        .filter(picture)
        .map(|chart| format!("ObjectReplacements/{}", chart.trim_end_matches('/')))
        .collect();
    let mut gone = BTreeSet::new();
    for name in package.names() {
        let requested = prepared.requests.drops(name, &charts);
        if pictures.contains(name) || requested || (edited && name.starts_with("Thumbnails/")) {
            gone.insert(name.clone());
            let object = name.split('/').next().filter(|_| requested && name.contains('/'));
            gone.extend(object.filter(|object| object.starts_with("Object ")).map(str::to_owned));
        }
    }
    gone
}
