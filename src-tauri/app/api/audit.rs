//! Auditing an open file, and its overview.

use std::path::Path;
use std::sync::Arc;

use epure_engine::audit::Audit;
use epure_engine::contact::{self, Listed};
use epure_engine::country::Audience as Known;
use epure_store::{About, Event, Value};

use super::accountability::mark;
use super::memory::Prints;
use super::session::Session;
use super::{App, OnProgress, lock};
use crate::audience;
use crate::dto::{Audience, AudienceChoice, AuditOverview, AuditRequest};
use crate::error::Error;
use crate::overview::{overview, warnings};
use crate::packs;
use crate::pipeline::{Question, mapping};
use crate::review::{Review, Roles};
use crate::word;

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
        let (book, sheets, path) = {
            let session = lock(&session);
            (Arc::clone(&session.book), session.sheets.clone(), session.path.clone())
        };
        let question = self.question(request, &path)?;
        // The file is not locked meanwhile: the window can still ask about it.
        let mut audit = self.pipeline().audit(&book, &sheets, &question, progress)?;
        crate::severity::set(&mut audit, &self.settings()?.severities);
        let mut session = lock(&session);
        if !Arc::ptr_eq(&book, &session.book) || sheets != session.sheets {
            return Err(Error::Cancelled);
        }
        let review = self.resume(&session, audit)?;
        self.note_audit(&session, &review)?;
        let overview = self.shown(&review, &session)?;
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
        self.shown(session.review()?, &session)
    }

    /// Keeps whom a contact is, or all of a file of whom nothing tells; the next audits know it.
    ///
    /// # Errors
    /// Unknown file or finding, or one not audited yet; the store refused.
    pub fn set_audience(&self, file: &str, choice: &AudienceChoice) -> Result<(), Error> {
        let session = self.session(file)?;
        let session = lock(&session);
        let name = choice.audience.as_ref().map(word::of);
        let store = self.store();
        let Some(finding) = &choice.finding else {
            let path = session.path.display().to_string();
            return Ok(store.audiences().set(About::File(&path), name.as_deref())?);
        };
        let review = session.review()?;
        let found = review.findings().iter().find(|one| one.id == *finding);
        let found = found.ok_or_else(|| Error::unknown("errors.unknown_finding", Vec::new()))?;
        let (place, country) = (&found.place, &review.audit().country);
        let mapping = mapping(&session.book, &session.sheets);
        let pipeline = self.pipeline();
        let people = contact::people(&session.book, &mapping, pipeline.packs(), country, false);
        let of_row = |one: &&Listed| one.sheet == place.sheet && Some(one.row) == place.row;
        let person = people.iter().find(of_row);
        let person = person.ok_or_else(|| Error::unknown("errors.unknown_finding", Vec::new()))?;
        let about = About::Person(person.identity.key());
        Ok(store.audiences().set(about, name.as_deref())?)
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
    fn question(&self, request: &AuditRequest, path: &Path) -> Result<Question, Error> {
        let settings = self.settings()?;
        let store = self.store();
        Ok(Question {
            as_of: request.as_of.unwrap_or_else(|| self.clock.today()),
            country: settings.country,
            lang: settings.lang,
            suppressed: crate::opposition::lookup(&store)?,
            audience: audience::of_file(&store, &path.display().to_string())?,
            audiences: audience::lookup(&store)?,
        })
    }

    fn shown(&self, review: &Review, session: &Session) -> Result<AuditOverview, Error> {
        let audit = review.audit();
        let said = audience::of_file(&self.store(), &session.path.display().to_string())?;
        let said = said.and_then(|one| match one {
            Known::Professional => Some(Audience::Professional),
            Known::Consumer => Some(Audience::Consumer),
            Known::SoleTrader => Some(Audience::SoleTrader),
            Known::Generic => None,
        });
        Ok(overview(review, said, warnings(&audit.warnings, &packs::texts(audit.lang))))
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
