//! The words that rewriting needs in one language (`rewriting.toml`).

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::lexicon::error::PackError;
use crate::lexicon::load;
use crate::packs::PackFiles;
use crate::text::fold;
use crate::text::token::{Token, Tokens};

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
    feminine: Vec<String>,
    masculine: Vec<String>,
    plural: Vec<String>,
    pronouns: Vec<String>,
    life: Vec<String>,
    past: Vec<String>,
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

/// Phrases of one or more folded words.
#[derive(Clone, Debug, Default)]
pub(crate) struct PhraseList(Vec<Vec<String>>);

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
    pub(crate) feminine: PhraseList,
    pub(crate) masculine: PhraseList,
    pub(crate) plural: PhraseList,
    pub(crate) pronouns: PhraseList,
    pub(crate) life: PhraseList,
    pub(crate) past: PhraseList,
    pub(crate) neutral: BTreeMap<String, String>,
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
            feminine: PhraseList::new(&raw.feminine),
            masculine: PhraseList::new(&raw.masculine),
            plural: PhraseList::new(&raw.plural),
            pronouns: PhraseList::new(&raw.pronouns),
            life: PhraseList::new(&raw.life),
            past: PhraseList::new(&raw.past),
            neutral: raw.neutral,
        })
    }
}

impl PhraseList {
    fn new(phrases: &[String]) -> Self {
        let words = |phrase: &String| -> Vec<String> {
            fold::plain(phrase).split_whitespace().map(str::to_owned).collect()
        };
        let mut list: Vec<Vec<String>> =
            phrases.iter().map(words).filter(|words| !words.is_empty()).collect();
        list.sort_by_key(|words| std::cmp::Reverse(words.len()));
        Self(list)
    }

    /// Number of tokens of the longest phrase that begins at a token; 0 for none.
    pub(crate) fn at(&self, tokens: &Tokens, index: usize) -> usize {
        let fits = |words: &&Vec<String>| {
            words.iter().enumerate().all(|(offset, word)| {
                tokens.get(index + offset).is_some_and(|token| tokens.word(token) == word)
            })
        };
        self.0.iter().find(fits).map_or(0, Vec::len)
    }

    /// Number of tokens of the longest phrase that ends before a token; 0 for none.
    pub(crate) fn before(&self, tokens: &Tokens, index: usize) -> usize {
        let fits = |words: &&Vec<String>| {
            index >= words.len() && self.at_exactly(tokens, index - words.len(), words)
        };
        self.0.iter().find(fits).map_or(0, Vec::len)
    }

    fn at_exactly(&self, tokens: &Tokens, index: usize, words: &[String]) -> bool {
        words.iter().enumerate().all(|(offset, word)| {
            tokens.get(index + offset).is_some_and(|token| tokens.word(token) == word)
        })
    }

    /// Is one token such a word?
    pub(crate) fn has(&self, tokens: &Tokens, token: &Token) -> bool {
        let word = tokens.word(token);
        self.0.iter().any(|words| matches!(words.as_slice(), [one] if one == word))
    }

    /// Does a phrase occur among these tokens?
    pub(crate) fn within(&self, tokens: &Tokens, range: std::ops::Range<usize>) -> bool {
        range.clone().any(|index| {
            let taken = self.at(tokens, index);
            taken > 0 && index + taken <= range.end
        })
    }
}
