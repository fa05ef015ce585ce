//! The removed texts, indexed so that any text is searched for all of them in one walk.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::sieve::Sieve;
use super::sought::{Sought, is_sought, is_telling};
use super::words::{SEED, Word, fold_words, mix};

/// Words searched of one removed text.
const MOST_WORDS: usize = 8;
/// Shortest text searched in bytes that are not known to be text.
const LEAST_IN_BINARY: usize = 8;
/// Where a text is met, and so how telling a removed text must be to count there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Written by people: everything counts.
    Text,
    /// Written by programs (settings, styles, names of fonts): only texts that no program has a
    /// word for count: an e-mail, several words, letters mixed with digits, nine digits or more.
    Markup,
    /// A formula: only the texts between its quotes count, as [`Self::Text`].
    Formula,
    /// Bytes of unknown meaning: as [`Self::Text`], but eight characters at least.
    Bytes,
    /// Bytes that hold programs (macros): as [`Self::Markup`], eight characters at least.
    Program,
}

/// One removed text.
#[derive(Clone, Debug)]
struct Needle {
    words: Vec<u64>,
    /// Letters and digits in it.
    length: usize,
    telling: bool,
}

/// All removed texts of a cleaning. They are known by number from 0 to [`Self::len`].
#[derive(Clone, Debug, Default)]
pub(crate) struct Needles {
    needles: Vec<Needle>,
    /// By the hash of their last two words (or of their only one): how many words they have, a bit
    /// for each number from 1 to [`MOST_WORDS`].
    tails: FxHashMap<u64, u8>,
    /// Those hashes.
    sieve: Sieve,
    /// By the hash of all their words.
    runs: FxHashMap<u64, u32>,
    /// By the hash of their digits, joined.
    numbers: FxHashMap<u64, Vec<u32>>,
    /// Those hashes.
    number_sieve: Sieve,
    /// Longest run of words.
    longest: usize,
}

impl Needles {
    /// Indexes those of the texts that can be searched; equal ones count once.
    pub(crate) fn new(texts: impl IntoIterator<Item = Sought>) -> Self {
        let mut found = Self::default();
        let mut seen = FxHashSet::default();
        let mut words = Vec::new();
        let mut texts: Vec<Sought> = texts.into_iter().collect();
        // Named ones first, so that a text which is both counts as named.
        texts.sort_by_key(|sought| !sought.named);
        for sought in &texts {
            fold_words(&sought.text, &mut words);
            let telling = is_telling(&sought.text, &words);
            words.truncate(MOST_WORDS);
            let hashes: Vec<u64> = words.iter().map(|word| word.hash).collect();
            let length = sought.text.chars().filter(|c| c.is_alphanumeric()).count();
            if !is_sought(sought, &words, length) || !seen.insert(hashes.clone()) {
                continue;
            }
            found.add(Needle { words: hashes, length, telling }, &words, sought);
        }
        found.sieve = Sieve::of(found.tails.keys().copied());
        found.number_sieve = Sieve::of(found.numbers.keys().copied());
        found
    }

    fn add(&mut self, needle: Needle, words: &[Word], sought: &Sought) {
        let id = u32::try_from(self.needles.len()).unwrap_or(u32::MAX);
        if words.iter().all(|word| word.digits) {
            self.numbers.entry(joined_digits(&sought.text, words)).or_default().push(id);
        } else {
            let length = u8::try_from(needle.words.len().min(MOST_WORDS)).unwrap_or(1);
            *self.tails.entry(tail(&needle.words)).or_default() |= 1 << (length - 1);
            self.runs.insert(run(needle.words.iter().copied()), id);
        }
        self.longest = self.longest.max(needle.words.len());
        self.needles.push(needle);
    }

    /// Notes in `held` (by number) which of the removed texts are met in what a person can read.
    pub(crate) fn note(&self, text: &str, words: &mut Vec<Word>, held: &mut [bool]) {
        self.find(text, Place::Text, words, |id, _| {
            if let Some(held) = held.get_mut(id as usize) {
                *held = true;
            }
        });
    }

    /// How many texts are searched.
    pub(crate) fn len(&self) -> usize {
        self.needles.len()
    }

    /// Nothing to search?
    pub(crate) fn is_empty(&self) -> bool {
        self.needles.is_empty()
    }

    /// Calls `hit` with the number and the byte range of every removed text met in `text`.
    pub(crate) fn find(
        &self,
        text: &str,
        place: Place,
        words: &mut Vec<Word>,
        mut hit: impl FnMut(u32, Range<usize>),
    ) {
        if self.needles.is_empty() {
            return;
        }
        fold_words(text, words);
        for at in 0..words.len() {
            self.tails_at(words, at, place, &mut hit);
            if words.get(at).is_some_and(|word| word.digits) && !self.numbers.is_empty() {
                self.numbers_at(text, words, at, place, &mut hit);
            }
        }
    }

    /// Texts whose last word is the one at `at`.
    fn tails_at(
        &self,
        words: &[Word],
        at: usize,
        place: Place,
        hit: &mut impl FnMut(u32, Range<usize>),
    ) {
        let Some(last) = words.get(at) else { return };
        let mut look = |key: u64| {
            let known = self.sieve.may_hold(key).then(|| self.tails.get(&key)).flatten();
            let Some(lengths) = known else { return };
            for length in (1..=MOST_WORDS).filter(|length| lengths >> (length - 1) & 1 == 1) {
                let first = (at + 1).checked_sub(length);
                let Some(words) = first.and_then(|first| words.get(first..=at)) else { continue };
                let found = self.runs.get(&run(words.iter().map(|word| word.hash)));
                let Some((id, needle)) = found.and_then(|id| Some((*id, self.needle(*id)?))) else {
                    continue;
                };
                let same = words.iter().map(|word| word.hash).eq(needle.words.iter().copied());
                if same && needle.counts(place) {
                    hit(id, words.first().map_or(last.start, |word| word.start)..last.end);
                }
            }
        };
        look(tail(&[last.hash]));
        if let Some(before) = at.checked_sub(1).and_then(|before| words.get(before)) {
            look(tail(&[before.hash, last.hash]));
        }
    }

    fn needle(&self, id: u32) -> Option<&Needle> {
        self.needles.get(id as usize)
    }

    /// Numbers that begin at the word at `at`, written in one or in several groups.
    fn numbers_at(
        &self,
        text: &str,
        words: &[Word],
        at: usize,
        place: Place,
        hit: &mut impl FnMut(u32, Range<usize>),
    ) {
        let mut hash = SEED;
        let mut end: Option<usize> = None;
        let start = words.get(at).map_or(0, |word| word.start);
        for word in words.iter().skip(at).take(MOST_WORDS) {
            let near = end.is_none_or(|end| word.start <= end + 2);
            if !word.digits || !near {
                break;
            }
            hash = add_digits(hash, text, word);
            end = Some(word.end);
            let known = self.number_sieve.may_hold(hash).then(|| self.numbers.get(&hash)).flatten();
            for &id in known.map(Vec::as_slice).unwrap_or_default() {
                if self.needles.get(id as usize).is_some_and(|needle| needle.counts(place)) {
                    hit(id, start..word.end);
                }
            }
        }
    }
}

impl Needle {
    fn counts(&self, place: Place) -> bool {
        let long = self.length >= LEAST_IN_BINARY;
        match place {
            Place::Text | Place::Formula => true,
            Place::Markup => self.telling,
            Place::Bytes => long,
            Place::Program => long && self.telling,
        }
    }
}

/// Hash of a run of words.
fn run(words: impl Iterator<Item = u64>) -> u64 {
    words.fold(SEED, |hash, word| (hash.rotate_left(23) ^ word).wrapping_mul(0x2545_F491_4F6C_DD1D))
}

fn tail(words: &[u64]) -> u64 {
    match words {
        [.., a, b] => a.rotate_left(17) ^ b.wrapping_mul(3),
        [a] => *a,
        [] => 0,
    }
}

fn add_digits(hash: u64, text: &str, word: &Word) -> u64 {
    let digits = text.get(word.start..word.end).unwrap_or_default().bytes();
    // A cell that holds a number has lost the zeros that a text begins with.
    let leading = |hash: u64, digit: u8| hash == SEED && digit == b'0';
    digits.filter(u8::is_ascii_digit).fold(hash, |hash, digit| match leading(hash, digit) {
        true => hash,
        false => mix(hash, digit),
    })
}

fn joined_digits(text: &str, words: &[Word]) -> u64 {
    words.iter().fold(SEED, |hash, word| add_digits(hash, text, word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hits(texts: &[&str], text: &str, place: Place) -> Vec<String> {
        let sought = texts.iter().map(|t| Sought { text: (*t).to_owned(), named: false });
        let needles = Needles::new(sought);
        let mut found = Vec::new();
        needles.find(text, place, &mut Vec::new(), |_, range| {
            found.push(text.get(range).unwrap_or_default().to_owned());
        });
        found
    }

    #[test]
    fn whole_words_whatever_their_case_and_accents() {
        let found = hits(&["Élodie Dupont"], "Appeler ELODIE  DUPONT demain", Place::Text);
        assert_eq!(found, ["ELODIE  DUPONT"]);
        assert!(hits(&["Marc"], "Marché", Place::Text).is_empty());
        assert_eq!(hits(&["Marc"], "marc!", Place::Text), ["marc"]);
    }

    #[test]
    fn numbers_with_and_without_groups() {
        let joined = hits(&["06 12 34 56 78"], "tel 0612345678.", Place::Text);
        assert_eq!(joined, ["0612345678"]);
        assert_eq!(hits(&["732829320"], "SIREN 732 829 320 X", Place::Text), ["732 829 320"]);
        assert!(hits(&["12", "75002"], "12 75002", Place::Text).is_empty());
        assert_eq!(hits(&["639981234"], "au 06 39 98 12 34", Place::Text), ["06 39 98 12 34"]);
        assert_eq!(hits(&["0639981234"], "639981234", Place::Text), ["639981234"]);
        assert!(hits(&["000000", "0.0000000005"], "000000 0 5", Place::Text).is_empty());
        assert!(hits(&["12/03/2024", "2024-03-12"], "2024-03-12", Place::Text).is_empty());
    }

    #[test]
    fn long_texts_by_their_first_words() {
        let note = "un deux trois quatre cinq six sept huit neuf dix";
        let cut = "Un deux, trois quatre cinq six sept huit…";
        assert_eq!(hits(&[note], cut, Place::Text).len(), 1);
    }

    #[test]
    fn places_ask_for_more_or_less_telling_texts() {
        assert!(hits(&["General"], "General", Place::Markup).is_empty());
        assert_eq!(hits(&["a@b.fr"], "mailto:a@b.fr", Place::Markup).len(), 1);
        assert!(hits(&["Zorro1"], "zorro1", Place::Bytes).is_empty());
        assert_eq!(hits(&["Zorropersonne"], "zorropersonne", Place::Bytes).len(), 1);
        assert!(hits(&["Zorropersonne"], "zorropersonne", Place::Program).is_empty());
        assert!(hits(&["Oui", "ab"], "oui ab", Place::Text).is_empty());
    }
}
