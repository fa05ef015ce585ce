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
    #[inline]
    pub(crate) fn of(&self, thing: &[Part<'_>]) -> i32 {
        self.by_thing.get(&key_of(thing)).copied().unwrap_or_default()
    }

    /// What things, by their keys, weigh together.
    pub(crate) fn sum<'t>(&self, things: impl IntoIterator<Item = &'t u64>) -> i32 {
        things.into_iter().filter_map(|thing| self.by_thing.get(thing)).sum()
    }
}

/// What begins a comment.
pub(crate) const COMMENT: &str = "# ";

/// What a thing, as a file tells it, is found by.
pub(crate) fn key(thing: &str) -> u64 {
    let keys = thing.split(' ').map(|part| hash::word(part.as_bytes()));
    keys.reduce(key_of_two).unwrap_or_default()
}

/// The key of what is told by two in a row.
#[inline]
fn key_of_two(first: u64, second: u64) -> u64 {
    (first.rotate_left(TURN) ^ second).wrapping_mul(hash::FACTOR)
}

/// Sets the first of two keys apart from the second.
const TURN: u32 = 23;

/// A part of a thing: a word as it weighs, or what stands for one; it holds no blank. A thing is parts in a row, told
/// by a text only where it is read by somebody: its key takes no text to be made.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part<'t> {
    letters: &'t [u8],
    key: u64,
}

impl<'t> Part<'t> {
    /// A part of these letters.
    #[inline]
    pub(crate) fn new(text: &'t str) -> Self {
        Self { letters: text.as_bytes(), key: hash::word(text.as_bytes()) }
    }

    /// A token as it weighs, folded: numbers and parts of addresses are all alike.
    #[inline]
    pub(crate) fn of(tokens: &'t Tokens, token: &Token) -> Self {
        match token.kind {
            Kind::Number => Self::new(NUMBER),
            Kind::Address => Self::new(ADDRESS),
            // What is heard as another word bears the hash of that one.
            Kind::Word if token.unknown => Self::new(tokens.word(token)),
            Kind::Word => Self { letters: tokens.folded(token), key: token.hash },
        }
    }

    /// How a longer word begins, as a part; `room` is for its letters.
    #[inline]
    pub(crate) fn beginning(self, room: &mut Room) -> Option<Part<'_>> {
        let begins = |byte: &u8| byte.is_ascii() || *byte >= FIRST_OF_SEVERAL;
        let mut starts = self.letters.iter().enumerate().filter(|(_, byte)| begins(byte));
        let (end, _) = starts.nth(ALIKE)?;
        room.joined([self.letters.get(..end)?, b"-"])
    }

    /// Its text.
    pub(crate) fn text(self) -> &'t str {
        str::from_utf8(self.letters).unwrap_or_default()
    }
}

/// From this byte on, the first of a character of several.
const FIRST_OF_SEVERAL: u8 = 0xc0;

/// Room for the letters of a part that is made of two.
#[derive(Debug, Default)]
pub(crate) struct Room([u8; 32]);

impl Room {
    /// Two pieces as one part; none when they are too long.
    #[inline]
    pub(crate) fn joined(&mut self, [first, last]: [&[u8]; 2]) -> Option<Part<'_>> {
        let length = first.len() + last.len();
        let (head, tail) = self.0.get_mut(..length)?.split_at_mut_checked(first.len())?;
        head.copy_from_slice(first);
        tail.copy_from_slice(last);
        let letters = self.0.get(..length)?;
        Some(Part { letters, key: hash::word(letters) })
    }
}

/// What a thing of these parts is found by.
#[inline]
pub(crate) fn key_of(parts: &[Part<'_>]) -> u64 {
    parts.iter().map(|part| part.key).reduce(key_of_two).unwrap_or_default()
}

/// A thing of these parts, as a file tells it.
pub(crate) fn told(parts: &[Part<'_>]) -> String {
    parts.iter().map(|part| part.text()).collect::<Vec<_>>().join(" ")
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
    told.map(|token| Part::of(tokens, token).text()).collect()
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
    fn parts_are_found_by_the_key_of_their_text() {
        let mut tokens = Tokens::default();
        tokens.read("Hospitalisé le 3, a@b.example, ΠΡΟΣΟΧΗ");
        let mut before = Part::new(OPENING);
        let mut begun = Vec::new();
        for token in tokens.all() {
            let (part, mut room) = (Part::of(&tokens, token), Room::default());
            for thing in [&[part][..], &[before, part], &[Part::new(ANY), before, part]] {
                assert_eq!(key(&told(thing)), key_of(thing), "{}", told(thing));
            }
            begun.extend(part.beginning(&mut room).map(|begun| told(&[begun])));
            before = part;
        }
        assert_eq!(begun, ["hosp-", "προσ-"]);
        assert!(Room::default().joined([&[b'a'; 31], b"bc"]).is_none());
    }

    #[test]
    fn a_file_is_read_as_it_was_written() {
        let told = BTreeMap::from([("* x".to_owned(), -3), ("#fact".to_owned(), 4)]);
        let read = Weights::read(&Weights::file("what for", &told)).unwrap_or_default();
        assert_eq!(read.sum(&[key("* x"), key("#fact")]), 1);
    }
}
