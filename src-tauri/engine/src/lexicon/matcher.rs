//! Tries compiled terms on the tokens of a note.
//!
//! A term matches consecutive tokens of one clause: no comma or bracket stands between them, not even
//! inside a gap (`..`). Optional elements are taken when they can be, gaps are as short as they can be.

use std::ops::Range;

use crate::text::token::{Gap, Kind, Token, Tokens};

use super::compile::{Element, Step, mark};
use super::typo;
use super::vocabulary::{Vocabulary, WordId};

/// The words one token may stand for.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Meant {
    known: bool,
    count: u8,
    words: [WordId; 4],
}

impl Meant {
    fn of(ids: &[WordId]) -> Self {
        let mut meant = Self { known: true, ..Self::default() };
        for (slot, id) in meant.words.iter_mut().zip(ids) {
            *slot = *id;
            meant.count += 1;
        }
        meant
    }

    pub(crate) fn ids(&self) -> &[WordId] {
        self.words.get(..usize::from(self.count)).unwrap_or_default()
    }
}

/// What matching needs to know of a language.
pub(crate) trait Knowledge {
    /// The words packs speak of.
    fn vocabulary(&self) -> &Vocabulary;
    /// The elements of terms.
    fn elements(&self) -> &[Element];
    /// Forms near an unknown word.
    fn nearest(&self, word: &[u8]) -> Vec<WordId>;
    /// Is it a word of the language?
    fn knows(&self, hash: u64) -> bool;
}

/// One note under reading.
pub(crate) struct Matcher<'a, K: Knowledge> {
    pub(crate) know: &'a K,
    pub(crate) text: &'a str,
    pub(crate) tokens: &'a Tokens,
    pub(crate) meant: &'a mut Vec<Meant>,
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
        ends.sort_unstable_by(|a, b| b.cmp(a));
        ends
    }
}

impl<'a, K: Knowledge> Matcher<'a, K> {
    pub(crate) fn new(
        know: &'a K,
        text: &'a str,
        tokens: &'a Tokens,
        meant: &'a mut Vec<Meant>,
    ) -> Self {
        Self { know, text, tokens, meant, start: None, end: None }
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
        match self.meant.get(index) {
            Some(meant) if meant.known => return *meant,
            _ => {}
        }
        let meant = self.tokens.get(index).map(|token| self.resolve(token)).unwrap_or_default();
        if self.meant.len() <= index {
            self.meant.resize(self.tokens.len().max(index + 1), Meant::default());
        }
        if let Some(slot) = self.meant.get_mut(index) {
            *slot = meant;
        }
        meant
    }

    fn resolve(&self, token: &Token) -> Meant {
        if token.kind == Kind::Address {
            return Meant::of(&[]);
        }
        let vocabulary = self.know.vocabulary();
        if let Some(id) = vocabulary.id(token.hash) {
            return Meant::of(&[id]);
        }
        let folded = self.tokens.folded(token);
        if token.stretched {
            for most in [2, 1] {
                let hash = crate::text::hash::word(&shortened(folded, most));
                if let Some(id) = vocabulary.id(hash) {
                    return Meant::of(&[id]);
                }
            }
        }
        if typo_possible(token) && !self.know.knows(token.hash) {
            return Meant::of(&self.know.nearest(folded));
        }
        Meant::of(&[])
    }

    /// Matches steps from a token on, up to (not including) `limit`. Returns the end of the match.
    pub(crate) fn steps(&mut self, steps: &[Step], at: usize, limit: usize) -> Option<usize> {
        self.go(steps, at, limit, true)
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
                if at < limit && (loose || self.adjacent(at)) {
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

    fn adjacent(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.gap < Gap::Clause)
    }

    fn ends(&mut self, id: u32, at: usize, limit: usize) -> Ends {
        let mut ends = Ends { ends: [0; 6], count: 0 };
        let know = self.know;
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
        for sequence in &element.sequences {
            if let Some(end) = self.go(sequence, at, limit, true) {
                ends.push(end);
            }
        }
        ends
    }

    fn single(&mut self, id: u32, element: &Element, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return false };
        // A misspelt word carries another mark than the word it stands for.
        let own_mark = !token.stretched && !typo_possible(token);
        if !own_mark || element.marks & mark(token.hash) != 0 {
            let meant = self.meant(at);
            let exactly = |spelling: &str| self.spelled(token, spelling);
            let vocabulary = self.know.vocabulary();
            if meant.ids().iter().any(|&word| vocabulary.belongs(word, id, exactly)) {
                return true;
            }
        }
        if element.prefixes.is_empty() {
            return false;
        }
        let folded = self.tokens.folded(token);
        token.kind == Kind::Word
            && element.prefixes.iter().any(|prefix| folded.starts_with(prefix.as_bytes()))
    }

    /// Is a token written exactly so (points between its letters aside)?
    fn spelled(&self, token: &Token, spelling: &str) -> bool {
        let written = self.text.get(token.start as usize..token.end as usize).unwrap_or_default();
        written.chars().filter(|&c| c != '.').eq(spelling.chars())
    }
}

/// May a token be a misspelt word? Not a name in the middle of a sentence.
pub(crate) fn typo_possible(token: &Token) -> bool {
    use crate::text::token::Shape;
    token.len as usize >= typo::SHORTEST
        && token.kind == Kind::Word
        && (token.shape != Shape::Capital || token.gap == Gap::Break)
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
