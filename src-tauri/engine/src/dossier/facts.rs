//! What templates may say and ask: values, lists, conditions.

use std::collections::BTreeMap;

use super::Case;
use super::item::{Item, Items};
use super::template::Templates;
use super::words::Say;
use crate::checklist::{Questionnaire, Test, World};
use crate::messages::day;

/// Values that any template may use, beside `duration.<id>` and `counted.<check>`.
const VALUES: &[&str] = &[
    "company.name",
    "company.activity",
    "company.address",
    "company.town",
    "company.registration",
    "company.email",
    "company.phone",
    "company.website",
    "company.representative",
    "company.contact",
    "company.dpo",
    "company.staff",
    "in_charge",
    "day",
    "audiences",
    "channels",
    "sources",
    "recipients",
    "transfers",
    "colour",
    "share",
    "unanswered",
    "actions",
    "file",
    "rows",
    "audit_day",
    "previous_day",
    "previous_share",
    "request.person",
    "request.received",
    "request.deadline",
    "request.longest",
    "request.done",
];

/// Is that a value of the documents?
pub(crate) fn is_value(name: &str, questions: &Questionnaire) -> bool {
    if let Some(id) = name.strip_prefix("duration.") {
        return questions.durations.iter().any(|duration| duration.id == id);
    }
    if let Some(check) = name.strip_prefix("counted.") {
        return crate::finding::Check::ALL.iter().any(|known| known.name() == check);
    }
    VALUES.contains(&name)
}

/// The fields of a list's items; none when there is no such list.
pub(crate) fn fields(list: &str) -> Option<&'static [&'static str]> {
    const JUDGED: &[&str] = &["block", "text", "level", "reason", "proof", "evidence", "stale"];
    const ACTION: &[&str] =
        &["number", "title", "risk", "effort", "owner", "due", "status", "how", "reason", "basis"];
    Some(match list {
        "blocks" => &["title", "colour", "share", "asked", "in_place"],
        "stops" => &["text", "basis"],
        "questions" | "evidence" | "blocking" => JUDGED,
        "changes" => &["text", "before", "after"],
        "actions" | "planned" => ACTION,
        "categories" | "wanted_categories" => &["title", "detail"],
        "processors" | "transfers" => &["name", "service", "location", "guarantee", "contract"],
        "durations" | "longer" => &["title", "years", "reference", "start", "reason", "basis"],
        "sources_cited" => &["title", "source", "checked", "doubt"],
        _ => return None,
    })
}

/// Everything that templates may say about a company.
pub struct Facts<'a> {
    pub(crate) case: Case<'a>,
    pub(crate) say: Say<'a>,
    values: BTreeMap<String, String>,
    lists: BTreeMap<&'static str, Vec<Item>>,
}

impl<'a> Facts<'a> {
    /// Gathers them.
    #[must_use]
    pub fn of(case: Case<'a>, templates: &'a Templates) -> Self {
        let say = Say { words: &templates.words, lang: case.lang };
        let items = Items { case, say };
        let lists = BTreeMap::from([
            ("blocks", items.blocks()),
            ("stops", items.stops()),
            ("questions", items.questions()),
            ("evidence", items.evidence()),
            ("blocking", items.blocking()),
            ("changes", items.changes()),
            ("actions", items.actions(None)),
            ("planned", items.actions(Some("secure"))),
            ("categories", items.categories(false)),
            ("wanted_categories", items.categories(true)),
            ("processors", items.processors(false)),
            ("transfers", items.processors(true)),
            ("durations", items.durations(false)),
            ("longer", items.durations(true)),
            ("sources_cited", items.sources()),
        ]);
        let mut facts = Self { case, say, values: BTreeMap::new(), lists };
        facts.company();
        facts.profile();
        facts.figures();
        facts.asked();
        facts
    }

    fn set(&mut self, name: &str, value: impl Into<String>) {
        self.values.insert(name.to_owned(), value.into());
    }

    fn company(&mut self) {
        let company = &self.case.answers.company;
        for (name, value) in [
            ("company.name", &company.name),
            ("company.activity", &company.activity),
            ("company.address", &company.address),
            ("company.town", &company.town),
            ("company.registration", &company.registration),
            ("company.email", &company.email),
            ("company.phone", &company.phone),
            ("company.website", &company.website),
            ("company.representative", &company.representative),
            ("company.contact", &company.contact),
            ("company.dpo", &company.dpo),
        ] {
            self.set(name, value.trim());
        }
        let named = [&company.contact, &company.dpo, &company.representative];
        let in_charge = named.into_iter().find(|name| !name.trim().is_empty());
        self.set("in_charge", in_charge.map(|name| name.trim()).unwrap_or_default());
        self.set("company.staff", count(company.staff));
    }

    fn profile(&mut self) {
        for name in ["audiences", "channels", "sources"] {
            let words = self.chosen(name);
            let joined = self.say.join(&words);
            self.set(name, joined);
        }
        let transfers = self.items("transfers").iter().map(|item| {
            let field = |name| item.values.get(name).map(String::as_str).unwrap_or_default();
            format!("{} ({})", field("name"), field("guarantee"))
        });
        let transfers = transfers.collect::<Vec<_>>().join(", ");
        self.set("transfers", transfers);
        let team = std::iter::once(self.say.common(|words| &words.team).to_owned());
        let others = self.case.answers.processors.iter().map(|other| other.name.trim().to_owned());
        let recipients: Vec<String> = team.chain(others).filter(|name| !name.is_empty()).collect();
        self.set("recipients", self.say.join(&recipients));
        for duration in &self.case.questions.durations {
            let kept = self.case.answers.retention.get(&duration.id);
            let years = self.say.years(kept.map_or(duration.years, |kept| kept.years));
            self.set(&format!("duration.{}", duration.id), years);
        }
    }

    /// The options chosen of a fact, as words of a sentence.
    fn chosen(&self, fact: &str) -> Vec<String> {
        let options = self.case.questions.fact(fact).map(|fact| fact.options.as_slice());
        let chosen = options.unwrap_or_default().iter();
        chosen
            .filter(|option| self.case.answers.has(fact, &option.id))
            .map(|option| {
                self.case.lang.of(option.word.as_ref().unwrap_or(&option.text)).to_owned()
            })
            .collect()
    }

    fn figures(&mut self) {
        let lang = self.case.lang;
        let outcome = self.case.outcome;
        self.set("day", day(lang, outcome.on));
        self.set("colour", self.say.colour(outcome.colour));
        self.set("share", outcome.share.to_string());
        self.set("unanswered", count(outcome.unanswered));
        self.set("actions", self.items("actions").len().to_string());
        let previous = self.case.answers.previous.as_ref();
        self.set("previous_day", previous.map(|run| day(lang, run.on)).unwrap_or_default());
        self.set("previous_share", previous.map(|run| run.share.to_string()).unwrap_or_default());
        if let Some(measured) = self.case.measured {
            self.set("file", measured.file.name.as_str());
            self.set("rows", self.say.number(measured.summary.rows));
            self.set("audit_day", day(lang, measured.as_of));
            for check in crate::finding::Check::ALL {
                let found = measured.count(&[check.name().to_owned()]);
                self.set(&format!("counted.{}", check.name()), self.say.number(found));
            }
        }
    }

    /// Who asks and the days of their request; blanks where none is answered.
    fn asked(&mut self) {
        let lang = self.case.lang;
        let given = self.case.asked.map(|asked| asked.values(lang)).unwrap_or_default();
        for (name, blank) in self.say.words.request.blanks(lang) {
            let value = given.get(name).filter(|value| !value.is_empty());
            self.set(&format!("request.{name}"), value.map_or(blank, String::as_str));
        }
    }

    /// A text that the company wrote, its blanks filled in as the template's own would be.
    pub(crate) fn over_blanks(&self, text: &str) -> String {
        let blanks = self.say.words.request.blanks(self.case.lang);
        blanks.into_iter().fold(text.to_owned(), |text, (name, blank)| {
            text.replace(blank, self.value(&format!("request.{name}")))
        })
    }

    /// The items of a list.
    pub(crate) fn items(&self, list: &str) -> &[Item] {
        self.lists.get(list).map(Vec::as_slice).unwrap_or_default()
    }

    /// A value; empty when it is not known.
    pub(crate) fn value(&self, name: &str) -> &str {
        self.values.get(name).map(String::as_str).unwrap_or_default()
    }
}

/// A count as text; nothing for zero, so that `value:` tells whether there is any.
fn count(number: u32) -> String {
    if number == 0 { String::new() } else { number.to_string() }
}

/// Facts, and the item that is being written.
pub(crate) struct Scope<'a> {
    pub(crate) facts: &'a Facts<'a>,
    pub(crate) item: Option<&'a Item>,
}

impl World for Scope<'_> {
    fn holds(&self, test: &Test) -> bool {
        let case = &self.facts.case;
        match test {
            Test::Has(fact, option) => case.answers.has(fact, option),
            Test::Answer(level, question) => case.outcome.level(question) == Some(*level),
            Test::Measured => case.measured.is_some(),
            Test::Counted(check) => {
                case.measured.is_some_and(|figures| figures.count(std::slice::from_ref(check)) > 0)
            }
            Test::Role(role) => case.measured.is_some_and(|figures| figures.has_role(role)),
            Test::Any(list) => !self.facts.items(list).is_empty(),
            Test::Value(name) => !self.facts.value(name).is_empty(),
            Test::Asked(kind) => case.asked.is_none_or(|asked| asked.kind == *kind),
            Test::Item(flag) => self.item.is_some_and(|item| item.flags.contains(&flag.as_str())),
        }
    }
}
