//! The audit of a file that was read, and the plan of what was decided.

use std::ops::ControlFlow;
use std::sync::Arc;

use epure_engine::audit::{self, AudienceLookUp, Audit, Options, Stage as Step, Suppressed};
use epure_engine::campaign::{self, Campaign};
use epure_engine::contact::Identity;
use epure_engine::country::{Audience, Channel};
use epure_engine::decision::Decision;
use epure_engine::mapping::{ColumnRole, Mapping};
use epure_engine::plan::{self, Plan};
use epure_engine::table::Workbook;
use jiff::civil::Date;

use super::{Fitted, Pipeline};
use crate::api::OnProgress;
use crate::dto::{Lang, Stage};
use crate::error::Error;
use crate::progress::Pace;

/// Looks a contact up in the suppression list.
pub(crate) type Lookup = Arc<dyn Fn(&Identity) -> Option<Suppressed> + Send + Sync>;

/// What an audit is asked.
#[derive(Clone)]
pub(crate) struct Question {
    /// The day to speak of.
    pub(crate) as_of: Date,
    /// Country pack.
    pub(crate) country: String,
    /// Language of the sentences.
    pub(crate) lang: Lang,
    /// The suppression list, when there is one.
    pub(crate) suppressed: Option<Lookup>,
    /// Whom rows are about that say nothing of it; guessed when none.
    pub(crate) audience: Option<Audience>,
    /// Whom a contact is, as somebody said once.
    pub(crate) audiences: Option<AudienceLookUp>,
}

impl Question {
    fn options(&self) -> Options {
        Options {
            country: self.country.clone(),
            lang: self.lang,
            suppressed: self.suppressed.clone(),
            default_audience: self.audience,
            audiences: self.audiences.clone(),
            ..Options::new(self.as_of)
        }
    }
}

impl Pipeline {
    /// Audits a workbook.
    pub(crate) fn audit(
        &self,
        book: &Workbook,
        sheets: &[Fitted],
        question: &Question,
        progress: OnProgress<'_>,
    ) -> Result<Audit, Error> {
        self.known_country(&question.country)?;
        let options = question.options();
        let pace = Pace::new(Stage::Auditing, progress);
        let tell = |step: audit::Progress| -> ControlFlow<()> {
            let (done, total) = whole(step);
            pace.tell(done, total)
        };
        let mapping = mapping(book, sheets);
        audit::audit(book, &mapping, &self.packs, &options, &tell).map_err(|_| Error::Cancelled)
    }

    /// Who of a workbook may be asked for a consent, by one channel or by the first that is open.
    pub(crate) fn who_to_ask(
        &self,
        book: &Workbook,
        sheets: &[Fitted],
        question: &Question,
        by: Option<Channel>,
    ) -> Result<Campaign, Error> {
        self.known_country(&question.country)?;
        let (mapping, options) = (mapping(book, sheets), question.options());
        let go_on = |_| ControlFlow::Continue(());
        campaign::who_to_ask(book, &mapping, &self.packs, &options, by, &go_on)
            .map_err(|_| Error::Cancelled)
    }

    /// What decisions change in the file.
    pub(crate) fn plan(
        &self,
        book: &Workbook,
        audit: &Audit,
        decisions: &[Decision],
    ) -> Result<Plan, Error> {
        Ok(plan::plan(book, audit, decisions, &self.packs)?)
    }
}

/// Roles of the sheets that are audited.
pub(crate) fn mapping(book: &Workbook, sheets: &[Fitted]) -> Mapping {
    let mut mapping = Mapping::default();
    for (table, fitted) in book.sheets.iter().zip(sheets).filter(|(_, fitted)| fitted.included) {
        let mut roles = Vec::new();
        for column in fitted.columns() {
            roles.resize(column.index as usize, ColumnRole::default());
            roles.push(ColumnRole { role: column.role, confidence: column.confidence });
        }
        mapping.set_sheet(&table.name, roles);
    }
    mapping
}

/// One measure for the three steps of an audit, by their usual share of its time.
fn whole(step: audit::Progress) -> (u64, u64) {
    const SHARES: [u64; 3] = [700, 150, 150];
    let (before, share) = match step.stage {
        Step::Notes => (0, SHARES[0]),
        Step::Contacts => (SHARES[0], SHARES[1]),
        Step::Checks => (SHARES[0] + SHARES[1], SHARES[2]),
    };
    let done = (step.done * share).checked_div(step.total).unwrap_or(share);
    (before + done.min(share), SHARES.iter().sum())
}
