//! Where each finding stands: decided here, remembered from another file, settled by what was
//! decided about its row or its cell, or open.

use epure_engine::finding::{Action, ActionKind, Finding};

use super::Review;
use crate::dto::State;

/// Where a finding stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Status {
    /// Its state.
    pub(crate) state: State,
    /// True when the decision was made on another file.
    pub(crate) remembered: bool,
    /// True when it follows from a decision about another finding of the row or the cell.
    pub(crate) implied: bool,
}

impl Review {
    /// The status of the finding at that position.
    pub(crate) fn status(&self, at: usize) -> Status {
        self.statuses.get(at).copied().unwrap_or_default()
    }

    /// What stands about the finding at that position: the operation that decided it (none when it
    /// is remembered from another file), the action and its value.
    pub(super) fn standing(&self, at: usize) -> Option<(Option<i64>, ActionKind, Option<&str>)> {
        let finding = self.findings().get(at)?;
        if let Some(decided) = self.history.standing.get(&finding.id) {
            return Some((Some(decided.operation), decided.action, decided.value.as_deref()));
        }
        if self.history.reopened.contains(&finding.id) {
            return None;
        }
        let known = self.remembered.get(&at)?;
        Some((None, known.action, known.value.as_deref()))
    }

    pub(super) fn status_of(&self, at: usize) -> Status {
        let Some(finding) = self.findings().get(at) else { return Status::default() };
        if let Some((operation, action, value)) = self.standing(at) {
            let state = state(finding, action, value);
            return Status { state, remembered: operation.is_none(), implied: false };
        }
        match self.implied(at, finding) {
            Some(state) => Status { state, remembered: false, implied: true },
            None => Status::default(),
        }
    }

    /// A finding nobody decided on is settled all the same when its row is deleted, its cell emptied
    /// or its cell's whole text written anew.
    fn implied(&self, at: usize, finding: &Finding) -> Option<State> {
        let row = self.of_row(&finding.place.sheet, finding.place.row?);
        row.filter(|(other, _)| *other != at).find_map(|(other, found)| {
            let (_, action, value) = self.standing(other)?;
            let column = finding.place.column;
            let same_cell = column.is_some() && found.place.column == column;
            match action {
                ActionKind::DeleteRow => Some(State::Deleted),
                ActionKind::ClearCell if same_cell => Some(State::Cleared),
                ActionKind::Rewrite if same_cell && value.is_some() => Some(State::Edited),
                _ => None,
            }
        })
    }
}

/// The state that a decision leads to.
fn state(finding: &Finding, action: ActionKind, value: Option<&str>) -> State {
    match action {
        ActionKind::Rewrite if value.is_none() || value == proposed(finding) => State::Accepted,
        ActionKind::Rewrite => State::Edited,
        ActionKind::ClearCell => State::Cleared,
        ActionKind::SetCell => State::Set,
        ActionKind::DeleteRow => State::Deleted,
        ActionKind::MoveRow => State::Moved,
        ActionKind::RemovePart => State::Removed,
        ActionKind::AskConsent | ActionKind::AddToOpposition => State::Noted,
        ActionKind::Keep => State::Kept,
    }
}

/// The whole new text that the engine proposes for the finding's cell.
pub(super) fn proposed(finding: &Finding) -> Option<&str> {
    let rewrite = |action: &&Action| action.kind == ActionKind::Rewrite;
    finding.actions.iter().find(rewrite)?.value.as_deref()
}
