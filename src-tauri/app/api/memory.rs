//! By what a decision is found again in another file, and what must be the same there for it to
//! hold.
//!
//! A finding's memory key speaks of its rule and words, or of the contact. That is enough to
//! propose the same rewriting of the same words again; it is not enough to empty a cell, write a
//! whole text, keep a note or delete a row elsewhere. Those hold only where the whole cell (and for
//! a row, the contact too) reads the same.

use std::collections::BTreeMap;

use epure_engine::finding::{ActionKind, Finding};
use epure_store::{Draft, Fingerprint, Remembered, Store};

use crate::error::Error;
use crate::review::Review;

/// Makes keyed hashes of what findings are about.
pub(super) struct Prints<'a> {
    store: &'a Store,
    review: &'a Review,
}

impl<'a> Prints<'a> {
    pub(super) fn new(store: &'a Store, review: &'a Review) -> Self {
        Self { store, review }
    }

    /// A decision ready to be written; no action opens the finding again, wherever it was decided.
    pub(super) fn draft(
        &self,
        finding: &Finding,
        action: Option<ActionKind>,
        value: Option<String>,
    ) -> Draft {
        Draft {
            context: action.and_then(|action| self.context(finding, action, value.as_deref())),
            memory: Some(self.memory(finding)),
            finding: finding.id.clone(),
            action,
            value,
        }
    }

    /// What was decided on other files about what the findings are about, by position.
    pub(super) fn recall(&self, file: Fingerprint) -> Result<BTreeMap<usize, Remembered>, Error> {
        let history = self.store.history();
        let mut known = BTreeMap::new();
        if !history.anything_else(file)? {
            return Ok(known);
        }
        for (at, finding) in self.review.findings().iter().enumerate() {
            let contexts = [self.cell(finding), self.row(finding)];
            if let Some(decided) = history.recall(file, self.memory(finding), contexts)? {
                known.insert(at, decided);
            }
        }
        Ok(known)
    }

    /// What must be the same elsewhere for the decision to hold there; none when nothing must.
    fn context(
        &self,
        finding: &Finding,
        action: ActionKind,
        value: Option<&str>,
    ) -> Option<Fingerprint> {
        let about_words = finding.place.span.is_some();
        match action {
            _ if !about_words => None,
            ActionKind::Rewrite if value.is_none() => None,
            ActionKind::DeleteRow | ActionKind::MoveRow => Some(self.row(finding)),
            _ => Some(self.cell(finding)),
        }
    }

    fn memory(&self, finding: &Finding) -> Fingerprint {
        self.store.fingerprint("memory", &[&finding.memory])
    }

    fn cell(&self, finding: &Finding) -> Fingerprint {
        self.store.fingerprint("cell", &[&self.review.note(finding)])
    }

    fn row(&self, finding: &Finding) -> Fingerprint {
        let (note, contact) = (self.review.note(finding), self.review.identity(finding));
        self.store.fingerprint("row", &[&note, &contact])
    }
}
