//! Folding of one character: lower case, no accent, no ligature, plain Latin digits.
//!
//! What folding never does: change which characters are letters, or join words.

/// What a character becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Folded {
    /// One ASCII letter (lower case) or digit.
    One(u8),
    /// Two ASCII letters (ligatures).
    Two(u8, u8),
    /// A letter outside the Latin alphabet, in lower case.
    Other(char),
    /// Nothing at all: combining accents, soft hyphens, zero-width characters.
    Dropped,
    /// Not part of a word.
    Separator,
}

/// Folds any character.
#[must_use]
#[inline]
pub fn fold(c: char) -> Folded {
    if c.is_ascii() {
        let byte = c.to_ascii_lowercase() as u8;
        return if byte.is_ascii_alphanumeric() { Folded::One(byte) } else { Folded::Separator };
    }
    letter(c)
}

/// The ASCII letter that a character of U+00C0 to U+00FF, by its last six bits, folds to; 0 for one
/// that folds to something else.
#[inline]
pub(super) fn latin(low: u8) -> u8 {
    LATIN.get(usize::from(low & 0x3f)).copied().unwrap_or(0)
}

/// Is a text made of ASCII letters and of those that [`latin`] folds?
pub(super) fn is_latin(text: &[u8]) -> bool {
    let mut bytes = text.iter();
    while let Some(&byte) = bytes.next() {
        let folds = byte == LATIN_HEAD && bytes.next().is_some_and(|low| latin(*low) != 0);
        if !folds && !byte.is_ascii_alphabetic() {
            return false;
        }
    }
    true
}

/// First byte of the characters from U+00C0 to U+00FF.
pub(super) const LATIN_HEAD: u8 = 0xc3;

const LATIN: &[u8; 64] = b"aaaaaa\0ceeeeiiiidnooooo\0ouuuuy\0\0aaaaaa\0ceeeeiiiidnooooo\0ouuuuy\0y";

/// Folds a character outside ASCII.
fn letter(c: char) -> Folded {
    use Folded::{One, Two};
    match c {
        // The signs met most often.
        '\u{a0}'..='\u{a9}' | '«' | '»' | '‐'..='‧' | '₠'..='₿' => Folded::Separator,
        'À'..='Å' | 'à'..='å' | 'Ā'..='ą' | 'Ǎ' | 'ǎ' | 'ª' | 'Ạ'..='ặ' => One(b'a'),
        'Ç' | 'ç' | 'Ć'..='č' => One(b'c'),
        'Ď'..='đ' | 'Ð' | 'ð' => One(b'd'),
        'È'..='Ë' | 'è'..='ë' | 'Ē'..='ě' | 'Ẹ'..='ệ' => One(b'e'),
        'Ĝ'..='ģ' => One(b'g'),
        'Ĥ'..='ħ' => One(b'h'),
        'Ì'..='Ï' | 'ì'..='ï' | 'Ĩ'..='ı' | 'Ỉ'..='ị' => One(b'i'),
        'Ĵ' | 'ĵ' => One(b'j'),
        'Ķ'..='ĸ' => One(b'k'),
        'Ĺ'..='ł' => One(b'l'),
        'Ñ' | 'ñ' | 'Ń'..='ŋ' => One(b'n'),
        'Ò'..='Ö' | 'Ø' | 'ò'..='ö' | 'ø' | 'Ō'..='ő' | 'º' | 'Ọ'..='ợ' => One(b'o'),
        'Ŕ'..='ř' => One(b'r'),
        'Ś'..='š' | 'ſ' | 'Ș' | 'ș' => One(b's'),
        'Ţ'..='ŧ' | 'Ț' | 'ț' => One(b't'),
        'Ù'..='Ü' | 'ù'..='ü' | 'Ũ'..='ų' | 'Ụ'..='ự' => One(b'u'),
        'Ŵ' | 'ŵ' => One(b'w'),
        'Ý' | 'ý' | 'ÿ' | 'Ŷ'..='Ÿ' | 'Ỳ'..='ỹ' => One(b'y'),
        'Ź'..='ž' => One(b'z'),
        'Æ' | 'æ' => Two(b'a', b'e'),
        'Œ' | 'œ' => Two(b'o', b'e'),
        'ß' | 'ẞ' => Two(b's', b's'),
        'Ĳ' | 'ĳ' => Two(b'i', b'j'),
        'ﬁ' => Two(b'f', b'i'),
        'ﬂ' => Two(b'f', b'l'),
        '！'..='～' => full_width(c),
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' => {
            Folded::Dropped
        }
        '\u{300}'..='\u{36f}' => Folded::Dropped,
        _ if c.is_alphanumeric() => Folded::Other(c.to_lowercase().next().unwrap_or(c)),
        _ => Folded::Separator,
    }
}

/// Full-width forms are ASCII, moved.
fn full_width(c: char) -> Folded {
    let plain = u32::from(c) - 0xff01 + 0x21;
    char::from_u32(plain).map_or(Folded::Separator, fold)
}

/// A whole text folded to lower-case letters and digits, words joined by single spaces: how words
/// of the lexicons are compared. For notes, see [`crate::text::token::Tokens`].
#[must_use]
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        let folded = fold(c);
        if folded == Folded::Separator {
            gap = !out.is_empty();
            continue;
        }
        if gap && folded != Folded::Dropped {
            out.push(' ');
            gap = false;
        }
        match folded {
            Folded::One(a) => out.push(char::from(a)),
            Folded::Two(a, b) => out.extend([char::from(a), char::from(b)]),
            Folded::Other(c) => out.push(c),
            Folded::Dropped | Folded::Separator => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_latin_letters_says_the_same() {
        for c in 'À'..='ÿ' {
            let letter = match fold(c) {
                Folded::One(letter) => letter,
                _ => 0,
            };
            assert_eq!(latin(c as u8), letter, "{c}");
        }
    }

    #[test]
    fn case_accents_and_ligatures_fold_away() {
        for (text, want) in [
            ("Congé MATERNITÉ", "conge maternite"),
            ("cœur, ŒDÈME", "coeur oedeme"),
            ("l’hôpital", "l hopital"),
            ("mi-temps", "mi temps"),
            ("e\u{301}te\u{301}", "ete"),
            ("ａｂｃ１", "abc1"),
            ("so\u{ad}phie", "sophie"),
            ("Жанна", "жанна"),
            ("  ", ""),
        ] {
            assert_eq!(plain(text), want, "{text}");
        }
    }
}
