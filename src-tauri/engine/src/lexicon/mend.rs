//! Undoes what hurried writing does to words, before any term is tried: an article without its
//! apostrophe (`lhopital`), two words written as one (`enarret`), a participle that ends as an
//! infinitive does ("est divorcer"), a word in two pieces (`con gé`), `+` for `plus`. Only words in no
//! list are cut or joined.

use crate::text::hash;
use crate::text::token::{Gap, Kind, Shape, Token, Tokens};

use super::compiled::Lexicon;
use super::hints::Hints;
use super::known::{Known, Memory};
use super::matcher::{Knowledge, Senses, as_written, ends_stressed, may_be_unknown};
use super::pieces::Piece;
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
        let mut cuts: Vec<(usize, Cut)> = Vec::new();
        let pluses = memchr::memchr(b'+', text.as_bytes()).is_some();
        self.look_up(tokens, memory, senses, pluses);
        let Senses { words, doubtful, .. } = &mut *senses;
        // The last token seen: which it was, whether it is a piece, and may be an auxiliary.
        let mut last = (usize::MAX, Piece::default(), false);
        for index in doubtful.iter().map(|index| *index as usize) {
            let (Some(&token), Some(mut known)) = (tokens.get(index), words.get(index).copied())
            else {
                break;
            };
            let before = index.checked_sub(1);
            let (piece, helped) = match last {
                (seen, piece, helps) if Some(seen) == before => (piece, helps),
                _ => {
                    let known = before.and_then(|before| words.get(before));
                    (Piece::default(), known.is_some_and(Known::helps))
                }
            };
            let helps = known.helps();
            let own = Piece { torn: known.is_torn(), joined: false };
            if !known.is_settled() {
                let letters = self.seems(text, tokens, index, &mut known, helped, memory);
                cuts.extend(letters.map(|letters| (index, Cut::After(letters))));
                if let (Some(slot), Some(token)) = (words.get_mut(index), tokens.get(index)) {
                    known.place(token.gap == Gap::Break, !as_written(token));
                    *slot = known;
                }
            }
            let piece = if own.torn || piece.torn {
                self.pieces(text, tokens, index, [piece, own], &mut cuts)
            } else {
                own
            };
            if token.gap == Gap::Clause && index > 0 {
                cuts.extend(self.plus(text, tokens, index).map(|at| (index, Cut::Plus(at))));
            }
            last = (index, piece, helps);
        }
        if cuts.is_empty() {
            return;
        }
        for (index, cut) in cuts.into_iter().rev() {
            match cut {
                Cut::After(letters) => tokens.cut_off(text, index, letters),
                Cut::Joined => tokens.join(index),
                Cut::Moved(letters) => {
                    tokens.join(index);
                    tokens.cut_off(text, index - 1, letters);
                }
                Cut::Plus(at) => tokens.insert_sign(index, at, "plus"),
            }
        }
        self.look_up(tokens, memory, senses, pluses);
    }

    /// Looks up what is known of each word; which are worth a second look, as they may not be what they
    /// seem, or part of another, or stand after a sign that is a word (`pluses`: the note has such signs);
    /// and which may bring terms up.
    #[inline(never)]
    fn look_up(&self, tokens: &Tokens, memory: &mut Memory, senses: &mut Senses, pluses: bool) {
        let Senses { words, doubtful, hot, clauses, warm, .. } = senses;
        words.clear();
        doubtful.clear();
        hot.clear();
        clauses.clear();
        warm.clear();
        let mut after_torn = false;
        // The clause at hand: where it begins, and how warm it is.
        let (mut begun, mut warmth) = (0, 0);
        for (index, token) in (0..).zip(tokens.all()) {
            let known = memory.of(self, token.hash, || tokens.folded(token));
            words.push(*known);
            let other = !as_written(token);
            if let Some(word) = words.last_mut() {
                word.place(token.gap == Gap::Break, other);
            }
            let doubted =
                !known.is_settled() | after_torn | (pluses & (token.gap == Gap::Clause)) | other;
            if doubted {
                doubtful.push(index);
            }
            if doubted | known.is_hot() {
                hot.push(index);
            }
            if token.gap >= Gap::Clause {
                clauses.push(index);
                if Hints::is_warm(warmth) {
                    warm.push(begun..index as usize);
                }
                (begun, warmth) = (index as usize, 0);
            }
            warmth += known.warmth();
            after_torn = known.is_torn();
        }
        if Hints::is_warm(warmth) {
            warm.push(begun..tokens.len());
        }
    }

    /// Marks a word that may not be what it seems, and sees what it is. `helped`: it follows a word
    /// that may be an auxiliary. Returns how many letters at its head are a word of their own.
    fn seems(
        &self,
        text: &str,
        tokens: &mut Tokens,
        index: usize,
        known: &mut Known,
        helped: bool,
        memory: &mut Memory,
    ) -> Option<u32> {
        let token = *tokens.get(index)?;
        let heard = self.heard(tokens, index, &token, helped, memory);
        let mut unknown = heard.is_some();
        let mut cut = None;
        let told = known.exists() && known.id().is_some();
        if let Some(heard) = heard {
            *known = heard;
        } else if !told && may_be_unknown(&token, text) {
            unknown = !known.exists();
            let spelled = known.id().is_some();
            cut = unknown.then(|| self.cut(text, tokens, &token, spelled)).flatten();
            unknown |= !spelled && self.ends_otherwise(text, tokens, &token);
        }
        if let Some(slot) = tokens.all_mut().get_mut(index).filter(|_| unknown) {
            slot.unknown = true;
            slot.hash = heard.map_or(slot.hash, |heard| heard.hash());
        }
        cut
    }

    /// May a folded word stand for another by the words before it?
    pub(super) fn may_be_heard(&self, word: &[u8]) -> bool {
        let mut participle = [0; LONGEST];
        matches!(word, [_, b't']) || self.participle(word, &mut participle).is_some()
    }

    /// The word that another stands for by the words before it: a participle after an auxiliary,
    /// when packs speak of it; an auxiliary after a pronoun ("elle et malade").
    fn heard(
        &self,
        tokens: &Tokens,
        at: usize,
        token: &Token,
        helped: bool,
        memory: &mut Memory,
    ) -> Option<Known> {
        let word = |back: usize| {
            let token = at.checked_sub(back).and_then(|index| tokens.get(index));
            token.map_or("", |token| tokens.word(token))
        };
        let known = |memory: &mut Memory, word: &[u8]| *memory.of(self, hash::word(word), || word);
        let own = tokens.folded(token);
        if let [_, b't'] = own {
            let meant = self.spelling.auxiliary(word(0), word(1))?;
            return (meant != word(0)).then(|| known(memory, meant.as_bytes()));
        }
        let mut letters = [0; LONGEST];
        let participle = helped.then(|| self.participle(own, &mut letters)).flatten()?;
        self.spelling.auxiliary(word(1), word(2))?;
        Some(known(memory, participle))
    }

    /// The participle, of which packs speak, that a folded word in `er`, `ez`, `ai`, `ais` or `ait`
    /// sounds like; its letters are put into `letters`.
    fn participle<'l>(&self, word: &[u8], letters: &'l mut [u8; LONGEST]) -> Option<&'l [u8]> {
        let ([stem @ .., b'e', b'r' | b'z']
        | [stem @ .., b'a', b'i']
        | [stem @ .., b'a', b'i', b's' | b't']) = word
        else {
            return None;
        };
        let may_be = |word: &str| self.spelling.may_be_participle(word);
        if stem.len() <= 2 || !str::from_utf8(word).is_ok_and(may_be) {
            return None;
        }
        let participle = letters.get_mut(..stem.len() + 1)?;
        let (last, head) = participle.split_last_mut()?;
        head.copy_from_slice(stem);
        *last = b'e';
        self.vocabulary.participle(hash::word(participle)).map(|_| &*participle)
    }

    /// Do packs speak of participles that sound like a folded word?
    pub(super) fn has_endings(&self, word: &[u8]) -> bool {
        !self.vocabulary.endings(word).is_empty()
    }

    /// Is a word, of which no pack speaks, a participle of theirs with another ending?
    fn ends_otherwise(&self, text: &str, tokens: &Tokens, token: &Token) -> bool {
        let written = text.get(token.start as usize..token.end as usize).unwrap_or_default();
        // Elsewhere an infinitive is one: "il ne faut pas attraper".
        let opens = token.gap >= Gap::Clause;
        let infinitive = || opens && (written.ends_with("er") || written.ends_with("ez"));
        (ends_stressed(written) || infinitive()) && self.has_endings(tokens.folded(token))
    }

    /// Where `+` stands for `plus` before a token, in bytes.
    fn plus(&self, text: &str, tokens: &Tokens, index: usize) -> Option<u32> {
        let last = tokens.get(index.checked_sub(1)?)?;
        let next = tokens.get(index)?;
        let between = text.get(last.end as usize..next.start as usize)?;
        let at = last.end + between.bytes().position(|byte| byte == b'+')? as u32;
        let alone = between.trim() == "+";
        (alone && (self.spelling.plus_follows(tokens.word(last)) || self.negated(tokens, index)))
            .then_some(at)
    }

    /// Does a negation that `+` would complete stand before a token, in its clause?
    fn negated(&self, tokens: &Tokens, index: usize) -> bool {
        let before = tokens.all().get(index.saturating_sub(NEGATED)..index).unwrap_or_default();
        let clause = before.iter().rposition(|token| token.gap >= Gap::Clause).unwrap_or(0);
        let clause = before.get(clause..).unwrap_or_default();
        clause.iter().any(|token| self.spelling.negates(tokens.word(token)))
    }

    /// How many letters at the head of an unknown word are a word of their own. One that packs spell
    /// so (`spelled`) is cut only where it lost an apostrophe.
    fn cut(&self, text: &str, tokens: &Tokens, token: &Token, spelled: bool) -> Option<u32> {
        let word = tokens.folded(token);
        if !word.is_ascii() || token.kind != Kind::Word {
            return None;
        }
        let lost = self.spelling.contracted(tokens.word(token));
        let lost = lost.or_else(|| self.article(word, token, spelled));
        let found = lost.or_else(|| {
            let two = || self.humped(text, word, token).or_else(|| self.glued(word, token));
            if spelled { None } else { two() }
        });
        found.map(|letters| letters as u32)
    }

    /// An article or pronoun without its apostrophe. In a word with a capital, which may be a name,
    /// only before a common word; so in one that packs spell so.
    fn article(&self, word: &[u8], token: &Token, spelled: bool) -> Option<usize> {
        let head = self.spelling.elided.iter().find(|head| word.starts_with(head.as_bytes()))?;
        let rest = word.get(head.len()..)?;
        let hash = hash::word(rest);
        let common = self.common.contains_key(&hash);
        let long = rest.len() >= SHORTEST_CUT && token.shape != Shape::Capital && !spelled;
        let vowel = matches!(rest.first(), Some(b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'h'));
        let told = || rest.len() > SHORTEST_CUT && self.vocabulary.id(hash).is_some();
        // "camon" is `camion` rather than "c'amon".
        let exists = || self.words.knows(hash) && self.nearest(word).is_empty();
        (vowel && (common || long && (told() || exists()))).then_some(head.len())
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

    /// Two words written as one. Each is common or of some length; packs speak of one. They are left
    /// together when they may be one with a slip, unless both are common words of some letters. What
    /// bears a capital may be a name: "Lemarié", "Sourdun".
    fn glued(&self, word: &[u8], token: &Token) -> Option<usize> {
        if token.shape != Shape::Lower || word.len() < SHORTEST_GLUED {
            return None;
        }
        let mut best: Option<(bool, usize, usize)> = None;
        for at in 2..word.len() - 1 {
            let (head, rest) = word.split_at_checked(at)?;
            if let Some(common) = self.two_words(head, rest) {
                best = best.max(Some((common, at.min(rest.len()), at)));
            }
        }
        let (common, shorter, at) = best?;
        (common && shorter >= SMALL || self.nearest(word).is_empty()).then_some(at)
    }

    /// Are both parts words, one of which packs speak of? Tells whether both are common.
    pub(super) fn two_words(&self, head: &[u8], rest: &[u8]) -> Option<bool> {
        let common = |hash: u64| self.common.contains_key(&hash);
        let told = |hash: u64| self.vocabulary.id(hash).is_some();
        let stands = |word: &[u8], hash: u64, other: u64| {
            word.len() > SMALL && self.words.knows(hash)
                || common(hash)
                || word.len() == SMALL && common(other) && told(hash)
        };
        let (first, last) = (hash::word(head), hash::word(rest));
        let parts =
            (told(first) || told(last)) && stands(head, first, last) && stands(rest, last, first);
        parts.then(|| common(first) && common(last))
    }
}

/// A token to be put in.
pub(super) enum Cut {
    /// The first letters of a token become a token of their own.
    After(u32),
    /// A token and the one before are one word.
    Joined,
    /// Of the letters of a token and the one before, so many are the first word.
    Moved(u32),
    /// A `+` before a token, at a byte of the note, is the word `plus`.
    Plus(u32),
}

/// Longest participle that is looked for under another ending, in letters.
const LONGEST: usize = 24;
/// How far before a `+` a negation that it completes may stand, in tokens.
const NEGATED: usize = 4;
