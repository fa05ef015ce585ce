//! What a cell must hold after the edits: for the proof that nothing else changed.

use std::collections::BTreeMap;

use epure_engine::plan::NewValue;
use epure_engine::table::CellRef;

use crate::xml::{Kind, Tokens, unescape};

use super::cells::Cell;
use super::formula::{self, Home};
use super::groups::Groups;
use super::outside::area_text;
use super::rows::is_empty;
use super::scrub::BLOT;
use super::strings::Appended;
use super::survey::Survey;
use super::value::serial;

/// The texts of a cell that are written in the cell itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CellTexts {
    /// Formula, empty when there is none (or when it is shared and written elsewhere).
    pub(crate) formula: String,
    /// Group of shared formulas it belongs to.
    pub(crate) group: Option<String>,
    /// The cells that the formula is for, when they are written.
    pub(crate) area: Option<String>,
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
    let mut formula = false;
    for token in Tokens::new(cell.content) {
        match token.kind {
            Kind::Open | Kind::Empty if token.opens(b"f") => {
                (inside, formula) = (token.kind == Kind::Open, true);
                let shared = token.tag().raw(b"t") == Some(b"shared");
                texts.group = token.tag().get("si").filter(|_| shared).map(|si| si.into_owned());
                texts.area = token.tag().get("ref").map(|area| area.into_owned());
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
        b"n" if formula => texts.result = Some(super::census::number_text(cell)),
        _ => {}
    }
    texts
}

/// What one sheet must be like.
pub(crate) struct Expected<'s, 'e> {
    survey: &'s Survey<'e>,
    index: usize,
    appended: Option<&'s Appended>,
    groups: Groups,
    /// New values by their place in the cleaned sheet.
    new: BTreeMap<CellRef, &'s NewValue>,
    /// Rows of the cleaned sheet that the original does not have, with the rows they stand for.
    new_rows: BTreeMap<u32, u32>,
}

impl<'s, 'e> Expected<'s, 'e> {
    pub(crate) fn new(
        survey: &'s Survey<'e>,
        index: usize,
        appended: Option<&'s Appended>,
    ) -> Self {
        let (new, new_rows) = Default::default();
        let mut expected =
            Self { survey, index, appended, groups: Groups::default(), new, new_rows };
        let set = survey.edits.get(index).into_iter().flat_map(|edits| &edits.set);
        let set: Vec<_> = set.collect();
        let rows = survey.census.sheets.get(&index).map(|facts| &facts.rows);
        for (at, value) in set {
            if let Some(target) = expected.target(*at) {
                expected.new.insert(target, *value);
            }
            let is_new = !is_empty(value) && rows.is_none_or(|rows| !rows.contains(&at.row));
            if let Some(target) = expected.row(at.row).filter(|_| is_new) {
                expected.new_rows.insert(target, at.row);
            }
        }
        expected
    }

    /// Where a cell ends up; none when it goes.
    pub(crate) fn target(&self, at: CellRef) -> Option<CellRef> {
        match self.survey.shifts.of(self.index) {
            Some(shift) => shift.cell(at),
            None => Some(at),
        }
    }

    /// Where a row ends up; none when it goes.
    pub(crate) fn row(&self, row: u32) -> Option<u32> {
        match self.survey.shifts.of(self.index) {
            Some(shift) => shift.rows.shift(row),
            None => Some(row),
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
        self.new_rows.get(&row).is_some_and(|origin| *origin < next)
    }

    /// Are there formulas in the sheet?
    pub(crate) fn has_formulas(&self) -> bool {
        self.survey.census.sheets.get(&self.index).is_some_and(|facts| facts.formulas)
    }

    /// Do formulas stay as they are written?
    pub(crate) fn keeps_formulas(&self) -> bool {
        let facts = self.survey.census.sheets.get(&self.index);
        let shifts = &self.survey.shifts;
        !shifts.any() && !shifts.unlinked() && facts.is_none_or(|facts| !facts.broken_groups)
    }

    /// Remembers the formulas of a row that others share.
    pub(crate) fn learn_row(&mut self, number: u32, rest: &[u8]) {
        if self.has_formulas() {
            self.groups.learn_row(number, rest);
        }
    }

    /// Does no column go?
    pub(crate) fn keeps_columns(&self) -> bool {
        self.survey.shifts.of(self.index).is_none_or(|shift| shift.columns.is_none())
    }

    /// Where a column ends up; none when it goes.
    pub(crate) fn column(&self, column: u32) -> Option<u32> {
        match self.survey.shifts.of(self.index) {
            Some(shift) => shift.columns.shift(column),
            None => Some(column),
        }
    }

    /// Is some cell of a row (of the original) set by an edit?
    pub(crate) fn row_is_set(&self, row: u32) -> bool {
        let edits = self.survey.edits.get(self.index);
        edits.is_some_and(|edits| edits.set_in_row(row).next().is_some())
    }

    /// Is the cell (of the original) set by an edit?
    pub(crate) fn is_set(&self, at: CellRef) -> bool {
        self.survey.edits.get(self.index).is_some_and(|edits| edits.set.contains_key(&at))
    }

    /// Does a cell of the cleaned sheet hold what an edit put there, in the style of the cell of
    /// the original that was there?
    pub(crate) fn is_new_value(&self, cell: &Cell<'_>, old: Option<&Cell<'_>>) -> bool {
        let Some(new) = self.new.get(&cell.at) else { return false };
        let dated = matches!(new, NewValue::Date(_));
        if !dated && cell.style() != old.and_then(Cell::style) {
            return false;
        }
        let (kind, texts) = (cell.kind(), cell_texts(cell));
        let written = String::from_utf8_lossy(cell.value());
        let number = written.trim().parse::<f64>().ok();
        !cell.has_formula()
            && match new {
                value if is_empty(value) => kind == b"n" && written.trim().is_empty(),
                NewValue::Text(new) => match self.appended {
                    Some(appended) => kind == b"s" && cell.string_index() == appended.get(new),
                    None => texts.inline.as_ref() == Some(new),
                },
                NewValue::Number(new) if new.is_finite() => kind == b"n" && number == Some(*new),
                NewValue::Date(day) => {
                    let expected = serial(*day, self.survey.book.date1904) as f64;
                    kind == b"n" && number == Some(expected)
                }
                NewValue::Number(_) | NewValue::Empty => kind == b"e",
            }
    }

    /// The formula of a cell afterwards, the group it shares it with, and the cells it is for.
    pub(crate) fn formula(
        &self,
        at: CellRef,
        texts: &CellTexts,
    ) -> (String, Option<String>, Option<String>) {
        let shifts = &self.survey.shifts;
        let facts = self.survey.census.sheets.get(&self.index);
        let broken = facts.is_some_and(|facts| facts.broken_groups);
        let home = Home { sheet: Some(self.index), pinned_only: false };
        let (mut text, mut group) = (texts.formula.clone(), texts.group.clone());
        let known = group.as_ref().and_then(|group| self.groups.get(group.as_bytes()));
        let shared = if text.is_empty() { known.map_or("", |(_, text)| text) } else { &text };
        let split =
            broken || shifts.of(self.index).is_some() || (shifts.any() && shared.contains('!'));
        if split && group.is_some() && !shared.is_empty() {
            if let Some((from, shared)) = known.filter(|_| text.is_empty()) {
                text = formula::moved(shared, from, at);
            }
            group = None;
        }
        if shifts.unlinked() && formula::is_external(&text) {
            return (String::new(), None, None);
        }
        let text = formula::adjust(&text, home, shifts).unwrap_or(text);
        let area = match (&texts.group, &group) {
            (Some(_), None) => None,
            (Some(_), Some(_)) => texts.area.clone(),
            (None, _) => texts.area.as_ref().and_then(|area| match shifts.of(self.index) {
                Some(shift) => area_text(area, shift),
                None => Some(area.clone()),
            }),
        };
        (text, group, area)
    }

    /// May the result of a formula differ: was a removed text blotted out of it?
    pub(crate) fn may_blot(&self, before: &CellTexts, after: &CellTexts) -> bool {
        let blotted = |text: &String| text.is_empty() || text.contains(BLOT);
        before.result.is_some() && after.result.as_ref().is_some_and(blotted)
    }
}
