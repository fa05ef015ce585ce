//! A table of bits that says, in a few machine instructions, whether a word may begin as one that
//! brings up a term.
//!
//! It may say yes for a word that brings up nothing; it never says no for one that does.

/// A table of bits: may a word begin so?
#[derive(Clone, Debug, Default)]
pub(crate) struct HotHeads {
    heads: Vec<u64>,
}

const HEAD_BITS: usize = 1 << 16;

impl HotHeads {
    /// The table of the beginnings of words that bring terms up.
    pub(crate) fn new<'p>(prefixes: impl Iterator<Item = &'p str>) -> Self {
        let mut hot = Self { heads: vec![0; HEAD_BITS / 64] };
        prefixes.for_each(|prefix| hot.add_prefix(prefix));
        hot
    }

    fn set(bits: &mut [u64], bit: usize) {
        if let Some(slot) = bits.get_mut(bit / 64) {
            *slot |= 1 << (bit % 64);
        }
    }

    #[inline]
    fn test(bits: &[u64], bit: usize) -> bool {
        bits.get(bit / 64).is_some_and(|slot| slot >> (bit % 64) & 1 == 1)
    }

    #[inline]
    fn head_bit(head: u32) -> usize {
        (head.wrapping_mul(0x9e37_79b1) >> 16) as usize & (HEAD_BITS - 1)
    }

    /// May a word that begins so (four folded letters) have a prefix of a term?
    #[inline]
    pub(crate) fn head(&self, head: u32) -> bool {
        Self::test(&self.heads, Self::head_bit(head))
    }

    /// All four-letter beginnings of words that begin with a prefix of three letters or more.
    fn add_prefix(&mut self, prefix: &str) {
        let bytes = prefix.as_bytes();
        let byte = |index: usize| u32::from(bytes.get(index).copied().unwrap_or(0));
        let three = byte(0) | byte(1) << 8 | byte(2) << 16;
        let fourth: Vec<u8> = match bytes.get(3) {
            Some(&byte) => vec![byte],
            None => std::iter::once(0).chain(b'a'..=b'z').chain(b'0'..=b'9').collect(),
        };
        for last in fourth {
            Self::set(&mut self.heads, Self::head_bit(three | u32::from(last) << 24));
        }
    }
}
