//! What a cell must hold after the edits: for the proof that nothing else changed.

use std::collections::BTreeMap;

use epure_engine::plan::NewValue;
use epure_engine::table::CellRef;

use crate::xml::{Kind, Tokens, unescape};

use super::cells::Cell;
use super::formula::{self, Home};
use super::rows::is_empty;
use super::scrub::BLOT;
use super::survey::Survey;
use super::value::serial;

/// The texts of a cell that are written in the cell itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CellTexts {
    /// Formula, empty when there is none (or when it is shared and written elsewhere).
    pub(crate) formula: String,
    /// Group of shared formulas it belongs to.
    pub(crate) group: Option<String>,
    /// Result of a formula, when it is a text or a number.
    pub(crate) result: Option<String>,
    /// Inline text.
    pub(crate) inline: Option<String>,
}

/// Reads the texts of a cell.
pub(crate) fn cell_texts(cell: &Cell<'_>) -> CellTexts {
    let mut texts = CellTexts::default();
    if cell.content.is_empty() {
        return texts;
    }
    let mut inside = false;
    for token in Tokens::new(cell.content) {
        match token.kind {
            Kind::Open | Kind::Empty if token.opens(b"f") => {
                inside = token.kind == Kind::Open;
                let shared = token.tag().raw(b"t") == Some(b"shared");
                texts.group = token.tag().get("si").filter(|_| shared).map(|si| si.into_owned());
            }
            Kind::Close if token.closes(b"f") => inside = false,
            Kind::Text if inside => texts.formula.push_str(&unescape(token.raw)),
            Kind::CData if inside => texts.formula.push_str(&crate::xml::cdata(token.raw)),
            _ => {}
        }
    }
    match cell.kind() {
        b"str" => texts.result = cell.own_text(),
        b"inlineStr" => texts.inline = cell.own_text(),
        b"n" if !texts.formula.is_empty() || texts.group.is_some() => {
            texts.result = Some(super::census::number_text(cell));
        }
        _ => {}
    }
    texts
}

/// What one sheet must be like.
pub(crate) struct Expected<'s, 'e> {
    survey: &'s Survey<'e>,
    index: usize,
    groups: BTreeMap<String, (CellRef, String)>,
    /// New values by their place in the cleaned sheet.
    new: BTreeMap<CellRef, &'s NewValue>,
}

impl<'s, 'e> Expected<'s, 'e> {
    pub(crate) fn new(survey: &'s Survey<'e>, index: usize) -> Self {
        let mut expected = Self { survey, index, groups: BTreeMap::new(), new: BTreeMap::new() };
        let set = survey.edits.get(index).into_iter().flat_map(|edits| &edits.set);
        let new = set.filter_map(|(at, value)| Some((expected.target(*at)?, *value))).collect();
        expected.new = new;
        expected
    }

    /// Where a cell ends up; none when it goes.
    pub(crate) fn target(&self, at: CellRef) -> Option<CellRef> {
        match self.survey.shifts.of(self.index) {
            Some(shift) => shift.cell(at),
            None => Some(at),
        }
    }

    /// Does a row leave the sheet?
    pub(crate) fn row_goes(&self, row: u32) -> bool {
        self.survey.edits.get(self.index).is_some_and(|edits| edits.rows.contains(row))
    }

    /// Does it go to an archive?
    pub(crate) fn row_moves(&self, row: u32) -> bool {
        self.survey.edits.get(self.index).is_some_and(|edits| edits.moved.contains_key(&row))
    }

    /// Is a row of the cleaned sheet one that comes before the original's row `next` and that the
    /// original does not have?
    pub(crate) fn is_new_row(&self, row: u32, next: u32) -> bool {
        let facts = self.survey.census.sheets.get(&self.index);
        let shift = self.survey.shifts.of(self.index);
        let set = self.survey.edits.get(self.index).into_iter().flat_map(|edits| edits.set.keys());
        let mut origins = set.filter(|at| {
            let target = shift.map_or(Some(at.row), |shift| shift.rows.shift(at.row));
            target == Some(row)
        });
        origins.any(|at| at.row < next && facts.is_none_or(|facts| !facts.rows.contains(&at.row)))
    }

    /// Remembers the formula that others share.
    pub(crate) fn learn(&mut self, at: CellRef, texts: &CellTexts) {
        if let (Some(group), false) = (&texts.group, texts.formula.is_empty()) {
            self.groups.entry(group.clone()).or_insert_with(|| (at, texts.formula.clone()));
        }
    }

    /// Is the cell (of the original) set by an edit?
    pub(crate) fn is_set(&self, at: CellRef) -> bool {
        self.survey.edits.get(self.index).is_some_and(|edits| edits.set.contains_key(&at))
    }

    /// Does a cell of the cleaned sheet hold what an edit put there?
    pub(crate) fn is_new_value(
        &self,
        at: CellRef,
        kind: &[u8],
        value: &[u8],
        texts: &CellTexts,
        shared: &BTreeMap<u32, String>,
    ) -> bool {
        let Some(new) = self.new.get(&at) else { return false };
        let written = String::from_utf8_lossy(value);
        let number = written.trim().parse::<f64>().ok();
        let text = match kind {
            b"s" => written.trim().parse().ok().and_then(|index| shared.get(&index)),
            _ => texts.inline.as_ref(),
        };
        texts.formula.is_empty()
            && match new {
                value if is_empty(value) => value_is_missing(kind, value_of(&written)),
                NewValue::Text(new) => text == Some(new),
                NewValue::Number(new) if new.is_finite() => kind == b"n" && number == Some(*new),
                NewValue::Date(day) => {
                    let expected = serial(*day, self.survey.book.date1904) as f64;
                    kind == b"n" && number == Some(expected)
                }
                NewValue::Number(_) | NewValue::Empty => kind == b"e",
            }
    }

    /// The formula of a cell afterwards.
    pub(crate) fn formula(&self, at: CellRef, texts: &CellTexts) -> String {
        let shifts = &self.survey.shifts;
        let facts = self.survey.census.sheets.get(&self.index);
        let broken = facts.is_some_and(|facts| facts.broken_groups);
        let home = Home { sheet: Some(self.index), pinned_only: false };
        let mut text = texts.formula.clone();
        if let Some((from, shared)) = texts.group.as_ref().and_then(|group| self.groups.get(group))
        {
            let split =
                broken || shifts.of(self.index).is_some() || (shifts.any() && shared.contains('!'));
            if split && text.is_empty() {
                text = formula::moved(shared, *from, at);
            }
        }
        if shifts.unlinked() && formula::is_external(&text) {
            return String::new();
        }
        formula::adjust(&text, home, shifts).unwrap_or(text)
    }

    /// May the result of a formula differ: was a removed text blotted out of it?
    pub(crate) fn may_blot(&self, before: &CellTexts, after: &CellTexts) -> bool {
        let blotted = |text: &String| text.is_empty() || text.contains(BLOT);
        before.result.is_some() && after.result.as_ref().is_some_and(blotted)
    }
}

fn value_of(written: &str) -> &str {
    written.trim()
}

fn value_is_missing(kind: &[u8], value: &str) -> bool {
    kind == b"n" && value.is_empty()
}
