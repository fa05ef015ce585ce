//! The proof for a file that rows moved to: it holds them as the edits leave them, under the header of
//! the sheet they come from, nothing else, and no removed text.

use std::collections::BTreeMap;

use epure_engine::plan::Edit;
use epure_engine::table::{Cell, Format, Header, Workbook};

use super::rows::{Cells, unexpected};
use super::{Proof, VerifyError, csv, ods, whole, xlsx};
use crate::locked::Keyed;
use crate::patch::edits::{SheetEdits, arrivals, by_sheet};
use crate::patch::xlsx::Scrub;
use crate::read;
use crate::write::{Settled, settle};

/// See [`super::verify_archive`].
pub(super) fn verify(
    original: Keyed<'_>,
    archive: Keyed<'_>,
    format: Format,
    edits: &[Edit],
    vocabulary: &[String],
    headers: &BTreeMap<String, (u32, u32)>,
) -> Result<Proof, VerifyError> {
    if matches!(format, Format::Csv | Format::Tsv) {
        let header = headers.values().next().copied();
        let (before, after) = (original.open()?, archive.open()?);
        let (before, after) = (whole(before, original)?, whole(after, archive)?);
        return csv::verify_archive(&before, &after, None, header, edits);
    }
    let ods = format == Format::Ods;
    let scrub = match ods {
        true => ods::removed(original.open()?, edits, vocabulary)?,
        false => xlsx::removed(original.open()?, edits, vocabulary, headers)?,
    };
    let mut proof = rows(original, archive, edits, headers, &scrub)?;
    match ods {
        true => ods::search_archive(archive.open()?, scrub, &mut proof)?,
        false => xlsx::search_archive(archive.open()?, scrub, &mut proof)?,
    }
    Ok(proof)
}

/// Reads both files, of the original only the rows concerned.
fn rows(
    original: Keyed<'_>,
    archive: Keyed<'_>,
    edits: &[Edit],
    headers: &BTreeMap<String, (u32, u32)>,
    scrub: &Scrub,
) -> Result<Proof, VerifyError> {
    let sheets = by_sheet(edits);
    let concerned = |sheet: &str, row: u32| {
        headers.get(sheet).is_some_and(|(first, last)| (*first..=*last).contains(&row))
            || sheets.get(sheet).is_some_and(|edits| edits.moved.contains_key(&row))
    };
    let mut book = read::reopen(original, Some(&concerned))?;
    for table in &mut book.sheets {
        table.header = headers.get(&table.name).map(|(first_row, last_row)| Header {
            first_row: *first_row,
            last_row: *last_row,
            names: Vec::new(),
        });
    }
    let Settled { book, edits } = settle(&book, edits);
    let values = Cells { stored: |cell: Cell| cell, scrub: Some(scrub) };
    arrived(&book, &by_sheet(&edits), &read::reopen(archive, None)?, values)
}

/// Compares an archive with the rows of `book` that move. Rows without content need not be there.
pub(super) fn arrived(
    book: &Workbook,
    sheets: &BTreeMap<&str, SheetEdits<'_>>,
    archive: &Workbook,
    values: Cells<'_>,
) -> Result<Proof, VerifyError> {
    let mut proof = Proof::default();
    let mut found = archive.sheets.iter();
    for (to, rows) in arrivals(book, sheets) {
        let (arriving, set) = values.arriving(&rows);
        proof.rows_moved += arriving.len() as u64;
        proof.cells_changed += set;
        let expected = values.header(&rows).into_iter().chain(arriving);
        values.compare(to, expected.map(|cells| (None, cells)), found.next())?;
    }
    match found.next() {
        Some(more) => Err(unexpected(&more.name, None)),
        None => Ok(proof),
    }
}
