//! Templates of documents, once read and checked.

use super::words::Words;
use crate::checklist::Condition;
use crate::lexicon::pack::Bilingual;

/// Every template, and the words they share.
#[derive(Clone, Debug)]
pub struct Templates {
    pub(crate) words: Words,
    pub(crate) documents: Vec<Template>,
}

#[derive(Clone, Debug)]
pub(crate) struct Template {
    pub(crate) id: String,
    pub(crate) file: Bilingual,
    pub(crate) title: Bilingual,
    pub(crate) subtitle: Bilingual,
    pub(crate) note: Bilingual,
    pub(crate) workbook: bool,
    pub(crate) when: Vec<Condition>,
    pub(crate) sections: Vec<SectionTemplate>,
}

#[derive(Clone, Debug)]
pub(crate) struct SectionTemplate {
    pub(crate) id: String,
    pub(crate) title: Bilingual,
    pub(crate) when: Vec<Condition>,
    pub(crate) lines: Vec<Line>,
}

/// What a line becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LineKind {
    Text,
    Bullet,
    Note,
    Letter,
    Field,
    Table,
    Scores,
}

#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) id: String,
    pub(crate) kind: LineKind,
    pub(crate) when: Vec<Condition>,
    /// List of which each item gives one: a line, or a row.
    pub(crate) each: Option<String>,
    pub(crate) label: Bilingual,
    pub(crate) text: Bilingual,
    /// Document and section whose sentences are taken over.
    pub(crate) include: Option<(String, String)>,
    pub(crate) basis: Vec<String>,
    pub(crate) columns: Vec<ColumnTemplate>,
}

#[derive(Clone, Debug)]
pub(crate) struct ColumnTemplate {
    pub(crate) title: Bilingual,
    pub(crate) text: String,
    pub(crate) width: u16,
    pub(crate) day: bool,
    pub(crate) choices: Option<String>,
}

impl Templates {
    /// The section of a document.
    pub(crate) fn section(&self, document: &str, section: &str) -> Option<&SectionTemplate> {
        let document = self.documents.iter().find(|known| known.id == document)?;
        document.sections.iter().find(|known| known.id == section)
    }
}
