//! The proof for a file that rows moved to: it holds them as the edits leave them, under the header of
//! the sheet they come from, nothing else, and no removed text.

use std::collections::BTreeMap;

use epure_engine::table::{Cell, Format, Header, Workbook};

use super::rows::{Cells, unexpected};
use super::{Decided, Proof, VerifyError, csv, ods, whole, xlsx};
use crate::locked::Keyed;
use crate::patch::edits::{SheetEdits, arrivals, by_sheet};
use crate::patch::xlsx::Scrub;
use crate::read;
use crate::write::{Settled, settle};

/// Proves the file at `archive`, of the format of `original` (xlsx, xlsm, ods, csv or tsv), that holds the
/// rows which edits move and nothing else. Only rows, cells set in them, and what was searched are counted
/// in the [`Proof`].
///
/// # Errors
/// See [`VerifyError`].
pub fn verify_archive(
    original: Keyed<'_>,
    archive: Keyed<'_>,
    format: Format,
    decided: Decided<'_>,
) -> Result<Proof, VerifyError> {
    if matches!(format, Format::Csv | Format::Tsv) {
        let header = decided.headers.values().next().copied();
        let (before, after) = (original.open()?, archive.open()?);
        let (before, after) = (whole(before, original)?, whole(after, archive)?);
        return csv::verify_csv_archive(&before, &after, None, header, decided.edits);
    }
    let ods = format == Format::Ods;
    let scrub = match ods {
        true => ods::removed(original.open()?, decided)?,
        false => xlsx::removed(original.open()?, decided)?,
    };
    let mut proof = rows(original, archive, decided, &scrub)?;
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
    decided: Decided<'_>,
    scrub: &Scrub,
) -> Result<Proof, VerifyError> {
    let Decided { edits, headers, .. } = decided;
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
