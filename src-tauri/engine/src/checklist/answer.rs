//! What a company says of itself and answers: the file `epure dossier` reads (`schema` 1).

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Condition, Level, Run, Test, World};

/// Everything a company filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Answers {
    /// Version of this layout: 1.
    pub schema: u32,
    /// Country whose questionnaire is answered, as `fr`.
    #[serde(default = "france")]
    pub country: String,
    /// Who it is.
    pub company: Company,
    /// What it says of itself: fact → options chosen.
    #[serde(default)]
    pub profile: BTreeMap<String, Choice>,
    /// Who handles its data for it.
    #[serde(default)]
    pub processors: Vec<Processor>,
    /// How long it keeps what, where that differs from the reference: duration → choice.
    #[serde(default)]
    pub retention: BTreeMap<String, Kept>,
    /// Question → answer.
    #[serde(default)]
    pub answers: BTreeMap<String, Given>,
    /// Sentences of the documents that the company wrote otherwise: `document.section.line` → text.
    #[serde(default)]
    pub edits: BTreeMap<String, String>,
    /// What the last assessment gave, to compare with.
    #[serde(default)]
    pub previous: Option<Run>,
}

fn france() -> String {
    "fr".to_owned()
}

/// Who the company is. Empty texts are shown as "to complete".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Company {
    /// Its name.
    pub name: String,
    /// Its trade, in a few words: "vocational training".
    pub activity: String,
    /// Street.
    pub address: String,
    /// Postcode and town.
    pub town: String,
    /// Registration number (SIREN in France).
    pub registration: String,
    /// Address for questions and requests.
    pub email: String,
    /// Telephone.
    pub phone: String,
    /// Web site.
    pub website: String,
    /// Who represents it.
    pub representative: String,
    /// Person in charge of personal data.
    pub contact: String,
    /// Data protection officer, when there is one.
    pub dpo: String,
    /// How many people work there.
    pub staff: u32,
}

/// One option or several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum Choice {
    /// One.
    One(String),
    /// Several, or none.
    Many(Vec<String>),
}

impl Choice {
    /// The options chosen.
    pub fn options(&self) -> impl Iterator<Item = &str> {
        match self {
            Self::One(one) => std::slice::from_ref(one).iter(),
            Self::Many(many) => many.iter(),
        }
        .map(String::as_str)
    }
}

/// A company that handles data for this one (GDPR, Article 28).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Processor {
    /// Its name.
    pub name: String,
    /// What it does: "e-mailing".
    pub service: String,
    /// Where it keeps the data: "France".
    pub location: String,
    /// Outside the European Economic Area?
    pub outside_eea: bool,
    /// What makes a transfer lawful: "standard clauses".
    pub guarantee: String,
    /// Is there a contract with the commitments of Article 28?
    pub contract: bool,
}

/// A retention period the company chose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Kept {
    /// Years.
    pub years: u16,
    /// Why, when longer than the reference.
    #[serde(default)]
    pub reason: String,
}

/// What can be answered. Nothing is ever pre-ticked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum Answer {
    /// Yes; the proof goes with it.
    Yes,
    /// In part.
    Partly,
    /// No.
    No,
    /// Not applicable; the reason goes with it.
    Na,
    /// "I don't know": counts as no.
    Unknown,
}

/// Where an action stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum Status {
    /// Not begun.
    #[default]
    Open,
    /// Begun.
    Doing,
    /// Finished, to be confirmed by the next answer.
    Done,
}

/// An answer with what goes with it; who does what is missing may be known before any answer is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Given {
    /// The answer; none yet for a question that only has somebody to settle it.
    #[serde(default)]
    pub answer: Option<Answer>,
    /// For yes: where the proof is.
    #[serde(default)]
    pub proof: String,
    /// For "not applicable": why.
    #[serde(default)]
    pub reason: String,
    /// Who will do what is missing.
    #[serde(default)]
    pub owner: String,
    /// By when.
    #[serde(default)]
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub due: Option<Date>,
    /// How far it is.
    #[serde(default)]
    pub status: Status,
    /// The figure that was shown beside the question when it was answered.
    #[serde(default)]
    pub seen: Option<Seen>,
}

/// The figure of an audit, as it was when an answer relied on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Seen {
    /// SHA-256 of the audited file.
    pub sha256: String,
    /// Day of the audit.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub as_of: Date,
    /// How many were found.
    pub count: u32,
}

impl Answers {
    /// Was that option of a fact chosen?
    #[must_use]
    pub fn has(&self, fact: &str, option: &str) -> bool {
        self.profile.get(fact).is_some_and(|choice| choice.options().any(|one| one == option))
    }
}

/// Branching looks at the company's own words alone.
impl World for Answers {
    fn holds(&self, test: &Test) -> bool {
        match test {
            Test::Has(fact, option) => self.has(fact, option),
            Test::Answer(level, question) => {
                let said = self.answers.get(question).and_then(|given| given.answer);
                said.map(Level::said) == Some(*level)
            }
            _ => false,
        }
    }
}

/// Do all conditions hold?
pub(crate) fn all(conditions: &[Condition], world: &impl World) -> bool {
    conditions.iter().all(|condition| condition.holds(world))
}
