//! The words that rewriting needs in one language (`rewriting.toml`).

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::lexicon::error::PackError;
use crate::lexicon::load;
use crate::packs::PackFiles;
use crate::text::fold;
use crate::text::token::{Shape, Token, Tokens};
use crate::weights::Weights;

use super::names::Names;
use super::things::Things;

/// `rewriting.toml` as written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Raw {
    conjunctions: Vec<String>,
    weak: Vec<String>,
    openers: Vec<String>,
    relative: Vec<String>,
    naming: Vec<String>,
    trailing: Vec<String>,
    leading: Vec<String>,
    tail: Vec<String>,
    copulas: Vec<String>,
    be: Numbers,
    absent: Agreement,
    until: Vec<String>,
    away: Vec<String>,
    leave: Vec<String>,
    people: Vec<String>,
    undone: Vec<String>,
    relatives: Vec<String>,
    feminine: Vec<String>,
    masculine: Vec<String>,
    plural: Vec<String>,
    pronouns: Vec<String>,
    life: Vec<String>,
    past: Vec<String>,
    ahead: Vec<String>,
    acts: Vec<String>,
    meets: Vec<String>,
    negations: Vec<String>,
    verbs: Vec<String>,
    clitics: Vec<String>,
    civilities: Vec<String>,
    determiners: Vec<String>,
    asides: Vec<String>,
    introducing: Vec<String>,
    labels: Vec<String>,
    since: Vec<String>,
    times: Vec<String>,
    said: Vec<String>,
    complement: Vec<String>,
    days: Vec<String>,
    business: Vec<String>,
    attached: Vec<String>,
    contact: Contact,
    neutral: BTreeMap<String, String>,
}

/// A verb in both numbers.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Numbers {
    pub(crate) singular: String,
    pub(crate) plural: String,
}

/// An adjective in both genders and numbers.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Agreement {
    pub(crate) masculine: String,
    pub(crate) feminine: String,
    pub(crate) masculine_plural: String,
    pub(crate) feminine_plural: String,
}

/// A neutral name for a person.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Contact {
    pub(crate) masculine: String,
    pub(crate) feminine: String,
}

/// Phrases of one or more folded words; a word may stand for all that begin so (`sépar*`).
#[derive(Clone, Debug, Default)]
pub(crate) struct PhraseList(Vec<Vec<Part>>);

/// One word of a phrase.
#[derive(Clone, Debug)]
enum Part {
    Whole(String),
    Beginning(String),
}

impl Part {
    fn fits(&self, word: &str) -> bool {
        match self {
            Self::Whole(whole) => whole == word,
            Self::Beginning(beginning) => word.starts_with(beginning.as_str()),
        }
    }
}

/// What rewriting needs to know of a language.
#[derive(Clone, Debug, Default)]
pub(crate) struct Phrases {
    pub(crate) conjunctions: PhraseList,
    pub(crate) weak: PhraseList,
    pub(crate) openers: PhraseList,
    pub(crate) relative: PhraseList,
    pub(crate) naming: PhraseList,
    pub(crate) trailing: PhraseList,
    pub(crate) leading: PhraseList,
    pub(crate) tail: PhraseList,
    pub(crate) copulas: PhraseList,
    pub(crate) be: Numbers,
    pub(crate) absent: Agreement,
    pub(crate) until: PhraseList,
    pub(crate) away: PhraseList,
    pub(crate) leave: PhraseList,
    pub(crate) people: PhraseList,
    pub(crate) undone: PhraseList,
    pub(crate) relatives: PhraseList,
    pub(crate) feminine: PhraseList,
    pub(crate) masculine: PhraseList,
    pub(crate) plural: PhraseList,
    pub(crate) pronouns: PhraseList,
    pub(crate) life: PhraseList,
    pub(crate) past: PhraseList,
    pub(crate) ahead: PhraseList,
    pub(crate) acts: PhraseList,
    pub(crate) meets: PhraseList,
    pub(crate) negations: PhraseList,
    pub(crate) verbs: PhraseList,
    pub(crate) clitics: PhraseList,
    pub(crate) civilities: PhraseList,
    pub(crate) determiners: PhraseList,
    pub(crate) asides: PhraseList,
    pub(crate) introducing: PhraseList,
    pub(crate) labels: PhraseList,
    pub(crate) since: PhraseList,
    pub(crate) times: PhraseList,
    pub(crate) said: PhraseList,
    pub(crate) complement: PhraseList,
    pub(crate) days: PhraseList,
    pub(crate) business: PhraseList,
    pub(crate) attached: PhraseList,
    pub(crate) contact: Contact,
    pub(crate) neutral: BTreeMap<String, String>,
    pub(crate) names: Names,
    pub(crate) things: Things,
    /// What tells a clause that goes on about what goes beside it.
    pub(crate) beside: Weights,
}

impl Phrases {
    /// Reads a language folder's `rewriting.toml`; nothing when there is none.
    pub(crate) fn load(files: &PackFiles, folder: &str) -> Result<Self, PackError> {
        let raw: Raw = load::data(files, &format!("{folder}/rewriting.toml"))?;
        Ok(Self {
            conjunctions: PhraseList::new(&raw.conjunctions),
            weak: PhraseList::new(&raw.weak),
            openers: PhraseList::new(&raw.openers),
            relative: PhraseList::new(&raw.relative),
            naming: PhraseList::new(&raw.naming),
            trailing: PhraseList::new(&raw.trailing),
            leading: PhraseList::new(&raw.leading),
            tail: PhraseList::new(&raw.tail),
            copulas: PhraseList::new(&raw.copulas),
            be: raw.be,
            absent: raw.absent,
            until: PhraseList::new(&raw.until),
            away: PhraseList::new(&raw.away),
            leave: PhraseList::new(&raw.leave),
            people: PhraseList::new(&raw.people),
            undone: PhraseList::new(&raw.undone),
            relatives: PhraseList::new(&raw.relatives),
            feminine: PhraseList::new(&raw.feminine),
            masculine: PhraseList::new(&raw.masculine),
            plural: PhraseList::new(&raw.plural),
            pronouns: PhraseList::new(&raw.pronouns),
            life: PhraseList::new(&raw.life),
            past: PhraseList::new(&raw.past),
            ahead: PhraseList::new(&raw.ahead),
            acts: PhraseList::new(&raw.acts),
            meets: PhraseList::new(&raw.meets),
            negations: PhraseList::new(&raw.negations),
            verbs: PhraseList::new(&raw.verbs),
            clitics: PhraseList::new(&raw.clitics),
            civilities: PhraseList::new(&raw.civilities),
            determiners: PhraseList::new(&raw.determiners),
            asides: PhraseList::new(&raw.asides),
            introducing: PhraseList::new(&raw.introducing),
            labels: PhraseList::new(&raw.labels),
            since: PhraseList::new(&raw.since),
            times: PhraseList::new(&raw.times),
            said: PhraseList::new(&raw.said),
            complement: PhraseList::new(&raw.complement),
            days: PhraseList::new(&raw.days),
            business: PhraseList::new(&raw.business),
            attached: PhraseList::new(&raw.attached),
            contact: raw.contact,
            neutral: raw.neutral,
            names: Names::load(files, folder)?,
            things: Things::load(files, folder)?,
            beside: Weights::load(files, &format!("{folder}/beside.tsv"))?,
        })
    }
}

impl Phrases {
    /// Does a token name a person by a role, a relation or a civility ("gérante", "fils", "Mme")?
    pub(crate) fn is_person(&self, tokens: &Tokens, token: &Token) -> bool {
        [&self.people, &self.feminine, &self.masculine].iter().any(|list| list.has(tokens, token))
    }

    /// Is a token a given name, with its capital?
    pub(crate) fn is_given_name(&self, tokens: &Tokens, token: &Token) -> bool {
        token.shape != Shape::Lower && self.names.has(tokens.word(token))
    }
}

impl PhraseList {
    pub(crate) fn new(phrases: &[String]) -> Self {
        let mut list: Vec<Vec<Part>> =
            phrases.iter().map(|phrase| parts(phrase)).filter(|parts| !parts.is_empty()).collect();
        list.sort_by_key(|parts| std::cmp::Reverse(parts.len()));
        Self(list)
    }

    /// Number of tokens of the longest phrase that begins at a token; 0 for none.
    pub(crate) fn at(&self, tokens: &Tokens, index: usize) -> usize {
        self.0.iter().find(|parts| begins(parts, tokens, index)).map_or(0, Vec::len)
    }

    /// Number of tokens of the longest phrase that ends before a token; 0 for none.
    pub(crate) fn before(&self, tokens: &Tokens, index: usize) -> usize {
        let ends =
            |parts: &&Vec<Part>| index >= parts.len() && begins(parts, tokens, index - parts.len());
        self.0.iter().find(ends).map_or(0, Vec::len)
    }

    /// Is one token such a word?
    pub(crate) fn has(&self, tokens: &Tokens, token: &Token) -> bool {
        self.says(tokens.word(token))
    }

    /// Is a folded word one of them?
    pub(crate) fn says(&self, word: &str) -> bool {
        self.0.iter().any(|parts| matches!(parts.as_slice(), [one] if one.fits(word)))
    }

    /// Does a phrase occur among these tokens?
    pub(crate) fn within(&self, tokens: &Tokens, range: std::ops::Range<usize>) -> bool {
        range.clone().any(|index| {
            let taken = self.at(tokens, index);
            taken > 0 && index + taken <= range.end
        })
    }
}

fn begins(parts: &[Part], tokens: &Tokens, index: usize) -> bool {
    parts.iter().enumerate().all(|(offset, part)| {
        tokens.get(index + offset).is_some_and(|token| part.fits(tokens.word(token)))
    })
}

fn parts(phrase: &str) -> Vec<Part> {
    let folded = |text: &str| -> Vec<String> {
        fold::plain(text).split_whitespace().map(str::to_owned).collect()
    };
    match phrase.strip_suffix('*') {
        None => folded(phrase).into_iter().map(Part::Whole).collect(),
        Some(beginning) => {
            let mut words = folded(beginning);
            let last = words.pop();
            let whole = words.into_iter().map(Part::Whole);
            whole.chain(last.map(Part::Beginning)).collect()
        }
    }
}

/// The entries of a class file of a language's folder, folded; none when there is no such file.
pub(super) fn class_entries(
    files: &PackFiles,
    folder: &str,
    class: &str,
) -> Result<Vec<String>, PackError> {
    let path = format!("{folder}/classes/{class}.txt");
    let Some(bytes) = files.get(&path) else { return Ok(Vec::new()) };
    let lines = load::text(&path, bytes)?.lines();
    let entries = lines.filter_map(|line| line.split('#').next().map(str::trim));
    let written = entries.filter(|entry| !entry.is_empty());
    Ok(written.map(|entry| fold::plain(entry.trim_start_matches('!'))).collect())
}
