//! Where checks put their findings; what findings share is kept once.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::context::Sheet;
use crate::finding::{Action, ActionKind, Basis, Category, Check, Finding, Place, Severity};
use crate::messages::{Lang, Messages, Values};
use crate::packs::Packs;

/// A finding in the making.
pub(super) struct Draft<'d> {
    pub(super) check: Check,
    pub(super) category: Option<Category>,
    /// Whole rule id, as `fr.retention.prospect`.
    pub(super) rule: &'d str,
    pub(super) severity: Severity,
    pub(super) place: Place,
    pub(super) text: &'d str,
    pub(super) message: Arc<str>,
    /// Ids of `basis.toml`.
    pub(super) basis: &'d [String],
    pub(super) actions: Arc<[Action]>,
    /// What the memory of decisions tells this finding by, besides check and rule.
    pub(super) about: &'d str,
}

/// What is said once of a whole sheet.
pub(super) struct Said<'d> {
    pub(super) check: Check,
    /// Whole rule id, as `fr.retention.aging`.
    pub(super) rule: &'d str,
    pub(super) severity: Severity,
    pub(super) message: Arc<str>,
    /// Ids of `basis.toml`.
    pub(super) basis: &'d [String],
}

/// Collects findings.
pub(super) struct Desk<'a> {
    packs: &'a Packs,
    /// Language of the sentences.
    pub(super) lang: Lang,
    pub(super) findings: Vec<Finding>,
    rules: FxHashSet<Arc<str>>,
    sentences: FxHashSet<Arc<str>>,
    bases: FxHashMap<Vec<String>, Arc<[Basis]>>,
    actions: FxHashMap<Vec<ActionKind>, Arc<[Action]>>,
}

impl<'a> Desk<'a> {
    pub(super) fn new(packs: &'a Packs, lang: Lang) -> Self {
        Self {
            packs,
            lang,
            findings: Vec::new(),
            rules: FxHashSet::default(),
            sentences: FxHashSet::default(),
            bases: FxHashMap::default(),
            actions: FxHashMap::default(),
        }
    }

    /// The sentences.
    pub(super) fn messages(&self) -> &'a Messages {
        &self.packs.messages
    }

    /// A sentence of `[message]`, shared with the findings that say the same.
    pub(super) fn say(&mut self, name: &str, values: Values<'_>) -> Arc<str> {
        let text = self.packs.messages.say(self.lang, &format!("message.{name}"), values);
        self.share(text)
    }

    /// A word of a section, as `channel.email`.
    pub(super) fn word(&self, key: &str) -> String {
        self.packs.messages.say(self.lang, key, &[])
    }

    /// A text, shared with the findings that say the same.
    pub(super) fn share(&mut self, text: String) -> Arc<str> {
        shared(&mut self.sentences, &text)
    }

    /// Actions without a value, shared.
    pub(super) fn actions(&mut self, kinds: &[ActionKind]) -> Arc<[Action]> {
        if let Some(known) = self.actions.get(kinds) {
            return known.clone();
        }
        let plain = |kind: &ActionKind| Action { kind: *kind, value: None, cell: None };
        let actions: Arc<[Action]> = kinds.iter().map(plain).collect();
        self.actions.insert(kinds.to_vec(), actions.clone());
        actions
    }

    /// Puts a finding down; its id comes when all are there.
    pub(super) fn put(&mut self, draft: Draft<'_>) {
        let rule = shared(&mut self.rules, draft.rule);
        let basis = self.basis(draft.basis);
        self.findings.push(Finding {
            id: String::new(),
            memory: [draft.check.name(), "|", draft.rule, "|", draft.about].concat(),
            check: draft.check,
            category: draft.category,
            rule,
            severity: draft.severity,
            place: draft.place,
            text: draft.text.to_owned(),
            message: draft.message,
            basis,
            actions: draft.actions,
        });
    }

    /// Puts down what is said once of a whole sheet; there is nothing to do but to know it.
    pub(super) fn put_for_sheet(&mut self, sheet: &Sheet<'_>, said: Said<'_>) {
        let actions = self.actions(&[ActionKind::Keep]);
        self.put(Draft {
            check: said.check,
            category: None,
            rule: said.rule,
            severity: said.severity,
            place: sheet.place(),
            text: "",
            message: said.message,
            basis: said.basis,
            actions,
            about: &sheet.table.name,
        });
    }

    fn basis(&mut self, ids: &[String]) -> Arc<[Basis]> {
        if let Some(known) = self.bases.get(ids) {
            return known.clone();
        }
        let list = self.packs.bases.list(ids, self.lang);
        self.bases.insert(ids.to_vec(), list.clone());
        list
    }
}

fn shared(known: &mut FxHashSet<Arc<str>>, text: &str) -> Arc<str> {
    if let Some(shared) = known.get(text) {
        return shared.clone();
    }
    let shared: Arc<str> = text.into();
    known.insert(shared.clone());
    shared
}
