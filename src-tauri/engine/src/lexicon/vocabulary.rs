//! The words that packs speak of, with the elements of terms each one satisfies.

use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::text::{fold, hash};

/// Index of a word form.
pub(crate) type WordId = u32;

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
    forms: BTreeMap<String, (bool, Vec<Member>)>,
    spellings: Vec<String>,
    numbers: BTreeMap<String, u32>,
}

impl Collected {
    /// A form, with its accents, that belongs to an element. `typos`: may it be recognised when
    /// misspelt?
    pub(crate) fn add(&mut self, form: &str, element: u32, typos: bool) {
        let may_differ = !form.is_ascii() || form.trim_end_matches('s').ends_with('e');
        let when = if may_differ { When::Accents(self.spelling(form)) } else { When::Always };
        self.insert(fold::plain(form), Member { element, when }, typos);
    }

    /// A folded form that belongs to an element, whatever accents it is written with.
    pub(crate) fn add_plain(&mut self, form: String, element: u32) {
        self.insert(form, Member { element, when: When::Always }, false);
    }

    /// A form that belongs to an element when spelled exactly so.
    pub(crate) fn add_exact(&mut self, spelling: &str, form: String, element: u32) {
        let when = When::Exactly(self.spelling(spelling));
        self.insert(form, Member { element, when }, false);
    }

    fn insert(&mut self, form: String, member: Member, typos: bool) {
        let entry = self.forms.entry(form).or_default();
        entry.0 |= typos;
        entry.1.push(member);
    }

    fn spelling(&mut self, spelling: &str) -> u32 {
        if let Some(&number) = self.numbers.get(spelling) {
            return number;
        }
        let number = self.spellings.len() as u32;
        self.spellings.push(spelling.to_owned());
        self.numbers.insert(spelling.to_owned(), number);
        number
    }

    /// The vocabulary of everything collected.
    pub(crate) fn finish(self) -> Vocabulary {
        let mut vocabulary = Vocabulary { spellings: self.spellings, ..Vocabulary::default() };
        for (form, (typos, mut members)) in self.forms {
            members.sort_unstable();
            members.dedup();
            let id = vocabulary.members.len() as WordId;
            vocabulary.ids.insert(hash::word(form.as_bytes()), id);
            vocabulary.members.push(members.into_boxed_slice());
            vocabulary.forms.push(Form { text: form.into(), typos });
        }
        vocabulary
    }
}

/// A word form.
#[derive(Clone, Debug)]
pub(crate) struct Form {
    pub(crate) text: Box<str>,
    /// May it be recognised when misspelt?
    pub(crate) typos: bool,
}

/// All forms, found by the hash of their folded letters.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    ids: FxHashMap<u64, WordId>,
    members: Vec<Box<[Member]>>,
    forms: Vec<Form>,
    spellings: Vec<String>,
}

impl Vocabulary {
    /// The word of that hash.
    pub(crate) fn id(&self, hash: u64) -> Option<WordId> {
        self.ids.get(&hash).copied()
    }

    /// The elements a word belongs to, sorted.
    pub(crate) fn members(&self, id: WordId) -> &[Member] {
        self.members.get(id as usize).map_or(&[], |members| members)
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
        let spelling = |number: u32| self.spellings.get(number as usize).map_or("", String::as_str);
        own.iter().take_while(|m| m.element == element).any(|member| match member.when {
            When::Always => true,
            When::Exactly(number) => spelled(Spelled::Exactly(spelling(number))),
            When::Accents(number) => spelled(Spelled::Accents(spelling(number))),
        })
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
