//! Reads `lexicons/checklist/<country>/` and refuses, with file and line, what does not hold.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use toml::Spanned;

use super::pack::{
    Block, Duration, Evidence, Fact, FactOption, Kind, Question, Questionnaire, Scale, Shares,
};
use super::{Condition, Test};
use crate::basis::Bases;
use crate::finding::Check;
use crate::lexicon::error::PackError;
use crate::lexicon::pack::Bilingual;
use crate::packs::{PackFiles, Source};

/// Questions a company is asked at most: more are not answered with care.
const MOST_QUESTIONS: usize = 40;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawHead {
    questionnaire: RawTitle,
    scale: Shares,
    due: BTreeMap<Scale, u16>,
    fact: Vec<RawFact>,
    duration: Vec<Duration>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTitle {
    title: Bilingual,
    intro: Bilingual,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFact {
    id: Spanned<String>,
    kind: Kind,
    text: Bilingual,
    option: Vec<FactOption>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    block: RawBlock,
    question: Vec<RawQuestion>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawBlock {
    id: Spanned<String>,
    title: Bilingual,
    intro: Bilingual,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawQuestion {
    id: Spanned<String>,
    #[serde(default)]
    blocking: bool,
    risk: Scale,
    effort: Scale,
    #[serde(default)]
    ask_if: Vec<Spanned<String>>,
    #[serde(default)]
    evidence: Option<RawEvidence>,
    basis: Spanned<Vec<String>>,
    text: Bilingual,
    why: Bilingual,
    example: Bilingual,
    action: Bilingual,
    how: Spanned<Bilingual>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEvidence {
    checks: Vec<Check>,
    #[serde(default)]
    partly_per_mille: u32,
    text: Bilingual,
}

impl Questionnaire {
    /// Loads the questionnaire of a country; none when it has no folder.
    ///
    /// # Errors
    /// File and line of what does not hold: an unknown key, an id given twice, a ground, fact or
    /// question that does not exist, a "how to" that is not three sentences.
    pub fn load(
        files: &PackFiles,
        country: &str,
        bases: &Bases,
    ) -> Result<Option<Self>, PackError> {
        let folder = format!("checklist/{country}/");
        let head = format!("{folder}questionnaire.toml");
        if !files.contains_key(&head) {
            return Ok(None);
        }
        let source = Source::open(files, &head)?;
        let mut questionnaire = start(country, source.parse()?, &source, bases)?;
        let inside = |path: &&String| {
            path.strip_prefix(&folder)
                .is_some_and(|name| !name.contains('/') && name.ends_with(".toml"))
        };
        for path in files.keys().filter(inside).filter(|path| **path != head) {
            let source = Source::open(files, path)?;
            let block = block(source.parse()?, &source, &questionnaire, bases)?;
            questionnaire.blocks.push(block);
        }
        check_references(files, &folder, &questionnaire)?;
        let count = questionnaire.questions().count();
        if count > MOST_QUESTIONS {
            return Err(source.whole(format!("{count} questions; {MOST_QUESTIONS} at most")));
        }
        Ok(Some(questionnaire))
    }
}

fn start(
    country: &str,
    raw: RawHead,
    source: &Source<'_>,
    bases: &Bases,
) -> Result<Questionnaire, PackError> {
    let mut known = BTreeSet::new();
    for fact in &raw.fact {
        let mut options = BTreeSet::new();
        if !known.insert(fact.id.get_ref()) {
            return Err(source.at(fact.id.span().start, "this fact is given twice".to_owned()));
        }
        for option in &fact.option {
            if !options.insert(&option.id) {
                let what = format!("option `{}` is given twice", option.id);
                return Err(source.at(fact.id.span().start, what));
            }
            grounds(&option.basis, bases).map_err(|what| source.at(fact.id.span().start, what))?;
            if option.stop.is_some() && option.basis.is_empty() {
                let what = format!("option `{}` stops without citing a ground", option.id);
                return Err(source.at(fact.id.span().start, what));
            }
        }
    }
    for duration in &raw.duration {
        grounds(&duration.basis, bases)
            .map_err(|what| source.whole(format!("duration `{}`: {what}", duration.id)))?;
    }
    let facts = raw.fact.into_iter().map(|fact| Fact {
        id: fact.id.into_inner(),
        kind: fact.kind,
        text: fact.text,
        options: fact.option,
    });
    Ok(Questionnaire {
        country: country.to_owned(),
        title: raw.questionnaire.title,
        intro: raw.questionnaire.intro,
        scale: raw.scale,
        due: raw.due,
        facts: facts.collect(),
        durations: raw.duration,
        blocks: Vec::new(),
    })
}

fn block(
    raw: RawFile,
    source: &Source<'_>,
    so_far: &Questionnaire,
    bases: &Bases,
) -> Result<Block, PackError> {
    let block = raw.block.id.get_ref();
    if so_far.blocks.iter().any(|known| known.id == *block) {
        return Err(source.at(raw.block.id.span().start, format!("block `{block}` exists already")));
    }
    let mut questions: Vec<Question> = Vec::new();
    for asked in raw.question {
        let (at, id) = (asked.id.span().start, asked.id.get_ref().clone());
        if so_far.question(&id).is_some() || questions.iter().any(|known| known.id == id) {
            return Err(source.at(at, format!("question `{id}` exists already")));
        }
        questions.push(question(asked, block, source, bases)?);
    }
    let id = raw.block.id.into_inner();
    Ok(Block { id, title: raw.block.title, intro: raw.block.intro, questions })
}

fn question(
    raw: RawQuestion,
    block: &str,
    source: &Source<'_>,
    bases: &Bases,
) -> Result<Question, PackError> {
    let basis = raw.basis.get_ref();
    if basis.is_empty() {
        return Err(source.at(raw.basis.span().start, "a question cites a ground".to_owned()));
    }
    grounds(basis, bases).map_err(|what| source.at(raw.basis.span().start, what))?;
    for text in [&raw.how.get_ref().fr, &raw.how.get_ref().en] {
        let count = sentences(text);
        if count != 3 {
            let what = format!("`how` is said in three sentences, not {count}");
            return Err(source.at(raw.how.span().start, what));
        }
    }
    let ask_if = raw.ask_if.iter().map(|text| {
        Condition::parse(text.get_ref()).map_err(|what| source.at(text.span().start, what))
    });
    Ok(Question {
        block: block.to_owned(),
        blocking: raw.blocking,
        risk: raw.risk,
        effort: raw.effort,
        ask_if: ask_if.collect::<Result<_, _>>()?,
        evidence: raw.evidence.map(|evidence| Evidence {
            checks: evidence.checks.iter().map(|check| check.name().to_owned()).collect(),
            partly_per_mille: evidence.partly_per_mille,
            text: evidence.text,
        }),
        basis: raw.basis.into_inner(),
        text: raw.text,
        why: raw.why,
        example: raw.example,
        action: raw.action,
        how: raw.how.into_inner(),
        id: raw.id.into_inner(),
    })
}

/// Sentences end with a full stop followed by a blank or the end.
fn sentences(text: &str) -> usize {
    let mut words = text.split_whitespace().peekable();
    let mut count = 0;
    while let Some(word) = words.next() {
        let last = words.peek().is_none();
        count += usize::from(word.ends_with(['.', '?', '!']) && !word.ends_with("etc.") || last);
    }
    count
}

/// Refuses a ground that `basis.toml` does not hold.
pub(crate) fn grounds(ids: &[String], bases: &Bases) -> Result<(), String> {
    match ids.iter().find(|id| !bases.ids().any(|known| known == *id)) {
        Some(unknown) => Err(format!("`{unknown}` is no ground of basis.toml")),
        None => Ok(()),
    }
}

impl Questionnaire {
    /// Refuses a condition about a fact, an option, a question or a check that does not exist.
    pub(crate) fn knows(&self, condition: &Condition) -> Result<(), String> {
        for test in condition.tests() {
            let known = match test {
                Test::Has(fact, option) => self
                    .fact(fact)
                    .is_some_and(|fact| fact.options.iter().any(|known| known.id == *option)),
                Test::Answer(_, question) => self.question(question).is_some(),
                Test::Counted(check) => Check::ALL.iter().any(|known| known.name() == check),
                Test::Role(role) => crate::role::Role::all().any(|known| known.name() == role),
                Test::Measured | Test::Any(_) | Test::Value(_) | Test::Item(_) | Test::Asked(_) => {
                    true
                }
            };
            if !known {
                return Err(format!("`{test}` names what does not exist"));
            }
        }
        Ok(())
    }
}

/// Branching looks at the company's own words alone: anything else would never hold.
fn own_words(condition: &Condition) -> Result<(), String> {
    let other = |test: &&Test| !matches!(test, Test::Has(..) | Test::Answer(..));
    match condition.tests().find(other) {
        Some(test) => {
            Err(format!("`{test}` is no word of the company: no question can hang on it"))
        }
        None => Ok(()),
    }
}

fn check_references(
    files: &PackFiles,
    folder: &str,
    questionnaire: &Questionnaire,
) -> Result<(), PackError> {
    for path in files.keys().filter(|path| path.starts_with(folder)) {
        for question in questionnaire.questions() {
            for condition in &question.ask_if {
                let Err(what) = questionnaire.knows(condition).and_then(|()| own_words(condition))
                else {
                    continue;
                };
                let source = Source::open(files, path)?;
                if let Some(at) = source.text.find(&format!("\"{condition}\"")) {
                    return Err(source.at(at, what));
                }
            }
        }
    }
    Ok(())
}
