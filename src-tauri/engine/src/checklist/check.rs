//! Answers that speak of what a questionnaire does not have.

use super::{Answers, Questionnaire};

/// Version of the layout of [`Answers`].
const SCHEMA: u32 = 1;

/// What is wrong with a file of answers.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnswersError {
    /// A layout of another version.
    #[error("schema {0} is unknown; this version reads schema {SCHEMA}")]
    Schema(u32),
    /// A name that the questionnaire does not have: what it is, and the name.
    #[error("there is no {0} `{1}`")]
    Unknown(&'static str, String),
}

impl Questionnaire {
    /// Refuses answers of another layout, or about facts, options, periods or questions that do not
    /// exist: a misspelt name must not pass for "no answer".
    ///
    /// # Errors
    /// [`AnswersError`], naming the first.
    pub fn check(&self, answers: &Answers) -> Result<(), AnswersError> {
        if answers.schema != SCHEMA {
            return Err(AnswersError::Schema(answers.schema));
        }
        let unknown = |what, name: &str| Err(AnswersError::Unknown(what, name.to_owned()));
        for (id, choice) in &answers.profile {
            let Some(fact) = self.fact(id) else { return unknown("profile", id) };
            let missing = choice.options().find(|one| !fact.options.iter().any(|o| o.id == *one));
            if let Some(option) = missing {
                return unknown("option", &format!("{id}={option}"));
            }
        }
        if let Some(id) =
            answers.retention.keys().find(|id| !self.durations.iter().any(|d| d.id == **id))
        {
            return unknown("retention", id);
        }
        match answers.answers.keys().find(|id| self.question(id).is_none()) {
            Some(id) => unknown("question", id),
            None => Ok(()),
        }
    }
}
