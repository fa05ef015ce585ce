//! Refusals that were decided on enter the suppression list when the cleaned copy is made.

use std::collections::BTreeMap;

use epure_engine::contact::{self, Identity};
use epure_engine::finding::{ActionKind, Finding};
use epure_store::Suppressed;

use super::App;
use super::session::Session;
use crate::error::Error;
use crate::opposition::{ALL, keys};
use crate::pipeline::mapping;

impl App {
    /// Adds to the suppression list everybody for whom that was decided; gives their number.
    pub(super) fn note_refusals(&self, session: &Session) -> Result<u64, Error> {
        let review = session.review()?;
        let decisions = review.decisions();
        let decided = |finding: &&Finding| {
            decisions.iter().any(|decision| {
                decision.action == ActionKind::AddToOpposition && decision.finding == finding.id
            })
        };
        let findings: Vec<&Finding> = review.findings().iter().filter(decided).collect();
        if findings.is_empty() {
            return Ok(0);
        }
        let mapping = mapping(&session.book, &session.sheets);
        let country = &review.audit().country;
        let people =
            contact::people(&session.book, &mapping, self.pipeline().packs(), country, false);
        let by_row: BTreeMap<(&str, u32), &Identity> = people
            .iter()
            .map(|person| ((person.sheet.as_str(), person.row), &person.identity))
            .collect();
        let (day, origin) = (self.clock.today(), session.book.name.clone());
        let entries: Vec<(Vec<String>, Vec<Suppressed>)> = findings
            .iter()
            .filter_map(|finding| {
                let row = (finding.place.sheet.as_str(), finding.place.row?);
                let entry = |channel: &str| Suppressed {
                    channel: channel.to_owned(),
                    since: day,
                    origin: origin.clone(),
                };
                Some((keys(by_row.get(&row)?), channels(finding).map(entry).collect()))
            })
            .collect();
        Ok(self.store().suppression().add_all(&entries)?)
    }
}

/// Channels that a finding says are refused.
fn channels(finding: &Finding) -> impl Iterator<Item = &str> {
    let add = finding.actions.iter().find(|action| action.kind == ActionKind::AddToOpposition);
    add.and_then(|action| action.value.as_deref()).unwrap_or(ALL).split(',')
}
