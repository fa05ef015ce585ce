//! The proof for text files: untouched lines keep their bytes, touched ones hold the new values.

use std::collections::BTreeSet;

use epure_engine::plan::{Edit, NewValue};

use super::absence::{Needles, removed};
use super::{Proof, VerifyError};
use crate::patch::csv::{CsvError, Source, Style};
use crate::patch::edits::{SheetEdits, by_sheet};
use crate::read::csv::{CsvDialect, Record};

/// Proves a text file; `dialect` is the one it was read with when the user chose it. The fingerprints of
/// the [`Proof`] are left empty. A text file holds nothing but its cells: a removed text that is left can
/// only be in a cell that another decision keeps.
///
/// # Errors
/// See [`VerifyError`].
pub fn verify_csv(
    original: &[u8],
    cleaned: &[u8],
    dialect: Option<CsvDialect>,
    edits: &[Edit],
    vocabulary: &[String],
) -> Result<Proof, VerifyError> {
    let mut sheets = by_sheet(edits);
    let sheet = sheets.pop_first().map(|(_, edits)| edits).unwrap_or_default();
    if !sheets.is_empty() {
        return Err(CsvError::SeveralSheets.into());
    }
    let before = Source::new(original, dialect);
    let after = Source::new(cleaned, Some(before.dialect));
    let style = Style::of(&before, &sheet);
    let mut check = Check {
        lines: Lines { before: &before, style, edits: &sheet },
        after: &after,
        former: BTreeSet::new(),
        proof: Proof { parts_total: 1, parts_searched: 1, ..Proof::default() },
    };
    check.proof.parts_changed = u64::from(original != cleaned);
    check.proof.columns_removed = u64::from(sheet.columns.before(u32::MAX));
    if before.head() != after.head() {
        return Err(unexpected(0));
    }
    check.lines()?;
    check.search(edits, vocabulary);
    Ok(check.proof)
}

/// Proves a text file that holds the rows which move, under the header (its 1-based first and last rows);
/// only rows and the cells set in them are counted.
pub(crate) fn verify_csv_archive(
    original: &[u8],
    archive: &[u8],
    dialect: Option<CsvDialect>,
    header: Option<(u32, u32)>,
    edits: &[Edit],
) -> Result<Proof, VerifyError> {
    let sheet = by_sheet(edits).pop_first().map(|(_, edits)| edits).unwrap_or_default();
    let before = Source::new(original, dialect);
    let after = Source::new(archive, Some(before.dialect));
    let lines = Lines { before: &before, style: Style::of(&before, &sheet), edits: &sheet };
    let (first, last) = header.unwrap_or((1, 1));
    let mut proof = Proof::default();
    let (mut old, mut new) = (before.records(), after.records());
    let (mut record, mut other) = (Record::default(), Record::default());
    while old.next_into(&mut record) {
        let moves = sheet.moved.contains_key(&record.number);
        let heads = (first..=last).contains(&record.number);
        for counted in [heads.then_some(false), moves.then_some(true)].into_iter().flatten() {
            let same = new.next_into(&mut other).then(|| lines.same(&record, &other, &after));
            let changed = same.flatten().ok_or_else(|| unexpected(record.number))?;
            proof.rows_moved += u64::from(counted);
            proof.cells_changed += if counted { changed } else { 0 };
        }
    }
    match before.head() != after.head() || new.next_into(&mut other) {
        true => Err(unexpected(other.number)),
        false => Ok(proof),
    }
}

/// A line without its end, which a last line may lack.
fn without_end<'l>(line: &'l [u8], source: &Source<'_>) -> &'l [u8] {
    line.strip_suffix(source.line_end()).unwrap_or(line)
}

/// What becomes of the original's lines.
struct Lines<'a> {
    before: &'a Source<'a>,
    style: Style,
    edits: &'a SheetEdits<'a>,
}

struct Check<'a> {
    lines: Lines<'a>,
    after: &'a Source<'a>,
    /// Texts of cells that go or change.
    former: BTreeSet<String>,
    proof: Proof,
}

impl Lines<'_> {
    /// How many cells were set, if the record `new` of `after` is what the edits make of the original's `old`.
    fn same(&self, old: &Record, new: &Record, after: &Source<'_>) -> Option<u64> {
        let raw_old = self.before.slice(old.span.clone());
        let raw_new = after.slice(new.span.clone());
        let sets: Vec<(u32, &NewValue)> = self.edits.set_in_row(old.number).collect();
        if sets.is_empty() && (self.edits.columns.is_none() || old.fields.len() <= 1) {
            let same = without_end(raw_old, self.before) == without_end(raw_new, self.before);
            if same || self.edits.columns.is_none() {
                return same.then_some(0);
            }
        }
        let width =
            old.fields.len().max(sets.iter().map(|(at, _)| *at as usize + 1).max().unwrap_or(0));
        let (mut others, mut changed) = (new.fields.iter(), 0);
        for column in 0..u32::try_from(width).unwrap_or(u32::MAX) {
            if self.edits.columns.contains(column) {
                continue;
            }
            let field = old.fields.get(column as usize);
            let set = sets.iter().find(|(at, _)| *at == column);
            let Some(other) = others.next() else {
                // An empty value at the right of the record needs no field.
                let empty = set.is_some_and(|(_, value)| matches!(value, NewValue::Empty));
                if field.is_none() && (empty || set.is_none()) {
                    continue;
                }
                return None;
            };
            match (set, field) {
                (Some((_, value)), _) => {
                    let former = field.map(|field| self.before.value(field)).unwrap_or_default();
                    let text = self.style.text(value, &former);
                    if !after.says(other, &text) {
                        return None;
                    }
                    changed += 1;
                }
                (None, Some(field)) => {
                    let same =
                        self.before.slice(field.span.clone()) == after.slice(other.span.clone());
                    if !same {
                        return None;
                    }
                }
                (None, None) if !other.span.is_empty() => return None,
                (None, None) => {}
            }
        }
        others.all(|field| field.span.is_empty()).then_some(changed)
    }
}

impl Check<'_> {
    fn lines(&mut self) -> Result<(), VerifyError> {
        let (mut old, mut new) = (self.lines.before.records(), self.after.records());
        let (mut record, mut other) = (Record::default(), Record::default());
        let mut last = 0;
        while old.next_into(&mut record) {
            last = record.number;
            self.collect(&record);
            if self.lines.edits.rows.contains(record.number) {
                let moved = self.lines.edits.moved.contains_key(&record.number);
                self.proof.rows_moved += u64::from(moved);
                self.proof.rows_removed += u64::from(!moved);
                continue;
            }
            if !new.next_into(&mut other) {
                return Err(unexpected(record.number));
            }
            self.record(&record, &other)?;
        }
        let mut number = last;
        while new.next_into(&mut other) {
            number += 1;
            let nothing = Record { number, ..Record::default() };
            self.record(&nothing, &other)?;
        }
        Ok(())
    }

    fn record(&mut self, old: &Record, new: &Record) -> Result<(), VerifyError> {
        let same = self.lines.same(old, new, self.after);
        self.proof.cells_changed += same.ok_or_else(|| unexpected(old.number))?;
        Ok(())
    }

    /// Notes what of a record goes.
    fn collect(&mut self, record: &Record) {
        let moved = self.lines.edits.moved.contains_key(&record.number);
        let gone = self.lines.edits.rows.contains(record.number) && !moved;
        let set: BTreeSet<u32> =
            self.lines.edits.set_in_row(record.number).map(|(at, _)| at).collect();
        if !gone && set.is_empty() && self.lines.edits.columns.is_none() {
            return;
        }
        for (column, field) in (0u32..).zip(&record.fields) {
            if gone || set.contains(&column) || self.lines.edits.columns.contains(column) {
                self.former.insert(self.lines.before.value(field));
            }
        }
    }

    /// Counts the removed texts, and those that cells which stay hold as well.
    fn search(&mut self, edits: &[Edit], vocabulary: &[String]) {
        let needles = Needles::new(removed(&self.former, edits, vocabulary));
        self.proof.texts_searched = needles.len() as u64;
        let mut held = vec![false; needles.len()];
        let (mut records, mut record) = (self.after.records(), Record::default());
        let mut words = Vec::new();
        while !needles.is_empty() && records.next_into(&mut record) {
            for field in &record.fields {
                needles.note(&self.after.value(field), &mut words, &mut held);
            }
        }
        self.proof.kept_elsewhere = held.iter().filter(|held| **held).count() as u64;
    }
}

fn unexpected(row: u32) -> VerifyError {
    VerifyError::Unexpected { part: "csv".to_owned(), at: Some(row.to_string()) }
}
