//! How hurried writing spells a language (`spelling.toml`).

use std::collections::{BTreeMap, BTreeSet};

use crate::text::fold;

/// Spellings that stand for a word, and how words lose their shape.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Spelling {
    /// Spelling → the word it stands for: `bcp = "beaucoup"`; or one of several: `1 = "un|une"`.
    same: BTreeMap<String, String>,
    /// Articles and pronouns that lose their apostrophe (`lhopital`), folded, longest first.
    pub(crate) elided: Vec<Box<str>>,
    /// Abbreviations that stand for no word of the packs, folded.
    whole: BTreeSet<Box<str>>,
    /// Words after which a verb that ends in `er` or `ez` is a participle written as it sounds
    /// ("est divorcer"), folded.
    auxiliaries: BTreeSet<Box<str>>,
    /// Nouns in `er` (conseiller, boucher): said of somebody, they are no participle, folded.
    agents: BTreeSet<Box<str>>,
    /// Words that are an auxiliary only after one of [`Self::subjects`], folded, with the one they
    /// are ("il a divorcer", but "devis a envoyer"; "elle et malade").
    after_subject: BTreeMap<Box<str>, Box<str>>,
    /// Pronouns that tell an auxiliary, folded.
    subjects: BTreeSet<Box<str>>,
    /// Words after which `+` stands for `plus` ("ne + appeler"), folded.
    plus_after: BTreeSet<Box<str>>,
    /// Words that `+` completes further on ("ne nous contactez +"), folded.
    negations: BTreeSet<Box<str>>,
    /// Words that lost their apostrophe, with what stood before it: `isnt = "isn"`, folded.
    contracted: BTreeMap<Box<str>, Box<str>>,
}

impl Spelling {
    /// Folded word → its other folded spellings.
    pub(crate) fn aliases(&self) -> BTreeMap<String, Vec<String>> {
        let mut aliases: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (spelling, words) in &self.same {
            for word in words.split('|') {
                aliases.entry(fold::plain(word)).or_default().push(fold::plain(spelling));
            }
        }
        aliases
    }

    /// Is an abbreviation one that stands for no word of the packs?
    pub(crate) fn is_whole(&self, letters: &str) -> bool {
        self.whole.contains(letters)
    }

    /// The auxiliary that a word is, `before` being the one before it.
    pub(crate) fn auxiliary<'w>(&'w self, word: &'w str, before: &str) -> Option<&'w str> {
        if self.auxiliaries.contains(word) {
            return Some(word);
        }
        let meant = self.after_subject.get(word).map(|meant| &**meant);
        meant.filter(|_| self.subjects.contains(before))
    }

    /// May a folded word be an auxiliary?
    pub(crate) fn may_help(&self, word: &str) -> bool {
        self.auxiliaries.contains(word) || self.after_subject.contains_key(word)
    }

    /// May a folded word that follows an auxiliary be a participle under another ending?
    pub(crate) fn may_be_participle(&self, word: &str) -> bool {
        !self.agents.contains(word)
    }

    /// Does `+` stand for `plus` after this word?
    pub(crate) fn plus_follows(&self, word: &str) -> bool {
        self.plus_after.contains(word)
    }

    /// Is a word one that `+` completes further on?
    pub(crate) fn negates(&self, word: &str) -> bool {
        self.negations.contains(word)
    }

    /// How many letters of a word stood before the apostrophe it lost.
    pub(crate) fn contracted(&self, word: &str) -> Option<usize> {
        self.contracted.get(word).map(|head| head.len())
    }
}
