//! The words of `lexicons/moments.toml`: what they say of who moved on a day.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::Kind;
use crate::lexicon::error::PackError;
use crate::packs::{PackFiles, parse};
use crate::text::fold::plain;

const FILE: &str = "moments.toml";

/// Words that say nothing beside a date.
pub(super) const SMALL: [&str; 7] = ["le", "la", "les", "l", "the", "on", "du"];

/// What a phrase says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    Met,
    Silence,
    Ours,
    Planned,
    Apart,
    YearsApart,
}

/// Words that tell what happened on a day.
#[derive(Debug)]
pub struct MomentWords {
    /// Phrases by the first two letters of their first word.
    phrases: FxHashMap<Box<str>, Vec<Phrase>>,
    streets: FxHashSet<String>,
    units: FxHashSet<String>,
}

#[derive(Debug)]
struct Phrase {
    says: Says,
    /// Each word, and whether it may go on.
    words: Vec<(String, bool)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    met: Vec<String>,
    came: Vec<String>,
    silence: Vec<String>,
    ours: Vec<String>,
    planned: Vec<String>,
    apart: Vec<String>,
    years_apart: Vec<String>,
    streets: Vec<String>,
    units: Vec<String>,
}

impl MomentWords {
    /// Loads the file.
    ///
    /// # Errors
    /// It is missing or malformed.
    pub(crate) fn load(files: &PackFiles) -> Result<Self, PackError> {
        let raw: Raw = parse(files, FILE)?;
        let mut phrases: FxHashMap<Box<str>, Vec<Phrase>> = FxHashMap::default();
        let lists = [
            (Says::Met, raw.met),
            (Says::Met, raw.came),
            (Says::Silence, raw.silence),
            (Says::Ours, raw.ours),
            (Says::Planned, raw.planned),
            (Says::Apart, raw.apart),
            (Says::YearsApart, raw.years_apart),
        ];
        for (says, list) in lists {
            for text in list {
                let words: Vec<(String, bool)> = text
                    .split_whitespace()
                    .filter(|word| !SMALL.contains(word))
                    .map(|word| (plain(word.trim_end_matches('*')), word.ends_with('*')))
                    .collect();
                if let Some((first, _)) = words.first() {
                    phrases.entry(head(first).into()).or_default().push(Phrase { says, words });
                }
            }
        }
        let set = |list: Vec<String>| list.iter().map(|word| plain(word)).collect();
        Ok(Self { phrases, streets: set(raw.streets), units: set(raw.units) })
    }

    pub(super) fn is_street(&self, word: &str) -> bool {
        self.streets.contains(word)
    }

    pub(super) fn is_unit(&self, word: &str) -> bool {
        self.units.contains(word)
    }

    /// Does a word tell of something that happens on a day?
    pub(super) fn is_event(&self, word: &str) -> bool {
        self.at(&[word]).any(|(_, length)| length == 1)
            || matches!(
                word,
                "appel" | "appele" | "appelee" | "rappele" | "tel" | "call" | "called"
            )
    }

    /// What the phrases that begin a list of words say, with their lengths.
    fn at<'s>(&'s self, words: &'s [&str]) -> impl Iterator<Item = (Says, usize)> + 's {
        let first = words.first().map(|word| head(word)).unwrap_or_default();
        let known = self.phrases.get(first).map(Vec::as_slice).unwrap_or_default();
        known.iter().filter(|phrase| phrase.begins(words)).map(|p| (p.says, p.words.len()))
    }

    /// Does one of the phrases that say this end a list of words, at most `slack` words before its
    /// end?
    pub(super) fn ends_with(&self, words: &[&str], says: Says, slack: usize) -> bool {
        (0..words.len()).any(|from| {
            let rest = words.get(from..).unwrap_or_default();
            self.at(rest).any(|(said, length)| said == says && length + slack >= rest.len())
        })
    }

    /// What the words of a clause say: what the contact did outranks silence, silence what we did.
    pub(super) fn kind(&self, words: &[&str]) -> Kind {
        let (mut met, mut silence, mut ours) = (false, false, false);
        let mut at = 0;
        while at < words.len() {
            let rest = words.get(at..).unwrap_or_default();
            let found: Vec<(Says, usize)> = self.at(rest).collect();
            let longest = found.iter().map(|(_, length)| *length).max().unwrap_or(0);
            for (says, _) in found.iter().filter(|(_, length)| *length == longest) {
                met |= *says == Says::Met;
                silence |= *says == Says::Silence;
                ours |= *says == Says::Ours;
            }
            at += longest.max(1);
        }
        match () {
            () if met => Kind::Inbound,
            () if silence || ours => Kind::Outbound,
            () => Kind::Unknown,
        }
    }

    /// Does a clause only say that somebody was a customer?
    pub(super) fn is_years_apart(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.at(&[word]).any(|(says, _)| says == Says::YearsApart))
    }
}

impl Phrase {
    fn begins(&self, words: &[&str]) -> bool {
        words.len() >= self.words.len()
            && self.words.iter().zip(words).all(|((wanted, open), word)| {
                if *open { word.starts_with(wanted.as_str()) } else { word == wanted }
            })
    }
}

fn head(word: &str) -> &str {
    word.char_indices().nth(2).map_or(word, |(end, _)| word.get(..end).unwrap_or(word))
}
