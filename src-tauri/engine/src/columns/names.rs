//! Which known column name explains a header best.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::words::{Speller, Word};
use crate::role::Role;

/// What a name is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Strength {
    /// People mean different things by it.
    Unsure,
    /// Only with values that agree.
    Weak,
    /// Says the role.
    Strong,
    /// Says the role among words that say nothing else.
    Anchor,
    /// Says the role whatever else is in the header.
    Dominant,
}

/// A known column name.
#[derive(Clone, Debug)]
pub(super) struct Name {
    pub(super) role: Role,
    pub(super) strength: Strength,
    pub(super) words: Vec<Word>,
    /// As written in the lexicon.
    pub(super) written: String,
}

/// The column names of one language.
#[derive(Debug)]
pub(super) struct Names {
    speller: Speller,
    names: Vec<Name>,
    /// Word → names that hold it.
    by_word: FxHashMap<String, Vec<usize>>,
    /// Names of proofs that are the agreement itself where no other column tells of one.
    agreements: BTreeSet<String>,
}

/// A header explained by a name.
#[derive(Clone, Debug)]
pub(super) struct Match {
    pub(super) role: Role,
    pub(super) strength: Strength,
    /// Share of the header that the name explains: 0 to 1.
    pub(super) coverage: f32,
    /// The name, as written in the lexicon.
    pub(super) written: String,
    /// For ordering: coverage with what breaks ties.
    rank: f32,
}

impl Match {
    /// The same, in another language than that of the sheet ("Suite" is no address in a French one).
    pub(super) fn foreign(self) -> Self {
        Self { rank: self.rank - 0.2, ..self }
    }
}

/// Roles that count as soon as they are named, as they call for care.
fn calls_for_care(role: Role) -> bool {
    use Role::{
        BirthDate, ConsentDate, ConsentEmail, ConsentPhone, ConsentPost, ConsentProof, ConsentSms,
        Iban, NationalId, OptOut, Sensitive,
    };
    matches!(
        role,
        BirthDate
            | ConsentDate
            | ConsentEmail
            | ConsentPhone
            | ConsentPost
            | ConsentProof
            | ConsentSms
            | Iban
            | NationalId
            | OptOut
            | Sensitive
    )
}

/// Roles whose names are set phrases: their words follow each other in the header.
fn order_counts(role: Role) -> bool {
    matches!(role, Role::Sensitive | Role::NationalId | Role::Iban | Role::BirthDate)
}

impl Names {
    pub(super) fn new(speller: Speller, names: Vec<Name>, agreements: BTreeSet<String>) -> Self {
        let mut by_word: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (at, name) in names.iter().enumerate() {
            for word in &name.words {
                by_word.entry(word.text.clone()).or_default().push(at);
            }
        }
        Self { speller, names, by_word, agreements }
    }

    /// Can a column of that name, as written in the lexicon, be the agreement itself?
    pub(super) fn is_agreement(&self, written: &str) -> bool {
        self.agreements.contains(written)
    }

    /// The words beside a one-word name of a role: `lead` for "Prénom du lead", the role being a first
    /// name; none when the header holds no such name.
    pub(super) fn beside(&self, header: &str, role: Role) -> Option<Vec<String>> {
        let mut words: Vec<String> =
            self.speller.words(header).into_iter().map(|word| word.text).collect();
        let lone = self.names.iter().filter(|name| name.role == role && name.words.len() == 1);
        let mut lone = lone.filter_map(|name| name.words.first());
        let at = lone.find_map(|name| words.iter().position(|word| *word == name.text))?;
        words.remove(at);
        words.sort();
        Some(words)
    }

    /// The best explanation of a header for each role, best first.
    pub(super) fn matches(&self, header: &str) -> Vec<Match> {
        let words = self.speller.words(header);
        let total: f32 = words.iter().map(|word| word.weight).sum();
        if total <= 0.0 {
            return Vec::new();
        }
        let mut candidates: Vec<usize> = words
            .iter()
            .filter_map(|word| self.by_word.get(&word.text))
            .flatten()
            .copied()
            .collect();
        candidates.sort_unstable();
        candidates.dedup();
        let mut best: Vec<Match> = Vec::new();
        let found = candidates.into_iter().filter_map(|at| self.names.get(at));
        for found in found.filter_map(|name| explain(name, &words, total)) {
            match best.iter_mut().find(|known| known.role == found.role) {
                Some(known) if (known.rank, known.strength) >= (found.rank, found.strength) => {}
                Some(known) => *known = found,
                None => best.push(found),
            }
        }
        best.sort_by(by_rank);
        best
    }
}

/// Best first; the contract's order of roles among equals.
pub(super) fn by_rank(a: &Match, b: &Match) -> Ordering {
    b.rank.total_cmp(&a.rank).then(b.strength.cmp(&a.strength)).then(a.role.cmp(&b.role))
}

/// How well a name explains a header; none when one of its words is missing.
fn explain(name: &Name, words: &[Word], total: f32) -> Option<Match> {
    let mut covered = 0.0;
    let mut first = words.len();
    let mut next = None;
    for wanted in &name.words {
        let at = words.iter().position(|word| word.text == wanted.text)?;
        // "Temps passé" is no "Passe-temps", "Partner company name" no "Partner's name".
        if next.is_some_and(|next| at != next) && order_counts(name.role) {
            return None;
        }
        next = Some(at + 1);
        covered += words.get(at)?.weight;
        first = first.min(at);
    }
    let coverage = (covered / total).min(1.0);
    let exact = coverage > 0.99;
    // A word that rules over those beside it says nothing alone (Type).
    let alone = exact && words.len() == 1 && name.strength == Strength::Dominant;
    let strength = if alone { Strength::Unsure } else { name.strength };
    let mut rank = coverage + 0.04 * (name.words.len() as f32 - 1.0) - 0.02 * first as f32;
    if calls_for_care(name.role) && matches!(strength, Strength::Strong | Strength::Anchor) {
        rank += 0.15;
    }
    rank += match strength {
        // A whole name is worth more than a word that rules over others.
        _ if exact && name.words.len() > 1 => 0.4,
        Strength::Dominant => 0.4,
        Strength::Strong | Strength::Anchor => 0.02,
        Strength::Weak | Strength::Unsure if exact => 0.02,
        Strength::Weak | Strength::Unsure => -0.1,
    };
    Some(Match { role: name.role, strength, coverage, written: name.written.clone(), rank })
}
