//! Edits inside an xlsx or xlsm package: the few bytes that hold a decision change, and every part
//! that is not concerned keeps its compressed bytes.
//!
//! Three passes, none of which holds a sheet in memory: `census` reads what cells use and what
//! goes, `plan` decides per part, and each concerned part is then written again as it streams by.

mod abreast;
mod adding;
mod aids;
mod along;
mod apart;
mod archive;
mod book;
mod cells;
mod census;
mod drawings;
mod error;
mod expected;
pub(crate) mod formula;
mod groups;
mod held;
mod open;
mod order;
mod outside;
mod parts;
mod pipe;
mod pivots;
mod plan;
mod rels;
mod remove;
mod renumber;
mod rows;
mod scrub;
mod sheet;
mod shifts;
mod strings;
mod styles;
mod survey;
mod tables;
mod usual;
mod value;
mod witness;
mod workbook;

use std::collections::BTreeMap;
use std::io::{Read, Seek, Write};
use std::ops::ControlFlow;

use epure_engine::plan::Edit;

use crate::package::{Package, PackageWriter, Source, ahead};
use crate::patch::aid::Aid;
use crate::xml::utf8;

use witness::Nobody;

pub(crate) use apart::write_archive;
pub(crate) use book::Book;
pub(crate) use cells::{Cell, Cells, Piece, RowPiece, Rows, row_number};
pub use error::{Structure, XlsxError};
pub(crate) use expected::{Expected, cell_texts};
pub(crate) use formula::literals;
pub(crate) use held::held;
pub(crate) use rels::parse as parse_rels;
pub(crate) use scrub::Scrub;
pub(crate) use strings::{Appended, IndexSet, unescape_controls, whole_text_of};

pub(crate) use plan::{Action, Plan};
pub(crate) use remove::left;
pub(crate) use rows::may_hold_formula;
pub(crate) use sheet::Beside;
pub(crate) use survey::Survey;
pub(crate) use usual::usual_numbers;
pub(crate) use witness::Witness;

/// How a workbook is edited.
#[derive(Clone, Copy, Default)]
pub struct XlsxOptions<'a> {
    /// Texts that are no personal data although removed cells held them (choices of a status
    /// column, names of towns …): copies of them outside the cells are left alone.
    pub vocabulary: &'a [String],
    /// 1-based first and last header row by sheet, copied at the head of archives that are made.
    pub headers: Option<&'a BTreeMap<String, (u32, u32)>>,
    /// Help to add to columns.
    pub aids: &'a [Aid],
    /// Called now and then with the bytes done and the total (only the ratio matters); `Break`
    /// stops the work with [`XlsxError::Cancelled`].
    pub progress: Option<&'a dyn Fn(u64, u64) -> ControlFlow<()>>,
}

/// Writes `original` with `edits` applied to `out`. Places of edits are those of the original.
///
/// # Errors
/// See [`XlsxError`]; what was written to `out` is then of no use.
pub fn write<R: Source, W: Write + Seek + Send>(
    original: R,
    edits: &[Edit],
    out: W,
    options: &XlsxOptions<'_>,
) -> Result<W, XlsxError> {
    let mut package = Package::open(original)?;
    let plan = Plan::new(&mut package, edits, options)?;
    write_planned(&mut package, &plan, out, &mut Nobody)
}

/// As [`write`], once everything was decided; `witness` is shown the sheets that are written anew.
pub(crate) fn write_planned<R: Source, W: Write + Seek + Send>(
    package: &mut Package<R>,
    plan: &Plan<'_>,
    out: W,
    witness: &mut dyn Witness,
) -> Result<W, XlsxError> {
    let mut writer = PackageWriter::new(out);
    for at in 0..package.names().len() {
        match plan.action(at) {
            Action::Copy => writer.copy(package, at)?,
            Action::Drop => {}
            Action::Replace(bytes) => {
                let part = writer.replace(package, at)?;
                part.write_all(bytes).map_err(XlsxError::Write)?;
            }
            Action::Stream => {
                let part = writer.replace(package, at)?;
                pipe::through(part, |pipe| plan.stream(package, at, pipe, witness))?;
            }
        }
        plan.tick(at)?;
    }
    for (name, bytes) in plan.added() {
        writer.add(name)?.write_all(bytes).map_err(XlsxError::Write)?;
    }
    Ok(writer.finish()?)
}

/// A whole part in memory, as UTF-8.
pub(crate) fn whole<R: Source>(package: &mut Package<R>, part: &str) -> Result<Vec<u8>, XlsxError> {
    let bytes = package.read(part)?;
    let mut text = Vec::with_capacity(bytes.len());
    let mut source = utf8(bytes.as_slice()).map_err(XlsxError::Write)?;
    source.read_to_end(&mut text).map_err(XlsxError::Write)?;
    Ok(text)
}

/// A part as it streams by, as UTF-8; see [`ahead`] for one that may be long.
pub(crate) fn stream<'p, R: Source>(
    package: &'p mut Package<R>,
    part: &str,
) -> Result<Box<dyn Read + Send + 'p>, XlsxError> {
    let source = package.stream(part)?;
    utf8(source).map_err(|error| crate::package::PackageError::read(part, error).into())
}

/// Calls `each` with the index and the content of every shared string of `part`; gives their number.
pub(crate) fn each_string<R: Source>(
    package: &mut Package<R>,
    part: &str,
    each: impl FnMut(u32, &[u8]),
) -> Result<u32, XlsxError> {
    let source = stream(package, part)?;
    ahead(source, |source| strings::each_item(source, each))
        .map_err(|error| XlsxError::xml(part, error))
}
