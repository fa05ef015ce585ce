//! The action plan: one action a question that is not in place, the riskiest and easiest first.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::pack::Questionnaire;
use super::{Answers, Colour, Outcome, Reason, Scale, Status};

/// Something to do. Its texts are the question's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Action {
    /// The question it settles.
    pub question: String,
    /// Why the answer counts as it does.
    pub reason: Reason,
    /// Amber or red.
    pub colour: Colour,
    /// What is at stake.
    pub risk: Scale,
    /// What it takes.
    pub effort: Scale,
    /// Does the whole result depend on it?
    pub blocking: bool,
    /// Who; empty when nobody is named.
    pub owner: String,
    /// By when.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub due: Date,
    /// How far it is.
    pub status: Status,
}

/// What is to be done, in the order it is worth doing: blocking first, then by colour, risk and
/// least effort. A day that the company did not set is counted from `outcome.on`.
#[must_use]
pub fn plan(questions: &Questionnaire, answers: &Answers, outcome: &Outcome) -> Vec<Action> {
    let open = outcome.items.iter().filter(|item| item.colour != Colour::Green);
    let mut actions: Vec<Action> = open
        .filter_map(|item| {
            let question = questions.question(&item.question)?;
            let given = answers.answers.get(&item.question);
            let days = questions.days(question.risk);
            let later = outcome.on.checked_add(i64::from(days).days()).unwrap_or(outcome.on);
            let named = given.map(|given| given.owner.as_str()).filter(|owner| !owner.is_empty());
            Some(Action {
                question: question.id.clone(),
                reason: item.reason,
                colour: item.colour,
                risk: question.risk,
                effort: question.effort,
                blocking: question.blocking,
                owner: named.unwrap_or(&answers.company.contact).to_owned(),
                due: given.and_then(|given| given.due).unwrap_or(later),
                status: given.map(|given| given.status).unwrap_or_default(),
            })
        })
        .collect();
    actions.sort_by_key(|action| {
        let worst = std::cmp::Reverse((action.blocking, action.colour, action.risk));
        (worst, action.effort)
    });
    actions
}
