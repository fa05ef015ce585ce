//! This assessment beside the last one.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Colour, Level, Outcome, Reason};

/// What an assessment gave, kept to compare with. Counts and colours only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Run {
    /// Its day.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub on: Date,
    /// Its overall colour.
    pub colour: Colour,
    /// Its share, in percent.
    pub share: u32,
    /// Block → share, in percent.
    #[serde(default)]
    pub blocks: BTreeMap<String, u32>,
    /// Question → what its answer counted as.
    #[serde(default)]
    pub levels: BTreeMap<String, Level>,
}

/// A question whose answer counts otherwise than last time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Change {
    /// The question.
    pub question: String,
    /// What it counted as.
    pub before: Level,
    /// What it counts as.
    pub after: Level,
}

impl Run {
    /// What to keep of an outcome.
    #[must_use]
    pub fn of(outcome: &Outcome) -> Self {
        Self {
            on: outcome.on,
            colour: outcome.colour,
            share: outcome.share,
            blocks: outcome.blocks.iter().map(|b| (b.block.clone(), b.share)).collect(),
            levels: outcome.items.iter().map(|i| (i.question.clone(), i.level)).collect(),
        }
    }

    /// What changed since. A question asked only once is no change, nor is one that still waits for
    /// its answer.
    #[must_use]
    pub fn changes(&self, outcome: &Outcome) -> Vec<Change> {
        let known = outcome.items.iter().filter(|item| item.reason != Reason::Unanswered);
        let changed = known.filter_map(|item| {
            let before = *self.levels.get(&item.question)?;
            let question = item.question.clone();
            (before != item.level).then_some(Change { question, before, after: item.level })
        });
        changed.collect()
    }
}
