//! Comparing a cleaned package with its original, part by part, row by row, cell by cell.

use std::collections::BTreeMap;
use std::io::{Read, Seek};

use epure_engine::table::CellRef;

use crate::package::Package;
use crate::patch::xlsx::{
    Book, CellTexts, Cells, Expected, Piece, RowPiece, Rows, Survey, XlsxError, cell_texts,
    each_item, stream, text_of,
};
use crate::verify::{Proof, VerifyError};
use crate::xml::{Kind, Scanner, Tag, XmlError};

/// Compares; fills the counts of changes in `proof`.
pub(super) fn compare<A: Read + Seek, B: Read + Seek>(
    original: &mut Package<A>,
    cleaned: &mut Package<B>,
    survey: &Survey<'_>,
    proof: &mut Proof,
) -> Result<(), VerifyError> {
    let book = Book::read(cleaned)?;
    let names: Vec<String> = original.names().to_vec();
    proof.parts_total = names.len() as u64;
    for (at, name) in names.iter().enumerate() {
        let other = cleaned.position(name);
        let same = match other {
            Some(other) => original.same_bytes(at, cleaned, other).map_err(XlsxError::from)?,
            None => false,
        };
        if same {
            continue;
        }
        proof.parts_changed += 1;
        let binary = ![".xml", ".rels", ".vml"].iter().any(|end| name.ends_with(end));
        if binary && other.is_some() {
            return Err(VerifyError::Unexpected { part: name.clone(), at: None });
        }
    }
    let new = cleaned.names().iter().filter(|name| original.position(name).is_none()).count();
    proof.parts_changed += new as u64;
    let texts = appended(cleaned, &book, survey)?;
    for index in 0..survey.book.sheets.len() {
        sheet(original, cleaned, survey, index, &texts, proof)?;
    }
    for edits in &survey.edits {
        proof.rows_moved += edits.moved.len() as u64;
        proof.columns_removed += u64::from(edits.columns.before(u32::MAX));
    }
    Ok(())
}

/// Texts of the strings behind those of the original.
fn appended<R: Read + Seek>(
    cleaned: &mut Package<R>,
    book: &Book,
    survey: &Survey<'_>,
) -> Result<BTreeMap<u32, String>, XlsxError> {
    let mut texts = BTreeMap::new();
    let (Some(part), Some(first)) = (&book.strings, survey.strings) else { return Ok(texts) };
    let source = stream(cleaned, part)?;
    each_item(source, |index, rest| {
        if index >= first {
            texts.insert(index, text_of(rest));
        }
    })
    .map_err(|error| XlsxError::xml(part, error))?;
    Ok(texts)
}

/// What a cell holds, without its place.
struct Held {
    at: CellRef,
    kind: Vec<u8>,
    style: Option<u32>,
    value: Vec<u8>,
    texts: CellTexts,
}

/// The rows of a sheet, one after the other.
struct Reader<R> {
    scanner: Scanner<R>,
    rows: Rows,
    inside: bool,
}

impl<R: Read> Reader<R> {
    fn new(source: R) -> Self {
        Self { scanner: Scanner::new(source), rows: Rows::new(), inside: false }
    }

    /// The next row that has cells: its number and cells.
    fn next(&mut self) -> Result<Option<(u32, Vec<Held>)>, XmlError> {
        while !self.inside {
            let Some(token) = self.scanner.next()? else { return Ok(None) };
            self.inside = token.kind == Kind::Open && token.opens(b"sheetData");
        }
        loop {
            match self.rows.next(&mut self.scanner)? {
                Piece::Row { number, rest, .. } => {
                    let cells: Vec<Held> = Cells::new(number, rest).filter_map(held).collect();
                    return Ok(Some((number, cells)));
                }
                Piece::Between(_) => {}
                Piece::End(_) => {
                    self.inside = false;
                    return Ok(None);
                }
            }
        }
    }
}

fn held(piece: RowPiece<'_>) -> Option<Held> {
    let RowPiece::Cell(cell) = piece else { return None };
    let _: Tag<'_> = cell.open;
    Some(Held {
        at: cell.at,
        kind: cell.kind().to_vec(),
        style: cell.style(),
        value: cell.value().to_vec(),
        texts: cell_texts(&cell),
    })
}

fn sheet<A: Read + Seek, B: Read + Seek>(
    original: &mut Package<A>,
    cleaned: &mut Package<B>,
    survey: &Survey<'_>,
    index: usize,
    texts: &BTreeMap<u32, String>,
    proof: &mut Proof,
) -> Result<(), VerifyError> {
    let Some(sheet) = survey.book.sheets.get(index).filter(|sheet| sheet.cells) else {
        return Ok(());
    };
    let (at, other) = (original.position(&sheet.part), cleaned.position(&sheet.part));
    let (Some(at), Some(other)) = (at, other) else {
        return Err(VerifyError::Unexpected { part: sheet.name.clone(), at: None });
    };
    if original.same_bytes(at, cleaned, other).map_err(XlsxError::from)? {
        return Ok(());
    }
    let fail = |error| XlsxError::xml(&sheet.part, error);
    let mut before = Reader::new(stream(original, &sheet.part)?);
    let mut after = Reader::new(stream(cleaned, &sheet.part)?);
    let mut expected = Expected::new(survey, index);
    let unexpected =
        |at: String| VerifyError::Unexpected { part: sheet.name.clone(), at: Some(at) };
    let mut pending = after.next().map_err(fail)?;
    loop {
        let row = before.next().map_err(fail)?;
        let number = row.as_ref().map_or(u32::MAX, |(number, _)| *number);
        // Rows of the cleaned sheet that the original does not have hold new cells only.
        while let Some((new, cells)) = &pending {
            if !expected.is_new_row(*new, number) {
                break;
            }
            for cell in cells {
                if !expected.is_new_value(cell.at, &cell.kind, &cell.value, &cell.texts, texts) {
                    return Err(unexpected(cell.at.to_string()));
                }
                proof.cells_changed += 1;
            }
            pending = after.next().map_err(fail)?;
        }
        let Some((number, cells)) = row else { break };
        for cell in &cells {
            expected.learn(cell.at, &cell.texts);
        }
        if expected.row_goes(number) {
            proof.rows_removed += u64::from(!expected.row_moves(number));
            continue;
        }
        let Some((_, others)) = pending.take() else { return Err(unexpected(number.to_string())) };
        compare_row(&cells, &others, &expected, texts, proof)
            .map_err(|at| unexpected(at.to_string()))?;
        pending = after.next().map_err(fail)?;
    }
    match pending.filter(|(_, cells)| !cells.is_empty()) {
        Some((number, _)) => Err(unexpected(number.to_string())),
        None => Ok(()),
    }
}

/// Compares the cells of one row; the error is the cell of the original that differs.
fn compare_row(
    cells: &[Held],
    others: &[Held],
    expected: &Expected<'_, '_>,
    texts: &BTreeMap<u32, String>,
    proof: &mut Proof,
) -> Result<(), CellRef> {
    let mut others = others.iter().peekable();
    for cell in cells {
        let Some(target) = expected.target(cell.at) else { continue };
        while let Some(new) = others.next_if(|other| other.at.column < target.column) {
            if !expected.is_new_value(new.at, &new.kind, &new.value, &new.texts, texts) {
                return Err(cell.at);
            }
            proof.cells_changed += 1;
        }
        let other = others.next_if(|other| other.at == target).ok_or(cell.at)?;
        if expected.is_set(cell.at) {
            if !expected.is_new_value(other.at, &other.kind, &other.value, &other.texts, texts) {
                return Err(cell.at);
            }
            proof.cells_changed += 1;
            continue;
        }
        let same = cell.kind == other.kind
            && cell.style == other.style
            && (cell.value == other.value || expected.may_blot(&cell.texts, &other.texts))
            && cell.texts.inline == other.texts.inline
            && expected.formula(cell.at, &cell.texts) == other.texts.formula;
        if !same {
            return Err(cell.at);
        }
    }
    for new in others {
        if !expected.is_new_value(new.at, &new.kind, &new.value, &new.texts, texts) {
            return Err(new.at);
        }
        proof.cells_changed += 1;
    }
    Ok(())
}
