//! Which hashes may be among those of the removed texts: nearly every word of a file is told apart by one
//! look at a few kilobytes.

/// A bit for every hash that may be there, by some of its own bits.
#[derive(Clone, Debug, Default)]
pub(super) struct Sieve {
    bits: Vec<u64>,
}

impl Sieve {
    /// Holds those hashes, in eight to sixteen bits each.
    pub(super) fn of(hashes: impl ExactSizeIterator<Item = u64>) -> Self {
        let mut sieve = Self { bits: vec![0; (hashes.len() / 8 + 1).next_power_of_two()] };
        for hash in hashes {
            let (word, bit) = sieve.place(hash);
            if let Some(word) = sieve.bits.get_mut(word) {
                *word |= bit;
            }
        }
        sieve
    }

    /// False for certain; true for those it holds, and for some others.
    pub(super) fn may_hold(&self, hash: u64) -> bool {
        let (word, bit) = self.place(hash);
        self.bits.get(word).is_some_and(|word| word & bit != 0)
    }

    fn place(&self, hash: u64) -> (usize, u64) {
        let mixed = hash.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let word = (mixed >> 32) as usize & self.bits.len().wrapping_sub(1);
        (word, 1 << (mixed >> 58))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_it_holds_and_few_others_pass() {
        let hashes: Vec<u64> = (0..10_000u64).map(|n| n.wrapping_mul(0x517C_C1B7)).collect();
        let sieve = Sieve::of(hashes.iter().copied());
        assert!(hashes.iter().all(|hash| sieve.may_hold(*hash)));
        let others = (0..10_000u64).filter(|n| sieve.may_hold(!n.rotate_left(7))).count();
        assert!(others < 2_500, "{others}");
        assert!(!Sieve::default().may_hold(7));
    }
}
