//! What a lexicon knows of a word by its hash, remembered from note to note: notes are made of the same
//! words, and one look here is cheaper than three in larger tables.

use crate::text::hash;

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
    /// Does it bring terms up, by itself or by how it begins?
    pub(crate) hot: bool,
    /// Does it mean what is written, whatever stands around it?
    pub(crate) settled: bool,
    /// Is it spelled so, without any accent?
    pub(crate) bare: bool,
    /// May it be an auxiliary, after which a word may be another than it seems?
    pub(crate) helps: bool,
}

const NONE: WordId = WordId::MAX;

/// What is known of no word at all: of a part of an address.
pub(crate) const NOTHING: Known = Known {
    marks: EDGE,
    hash: 0,
    id: NONE,
    lexicon: 0,
    exists: false,
    hot: false,
    settled: false,
    bare: false,
    helps: false,
};

impl Known {
    /// The word that packs speak of.
    #[inline]
    pub(crate) fn id(&self) -> Option<WordId> {
        (self.id != NONE).then_some(self.id)
    }

    /// The hash of its folded letters.
    pub(crate) fn hash(&self) -> u64 {
        self.hash
    }
}

/// How many words are remembered; a power of two.
const PLACES: usize = 1 << 12;

/// The words that notes were made of, each in the place that its hash tells.
#[derive(Default)]
pub(crate) struct Memory {
    known: Option<Box<[Known; PLACES]>>,
}

impl Memory {
    /// What a lexicon knows of the word of these folded letters and their hash; 0 is that of any
    /// address.
    #[inline]
    pub(crate) fn of<'w>(
        &mut self,
        lexicon: &Lexicon,
        hash: u64,
        letters: impl FnOnce() -> &'w [u8],
    ) -> Known {
        let places = self.known.get_or_insert_with(|| Box::new([NOTHING; PLACES]));
        // Words of two languages that share a place would drive each other out.
        let place = (hash >> 40) as usize ^ (usize::from(lexicon.number) * 31);
        let Some(slot) = places.get_mut(place % PLACES) else {
            return lexicon.known(hash, letters());
        };
        if (slot.hash, slot.lexicon) != (hash, lexicon.number) {
            *slot = lexicon.known(hash, letters());
        }
        *slot
    }
}

impl Lexicon {
    /// What is known of the word of these folded letters and their hash.
    fn known(&self, hash: u64, letters: &[u8]) -> Known {
        if hash == 0 {
            return Known { lexicon: self.number, ..NOTHING };
        }
        let id = self.vocabulary.id(hash);
        // A word that is heard as another bears the hash of that one, not its letters.
        let form = || id.and_then(|id| self.vocabulary.forms().get(id as usize));
        let heard = || form().map_or(&[][..], |form| form.text.as_bytes());
        let letters = if hash::word(letters) == hash { letters } else { heard() };
        let word = str::from_utf8(letters).unwrap_or_default();
        let exists = self.words.knows(hash);
        let other = self.may_be_heard(letters) || id.is_none() && self.has_endings(letters);
        Known {
            // A word of which no pack speaks is as good as none.
            marks: id.map_or(EDGE, |_| self.marker.of(hash)),
            hash,
            id: id.unwrap_or(NONE),
            lexicon: self.number,
            exists,
            hot: id.is_some_and(|id| self.filed.is_rare(id))
                || self.filed.of_prefix(word).next().is_some(),
            settled: exists && !other,
            bare: exists && self.words.spells(word),
            helps: self.spelling.may_help(word),
        }
    }
}
