//! Edits inside an OpenDocument spreadsheet: the cells concerned change, every other part of the
//! package is copied with its compressed bytes.
//!
//! Rows and columns go as in LibreOffice: formulas, names, filters, validations, conditional
//! formats, print ranges, charts and merged areas follow. The picture of the first page and the
//! copies that charts keep go with any edit, since they show what was there before.

mod cell;
mod cells;
mod chart;
mod columns;
mod content;
mod error;
mod formula;
mod manifest;
mod ranges;
mod reference;
mod row;
mod shift;
mod spans;
mod stale;
mod tags;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};

use epure_engine::plan::Edit;
use epure_engine::table::{HiddenKind, MAX_COLUMNS, MAX_ROWS};

use super::edits::{SheetEdits, by_sheet};
use crate::package::{Package, PackageWriter};
use crate::xml::utf8;
use content::{Arrivals, Passed, Plan};
pub use error::OdsError;
use manifest::Manifest;
use shift::Shift;
use stale::Stale;

const CONTENT: &str = "content.xml";

/// What the writer has to know besides the edits.
#[derive(Clone, Debug, Default)]
pub struct OdsOptions {
    /// 1-based first and last header row by sheet, copied at the head of new archive sheets.
    pub headers: BTreeMap<String, (u32, u32)>,
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
pub fn write<R: Read + Seek, W: Write + Seek>(
    original: R,
    edits: &[Edit],
    options: &OdsOptions,
    out: W,
) -> Result<OdsOutcome, OdsError> {
    let mut package = Package::open(original)?;
    let sheets = by_sheet(edits);
    check_places(&sheets)?;
    let removal = Removals::of(edits);
    let manifest = read_manifest(&mut package)?;
    let stale = if sheets.is_empty() { Stale::default() } else { Stale::everything() };
    let (none, none_gone) = (Arrivals::new(), BTreeSet::new());
    let no_comments = |sheet: &str| removal.comments(sheet);
    let plan = Plan {
        sheets: &sheets,
        stale: &stale,
        headers: &options.headers,
        no_history: !sheets.is_empty() || removal.has(HiddenKind::ChangeHistory),
        no_comments: &no_comments,
        arrivals: &none,
        gone: &none_gone,
    };
    let arrivals = moving_rows(&mut package, &plan)?;
    let plan = Plan { arrivals: &arrivals, ..plan };
    let charts = changed_charts(&mut package, &manifest, &Shift::new(&sheets, &none_gone))?;
    let gone = gone_parts(&package, &charts, !edits.is_empty());
    let plan = Plan { gone: &gone, ..plan };
    let parts =
        Parts { gone: &gone, new: charts, manifest: Some(manifest), edited: !edits.is_empty() };
    parts.write(&mut package, &plan, PackageWriter::new(out))
}

/// What becomes of each part.
struct Parts<'a> {
    gone: &'a BTreeSet<String>,
    new: BTreeMap<String, Vec<u8>>,
    manifest: Option<Manifest>,
    edited: bool,
}

impl Parts<'_> {
    fn write<R: Read + Seek, W: Write + Seek>(
        mut self,
        package: &mut Package<R>,
        plan: &Plan<'_>,
        mut writer: PackageWriter<W>,
    ) -> Result<OdsOutcome, OdsError> {
        let mut outcome = OdsOutcome::default();
        for at in 0..package.names().len() {
            let name = package.names().get(at).cloned().unwrap_or_default();
            if self.gone.contains(&name) {
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
        if name == manifest::PART && !self.gone.is_empty() {
            let gone = self.gone;
            return self.manifest.take().map(|all| all.without(&|path| gone.contains(path)));
        }
        self.new.remove(name)
    }
}

/// The sheets with their edits, inflated and deflated as they stream by.
fn write_content<R: Read + Seek, W: Write + Seek>(
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
fn read_manifest<R: Read + Seek>(package: &mut Package<R>) -> Result<Manifest, OdsError> {
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
fn moving_rows<R: Read + Seek>(
    package: &mut Package<R>,
    plan: &Plan<'_>,
) -> Result<Arrivals, OdsError> {
    if plan.sheets.values().all(|edits| edits.moved.is_empty()) {
        return Ok(Arrivals::new());
    }
    Ok(pass(package, plan, io::sink())?.arrivals)
}

/// One pass over the sheets.
fn pass<R: Read + Seek>(
    package: &mut Package<R>,
    plan: &Plan<'_>,
    out: impl Write,
) -> Result<Passed, OdsError> {
    let part = BufReader::new(package.stream(CONTENT)?);
    let text = utf8(part).map_err(|error| OdsError::io(CONTENT, error))?;
    content::run(text, out, plan)
}

/// The contents of the charts that show edited sheets, by part name.
fn changed_charts<R: Read + Seek>(
    package: &mut Package<R>,
    manifest: &Manifest,
    shift: &Shift<'_>,
) -> Result<BTreeMap<String, Vec<u8>>, OdsError> {
    let mut changed = BTreeMap::new();
    for folder in manifest.charts() {
        let name = format!("{folder}{CONTENT}");
        if package.position(&name).is_some()
            && let Some(new) = chart::after(&package.read(&name)?, shift)
        {
            changed.insert(name, new);
        }
    }
    Ok(changed)
}

/// Parts that show what was there before: the first page's picture, and the pictures of changed
/// charts.
fn gone_parts<R: Read + Seek>(
    package: &Package<R>,
    charts: &BTreeMap<String, Vec<u8>>,
    edited: bool,
) -> BTreeSet<String> {
    let picture = |chart: &String| {
        let folder = chart.strip_suffix(CONTENT)?.trim_end_matches('/');
        Some(format!("ObjectReplacements/{folder}"))
    };
    let pictures: BTreeSet<String> = charts.keys().filter_map(picture).collect();
    let gone =
        |name: &&String| pictures.contains(*name) || (edited && name.starts_with("Thumbnails/"));
    package.names().iter().filter(gone).cloned().collect()
}

/// The `RemovePart` edits.
#[derive(Debug, Default)]
struct Removals<'a>(BTreeSet<(HiddenKind, Option<&'a str>)>);

impl<'a> Removals<'a> {
    fn of(edits: &'a [Edit]) -> Self {
        let kinds = edits.iter().filter_map(|edit| match edit {
            Edit::RemovePart { kind, sheet } => Some((*kind, sheet.as_deref())),
            _ => None,
        });
        Self(kinds.collect())
    }

    /// Is that kind to be removed from the whole file?
    fn has(&self, kind: HiddenKind) -> bool {
        self.0.contains(&(kind, None))
    }

    /// Are the comments of that sheet to be removed?
    fn comments(&self, sheet: &str) -> bool {
        self.has(HiddenKind::Comments) || self.0.contains(&(HiddenKind::Comments, Some(sheet)))
    }
}
