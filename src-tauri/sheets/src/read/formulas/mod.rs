//! What the formulas of a workbook read: the cells that the value of each is worked out of.
//!
//! Nothing is computed. A formula that is not understood, or that makes up at run time what it reads,
//! is said to read everything.

mod ooxml;
mod text;
mod tokens;
mod xls;
mod xlsb;

use std::collections::BTreeMap;
use std::io::{Read, Seek, SeekFrom};

use epure_engine::table::{CellRef, Format, Workbook};

use super::error::{Problem, ReadError};
use super::options::ReadOptions;
use super::{ods, transcode};
use crate::locked::Keyed;

/// Which sheet a reference is to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum On {
    /// The formula's own.
    Own,
    /// The one of that place in the workbook.
    At(usize),
    /// The one of that name.
    Named(String),
    /// One or several of them, not known which.
    Any,
}

/// Cells that a formula reads: 1-based rows and 0-based columns, first and last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Area {
    pub(crate) on: On,
    pub(crate) rows: (u32, u32),
    pub(crate) columns: (u32, u32),
}

/// What a formula reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reads {
    /// These cells of the workbook, and no other.
    Areas(Vec<Area>),
    /// Any cell, for all that can be told.
    Everything,
}

/// A formula, with the first and the last of the cells that show what it gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Formula {
    pub(crate) first: CellRef,
    pub(crate) last: CellRef,
    pub(crate) reads: Reads,
}

/// Formulas by the place of their sheet in the workbook.
pub(crate) type Formulas = BTreeMap<usize, Vec<Formula>>;

/// The formulas of the file that `book` was read from; text files have none and are not opened.
pub(crate) fn formulas(book: &Workbook, source: Keyed<'_>) -> Result<Formulas, ReadError> {
    match book.format {
        Format::Csv | Format::Tsv => Ok(Formulas::new()),
        Format::Xls => Ok(xls::read(&super::workbook_stream(source)?)),
        _ => package(book, source).map_err(|problem| ReadError::of(source.path, problem)),
    }
}

fn package(book: &Workbook, source: Keyed<'_>) -> Result<Formulas, Problem> {
    let mut file = source.open().map_err(|error| error.problem)?;
    let named = match transcode::copy(&mut file, ReadOptions::default().limits)? {
        Some(copy) => of_sheets(book.format, copy)?,
        None => {
            file.seek(SeekFrom::Start(0))?;
            of_sheets(book.format, file)?
        }
    };
    let mut formulas = Formulas::new();
    for (turn, (name, found)) in named.into_iter().enumerate() {
        let at = book.sheets.iter().position(|table| table.name == name);
        formulas.entry(at.unwrap_or(turn)).or_default().extend(found);
    }
    Ok(formulas)
}

/// Formulas with the name of their sheet.
pub(super) type Named = Vec<(String, Vec<Formula>)>;

fn of_sheets(format: Format, file: impl Read + Seek) -> Result<Named, Problem> {
    match format {
        Format::Ods => ods::formulas(file, &text::open_document),
        Format::Xlsb => xlsb::read(file),
        _ => ooxml::read(file),
    }
}
