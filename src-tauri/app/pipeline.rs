//! One file through the pipeline, without any memory of other files: read, fit roles to columns,
//! audit, plan, clean. The command line uses it as it is; [`crate::api`] adds what is kept on this
//! computer.

mod audited;
mod columns;
mod source;

use epure_engine::columns::ColumnPack;
use epure_engine::reader::Reader;

use crate::dto::Lang;
use crate::error::Error;
use crate::packs;
use crate::review::RuleTexts;

pub(crate) use audited::{Audited, summary};
pub(crate) use columns::{Column, Fitted, why};
pub(crate) use source::{Source, fingerprint, silent};

/// The rules, loaded, and what is done with them.
pub(crate) struct Pipeline {
    reader: Reader,
    columns: ColumnPack,
}

impl Pipeline {
    /// Loads the lexicons that the program carries.
    pub(crate) fn new() -> Result<Self, Error> {
        let files = packs::files();
        let told = |error: &dyn std::error::Error| Error::Packs(error.to_string());
        Ok(Self {
            reader: Reader::new(&files).map_err(|error| told(&error))?,
            columns: ColumnPack::load(&files).map_err(|error| told(&error))?,
        })
    }

    /// The note reader.
    pub(crate) fn reader(&self) -> &Reader {
        &self.reader
    }

    /// What is said of a rule; empty texts for an unknown one.
    pub(crate) fn rule(&self, id: &str, lang: Lang) -> RuleTexts {
        self.reader.rule(id).map_or_else(RuleTexts::default, |rule| RuleTexts {
            title: packs::said(&rule.title, lang).to_owned(),
            why: packs::said(&rule.why, lang).to_owned(),
            advice: packs::said(&rule.advice, lang).to_owned(),
        })
    }

    /// Countries that have rules, as `fr`.
    pub(crate) fn countries(&self) -> Vec<String> {
        let name = |path: &String| {
            Some(path.strip_prefix("countries/")?.strip_suffix(".toml")?.to_owned())
        };
        packs::files().keys().filter_map(name).collect()
    }

    /// Refuses a country without rules.
    pub(crate) fn known_country(&self, country: &str) -> Result<(), Error> {
        let countries = self.countries();
        if countries.is_empty() || countries.iter().any(|known| known == country) {
            return Ok(());
        }
        let values = vec![("country", country.to_owned()), ("countries", countries.join(", "))];
        Err(Error::bad_request("errors.unknown_country", values))
    }
}
