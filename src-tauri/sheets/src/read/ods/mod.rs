//! OpenDocument spreadsheets, read in one streaming pass over `content.xml` (ODF 1.3 part 3).
//!
//! calamine reads the values of these files, but neither comments nor hidden rows, and refuses
//! rows that hold soft page breaks; it also lays out repeated cells before any bound is checked.

mod content;
mod inventory;
mod row;

use std::io::{Read, Seek};

use epure_engine::table::{Format, Workbook};

use super::calamines;
use super::error::Problem;
use super::formulas::{Formula, Reads};
use super::options::ReadOptions;
use super::package::Package;

/// Reads an OpenDocument package.
pub(crate) fn read<R: Read + Seek>(
    reader: R,
    options: &ReadOptions<'_>,
) -> Result<Workbook, Problem> {
    let mut package = Package::open(reader, options.limits)?;
    let manifest = package.text("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(Problem::PasswordProtected { format: Format::Ods });
    }
    // First pass: bounds, entities, size for the caller's progress.
    let mut size = 0u64;
    let found = package.stream("content.xml", |piece| {
        size += piece.len() as u64;
        Ok(())
    })?;
    if !found {
        return Err(Problem::damaged("content.xml is missing"));
    }
    let mut book = calamines::book(Format::Ods);
    let content = package.reader("content.xml")?;
    let extra = content::read(content, size, options, &mut book)?;
    book.hidden = inventory::of(&mut package, extra)?;
    Ok(book)
}

/// What the formulas of each sheet of a package read, as `reads` tells from their texts. The package
/// was found within bounds before.
pub(crate) fn formulas<R: Read + Seek>(
    reader: R,
    reads: &dyn Fn(&str) -> Reads,
) -> Result<Vec<(String, Vec<Formula>)>, Problem> {
    let options = ReadOptions { only: Some(&|_, _| false), ..ReadOptions::default() };
    let mut package = Package::open(reader, options.limits)?;
    package.stream("content.xml", |_| Ok(()))?;
    content::formulas(package.reader("content.xml")?, &options, reads)
}
