//! What audits need of `lexicons/`, loaded once; the engine reads no folder itself.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;

use crate::basis::Bases;
use crate::columns::{ColumnPack, ColumnPackError};
use crate::contact::words::ContactWords;
use crate::country::Countries;
use crate::lexicon::error::{PackError, Problem};
use crate::messages::{Lang, Messages};
use crate::moments::MomentWords;
use crate::reader::Reader;

/// File contents by their path relative to `lexicons/`, with `/` between folders: `fr/health.toml`.
pub type PackFiles = BTreeMap<String, Vec<u8>>;

/// What audits need of `lexicons/`; self-assessments and documents are loaded by those who make them
/// ([`crate::dossier::Dossiers`]).
pub struct Packs {
    /// Reads notes.
    pub reader: Reader,
    /// Guesses what columns hold.
    pub columns: ColumnPack,
    /// Country rules.
    pub countries: Countries,
    /// What findings say.
    pub messages: Messages,
    /// Legal grounds.
    pub bases: Bases,
    /// What cells about contacts mean: answers, audiences, mailboxes.
    pub words: ContactWords,
    /// What notes say of the days they tell.
    pub moments: MomentWords,
}

/// Lexicons that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PacksError {
    /// A file says something wrong, at a line.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// The column lexicon cannot be used.
    #[error(transparent)]
    Columns(#[from] ColumnPackError),
}

/// What is said of a rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleTexts {
    /// Its name.
    pub title: String,
    /// Why it is a problem, in one sentence.
    pub why: String,
    /// What to do instead, in one sentence.
    pub advice: String,
}

impl Packs {
    /// Loads it.
    ///
    /// # Errors
    /// [`PacksError`], naming file and line, when something cannot be used.
    pub fn load(files: &PackFiles) -> Result<Self, PacksError> {
        Self::around(Reader::new(files)?, files)
    }

    /// Loads it with a person's own packs ([`Reader::with_personal`]).
    ///
    /// # Errors
    /// [`PacksError`], naming file and line, when something cannot be used.
    pub fn with_personal(files: &PackFiles, personal: &PackFiles) -> Result<Self, PacksError> {
        Self::around(Reader::with_personal(files, personal)?, files)
    }

    fn around(reader: Reader, files: &PackFiles) -> Result<Self, PacksError> {
        let bases = Bases::load(files)?;
        Ok(Self {
            reader,
            columns: ColumnPack::load(files)?,
            countries: Countries::load(files, &bases)?,
            messages: Messages::load(files)?,
            words: ContactWords::load(files)?,
            moments: MomentWords::load(files)?,
            bases,
        })
    }

    /// What is said of a rule, by the id findings carry: a note rule (`fr.health.sick-leave`), or a
    /// rule about contacts (`fr.retention.prospect`), whose texts are the same in every country.
    #[must_use]
    pub fn rule_texts(&self, id: &str, lang: Lang) -> Option<RuleTexts> {
        if let Some(rule) = self.reader.rule(id) {
            return Some(RuleTexts {
                title: lang.of(&rule.title).to_owned(),
                why: lang.of(&rule.why).to_owned(),
                advice: lang.of(&rule.advice).to_owned(),
            });
        }
        let name =
            id.split_once('.').filter(|(country, _)| country.len() == 2).map_or(id, |(_, n)| n);
        let text =
            |part: &str| self.messages.get(lang, &format!("{part}.{name}")).map(str::to_owned);
        Some(RuleTexts { title: text("title")?, why: text("reason")?, advice: text("advice")? })
    }
}

/// Reads a TOML file of the lexicons.
///
/// # Errors
/// The file is missing, is not UTF-8, or is not in the form asked for.
pub(crate) fn parse<T: DeserializeOwned>(files: &PackFiles, path: &str) -> Result<T, PackError> {
    Source::open(files, path)?.parse()
}

/// A text file of the lexicons, to say at which line something is wrong.
pub(crate) struct Source<'a> {
    /// Path relative to `lexicons/`.
    pub(crate) path: &'a str,
    /// What is written.
    pub(crate) text: &'a str,
}

impl<'a> Source<'a> {
    /// Finds a file.
    ///
    /// # Errors
    /// It is missing, or not UTF-8.
    pub(crate) fn open(files: &'a PackFiles, path: &'a str) -> Result<Self, PackError> {
        let whole = |what| PackError { file: path.to_owned(), line: 1, what };
        let missing = || whole(Problem::Format("the file is missing".to_owned()));
        let bytes = files.get(path).ok_or_else(missing)?;
        let text = std::str::from_utf8(bytes).map_err(|_| whole(Problem::NotText))?;
        Ok(Self { path, text })
    }

    /// Reads it as TOML of that form.
    ///
    /// # Errors
    /// It is in another form.
    pub(crate) fn parse<T: DeserializeOwned>(&self) -> Result<T, PackError> {
        toml::from_str(self.text).map_err(|error| {
            let offset = error.span().map_or(0, |span| span.start);
            self.at(offset, error.message().to_owned())
        })
    }

    /// What is wrong at a byte offset.
    pub(crate) fn at(&self, offset: usize, what: String) -> PackError {
        PackError::at(self.path, self.text, offset, Problem::Format(what))
    }

    /// What is wrong with the whole file.
    pub(crate) fn whole(&self, what: String) -> PackError {
        self.at(0, what)
    }
}
