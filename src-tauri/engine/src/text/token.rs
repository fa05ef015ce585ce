//! A note cut into tokens, in one pass: folded, hashed, each with its place in the original.
//!
//! Words are cut at apostrophes and hyphens, and where letters meet digits, so that `mi-temps`,
//! `mi temps` and `MI‑TEMPS` are the same two tokens. Single letters joined by points (`C.G.T.`)
//! are one token. E-mail and web addresses are tokens that match nothing.

use std::ops::Range;

use super::cut::Cutter;
use super::fold::{self, Folded};
use super::written::Written;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Letters.
    Word,
    /// Digits.
    Number,
    /// Part of an e-mail or web address.
    Address,
}

/// How a token is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Lower case first.
    Lower,
    /// Upper case first, then lower case (or a single capital letter).
    Capital,
    /// Two or more letters, all upper case.
    Upper,
}

/// What stands between a token and the one before. Orders from the closest to the farthest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// Nothing, or a hyphen, apostrophe, point or slash without blanks.
    Glued,
    /// Blanks, colon, quotes.
    Blank,
    /// A comma, bracket or dash: another clause.
    Clause,
    /// The end of a sentence, a semicolon, the end of a line.
    Break,
}

/// One token of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte in the original.
    pub start: u32,
    /// Byte after its last in the original.
    pub end: u32,
    /// First byte of its folded letters in [`Tokens::folded`].
    pub folded: u32,
    /// Number of its folded bytes.
    pub len: u32,
    /// Hash of its folded letters.
    pub hash: u64,
    /// What it is.
    pub kind: Kind,
    /// How it is written.
    pub shape: Shape,
    /// What stands before it.
    pub gap: Gap,
    /// Does a letter occur three times in a row?
    pub stretched: bool,
    /// Is it in no word list, and no name either? Set by who knows the words of the language.
    pub unknown: bool,
}

/// The tokens of one note. Reused from note to note so that reading allocates nothing.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    pub(super) tokens: Vec<Token>,
    /// The text in lower case, then the words that hold other letters than ASCII, folded.
    pub(super) folded: Vec<u8>,
    pub(super) lower: bool,
    pub(super) accents: bool,
    pub(super) digits: u32,
    /// What words of earlier notes were read as.
    pub(super) written: Written,
}

/// Notes are read up to this many bytes (a spreadsheet cell holds 32,767 characters).
const MAX_BYTES: usize = 1 << 24;

impl Tokens {
    /// Cuts a note, forgetting the one before. Text past 16 MiB is not read.
    pub fn read(&mut self, text: &str) {
        self.tokens.clear();
        self.folded.clear();
        self.lower = false;
        self.accents = false;
        self.digits = 0;
        let mut end = text.len().min(MAX_BYTES);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let text = text.get(..end).unwrap_or_default();
        // ASCII words fold in place; others are folded after the text.
        self.folded.extend_from_slice(text.as_bytes());
        self.folded.make_ascii_lowercase();
        Cutter::new(text).run(self);
        // Eight blank bytes, so that a token's first letters can be read at once.
        self.folded.extend_from_slice(&[0; 8]);
    }

    /// The tokens, in order.
    #[must_use]
    pub fn all(&self) -> &[Token] {
        &self.tokens
    }

    /// Number of tokens.
    #[must_use]
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Is there no token?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// The token at an index.
    #[must_use]
    #[inline]
    pub fn get(&self, index: usize) -> Option<&Token> {
        self.tokens.get(index)
    }

    /// Folded bytes of a token.
    #[must_use]
    pub fn folded(&self, token: &Token) -> &[u8] {
        let start = token.folded as usize;
        self.folded.get(start..start + token.len as usize).unwrap_or_default()
    }

    /// Folded letters of a token, as text.
    #[must_use]
    pub fn word(&self, token: &Token) -> &str {
        std::str::from_utf8(self.folded(token)).unwrap_or_default()
    }

    /// First four folded bytes of a token, zero-padded, little end first.
    #[must_use]
    #[inline]
    pub fn head(&self, token: &Token) -> u32 {
        let start = token.folded as usize;
        let bytes = self.folded.get(start..start + 4).and_then(|b| <[u8; 4]>::try_from(b).ok());
        let head = u32::from_le_bytes(bytes.unwrap_or_default());
        match token.len {
            0 => 0,
            1 => head & 0xff,
            2 => head & 0xffff,
            3 => head & 0xff_ffff,
            _ => head,
        }
    }

    /// Is the note written without any lower-case letter?
    #[must_use]
    pub fn all_caps(&self) -> bool {
        !self.lower
    }

    /// Does the writer use accents?
    #[must_use]
    pub fn accented(&self) -> bool {
        self.accents
    }

    /// The tokens, to be marked as unknown.
    pub(crate) fn all_mut(&mut self) -> &mut [Token] {
        &mut self.tokens
    }

    /// Makes the first folded letters of a token of `text` a token of their own: `lhopital` is `l`
    /// and `hopital`.
    pub(crate) fn cut_off(&mut self, text: &str, index: usize, letters: u32) {
        let Some(token) = self.tokens.get(index).copied() else { return };
        let Some(cut) = written_at(text, &token, letters) else { return };
        let hash_of = |start: u32, len: u32| {
            let range = start as usize..(start + len) as usize;
            super::hash::word(self.folded.get(range).unwrap_or_default())
        };
        let head = Token {
            end: cut,
            len: letters,
            hash: hash_of(token.folded, letters),
            unknown: false,
            stretched: false,
            ..token
        };
        let rest = Token {
            start: cut,
            folded: token.folded + letters,
            len: token.len - letters,
            hash: hash_of(token.folded + letters, token.len - letters),
            gap: Gap::Glued,
            shape: if token.shape == Shape::Upper { Shape::Upper } else { Shape::Lower },
            unknown: false,
            ..token
        };
        self.tokens.splice(index..=index, [head, rest]);
    }

    /// Makes one word of a token and the one before it: `con` and `ge` are `conge`.
    pub(crate) fn join(&mut self, index: usize) {
        let Some(before) = index.checked_sub(1).and_then(|at| self.tokens.get(at)).copied() else {
            return;
        };
        let Some(last) = self.tokens.get(index).copied() else { return };
        let folded = self.folded.len() as u32;
        for token in [before, last] {
            let from = token.folded as usize;
            self.folded.extend_from_within(from..from + token.len as usize);
        }
        let hash = super::hash::word(self.folded.get(folded as usize..).unwrap_or_default());
        self.folded.extend_from_slice(&[0; 8]);
        let (end, len) = (last.end, before.len + last.len);
        let whole = Token { end, folded, len, hash, stretched: false, unknown: false, ..before };
        self.tokens.splice(index - 1..=index, [whole]);
    }

    /// Makes a sign of the note, one byte long, a token that reads as a word.
    pub(crate) fn insert_sign(&mut self, index: usize, at: u32, word: &str) {
        let folded = self.folded.len() as u32;
        self.folded.extend_from_slice(word.as_bytes());
        self.folded.extend_from_slice(&[0; 8]);
        let token = Token {
            start: at,
            end: at + 1,
            folded,
            len: word.len() as u32,
            hash: super::hash::word(word.as_bytes()),
            kind: Kind::Word,
            shape: Shape::Lower,
            gap: Gap::Blank,
            stretched: false,
            unknown: false,
        };
        if let Some(next) = self.tokens.get_mut(index) {
            next.gap = Gap::Blank;
            self.tokens.insert(index, token);
        }
    }

    /// Number of digits in the note.
    #[must_use]
    pub fn digits(&self) -> u32 {
        self.digits
    }

    /// Indexes of the tokens of the sentence (or line) that holds a token.
    #[must_use]
    pub fn sentence(&self, index: usize) -> Range<usize> {
        let starts = |t: &Token| t.gap == Gap::Break;
        let head = self.tokens.get(..=index).unwrap_or_default();
        let start = head.iter().rposition(starts).unwrap_or(0);
        let tail = self.tokens.get(index + 1..).unwrap_or_default();
        let end = tail.iter().position(starts).map_or(self.tokens.len(), |n| index + 1 + n);
        start..end
    }

    /// The same tokens, from the beginning of the number that they begin in: `2,1 g` for `1 g`.
    pub(crate) fn with_whole_number(&self, tokens: Range<usize>) -> Range<usize> {
        let number = |at: usize| self.get(at).is_some_and(|token| token.kind == Kind::Number);
        let goes_on = |at: usize| {
            at > 0
                && number(at)
                && number(at - 1)
                && self.get(at).is_some_and(|token| token.gap == Gap::Glued)
        };
        let mut start = tokens.start;
        while goes_on(start) {
            start -= 1;
        }
        start..tokens.end
    }

    /// Byte range in the original of a range of tokens; none when it is empty.
    #[must_use]
    pub fn bytes(&self, tokens: Range<usize>) -> Option<Range<usize>> {
        let all = self.tokens.get(tokens)?;
        Some(all.first()?.start as usize..all.last()?.end as usize)
    }
}

/// The byte of a text where the folded letter of that number of a token is written; none when it is
/// no letter of its own there (the second of a ligature).
fn written_at(text: &str, token: &Token, letters: u32) -> Option<u32> {
    let mut seen = 0;
    for (at, c) in text.get(token.start as usize..token.end as usize)?.char_indices() {
        let length = match fold::fold(c) {
            Folded::One(_) => 1,
            Folded::Two(..) => 2,
            Folded::Other(c) => c.len_utf8() as u32,
            Folded::Dropped | Folded::Separator => 0,
        };
        if seen == letters && length > 0 {
            return Some(token.start + at as u32);
        }
        seen += length;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<String> {
        let mut tokens = Tokens::default();
        tokens.read(text);
        tokens.all().iter().map(|t| format!("{}{}", mark(t.gap), tokens.word(t))).collect()
    }

    fn mark(gap: Gap) -> &'static str {
        match gap {
            Gap::Glued => "~",
            Gap::Blank => "",
            Gap::Clause => ",",
            Gap::Break => "/",
        }
    }

    #[test]
    fn words_are_cut_and_keep_what_stands_between() {
        assert_eq!(cut("En arrêt-maladie, l'été"), ["/en", "arret", "~maladie", ",l", "~ete"]);
        assert_eq!(cut("ok. Rappeler M. Petit"), ["/ok", "/rappeler", "m", "petit"]);
        assert_eq!(cut("arrêt mal. jusqu'au 3"), ["/arret", "mal", "jusqu", "~au", "3"]);
        assert_eq!(
            cut("élu C.G.T. au CSE\n12h30"),
            ["/elu", "cgt", "au", "cse", "/12", "~h", "~30"]
        );
        assert_eq!(cut("39,90 €, 3"), ["/39", "~90", ",3"]);
        assert_eq!(cut("a - b\u{a0}! C"), ["/a", ",b", "/c"]);
        assert_eq!(cut(""), Vec::<String>::new());
    }

    #[test]
    fn addresses_match_nothing() {
        let mut tokens = Tokens::default();
        tokens.read("malade@site.example, www.malade.fr ok");
        let kinds: Vec<Kind> = tokens.all().iter().map(|t| t.kind).collect();
        assert_eq!(kinds.iter().filter(|&&k| k == Kind::Address).count(), 6);
        assert_eq!(kinds.last(), Some(&Kind::Word));
    }

    #[test]
    fn spans_lead_back_to_the_original() {
        let text = "Œdème e\u{301}tat";
        let mut tokens = Tokens::default();
        tokens.read(text);
        let words: Vec<&str> = tokens
            .all()
            .iter()
            .filter_map(|t| text.get(t.start as usize..t.end as usize))
            .collect();
        assert_eq!(words, ["Œdème", "e\u{301}tat"]);
    }
}
