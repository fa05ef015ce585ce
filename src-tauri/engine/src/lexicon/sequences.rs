//! The choices of an element that are several words in a row, found by the words that may begin them.

use super::compile::Step;
use super::lists::Lists;
use super::marks::Marks;

/// Several words in a row, with the marks of the words that may begin it.
pub(crate) type Sequence = (Marks, Vec<Step>);

/// Up to so many sequences are looked through one by one.
const FEW: usize = 4;

/// The sequences of an element, in the order they are tried.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sequences {
    all: Vec<Sequence>,
    /// By mark: the places of those that a word of that mark may begin; nothing when they are few.
    by_mark: Option<Box<Lists<u16>>>,
}

impl Sequences {
    pub(crate) fn new(all: Vec<Sequence>) -> Self {
        let indexed = all.len() > FEW && u16::try_from(all.len()).is_ok();
        let by_mark = indexed.then(|| {
            let mut lists = Lists::default();
            for mark in 0..Marks::BITS {
                let begun = |(_, (opening, _)): &(u16, &Sequence)| opening >> mark & 1 == 1;
                lists.push((0..).zip(&all).filter(begun).map(|(place, _)| place));
            }
            Box::new(lists)
        });
        Self { all, by_mark }
    }

    /// All of them.
    pub(crate) fn all(&self) -> &[Sequence] {
        &self.all
    }

    /// Those that a word of these marks may begin, and perhaps others.
    #[inline]
    pub(crate) fn beginning(&self, marks: Marks) -> impl Iterator<Item = &Sequence> {
        let lists = self.by_mark.as_ref().filter(|_| marks.count_ones() == 1);
        let places = lists.map(|lists| lists.get(marks.trailing_zeros() as usize));
        let whole = if places.is_some() { &[][..] } else { &self.all[..] };
        let places = places.unwrap_or_default().iter();
        places.filter_map(|place| self.all.get(usize::from(*place))).chain(whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_that_a_word_may_begin_are_found_in_their_order() {
        let marks: [Marks; 6] = [1, 2, 1 << 127, 3, 2, Marks::MAX];
        let sequences = Sequences::new(marks.iter().map(|marks| (*marks, Vec::new())).collect());
        let begun = |mark: Marks| sequences.beginning(mark).map(|(m, _)| *m).collect::<Vec<_>>();
        assert_eq!(begun(1), [1, 3, Marks::MAX]);
        assert_eq!(begun(1 << 127), [1 << 127, Marks::MAX]);
        assert_eq!(begun(6), marks, "all, when several words may stand there");
    }
}
