//! What a lexicon knows of a word by its hash, remembered from note to note: notes are made of the same
//! words, and one look here is cheaper than three in larger tables.

use super::compiled::Lexicon;
use super::marks::{EDGE, Marks};
use super::vocabulary::WordId;

/// What a lexicon knows of a word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known {
    /// Its marks.
    pub(crate) marks: Marks,
    hash: u64,
    /// The word that packs speak of; [`NONE`] for any other.
    id: WordId,
    /// Number of the lexicon.
    lexicon: u16,
    /// Is it in the language's word list?
    pub(crate) exists: bool,
    /// Does it bring terms up?
    pub(crate) hot: bool,
}

const NONE: WordId = WordId::MAX;

/// What is known of no word at all: of a part of an address.
pub(crate) const NOTHING: Known =
    Known { marks: EDGE, hash: 0, id: NONE, lexicon: 0, exists: false, hot: false };

impl Known {
    /// The word that packs speak of.
    #[inline]
    pub(crate) fn id(&self) -> Option<WordId> {
        (self.id != NONE).then_some(self.id)
    }
}

/// How many words are remembered; a power of two.
const PLACES: usize = 1 << 12;

/// The words that notes were made of, each in the place that its hash tells.
#[derive(Default)]
pub(crate) struct Memory {
    known: Vec<Known>,
}

impl Memory {
    /// What a lexicon knows of the word of that hash; 0 is that of addresses.
    #[inline]
    pub(crate) fn of(&mut self, lexicon: &Lexicon, hash: u64) -> Known {
        if self.known.is_empty() {
            self.known.resize(PLACES, NOTHING);
        }
        // Words of two languages that share a place would drive each other out.
        let place = (hash >> 40) as usize ^ (usize::from(lexicon.number) * 31);
        let Some(slot) = self.known.get_mut(place % PLACES) else { return lexicon.known(hash) };
        if (slot.hash, slot.lexicon) != (hash, lexicon.number) {
            *slot = lexicon.known(hash);
        }
        *slot
    }
}

impl Lexicon {
    /// What is known of the word of that hash.
    pub(crate) fn known(&self, hash: u64) -> Known {
        if hash == 0 {
            return Known { lexicon: self.number, ..NOTHING };
        }
        let id = self.vocabulary.id(hash);
        Known {
            marks: self.marker.of(hash),
            hash,
            id: id.unwrap_or(NONE),
            lexicon: self.number,
            exists: self.words.knows(hash),
            hot: id.is_some_and(|id| !self.filed.of_word(id).is_empty()),
        }
    }
}
