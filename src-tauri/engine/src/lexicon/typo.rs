//! Recognises a long word in spite of a slip: a letter missing, added, wrong or swapped, and
//! the spellings that sound the same.
//!
//! A slip is looked for only in words that exist in no language list, and never turns one word
//! that exists into another. Every form is indexed by what remains when one letter is left out.

use rustc_hash::FxHashMap;

use crate::text::hash;

use super::vocabulary::{Form, WordId};

/// Shortest word in which a slip is forgiven, in letters.
pub(crate) const SHORTEST: usize = 7;
/// From this length on, two slips are forgiven.
const LONG: usize = 11;

/// Forms by the hash of what remains when one letter is left out.
#[derive(Debug, Default)]
pub(crate) struct TypoIndex {
    rests: FxHashMap<u64, Vec<WordId>>,
}

impl TypoIndex {
    /// Indexes the forms in which slips are forgiven.
    pub(crate) fn new(forms: &[Form]) -> Self {
        let mut rests: FxHashMap<u64, Vec<WordId>> = FxHashMap::default();
        for (id, form) in forms.iter().enumerate() {
            if !form.typos || form.text.len() < SHORTEST {
                continue;
            }
            for rest in rests_of(&sound(form.text.as_bytes())) {
                let ids = rests.entry(rest).or_default();
                if ids.last() != Some(&(id as WordId)) {
                    ids.push(id as WordId);
                }
            }
        }
        Self { rests }
    }

    /// The forms nearest to an unknown folded word, with the same first letter; none when they are
    /// too far.
    pub(crate) fn nearest(&self, word: &[u8], forms: &[Form]) -> Vec<WordId> {
        let allowed = if word.len() >= LONG { 2 } else { 1 };
        let word = &sound(word)[..];
        let mut best = allowed + 1;
        let mut found: Vec<WordId> = Vec::new();
        for rest in rests_of(word) {
            for &id in self.rests.get(&rest).map_or(&[][..], Vec::as_slice) {
                let Some(form) = forms.get(id as usize) else { continue };
                let form = sound(form.text.as_bytes());
                if form.first() != word.first() {
                    continue;
                }
                let far = distance(word, &form);
                if far < best {
                    best = far;
                    found.clear();
                }
                if far == best && far <= allowed && !found.contains(&id) {
                    found.push(id);
                }
            }
        }
        found.sort_unstable();
        found
    }
}

/// A word without what is misspelt most often and changes no sound: doubled letters are single,
/// `ph` is `f`, `th` is `t`, `rh` is `r`, `y` is `i`.
fn sound(word: &[u8]) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::with_capacity(word.len());
    for &byte in word {
        match (out.last(), byte) {
            (Some(b'p'), b'h') => {
                out.pop();
                out.push(b'f');
            }
            (Some(b't' | b'r'), b'h') => {}
            (Some(b'i'), b'y') => {}
            (_, b'y') => out.push(b'i'),
            (Some(&last), _) if last == byte => {}
            _ => out.push(byte),
        }
    }
    out
}

/// Hashes of the word itself and of each of its rests with one letter left out.
fn rests_of(letters: &[u8]) -> impl Iterator<Item = u64> + '_ {
    let without = |skip: usize| {
        let kept = letters.iter().enumerate().filter(|(index, _)| *index != skip);
        hash::word(&kept.map(|(_, byte)| *byte).collect::<Vec<u8>>())
    };
    std::iter::once(hash::word(letters)).chain((0..letters.len()).map(without))
}

/// Optimal string alignment distance (a swap of neighbours counts one).
fn distance(a: &[u8], b: &[u8]) -> usize {
    let width = b.len() + 1;
    let mut before: Vec<usize> = vec![0; width];
    let mut last: Vec<usize> = (0..width).collect();
    let mut row: Vec<usize> = vec![0; width];
    let at = |row: &[usize], index: usize| row.get(index).copied().unwrap_or(usize::MAX / 2);
    for (i, &x) in a.iter().enumerate() {
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
        for (j, &y) in b.iter().enumerate() {
            let mut cost = (at(&last, j + 1) + 1).min(at(&row, j) + 1);
            cost = cost.min(at(&last, j) + usize::from(x != y));
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(&y) && b.get(j - 1) == Some(&x);
            if swapped {
                cost = cost.min(at(&before, j - 1) + 1);
            }
            if let Some(cell) = row.get_mut(j + 1) {
                *cell = cost;
            }
        }
        std::mem::swap(&mut before, &mut last);
        std::mem::swap(&mut last, &mut row);
    }
    at(&last, b.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nearest(word: &str) -> Vec<WordId> {
        let form = |text: &str| Form { text: text.into(), typos: true };
        let forms = [form("maternite"), form("hospitalise"), form("chimiotherapie")];
        TypoIndex::new(&forms).nearest(word.as_bytes(), &forms)
    }

    #[test]
    fn one_slip_is_forgiven_and_two_in_long_words() {
        for word in ["matrenite", "maternit", "materniite", "matelnite"] {
            assert_eq!(nearest(word), [0], "{word}");
        }
        assert_eq!(nearest("ospitalise"), Vec::<WordId>::new(), "another first letter");
        assert_eq!(nearest("chimiterapie"), [2]);
        assert_eq!(nearest("matrnit"), Vec::<WordId>::new());
    }
}
