//! The words that packs speak of, with the elements of terms each one satisfies.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::text::hash;

use super::lists::Lists;
use super::matcher::ends_stressed;

/// Index of a word form, in alphabetical order.
pub(crate) type WordId = u32;

/// Number of a word form while terms are compiled, in the order they are met.
pub(crate) type FormNumber = u32;

/// A word form belongs to an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Member {
    pub(crate) element: u32,
    pub(crate) when: When,
}

/// When a form belongs: however it is written, or on what condition. The number is that of a
/// spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum When {
    /// However written.
    Always,
    /// Written exactly so.
    Exactly(u32),
    /// Unless its accents say that it is another word.
    Accents(u32),
}

/// How the spelling that a form stands for must be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spelled<'a> {
    /// To the letter.
    Exactly(&'a str),
    /// By its accents.
    Accents(&'a str),
}

/// Forms collected while terms are compiled.
#[derive(Debug, Default)]
pub(crate) struct Collected {
    forms: Vec<Draft>,
    numbers: FxHashMap<Box<str>, FormNumber>,
    spellings: Vec<Box<str>>,
    spelling_numbers: FxHashMap<Box<str>, u32>,
}

/// A form under collection.
#[derive(Debug)]
struct Draft {
    hash: u64,
    letters: usize,
    typos: bool,
    members: Vec<Member>,
    within: Vec<u32>,
}

impl Collected {
    /// The number of a folded form. `typos`: may it be recognised when misspelt?
    pub(crate) fn form(&mut self, folded: &str, typos: bool) -> FormNumber {
        let number = match self.numbers.get(folded) {
            Some(number) => *number,
            None => {
                let number = self.forms.len() as FormNumber;
                let (hash, letters) = (hash::word(folded.as_bytes()), folded.len());
                self.forms.push(Draft {
                    hash,
                    letters,
                    typos: false,
                    members: Vec::new(),
                    within: Vec::new(),
                });
                self.numbers.insert(folded.into(), number);
                number
            }
        };
        if let Some(draft) = self.forms.get_mut(number as usize) {
            draft.typos |= typos;
        }
        number
    }

    /// The condition on a form written so, with its accents.
    pub(crate) fn accents(&mut self, form: &str) -> When {
        let may_differ = !form.is_ascii() || form.trim_end_matches('s').ends_with('e');
        if may_differ { When::Accents(self.spelling(form)) } else { When::Always }
    }

    /// The condition on a form that must be written exactly so.
    pub(crate) fn exactly(&mut self, spelling: &str) -> When {
        When::Exactly(self.spelling(spelling))
    }

    /// A form belongs to an element.
    pub(crate) fn join(&mut self, form: FormNumber, member: Member) {
        if let Some(draft) = self.forms.get_mut(form as usize) {
            draft.members.push(member);
        }
    }

    /// A form stands within what an element accepts: in a sequence of words, each of which holds
    /// one of those that are told so.
    pub(crate) fn within(&mut self, form: FormNumber, element: u32) {
        if let Some(draft) = self.forms.get_mut(form as usize) {
            draft.within.push(element);
        }
    }

    /// How many forms there are.
    pub(crate) fn len(&self) -> usize {
        self.forms.len()
    }

    /// The hash of a form.
    pub(crate) fn hash(&self, form: FormNumber) -> u64 {
        self.forms.get(form as usize).map_or(0, |draft| draft.hash)
    }

    /// The length of a form, in bytes.
    pub(crate) fn letters(&self, form: FormNumber) -> usize {
        self.forms.get(form as usize).map_or(0, |draft| draft.letters)
    }

    fn spelling(&mut self, spelling: &str) -> u32 {
        if let Some(&number) = self.spelling_numbers.get(spelling) {
            return number;
        }
        let number = self.spellings.len() as u32;
        self.spellings.push(spelling.into());
        self.spelling_numbers.insert(spelling.into(), number);
        number
    }

    /// The vocabulary of everything collected.
    pub(crate) fn finish(mut self) -> Vocabulary {
        let mut order: Vec<(Box<str>, FormNumber)> = self.numbers.into_iter().collect();
        order.sort_unstable();
        let mut vocabulary = Vocabulary { spellings: self.spellings, ..Vocabulary::default() };
        vocabulary.ids.reserve(order.len());
        for (id, (text, number)) in (0..).zip(order) {
            let Some(draft) = self.forms.get_mut(number as usize) else { continue };
            draft.members.sort_unstable();
            draft.members.dedup();
            let stressed = draft.members.iter().any(|member| match member.when {
                When::Accents(number) => vocabulary.spelling(number).is_some_and(ends_stressed),
                _ => false,
            });
            vocabulary.ids.insert(draft.hash, id);
            let members = std::mem::take(&mut draft.members);
            let mut serving = std::mem::take(&mut draft.within);
            serving.extend(members.iter().map(|member| member.element));
            serving.sort_unstable();
            serving.dedup();
            vocabulary.members.push(members);
            vocabulary.serving.push(serving);
            vocabulary.forms.push(Form { text, hash: draft.hash, typos: draft.typos, stressed });
        }
        vocabulary
    }
}

/// A word form.
#[derive(Clone, Debug)]
pub(crate) struct Form {
    pub(crate) text: Box<str>,
    /// Hash of its folded letters.
    pub(crate) hash: u64,
    /// May it be recognised when misspelt?
    pub(crate) typos: bool,
    /// Does it end in é, ée, és or ées?
    pub(crate) stressed: bool,
}

/// Folded endings of participles.
const PARTICIPLES: [&[u8]; 4] = [b"e", b"ee", b"es", b"ees"];
/// Folded endings that sound like those, the longest first.
const SOUND_ALIKE: [&[u8]; 6] = [b"ees", b"ee", b"es", b"er", b"ez", b"e"];
/// Shortest stem of a participle that is looked for under another ending, in letters.
const SHORTEST_STEM: usize = 3;

/// All forms, found by the hash of their folded letters.
#[derive(Clone, Debug, Default)]
pub(crate) struct Vocabulary {
    ids: FxHashMap<u64, WordId>,
    members: Lists<Member>,
    /// The elements to which each belongs or within which it may stand, sorted.
    serving: Lists<u32>,
    forms: Vec<Form>,
    spellings: Vec<Box<str>>,
}

impl Vocabulary {
    /// The word of that hash.
    #[inline]
    pub(crate) fn id(&self, hash: u64) -> Option<WordId> {
        self.ids.get(&hash).copied()
    }

    /// A spelling by its number.
    fn spelling(&self, number: u32) -> Option<&str> {
        self.spellings.get(number as usize).map(|spelling| &**spelling)
    }

    /// The participle of that hash.
    pub(crate) fn participle(&self, hash: u64) -> Option<WordId> {
        let stressed = |id: &WordId| self.forms.get(*id as usize).is_some_and(|form| form.stressed);
        self.id(hash).filter(stressed)
    }

    /// The participles that a folded word of another ending, which sounds the same, may stand for:
    /// `divorcer` and `divorcez` for `divorcé`, `alterné` for `alternée`.
    pub(crate) fn endings(&self, word: &[u8]) -> Vec<WordId> {
        let stem = SOUND_ALIKE.iter().find_map(|end| word.strip_suffix(*end));
        let stem = stem.filter(|stem| stem.len() >= SHORTEST_STEM);
        let of = |stem: &[u8], end: &[u8]| self.participle(hash::word(&[stem, end].concat()));
        stem.map_or_else(Vec::new, |stem| {
            PARTICIPLES.iter().filter_map(|end| of(stem, end)).collect()
        })
    }

    /// The elements a word belongs to, sorted.
    pub(crate) fn members(&self, id: WordId) -> &[Member] {
        self.members.get(id as usize)
    }

    /// Does a word belong to an element? `spelled` judges how it is written, where that matters.
    pub(crate) fn belongs(
        &self,
        id: WordId,
        element: u32,
        spelled: impl Fn(Spelled<'_>) -> bool,
    ) -> bool {
        let members = self.members(id);
        let from = members.partition_point(|member| member.element < element);
        let own = members.get(from..).unwrap_or_default();
        let spelling = |number: u32| self.spelling(number).unwrap_or_default();
        own.iter().take_while(|m| m.element == element).any(|member| match member.when {
            When::Always => true,
            When::Exactly(number) => spelled(Spelled::Exactly(spelling(number))),
            When::Accents(number) => spelled(Spelled::Accents(spelling(number))),
        })
    }

    /// May a word, however it is written, belong to an element or stand within what it accepts?
    pub(crate) fn serves(&self, id: WordId, element: u32) -> bool {
        self.serving.get(id as usize).binary_search(&element).is_ok()
    }

    /// The forms that begin with these folded letters.
    pub(crate) fn beginning(&self, letters: &str) -> Range<WordId> {
        let from = self.forms.partition_point(|form| *form.text < *letters);
        let tail = self.forms.get(from..).unwrap_or_default();
        let count = tail.partition_point(|form| form.text.starts_with(letters));
        from as WordId..(from + count) as WordId
    }

    /// All forms, by id.
    pub(crate) fn forms(&self) -> &[Form] {
        &self.forms
    }
}
