//! Which words stand somewhere, told in 128 bits: enough to see at once that most terms cannot match.
//!
//! Each of a language's commonest words has a bit of its own, all other words share the rest. Two
//! words may bear the same mark, so marks only ever say "it cannot be" or "it may be".

use rustc_hash::FxHashMap;

/// Marks of words, put together.
pub(crate) type Marks = u128;

/// Any word at all.
pub(crate) const ANY: Marks = Marks::MAX;

/// No word: the edge of a sentence.
pub(crate) const EDGE: Marks = 1 << OWN;

/// Bits that one word has for itself; one more stands for the edge.
const OWN: u32 = 63;

/// Are these the marks of common words alone, each of which tells its word?
#[inline]
pub(crate) fn are_own(marks: Marks) -> bool {
    marks < EDGE
}

/// Gives words their marks.
#[derive(Clone, Debug, Default)]
pub(crate) struct Marker {
    own: FxHashMap<u64, u32>,
}

impl Marker {
    /// `common`: hashes of a language's common words, with their rank.
    pub(crate) fn new(common: &FxHashMap<u64, u32>) -> Self {
        let own = common.iter().filter(|(_, rank)| **rank < OWN);
        Self { own: own.map(|(hash, rank)| (*hash, *rank)).collect() }
    }

    /// The mark of a word by its hash.
    #[inline]
    pub(crate) fn of(&self, hash: u64) -> Marks {
        let shared = || OWN + 1 + (hash >> 58) as u32;
        1 << self.own.get(&hash).copied().unwrap_or_else(shared)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_are_told_from_all_others() {
        let common: FxHashMap<u64, u32> = (0..100).map(|rank| (rank << 20, rank as u32)).collect();
        let marker = Marker::new(&common);
        let own: Marks = (0..63).map(|rank| marker.of(rank << 20)).fold(0, |all, one| all | one);
        assert_eq!((own.count_ones(), own & EDGE), (63, 0));
        for other in [63 << 20, 1, u64::MAX, 0x1234_5678_9abc_def0] {
            assert_eq!(marker.of(other) & own, 0, "{other}");
        }
    }
}
