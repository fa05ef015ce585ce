//! Decisions become edits: by row, by cell, by part.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::cells::CellChange;
use super::{Edit, LogLine, NewValue, Plan};
use crate::audit::Audit;
use crate::decision::Decision;
use crate::finding::{Action, ActionKind, Check, Finding};
use crate::packs::Packs;
use crate::table::{CellRef, HiddenKind, Workbook};

/// Decisions that cannot be carried out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// A decision on a finding that the audit does not hold.
    #[error("no finding has the id `{0}`: the file or the audit changed, audit it again")]
    UnknownFinding(String),
    /// A decision that does not fit its finding, such as emptying a cell where there is none.
    #[error("`{}` cannot be done about finding `{finding}`", action.name())]
    NotPossible {
        /// Its id.
        finding: String,
        /// What was asked.
        action: ActionKind,
    },
}

/// Position of a sheet in the workbook: edits come in the file's order.
type SheetAt = usize;

/// What the decisions come to, by place.
#[derive(Default)]
struct Draft<'a> {
    deleted: BTreeSet<(SheetAt, u32)>,
    moved: BTreeSet<(SheetAt, u32)>,
    cells: BTreeMap<(SheetAt, CellRef), CellChange<'a>>,
    columns: BTreeSet<(SheetAt, u32)>,
    parts: BTreeSet<(Option<SheetAt>, HiddenKind)>,
}

/// The decisions that accept everything the audit suggests. What changes nothing in the file
/// (keeping, asking for consent) is left to people.
#[must_use]
pub fn suggested(audit: &Audit) -> Vec<Decision> {
    let suggest = |finding: &Finding| {
        let action = finding.actions.first()?;
        let value = match action.kind {
            ActionKind::Keep | ActionKind::AskConsent => return None,
            ActionKind::SetCell => action.value.clone(),
            _ => None,
        };
        Some(Decision { finding: finding.id.clone(), action: action.kind, value })
    };
    audit.findings.iter().filter_map(suggest).collect()
}

/// Turns decisions into edits and change-log lines. The last decision on a finding counts; a row
/// that is deleted takes its cells' edits with it; a text written by hand wins over rewritings.
///
/// # Errors
/// [`PlanError`] when a decision names an unknown finding or cannot be carried out on it.
pub fn plan(
    book: &Workbook,
    audit: &Audit,
    decisions: &[Decision],
    packs: &Packs,
) -> Result<Plan, PlanError> {
    let standing = standing(audit, decisions)?;
    let sheets: FxHashMap<&str, SheetAt> =
        book.sheets.iter().enumerate().map(|(at, sheet)| (sheet.name.as_str(), at)).collect();
    let mut draft = Draft::default();
    for (_, finding, decision) in &standing {
        let sheet = sheets.get(finding.place.sheet.as_str()).copied();
        draft.take(sheet, finding, decision)?;
    }
    let edits = draft.edits(book, audit, packs);
    let log = standing.iter().map(|(_, finding, decision)| line(finding, decision)).collect();
    Ok(Plan { edits, log })
}

/// The last decision on each finding, with the finding, in the order of the audit; the number is
/// its rank among the decisions.
fn standing<'a>(
    audit: &'a Audit,
    decisions: &'a [Decision],
) -> Result<Vec<(usize, &'a Finding, &'a Decision)>, PlanError> {
    let by_id: FxHashMap<&str, usize> =
        audit.findings.iter().enumerate().map(|(at, finding)| (finding.id.as_str(), at)).collect();
    let mut last: BTreeMap<usize, (usize, &Decision)> = BTreeMap::new();
    for (rank, decision) in decisions.iter().enumerate() {
        let unknown = || PlanError::UnknownFinding(decision.finding.clone());
        let at = *by_id.get(decision.finding.as_str()).ok_or_else(unknown)?;
        last.insert(at, (rank, decision));
    }
    let mut standing: Vec<(usize, &Finding, &Decision)> = last
        .into_iter()
        .filter_map(|(at, (rank, decision))| Some((rank, audit.findings.get(at)?, decision)))
        .collect();
    // Later decisions on a cell win over earlier ones.
    standing.sort_by_key(|(rank, ..)| *rank);
    Ok(standing)
}

impl<'a> Draft<'a> {
    fn take(
        &mut self,
        sheet: Option<SheetAt>,
        finding: &'a Finding,
        decision: &'a Decision,
    ) -> Result<(), PlanError> {
        let place = &finding.place;
        let done = match decision.action {
            ActionKind::Keep | ActionKind::AskConsent | ActionKind::AddToOpposition => Some(()),
            ActionKind::DeleteRow => sheet.zip(place.row).map(|row| {
                self.deleted.insert(row);
            }),
            ActionKind::MoveRow => sheet.zip(place.row).map(|row| {
                self.moved.insert(row);
            }),
            ActionKind::RemovePart => self.remove_part(sheet, finding),
            ActionKind::Rewrite | ActionKind::ClearCell => {
                let cell = place.cell().filter(|_| in_cell(finding));
                sheet.zip(cell).map(|at| self.cells.entry(at).or_default().take(finding, decision))
            }
            ActionKind::SetCell => sheet.zip(target(finding)).map(|at| {
                let value = decision.value.as_deref().or_else(|| proposed(finding));
                self.cells.entry(at).or_default().set(value.unwrap_or_default());
            }),
        };
        done.ok_or_else(|| PlanError::NotPossible {
            finding: finding.id.clone(),
            action: decision.action,
        })
    }

    fn remove_part(&mut self, sheet: Option<SheetAt>, finding: &Finding) -> Option<()> {
        if finding.check == Check::ExcessiveColumn {
            self.columns.insert((sheet?, finding.place.column?));
            return Some(());
        }
        let remove = |action: &&Action| action.kind == ActionKind::RemovePart;
        let kind = finding.actions.iter().find(remove)?.value.as_deref()?;
        self.parts.insert((sheet, HiddenKind::named(kind)?));
        Some(())
    }

    fn edits(self, book: &Workbook, audit: &Audit, packs: &Packs) -> Vec<Edit> {
        let name = |at: SheetAt| book.sheets.get(at).map(|sheet| sheet.name.clone());
        let archive = packs.messages.say(audit.lang, "word.archive", &[]);
        let findings = findings_by_cell(audit);
        let mut edits = Vec::new();
        for ((at, cell), change) in &self.cells {
            let gone = self.deleted.contains(&(*at, cell.row))
                || self.columns.contains(&(*at, cell.column));
            let Some(table) = book.sheets.get(*at).filter(|_| !gone) else { continue };
            let before = table.cell(*cell);
            let all = findings.get(&(table.name.as_str(), *cell)).copied().unwrap_or_default();
            if let Some((value, removed)) = change.settle(before, all, audit, packs) {
                edits.push(Edit::SetCell {
                    sheet: table.name.clone(),
                    cell: *cell,
                    value,
                    removed,
                });
            }
        }
        let deleted = self.deleted.iter();
        edits.extend(
            deleted.filter_map(|(at, row)| Some(Edit::DeleteRow { sheet: name(*at)?, row: *row })),
        );
        let moved = self.moved.difference(&self.deleted);
        edits.extend(moved.filter_map(|(at, row)| {
            Some(Edit::MoveRow { sheet: name(*at)?, row: *row, to: archive.clone() })
        }));
        edits.extend(self.columns.iter().filter_map(|(at, column)| {
            Some(Edit::DeleteColumn { sheet: name(*at)?, column: *column })
        }));
        edits.extend(
            self.parts
                .iter()
                .map(|(at, kind)| Edit::RemovePart { kind: *kind, sheet: at.and_then(name) }),
        );
        edits
    }
}

/// Number of findings that a rewriting of a cell's note can settle, by cell.
fn findings_by_cell(audit: &Audit) -> FxHashMap<(&str, CellRef), usize> {
    let mut counts = FxHashMap::default();
    for finding in audit.findings.iter().filter(|finding| is_note(finding)) {
        if let Some(cell) = finding.place.cell() {
            *counts.entry((finding.place.sheet.as_str(), cell)).or_default() += 1;
        }
    }
    counts
}

fn is_note(finding: &Finding) -> bool {
    finding.check == Check::SensitiveNote && finding.place.span.is_some()
}

/// Is the finding about what its cell holds (rather than about a comment on it)?
fn in_cell(finding: &Finding) -> bool {
    finding.check != Check::SensitiveNote || finding.place.span.is_some()
}

/// The cell that `set_cell` fills: the one the audit proposes, else the finding's own.
fn target(finding: &Finding) -> Option<CellRef> {
    set_action(finding).and_then(|action| action.cell).or_else(|| finding.place.cell())
}

fn proposed(finding: &Finding) -> Option<&str> {
    set_action(finding)?.value.as_deref()
}

fn set_action(finding: &Finding) -> Option<&Action> {
    finding.actions.iter().find(|action| action.kind == ActionKind::SetCell)
}

fn line(finding: &Finding, decision: &Decision) -> LogLine {
    let cell = match decision.action {
        ActionKind::SetCell => target(finding),
        ActionKind::DeleteRow | ActionKind::MoveRow => None,
        _ => finding.place.cell(),
    };
    LogLine {
        sheet: finding.place.sheet.clone(),
        cell,
        row: finding.place.row,
        category: finding.category,
        rule: finding.rule.to_string(),
        action: decision.action,
        reason: decision.value.clone().filter(|_| decision.action == ActionKind::Keep),
    }
}

impl NewValue {
    /// A text; nothing when it is blank.
    pub(super) fn of_text(text: &str) -> Self {
        if text.trim().is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }
}
