//! The company at hand, when this computer looks after several: audits go by its register's period.

use epure_engine::checklist::Kept;
use epure_store::{Saved, Store};
use jiff::Timestamp;

use super::App;
use crate::dto::{AssessmentView, OwnRetention};
use crate::error::Error;

/// The duration that audits go by.
pub(super) const PROSPECT: &str = "prospect";
/// Name under which the number of the company at hand is kept.
const AT_HAND: &str = "company";

impl App {
    /// Takes up a company: from now on its period is the one that audits go by.
    ///
    /// # Errors
    /// There is no assessment of that number; the store refused.
    pub fn choose_assessment(&self, id: i64) -> Result<AssessmentView, Error> {
        let view = self.assessment(id)?;
        self.keeping_tune(|| Ok(self.store().settings().set(AT_HAND, &id)?))?;
        Ok(view)
    }

    /// Does what may change the period that audits go by; the rules then follow.
    pub(super) fn keeping_tune<T>(
        &self,
        change: impl FnOnce() -> Result<T, Error>,
    ) -> Result<T, Error> {
        let before = self.settings()?.own_retention;
        let done = change()?;
        let settings = self.settings()?;
        if settings.own_retention != before {
            self.retune(&settings, &self.own_words()?)?;
        }
        Ok(done)
    }
}

/// The company at hand: the one taken up last, else the one saved last; none before the first.
pub(super) fn at_hand(store: &Store) -> Result<Option<Saved>, Error> {
    let assessments = store.assessments();
    let chosen: Option<i64> = store.settings().get(AT_HAND)?;
    let chosen = chosen.map(|id| assessments.get(id)).transpose()?.flatten();
    match chosen {
        Some(saved) => Ok(Some(saved)),
        None => Ok(assessments.list()?.into_iter().next()),
    }
}

/// How long a company keeps its prospects, where that is not the country's period.
pub(super) fn period(company: &Saved) -> Option<OwnRetention> {
    let kept = company.assessment.answers.retention.get(PROSPECT)?;
    Some(OwnRetention { years: u32::from(kept.years), reason: kept.reason.clone() })
}

/// Has the company keep its prospects that long.
pub(super) fn keep_period(
    store: &Store,
    company: Saved,
    own: Option<OwnRetention>,
    at: Timestamp,
) -> Result<(), Error> {
    let Saved { id, mut assessment, .. } = company;
    let retention = &mut assessment.answers.retention;
    match own {
        Some(own) => drop(retention.insert(PROSPECT.to_owned(), kept(own))),
        None => drop(retention.remove(PROSPECT)),
    }
    store.assessments().save(id, &assessment, at)?;
    Ok(())
}

/// A period as the register keeps it.
pub(super) fn kept(own: OwnRetention) -> Kept {
    Kept { years: u16::try_from(own.years).unwrap_or(u16::MAX), reason: own.reason }
}
