//! Hidden sheets, rows and columns, taken as if a person had deleted them.

use std::io::Read;

use epure_engine::table::{HiddenKind, MAX_COLUMNS};

use crate::package::{Package, Source};
use crate::patch::edits::SheetEdits;
use crate::patch::removal::Removal;
use crate::patch::xlsx::XlsxError;
use crate::patch::xlsx::book::Book;
use crate::patch::xlsx::cells::{Piece, Rows};
use crate::patch::xlsx::error::Structure;
use crate::xml::{Kind, Scanner, Tag, XmlError};

use super::Requests;

/// Adds to the edits of every sheet what the requests take from it.
pub(crate) fn take<R: Source>(
    package: &mut Package<R>,
    book: &Book,
    requests: &Requests,
    edits: &mut [SheetEdits<'_>],
) -> Result<(), XlsxError> {
    if requests.is_none() {
        return Ok(());
    }
    for ((index, sheet), edits) in book.sheets.iter().enumerate().zip(edits.iter_mut()) {
        let asked = |kind| requests.concerns(kind, Some(index));
        edits.gone = (sheet.hidden && asked(HiddenKind::Sheet))
            || (sheet.macros && requests.asks(HiddenKind::Macros));
        let (rows, columns) = (asked(HiddenKind::Rows), asked(HiddenKind::Columns));
        if edits.gone || !sheet.cells || !(rows || columns) {
            continue;
        }
        let source = crate::patch::xlsx::stream(package, &sheet.part)?;
        let found = hidden(source).map_err(|error| XlsxError::xml(&sheet.part, error))?;
        if rows {
            edits.rows = Removal::new(edits.rows.numbers().chain(found.0));
        }
        if columns {
            edits.columns = Removal::new(edits.columns.numbers().chain(found.1));
        }
    }
    let stays = |(sheet, edits): (&super::super::book::Sheet, &SheetEdits<'_>)| {
        !sheet.hidden && !edits.gone
    };
    let goes = edits.iter().any(|edits| edits.gone);
    if goes && !book.sheets.iter().zip(edits.iter()).any(stays) {
        return Err(XlsxError::unadjustable(&book.part, Structure::LastSheet));
    }
    Ok(())
}

/// 1-based rows and 0-based columns that do not show.
fn hidden(source: impl Read) -> Result<(Vec<u32>, Vec<u32>), XmlError> {
    let mut scanner = Scanner::new(source);
    let (mut rows, mut columns) = (Vec::new(), Vec::new());
    while let Some(token) = scanner.next()? {
        if token.opens(b"col") && is_hidden(token.tag()) {
            let number = |name| token.tag().get(name).and_then(|n| n.trim().parse::<u32>().ok());
            let (Some(min), Some(max)) = (number("min"), number("max")) else { continue };
            columns.extend(min.max(1) - 1..max.min(MAX_COLUMNS));
        }
        if token.kind != Kind::Open || !token.opens(b"sheetData") {
            continue;
        }
        let mut walk = Rows::new();
        loop {
            match walk.next(&mut scanner)? {
                Piece::Row { number, open, .. } if is_hidden(Tag::new(open)) => rows.push(number),
                Piece::Row { .. } | Piece::Between(_) => {}
                Piece::End(_) => break,
            }
        }
    }
    Ok((rows, columns))
}

fn is_hidden(tag: Tag<'_>) -> bool {
    tag.get("hidden").is_some_and(|value| value == "1" || value == "true")
}
