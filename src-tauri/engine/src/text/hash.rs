//! The hash of a folded word: FNV-1a with a final mix.
//!
//! It is written into the word filters of `lexicons/`, so it must never change: that is why no
//! hasher of a library is used, as those may differ from one version to the next.

const SEED: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// A hash under way; feed it folded bytes, then [`WordHash::finish`].
#[derive(Clone, Copy, Debug)]
pub struct WordHash(u64);

impl WordHash {
    /// Nothing fed yet.
    #[must_use]
    #[inline]
    pub const fn new() -> Self {
        Self(SEED)
    }

    /// Feeds one folded byte.
    #[must_use]
    #[inline]
    pub const fn byte(self, byte: u8) -> Self {
        Self((self.0 ^ byte as u64).wrapping_mul(PRIME))
    }

    /// The hash of what was fed.
    #[must_use]
    #[inline]
    pub const fn finish(self) -> u64 {
        let mixed = (self.0 ^ (self.0 >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed ^ (mixed >> 29)
    }
}

impl Default for WordHash {
    fn default() -> Self {
        Self::new()
    }
}

/// Hash of a whole word, already folded.
#[must_use]
pub fn word(folded: &[u8]) -> u64 {
    folded.iter().fold(WordHash::new(), |hash, &byte| hash.byte(byte)).finish()
}
