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

    /// The run, of one letter at least, at the head of a text; none for eight letters and more.
    #[inline(always)]
    pub(super) fn short(text: &[u8]) -> Option<Self> {
        let eight = eight(text);
        let count = letters(eight);
        if count == 8 {
            return None;
        }
        let written = number(eight, count);
        let word = written | number(SMALL, count);
        let lower = written & SMALL != 0;
        Some(Self {
            count,
            hash: hash::short(word, count),
            shape: shape(eight, lower, count),
            lower,
            stretched: (count > 3) & thrice(word, count),
        })
    }

    /// The same for eight letters and more; `folded` is the text in lower case.
    #[inline]
    pub(super) fn long(text: &[u8], folded: &[u8]) -> Self {
        let (head, tail) = (eight(text), eight(text.get(8..).unwrap_or_default()));
        let more = letters(tail);
        if more >= 7 {
            return Self::longest(text, folded);
        }
        let of_tail = |eight| if more == 0 { 0 } else { number(eight, more) };
        let (written, rest) = (number(head, 8), of_tail(tail));
        let lower = (written | rest) & SMALL != 0;
        let (word, rest) = (written | SMALL, rest | of_tail(SMALL));
        let count = 8 + more;
        // No three neighbours are neither among the first eight nor among the last eight.
        let last = word << (8 * more) | rest;
        Self {
            count,
            hash: hash::long(word, rest, count),
            shape: shape(head, lower, count),
            lower,
            stretched: thrice(word, 8) | thrice(last, 8),
        }
    }

    /// The same for any number of letters.
    #[cold]
    fn longest(text: &[u8], folded: &[u8]) -> Self {
        let (mut length, mut lower) = (0, false);
        loop {
            let next = eight(text.get(length..).unwrap_or_default());
            let more = letters(next);
            lower |= more > 0 && number(next & SMALL, more) != 0;
            length += more;
            if more < 8 {
                break;
            }
        }
        Self {
            count: length,
            hash: hash::word(folded.get(..length).unwrap_or_default()),
            shape: shape(eight(text), lower, length),
            lower,
            stretched: stretched(folded, length),
        }
    }

    /// The run of digits at the head of a text.
    #[inline(always)]
    pub(super) fn digits(text: &[u8]) -> Self {
        let eight = eight(text);
        let count = digits(eight);
        if count == 8 {
            let count = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let hash = hash::word(text.get(..count).unwrap_or_default());
            return Self { count, hash, ..Self::NONE };
        }
        Self { count, hash: hash::short(number(eight, count), count), ..Self::NONE }
    }
}

/// How a run is written: its first bytes, whether it has a small letter, its length.
#[inline(always)]
pub(super) fn shape(head: u64, lower: bool, length: usize) -> Shape {
    match (head & 0x20 == 0, lower || length < 2) {
        (false, _) => Shape::Lower,
        (true, false) => Shape::Upper,
        (true, true) => Shape::Capital,
    }
}

/// Does a letter occur three times in a row in the folded word of that length at the head of a text?
pub(super) fn stretched(text: &[u8], length: usize) -> bool {
    // From each six letters on, eight: no three neighbours are torn apart.
    let twice = |at: usize| {
        let count = (length - at).min(8);
        thrice(number(eight(text.get(at..).unwrap_or_default()), count), count)
    };
    length > 3 && (0..length - 2).step_by(6).any(twice)
}

/// The first eight bytes; zeros for those that are missing.
#[inline(always)]
fn eight(bytes: &[u8]) -> u64 {
    bytes.first_chunk().map_or_else(|| few(bytes), |eight| u64::from_le_bytes(*eight))
}

/// The same for fewer than eight.
#[cold]
fn few(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// The first bytes, so many from one to eight, as one number of which the last is the lowest.
#[inline(always)]
fn number(eight: u64, count: usize) -> u64 {
    eight.swap_bytes().wrapping_shr(64 - 8 * count as u32)
}

/// How many of eight bytes, from the first on, are ASCII letters.
#[inline(always)]
fn letters(bytes: u64) -> usize {
    between(bytes | SMALL, b'a', b'z')
}

/// How many of eight bytes, from the first on, are ASCII letters or part of other characters.
#[inline(always)]
pub(super) fn run(bytes: u64) -> usize {
    count(within(bytes | SMALL, b'a', b'z') | bytes)
}

/// Are eight bytes all ASCII?
pub(super) fn is_ascii(bytes: u64) -> bool {
    bytes & UPPER == 0
}

/// How many of eight bytes, from the first on, are digits.
#[inline(always)]
fn digits(bytes: u64) -> usize {
    between(bytes, b'0', b'9')
}

/// How many of eight bytes, from the first on, are ASCII characters from one to another.
#[inline(always)]
fn between(bytes: u64, from: u8, to: u8) -> usize {
    count(within(bytes, from, to) & !bytes)
}

/// Has the upper bit of each byte that is, but for that very bit, from one ASCII character to another.
#[inline(always)]
fn within(bytes: u64, from: u8, to: u8) -> u64 {
    let low = bytes & !UPPER;
    // An addition carries into the upper bit of each byte from the first on, another of those past the
    // last.
    let begun = low + (0x80 - u64::from(from)) * ONES;
    let past = low + (0x80 - u64::from(to) - 1) * ONES;
    begun & !past
}

/// How many bytes, from the first on, have their upper bit.
#[inline(always)]
fn count(bytes: u64) -> usize {
    ((!bytes & UPPER).trailing_zeros() / 8) as usize
}

/// Are three neighbours of a word, eight letters at most as one number, equal?
#[inline(always)]
fn thrice(word: u64, count: usize) -> bool {
    // What is before the word differs from its neighbours.
    let word = word | OTHERS.checked_shl(8 * count as u32).unwrap_or(0);
    let pairs = word ^ word >> 8;
    // A byte of zero where two pairs in a row are equal.
    let triples = pairs | pairs >> 8;
    triples.wrapping_sub(ONES) & !triples & UPPER != 0
}

/// Eight bytes, none of which is a letter or equals its neighbour.
const OTHERS: u64 = 0x0807_0605_0403_0201;

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Letters {
        let folded = text.to_ascii_lowercase();
        let short = Letters::short(text.as_bytes());
        short.unwrap_or_else(|| Letters::long(text.as_bytes(), folded.as_bytes()))
    }

    #[test]
    fn runs_end_where_letters_do_and_hash_as_words() {
        for text in [
            "a",
            "Zz",
            "@",
            "[",
            "`",
            "{",
            "dossier",
            "abcdefgh",
            "Fournisseur",
            "renouvellement",
            "renouvellements",
            "intervocaliques",
            "anticonstitutionnel",
        ] {
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
            ("abcdefghijkkk", true),
            ("abcdefghijklmmm", true),
            ("abcdefgggijklmn", true),
            ("abcdefghhhijklmn", true),
            ("abcdefghijklmno", false),
            ("tellementttt", true),
            ("TrÈs", false),
            ("nonNNon", true),
        ] {
            assert_eq!(of(text).stretched, want, "{text}");
        }
    }
}
