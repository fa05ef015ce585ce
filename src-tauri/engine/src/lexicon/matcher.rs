//! Tries compiled terms on the tokens of a note.
//!
//! A term matches consecutive tokens of one clause: no comma or bracket stands between them, not even
//! inside a gap (`..`). Optional elements are taken when they can be, gaps are as short as they can be.

use std::ops::Range;

use crate::text::hash;
use crate::text::token::{Gap, Kind, Shape, Token, Tokens};

use super::compile::{Element, Pattern, Step};
use super::known::Known;
use super::marks::{EDGE, Marker, Marks};
use super::typo;
use super::vocabulary::{Spelled, Vocabulary, WordId};

/// How far the words of a token are a guess. Orders from the surest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Doubt {
    /// As written, or a long word with a slip.
    #[default]
    None,
    /// A word of some letters with a slip: another word must stand beside it.
    Some,
    /// A few letters with a slip, or the head of a word: a telling word must stand beside it.
    Much,
}

/// The words one token may stand for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Meant {
    count: u8,
    pub(crate) doubt: Doubt,
    words: [WordId; 8],
    /// Words that an abbreviation begins.
    begun: Range<WordId>,
}

impl Meant {
    fn of(ids: &[WordId]) -> Self {
        let mut meant = Self::default();
        for (slot, id) in meant.words.iter_mut().zip(ids) {
            *slot = *id;
            meant.count += 1;
        }
        meant
    }

    fn begun(begun: Range<WordId>) -> Self {
        Self { begun, ..Self::default() }
    }

    fn doubted(self, doubt: Doubt) -> Self {
        Self { doubt, ..self }
    }

    /// Is it a word cut short?
    pub(crate) fn is_begun(&self) -> bool {
        !self.begun.is_empty()
    }

    pub(crate) fn ids(&self) -> impl Iterator<Item = WordId> + use<> {
        let count = usize::from(self.count);
        self.words.into_iter().take(count).chain(self.begun.clone())
    }
}

/// What matching needs to know of a language.
pub(crate) trait Knowledge {
    /// The words packs speak of.
    fn vocabulary(&self) -> &Vocabulary;
    /// The marks of words.
    fn marker(&self) -> &Marker;
    /// The elements of terms.
    fn elements(&self) -> &[Element];
    /// Forms near an unknown word.
    fn nearest(&self, word: &[u8]) -> Vec<WordId>;
    /// Is there a word of that hash in the language?
    fn knows(&self, hash: u64) -> bool;
    /// Does the language spell a word so, accents included?
    fn spells(&self, word: &str) -> bool;
    /// Forms that an unknown word followed by a point abbreviates.
    fn abbreviated(&self, letters: &str) -> Range<WordId>;
}

/// What the tokens of a note may stand for.
#[derive(Default)]
pub(crate) struct Senses {
    /// What is known of each as written, marks of what it may stand for included.
    pub(super) words: Vec<Known>,
    /// Tokens that may not be what they seem, and perhaps others.
    pub(super) doubtful: Vec<u32>,
    /// Those that may bring terms up, and perhaps others.
    pub(super) hot: Vec<u32>,
    /// The first tokens of clauses.
    pub(super) clauses: Vec<u32>,
    /// The clauses whose words are worth a look for what they hint at.
    pub(super) warm: Vec<Range<usize>>,
    /// What those stand for that are not what is written, as far as it was asked.
    others: Vec<(usize, Meant)>,
}

/// One note under reading.
pub(crate) struct Matcher<'a, K: Knowledge> {
    pub(crate) know: &'a K,
    pub(crate) text: &'a str,
    pub(crate) tokens: &'a Tokens,
    pub(super) senses: &'a mut Senses,
    /// Where the last match begins and ends, when its term sets context apart.
    start: Option<usize>,
    end: Option<usize>,
}

/// Ends of the ways an element can match, farthest first.
struct Ends {
    ends: [usize; 6],
    count: usize,
}

impl Ends {
    fn push(&mut self, end: usize) {
        if let Some(slot) = self.ends.get_mut(self.count) {
            *slot = end;
            self.count += 1;
        }
    }

    fn sorted(&mut self) -> &[usize] {
        let ends = self.ends.get_mut(..self.count).unwrap_or_default();
        if ends.len() > 1 {
            ends.sort_unstable_by(|a, b| b.cmp(a));
        }
        ends
    }
}

impl<'a, K: Knowledge> Matcher<'a, K> {
    pub(crate) fn new(
        know: &'a K,
        text: &'a str,
        tokens: &'a Tokens,
        senses: &'a mut Senses,
    ) -> Self {
        senses.others.clear();
        let mut matcher = Self { know, text, tokens, senses, start: None, end: None };
        for next in 0..matcher.senses.doubtful.len() {
            let at = matcher.senses.doubtful.get(next).map_or(usize::MAX, |at| *at as usize);
            if tokens.get(at).is_none_or(as_written) {
                continue;
            }
            let forms = know.vocabulary().forms();
            let marks = |id: WordId| forms.get(id as usize).map(|form| know.marker().of(form.hash));
            let marks = matcher.meant(at).ids().filter_map(marks).fold(0, |all, one| all | one);
            if let Some(word) = matcher.senses.words.get_mut(at) {
                word.marks |= marks;
            }
        }
        matcher
    }

    /// Marks of the words that a token may stand for; those of an edge when there is none.
    #[inline]
    pub(crate) fn marks(&self, at: usize) -> Marks {
        self.senses.words.get(at).map_or(EDGE, |word| word.marks)
    }

    /// The word, of those that packs speak of, that is written.
    #[inline]
    pub(crate) fn written(&self, at: usize) -> Option<WordId> {
        self.senses.words.get(at).and_then(Known::id)
    }

    /// What is known of each token.
    #[inline]
    pub(crate) fn words(&self) -> &[Known] {
        &self.senses.words
    }

    /// The tokens that may bring terms up.
    pub(crate) fn hot(&self) -> impl Iterator<Item = u32> {
        self.senses.hot.iter().copied()
    }

    /// The first tokens of the clauses.
    #[inline]
    pub(crate) fn clauses(&self) -> &[u32] {
        &self.senses.clauses
    }

    /// Matches steps from a token on and returns the tokens found, context left out.
    pub(crate) fn found(
        &mut self,
        steps: &[Step],
        at: usize,
        limit: usize,
    ) -> Option<Range<usize>> {
        (self.start, self.end) = (None, None);
        let end = self.go(steps, at, limit, true)?;
        Some(self.start.unwrap_or(at)..self.end.unwrap_or(end))
    }

    /// The words a token may stand for.
    pub(crate) fn meant(&mut self, index: usize) -> Meant {
        let Some(token) = self.tokens.get(index) else { return Meant::default() };
        if as_written(token) {
            let id = self.written(index);
            return Meant::of(id.as_slice());
        }
        if let Some(meant) = self.asked(index) {
            return meant.clone();
        }
        let meant = self.resolve(token);
        self.senses.others.push((index, meant.clone()));
        meant
    }

    /// The words that a token, which does not mean what is written, may stand for.
    pub(crate) fn guessed(&self, index: usize) -> Meant {
        self.asked(index).cloned().unwrap_or_default()
    }

    fn asked(&self, index: usize) -> Option<&Meant> {
        self.senses.others.iter().find(|(at, _)| *at == index).map(|(_, meant)| meant)
    }

    fn resolve(&self, token: &Token) -> Meant {
        let vocabulary = self.know.vocabulary();
        if let Some(id) = vocabulary.id(token.hash) {
            return Meant::of(&[id]);
        }
        let folded = self.tokens.folded(token);
        if token.stretched {
            for most in [2, 1] {
                let hash = hash::word(&shortened(folded, most));
                if let Some(id) = vocabulary.id(hash) {
                    return Meant::of(&[id]);
                }
            }
        }
        if !token.unknown {
            return Meant::of(&[]);
        }
        let endings = Meant::of(&vocabulary.endings(folded));
        if endings.count > 0 {
            let agrees = folded.ends_with(b"e") || folded.ends_with(b"s");
            let doubt = if agrees { Doubt::Some } else { Doubt::Much };
            // "materniter" is no verb.
            let misspelt = folded.len() >= typo::SURE && !self.know.knows(token.hash);
            return endings.doubted(if misspelt { Doubt::None } else { doubt });
        }
        let doubt = match folded.len() {
            ..typo::CLOSE => Doubt::Much,
            typo::CLOSE..typo::SURE => Doubt::Some,
            _ => Doubt::None,
        };
        let begun = || self.know.abbreviated(self.tokens.word(token));
        let pointed = self.text.as_bytes().get(token.end as usize) == Some(&b'.');
        if pointed && folded.len() < ABBREVIATED {
            return Meant::of(&[]);
        }
        if pointed {
            let begun = begun();
            if !begun.is_empty() {
                return Meant::begun(begun).doubted(doubt.min(Doubt::Some));
            }
        }
        if let Some(hash) = undoubled(folded).find(|hash| self.know.knows(*hash)) {
            return vocabulary.id(hash).map_or(Meant::of(&[]), |id| Meant::of(&[id]));
        }
        let near = Meant::of(&self.know.nearest(folded)).doubted(doubt);
        let cut_short = near.count == 0 && (CUT_SHORT..typo::SURE + 2).contains(&folded.len());
        if cut_short { Meant::begun(begun()).doubted(Doubt::Much) } else { near }
    }

    /// Matches steps from a token on, up to (not including) `limit`. Returns the end of the match.
    pub(crate) fn steps(&mut self, steps: &[Step], at: usize, limit: usize) -> Option<usize> {
        self.go(steps, at, limit, true)
    }

    /// Matches a pattern from a token on, up to (not including) `limit`. Returns the end of the match.
    #[inline]
    pub(crate) fn pattern(&mut self, pattern: &Pattern, at: usize, limit: usize) -> Option<usize> {
        // Most patterns fail by the first word already.
        let may_open = pattern.opening & self.marks(at) != 0;
        may_open.then(|| self.steps(&pattern.steps, at, limit)).flatten()
    }

    /// Does one of some patterns match from a token on, up to (not including) `limit`?
    pub(crate) fn stands(&mut self, patterns: &[Pattern], at: usize, limit: usize) -> bool {
        patterns.iter().any(|pattern| self.pattern(pattern, at, limit).is_some())
    }

    /// `loose`: the next token may stand after a comma (at the start).
    fn go(&mut self, steps: &[Step], at: usize, limit: usize, loose: bool) -> Option<usize> {
        let Some((first, rest)) = steps.split_first() else { return Some(at) };
        match *first {
            Step::Start => {
                let end = self.go(rest, at, limit, loose);
                self.start = if end.is_some() { Some(at) } else { self.start };
                end
            }
            Step::End => {
                let end = self.go(rest, at, limit, loose);
                self.end = if end.is_some() { Some(at) } else { self.end };
                end
            }
            Step::Gap(width) => {
                for next in at..=at + usize::from(width) {
                    if let Some(end) = self.go(rest, next, limit, false) {
                        return Some(end);
                    }
                    if next >= limit || !self.adjacent(next) {
                        return None;
                    }
                }
                None
            }
            Step::Element { id, optional } => {
                if at < limit && self.opens(id, at) && (loose || self.adjacent(at)) {
                    let mut ends = self.ends(id, at, limit);
                    for &end in ends.sorted() {
                        if let Some(end) = self.go(rest, end, limit, false) {
                            return Some(end);
                        }
                    }
                }
                if optional { self.go(rest, at, limit, loose) } else { None }
            }
        }
    }

    /// May what an element accepts begin at a token?
    #[inline]
    fn opens(&self, id: u32, at: usize) -> bool {
        let element = self.know.elements().get(id as usize);
        element.is_some_and(|element| element.opening & self.marks(at) != 0)
    }

    #[inline]
    fn adjacent(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.gap < Gap::Clause)
    }

    fn ends(&mut self, id: u32, at: usize, limit: usize) -> Ends {
        let mut ends = Ends { ends: [0; 6], count: 0 };
        let know = self.know;
        let begins = self.marks(at);
        let Some(element) = know.elements().get(id as usize) else { return ends };
        if self.single(id, element, at) {
            ends.push(at + 1);
        }
        for builtin in &element.builtins {
            match builtin.take(self.tokens, at) {
                0 => {}
                taken if at + taken <= limit => ends.push(at + taken),
                _ => {}
            }
        }
        for (opening, sequence) in element.sequences.beginning(begins) {
            if opening & begins != 0
                && let Some(end) = self.go(sequence, at, limit, true)
            {
                ends.push(end);
            }
        }
        ends
    }

    fn single(&mut self, id: u32, element: &Element, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return false };
        if element.marks & self.marks(at) != 0 && self.belongs(id, at, token) {
            return true;
        }
        if element.prefixes.is_empty() {
            return false;
        }
        let folded = self.tokens.folded(token);
        token.kind == Kind::Word
            && element.prefixes.iter().any(|prefix| folded.starts_with(prefix.as_bytes()))
    }

    /// May a token be a word that belongs to an element?
    fn belongs(&mut self, element: u32, at: usize, token: &Token) -> bool {
        if as_written(token) {
            let id = self.written(at);
            let spelled = |how: Spelled<'_>| self.spelled(at, token, how);
            return id.is_some_and(|id| self.know.vocabulary().belongs(id, element, spelled));
        }
        let meant = self.meant(at);
        let spelled = |how: Spelled<'_>| self.spelled(at, token, how);
        meant.ids().any(|word| self.know.vocabulary().belongs(word, element, spelled))
    }

    /// Is a token written as a spelling asks?
    fn spelled(&self, at: usize, token: &Token, how: Spelled<'_>) -> bool {
        let written = self.text.get(token.start as usize..token.end as usize).unwrap_or_default();
        match how {
            // Points between its letters aside.
            Spelled::Exactly(so) => written.chars().filter(|&c| c != '.').eq(so.chars()),
            Spelled::Accents(form) => self.accents_allow(at, token, written, form),
        }
    }

    /// May a word, whose letters are those of a form, be that form by its accents? `arrière` is not
    /// `arriéré`; and who writes accents elsewhere means `jeune` by `jeune`, not `jeûne`.
    fn accents_allow(&self, at: usize, token: &Token, written: &str, form: &str) -> bool {
        let short = token.len <= SHORT_ACCENTED;
        if token.unknown || token.stretched || token.shape == Shape::Upper || short {
            return true;
        }
        match (written.is_ascii(), form.is_ascii()) {
            (true, true) => true,
            (true, false) => !(self.tokens.accented() && self.bare(at, written)),
            (false, false) => ends_stressed(written) == ends_stressed(form),
            (false, true) => !ends_stressed(written) || !self.know.spells(form),
        }
    }

    /// Is a token, written in ASCII, so spelled in the language, without any accent?
    fn bare(&self, at: usize, written: &str) -> bool {
        match self.senses.words.get(at) {
            // Points between its letters make it no word.
            _ if written.contains('.') => self.know.spells(written),
            Some(word) => word.is_bare(),
            None => false,
        }
    }
}

/// Does a token stand for the word that is written, if for any?
#[inline]
pub(super) fn as_written(token: &Token) -> bool {
    !(token.unknown | token.stretched)
}

/// Does a word end as a participle does: é, ée, és, ées?
pub(super) fn ends_stressed(word: &str) -> bool {
    let stem = word.strip_suffix(['s', 'S']).unwrap_or(word);
    let stem = stem.strip_suffix(['e', 'E']).unwrap_or(stem);
    stem.ends_with(['é', 'É'])
}

/// May a token be no word at all, or a misspelt one? Not a name in the middle of a sentence, nor a
/// short one that bears a capital.
pub(crate) fn may_be_unknown(token: &Token, text: &str) -> bool {
    let pointed = || text.as_bytes().get(token.end as usize) == Some(&b'.');
    let length = token.len as usize;
    let long = || length >= typo::CLOSE || length >= ABBREVIATED && pointed();
    length >= typo::SHORTEST
        && token.kind == Kind::Word
        && match token.shape {
            Shape::Lower => true,
            Shape::Upper => long(),
            Shape::Capital => token.gap == Gap::Break,
        }
}

/// Up to this length (`a` for `à`, `la` for `là`), accents are left out by anybody, in letters.
const SHORT_ACCENTED: u32 = 2;
/// Shortest abbreviation (`hosp.`), in letters.
const ABBREVIATED: usize = 4;
/// Shortest abbreviation without its point (`hospit`), in letters.
const CUT_SHORT: usize = 5;

/// Hashes of a word with one of its double letters single.
fn undoubled(word: &[u8]) -> impl Iterator<Item = u64> + '_ {
    // The two last of `alitée` are no slip.
    let participle = word.ends_with(b"ee").then(|| word.len() - 2);
    let doubled = move |at: &usize| word.get(*at) == word.get(at + 1) && Some(*at) != participle;
    let single = |at: usize| [word.get(..at), word.get(at + 1..)].map(Option::unwrap_or_default);
    let single = move |at: usize| hash::word(&single(at).concat());
    (0..word.len().saturating_sub(1)).filter(doubled).map(single)
}

/// A word with each run of one letter cut to at most so many.
fn shortened(word: &[u8], most: usize) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::with_capacity(word.len());
    let mut run = 0usize;
    for &byte in word {
        run = if out.last() == Some(&byte) { run + 1 } else { 1 };
        if run <= most || run == 1 {
            out.push(byte);
        }
    }
    out
}
