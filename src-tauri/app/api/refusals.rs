//! Refusals enter the suppression list when the cleaned copy is made: those that were decided on, and
//! all that the file tells when the person asks for it.

use std::collections::BTreeMap;

use epure_engine::contact;
use epure_engine::country::Channel;
use epure_engine::finding::{ActionKind, Finding};

use super::App;
use super::session::Session;
use crate::error::Error;
use crate::opposition::{self, ALL, Origin};
use crate::pipeline::{mapping, refusals};

impl App {
    /// Adds to the suppression list everybody for whom that was decided, and with `all` everybody who
    /// refuses; gives the number of those who were not on it.
    pub(super) fn note_refusals(&self, session: &Session, all: bool) -> Result<u64, Error> {
        let review = session.review()?;
        let decisions = review.decisions();
        let mut rows: BTreeMap<(String, u32), Vec<Channel>> = BTreeMap::new();
        if all {
            for refusing in refusals(review.audit(), &decisions) {
                rows.insert((refusing.sheet, refusing.row), refusing.channels);
            }
        }
        let added = decisions.iter().filter(|one| one.action == ActionKind::AddToOpposition);
        for decision in added {
            let mut found = review.findings().iter().filter(|one| one.id == decision.finding);
            let Some(finding) = found.next() else { continue };
            let Some(row) = finding.place.row else { continue };
            let channels = rows.entry((finding.place.sheet.clone(), row)).or_default();
            channels.extend(channels_of(finding));
        }
        if rows.is_empty() {
            return Ok(0);
        }
        let mapping = mapping(&session.book, &session.sheets);
        let country = &review.audit().country;
        let pipeline = self.pipeline();
        let people = contact::people(&session.book, &mapping, pipeline.packs(), country, false);
        let origin = Origin { file: &session.book.name, day: self.clock.today(), channel: None };
        opposition::take_in(&self.store(), &people, &rows, &origin)
    }
}

/// Channels that a finding says are refused.
fn channels_of(finding: &Finding) -> Vec<Channel> {
    let add = finding.actions.iter().find(|action| action.kind == ActionKind::AddToOpposition);
    let words = add.and_then(|action| action.value.as_deref()).unwrap_or(ALL);
    opposition::channels(words)
}
