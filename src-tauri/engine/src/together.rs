//! Texts that lie far apart in memory, brought side by side before they are read: the processor fetches
//! several at once, where a reader that takes them one by one waits for each.

use std::ops::Range;

/// How many texts are brought together: as many as the processor can fetch at once, twice over.
const TEXTS: usize = 16;

/// A few texts side by side, each with what the caller knows of it.
pub(crate) struct Together<T> {
    text: String,
    places: Vec<(Range<usize>, T)>,
}

impl<T: Copy> Together<T> {
    pub(crate) fn new() -> Self {
        Self { text: String::new(), places: Vec::with_capacity(TEXTS) }
    }

    /// Brings the next texts together, in place of the ones before. False when none is left.
    pub(crate) fn fill<'t>(&mut self, texts: &mut impl Iterator<Item = (&'t str, T)>) -> bool {
        self.text.clear();
        self.places.clear();
        for (text, of) in texts.take(TEXTS) {
            let start = self.text.len();
            self.text.push_str(text);
            self.places.push((start..self.text.len(), of));
        }
        !self.places.is_empty()
    }

    /// The texts, in their order.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (&str, T)> {
        let text = |range: &Range<usize>| self.text.get(range.clone()).unwrap_or_default();
        self.places.iter().map(move |(range, of)| (text(range), *of))
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
                seen.extend(together.texts().map(|(text, number)| (text.to_owned(), number)));
            }
            assert_eq!(seen, texts.into_iter().zip(0..).collect::<Vec<_>>(), "{count}");
        }
    }
}
