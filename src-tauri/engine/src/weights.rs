//! What things weigh for one of two answers: learned from labelled notes by the programs in `examples/`, kept in files
//! of `lexicons/` that anybody may read, and added up. The sum is the logarithm of the odds, in hundredths.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::lexicon::error::{PackError, Problem};
use crate::lexicon::load;
use crate::packs::PackFiles;
use crate::text::hash;
use crate::text::token::{Kind, Token, Tokens};

/// The thing that everything holds.
pub(crate) const ANY: &str = "*";
/// What stands before the first word of something and after the last.
pub(crate) const OPENING: &str = "^";
pub(crate) const ENDING: &str = "$";
/// What every number is.
pub(crate) const NUMBER: &str = "0";
/// What every part of an address is.
const ADDRESS: &str = "@";
/// Letters by which longer words are alike ("hospitalisé", "hôpital").
const ALIKE: usize = 4;
/// How many words explain what weighs.
const STRONGEST: usize = 3;

/// Things and their weights.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    /// By [`key`].
    by_thing: FxHashMap<u64, i32>,
}

impl Weights {
    /// Reads a file of weights; none when there is no such file.
    pub(crate) fn load(files: &PackFiles, path: &str) -> Result<Self, PackError> {
        let Some(bytes) = files.get(path) else { return Ok(Self::default()) };
        let error = |line| PackError { file: path.to_owned(), line, what: Problem::NotAWeight };
        Self::read(load::text(path, bytes)?).map_err(error)
    }

    /// Reads weights: a line for each thing, its weight after a tab; `#` and a blank begin a comment. None at the
    /// first line, 1-based, that is of no such form.
    pub(crate) fn read(text: &str) -> Result<Self, usize> {
        let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.starts_with(COMMENT));
        let told = |(number, line): (usize, &str)| -> Result<_, usize> {
            let (thing, weight) = line.split_once('\t').ok_or(number)?;
            let weight = weight.parse::<i32>().map_err(|_| number)?;
            Ok((key(thing), weight))
        };
        Ok(Self { by_thing: lines.map(told).collect::<Result<_, _>>()? })
    }

    /// The weights of things, as a file says them, below a comment.
    #[must_use]
    pub fn file(comment: &str, weights: &BTreeMap<String, i32>) -> String {
        let lines = weights.iter().map(|(thing, weight)| format!("{thing}\t{weight}\n"));
        std::iter::once(format!("{COMMENT}{comment}\n")).chain(lines).collect()
    }

    /// What a thing weighs.
    pub(crate) fn of(&self, thing: &str) -> i32 {
        self.by_thing.get(&key(thing)).copied().unwrap_or_default()
    }

    /// What things, by their keys, weigh together.
    pub(crate) fn sum<'t>(&self, things: impl IntoIterator<Item = &'t u64>) -> i32 {
        things.into_iter().filter_map(|thing| self.by_thing.get(thing)).sum()
    }
}

/// What begins a comment.
pub(crate) const COMMENT: &str = "# ";

/// What a thing is found by.
pub(crate) fn key(thing: &str) -> u64 {
    hash::word(thing.as_bytes())
}

/// A token as it weighs, folded: numbers and parts of addresses are all alike.
pub(crate) fn word<'t>(tokens: &'t Tokens, token: &Token) -> &'t str {
    match token.kind {
        Kind::Number => NUMBER,
        Kind::Address => ADDRESS,
        Kind::Word => tokens.word(token),
    }
}

/// Of tokens with their weights, the words that weigh most, as they weigh, in the order of the note; none that weighs
/// nothing or less.
pub(crate) fn strongest(
    tokens: &Tokens,
    weighed: impl IntoIterator<Item = (i32, usize)>,
) -> Vec<&str> {
    let mut words: Vec<(i32, usize)> =
        weighed.into_iter().filter(|(weight, _)| *weight > 0).collect();
    words.sort_unstable_by_key(|(weight, at)| (-weight, *at));
    words.truncate(STRONGEST);
    words.sort_unstable_by_key(|(_, at)| *at);
    let told = words.iter().filter_map(|(_, at)| tokens.get(*at));
    told.map(|token| word(tokens, token)).collect()
}

/// Two words in a row, as a thing; `made` is room for it.
pub(crate) fn pair<'m>(before: &str, word: &str, made: &'m mut String) -> &'m str {
    joined(&[before, " ", word], made)
}

/// How a longer word begins, as a thing.
pub(crate) fn beginning<'m>(word: &str, made: &'m mut String) -> Option<&'m str> {
    let (end, _) = word.char_indices().nth(ALIKE)?;
    Some(joined(&[word.get(..end).unwrap_or_default(), "-"], made))
}

/// Parts in a row, as a thing.
pub(crate) fn joined<'m>(parts: &[&str], made: &'m mut String) -> &'m str {
    made.clear();
    made.extend(parts.iter().copied());
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_add_up() {
        let weights = Weights::read("# comment\n*\t-10\n#fact\t30\nthe\t-25").unwrap_or_default();
        let sum = |things: &[&str]| {
            weights.sum(&things.iter().map(|thing| key(thing)).collect::<Vec<_>>())
        };
        assert_eq!(sum(&["*", "#fact", "other"]), 20);
        assert_eq!(sum(&["the", "*"]), -35);
        assert_eq!(sum(&[]), 0);
        assert_eq!(Weights::read("a\t1\nb").err(), Some(2));
    }

    #[test]
    fn a_file_is_read_as_it_was_written() {
        let told = BTreeMap::from([("* x".to_owned(), -3), ("#fact".to_owned(), 4)]);
        let read = Weights::read(&Weights::file("what for", &told)).unwrap_or_default();
        assert_eq!(read.sum(&[key("* x"), key("#fact")]), 1);
    }
}
