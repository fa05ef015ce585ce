//! From the answers of a self-assessment, and the figures of audits, to the documents a company must
//! show.

mod returned;

use std::path::{Path, PathBuf};

use epure_engine::checklist::{Action, Answers, AnswersError, Measured, Outcome, plan};
use epure_engine::dossier::{Asked, Block, Case, Document, Dossier, Facts, Logo, compose, section};
use epure_engine::messages::{Lang, day};
use epure_engine::packs::Packs;
use epure_engine::table::Workbook;
use epure_papers::{Event, docx, ics, xlsx};
use epure_typeset::pdf;
use jiff::civil::Date;

use crate::error::Error;

/// A file of the dossier: its name and its content.
pub(crate) type Paper = (String, Vec<u8>);

/// What a document is written as.
#[derive(Clone, Copy)]
enum Format {
    Docx,
    Pdf,
    Xlsx,
    Ics,
}

impl Format {
    fn name(self, document: &Document) -> String {
        let ending = match self {
            Self::Docx => "docx",
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
            Self::Ics => "ics",
        };
        format!("{}.{ending}", document.file)
    }
}

/// A company's case: what it answered, what was measured, what follows.
pub(crate) struct Assessment<'a> {
    /// The rules it was judged by.
    pub(crate) packs: &'a Packs,
    /// The questionnaire and the templates of its country.
    pub(crate) dossier: &'a Dossier,
    /// What the company answered.
    pub(crate) answers: &'a Answers,
    /// What its last audit measured.
    pub(crate) measured: Option<&'a Measured>,
    /// The result.
    pub(crate) outcome: Outcome,
    /// What is to be done.
    pub(crate) actions: Vec<Action>,
}

impl<'a> Assessment<'a> {
    /// Judges the answers on that day; `file` names them in messages.
    ///
    /// # Errors
    /// There is no questionnaire for the country, or the answers speak of what it does not have.
    pub(crate) fn of(
        packs: &'a Packs,
        answers: &'a Answers,
        measured: Option<&'a Measured>,
        today: Date,
        file: &Path,
    ) -> Result<Self, Error> {
        let dossiers = crate::packs::dossiers(&packs.bases)?;
        let dossier = dossiers.get(&answers.country).ok_or_else(|| {
            let countries: Vec<&str> = dossiers.countries().collect();
            let values =
                vec![("country", answers.country.clone()), ("countries", countries.join(", "))];
            Error::bad_request("errors.unknown_country", values)
        })?;
        dossier.questions.check(answers).map_err(|error| refused(file, &error))?;
        let outcome = Outcome::of(&dossier.questions, answers, measured, today);
        let actions = plan(&dossier.questions, answers, &outcome);
        Ok(Self { packs, dossier, answers, measured, outcome, actions })
    }

    /// Every document in a language.
    pub(crate) fn documents(&self, lang: Lang) -> Vec<Document> {
        compose(&self.dossier.templates, &self.facts(None, lang))
    }

    /// The texts that answer a request.
    pub(crate) fn letters(&self, asked: &Asked, lang: Lang) -> Vec<Block> {
        section(&self.dossier.templates, &self.facts(Some(asked), lang), "messages", "answers")
    }

    fn facts<'f>(&'f self, asked: Option<&'f Asked>, lang: Lang) -> Facts<'f> {
        let case = Case {
            questions: &self.dossier.questions,
            bases: &self.packs.bases,
            answers: self.answers,
            measured: self.measured,
            outcome: &self.outcome,
            actions: &self.actions,
            asked,
            lang,
        };
        Facts::of(case, &self.dossier.templates)
    }

    /// Every file in a language, in the order they are read.
    pub(crate) fn papers(&self, lang: Lang, logo: Option<&Logo>) -> Result<Vec<Paper>, Error> {
        let papers = self.documents(lang).into_iter().map(|document| self.files(&document, logo));
        Ok(papers.collect::<Result<Vec<_>, _>>()?.concat())
    }

    /// The files that a document becomes.
    pub(crate) fn files(
        &self,
        document: &Document,
        logo: Option<&Logo>,
    ) -> Result<Vec<Paper>, Error> {
        let paper =
            |format: Format| Ok((format.name(document), self.bytes(document, format, logo)?));
        self.formats(document).into_iter().map(paper).collect()
    }

    /// The names of those files.
    pub(crate) fn names(&self, document: &Document) -> Vec<String> {
        self.formats(document).into_iter().map(|format| format.name(document)).collect()
    }

    fn formats(&self, document: &Document) -> Vec<Format> {
        let dated = document.id == "plan" && !self.actions.is_empty();
        let wanted = [
            (Format::Docx, true),
            (Format::Pdf, true),
            (Format::Xlsx, document.workbook),
            (Format::Ics, dated),
        ];
        wanted.into_iter().filter_map(|(format, made)| made.then_some(format)).collect()
    }

    fn bytes(
        &self,
        document: &Document,
        format: Format,
        logo: Option<&Logo>,
    ) -> Result<Vec<u8>, Error> {
        Ok(match format {
            Format::Docx => docx(document, logo)?,
            Format::Pdf => pdf(document, logo)?,
            Format::Xlsx => xlsx(document)?,
            Format::Ics => ics(&self.events(document.lang), self.outcome.on),
        })
    }

    fn events(&self, lang: Lang) -> Vec<Event> {
        let event = |action: &Action| {
            let question = self.dossier.questions.question(&action.question)?;
            Some(Event {
                id: format!("{}-{}", self.answers.country, question.id),
                day: action.due,
                title: lang.of(&question.action).to_owned(),
                description: lang.of(&question.how).to_owned(),
            })
        };
        self.actions.iter().filter_map(event).collect()
    }

    /// The answers with what a register or plan says that came back; none when the workbook is none
    /// of ours, in any language. Gives how many values changed too.
    pub(crate) fn taken_back(&self, book: &Workbook) -> Option<(Answers, usize)> {
        let read = |lang| {
            let mut answers = self.answers.clone();
            let documents = self.documents(lang);
            let questions = &self.dossier.questions;
            let (known, changed) = returned::take_back(&documents, questions, book, &mut answers);
            (known > 0).then_some((known, changed, answers))
        };
        // Some sheets have the same name in both languages: the language that knows more is meant.
        let both = [Lang::Fr, Lang::En].into_iter().filter_map(read);
        both.max_by_key(|(known, ..)| *known).map(|(_, changed, answers)| (answers, changed))
    }

    /// The files of a folder that would be replaced.
    pub(crate) fn taken(papers: &[Paper], folder: &Path) -> Option<PathBuf> {
        papers.iter().map(|(name, _)| folder.join(name)).find(|path| path.exists())
    }

    /// The day, as people write it.
    pub(crate) fn said_day(&self, lang: Lang) -> String {
        day(lang, self.outcome.on)
    }
}

fn refused(file: &Path, error: &AnswersError) -> Error {
    let mut values = vec![("file", file.display().to_string())];
    match error {
        AnswersError::Schema(schema) => {
            values.push(("schema", schema.to_string()));
            Error::bad_request("cli.answers_schema", values)
        }
        AnswersError::Unknown(_, name) => {
            values.push(("name", name.clone()));
            Error::bad_request("cli.answers_unknown", values)
        }
    }
}
