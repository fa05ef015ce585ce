//! In what manner a text is written: as books and papers are, or as people put down what they heard of a
//! customer. Both are sentences and both may speak of an illness or a divorce; their small words tell them apart
//! ("as though", "the wife had", "turned out").
//!
//! Each word, each two words in a row and the first word weigh for the one or the other. The weights are learned by
//! `examples/manner.rs` from labelled sentences of both kinds and kept in `lexicons/<lang>/manner.tsv`.

use crate::text::token::{Kind, Tokens};
use crate::weights::{self, ANY, OPENING, Part, Weights};

/// What each thing that a text may hold weighs for prose; less than nothing for a note.
#[derive(Clone, Debug, Default)]
pub struct Manner(pub(super) Weights);

impl Manner {
    /// What a text holds, each once, sorted: its words, folded; each two in a row; its first word.
    #[must_use]
    pub fn things(tokens: &Tokens) -> Vec<String> {
        each_once(tokens, weights::told)
    }

    /// How much a text is written as books and papers are, in hundredths of the logarithm of the odds; nothing or less
    /// when it is not. Without weights: not.
    pub(crate) fn of_books(&self, tokens: &Tokens) -> i32 {
        self.0.sum(&each_once(tokens, weights::key_of))
    }
}

/// What a text holds, told in some way, each once, sorted.
fn each_once<T: Ord>(tokens: &Tokens, told: impl Fn(&[Part<'_>]) -> T) -> Vec<T> {
    let words = tokens.all().iter().filter(|token| token.kind == Kind::Word);
    let (mut things, mut before) = (vec![told(&[Part::new(ANY)])], Part::new(OPENING));
    for word in words.map(|token| Part::of(tokens, token)) {
        things.extend([told(&[before, word]), told(&[word])]);
        before = word;
    }
    things.sort_unstable();
    things.dedup();
    things
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Tokens {
        let mut tokens = Tokens::default();
        tokens.read(text);
        tokens
    }

    #[test]
    fn a_text_holds_words_and_pairs_of_them() {
        let want = ["*", "^ the", "the", "the wife", "wife", "wife was", "was"];
        let mut want = want.map(str::to_owned).to_vec();
        want.sort_unstable();
        assert_eq!(Manner::things(&read("The wife was")), want);
        assert_eq!(Manner::things(&read("")), ["*"]);
    }

    #[test]
    fn weights_tell_prose() {
        let weights = Weights::read("*\t-10\nas though\t30\n^ the\t-25");
        let manner = Manner(weights.unwrap_or_default());
        assert_eq!(manner.of_books(&read("It rang as though it knew.")), 20);
        assert_eq!(manner.of_books(&read("The bell rang as though it knew.")), -5);
        assert_eq!(manner.of_books(&read("It rang.")), -10);
        assert_eq!(Manner::default().of_books(&Tokens::default()), 0);
    }
}
