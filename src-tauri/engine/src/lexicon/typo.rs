//! Recognises a long word in spite of a slip: a letter missing, added, wrong or swapped, and
//! the spellings that sound the same.
//!
//! A slip is looked for only in words that exist in no language list, and never turns one word
//! that exists into another. Every form is indexed by what remains when one letter is left out.

use crate::text::hash;

use super::vocabulary::{Form, WordId};

/// Shortest word in which a slip is forgiven, in letters.
pub(crate) const SHORTEST: usize = 3;
/// Up to this length, exclusive, only the likeliest slips are forgiven, and words around must tell.
pub(crate) const CLOSE: usize = 5;
/// From this length on, a misspelt word needs no others to confirm it.
pub(crate) const SURE: usize = 7;
/// From this length on, a word may be misspelt both as it sounds and by a letter.
const FREE: usize = 9;
/// From this length on, two slips are forgiven.
const LONG: usize = 11;

/// Forms by the hash of what remains when one letter is left out, as written and as it sounds.
#[derive(Clone, Debug, Default)]
pub(crate) struct TypoIndex {
    /// Hashes with their forms, sorted.
    rests: Vec<(u32, WordId)>,
    /// By the upper bits of a hash: where those hashes begin.
    begins: Vec<u32>,
}

/// How many upper bits of a hash find its place.
const PLACE_BITS: u32 = 16;

impl TypoIndex {
    /// Indexes the forms in which slips are forgiven.
    pub(crate) fn new(forms: &[Form]) -> Self {
        let mut rests = Vec::new();
        let mut keys = Vec::new();
        for (id, form) in (0..).zip(forms) {
            if form.typos && form.text.len() >= SHORTEST {
                keys.clear();
                keys_of(form.text.as_bytes(), &sound(form.text.as_bytes()), &mut keys);
                rests.extend(keys.iter().map(|key| (*key, id)));
            }
        }
        rests.sort_unstable();
        rests.dedup();
        let mut begins = Vec::with_capacity((1 << PLACE_BITS) + 1);
        for (at, (key, _)) in (0..).zip(&rests) {
            begins.resize(begins.len().max((key >> PLACE_BITS) as usize + 1), at);
        }
        begins.resize((1 << PLACE_BITS) + 1, rests.len() as u32);
        Self { rests, begins }
    }

    /// The forms of which something remains that has this hash.
    fn of_key(&self, key: u32) -> impl Iterator<Item = WordId> + '_ {
        let place = (key >> PLACE_BITS) as usize;
        let begin = |place: usize| self.begins.get(place).map(|begin| *begin as usize);
        let range = begin(place).zip(begin(place + 1));
        let near = range.and_then(|(from, to)| self.rests.get(from..to)).unwrap_or_default();
        near.iter().filter(move |(other, _)| *other == key).map(|(_, id)| *id)
    }

    /// The forms nearest to an unknown folded word; none when they are too far. A short one, which
    /// other words must confirm, may be any of those near, those that sound the same first, then those of a likely slip.
    pub(crate) fn nearest(&self, word: &[u8], forms: &[Form]) -> Vec<WordId> {
        if word.len() > LONGEST {
            return Vec::new();
        }
        let heard = sound(word);
        let mut keys = Vec::new();
        keys_of(word, &heard, &mut keys);
        let mut found: Vec<(u8, bool, WordId)> = Vec::new();
        for id in keys.iter().flat_map(|key| self.of_key(*key)) {
            let Some(form) = forms.get(id as usize) else { continue };
            let form = form.text.as_bytes();
            let far = slips(word, &heard, form);
            found.extend(far.map(|far| (far, !likely(word, form), id)));
        }
        found.sort_unstable();
        found.dedup();
        let near = if word.len() < SURE { 1 } else { 0 };
        let most = found.first().map_or(0, |(far, ..)| near.max(*far));
        found.into_iter().filter(|(far, ..)| *far <= most).map(|(.., id)| id).collect()
    }
}

/// How many slips an unknown word is away from a form, none being a spelling that sounds the same;
/// nothing when it is too far.
fn slips(word: &[u8], heard: &[u8], form: &[u8]) -> Option<u8> {
    let sound = sound(form);
    let swapped = matches!((word, form), ([a, b, ..], [c, d, ..]) if (a, b) == (d, c));
    let begins = swapped || word.first() == form.first() || heard.first() == sound.first();
    if !begins || form.len() > LONGEST {
        return None;
    }
    if unmuted(heard) == unmuted(&sound) {
        return Some(0);
    }
    let allowed = if word.len() >= LONG { 2 } else { 1 };
    let written = distance(word, form);
    let far = match word.len() {
        ..CLOSE if written == 1 && likely(word, form) => 1,
        ..CLOSE => return None,
        CLOSE..FREE => written,
        _ if written > allowed + 1 => return None,
        _ => written.min(distance(heard, &sound)),
    };
    (far <= allowed).then_some(far)
}

/// Is one slip in a short word a likely one: a letter left out, doubled, swapped with its
/// neighbour, or that of the key beside?
fn likely(word: &[u8], form: &[u8]) -> bool {
    if word.len() < form.len() {
        return true;
    }
    if word.len() > form.len() {
        return word.windows(2).any(|pair| matches!(pair, [a, b] if a == b));
    }
    let mut wrong = word.iter().zip(form).filter(|(a, b)| a != b);
    match (wrong.next(), wrong.next()) {
        (Some((a, b)), None) => keys_beside(*a).contains(b),
        _ => true,
    }
}

/// Rows of letters on French and English keyboards.
const KEYS: [&[u8]; 6] =
    [b"azertyuiop", b"qsdfghjklm", b"wxcvbn", b"qwertyuiop", b"asdfghjkl", b"zxcvbnm"];

/// The letters of the keys beside one.
pub(super) fn keys_beside(letter: u8) -> Vec<u8> {
    let pairs = KEYS.iter().flat_map(|row| row.windows(2));
    let beside = pairs.filter_map(|pair| match pair {
        [a, b] if *a == letter => Some(*b),
        [a, b] if *b == letter => Some(*a),
        _ => None,
    });
    beside.collect()
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

/// A sound without the mute `e` at its end.
fn unmuted(heard: &[u8]) -> &[u8] {
    match heard {
        [head @ .., b'e'] if head.len() >= CLOSE => head,
        _ => heard,
    }
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

/// Hashes of a word and of each of its rests with one letter left out, as written and as it sounds.
fn keys_of(written: &[u8], heard: &[u8], keys: &mut Vec<u32>) {
    let mut rest = Vec::with_capacity(written.len());
    for letters in [Some(written), Some(heard).filter(|heard| *heard != written)] {
        let Some(letters) = letters else { continue };
        let key = |letters: &[u8]| (hash::word(letters) >> 32) as u32;
        keys.push(key(letters));
        for skip in 0..letters.len() {
            rest.clear();
            rest.extend(letters.iter().enumerate().filter(|(at, _)| *at != skip).map(|(_, b)| *b));
            keys.push(key(&rest));
        }
    }
    keys.sort_unstable();
    keys.dedup();
}

/// Longest word in which slips are counted, in letters.
const LONGEST: usize = 30;

/// Optimal string alignment distance (a swap of neighbours counts one) of words of
/// [`LONGEST`] letters at most.
fn distance(a: &[u8], b: &[u8]) -> u8 {
    let mut before = [0u8; LONGEST + 1];
    let mut last = [0u8; LONGEST + 1];
    let mut row = [0u8; LONGEST + 1];
    last.iter_mut().zip(0..).for_each(|(cell, index)| *cell = index);
    let at = |row: &[u8], index: usize| row.get(index).copied().unwrap_or(u8::MAX / 2);
    for (i, &x) in a.iter().enumerate() {
        row[0] = i as u8 + 1;
        for (j, &y) in b.iter().enumerate() {
            let mut cost = (at(&last, j + 1) + 1).min(at(&row, j) + 1);
            cost = cost.min(at(&last, j) + u8::from(x != y));
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
        let form = |text: &str| Form { text: text.into(), hash: 0, typos: true, stressed: false };
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
