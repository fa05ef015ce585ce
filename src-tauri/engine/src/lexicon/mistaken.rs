//! Whether a misspelt word that packs would read as theirs may be an everyday one as well.

use crate::text::hash;

use super::compiled::Lexicon;
use super::matcher::Meant;
use super::typo;

impl Lexicon {
    /// May an unknown folded word be an everyday one: a common word with any slip, or any other with
    /// a likely one (two letters swapped, one too many, one of the most frequent left out, that of the
    /// key beside)? The one word it is guessed to be does not count.
    pub(super) fn may_be_everyday(&self, word: &[u8], meant: &Meant) -> bool {
        let letters = 0..word.len();
        let without = |at: usize| {
            let mut other = word.to_vec();
            other.remove(at);
            other
        };
        let swapped = |at: usize| {
            let mut other = word.to_vec();
            other.swap(at - 1, at);
            other
        };
        let changed = |at: usize, letter: u8| {
            let mut other = word.to_vec();
            other.splice(at..=at, [letter]);
            other
        };
        let added = |at: usize, letter: u8| {
            let mut other = word.to_vec();
            other.insert(at, letter);
            other
        };
        let forms = self.vocabulary.forms();
        let mut guesses = meant.ids().filter_map(|id| forms.get(id as usize));
        let guess = guesses.next().filter(|_| guesses.next().is_none()).map(|form| form.hash);
        let other = |word: Vec<u8>| Some(hash::word(&word)).filter(|hash| Some(*hash) != guess);
        let exists = |word: Vec<u8>| other(word).is_some_and(|hash| self.words.knows(hash));
        let common = |word| other(word).is_some_and(|hash| self.common.contains_key(&hash));
        let key = |at: usize| word.get(at).copied().map(typo::keys_beside).unwrap_or_default();
        letters.clone().any(|at| exists(without(at)))
            || letters.clone().skip(1).any(|at| exists(swapped(at)))
            || letters.clone().any(|at| key(at).into_iter().any(|key| exists(changed(at, key))))
            || letters.clone().any(|at| (b'a'..=b'z').any(|letter| common(changed(at, letter))))
            || (0..=word.len()).any(|at| (b'a'..=b'z').any(|letter| common(added(at, letter))))
            || (0..=word.len()).any(|at| FREQUENT.iter().any(|letter| exists(added(at, *letter))))
    }
}

/// The most frequent letters of both languages.
const FREQUENT: &[u8] = b"aeiounrtsl";
