//! The documents that follow from a self-assessment: result, action plan, register, notices, rules,
//! ready texts. Their sentences are data (`lexicons/templates/`); each comes from an answer or a
//! measured fact, and says which.
//!
//! Models only: `epure-papers` makes files of them.

mod asked;
mod compose;
mod countries;
mod document;
mod facts;
mod item;
mod load;
mod logo;
mod template;
mod words;

pub use asked::Asked;
pub use compose::{compose, section};
pub use countries::{Dossier, Dossiers};
pub use document::{Block, Body, Cell, Column, ColumnKind, Document, Score, Section};
pub use facts::Facts;
pub use logo::Logo;
pub use template::Templates;

use jiff::civil::Date;

use crate::basis::Bases;
use crate::checklist::{Action, Answers, Measured, Outcome, Questionnaire};
use crate::messages::Lang;

/// All that documents are made from.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    /// The questionnaire.
    pub questions: &'a Questionnaire,
    /// Legal grounds.
    pub bases: &'a Bases,
    /// What the company says.
    pub answers: &'a Answers,
    /// What was measured.
    pub measured: Option<&'a Measured>,
    /// What follows.
    pub outcome: &'a Outcome,
    /// What is to be done.
    pub actions: &'a [Action],
    /// The request that is answered; none while texts are only kept ready.
    pub asked: Option<&'a Asked>,
    /// The language written in.
    pub lang: Lang,
}

impl Case<'_> {
    /// The day documents speak of.
    #[must_use]
    pub fn day(&self) -> Date {
        self.outcome.on
    }
}
