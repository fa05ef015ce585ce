//! What things weigh for one of two answers: learned from labelled notes by the programs in `examples/`, kept in files
//! of `lexicons/` that anybody may read, and added up. The sum is the logarithm of the odds, in hundredths.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::lexicon::error::{PackError, Problem};
use crate::lexicon::load;
use crate::packs::PackFiles;
use crate::text::hash;

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
