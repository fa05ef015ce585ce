//! The refusals that an audit read and that nobody set aside: written in the copy when asked.

use std::collections::BTreeSet;

use epure_engine::audit::{Audit, Refusing};
use epure_engine::decision::Decision;
use epure_engine::finding::{ActionKind, Check};
use epure_engine::plan::{Edit, mark_refusals};

use super::{Original, Pipeline, mapping};
use crate::dto::Lang;

/// Rows whose contact refuses, less those of which a person decided that it is no refusal.
pub(crate) fn refusals(audit: &Audit, decisions: &[Decision]) -> Vec<Refusing> {
    let kept: BTreeSet<&str> = decisions
        .iter()
        .filter(|decision| decision.action == ActionKind::Keep)
        .map(|decision| decision.finding.as_str())
        .collect();
    let about = |finding: &&epure_engine::finding::Finding| {
        matches!(finding.check, Check::Opposition | Check::Suppressed)
    };
    let set_aside: BTreeSet<(&str, u32)> = audit
        .findings
        .iter()
        .filter(about)
        .filter(|finding| kept.contains(finding.id.as_str()))
        .filter_map(|finding| Some((finding.place.sheet.as_str(), finding.place.row?)))
        .collect();
    let standing =
        |refusing: &&Refusing| !set_aside.contains(&(refusing.sheet.as_str(), refusing.row));
    audit.refusals.iter().filter(standing).cloned().collect()
}

impl Pipeline {
    /// The edits that write those refusals in the copy, beside those that are planned.
    pub(crate) fn mark_refusals(
        &self,
        original: Original<'_>,
        refusals: &[Refusing],
        planned: &[Edit],
        lang: Lang,
    ) -> Vec<Edit> {
        let mapping = mapping(original.book, original.sheets);
        mark_refusals(original.book, &mapping, refusals, self.packs(), planned, lang)
    }
}
