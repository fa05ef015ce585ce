//! In what manner a text is written: as books and papers are, or as people put down what they heard of a
//! customer. Both are sentences and both may speak of an illness or a divorce; their small words tell them apart
//! ("as though", "the wife had", "turned out").
//!
//! Each word, each two words in a row and the first word weigh for the one or the other. The weights are learned by
//! `examples/manner.rs` from labelled sentences of both kinds and kept in `lexicons/<lang>/manner.tsv`, where anybody
//! may read which they are.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::text::hash;
use crate::text::token::{Kind, Tokens};

/// What each thing that a text may hold weighs for prose; less than nothing for a note.
#[derive(Clone, Debug, Default)]
pub struct Manner {
    /// By [`key`].
    weights: FxHashMap<u64, i32>,
}

/// The thing that every text holds.
const ANY: &str = "*";
/// What stands before the first word.
const OPENING: &str = "^";

impl Manner {
    /// Reads the weights of a file: a line for each thing, its weight after a tab; `#` begins a comment. None at the
    /// first line, 1-based, that is of no such form.
    pub(crate) fn load(text: &str) -> Result<Self, usize> {
        let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.starts_with('#'));
        let told = |(number, line): (usize, &str)| -> Result<_, usize> {
            let (thing, weight) = line.split_once('\t').ok_or(number)?;
            let weight = weight.parse::<i32>().map_err(|_| number)?;
            Ok((key(thing), weight))
        };
        Ok(Self { weights: lines.map(told).collect::<Result<_, _>>()? })
    }

    /// The weights of things, as a file says them.
    #[must_use]
    pub fn file(weights: &BTreeMap<String, i32>) -> String {
        weights.iter().map(|(thing, weight)| format!("{thing}\t{weight}\n")).collect()
    }

    /// What a text holds, each once, sorted: its words, folded; each two in a row; its first word.
    #[must_use]
    pub fn things(tokens: &Tokens) -> Vec<String> {
        each_once(tokens, str::to_owned)
    }

    /// How much a text is written as books and papers are, in hundredths of the logarithm of the odds; nothing or less
    /// when it is not. Without weights: not.
    pub(crate) fn of_books(&self, tokens: &Tokens) -> i32 {
        each_once(tokens, key).iter().filter_map(|thing| self.weights.get(thing)).sum()
    }
}

/// What a text holds, told in some way, each once, sorted.
fn each_once<T: Ord>(tokens: &Tokens, told: impl Fn(&str) -> T) -> Vec<T> {
    let words = tokens.all().iter().filter(|token| token.kind == Kind::Word);
    let (mut things, mut before, mut two) = (vec![told(ANY)], OPENING, String::new());
    for word in words.map(|token| tokens.word(token)) {
        two.clear();
        two.extend([before, " ", word]);
        things.extend([told(&two), told(word)]);
        before = word;
    }
    things.sort_unstable();
    things.dedup();
    things
}

/// What a thing is found by.
fn key(thing: &str) -> u64 {
    hash::word(thing.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn things(text: &str) -> Vec<String> {
        let mut tokens = Tokens::default();
        tokens.read(text);
        Manner::things(&tokens)
    }

    #[test]
    fn a_text_holds_words_and_pairs_of_them() {
        let want = ["*", "^ the", "the", "the wife", "wife", "wife was", "was"];
        let mut want = want.map(str::to_owned).to_vec();
        want.sort_unstable();
        assert_eq!(things("The wife was"), want);
        assert_eq!(things(""), ["*"]);
    }

    #[test]
    fn weights_tell_prose() {
        let manner =
            Manner::load("# comment\n*\t-10\nas though\t30\n^ the\t-25").unwrap_or_default();
        let of_books = |text: &str| {
            let mut tokens = Tokens::default();
            tokens.read(text);
            manner.of_books(&tokens)
        };
        assert_eq!(of_books("It rang as though it knew."), 20);
        assert_eq!(of_books("The bell rang as though it knew."), -5);
        assert_eq!(of_books("It rang."), -10);
        assert_eq!(Manner::load("a\t1\nb").err(), Some(2));
        assert_eq!(Manner::default().of_books(&Tokens::default()), 0);
    }
}
