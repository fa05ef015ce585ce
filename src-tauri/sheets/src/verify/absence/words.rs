//! Text as a run of folded words.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A word: a hash of its folded letters and digits, and where it lies in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) hash: u64,
    /// Byte offsets in the text.
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Digits only.
    pub(crate) digits: bool,
}

/// Start of a word's hash.
pub(crate) const SEED: u64 = 0x9E37_79B9_7F4A_7C15;

/// Adds one folded byte to a hash.
pub(crate) fn mix(hash: u64, byte: u8) -> u64 {
    (hash.rotate_left(5) ^ u64::from(byte)).wrapping_mul(0x517C_C1B7_2722_0A95)
}

/// Cuts a text into words, replacing what `out` held.
pub(crate) fn fold_words(text: &str, out: &mut Vec<Word>) {
    out.clear();
    let mut word: Option<Word> = None;
    let mut at = 0;
    while let Some(character) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let start = at;
        if character.is_ascii() {
            at = ascii_letters(text, at, &mut word);
            if at == start {
                out.extend(word.take());
                at += 1;
            }
            continue;
        }
        at += character.len_utf8();
        if is_combining_mark(character) || character == '\u{ad}' {
            if let Some(word) = word.as_mut() {
                word.end = at;
            }
        } else if character.is_alphanumeric() {
            fold_char(character, &mut |byte| {
                let held = word.get_or_insert(Word::at(start));
                held.hash = mix(held.hash, byte);
                held.digits &= byte.is_ascii_digit();
                held.end = at;
            });
        } else {
            out.extend(word.take());
        }
    }
    out.extend(word);
}

/// Adds the ASCII letters and digits at a place of a text to a word, which they may begin; gives where
/// they end.
fn ascii_letters(text: &str, from: usize, word: &mut Option<Word>) -> usize {
    let letters = text.as_bytes().get(from..).unwrap_or_default();
    let mut held = word.unwrap_or(Word::at(from));
    for byte in letters.iter().take_while(|byte| byte.is_ascii_alphanumeric()) {
        held.hash = mix(held.hash, byte.to_ascii_lowercase());
        held.digits &= byte.is_ascii_digit();
        held.end += 1;
    }
    if held.end > from {
        *word = Some(held);
    }
    held.end.max(from)
}

impl Word {
    /// Nothing yet of a word that begins there.
    const fn at(start: usize) -> Self {
        Self { hash: SEED, start, end: start, digits: true }
    }
}

/// The folded bytes of a letter that is not ASCII.
fn fold_char(character: char, push: &mut dyn FnMut(u8)) {
    let spelled = match character {
        'œ' | 'Œ' => "oe",
        'æ' | 'Æ' => "ae",
        'ß' | 'ẞ' => "ss",
        'ø' | 'Ø' => "o",
        'ł' | 'Ł' => "l",
        'đ' | 'Đ' => "d",
        'ı' => "i",
        _ => "",
    };
    spelled.bytes().for_each(&mut *push);
    if spelled.is_empty() {
        let mut buffer = [0; 4];
        let letters = std::iter::once(character).nfkd().filter(|c| c.is_alphanumeric());
        for lower in letters.flat_map(char::to_lowercase) {
            lower.encode_utf8(&mut buffer).bytes().for_each(&mut *push);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hashes(text: &str) -> Vec<u64> {
        let mut out = Vec::new();
        fold_words(text, &mut out);
        out.iter().map(|word| word.hash).collect()
    }

    #[test]
    fn case_accents_and_separators_do_not_matter() {
        assert_eq!(hashes("Élodie DUPONT-Martin"), hashes("elodie, dupont martin"));
        assert_eq!(hashes("Cœur"), hashes("COEUR"));
        assert_eq!(hashes("e\u{301}te\u{301}"), hashes("été"));
        assert_eq!(hashes("ﬁn"), hashes("fin"));
        assert_ne!(hashes("Marc"), hashes("Marché"));
        assert!(hashes(" -_. ").is_empty());
    }

    #[test]
    fn words_know_their_place() {
        let mut out = Vec::new();
        fold_words("à l'Été 06", &mut out);
        let spans: Vec<_> = out.iter().map(|w| (w.start, w.end, w.digits)).collect();
        assert_eq!(spans, [(0, 2, false), (3, 4, false), (5, 10, false), (11, 13, true)]);
    }
}
