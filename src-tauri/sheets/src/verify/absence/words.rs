//! Text as a run of folded words.

use std::sync::LazyLock;

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
    let bytes = text.as_bytes();
    let mut open = Open::default();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        if byte.is_ascii() {
            let end = open.ascii(bytes, at);
            if bytes.get(end).is_none_or(u8::is_ascii) {
                open.close(out);
                // What ended the word, if something did.
                at = end + 1;
            } else {
                at = end;
            }
            continue;
        }
        let Some(character) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
        let start = at;
        at += character.len_utf8();
        if let Some(letters) = Latin::letters(character) {
            open.push(start, letters, at);
        } else if is_combining_mark(character) || character == '\u{ad}' {
            open.end = if open.begun { at } else { open.end };
        } else if character.is_alphanumeric() {
            open.push(start, &folded(character), at);
        } else {
            open.close(out);
        }
    }
    open.close(out);
}

/// A word while its letters go by. Eight folded bytes at a time go into its hash.
#[derive(Default)]
struct Open {
    begun: bool,
    start: usize,
    end: usize,
    hash: u64,
    /// Bytes that are not in the hash yet, the first one lowest, and eight times their number.
    waiting: u64,
    bits: u32,
    /// Some letter is no digit.
    letters: bool,
}

impl Open {
    fn begin(&mut self, start: usize) {
        if !self.begun {
            *self = Self { begun: true, start, hash: SEED, ..Self::default() };
        }
    }

    /// Adds the folded bytes of a letter that lies at `start..end`.
    fn push(&mut self, start: usize, letters: &[u8], end: usize) {
        for byte in letters {
            self.begin(start);
            self.end = end;
            self.letters |= !byte.is_ascii_digit();
            self.add(u64::from(*byte), 8);
        }
    }

    /// Adds the ASCII letters and digits that `bytes` have from a place on; gives where they end.
    #[inline]
    fn ascii(&mut self, bytes: &[u8], from: usize) -> usize {
        let mut at = from;
        loop {
            let (eight, count) = match bytes.get(at..).and_then(<[u8]>::first_chunk) {
                Some(eight) => Eight(u64::from_le_bytes(*eight)).letters(),
                None => {
                    let tail = bytes.get(at..).unwrap_or_default();
                    let mut eight = [0; 8];
                    eight.iter_mut().zip(tail).for_each(|(to, byte)| *to = *byte);
                    Eight(u64::from_le_bytes(eight)).letters()
                }
            };
            if count == 0 {
                return at;
            }
            self.begin(from);
            at += count as usize;
            self.end = at;
            self.letters |= !Eight(eight).all_digits(count);
            self.add(eight, 8 * count);
            if count < 8 {
                return at;
            }
        }
    }

    /// Adds some bytes, the first one lowest.
    fn add(&mut self, bytes: u64, bits: u32) {
        self.waiting |= bytes << self.bits;
        let all = self.bits + bits;
        if all < 64 {
            self.bits = all;
            return;
        }
        self.hash = mix_eight(self.hash, self.waiting);
        let taken = 64 - self.bits;
        self.waiting = bytes.checked_shr(taken).unwrap_or(0);
        self.bits = all - 64;
    }

    /// Ends the word, if there is one.
    fn close(&mut self, out: &mut Vec<Word>) {
        if self.begun {
            let hash = mix_eight(self.hash, self.waiting);
            let hash = hash ^ (hash >> 32);
            out.push(Word { hash, start: self.start, end: self.end, digits: !self.letters });
            self.begun = false;
        }
    }
}

fn mix_eight(hash: u64, bytes: u64) -> u64 {
    (hash.rotate_left(5) ^ bytes).wrapping_mul(0x517C_C1B7_2722_0A95)
}

/// Eight bytes looked at as one number, the first one lowest.
struct Eight(u64);

impl Eight {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * Self::ONES;

    /// The highest bit of every byte that is ASCII and in that range.
    fn within(&self, first: u8, last: u8) -> u64 {
        let low = self.0 & !Self::HIGH;
        let from = low + u64::from(0x80 - first) * Self::ONES;
        let past = low + u64::from(0x7F - last) * Self::ONES;
        from & !past & !self.0 & Self::HIGH
    }

    /// The letters and digits that it begins with, small, and their number.
    fn letters(&self) -> (u64, u32) {
        // The same bit makes a capital small and is set in every digit.
        let small = Self(self.0 | (0x20 * Self::ONES));
        let others = !(small.within(b'a', b'z') | self.within(b'0', b'9')) & Self::HIGH;
        let count = others.trailing_zeros() / 8;
        let kept = u64::MAX.checked_shr(64 - 8 * count).unwrap_or(0);
        (small.0 & kept, count)
    }

    /// Are the first `count` bytes digits?
    fn all_digits(&self, count: u32) -> bool {
        let others = !self.within(b'0', b'9') & Self::HIGH;
        others.trailing_zeros() / 8 >= count
    }
}

/// The folded bytes of the letters that European languages use most, worked out once.
struct Latin {
    /// By the character's number from [`Self::FIRST`] on: up to four bytes, and how many; none for what
    /// is no letter.
    letters: Vec<([u8; 4], u8)>,
}

impl Latin {
    const FIRST: u32 = 0xC0;
    const LAST: u32 = 0x17F;

    /// Those of a letter; none for a character that is no such letter.
    fn letters(character: char) -> Option<&'static [u8]> {
        static ALL: LazyLock<Latin> = LazyLock::new(Latin::new);
        let at = u32::from(character).checked_sub(Self::FIRST)?;
        let (bytes, count) = ALL.letters.get(at as usize)?;
        bytes.get(..usize::from(*count)).filter(|letters| !letters.is_empty())
    }

    fn new() -> Self {
        let characters = (Self::FIRST..=Self::LAST).filter_map(char::from_u32);
        let letters = characters.map(|character| {
            let folded = if character.is_alphanumeric() { folded(character) } else { Vec::new() };
            let mut bytes = [0; 4];
            bytes.iter_mut().zip(&folded).for_each(|(to, byte)| *to = *byte);
            let fits = folded.len() <= bytes.len();
            (bytes, if fits { u8::try_from(folded.len()).unwrap_or(0) } else { 0 })
        });
        Self { letters: letters.collect() }
    }
}

/// The folded bytes of a letter that is not ASCII.
fn folded(character: char) -> Vec<u8> {
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
    if !spelled.is_empty() {
        return spelled.into();
    }
    let letters = std::iter::once(character).nfkd().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect::<String>().into_bytes()
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
    fn long_words_are_folded_like_short_ones() {
        for (a, b) in [
            ("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz"),
            ("Réf1234567890ÉTÉ", "ref1234567890ete"),
            ("anticonstitutionnellement", "anticonstitutionnéllement"),
            ("éééééééé", "eeeeeeee"),
            ("0123456é", "0123456e"),
        ] {
            assert_eq!(hashes(a), hashes(b), "{a}");
            assert_eq!(hashes(a).len(), 1);
        }
        // What stands beside letters and digits in ASCII parts words.
        let parted = hashes("a/0:9@A[Z`a{z\u{7f}é");
        assert_eq!(parted.len(), 8);
        let long: Vec<String> = (1..=24).map(|length| "x".repeat(length)).collect();
        let mut all: Vec<u64> = long.iter().flat_map(|word| hashes(word)).collect();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 24);
    }

    #[test]
    fn words_know_their_place() {
        let mut out = Vec::new();
        fold_words("à l'Été 06", &mut out);
        let spans: Vec<_> = out.iter().map(|w| (w.start, w.end, w.digits)).collect();
        assert_eq!(spans, [(0, 2, false), (3, 4, false), (5, 10, false), (11, 13, true)]);
    }
}
