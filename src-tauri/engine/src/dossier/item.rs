//! Things that templates repeat a line for: questions, actions, providers, periods.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Case;
use super::words::Say;
use crate::checklist::{Action, Colour, Judged, Level, Processor, Question};
use crate::finding::{Basis, Confidence};
use crate::lexicon::pack::Bilingual;
use crate::messages::day;

/// One of a list.
#[derive(Clone, Debug, Default)]
pub(crate) struct Item {
    /// Field → text.
    pub(crate) values: BTreeMap<&'static str, String>,
    /// What it is marked with.
    pub(crate) flags: Vec<&'static str>,
    /// The day it is due, for columns of days.
    pub(crate) day: Option<Date>,
    /// Share and colour, for bars.
    pub(crate) score: Option<(u32, Colour)>,
}

impl Item {
    pub(crate) fn of<const N: usize>(values: [(&'static str, String); N]) -> Self {
        Self { values: BTreeMap::from(values), ..Self::default() }
    }
}

/// Makes the items of every list.
pub(crate) struct Items<'a> {
    pub(crate) case: Case<'a>,
    pub(crate) say: Say<'a>,
}

impl<'a> Items<'a> {
    fn of(&self, text: &'a Bilingual) -> String {
        self.case.lang.of(text).to_owned()
    }

    fn to_complete(&self) -> String {
        self.say.common(|words| &words.to_complete).to_owned()
    }

    fn or_to_complete(&self, text: &str) -> String {
        if text.trim().is_empty() { self.to_complete() } else { text.to_owned() }
    }

    /// Grounds as people cite them; those that are not certain say so.
    fn basis(&self, ids: &[String]) -> String {
        let cite = |basis: &Basis| match basis.confidence {
            Confidence::Verified => basis.title.clone(),
            _ => format!("{} ({})", basis.title, self.say.common(|words| &words.prudent)),
        };
        let cited: Vec<String> =
            self.case.bases.list(ids, self.case.lang).iter().map(cite).collect();
        cited.join(self.say.common(|words| &words.separator))
    }

    fn question(&self, id: &str) -> Option<&'a Question> {
        self.case.questions.question(id)
    }

    pub(crate) fn blocks(&self) -> Vec<Item> {
        let titles = &self.case.questions.blocks;
        let item = |result: &crate::checklist::BlockResult| {
            let block = titles.iter().find(|block| block.id == result.block)?;
            let mut item = Item::of([
                ("title", self.of(&block.title)),
                ("colour", self.say.colour(result.colour).to_owned()),
                ("share", result.share.to_string()),
                ("asked", result.asked.to_string()),
                ("in_place", result.in_place.to_string()),
            ]);
            item.score = Some((result.share, result.colour));
            Some(item)
        };
        self.case.outcome.blocks.iter().filter_map(item).collect()
    }

    pub(crate) fn stops(&self) -> Vec<Item> {
        let item = |stop: &crate::checklist::Stop| {
            let fact = self.case.questions.fact(&stop.fact)?;
            let option = fact.options.iter().find(|option| option.id == stop.option)?;
            let text = option.stop.as_ref().map(|text| self.of(text))?;
            Some(Item::of([("text", text), ("basis", self.basis(&option.basis))]))
        };
        self.case.outcome.stops.iter().filter_map(item).collect()
    }

    fn judged(&self, judged: &Judged) -> Option<Item> {
        let question = self.question(&judged.question)?;
        let block = self.case.questions.blocks.iter().find(|block| block.id == judged.block)?;
        let given = self.case.answers.answers.get(&judged.question);
        let proof = match (judged.level, given) {
            (Level::Na, Some(given)) => given.reason.clone(),
            (_, Some(given)) => given.proof.clone(),
            (_, None) => String::new(),
        };
        let evidence = question.evidence.as_ref().zip(judged.proposal.as_ref());
        let evidence = evidence.map(|(how, proposal)| how.say(self.case.lang, proposal));
        let stale = judged.stale.then(|| format!(" ({})", self.say.common(|words| &words.stale)));
        // What was measured is its own proof.
        let proof = if proof.is_empty() { evidence.clone().unwrap_or_default() } else { proof };
        Some(Item::of([
            ("block", self.of(&block.title)),
            ("text", self.of(&question.text)),
            ("level", self.say.level(judged.level).to_owned()),
            ("reason", self.say.reason(judged.reason).to_owned()),
            ("proof", proof),
            ("evidence", evidence.unwrap_or_default()),
            ("stale", stale.unwrap_or_default()),
        ]))
    }

    pub(crate) fn questions(&self) -> Vec<Item> {
        self.case.outcome.items.iter().filter_map(|judged| self.judged(judged)).collect()
    }

    pub(crate) fn evidence(&self) -> Vec<Item> {
        let measured = self.case.outcome.items.iter().filter(|judged| judged.proposal.is_some());
        measured.filter_map(|judged| self.judged(judged)).collect()
    }

    pub(crate) fn blocking(&self) -> Vec<Item> {
        let outcome = self.case.outcome;
        let find = |id: &String| outcome.items.iter().find(|item| item.question == *id);
        outcome.blocking.iter().filter_map(find).filter_map(|judged| self.judged(judged)).collect()
    }

    pub(crate) fn changes(&self) -> Vec<Item> {
        let changes = self.case.answers.previous.as_ref().map(|run| run.changes(self.case.outcome));
        let item = |change: crate::checklist::Change| {
            Some(Item::of([
                ("text", self.of(&self.question(&change.question)?.text)),
                ("before", self.say.level(change.before).to_owned()),
                ("after", self.say.level(change.after).to_owned()),
            ]))
        };
        changes.unwrap_or_default().into_iter().filter_map(item).collect()
    }

    pub(crate) fn actions(&self, of_block: Option<&str>) -> Vec<Item> {
        let numbered = (1..).zip(self.case.actions);
        numbered.filter_map(|(number, action)| self.action(number, action, of_block)).collect()
    }

    fn action(&self, number: u32, action: &Action, of_block: Option<&str>) -> Option<Item> {
        let question = self.question(&action.question)?;
        if of_block.is_some_and(|block| block != question.block) {
            return None;
        }
        let owner = match action.owner.trim() {
            "" => self.say.common(|words| &words.unnamed),
            owner => owner,
        };
        let mut item = Item::of([
            ("number", number.to_string()),
            ("title", self.of(&question.action)),
            ("risk", self.say.risk(action.risk).to_owned()),
            ("effort", self.say.effort(action.effort).to_owned()),
            ("owner", owner.to_owned()),
            ("due", day(self.case.lang, action.due)),
            ("status", self.say.status(action.status).to_owned()),
            ("how", self.of(&question.how)),
            ("reason", self.say.reason(action.reason).to_owned()),
            ("basis", self.basis(&question.basis)),
        ]);
        item.day = Some(action.due);
        Some(item)
    }

    /// Categories of data that an audit saw; with `wanted`, without those that must go.
    pub(crate) fn categories(&self, wanted: bool) -> Vec<Item> {
        let Some(measured) = self.case.measured else { return Vec::new() };
        let categories = self.say.words.categories.iter().filter(|category| {
            category.roles.iter().any(|role| measured.has_role(role))
                && !(wanted && category.id == "excessive")
        });
        categories
            .map(|category| {
                Item::of([
                    ("title", self.of(&category.text)),
                    ("detail", self.of(&category.detail)),
                ])
            })
            .collect()
    }

    pub(crate) fn processors(&self, outside_alone: bool) -> Vec<Item> {
        let all = self.case.answers.processors.iter();
        let chosen = all.filter(|processor| processor.outside_eea || !outside_alone);
        chosen.map(|processor| self.processor(processor)).collect()
    }

    fn processor(&self, processor: &Processor) -> Item {
        let guarantee = match processor.outside_eea {
            true => self.or_to_complete(&processor.guarantee),
            false => String::new(),
        };
        let contract = match processor.contract {
            true => self.say.common(|words| &words.yes),
            false => self.say.common(|words| &words.no),
        };
        Item::of([
            ("name", processor.name.clone()),
            ("service", self.or_to_complete(&processor.service)),
            ("location", self.or_to_complete(&processor.location)),
            ("guarantee", guarantee),
            ("contract", contract.to_owned()),
        ])
    }

    /// How long things are kept; with `longer`, those kept longer than the reference.
    pub(crate) fn durations(&self, longer: bool) -> Vec<Item> {
        let item = |duration: &'a crate::checklist::Duration| {
            let kept = self.case.answers.retention.get(&duration.id);
            let years = kept.map_or(duration.years, |kept| kept.years);
            if longer && years <= duration.years {
                return None;
            }
            let reason = kept.map(|kept| kept.reason.as_str()).unwrap_or_default();
            let reason = match years > duration.years {
                true => self.or_to_complete(reason),
                false => reason.to_owned(),
            };
            Some(Item::of([
                ("title", self.of(&duration.text)),
                ("years", self.say.years(years)),
                ("reference", self.say.years(duration.years)),
                ("start", self.of(&duration.start)),
                ("reason", reason),
                ("basis", self.basis(&duration.basis)),
            ]))
        };
        self.case.questions.durations.iter().filter_map(item).collect()
    }

    /// The grounds of all questions asked, each once.
    pub(crate) fn sources(&self) -> Vec<Item> {
        let asked = self.case.outcome.items.iter().filter_map(|item| self.question(&item.question));
        let mut ids: Vec<&str> = asked.flat_map(|q| q.basis.iter().map(String::as_str)).collect();
        ids.sort_unstable();
        ids.dedup();
        let item = |basis: &Basis| {
            let doubt = match basis.confidence {
                Confidence::Verified => String::new(),
                _ => format!(" ({})", self.say.common(|words| &words.prudent)),
            };
            Item::of([
                ("title", basis.title.clone()),
                ("source", basis.source.clone()),
                ("checked", day(self.case.lang, basis.checked_on)),
                ("doubt", doubt),
            ])
        };
        self.case.bases.list(&ids, self.case.lang).iter().map(item).collect()
    }
}
