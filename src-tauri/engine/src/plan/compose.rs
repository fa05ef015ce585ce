//! Puts decisions together: what happens to each cell, row and part.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error as NotAName, StrDeserializer};

use super::{Edit, LogLine, NewValue, Plan, PlanError};
use crate::decision::Decision;
use crate::finding::{Action, ActionKind, Finding};
use crate::reader::{Language, NoteFinding, Reader, Rewrite, is_signal};
use crate::table::{CellRef, HiddenKind, Workbook};

/// Name of the sheet that archived rows move to, when a decision names none.
const ARCHIVE: &str = "Archive";

/// A place by the sheet's position in the workbook, so that edits come in the file's order.
type SheetOrder = usize;

/// What is decided for one cell.
#[derive(Default)]
struct CellWill<'a> {
    clear: bool,
    own: Option<String>,
    accepted: Vec<&'a Finding>,
}

/// Everything decided, by place.
#[derive(Default)]
struct Will<'a> {
    cells: BTreeMap<(SheetOrder, CellRef), CellWill<'a>>,
    set: BTreeMap<(SheetOrder, CellRef), String>,
    deleted: BTreeSet<(SheetOrder, u32)>,
    moved: BTreeMap<(SheetOrder, u32), String>,
    parts: BTreeSet<(SheetOrder, HiddenKind)>,
}

/// The first proposed action of every finding that proposes a change to the file: what
/// `--accept suggested` does.
#[must_use]
pub fn suggested(findings: &[Finding]) -> Vec<Decision> {
    let changes =
        |action: &&Action| !matches!(action.kind, ActionKind::Keep | ActionKind::AskConsent);
    let decision = |finding: &Finding| {
        let action = finding.actions.first().filter(changes)?;
        let value = (action.kind == ActionKind::SetCell).then(|| action.value.clone()).flatten();
        Some(Decision { finding: finding.id.clone(), action: action.kind, value })
    };
    findings.iter().filter_map(decision).collect()
}

/// Edits and change log of these decisions; the last one on a finding counts.
///
/// # Errors
/// [`PlanError`] for a finding that is not among `findings`, or an action that cannot be done at its
/// place.
pub fn plan(
    book: &Workbook,
    findings: &[Finding],
    decisions: &[Decision],
    reader: &Reader,
    language: Language,
) -> Result<Plan, PlanError> {
    let known: BTreeMap<&str, usize> =
        findings.iter().enumerate().map(|(at, finding)| (finding.id.as_str(), at)).collect();
    let mut last: BTreeMap<usize, &Decision> = BTreeMap::new();
    for decision in decisions {
        let at = known.get(decision.finding.as_str());
        let at = at.ok_or_else(|| PlanError::UnknownFinding(decision.finding.clone()))?;
        last.insert(*at, decision);
    }

    let mut will = Will::default();
    let mut log = Vec::new();
    for (at, decision) in last {
        if let Some(finding) = findings.get(at) {
            will.add(book, finding, decision)?;
            log.push(line(finding, decision));
        }
    }
    Ok(Plan { edits: will.edits(book, reader, language), log })
}

fn line(finding: &Finding, decision: &Decision) -> LogLine {
    let kept = decision.action == ActionKind::Keep;
    LogLine {
        sheet: finding.place.sheet.clone(),
        cell: finding.place.cell(),
        row: finding.place.row,
        category: finding.category,
        rule: finding.rule.to_string(),
        action: decision.action,
        reason: decision.value.clone().filter(|_| kept),
    }
}

impl<'a> Will<'a> {
    fn add(
        &mut self,
        book: &Workbook,
        finding: &'a Finding,
        decision: &Decision,
    ) -> Result<(), PlanError> {
        let place = &finding.place;
        let sheet = book.sheets.iter().position(|table| table.name == place.sheet);
        let cell = sheet.zip(place.cell());
        let row = sheet.zip(place.row);
        let refused =
            || PlanError::NotPossible { finding: finding.id.clone(), action: decision.action };
        match decision.action {
            ActionKind::Rewrite => {
                let will = self.cells.entry(cell.ok_or_else(refused)?).or_default();
                match &decision.value {
                    Some(text) => will.own = Some(text.clone()),
                    None => will.accepted.push(finding),
                }
            }
            ActionKind::ClearCell => {
                let will = self.cells.entry(cell.ok_or_else(refused)?).or_default();
                will.clear = true;
                will.accepted.push(finding);
            }
            ActionKind::SetCell => {
                let proposed = finding.actions.iter().find(|one| one.kind == ActionKind::SetCell);
                let target = proposed.and_then(|one| one.cell).or(place.cell());
                let value = decision.value.clone().or(proposed.and_then(|one| one.value.clone()));
                let at = sheet.zip(target).ok_or_else(refused)?;
                self.set.insert(at, value.ok_or_else(refused)?);
            }
            ActionKind::DeleteRow => {
                self.deleted.insert(row.ok_or_else(refused)?);
            }
            ActionKind::MoveRow => {
                let to = decision.value.clone().unwrap_or_else(|| ARCHIVE.to_owned());
                self.moved.insert(row.ok_or_else(refused)?, to);
            }
            ActionKind::RemovePart => {
                let kind = hidden_kind(finding).ok_or_else(refused)?;
                self.parts.insert((sheet.unwrap_or(usize::MAX), kind));
            }
            ActionKind::AskConsent | ActionKind::AddToOpposition | ActionKind::Keep => {}
        }
        Ok(())
    }

    fn edits(self, book: &Workbook, reader: &Reader, language: Language) -> Vec<Edit> {
        let name = |sheet: SheetOrder| book.sheets.get(sheet).map(|table| table.name.clone());
        let whole_rows = |sheet: SheetOrder, row: u32| {
            self.deleted.contains(&(sheet, row)) || self.moved.contains_key(&(sheet, row))
        };
        let mut values: BTreeMap<(SheetOrder, CellRef), (NewValue, Vec<String>)> = BTreeMap::new();
        for (at, will) in &self.cells {
            let Some(text) = cell_text(book, *at) else { continue };
            if let Some(value) = will.value(text, reader, language) {
                values.insert(*at, (value, will.removed()));
            }
        }
        for (at, value) in &self.set {
            values.insert(*at, (NewValue::Text(value.clone()), Vec::new()));
        }

        let cells = values.into_iter().filter(|((sheet, cell), _)| !whole_rows(*sheet, cell.row));
        let cells = cells.filter_map(|((sheet, cell), (value, removed))| {
            Some(Edit::SetCell { sheet: name(sheet)?, cell, value, removed })
        });
        let deleted = self
            .deleted
            .iter()
            .filter_map(|(sheet, row)| Some(Edit::DeleteRow { sheet: name(*sheet)?, row: *row }));
        let moved = self.moved.iter().filter(|(at, _)| !self.deleted.contains(at));
        let moved = moved.filter_map(|((sheet, row), to)| {
            Some(Edit::MoveRow { sheet: name(*sheet)?, row: *row, to: to.clone() })
        });
        let parts = self.parts.iter();
        let parts =
            parts.map(|(sheet, kind)| Edit::RemovePart { kind: *kind, sheet: name(*sheet) });
        cells.chain(deleted).chain(moved).chain(parts).collect()
    }
}

impl CellWill<'_> {
    /// What the cell holds afterwards; none when nothing changes.
    fn value(&self, text: &str, reader: &Reader, language: Language) -> Option<NewValue> {
        if self.clear {
            return Some(NewValue::Empty);
        }
        if let Some(own) = &self.own {
            let blank = own.trim().is_empty();
            return Some(if blank { NewValue::Empty } else { NewValue::Text(own.clone()) });
        }
        match self.wording(text, reader, language) {
            Rewrite::Unchanged => None,
            Rewrite::Text(text) => Some(NewValue::Text(text)),
            Rewrite::Clear => Some(NewValue::Empty),
        }
    }

    /// The proposed wording of the accepted findings alone.
    fn wording(&self, text: &str, reader: &Reader, language: Language) -> Rewrite {
        let accepted = |note: &NoteFinding| {
            !is_signal(note.category)
                && self.accepted.iter().any(|finding| {
                    finding
                        .place
                        .range()
                        .is_none_or(|span| span.start < note.span.end && note.span.start < span.end)
                })
        };
        let mut read = reader.read(text, language, None);
        read.retain(accepted);
        if read.is_empty() {
            return self.proposed().map_or(Rewrite::Unchanged, Rewrite::Text);
        }
        reader.rewrite(text, language, &read)
    }

    /// The text that the accepted findings themselves propose.
    fn proposed(&self) -> Option<String> {
        let actions = self.accepted.iter().flat_map(|finding| finding.actions.iter());
        actions.filter(|one| one.kind == ActionKind::Rewrite).find_map(|one| one.value.clone())
    }

    /// Words that must be nowhere afterwards.
    fn removed(&self) -> Vec<String> {
        let words: BTreeSet<&str> = self.accepted.iter().map(|one| one.text.as_str()).collect();
        words.into_iter().filter(|word| !word.is_empty()).map(str::to_owned).collect()
    }
}

fn cell_text(book: &Workbook, (sheet, cell): (SheetOrder, CellRef)) -> Option<&str> {
    book.sheets.get(sheet)?.cell(cell).as_text()
}

/// Which hidden parts a finding proposes to remove: the value of its action names them.
fn hidden_kind(finding: &Finding) -> Option<HiddenKind> {
    let action = finding.actions.iter().find(|one| one.kind == ActionKind::RemovePart)?;
    let name: StrDeserializer<'_, NotAName> = action.value.as_deref()?.into_deserializer();
    HiddenKind::deserialize(name).ok()
}
