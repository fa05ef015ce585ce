//! Auditing an open file, and its overview.

use std::sync::Arc;

use epure_engine::audit::Audit;
use epure_store::{Event, Value};

use super::accountability::mark;
use super::memory::Prints;
use super::session::Session;
use super::{App, OnProgress, lock};
use crate::dto::{AuditOverview, AuditRequest};
use crate::error::Error;
use crate::overview::{overview, warnings};
use crate::packs;
use crate::pipeline::Question;
use crate::review::{Review, Roles};

impl App {
    /// Audits a file with the present settings; what was decided on it before is taken up again, and
    /// what was decided on the same content in other files is proposed.
    ///
    /// # Errors
    /// Unknown file; the job was cancelled (the former audit then stays); the store refused.
    pub fn audit(
        &self,
        file: &str,
        request: &AuditRequest,
        progress: OnProgress<'_>,
    ) -> Result<AuditOverview, Error> {
        let session = self.session(file)?;
        let (book, sheets) = {
            let session = lock(&session);
            (Arc::clone(&session.book), session.sheets.clone())
        };
        let question = self.question(request)?;
        // The file is not locked meanwhile: the window can still ask about it.
        let mut audit = self.pipeline().audit(&book, &sheets, &question, progress)?;
        crate::severity::set(&mut audit, &self.settings()?.severities);
        let mut session = lock(&session);
        if !Arc::ptr_eq(&book, &session.book) || sheets != session.sheets {
            return Err(Error::Cancelled);
        }
        let review = self.resume(&session, audit)?;
        self.note_audit(&session, &review)?;
        let overview = shown(&review);
        session.review = Some(review);
        Ok(overview)
    }

    /// The overview of a file's audit, with what was decided since.
    ///
    /// # Errors
    /// Unknown file, or one not audited yet.
    pub fn overview(&self, file: &str) -> Result<AuditOverview, Error> {
        let session = self.session(file)?;
        let session = lock(&session);
        Ok(shown(session.review()?))
    }

    /// Writes in the journal that a file was audited: its hash, counts and the rules' version.
    fn note_audit(&self, session: &Session, review: &Review) -> Result<(), Error> {
        let summary = &review.audit().summary;
        let facts = [
            mark("file", &session.sha256),
            ("rows", Value::Count(u64::from(summary.rows))),
            ("findings", Value::Count(u64::from(summary.findings))),
            mark("rules", &packs::version()),
        ];
        self.store().journal().write(Event::Audited, &facts, self.now())?;
        Ok(())
    }

    /// What an audit is asked, with the present settings.
    fn question(&self, request: &AuditRequest) -> Result<Question, Error> {
        let settings = self.settings()?;
        Ok(Question {
            as_of: request.as_of.unwrap_or_else(|| self.clock.today()),
            country: settings.country,
            lang: settings.lang,
            suppressed: crate::opposition::lookup(&self.store)?,
            audience: None,
        })
    }

    /// The review of an audit, with what was decided before.
    fn resume(&self, session: &Session, audit: Audit) -> Result<Review, Error> {
        let sheets = session.book.sheets.iter().zip(&session.sheets);
        let roles: Roles =
            sheets.map(|(table, fitted)| (table.name.clone(), fitted.roles())).collect();
        let mut review = Review::new(Arc::clone(&session.book), roles, audit);
        let store = self.store();
        let history = store.history().of(session.file)?;
        let remembered = Prints::new(&store, &review).recall(session.file)?;
        review.resume(history, remembered);
        Ok(review)
    }
}

fn shown(review: &Review) -> AuditOverview {
    let audit = review.audit();
    overview(review, warnings(&audit.warnings, &packs::texts(audit.lang)))
}
