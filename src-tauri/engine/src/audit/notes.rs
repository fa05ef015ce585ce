//! Free texts of a workbook, each read once however often it occurs.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::{Cancelled, Pace};
use crate::finding::{Action, ActionKind};
use crate::lexicon::scan::Scratch;
use crate::parallel;
use crate::reader::{Language, NoteFinding, Reader, Rewrite, is_signal};
use crate::role::Role;
use crate::text::fold::plain;
use crate::text::hash;

/// What was read in one text.
pub(crate) struct Note {
    /// What it says, in order.
    pub(crate) findings: Vec<NoteFinding>,
    /// What can be done about what must not be kept in it, the suggested action first.
    pub(crate) actions: Arc<[Action]>,
    /// Stands for the whole text in the memory of decisions.
    pub(crate) digest: u64,
}

/// Every text that says something, by itself and the role of its column.
pub(crate) struct Notes<'a> {
    read: FxHashMap<&'a str, Vec<(Role, Note)>>,
}

impl<'a> Notes<'a> {
    /// Reads the texts. Only the time it takes depends on the number of processors.
    pub(crate) fn read(
        texts: &[(&'a str, Role)],
        reader: &Reader,
        language: Language,
        pace: &Pace<'_>,
    ) -> Result<Self, Cancelled> {
        let mut unique: FxHashMap<(&str, Role), ()> = FxHashMap::default();
        let mut jobs: Vec<(&'a str, Role)> = Vec::new();
        for &(text, role) in texts {
            if unique.insert((text, role), ()).is_none() {
                jobs.push((text, role));
            }
        }
        let part = |part: &[(&'a str, Role)]| read_part(part, reader, language);
        let mut read: FxHashMap<&str, Vec<(Role, Note)>> = FxHashMap::default();
        for ((text, role), note) in parallel::paced(&jobs, pace, part).ok_or(Cancelled)? {
            read.entry(text).or_default().push((role, note));
        }
        Ok(Self { read })
    }

    /// What was read in a text; none when it says nothing.
    pub(crate) fn of(&self, text: &str, role: Role) -> Option<&Note> {
        let of_text = self.read.get(text)?;
        of_text.iter().find(|(known, _)| *known == role).map(|(_, note)| note)
    }
}

fn read_part<'a>(
    part: &[(&'a str, Role)],
    reader: &Reader,
    language: Language,
) -> Vec<((&'a str, Role), Note)> {
    let mut scratch = Scratch::default();
    let mut notes = Vec::new();
    reader.read_each(part.iter().copied(), language, &mut scratch, |(text, role), findings| {
        if !findings.is_empty() {
            let actions = actions(text, reader, language, &findings);
            let digest = hash::word(plain(text).as_bytes());
            notes.push(((text, role), Note { findings, actions, digest }));
        }
    });
    notes
}

/// What can be done about a text: every finding of a cell shares the proposal.
fn actions(
    text: &str,
    reader: &Reader,
    language: Language,
    findings: &[NoteFinding],
) -> Arc<[Action]> {
    if findings.iter().all(|finding| is_signal(finding.category)) {
        return Arc::default();
    }
    let action = |kind, value| Action { kind, value, cell: None };
    let (clear, keep) = (action(ActionKind::ClearCell, None), action(ActionKind::Keep, None));
    match reader.rewrite(text, language, findings) {
        Rewrite::Text(new) => [action(ActionKind::Rewrite, Some(new)), clear, keep].into(),
        Rewrite::Clear | Rewrite::Unchanged => [clear, keep].into(),
    }
}
