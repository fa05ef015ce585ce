//! Which rows (or columns) of a sheet go, and where the others move: the one rule that every
//! reference of every format follows.

/// Numbers that are removed from a line of numbered places. The caller chooses 0- or 1-based.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Removal {
    /// Sorted, each once.
    gone: Vec<u32>,
}

impl Removal {
    /// From numbers in any order, repeated or not.
    pub(crate) fn new(numbers: impl IntoIterator<Item = u32>) -> Self {
        let mut gone: Vec<u32> = numbers.into_iter().collect();
        gone.sort_unstable();
        gone.dedup();
        Self { gone }
    }

    /// Nothing goes.
    pub(crate) const fn none() -> Self {
        Self { gone: Vec::new() }
    }

    /// Does nothing go?
    pub(crate) fn is_none(&self) -> bool {
        self.gone.is_empty()
    }

    /// Those that go, in order.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = u32> + '_ {
        self.gone.iter().copied()
    }

    /// Does this one go?
    pub(crate) fn contains(&self, number: u32) -> bool {
        !self.gone.is_empty() && self.gone.binary_search(&number).is_ok()
    }

    /// How many of those below `number` go.
    pub(crate) fn before(&self, number: u32) -> u32 {
        let count = self.gone.partition_point(|gone| *gone < number);
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// Where a place moves; none when it goes.
    pub(crate) fn shift(&self, number: u32) -> Option<u32> {
        match self.gone.binary_search(&number) {
            Ok(_) => None,
            Err(before) => Some(number - u32::try_from(before).unwrap_or(number)),
        }
    }

    /// What a range `first..=last` becomes: it shrinks by what goes inside; none when all goes.
    pub(crate) fn shift_range(&self, first: u32, last: u32) -> Option<(u32, u32)> {
        let (first, last) = (first.min(last), first.max(last));
        let start = first - self.before(first);
        let length = (last - first + 1) - self.within(first, last);
        (length > 0).then(|| (start, start + length - 1))
    }

    /// Those of `first..=last` that go, in order.
    pub(crate) fn in_range(&self, first: u32, last: u32) -> &[u32] {
        let start = self.gone.partition_point(|gone| *gone < first);
        let end = self.gone.partition_point(|gone| *gone <= last);
        self.gone.get(start..end).unwrap_or_default()
    }

    /// How many of `from..to` go.
    pub(crate) fn within_half_open(&self, from: u32, to: u32) -> u32 {
        if from < to { self.within(from, to - 1) } else { 0 }
    }

    /// How many of `first..=last` go.
    pub(crate) fn within(&self, first: u32, last: u32) -> u32 {
        self.before(last.saturating_add(1)).saturating_sub(self.before(first))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ranges_shrink_and_vanish_as_in_a_spreadsheet() {
        let removal = Removal::new([7, 5, 6, 5]);
        assert_eq!(removal.shift_range(1, 4), Some((1, 4)));
        assert_eq!(removal.shift_range(3, 8), Some((3, 5)));
        assert_eq!(removal.shift_range(5, 7), None);
        assert_eq!(removal.shift_range(6, 9), Some((5, 6)));
        assert_eq!(removal.shift_range(2, 6), Some((2, 4)));
    }

    proptest! {
        #[test]
        fn a_range_holds_the_shifted_places_of_what_stays(
            gone in proptest::collection::vec(1u32..40, 0..20), first in 1u32..40, more in 0u32..40,
        ) {
            let removal = Removal::new(gone);
            let kept: Vec<u32> = (first..=first + more).filter_map(|n| removal.shift(n)).collect();
            let range = removal.shift_range(first, first + more);
            prop_assert_eq!(range.map(|r| r.0), kept.first().copied());
            prop_assert_eq!(range.map(|r| r.1), kept.last().copied());
        }
    }
}
