//! A file and its audit, as the command line prints it.

use epure_engine::audit::Audit;
use epure_engine::finding::Severity;

use super::{Fitted, Original, Source};

/// A file that was read and audited.
pub(crate) struct Audited {
    /// The file.
    pub(crate) source: Source,
    /// What its columns hold, by sheet.
    pub(crate) sheets: Vec<Fitted>,
    /// What was found.
    pub(crate) audit: Audit,
}

impl Audited {
    /// The file, to be cleaned.
    pub(crate) fn original(&self) -> Original<'_> {
        Original {
            path: &self.source.path,
            book: &self.source.book,
            sheets: &self.sheets,
            size: self.source.size,
            sha256: &self.source.sha256,
            dialect: self.source.dialect,
            password: self.source.password.as_ref(),
        }
    }

    /// The worst severity found.
    pub(crate) fn worst(&self) -> Option<Severity> {
        self.audit.findings.iter().map(|finding| finding.severity).max()
    }
}
