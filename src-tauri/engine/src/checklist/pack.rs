//! A questionnaire, once read and checked.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Colour, Condition, Proposal};
use crate::lexicon::pack::Bilingual;
use crate::messages::{Lang, day, fill, number};

/// Low, medium or high: a risk, or an effort.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum Scale {
    /// Low: untidy rather than dangerous; an hour's work.
    Low,
    /// Medium; a day's work.
    Medium,
    /// High: people may be harmed or a fine is likely; several days' work.
    High,
}

impl Scale {
    /// Its name in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }

    /// What a question of that risk weighs in a share.
    pub(crate) fn weight(self) -> u32 {
        match self {
            Self::Low => 1,
            Self::Medium => 2,
            Self::High => 3,
        }
    }
}

/// A questionnaire: `lexicons/checklist/<country>/`.
#[derive(Clone, Debug)]
pub struct Questionnaire {
    /// Country, as `fr`.
    pub country: String,
    /// Its name.
    pub title: Bilingual,
    /// What it is and is not.
    pub intro: Bilingual,
    /// Shares from which a colour is reached.
    pub scale: Shares,
    /// Days that an action has, by its risk.
    pub(crate) due: BTreeMap<Scale, u16>,
    /// What a company says of itself first.
    pub facts: Vec<Fact>,
    /// How long things are kept, by default.
    pub durations: Vec<Duration>,
    /// The blocks, in order.
    pub blocks: Vec<Block>,
}

/// Shares from which a colour is reached, in percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shares {
    /// Green from there on.
    pub green: u32,
    /// Amber from there on.
    pub amber: u32,
}

impl Shares {
    /// The colour of a share, before what blocks is looked at.
    pub(crate) fn colour(self, share: u32) -> Colour {
        if share >= self.green {
            Colour::Green
        } else if share >= self.amber {
            Colour::Amber
        } else {
            Colour::Red
        }
    }
}

/// How many options a fact takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum Kind {
    /// One.
    One,
    /// Any number.
    Many,
}

/// Something a company says of itself: its channels, its sources.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Its id, as `channels`.
    pub id: String,
    /// How many options it takes.
    pub kind: Kind,
    /// What is asked.
    pub text: Bilingual,
    /// Its options.
    pub options: Vec<FactOption>,
}

/// An option of a fact.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactOption {
    /// Its id, as `email`.
    pub id: String,
    /// What is ticked.
    pub text: Bilingual,
    /// The same inside a sentence: "by e-mail".
    #[serde(default)]
    pub word: Option<Bilingual>,
    /// For a sign that this self-check does not suffice: what to do instead.
    #[serde(default)]
    pub stop: Option<Bilingual>,
    /// Ids of `basis.toml`.
    #[serde(default)]
    pub basis: Vec<String>,
}

/// How long something is kept.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duration {
    /// Its id, as `prospect`.
    pub id: String,
    /// What is kept.
    pub text: Bilingual,
    /// From when years are counted.
    pub start: Bilingual,
    /// Years.
    pub years: u16,
    /// Ids of `basis.toml`.
    pub basis: Vec<String>,
}

/// A theme.
#[derive(Clone, Debug)]
pub struct Block {
    /// Its id, as `sort`.
    pub id: String,
    /// Its name.
    pub title: Bilingual,
    /// What it is about, in one sentence.
    pub intro: Bilingual,
    /// Its questions, in order.
    pub questions: Vec<Question>,
}

/// A question.
#[derive(Clone, Debug)]
pub struct Question {
    /// Its id, as `retention`.
    pub id: String,
    /// Its block.
    pub block: String,
    /// Can the result be no better than this answer?
    pub blocking: bool,
    /// What is at stake.
    pub risk: Scale,
    /// What it takes to put in place.
    pub effort: Scale,
    /// All must hold for it to be asked.
    pub ask_if: Vec<Condition>,
    /// What an audit says about it.
    pub evidence: Option<Evidence>,
    /// Ids of `basis.toml`.
    pub basis: Vec<String>,
    /// The question, answered by yes or no.
    pub text: Bilingual,
    /// Why it is asked.
    pub why: Bilingual,
    /// What "yes" looks like.
    pub example: Bilingual,
    /// What to do when it is not in place, as a title.
    pub action: Bilingual,
    /// How to do it, in three sentences.
    pub how: Bilingual,
}

/// What an audit says about a question.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// Checks whose findings are counted.
    pub checks: Vec<String>,
    /// Up to that many findings for a thousand lines, the answer proposed is "partly", not "no".
    pub partly_per_mille: u32,
    /// The figure as a sentence, with `{n}`, `{rows}`, `{file}` and `{day}`.
    pub text: Bilingual,
}

impl Evidence {
    /// The figure as a sentence.
    #[must_use]
    pub fn say(&self, lang: Lang, proposal: &Proposal) -> String {
        let values = [
            ("n", number(lang, proposal.count)),
            ("rows", number(lang, proposal.rows)),
            ("file", proposal.file.clone()),
            ("day", day(lang, proposal.seen.as_of)),
        ];
        fill(lang, lang.of(&self.text), &values)
    }
}

impl Questionnaire {
    /// Every question, in order.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.blocks.iter().flat_map(|block| &block.questions)
    }

    /// A question, by id.
    #[must_use]
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions().find(|question| question.id == id)
    }

    /// A fact, by id.
    #[must_use]
    pub fn fact(&self, id: &str) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.id == id)
    }

    /// Days that an action of that risk has.
    pub(crate) fn days(&self, risk: Scale) -> u16 {
        self.due.get(&risk).copied().unwrap_or(90)
    }
}
