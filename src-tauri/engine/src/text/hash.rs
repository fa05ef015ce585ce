//! The hash of a folded word: eight letters at a time, multiplied and mixed.
//!
//! It is written into the word filters of `lexicons/`, so it must never change: that is why no
//! hasher of a library is used, as those may differ from one version to the next.

const SEED: u64 = 0xcbf2_9ce4_8422_2325;
/// Multiplying by it spreads the bits of a word over the upper ones.
pub(crate) const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// Hash of a whole word, already folded.
#[must_use]
#[inline]
pub fn word(folded: &[u8]) -> u64 {
    let mut hash = SEED ^ folded.len() as u64;
    let (eights, rest) = folded.as_chunks::<8>();
    for eight in eights {
        hash = mixed(hash, u64::from_be_bytes(*eight));
    }
    if !rest.is_empty() {
        hash = mixed(hash, number(rest));
    }
    hash.wrapping_mul(FACTOR)
}

/// Hash of a word of one to seven letters, given as one number, the first letter the highest.
#[must_use]
#[inline]
pub(super) fn short(number: u64, count: usize) -> u64 {
    mixed(SEED ^ count as u64, number).wrapping_mul(FACTOR)
}

/// Hash of a word of eight to fifteen letters: the first eight, and the others, as numbers in the same
/// way.
#[must_use]
#[inline]
pub(super) fn long(head: u64, rest: u64, count: usize) -> u64 {
    let hash = mixed(SEED ^ count as u64, head);
    let hash = if count > 8 { mixed(hash, rest) } else { hash };
    hash.wrapping_mul(FACTOR)
}

/// Fewer than eight letters as one number, the first letter the highest.
#[inline]
fn number(mut letters: &[u8]) -> u64 {
    let mut number = 0;
    if let Some((four, rest)) = letters.split_first_chunk::<4>() {
        number = u64::from(u32::from_be_bytes(*four));
        letters = rest;
    }
    if let Some((two, rest)) = letters.split_first_chunk::<2>() {
        number = number << 16 | u64::from(u16::from_be_bytes(*two));
        letters = rest;
    }
    letters.iter().fold(number, |sum, &byte| sum << 8 | u64::from(byte))
}

#[inline]
fn mixed(hash: u64, letters: u64) -> u64 {
    let hash = (hash ^ letters).wrapping_mul(FACTOR);
    hash ^ hash >> 29
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_differ_and_stay_what_the_word_filters_were_built_with() {
        assert_eq!(word(b"malade"), 8_201_390_878_277_015_085);
        assert_ne!(word(b"maladie"), word(b"malade"));
        assert_ne!(word(b"abcdefgha"), word(b"abcdefgh"));
    }
}
