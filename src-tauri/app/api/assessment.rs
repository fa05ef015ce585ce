//! Self-assessments: begun, answered (saved at each answer), measured by an audit.

mod view;

use std::collections::BTreeMap;
use std::path::Path;

use epure_engine::checklist::{
    Answers, Measured, MeasuredColumn, MeasuredFile, MeasuredSheet, Run,
};
use epure_store::{Assessment, Saved};

use super::company::{self, PROSPECT};
use super::session::Session;
use super::{App, lock, personal};
use crate::dossier::Assessment as Case;
use crate::dto::{AssessmentRow, AssessmentView};
use crate::error::Error;
use crate::pipeline::Pipeline;
use crate::review::count;
use view::view;

/// Longest period that can be kept, in years.
const MOST_YEARS: u16 = 30;

impl App {
    /// The self-assessments of this computer, the last saved first.
    ///
    /// # Errors
    /// The store refused.
    pub fn assessments(&self) -> Result<Vec<AssessmentRow>, Error> {
        let row = |saved: Saved| AssessmentRow {
            id: saved.id,
            company: saved.assessment.answers.company.name,
            saved_at: saved.saved_at.to_string(),
            colour: saved.assessment.run.as_ref().map(|run| run.colour),
            share: saved.assessment.run.as_ref().map(|run| run.share),
        };
        Ok(self.store().assessments().list()?.into_iter().map(row).collect())
    }

    /// Begins a self-assessment; `answers` may be those of an earlier one, to compare with.
    ///
    /// # Errors
    /// Answers about what the questionnaire does not have; the store refused.
    pub fn begin_assessment(&self, answers: Answers) -> Result<AssessmentView, Error> {
        let mut kept = Assessment { answers, ..Assessment::default() };
        self.judge(&self.pipeline(), &kept)?;
        let id = {
            let (store, now) = (self.store(), self.now());
            // The first company takes over the period that this computer went by.
            if company::at_hand(&store)?.is_none() {
                let own = personal::settings(&store)?.own_retention.map(company::kept);
                let retention = &mut kept.answers.retention;
                own.map(|own| retention.entry(PROSPECT.to_owned()).or_insert(own));
            }
            store.assessments().add(&kept, now)?
        };
        self.choose_assessment(id)
    }

    /// Begins a new self-assessment of the same company: what it says of itself stays, its answers are
    /// asked again, the result is compared with the one before.
    ///
    /// # Errors
    /// There is none of that number; the store refused.
    pub fn repeat_assessment(&self, id: i64) -> Result<AssessmentView, Error> {
        let former = self.kept(id)?;
        let run = Run::of(&self.judge(&self.pipeline(), &former)?.outcome);
        let answers = Answers { answers: BTreeMap::new(), previous: Some(run), ..former.answers };
        let begun = self.begin_assessment(answers)?;
        let store = self.store();
        if let Some(logo) = store.logos().of(id)? {
            store.logos().keep(begun.id, &logo)?;
        }
        Ok(begun)
    }

    /// A self-assessment as it is.
    ///
    /// # Errors
    /// There is none of that number; the store refused.
    pub fn assessment(&self, id: i64) -> Result<AssessmentView, Error> {
        let kept = self.kept(id)?;
        let pipeline = self.pipeline();
        let case = self.judge(&pipeline, &kept)?;
        Ok(view(id, &case, self.settings()?.lang))
    }

    /// Keeps all answers, as they are at this moment.
    ///
    /// # Errors
    /// There is no assessment of that number; answers about what the questionnaire does not have; the
    /// store refused.
    pub fn answer(&self, id: i64, answers: Answers) -> Result<AssessmentView, Error> {
        let kept = Assessment { answers, ..self.kept(id)? };
        self.keep(id, kept)
    }

    /// Takes the figures of an open file's audit: measured answers are proposed, older ones go stale.
    ///
    /// # Errors
    /// There is no assessment of that number; unknown file, or one not audited yet; the store refused.
    pub fn measure(&self, id: i64, file: &str) -> Result<AssessmentView, Error> {
        let session = self.session(file)?;
        let measured = Some(figures(&lock(&session))?);
        let kept = Assessment { measured, ..self.kept(id)? };
        self.keep(id, kept)
    }

    /// Forgets a self-assessment and the versions of its documents.
    ///
    /// # Errors
    /// The store refused.
    pub fn forget_assessment(&self, id: i64) -> Result<(), Error> {
        self.keeping_tune(|| Ok(self.store().assessments().forget(id)?))?;
        self.note_forgotten("assessments")
    }

    /// What is kept of a self-assessment.
    pub(super) fn kept(&self, id: i64) -> Result<Assessment, Error> {
        let saved = self.store().assessments().get(id)?;
        let unknown = || Error::unknown("errors.unknown_assessment", Vec::new());
        Ok(saved.ok_or_else(unknown)?.assessment)
    }

    fn keep(&self, id: i64, mut kept: Assessment) -> Result<AssessmentView, Error> {
        for own in kept.answers.retention.values_mut() {
            own.years = own.years.clamp(1, MOST_YEARS);
        }
        let (run, view) = {
            let pipeline = self.pipeline();
            let case = self.judge(&pipeline, &kept)?;
            (Run::of(&case.outcome), view(id, &case, self.settings()?.lang))
        };
        kept.run = Some(run);
        self.keeping_tune(|| Ok(self.store().assessments().save(id, &kept, self.now())?))?;
        Ok(view)
    }

    pub(super) fn judge<'a>(
        &self,
        pipeline: &'a Pipeline,
        kept: &'a Assessment,
    ) -> Result<Case<'a>, Error> {
        let today = self.clock.today();
        let file = Path::new(&kept.answers.company.name);
        Case::of(pipeline.packs(), &kept.answers, kept.measured.as_ref(), today, file)
    }
}

/// The figures of an audited file, as `epure audit --format json` gives them.
fn figures(session: &Session) -> Result<Measured, Error> {
    let audit = session.review()?.audit();
    let sheets = session.book.sheets.iter().zip(&session.sheets).map(|(table, fitted)| {
        let column =
            |role: epure_engine::role::Role| MeasuredColumn { role: role.name().to_owned() };
        MeasuredSheet {
            rows: count(table.body()),
            columns: fitted.roles().into_iter().map(column).collect(),
        }
    });
    let by_check = audit.summary.by_check.iter().map(|(check, n)| (check.name().to_owned(), *n));
    Ok(Measured {
        file: MeasuredFile { name: session.book.name.clone(), sha256: session.sha256.clone() },
        as_of: audit.as_of,
        sheets: sheets.collect(),
        summary: epure_engine::checklist::Counts {
            rows: audit.summary.rows,
            findings: audit.summary.findings,
            by_check: by_check.collect(),
        },
    })
}
