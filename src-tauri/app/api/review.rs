//! Findings of an audited file: pages, facets, one in full.

use super::App;
use crate::dto::{
    Facets, FindingFilter, FindingPage, FindingView, NotesPage, NotesRequest, PageRequest, State,
};
use crate::error::Error;
use crate::review::count;
use crate::spared::spared;

/// Most lines of a page.
const PAGE: u32 = 500;

impl App {
    /// A stretch of the list of findings.
    ///
    /// # Errors
    /// Unknown file, or one not audited yet.
    pub fn findings(&self, file: &str, request: &PageRequest) -> Result<FindingPage, Error> {
        let session = self.session(file)?;
        let session = super::lock(&session);
        let review = session.review()?;
        let selected = review.select(&request.filter, request.sort);
        let open = selected.iter().filter(|at| review.status(**at).state == State::Open);
        let page =
            selected.iter().skip(request.offset as usize).take(request.limit.min(PAGE) as usize);
        Ok(FindingPage {
            total: count(selected.iter()),
            open: count(open),
            items: page.filter_map(|at| review.line(*at)).collect(),
        })
    }

    /// Counts beside each value of each part of a filter.
    ///
    /// # Errors
    /// Unknown file, or one not audited yet.
    pub fn facets(&self, file: &str, filter: &FindingFilter) -> Result<Facets, Error> {
        let session = self.session(file)?;
        let session = super::lock(&session);
        let lang = self.settings()?.lang;
        let title = |rule: &str| {
            let title = self.pipeline().rule(rule, lang).title;
            (!title.is_empty()).then_some(title)
        };
        Ok(session.review()?.facets(filter, &title))
    }

    /// A stretch of all notes, those without findings included.
    ///
    /// # Errors
    /// Unknown file, or one not audited yet.
    pub fn notes(&self, file: &str, request: &NotesRequest) -> Result<NotesPage, Error> {
        let session = self.session(file)?;
        let session = super::lock(&session);
        Ok(session.review()?.notes(request))
    }

    /// Everything about a finding.
    ///
    /// # Errors
    /// Unknown file or finding.
    pub fn finding(&self, file: &str, finding: &str) -> Result<FindingView, Error> {
        let session = self.session(file)?;
        let session = super::lock(&session);
        let lang = self.settings()?.lang;
        let review = session.review()?;
        let unknown = || Error::unknown("errors.unknown_finding", Vec::new());
        let (at, found) = review.find(finding).ok_or_else(unknown)?;
        let pipeline = self.pipeline();
        let texts = pipeline.rule(&found.rule, lang);
        let mut view = review.view(at, texts, lang).ok_or_else(unknown)?;
        if !view.note.is_empty() {
            let (notes, role) = (review.audit().notes, review.role(found));
            view.spared = spared(&pipeline, &view.note, notes, role, lang);
        }
        Ok(view)
    }
}
