//! What a lexicon knows of a word by its hash, remembered from note to note: notes are made of the same
//! words, and one look here is cheaper than three in larger tables.

use crate::text::hash;
use crate::weights::NUMBER;

use super::compiled::Lexicon;
use super::filed::Filed;
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
    /// What holds of it, one bit each; then its warmth.
    traits: u16,
}

const NONE: WordId = WordId::MAX;

const EXISTS: u16 = 1;
const HOT: u16 = 1 << 1;
const SPARES: u16 = 1 << 2;
const SETTLED: u16 = 1 << 3;
const BARE: u16 = 1 << 4;
const HELPS: u16 = 1 << 5;
const TORN: u16 = 1 << 6;
const BEGINS: u16 = 1 << 7;
const OPENS: u16 = 1 << 8;
const OTHER: u16 = 1 << 9;
/// Above these bits, how warm it makes its clause.
const TRAITS: u32 = 10;

/// What is known of no word at all: of a part of an address.
pub(crate) const NOTHING: Known = Known { marks: EDGE, hash: 0, id: NONE, lexicon: 0, traits: 0 };

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

    /// Is it in the language's word list?
    #[inline]
    pub(crate) fn exists(&self) -> bool {
        self.traits & EXISTS != 0
    }

    /// Does it bring terms up, by itself or by how it begins?
    #[inline]
    pub(crate) fn is_hot(&self) -> bool {
        self.traits & HOT != 0
    }

    /// How warm it makes its clause, as [`super::hints::Hints`] tells.
    #[inline(always)]
    pub(crate) fn warmth(&self) -> u32 {
        u32::from(self.traits >> TRAITS)
    }

    /// Tells where the word stands in a note. `opens`: does it open a sentence? `other`: may it stand for
    /// another than what is written?
    #[inline(always)]
    pub(crate) fn place(&mut self, opens: bool, other: bool) {
        // Most do neither.
        if opens | other {
            self.traits |= (u16::from(opens) * OPENS) | (u16::from(other) * OTHER);
        }
    }

    /// Does it open a sentence?
    #[inline]
    pub(crate) fn opens(&self) -> bool {
        self.traits & OPENS != 0
    }

    /// Does it stand for the word that is written, if for any?
    #[inline]
    pub(crate) fn is_as_written(&self) -> bool {
        self.traits & OTHER == 0
    }

    /// May it bring terms or spares up by how it begins?
    #[inline]
    pub(crate) fn may_begin(&self) -> bool {
        self.traits & BEGINS != 0
    }

    /// Does it bring spares up, by itself or by how it begins?
    pub(crate) fn spares(&self) -> bool {
        self.traits & SPARES != 0
    }

    /// Is it a word in no list, and no spelling that packs know?
    #[inline]
    pub(crate) fn is_torn(&self) -> bool {
        self.traits & TORN != 0
    }

    /// Does it mean what is written, whatever stands around it?
    #[inline]
    pub(crate) fn is_settled(&self) -> bool {
        self.traits & SETTLED != 0
    }

    /// Is it spelled so, without any accent?
    pub(crate) fn is_bare(&self) -> bool {
        self.traits & BARE != 0
    }

    /// May it be an auxiliary, after which a word may be another than it seems?
    #[inline]
    pub(crate) fn helps(&self) -> bool {
        self.traits & HELPS != 0
    }
}

/// How many words are remembered; a power of two.
const PLACES: usize = 1 << 12;

/// The words that notes were made of, each in the place that its hash tells.
pub(crate) struct Memory {
    known: Box<[Known; PLACES]>,
}

impl Default for Memory {
    fn default() -> Self {
        Self { known: Box::new([NOTHING; PLACES]) }
    }
}

impl Memory {
    /// What a lexicon knows of the word of these folded letters and their hash; 0 is that of any
    /// address.
    #[inline(always)]
    pub(crate) fn of<'w>(
        &mut self,
        lexicon: &Lexicon,
        hash: u64,
        letters: impl FnOnce() -> &'w [u8],
    ) -> &Known {
        // Words of two languages that share a place would drive each other out.
        let place = (hash >> 40) as usize ^ (usize::from(lexicon.number) * 31);
        // The remainder is within the array: no index out of bounds, and none is looked for.
        let Some(slot) = self.known.get_mut(place % PLACES) else { return &NOTHING };
        if slot.hash != hash || slot.lexicon != lexicon.number {
            *slot = lexicon.known(hash, letters());
        }
        slot
    }
}

impl Lexicon {
    /// What is known of the word of these folded letters and their hash.
    #[cold]
    #[inline(never)]
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
        let begins = |filed: &Filed| filed.has_beginning_of(word);
        let brings = |filed: &Filed| id.is_some_and(|id| filed.is_rare(id)) || begins(filed);
        let number = letters.first().is_some_and(u8::is_ascii_digit);
        let traits = [
            (EXISTS, exists),
            (HOT, brings(&self.filed)),
            (SETTLED, exists && !other || number),
            (BARE, exists && self.words.spells(word)),
            (HELPS, self.spelling.may_help(word)),
            (TORN, !exists && id.is_none() && !number),
            (SPARES, brings(&self.filed_spares)),
            (BEGINS, begins(&self.filed) || begins(&self.filed_spares)),
        ];
        let warmth = self.hints.warmth(if number { NUMBER } else { word });
        Known {
            // A word of which no pack speaks is as good as none.
            marks: id.map_or(EDGE, |_| self.marker.of(hash)),
            hash,
            id: id.unwrap_or(NONE),
            lexicon: self.number,
            traits: traits
                .iter()
                .filter(|(_, holds)| *holds)
                .fold(warmth << TRAITS, |all, (bit, _)| all | bit),
        }
    }
}
