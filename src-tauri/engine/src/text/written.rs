//! Words as they were written, remembered with what reading them letter by letter gave: notes are made
//! of the same words, and one look here tells all that is to be known of a word's letters.

use super::address;
use super::hash;
use super::letters::{self, Letters};

/// Longest word that is remembered, in bytes as written.
const LONGEST: usize = 16;
/// How many words are remembered; a power of two.
const PLACES: usize = 1 << 11;

/// A run of letters at the head of a text: its bytes, those that are missing being zeros.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    bytes: [u64; 2],
    pub(super) len: usize,
}

impl Run {
    /// The ASCII letters and the bytes of other characters at the head of a text, one at least; none
    /// when they are too many to be remembered.
    #[inline(always)]
    pub(super) fn at(text: &[u8]) -> Option<Self> {
        let mut padded = [0; LONGEST];
        let head = text.first_chunk().unwrap_or_else(|| {
            padded.iter_mut().zip(text).for_each(|(to, from)| *to = *from);
            &padded
        });
        let sixteen = u128::from_le_bytes(*head);
        let (first, last) = (sixteen as u64, (sixteen >> 64) as u64);
        let (count, more) = (letters::run(first), letters::run(last));
        let head = |bytes: u64, count: usize| bytes & !(u64::MAX << (8 * count as u32));
        match (count, more) {
            (8, 8) => None,
            (8, _) => Some(Self { bytes: [first, head(last, more)], len: 8 + more }),
            _ => Some(Self { bytes: [head(first, count), 0], len: count }),
        }
    }

    /// Is it made of ASCII letters alone?
    pub(super) fn is_ascii(self) -> bool {
        let [first, last] = self.bytes;
        letters::is_ascii(first | last)
    }

    fn place(self) -> usize {
        let [first, last] = self.bytes;
        ((first ^ last.rotate_left(27)).wrapping_mul(hash::FACTOR) >> 40) as usize % PLACES
    }
}

/// A word that was read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    bytes: [u64; 2],
    pub(super) letters: Letters,
    folded: [u8; LONGEST],
    /// Are some of its letters no ASCII ones as written, or may it begin a web address?
    pub(super) odd: bool,
}

impl Word {
    /// What a run was read as, with its folded letters; none when there are too many.
    pub(super) fn new(run: Run, letters: Letters, folded: &[u8]) -> Option<Self> {
        let mut own = [0; LONGEST];
        own.get_mut(..folded.len())?.copy_from_slice(folded);
        let odd = !run.is_ascii() || address::is_web(folded);
        Some(Self { bytes: run.bytes, letters, folded: own, odd })
    }

    /// Its folded letters.
    pub(super) fn folded(&self) -> &[u8] {
        self.folded.get(..self.letters.count).unwrap_or_default()
    }
}

/// The words that notes were made of.
#[derive(Clone, Debug, Default)]
pub(super) struct Written {
    words: Vec<Word>,
}

impl Written {
    /// The word that was read in a run of the same bytes.
    #[inline(always)]
    pub(super) fn get(&self, run: Run) -> Option<&Word> {
        self.words.get(run.place()).filter(|word| word.bytes == run.bytes)
    }

    /// Remembers what a run was read as.
    #[cold]
    pub(super) fn learn(&mut self, run: Run, word: Word) {
        let none = Word { bytes: [0; 2], letters: Letters::NONE, ..word };
        self.words.resize(PLACES, none);
        if let Some(place) = self.words.get_mut(run.place()) {
            *place = word;
        }
    }
}
