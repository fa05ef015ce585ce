//! Comparing a cleaned document with its original, row by row, cell by cell.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::Read;

use epure_engine::table::{CellRef, HiddenKind};

use super::line::{Expected, line};
use crate::package::{Package, Source};
use crate::patch::edits::SheetEdits;
use crate::patch::ods::reader::{Event, Reader, RowRun};
use crate::patch::ods::shift::Shift;
use crate::patch::ods::survey::Survey;
use crate::patch::ods::tags::may_hold_references;
use crate::patch::ods::{CONTENT, OdsError, Prepared, content_text};
use crate::patch::xlsx::Scrub;
use crate::verify::{Proof, VerifyError};
use crate::xml::{Kind, Tag};

/// Compares; fills the counts of changes in `proof`.
pub(super) fn compare<A: Source, B: Source>(
    original: &mut Package<A>,
    cleaned: &mut Package<B>,
    prepared: &Prepared,
    sheets: &BTreeMap<&str, SheetEdits<'_>>,
    survey: &Survey,
    proof: &mut Proof,
) -> Result<(), VerifyError> {
    let scrub = Scrub { needles: survey.needles.clone(), held: survey.held.clone() };
    let documents = Documents {
        before: Reader::new(content_text(original)?),
        after: Reader::new(content_text(cleaned)?),
        prepared,
        sheets,
        scrub: &scrub,
        elements: BTreeMap::new(),
    };
    documents.compare(proof)
}

/// Both documents, read side by side.
struct Documents<'a, A, B> {
    before: Reader<A>,
    after: Reader<B>,
    prepared: &'a Prepared,
    sheets: &'a BTreeMap<&'a str, SheetEdits<'a>>,
    scrub: &'a Scrub,
    /// Elements outside rows: how often in the original, and in the cleaned document.
    elements: BTreeMap<Vec<u8>, (u64, u64)>,
}

static NO_EDITS: SheetEdits<'static> = SheetEdits::none();

impl<A: Read, B: Read> Documents<'_, A, B> {
    fn compare(mut self, proof: &mut Proof) -> Result<(), VerifyError> {
        while let Some(name) = self.next_sheet()? {
            match self.next_cleaned_sheet()? {
                Some(other) if other == name => self.sheet(&name, proof)?,
                _ => return Err(unexpected(&name, None)),
            }
        }
        while let Some(name) = self.next_cleaned_sheet()? {
            let moved = self.sheets.values().flat_map(|edits| edits.moved.values());
            if !moved.into_iter().any(|to| *to == name) {
                return Err(unexpected(&name, None));
            }
        }
        self.elements_agree()
    }

    /// Name of the original's next sheet that stays.
    fn next_sheet(&mut self) -> Result<Option<String>, VerifyError> {
        let mut gone = false;
        while let Some(event) = read(&mut self.before)? {
            match event {
                Event::Sheet { name, .. } => {
                    gone = self.prepared.gone.sheets.contains(&name);
                    if !gone {
                        return Ok(Some(name));
                    }
                }
                Event::Other(kind, raw) if !gone => self.count(kind, &raw, true),
                Event::End => gone = false,
                _ => {}
            }
        }
        Ok(None)
    }

    fn next_cleaned_sheet(&mut self) -> Result<Option<String>, VerifyError> {
        while let Some(event) = read(&mut self.after)? {
            match event {
                Event::Sheet { name, .. } => return Ok(Some(name)),
                Event::Other(kind, raw) => self.count(kind, &raw, false),
                _ => {}
            }
        }
        Ok(None)
    }

    fn count(&mut self, kind: Kind, raw: &[u8], original: bool) {
        let tag = Tag::new(raw);
        let varies = matches!(
            tag.name(),
            b"table:table-column" | b"table:tracked-changes" | b"table:dde-links"
        );
        if !matches!(kind, Kind::Open | Kind::Empty) || varies {
            return;
        }
        let counts = self.elements.entry(tag.name().to_vec()).or_default();
        if original { counts.0 += 1 } else { counts.1 += 1 }
    }

    /// Without removals every element outside the rows is still there; with some, none is new.
    fn elements_agree(&self) -> Result<(), VerifyError> {
        let strict = self.prepared.only_sets_cells();
        let moves = self.sheets.values().any(|edits| !edits.moved.is_empty());
        for (name, (before, after)) in &self.elements {
            let archive = moves && name.starts_with(b"table:table");
            // The pictures of charts that show edited cells go.
            let wrong =
                if strict && name != b"draw:image" { before != after } else { after > before };
            if wrong && !archive {
                let part = format!("{CONTENT} <{}>", String::from_utf8_lossy(name));
                return Err(VerifyError::Unexpected { part, at: None });
            }
        }
        Ok(())
    }

    fn sheet(&mut self, name: &str, proof: &mut Proof) -> Result<(), VerifyError> {
        let edits = self.sheets.get(name).unwrap_or(&NO_EDITS);
        let requests = &self.prepared.requests;
        let no_comments = requests.of_sheet(HiddenKind::Comments, name);
        let by = Shift::new(self.sheets, &self.prepared.gone).inside(name);
        let (scrub, charts) = (self.scrub, RefCell::default());
        let expected = Expected { edits, by, scrub, no_comments, charts };
        let mut cleaned = Rows { run: None, used: 0, ended: false };
        while let Some(event) = read(&mut self.before)? {
            match event {
                Event::End => break,
                Event::Rows(run) => {
                    for (from, to, kept) in stretches(&run, edits) {
                        if !kept {
                            proof.rows_removed += u64::from(!edits.moved.contains_key(&from));
                            expected.charts.borrow_mut().leave_row(&run.rest, edits);
                            continue;
                        }
                        self.rows(name, &expected, &run, (from, to), &mut cleaned, proof)?;
                    }
                }
                Event::Other(kind, raw) => self.count(kind, &raw, true),
                Event::Sheet { .. } => return Err(unexpected(name, None)),
            }
        }
        self.below(name, &expected, &mut cleaned, proof)
    }

    /// Compares rows `from..to` of a run, which all stay.
    fn rows(
        &mut self,
        sheet: &str,
        expected: &Expected<'_>,
        run: &RowRun,
        (from, to): (u32, u32),
        cleaned: &mut Rows,
        proof: &mut Proof,
    ) -> Result<(), VerifyError> {
        let mut number = from;
        while number < to {
            let row = || unexpected(sheet, Some(number.to_string()));
            let left = self.cleaned_row(cleaned)?.ok_or_else(row)?;
            let count = left.min(to - number);
            let other = cleaned.run.as_ref().ok_or_else(row)?;
            let untouched = expected.edits.columns.is_none()
                && expected.edits.set_in_row(number).next().is_none()
                && (expected.by.is_none() || !may_hold_references(&run.rest));
            if !(untouched && run.rest == other.rest) {
                expected.charts.borrow_mut().leave_columns(&run.rest, expected.edits);
                let found = expected.compare(number, &line(&run.rest), &line(&other.rest));
                proof.cells_changed += found.map_err(|column| {
                    unexpected(sheet, Some(CellRef { row: number, column }.to_string()))
                })?;
            }
            cleaned.used += count;
            number += count;
        }
        Ok(())
    }

    /// Rows of the cleaned sheet below the original's last one: set by edits, moved there, or blank.
    fn below(
        &mut self,
        sheet: &str,
        expected: &Expected<'_>,
        cleaned: &mut Rows,
        proof: &mut Proof,
    ) -> Result<(), VerifyError> {
        let moved = self.sheets.values().flat_map(|edits| edits.moved.values());
        let mut arrivals = moved.filter(|to| **to == sheet).count();
        let mut sets: Vec<u32> = expected.edits.set.keys().map(|cell| cell.row).collect();
        sets.dedup();
        while let Some(left) = self.cleaned_row(cleaned)? {
            let Some(run) = &cleaned.run else { break };
            let cells = line(&run.rest);
            let blank = cells.iter().all(|cell| expected.is_blank(&cell.texts));
            let fits = |row: &u32| expected.compare(*row, &[], &cells).ok().filter(|set| *set > 0);
            match sets.iter().rev().find_map(fits) {
                _ if blank => {}
                Some(set) => proof.cells_changed += set,
                None if arrivals > 0 => arrivals -= 1,
                None => return Err(unexpected(sheet, Some(run.first.to_string()))),
            }
            cleaned.used += left;
        }
        Ok(())
    }

    /// How many rows are left of the cleaned sheet's current run; none at the end of the sheet.
    fn cleaned_row(&mut self, rows: &mut Rows) -> Result<Option<u32>, VerifyError> {
        loop {
            if let Some(run) = rows.run.as_ref().filter(|run| run.count > rows.used) {
                return Ok(Some(run.count - rows.used));
            }
            if rows.ended {
                return Ok(None);
            }
            match read(&mut self.after)? {
                Some(Event::Rows(run)) => (rows.run, rows.used) = (Some(run), 0),
                Some(Event::Other(kind, raw)) => self.count(kind, &raw, false),
                Some(Event::Sheet { .. } | Event::End) | None => rows.ended = true,
            }
        }
    }
}

/// The cleaned sheet's rows not yet compared.
struct Rows {
    run: Option<RowRun>,
    used: u32,
    ended: bool,
}

/// A run cut into stretches `from..to` that stay or go; rows with set cells stand alone.
fn stretches(run: &RowRun, edits: &SheetEdits<'_>) -> Vec<(u32, u32, bool)> {
    let end = run.first.saturating_add(run.count);
    let cells = CellRef { row: run.first, column: 0 }..CellRef { row: end, column: 0 };
    let mut single: Vec<u32> = edits.set.range(cells).map(|(cell, _)| cell.row).collect();
    single.extend(edits.rows.in_range(run.first, end - 1));
    single.sort_unstable();
    single.dedup();
    let mut found = Vec::with_capacity(single.len() * 2 + 1);
    let mut at = run.first;
    for row in single {
        if at < row {
            found.push((at, row, true));
        }
        found.push((row, row + 1, !edits.rows.contains(row)));
        at = row + 1;
    }
    if at < end {
        found.push((at, end, true));
    }
    found
}

fn read<R: Read>(reader: &mut Reader<R>) -> Result<Option<Event>, VerifyError> {
    reader.next().map_err(|error| OdsError::xml(CONTENT, error).into())
}

fn unexpected(sheet: &str, at: Option<String>) -> VerifyError {
    VerifyError::Unexpected { part: sheet.to_owned(), at }
}
