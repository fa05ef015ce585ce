//! What several decisions on one cell come to.

use super::NewValue;
use crate::audit::Audit;
use crate::decision::Decision;
use crate::finding::{Action, ActionKind, Check, Finding};
use crate::packs::Packs;
use crate::reader::{NoteFinding, Rewrite, is_signal};
use crate::table::Cell;
use crate::text::fold::plain;

/// The decisions on one cell.
#[derive(Default)]
pub(super) struct CellChange<'a> {
    /// Findings whose words go, the rest of the note staying.
    accepted: Vec<&'a Finding>,
    /// The whole new content, when a decision gives it: the last one counts.
    whole: Option<String>,
    /// Findings that a whole new content settles.
    settled: Vec<&'a Finding>,
}

impl<'a> CellChange<'a> {
    /// Takes a rewriting or an emptying.
    pub(super) fn take(&mut self, finding: &'a Finding, decision: &'a Decision) {
        match (decision.action, &decision.value) {
            (ActionKind::Rewrite, None) => self.accepted.push(finding),
            (ActionKind::Rewrite, Some(text)) => {
                self.whole = Some(text.clone());
                self.settled.push(finding);
            }
            _ => {
                self.whole = Some(String::new());
                self.settled.push(finding);
            }
        }
    }

    /// Takes a value to be written.
    pub(super) fn set(&mut self, value: &str) {
        self.whole = Some(value.to_owned());
    }

    /// The cell's new content, and the words that must be nowhere afterwards; none when nothing
    /// changes. `all`: number of findings of the cell's note.
    pub(super) fn settle(
        &self,
        before: &Cell,
        all: usize,
        audit: &Audit,
        packs: &Packs,
    ) -> Option<(NewValue, Vec<String>)> {
        let value = match &self.whole {
            Some(text) => NewValue::of_text(text),
            None => self.rewritten(before.as_text()?, all, audit, packs)?,
        };
        let unchanged = match &value {
            NewValue::Text(text) => before.as_text() == Some(text),
            NewValue::Empty => before.is_blank(),
            _ => false,
        };
        let removed = removed(self.accepted.iter().chain(&self.settled), &value);
        (!unchanged).then_some((value, removed))
    }

    /// The note without the accepted findings' words. When all of them are accepted, it is what the
    /// audit showed.
    fn rewritten(&self, text: &str, all: usize, audit: &Audit, packs: &Packs) -> Option<NewValue> {
        if self.accepted.len() >= all
            && let Some(shown) = self.accepted.iter().find_map(|finding| rewriting(finding))
        {
            return Some(NewValue::of_text(shown));
        }
        let mut accepted = packs.reader.read(text, audit.notes, None);
        accepted.retain(|found| !is_signal(found.category) && self.accepts(found));
        match packs.reader.rewrite(text, audit.notes, &accepted) {
            Rewrite::Text(new) => Some(NewValue::Text(new)),
            Rewrite::Clear => Some(NewValue::Empty),
            Rewrite::Unchanged => None,
        }
    }

    fn accepts(&self, found: &NoteFinding) -> bool {
        self.accepted.iter().any(|finding| {
            finding.check == Check::SensitiveNote
                && *finding.rule == *found.rule
                && finding.place.range().as_ref() == Some(&found.span)
        })
    }
}

/// The whole text that the audit proposes for the finding's cell.
fn rewriting(finding: &Finding) -> Option<&str> {
    let rewrite = |action: &&Action| action.kind == ActionKind::Rewrite;
    finding.actions.iter().find(rewrite)?.value.as_deref()
}

/// Words of the findings that the new content does not hold any more.
fn removed<'f>(findings: impl Iterator<Item = &'f &'f Finding>, value: &NewValue) -> Vec<String> {
    let left = match value {
        NewValue::Text(text) => plain(text),
        _ => String::new(),
    };
    let mut words: Vec<String> = findings
        .filter(|finding| finding.check == Check::SensitiveNote)
        .map(|finding| finding.text.clone())
        .filter(|word| !word.trim().is_empty() && !left.contains(&plain(word)))
        .collect();
    words.sort();
    words.dedup();
    words
}
