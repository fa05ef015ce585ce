//! Many short lists in one piece of memory.

use std::ops::Range;

/// Lists by number.
#[derive(Clone, Debug)]
pub(crate) struct Lists<T> {
    items: Vec<T>,
    /// Where each list begins, and where the last one ends.
    bounds: Vec<u32>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self { items: Vec::new(), bounds: vec![0] }
    }
}

impl<T> Lists<T> {
    /// Adds the next list.
    pub(crate) fn push(&mut self, list: impl IntoIterator<Item = T>) {
        self.items.extend(list);
        self.bounds.push(self.items.len() as u32);
    }

    /// The list of that number; an empty one when there is none.
    #[inline]
    pub(crate) fn get(&self, number: usize) -> &[T] {
        self.items.get(self.range(number)).unwrap_or(&[])
    }

    /// Where that list stands in [`Self::items`].
    #[inline]
    pub(crate) fn range(&self, number: usize) -> Range<usize> {
        match self.bounds.get(number..number + 2) {
            Some(&[start, end]) => start as usize..end as usize,
            _ => 0..0,
        }
    }

    /// The items of all lists, one list after the other.
    #[inline]
    pub(crate) fn items(&self) -> &[T] {
        &self.items
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_kept_apart() {
        let mut lists = Lists::default();
        for list in [vec![1, 2], vec![], vec![3]] {
            lists.push(list);
        }
        assert_eq!(
            [lists.get(0), lists.get(1), lists.get(2), lists.get(3), lists.get(4)],
            [&[1, 2][..], &[], &[3], &[], &[]]
        );
    }
}
