//! The words that packs speak of, with the elements of terms each one satisfies.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::text::hash;

/// Index of a word form.
pub(crate) type WordId = u32;

/// A word form belongs to an element, freely or only when written exactly so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Member {
    pub(crate) element: u32,
    /// 0: however written; else 1 + index of the exact spelling.
    pub(crate) exact: u32,
}

/// Forms collected while terms are compiled.
#[derive(Debug, Default)]
pub(crate) struct Collected {
    forms: BTreeMap<String, (bool, Vec<Member>)>,
    spellings: Vec<String>,
}

impl Collected {
    /// A form that belongs to an element. `typos`: may it be recognised when misspelt?
    pub(crate) fn add(&mut self, form: String, element: u32, typos: bool) {
        let entry = self.forms.entry(form).or_default();
        entry.0 |= typos;
        entry.1.push(Member { element, exact: 0 });
    }

    /// A form that belongs to an element when spelled exactly so.
    pub(crate) fn add_exact(&mut self, spelling: &str, form: String, element: u32) {
        self.spellings.push(spelling.to_owned());
        let exact = self.spellings.len() as u32;
        self.forms.entry(form).or_default().1.push(Member { element, exact });
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

    /// Does a word, written so in the original, belong to an element?
    pub(crate) fn belongs(&self, id: WordId, element: u32, exactly: impl Fn(&str) -> bool) -> bool {
        let members = self.members(id);
        let from = members.partition_point(|member| member.element < element);
        members.get(from..).unwrap_or_default().iter().take_while(|m| m.element == element).any(
            |member| match member.exact {
                0 => true,
                n => self.spellings.get(n as usize - 1).is_some_and(|s| exactly(s)),
            },
        )
    }

    /// All forms, by id.
    pub(crate) fn forms(&self) -> &[Form] {
        &self.forms
    }
}
