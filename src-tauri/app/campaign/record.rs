//! The answers written in a copy of the file, and who refused.

use std::collections::BTreeMap;

use epure_engine::campaign::{Answered, Reply, record};
use epure_engine::contact::{self, Listed};
use epure_engine::country::Channel;

use crate::error::Error;
use crate::pipeline::{Audited, Pipeline, Target, mapping, silent};

/// Who refused, to be kept on the suppression list.
pub(crate) struct RefusedRows {
    /// Everybody in the file.
    pub(crate) people: Vec<Listed>,
    /// Channels refused, by sheet and row.
    pub(crate) rows: BTreeMap<(String, u32), Vec<Channel>>,
}

impl Pipeline {
    /// Writes a copy with the answers, checked as any other.
    pub(crate) fn record(
        &self,
        audited: &Audited,
        answers: &[Answered],
        target: Target<'_>,
    ) -> Result<RefusedRows, Error> {
        let book = &audited.source.book;
        let mapping = mapping(book, &audited.sheets);
        let edits = record(book, &mapping, answers, self.packs(), target.lang);
        self.clean(audited.original(), &edits, &[], target, &silent)?;
        let refused = answers.iter().filter(|one| one.reply == Reply::Refused);
        let rows = refused.map(|one| ((one.sheet.clone(), one.row), one.about.clone())).collect();
        let country = &audited.audit.country;
        let people = contact::people(book, &mapping, self.packs(), country, false);
        Ok(RefusedRows { people, rows })
    }
}
