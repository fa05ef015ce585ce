//! The questionnaire and the templates of each country that has them.

use std::collections::BTreeMap;

use super::Templates;
use crate::basis::Bases;
use crate::checklist::Questionnaire;
use crate::lexicon::error::PackError;
use crate::packs::PackFiles;

/// A questionnaire, and the documents that follow from it.
#[derive(Debug)]
pub struct Dossier {
    /// The questions.
    pub questions: Questionnaire,
    /// The documents.
    pub templates: Templates,
}

/// One for each country that has a folder in `lexicons/checklist/`.
#[derive(Debug)]
pub struct Dossiers {
    by_country: BTreeMap<String, Dossier>,
}

impl Dossiers {
    /// Loads them all.
    ///
    /// # Errors
    /// File and line of what does not hold.
    pub fn load(files: &PackFiles, bases: &Bases) -> Result<Self, PackError> {
        let folders = files.keys().filter_map(|path| path.strip_prefix("checklist/"));
        let countries = folders.filter_map(|path| path.strip_suffix("/questionnaire.toml"));
        let mut by_country = BTreeMap::new();
        for country in countries {
            if let Some(questions) = Questionnaire::load(files, country, bases)? {
                let templates = Templates::load(files, &questions, bases)?;
                by_country.insert(country.to_owned(), Dossier { questions, templates });
            }
        }
        Ok(Self { by_country })
    }

    /// That of a country, by its code.
    #[must_use]
    pub fn get(&self, country: &str) -> Option<&Dossier> {
        self.by_country.get(country)
    }

    /// The countries that have one.
    pub fn countries(&self) -> impl Iterator<Item = &str> {
        self.by_country.keys().map(String::as_str)
    }
}
