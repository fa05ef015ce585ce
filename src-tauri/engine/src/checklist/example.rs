//! Companies that come with a questionnaire, with the colours and first actions it must give them:
//! `lexicons/checklist/<country>/examples/*.toml`.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;

use super::{Answers, Colour, Measured, Outcome, Questionnaire, plan};
use crate::lexicon::error::PackError;
use crate::packs::{PackFiles, parse};

/// A fictitious company.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The day it answers.
    pub on: Date,
    /// What it must get.
    pub expect: Expected,
    /// Its audit, if any.
    #[serde(default)]
    pub measured: Option<Measured>,
    /// What it answers.
    pub answers: Answers,
}

/// What an example must get.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// The overall colour.
    pub colour: Colour,
    /// The colour of each block.
    pub blocks: BTreeMap<String, Colour>,
    /// The first actions, in order.
    pub first_actions: Vec<String>,
    /// How many actions there are.
    pub actions: usize,
    /// Questions that it is not asked.
    #[serde(default)]
    pub not_asked: Vec<String>,
    /// Signs that go beyond the self-check.
    #[serde(default)]
    pub stops: Vec<String>,
}

impl Example {
    /// The examples of a country, by the path of their file.
    ///
    /// # Errors
    /// File and line of what is malformed.
    pub fn load(files: &PackFiles, country: &str) -> Result<BTreeMap<String, Self>, PackError> {
        let folder = format!("checklist/{country}/examples/");
        let own = files.keys().filter(|path| path.starts_with(&folder) && path.ends_with(".toml"));
        own.map(|path| Ok((path.clone(), parse(files, path)?))).collect()
    }

    /// Its outcome.
    #[must_use]
    pub fn outcome(&self, questions: &Questionnaire) -> Outcome {
        Outcome::of(questions, &self.answers, self.measured.as_ref(), self.on)
    }

    /// What differs from what is expected, one sentence each.
    #[must_use]
    pub fn faults(&self, questions: &Questionnaire) -> Vec<String> {
        let outcome = self.outcome(questions);
        let mut faults = Vec::new();
        let mut hold = |what: &str, expected: String, found: String| {
            if expected != found {
                faults.push(format!("{what}: {expected} is expected, {found} came out"));
            }
        };
        let say = |value: &dyn std::fmt::Debug| format!("{value:?}");
        let expect = &self.expect;
        hold("overall", say(&expect.colour), say(&outcome.colour));
        hold("blocks", say(&expect.blocks), say(&outcome.colours()));
        let actions: Vec<String> =
            plan(questions, &self.answers, &outcome).into_iter().map(|a| a.question).collect();
        let first: Vec<&String> = actions.iter().take(expect.first_actions.len()).collect();
        hold("first actions", say(&expect.first_actions), say(&first));
        hold("actions", say(&expect.actions), say(&actions.len()));
        let stops: Vec<&String> = outcome.stops.iter().map(|stop| &stop.option).collect();
        hold("stops", say(&expect.stops), say(&stops));
        let asked = |id: &&String| outcome.level(id).is_some();
        let asked: Vec<_> = expect.not_asked.iter().filter(asked).collect();
        hold("asked though not expected", "[]".to_owned(), say(&asked));
        let unknown = self.answers.answers.keys().filter(|id| questions.question(id).is_none());
        hold("unknown questions", "[]".to_owned(), say(&unknown.collect::<Vec<_>>()));
        faults
    }
}
