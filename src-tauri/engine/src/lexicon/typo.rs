//! Recognises a long word in spite of a slip: a letter missing, added, wrong or swapped, and
//! the spellings that sound the same.
//!
//! A slip is looked for only in words that exist in no language list, and never turns one word
//! that exists into another. Every form is indexed by what remains when one letter is left out.

use rustc_hash::FxHashMap;

use crate::text::hash;

use super::vocabulary::{Form, WordId};

/// Shortest word in which a slip is forgiven, in letters.
pub(crate) const SHORTEST: usize = 5;
/// From this length on, a misspelt word needs no others to confirm it.
pub(crate) const SURE: usize = 7;
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

    /// The forms nearest to an unknown folded word; none when they are too far. A shorter word must
    /// sound the same, or differ by one letter as written.
    pub(crate) fn nearest(&self, word: &[u8], forms: &[Form]) -> Vec<WordId> {
        let allowed = if word.len() >= LONG { 2 } else { 1 };
        let heard = &sound(word)[..];
        let mut best = allowed + 1;
        let mut found: Vec<WordId> = Vec::new();
        for rest in rests_of(heard) {
            for &id in self.rests.get(&rest).map_or(&[][..], Vec::as_slice) {
                let Some(form) = forms.get(id as usize) else { continue };
                let written = form.text.as_bytes();
                let form = sound(written);
                let far = distance(heard, &form);
                if form.first() != heard.first() || far > best || far > allowed {
                    continue;
                }
                let as_written = if word.len() < SURE + 2 { 1 } else { allowed + 1 };
                if far > 0 && distance(word, written) > as_written {
                    continue;
                }
                if far < best {
                    best = far;
                    found.clear();
                }
                if !found.contains(&id) {
                    found.push(id);
                }
            }
        }
        found.sort_unstable();
        found
    }
}

/// How a word sounds, roughly: what is misspelt most often and changes no sound is made equal.
/// Doubled letters are single, `ph` is `f`, a silent `h` goes, `qu` and hard `c` are `k`, soft `c`
/// is `s`, `au` and `eau` are `o`, `ai` and `ei` are `e`, `en` and `em` before a consonant are `an`.
fn sound(word: &[u8]) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::with_capacity(word.len());
    let mut rest = word;
    while let Some((heard, length)) = first_sound(rest) {
        for &byte in heard {
            if out.last() != Some(&byte) {
                out.push(byte);
            }
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    out
}

/// The first sound of a word, and of how many letters it is made.
fn first_sound(word: &[u8]) -> Option<(&[u8], usize)> {
    let soft = |byte: Option<&u8>| matches!(byte, Some(b'e' | b'i' | b'y'));
    let vowel = |byte: Option<&u8>| {
        matches!(byte, Some(b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'h' | b'n' | b'm') | None)
    };
    Some(match word {
        [] => return None,
        [b'p', b'h', ..] => (b"f", 2),
        [b'c', b'h', ..] => (b"ch", 2),
        [b'h', ..] => (b"", 1),
        [b'q', b'u', ..] => (b"k", 2),
        [b'q' | b'k', ..] => (b"k", 1),
        [b'c', ..] if soft(word.get(1)) => (b"s", 1),
        [b'c', ..] => (b"k", 1),
        [b'z', ..] => (b"s", 1),
        [b'y', ..] => (b"i", 1),
        [b'e', b'a', b'u', ..] => (b"o", 3),
        [b'a', b'u', ..] => (b"o", 2),
        [b'a' | b'e', b'i', ..] if !matches!(word.get(2), Some(b'n' | b'l')) => (b"e", 2),
        [b'e', b'n' | b'm', ..] if !vowel(word.get(2)) => (b"an", 2),
        [b'a', b'm', ..] if matches!(word.get(2), Some(b'b' | b'p')) => (b"an", 2),
        _ => (word.get(..1).unwrap_or_default(), 1),
    })
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
        let form = |text: &str| Form { text: text.into(), hash: 0, typos: true };
        let forms = [form("maternite"), form("hospitalise"), form("chimiotherapie")];
        TypoIndex::new(&forms).nearest(word.as_bytes(), &forms)
    }

    #[test]
    fn one_slip_is_forgiven_and_two_in_long_words() {
        for word in ["matrenite", "maternit", "materniite", "matelnite"] {
            assert_eq!(nearest(word), [0], "{word}");
        }
        assert_eq!(nearest("bospitalise"), Vec::<WordId>::new(), "another first letter");
        assert_eq!(nearest("chimiterapie"), [2]);
        assert_eq!(nearest("matrnit"), Vec::<WordId>::new());
    }

    #[test]
    fn what_sounds_the_same_is_the_same() {
        for (word, same) in [
            ("ospitalisé", "hospitalisé"),
            ("dépréssion", "dépression"),
            ("anceinte", "enceinte"),
            ("kancer", "cancer"),
            ("silandicaliste", "silandikaliste"),
            ("otiste", "autiste"),
            ("fisiothérapie", "physiothérapie"),
        ] {
            let sound = |word: &str| sound(crate::text::fold::plain(word).as_bytes());
            assert_eq!(sound(word), sound(same), "{word}");
        }
        assert_ne!(sound(b"lessive"), sound(b"laver"));
    }
}
