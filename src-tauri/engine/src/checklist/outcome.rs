//! From answers and figures to colours.
//!
//! Each answer counts as a [`Level`]; a block's share of what it could reach gives its colour, and
//! neither a block nor the whole is ever better than its worst blocking question: an average must
//! not hide what matters most.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::answer::all;
use super::pack::{Question, Questionnaire};
use super::{Answer, Answers, Given, Measured, Proposal};

/// What an answer counts as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum Level {
    /// In place.
    Yes,
    /// In part, or without proof.
    Partly,
    /// Missing, or not known.
    No,
    /// Does not concern this company.
    Na,
}

impl Level {
    /// Its name in conditions and files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Partly => "partly",
            Self::No => "no",
            Self::Na => "na",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        [Self::Yes, Self::Partly, Self::No, Self::Na].into_iter().find(|one| one.name() == name)
    }

    pub(crate) fn said(answer: Answer) -> Self {
        match answer {
            Answer::Yes => Self::Yes,
            Answer::Partly => Self::Partly,
            Answer::No | Answer::Unknown => Self::No,
            Answer::Na => Self::Na,
        }
    }
}

/// Green, amber or red; always shown with its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum Colour {
    /// In order.
    Green,
    /// To improve.
    Amber,
    /// To settle first.
    Red,
}

/// Why an answer counts as it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum Reason {
    /// As it was answered.
    Answered,
    /// Yes, but nothing shows it: counts as partly.
    NoProof,
    /// "Not applicable" without a reason: counts as no.
    NoReason,
    /// "I don't know": counts as no.
    Unknown,
    /// No answer yet: counts as no.
    Unanswered,
    /// No answer yet; the audit's figure counts until there is one.
    Measured,
    /// The audit's figure says worse than the answer; it wins.
    Contradicted,
}

/// A question that this company is asked, and what its answer counts as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Judged {
    /// The question.
    pub question: String,
    /// Its block.
    pub block: String,
    /// What it counts as.
    pub level: Level,
    /// Why.
    pub reason: Reason,
    /// Its colour.
    pub colour: Colour,
    /// What the audit says, where it can measure this.
    pub proposal: Option<Proposal>,
    /// The answer relied on a figure that the present audit no longer confirms.
    pub stale: bool,
}

/// The result of a block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct BlockResult {
    /// The block.
    pub block: String,
    /// Its colour.
    pub colour: Colour,
    /// Share of what could be reached, in percent.
    pub share: u32,
    /// Questions that concern the company.
    pub asked: u32,
    /// Those that are in place.
    pub in_place: u32,
}

/// A sign that a small company's self-check does not suffice: fact and option.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Stop {
    /// The fact.
    pub fact: String,
    /// The option that stops.
    pub option: String,
}

/// The result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Outcome {
    /// The day it speaks of.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub on: Date,
    /// The overall colour.
    pub colour: Colour,
    /// Share of what could be reached, in percent.
    pub share: u32,
    /// Block by block.
    pub blocks: Vec<BlockResult>,
    /// Question by question, those that are asked.
    pub items: Vec<Judged>,
    /// Blocking questions that are not in place, worst first.
    pub blocking: Vec<String>,
    /// Signs that this self-check does not suffice.
    pub stops: Vec<Stop>,
    /// Questions without an answer.
    pub unanswered: u32,
}

impl Outcome {
    /// Judges every question that concerns the company.
    #[must_use]
    pub fn of(
        questions: &Questionnaire,
        answers: &Answers,
        measured: Option<&Measured>,
        today: Date,
    ) -> Self {
        let asked: Vec<&Question> =
            questions.questions().filter(|question| all(&question.ask_if, answers)).collect();
        let items: Vec<Judged> =
            asked.iter().map(|question| judge(question, answers, measured)).collect();
        let judged: Vec<(&Question, &Judged)> = asked.iter().copied().zip(&items).collect();
        let blocks: Vec<BlockResult> = questions
            .blocks
            .iter()
            .map(|block| {
                let own = judged.iter().filter(|(_, item)| item.block == block.id).copied();
                block_result(&block.id, &own.collect::<Vec<_>>(), questions)
            })
            .collect();
        let stops = stops(questions, answers);
        let share = share(&judged);
        let mut colour = questions.scale.colour(share).max(worst_blocking(&judged));
        // A red theme, or a risk that goes beyond this check, is never hidden by the others.
        if !stops.is_empty() || blocks.iter().any(|block| block.colour == Colour::Red) {
            colour = colour.max(Colour::Amber);
        }
        let mut blocking: Vec<_> = judged
            .iter()
            .filter(|(question, item)| question.blocking && item.colour != Colour::Green)
            .map(|(_, item)| (std::cmp::Reverse(item.colour), item.question.clone()))
            .collect();
        blocking.sort_by_key(|(colour, _)| *colour);
        let no_answer =
            |item: &&Judged| matches!(item.reason, Reason::Unanswered | Reason::Measured);
        let unanswered = u32::try_from(items.iter().filter(no_answer).count()).unwrap_or(u32::MAX);
        let blocking = blocking.into_iter().map(|(_, question)| question).collect();
        Self { on: today, colour, share, blocks, items, blocking, stops, unanswered }
    }

    /// What a question's answer counts as; none when it is not asked.
    #[must_use]
    pub fn level(&self, question: &str) -> Option<Level> {
        self.items.iter().find(|item| item.question == question).map(|item| item.level)
    }

    /// The colour of each block.
    #[must_use]
    pub fn colours(&self) -> BTreeMap<String, Colour> {
        self.blocks.iter().map(|block| (block.block.clone(), block.colour)).collect()
    }
}

fn stops(questions: &Questionnaire, answers: &Answers) -> Vec<Stop> {
    let options =
        questions.facts.iter().flat_map(|fact| fact.options.iter().map(move |o| (fact, o)));
    options
        .filter(|(fact, option)| option.stop.is_some() && answers.has(&fact.id, &option.id))
        .map(|(fact, option)| Stop { fact: fact.id.clone(), option: option.id.clone() })
        .collect()
}

fn judge(question: &Question, answers: &Answers, measured: Option<&Measured>) -> Judged {
    let given = answers.answers.get(&question.id);
    let proposal =
        question.evidence.as_ref().zip(measured).map(|(how, figures)| figures.proposes(how));
    let (level, reason) = weigh(given, proposal.as_ref());
    let colour = match level {
        Level::Yes | Level::Na => Colour::Green,
        Level::Partly => Colour::Amber,
        Level::No => Colour::Red,
    };
    let relied = given.and_then(|given| given.seen.as_ref());
    let stale = relied.zip(proposal.as_ref()).is_some_and(|(seen, now)| *seen != now.seen);
    Judged {
        question: question.id.clone(),
        block: question.block.clone(),
        level,
        reason,
        colour,
        proposal,
        stale,
    }
}

/// What an answer counts as, beside what was measured.
fn weigh(given: Option<&Given>, proposal: Option<&Proposal>) -> (Level, Reason) {
    let figure = proposal.map(|proposal| proposal.level);
    let Some((given, answer)) = given.and_then(|given| Some((given, given.answer?))) else {
        return figure.map_or((Level::No, Reason::Unanswered), |level| (level, Reason::Measured));
    };
    let said = Level::said(answer);
    match (answer, figure) {
        (Answer::Unknown, Some(level)) => (level, Reason::Measured),
        (Answer::Unknown, None) => (Level::No, Reason::Unknown),
        (Answer::Na, _) if given.reason.trim().is_empty() => (Level::No, Reason::NoReason),
        (Answer::Yes | Answer::Partly, Some(level)) if level > said => {
            (level, Reason::Contradicted)
        }
        (Answer::Yes, None) if given.proof.trim().is_empty() && given.seen.is_none() => {
            (Level::Partly, Reason::NoProof)
        }
        _ => (said, Reason::Answered),
    }
}

/// Percentage reached; a question weighs as much as its risk.
fn share(judged: &[(&Question, &Judged)]) -> u32 {
    let counted = judged.iter().filter(|(_, item)| item.level != Level::Na);
    let (mut reached, mut possible) = (0_u32, 0_u32);
    for (question, item) in counted {
        let weight = question.risk.weight();
        possible += 2 * weight;
        reached += match item.level {
            Level::Yes => 2 * weight,
            Level::Partly => weight,
            Level::No | Level::Na => 0,
        };
    }
    (100 * reached).checked_div(possible).unwrap_or(100)
}

fn worst_blocking(judged: &[(&Question, &Judged)]) -> Colour {
    let blocking = judged.iter().filter(|(question, _)| question.blocking);
    blocking.map(|(_, item)| item.colour).max().unwrap_or(Colour::Green)
}

fn block_result(
    id: &str,
    judged: &[(&Question, &Judged)],
    questions: &Questionnaire,
) -> BlockResult {
    let count = |wanted: fn(Level) -> bool| {
        let counted = judged.iter().filter(|(_, item)| wanted(item.level)).count();
        u32::try_from(counted).unwrap_or(u32::MAX)
    };
    let share = share(judged);
    BlockResult {
        block: id.to_owned(),
        colour: questions.scale.colour(share).max(worst_blocking(judged)),
        share,
        asked: count(|level| level != Level::Na),
        in_place: count(|level| level == Level::Yes),
    }
}
