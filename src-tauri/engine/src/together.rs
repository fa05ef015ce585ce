//! Texts that lie far apart in memory, brought side by side before they are read: the processor fetches
//! several at once, where a reader that takes them one by one waits for each.

use std::ops::Range;

/// How many texts are brought together: as many as the processor can fetch at once, twice over.
const TEXTS: usize = 16;

/// A few texts side by side, each with the one it is a copy of and what the caller knows of it.
pub(crate) struct Together<'t, T> {
    text: String,
    places: Vec<(Range<usize>, (&'t str, T))>,
}

impl<'t, T: Copy> Together<'t, T> {
    pub(crate) fn new() -> Self {
        Self { text: String::new(), places: Vec::with_capacity(TEXTS) }
    }

    /// Brings the next texts together, in place of the ones before. False when none is left.
    pub(crate) fn fill(&mut self, texts: &mut impl Iterator<Item = (&'t str, T)>) -> bool {
        self.text.clear();
        self.places.clear();
        for own in texts.take(TEXTS) {
            let start = self.text.len();
            self.text.push_str(own.0);
            self.places.push((start..self.text.len(), own));
        }
        !self.places.is_empty()
    }

    /// The copies, in their order, each with what it is a copy of.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (&str, (&'t str, T))> {
        let text = |range: &Range<usize>| self.text.get(range.clone()).unwrap_or_default();
        self.places.iter().map(move |(range, own)| (text(range), *own))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_in_their_order_whatever_their_number() {
        for count in [0, 1, TEXTS - 1, TEXTS, TEXTS + 1, 3 * TEXTS] {
            let texts: Vec<String> = (0..count).map(|n| "é".repeat(n % 7)).collect();
            let mut left = texts.iter().map(String::as_str).zip(0..);
            let (mut together, mut seen) = (Together::new(), Vec::new());
            while together.fill(&mut left) {
                seen.extend(together.texts().map(|(text, (own, number))| {
                    assert_eq!(text, own);
                    (text.to_owned(), number)
                }));
            }
            assert_eq!(seen, texts.into_iter().zip(0..).collect::<Vec<_>>(), "{count}");
        }
    }
}
