//! One file through the pipeline, without any memory of other files: read, fit roles to columns,
//! audit, plan, clean. The command line uses it as it is; [`crate::api`] adds what is kept on this
//! computer.

mod aids;
mod audit;
mod audited;
mod clean;
mod columns;
mod papers;
mod refusals;
mod source;
mod verify;
mod wishes;

use epure_engine::packs::{PackFiles, Packs, RuleTexts};
use epure_engine::reader::Reader;
use jiff::civil::Date;

use crate::dto::Lang;
use crate::error::Error;
use crate::packs;

pub(crate) use audit::{Lookup, Question, mapping};
pub(crate) use audited::Audited;
pub(crate) use clean::{
    Cleaned, Original, Target, count as count_edits, format_of_copy, name_of, suggested,
};
pub(crate) use columns::{Column, Fitted, why};
pub(crate) use refusals::refusals;
pub(crate) use source::{Source, fingerprint, silent};
pub(crate) use wishes::{Wishes, takes_aids};

/// The rules, loaded, and what is done with them.
pub(crate) struct Pipeline {
    packs: Packs,
}

impl Pipeline {
    /// Loads the lexicons that the program carries.
    pub(crate) fn new() -> Result<Self, Error> {
        Self::tuned(&PackFiles::new(), None)
    }

    /// The same with a person's own packs, and their own retention period in years.
    pub(crate) fn tuned(own: &PackFiles, years: Option<u32>) -> Result<Self, Error> {
        let files = packs::files();
        let packs = match own.is_empty() {
            true => Packs::load(&files),
            false => Packs::with_personal(&files, own),
        };
        let mut packs = packs.map_err(|error| Error::Packs(error.to_string()))?;
        if let Some(years) = years {
            packs.countries.keep_prospects_for(i16::try_from(years).unwrap_or(i16::MAX));
        }
        Ok(Self { packs })
    }

    /// The same rules in less memory ([`Reader::packed`]).
    pub(crate) fn packed(self) -> Self {
        let reader = self.packs.reader.packed();
        Self { packs: Packs { reader, ..self.packs } }
    }

    /// The rules.
    pub(crate) fn packs(&self) -> &Packs {
        &self.packs
    }

    /// The note reader.
    pub(crate) fn reader(&self) -> &Reader {
        &self.packs.reader
    }

    /// What is said of a rule; empty texts for an unknown one.
    pub(crate) fn rule(&self, id: &str, lang: Lang) -> RuleTexts {
        self.packs.rule_texts(id, lang).unwrap_or_default()
    }

    /// The day on which a legal ground was checked last.
    pub(crate) fn checked_on(&self) -> Option<Date> {
        let bases = &self.packs.bases;
        bases.ids().filter_map(|id| bases.get(id, Lang::Fr)).map(|basis| basis.checked_on).max()
    }

    /// Countries that have rules, as `fr`.
    pub(crate) fn countries(&self) -> Vec<String> {
        self.packs.countries.all().map(|country| country.about.code.clone()).collect()
    }

    /// Refuses a country without rules.
    pub(crate) fn known_country(&self, country: &str) -> Result<(), Error> {
        let countries = self.countries();
        if countries.iter().any(|known| known == country) {
            return Ok(());
        }
        let values = vec![("country", country.to_owned()), ("countries", countries.join(", "))];
        Err(Error::bad_request("errors.unknown_country", values))
    }
}
