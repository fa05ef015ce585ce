//! Undoes what hurried writing does to words, before any term is tried: an article without its
//! apostrophe (`lhopital`), two words written as one (`enarret`), a participle that ends as an
//! infinitive does ("est divorcer"), `+` for `plus`. Only words in no list are cut.

use crate::text::hash;
use crate::text::token::{Gap, Kind, Shape, Token, Tokens};

use super::compiled::Lexicon;
use super::matcher::{Knowledge, ends_stressed, may_be_unknown};
use super::scan::Scratch;

/// Shortest word after an article written without its apostrophe.
const SHORTEST_CUT: usize = 3;
/// Shortest word that may be two common ones.
const SHORTEST_GLUED: usize = 4;
/// Words up to this length are parts of a glued one only when they are common.
const SMALL: usize = 3;

impl Lexicon {
    /// Marks the words that are not what they seem, mends what can be, and looks up what is known of
    /// each word.
    pub(crate) fn mend(&self, text: &str, scratch: &mut Scratch) {
        let Scratch { tokens, senses, memory, .. } = scratch;
        let words = &mut senses.words;
        let mut cuts: Vec<(usize, Cut)> = Vec::new();
        words.clear();
        for index in 0..tokens.len() {
            let Some(token) = tokens.get(index).copied() else { break };
            let mut known = memory.of(self, token.hash);
            let heard = self.heard(tokens, index, &token);
            let mut unknown = heard.is_some();
            let told = known.exists && known.id().is_some();
            if let Some(hash) = heard {
                known = memory.of(self, hash);
            } else if !told && may_be_unknown(&token, text) {
                unknown = !known.exists;
                if known.id().is_none() {
                    let letters = unknown.then(|| self.cut(text, tokens, &token)).flatten();
                    cuts.extend(letters.map(|letters| (index, Cut::After(letters))));
                    unknown |= self.ends_otherwise(text, tokens, &token);
                }
            }
            if token.gap == Gap::Clause && index > 0 {
                cuts.extend(self.plus(text, tokens, index).map(|at| (index, Cut::Plus(at))));
            }
            if let Some(slot) = tokens.all_mut().get_mut(index).filter(|_| unknown) {
                slot.unknown = true;
                slot.hash = heard.unwrap_or(slot.hash);
            }
            words.push(known);
        }
        if cuts.is_empty() {
            return;
        }
        for (index, cut) in cuts.into_iter().rev() {
            match cut {
                Cut::After(letters) => tokens.cut_off(text, index, letters),
                Cut::Plus(at) => tokens.insert_sign(index, at, "plus"),
            }
        }
        words.clear();
        words.extend(tokens.all().iter().map(|token| memory.of(self, token.hash)));
    }

    /// The hash of the word that another stands for by the words before it: a participle after an
    /// auxiliary, when packs speak of it; an auxiliary after a pronoun ("elle et malade").
    fn heard(&self, tokens: &Tokens, at: usize, token: &Token) -> Option<u64> {
        let word = |back: usize| {
            let token = at.checked_sub(back).and_then(|index| tokens.get(index));
            token.map_or("", |token| tokens.word(token))
        };
        match tokens.folded(token) {
            [stem @ .., b'e', b'r' | b'z']
                if stem.len() > 2 && self.spelling.may_be_participle(word(0)) =>
            {
                self.spelling.auxiliary(word(1), word(2))?;
                let mut participle = [0; LONGEST];
                let letters = participle.get_mut(..stem.len() + 1)?;
                letters.split_last_mut().map(|(last, head)| {
                    head.copy_from_slice(stem);
                    *last = b'e';
                })?;
                let hash = hash::word(letters);
                self.vocabulary.participle(hash).map(|_| hash)
            }
            [_, b't'] => {
                let meant = self.spelling.auxiliary(word(0), word(1))?;
                (meant != word(0)).then(|| hash::word(meant.as_bytes()))
            }
            _ => None,
        }
    }

    /// Is a word, of which no pack speaks, a participle of theirs with another ending?
    fn ends_otherwise(&self, text: &str, tokens: &Tokens, token: &Token) -> bool {
        let written = text.get(token.start as usize..token.end as usize).unwrap_or_default();
        // Elsewhere an infinitive is one: "il ne faut pas attraper".
        let opens = token.gap >= Gap::Clause;
        let infinitive = || opens && (written.ends_with("er") || written.ends_with("ez"));
        (ends_stressed(written) || infinitive())
            && !self.vocabulary.endings(tokens.folded(token)).is_empty()
    }

    /// Where `+` stands for `plus` before a token, in bytes.
    fn plus(&self, text: &str, tokens: &Tokens, index: usize) -> Option<u32> {
        let last = tokens.get(index.checked_sub(1)?)?;
        let next = tokens.get(index)?;
        let between = text.get(last.end as usize..next.start as usize)?;
        let alone = between.trim() == "+";
        let at = last.end + between.find('+')? as u32;
        (alone && self.spelling.plus_follows(tokens.word(last))).then_some(at)
    }

    /// How many letters at the head of an unknown word are a word of their own.
    fn cut(&self, text: &str, tokens: &Tokens, token: &Token) -> Option<u32> {
        let word = tokens.folded(token);
        let ascii = word.is_ascii() && token.kind == Kind::Word;
        let found = self.article(word, token).or_else(|| self.humped(text, word, token));
        found.or_else(|| self.glued(word, token)).filter(|_| ascii).map(|letters| letters as u32)
    }

    /// An article or pronoun without its apostrophe. In a word with a capital, which may be a name,
    /// only before a common word.
    fn article(&self, word: &[u8], token: &Token) -> Option<usize> {
        let head = self.spelling.elided.iter().find(|head| word.starts_with(head.as_bytes()))?;
        let rest = word.get(head.len()..)?;
        let hash = hash::word(rest);
        let common = self.common.contains_key(&hash);
        let long = rest.len() >= SHORTEST_CUT && token.shape != Shape::Capital;
        let vowel = matches!(rest.first(), Some(b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'h'));
        let told = || rest.len() > SHORTEST_CUT && self.vocabulary.id(hash).is_some();
        let exists = self.words.knows(hash) || told();
        (vowel && (common || long && exists)).then_some(head.len())
    }

    /// A known word before a capital (`auRSA`).
    fn humped(&self, text: &str, word: &[u8], token: &Token) -> Option<usize> {
        let written = text.get(token.start as usize..token.end as usize)?;
        let lower = written.chars().take_while(|c| c.is_lowercase()).count();
        let capital = written.chars().nth(lower).is_some_and(char::is_uppercase);
        let head = word.get(..lower).filter(|head| capital && !head.is_empty())?;
        let hash = hash::word(head);
        let stands = self.common.contains_key(&hash) || self.vocabulary.id(hash).is_some();
        // Ligatures fold to two letters: then the count of letters is not that of characters.
        (stands && written.chars().count() == word.len()).then_some(lower)
    }

    /// Two words written as one. Each is common or of some length; packs speak of one. Words that
    /// are not both common are left together when they may be one with a slip.
    fn glued(&self, word: &[u8], token: &Token) -> Option<usize> {
        if token.shape != Shape::Lower || word.len() < SHORTEST_GLUED {
            return None;
        }
        let common = |hash: u64| self.common.contains_key(&hash);
        let told = |hash: u64| self.vocabulary.id(hash).is_some();
        let stands = |word: &[u8], hash: u64, other: u64| {
            word.len() > SMALL && self.words.knows(hash)
                || common(hash)
                || word.len() == SMALL && common(other) && told(hash)
        };
        let mut best: Option<(bool, usize, usize)> = None;
        for at in 2..word.len() - 1 {
            let (head, rest) = word.split_at_checked(at)?;
            let (first, last) = (hash::word(head), hash::word(rest));
            let parts = (told(first) || told(last))
                && stands(head, first, last)
                && stands(rest, last, first);
            if parts {
                best = best.max(Some((common(first) && common(last), at.min(rest.len()), at)));
            }
        }
        let (common, _, at) = best?;
        (common || self.nearest(word).is_empty()).then_some(at)
    }
}

/// A token to be put in.
enum Cut {
    /// The first letters of a token become a token of their own.
    After(u32),
    /// A `+` before a token, at a byte of the note, is the word `plus`.
    Plus(u32),
}

/// Longest participle that is looked for under another ending, in letters.
const LONGEST: usize = 24;
