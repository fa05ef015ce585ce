//! Runs of ASCII letters or digits, eight at a time: how long one is, how it is written, and its hash.
//!
//! Eight bytes are one number, the first byte the lowest; a mask has all bits, or the upper bit, of
//! each byte it speaks of.

use super::hash;
use super::token::Shape;

/// One in each byte.
const ONES: u64 = 0x0101_0101_0101_0101;
/// The upper bit of each byte.
const UPPER: u64 = 0x80 * ONES;
/// The bit of an ASCII letter that makes it a small one, in each byte.
const SMALL: u64 = 0x20 * ONES;

/// A run of ASCII letters, or of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Letters {
    pub(super) count: usize,
    /// Hash of the letters, folded.
    pub(super) hash: u64,
    pub(super) shape: Shape,
    /// Is one of them a small letter?
    pub(super) lower: bool,
    /// Does a letter occur three times in a row?
    pub(super) stretched: bool,
}

impl Letters {
    /// No letter at all.
    pub(super) const NONE: Self =
        Self { count: 0, hash: 0, shape: Shape::Lower, lower: false, stretched: false };

    /// The run, of one letter at least, at the head of a text; `folded` is the same in lower case.
    #[inline]
    pub(super) fn of(text: &[u8], folded: &[u8]) -> Self {
        let eight = eight(text);
        let count = letters(eight);
        if count == 8 {
            return Self::long(text, folded);
        }
        let own = first(count);
        let word = (eight | SMALL) & own;
        let lower = eight & SMALL & own != 0;
        Self {
            count,
            hash: hash::short(word, count),
            shape: shape(eight, lower, count),
            lower,
            stretched: count > 3 && thrice(word, own),
        }
    }

    /// The same for eight letters and more.
    fn long(text: &[u8], folded: &[u8]) -> Self {
        let (mut length, mut lower) = (0, false);
        loop {
            let next = eight(text.get(length..).unwrap_or_default());
            let more = letters(next);
            lower |= next & SMALL & first(more) != 0;
            length += more;
            if more < 8 {
                break;
            }
        }
        let word = folded.get(..length).unwrap_or_default();
        Self {
            count: length,
            hash: hash::word(word),
            shape: shape(eight(text), lower, length),
            lower,
            stretched: stretched(word),
        }
    }

    /// The run of digits at the head of a text.
    #[inline]
    pub(super) fn digits(text: &[u8]) -> Self {
        let eight = eight(text);
        let count = digits(eight);
        if count == 8 {
            let count = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let hash = hash::word(text.get(..count).unwrap_or_default());
            return Self { count, hash, ..Self::NONE };
        }
        Self { count, hash: hash::short(eight & first(count), count), ..Self::NONE }
    }
}

/// How a run is written: its first bytes, whether it has a small letter, its length.
#[inline]
pub(super) fn shape(head: u64, lower: bool, length: usize) -> Shape {
    match (head & 0x20 == 0, lower || length < 2) {
        (false, _) => Shape::Lower,
        (true, false) => Shape::Upper,
        (true, true) => Shape::Capital,
    }
}

/// Does a letter of a folded word occur three times in a row?
pub(super) fn stretched(word: &[u8]) -> bool {
    // From each six letters on, eight: no three neighbours are torn apart.
    let twice = |at: usize| {
        let rest = word.get(at..).unwrap_or_default();
        thrice(eight(rest), first(rest.len().min(8)))
    };
    word.len() > 3 && (0..word.len() - 2).step_by(6).any(twice)
}

/// The first eight bytes; zeros for those that are missing.
#[inline]
fn eight(bytes: &[u8]) -> u64 {
    match bytes.first_chunk() {
        Some(eight) => u64::from_le_bytes(*eight),
        None => bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)),
    }
}

/// How many of eight bytes, from the first on, are ASCII letters.
#[inline]
fn letters(bytes: u64) -> usize {
    between(bytes | SMALL, b'a', b'z')
}

/// How many of eight bytes, from the first on, are digits.
#[inline]
fn digits(bytes: u64) -> usize {
    between(bytes, b'0', b'9')
}

/// How many of eight bytes, from the first on, are ASCII characters from one to another.
#[inline]
fn between(bytes: u64, from: u8, to: u8) -> usize {
    let low = bytes & !UPPER;
    // An addition carries into the upper bit of each byte from the first on, another of those past the
    // last.
    let begun = low + (0x80 - u64::from(from)) * ONES;
    let past = low + (0x80 - u64::from(to) - 1) * ONES;
    let others = !(begun & !past & !bytes) & UPPER;
    (others.trailing_zeros() / 8) as usize
}

/// All bits of the first bytes.
#[inline]
fn first(count: usize) -> u64 {
    1u64.checked_shl(8 * count as u32).map_or(u64::MAX, |past| past - 1)
}

/// Are three neighbours among the bytes of a mask equal?
#[inline]
fn thrice(word: u64, own: u64) -> bool {
    let pairs = word ^ word >> 8;
    // A byte of zero where two pairs in a row are equal; what is not part of the word never is.
    let triples = pairs | pairs >> 8 | !(own >> 16);
    triples.wrapping_sub(ONES) & !triples & UPPER != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Letters {
        Letters::of(text.as_bytes(), text.to_ascii_lowercase().as_bytes())
    }

    #[test]
    fn runs_end_where_letters_do_and_hash_as_words() {
        for text in ["a", "Zz", "@", "[", "`", "{", "dossier", "abcdefgh", "anticonstitutionnel"] {
            let want = text.bytes().take_while(u8::is_ascii_alphabetic).count();
            assert_eq!(letters(eight(text.as_bytes())), want.min(8), "{text}");
            for end in ["", " ", "é", "7", "@", "[", "`", "{", "\u{7f}", "\0"] {
                let letters = of(&format!("{text}{end} et plus"));
                let hash = hash::word(text.to_ascii_lowercase().as_bytes());
                assert!(want == 0 || (letters.count, letters.hash) == (want, hash), "{text}{end}");
            }
        }
    }

    #[test]
    fn runs_of_digits_hash_as_words() {
        for text in ["0", "9", "2026", "1234567", "12345678", "123456789012", "/", ":", "a"] {
            for end in ["", " ", "é", "/", ":", "a", "\0"] {
                let digits = Letters::digits(format!("{text}{end}").as_bytes());
                let want = text.bytes().take_while(u8::is_ascii_digit).count();
                let hash = hash::word(text.as_bytes());
                assert!(want == 0 || (digits.count, digits.hash) == (want, hash), "{text}{end}");
            }
        }
    }

    #[test]
    fn how_a_run_is_written() {
        use Shape::{Capital, Lower, Upper};
        for (text, shape, lower) in [
            ("a", Lower, true),
            ("A", Capital, false),
            ("aB", Lower, true),
            ("Ab", Capital, true),
            ("RQTH", Upper, false),
            ("RQTh", Capital, true),
            ("ABCDEFGH", Upper, false),
            ("ABCDEFGHIJKl", Capital, true),
            ("abcdefghIJ", Lower, true),
            ("A é", Capital, false),
        ] {
            let letters = of(text);
            assert_eq!((letters.shape, letters.lower), (shape, lower), "{text}");
        }
    }

    #[test]
    fn a_letter_three_times_in_a_row_stretches_a_word_of_more() {
        for (text, want) in [
            ("aaa", false),
            ("aaab", true),
            ("baaa", true),
            ("aabb", false),
            ("bonjourr", false),
            ("bonjourrr", true),
            ("abcdeffffg", true),
            ("abcdefgggh", true),
            ("abcdefghhhi", true),
            ("tellementttt", true),
            ("TrÈs", false),
            ("nonNNon", true),
        ] {
            assert_eq!(of(text).stretched, want, "{text}");
        }
    }
}
