//! Words that documents share (`lexicons/templates/words.toml`).

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::checklist::{Colour, Level, Reason, Scale, Status};
use crate::lexicon::pack::Bilingual;
use crate::messages::{Lang, fill, number as number_of};

/// The file.
pub(crate) const FILE: &str = "templates/words.toml";

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    colours: BTreeMap<Colour, Bilingual>,
    levels: BTreeMap<Level, Bilingual>,
    reasons: Reasons,
    pub(crate) risks: BTreeMap<Scale, Bilingual>,
    pub(crate) efforts: BTreeMap<Scale, Bilingual>,
    pub(crate) statuses: BTreeMap<Status, Bilingual>,
    words: Common,
    pub(crate) request: Blanks,
    #[serde(rename = "category")]
    pub(crate) categories: Vec<Category>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Reasons {
    answered: Bilingual,
    no_proof: Bilingual,
    no_reason: Bilingual,
    unknown: Bilingual,
    unanswered: Bilingual,
    measured: Bilingual,
    contradicted: Bilingual,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Common {
    pub(crate) to_complete: Bilingual,
    pub(crate) prudent: Bilingual,
    pub(crate) years: Bilingual,
    pub(crate) yes: Bilingual,
    pub(crate) no: Bilingual,
    pub(crate) unnamed: Bilingual,
    pub(crate) team: Bilingual,
    pub(crate) and: Bilingual,
    pub(crate) stale: Bilingual,
    pub(crate) page: Bilingual,
    pub(crate) contents: Bilingual,
    pub(crate) separator: Bilingual,
    pub(crate) made_on: Bilingual,
}

/// What stands where a letter names a request, as long as none is answered.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Blanks {
    person: Bilingual,
    received: Bilingual,
    deadline: Bilingual,
    longest: Bilingual,
    done: Bilingual,
}

impl Blanks {
    /// Each with the name of its value. A blank that holds another one comes before it.
    pub(crate) fn blanks(&self, lang: Lang) -> [(&'static str, &str); 5] {
        [
            ("person", &self.person),
            ("deadline", &self.deadline),
            ("longest", &self.longest),
            ("received", &self.received),
            ("done", &self.done),
        ]
        .map(|(name, text)| (name, lang.of(text)))
    }
}

/// What columns mean as a category of data.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Category {
    pub(crate) id: String,
    pub(crate) text: Bilingual,
    pub(crate) detail: Bilingual,
    pub(crate) roles: Vec<String>,
}

/// The words of one language.
#[derive(Clone, Copy)]
pub(crate) struct Say<'a> {
    pub(crate) words: &'a Words,
    pub(crate) lang: Lang,
}

impl<'a> Say<'a> {
    pub(crate) fn common(self, which: fn(&Common) -> &Bilingual) -> &'a str {
        self.lang.of(which(&self.words.words))
    }

    pub(crate) fn colour(self, colour: Colour) -> &'a str {
        self.in_map(&self.words.colours, colour)
    }

    pub(crate) fn level(self, level: Level) -> &'a str {
        self.in_map(&self.words.levels, level)
    }

    pub(crate) fn risk(self, risk: Scale) -> &'a str {
        self.in_map(&self.words.risks, risk)
    }

    pub(crate) fn effort(self, effort: Scale) -> &'a str {
        self.in_map(&self.words.efforts, effort)
    }

    pub(crate) fn status(self, status: Status) -> &'a str {
        self.in_map(&self.words.statuses, status)
    }

    pub(crate) fn reason(self, reason: Reason) -> &'a str {
        let reasons = &self.words.reasons;
        self.lang.of(match reason {
            Reason::Answered => &reasons.answered,
            Reason::NoProof => &reasons.no_proof,
            Reason::NoReason => &reasons.no_reason,
            Reason::Unknown => &reasons.unknown,
            Reason::Unanswered => &reasons.unanswered,
            Reason::Measured => &reasons.measured,
            Reason::Contradicted => &reasons.contradicted,
        })
    }

    pub(crate) fn years(self, years: u16) -> String {
        fill(self.lang, self.common(|words| &words.years), &[("n", years.to_string())])
    }

    /// A count with its thousands apart.
    pub(crate) fn number(self, number: u32) -> String {
        number_of(self.lang, number)
    }

    /// "a, b et c".
    pub(crate) fn join(self, words: &[String]) -> String {
        match words {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => {
                format!("{} {} {last}", first.join(", "), self.common(|words| &words.and))
            }
        }
    }

    /// What can be chosen in a column, by the name of its list; none for an unknown one.
    pub(crate) fn choices(self, name: &str) -> Option<Vec<String>> {
        let all = |map: Vec<&'a Bilingual>| {
            map.into_iter().map(|text| self.lang.of(text).to_owned()).collect()
        };
        Some(match name {
            "risks" => all(self.words.risks.values().rev().collect()),
            "efforts" => all(self.words.efforts.values().collect()),
            "statuses" => all(self.words.statuses.values().collect()),
            "yes_no" => all(vec![&self.words.words.yes, &self.words.words.no]),
            _ => return None,
        })
    }

    fn in_map<K: Ord>(self, map: &'a BTreeMap<K, Bilingual>, key: K) -> &'a str {
        map.get(&key).map_or("", |text| self.lang.of(text))
    }
}
