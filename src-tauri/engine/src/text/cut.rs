//! The one pass that cuts a note into tokens and tells what stands between them.

use super::address;
use super::fold::{self, Folded};
use super::gap;
use super::hash;
use super::letters::{self, Letters};
use super::signs::{Between, DIGIT, FOREIGN, LETTER, class, foreign_sign};
use super::token::{Gap, Kind, Shape, Token, Tokens};
use super::written::{Run, Word};

/// Cuts a text into tokens.
pub(super) struct Cutter<'a> {
    text: &'a str,
    at: usize,
    /// Was a sign or a word of an address met?
    address: bool,
}

impl<'a> Cutter<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, address: false }
    }

    /// Cuts the whole text. `out` holds the text folded in place, and no token.
    pub(super) fn run(&mut self, out: &mut Tokens) {
        loop {
            let between = self.separators();
            let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
            let Some(&head) = rest.first() else { break };
            if class(head) == DIGIT {
                self.add(Letters::digits(rest), head, Kind::Number, between, out);
                continue;
            }
            let run = Run::at(rest);
            match run.and_then(|run| Some((run, out.written.get(run)?))) {
                Some((run, &Word { letters, odd, .. })) => {
                    self.add_written(run, letters, odd, between, out);
                }
                None => self.add_word(rest, head, between, run, out),
            }
        }
        if self.address {
            address::mark_addresses(self.text, &mut out.tokens);
        }
    }

    /// Adds a word that was read before.
    #[inline(always)]
    fn add_written(
        &mut self,
        run: Run,
        letters: Letters,
        odd: bool,
        between: Between,
        out: &mut Tokens,
    ) {
        let start = self.at;
        self.at += run.len;
        let folded = if odd { self.odd(run, start, out) } else { start };
        let token = self.token(start, folded, letters, Kind::Word, out);
        self.push(token, between, out);
    }

    /// Where the folded letters of a word read before are, which is not written in ASCII letters or may
    /// begin a web address.
    #[inline(never)]
    fn odd(&mut self, run: Run, start: usize, out: &mut Tokens) -> usize {
        let Some(word) = out.written.get(run) else { return start };
        self.address |= address::is_web(word.folded());
        if run.is_ascii() {
            return start;
        }
        let folded = out.folded.len();
        out.folded.extend_from_slice(word.folded());
        out.accents = true;
        folded
    }

    /// Adds the word that comes next, and remembers it when it is the whole of a run.
    #[inline(never)]
    fn add_word(
        &mut self,
        rest: &[u8],
        head: u8,
        between: Between,
        run: Option<Run>,
        out: &mut Tokens,
    ) {
        let (start, count) = (self.at, out.tokens.len());
        if class(head) == LETTER {
            match Letters::short(rest) {
                Some(run) => self.add(run, head, Kind::Word, between, out),
                None => self.add_long(rest, head, between, out),
            }
        } else {
            self.add_foreign(Letters::NONE, Kind::Word, between, out);
        }
        let Some(run) = run.filter(|run| self.at == start + run.len) else { return };
        let Some(token) = out.tokens.get(count).copied() else { return };
        let latin = || rest.get(..run.len).is_some_and(fold::is_latin);
        if token.kind == Kind::Word && (run.is_ascii() || latin()) {
            let written = self.text.get(start..self.at).unwrap_or_default();
            let letters = Letters {
                count: token.len as usize,
                hash: token.hash,
                shape: token.shape,
                lower: written.chars().any(char::is_lowercase),
                stretched: token.stretched,
            };
            if let Some(word) = Word::new(run, letters, out.folded(&token)) {
                out.written.learn(run, word);
            }
        }
    }

    /// Adds the token that begins with an ASCII run.
    #[inline(always)]
    fn add(&mut self, run: Letters, head: u8, kind: Kind, between: Between, out: &mut Tokens) {
        let next = self.text.as_bytes().get(self.at + run.count);
        if next.is_some_and(|next| !next.is_ascii()) {
            return self.add_foreign(run, kind, between, out);
        }
        let start = self.at;
        self.at += run.count;
        let token = self.token(start, start, run, kind, out);
        if kind == Kind::Word && matches!(head | SMALL, b'w' | b'h') {
            self.address |= address::is_web(out.folded(&token));
        }
        self.push(token, between, out);
    }

    /// The same for eight letters and more.
    #[inline(never)]
    fn add_long(&mut self, rest: &[u8], head: u8, between: Between, out: &mut Tokens) {
        let folded = out.folded.get(self.at..).unwrap_or_default();
        self.add(Letters::long(rest, folded), head, Kind::Word, between, out);
    }

    /// The same for an ASCII run, which may be empty, before something outside ASCII.
    #[inline(never)]
    fn add_foreign(&mut self, run: Letters, kind: Kind, between: Between, out: &mut Tokens) {
        let start = self.at;
        self.at += run.count;
        let latin = if kind == Kind::Word { self.latin_word(start, &run, out) } else { None };
        let token = latin.or_else(|| {
            let goes_on =
                self.foreign_here().is_some_and(|(_, folded)| folded != Folded::Separator);
            if goes_on {
                return self.foreign_word(start, out);
            }
            (run.count > 0).then(|| self.token(start, start, run, kind, out))
        });
        // There is always one; without it, nothing would be read twice.
        let Some(token) = token else { return self.at = self.text.len() };
        self.address |= address::is_web(out.folded(&token));
        self.push(token, between, out);
    }

    /// Puts a token after the others.
    #[inline(always)]
    fn push(&mut self, token: Token, between: Between, out: &mut Tokens) {
        let gap = match between {
            Between::BLANK if !out.tokens.is_empty() => Gap::Blank,
            Between::NONE if !out.tokens.is_empty() => Gap::Glued,
            _ => {
                self.address |= between.has(Between::AT_SIGN);
                gap::before(token.kind, token.shape, between, out)
            }
        };
        let token = Token { gap, ..token };
        if token.len != 1 || !join_initials(out, token, between) {
            out.tokens.push(token);
        }
    }

    /// Skips what is not part of a word.
    #[inline(always)]
    fn separators(&mut self) -> Between {
        let bytes = self.text.as_bytes();
        let first = bytes.get(self.at).map_or(0, |byte| class(*byte));
        if first & (LETTER | DIGIT) != 0 {
            return Between::NONE;
        }
        let begins = |at: usize| bytes.get(at).is_some_and(|b| class(*b) & (LETTER | DIGIT) != 0);
        match bytes.get(self.at + 1) {
            _ if first == FOREIGN => self.signs(),
            // One sign alone, as between most words.
            _ if begins(self.at + 1) => {
                self.at += 1;
                Between::of(first)
            }
            // A sign and a blank, as between clauses.
            Some(&blank @ b' ') if begins(self.at + 2) => {
                self.at += 2;
                Between::of(first).and(Between::of(class(blank)))
            }
            _ => self.signs(),
        }
    }

    /// The same, whatever comes next.
    #[inline(never)]
    fn signs(&mut self) -> Between {
        let bytes = self.text.as_bytes();
        let mut between = Between::default();
        while let Some(&byte) = bytes.get(self.at) {
            match class(byte) {
                LETTER | DIGIT => break,
                FOREIGN => {
                    let Some((c, folded)) = self.foreign_here() else { break };
                    match folded {
                        Folded::Separator => between = between.and(foreign_sign(c)),
                        Folded::Dropped => {}
                        _ => break,
                    }
                    self.at += c.len_utf8();
                }
                signs => {
                    let sign = Between::of(signs);
                    // Two points in a row are those of an ellipsis.
                    let ellipsis = byte == b'.' && bytes.get(self.at + 1) == Some(&b'.');
                    between = between.and(if ellipsis { sign.and(Between::HARD) } else { sign });
                    self.at += 1;
                }
            }
        }
        between
    }

    /// The character that comes next, and what it folds to.
    fn foreign_here(&self) -> Option<(char, Folded)> {
        let c = self.char_here()?;
        Some((c, fold::fold(c)))
    }

    fn char_here(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }

    /// Reads a word of ASCII letters, some of which are behind, and of those from `À` to `ÿ`, as nearly
    /// all are; none for any other.
    fn latin_word(&mut self, start: usize, run: &Letters, out: &mut Tokens) -> Option<Token> {
        let bytes = self.text.as_bytes();
        let mut word = [0; LATIN_WORD];
        let head = out.folded.get(start..self.at)?;
        word.get_mut(..head.len())?.copy_from_slice(head);
        let (mut at, mut len, mut written) = (self.at, head.len(), 0);
        while let Some(&byte) = bytes.get(at) {
            let letter = if byte == fold::LATIN_HEAD {
                at += 1;
                let low = *bytes.get(at)?;
                written |= low;
                fold::latin(low)
            } else if class(byte) == LETTER {
                written |= byte;
                byte | SMALL
            } else if byte.is_ascii() {
                break;
            } else {
                0
            };
            if letter == 0 {
                return None;
            }
            *word.get_mut(len)? = letter;
            len += 1;
            at += 1;
        }
        self.at = at;
        out.accents = true;
        let lower = run.lower || written & SMALL != 0;
        let first = *bytes.get(if run.count > 0 { start } else { start + 1 })?;
        let letters = word.get(..len)?;
        let folded = out.folded.len();
        out.folded.extend_from_slice(letters);
        let letters = Letters {
            count: len,
            hash: hash::word(letters),
            shape: letters::shape(u64::from(first), lower, len),
            lower,
            stretched: letters::stretched(&word, len),
        };
        Some(self.token(start, folded, letters, Kind::Word, out))
    }

    /// The same for a run that holds any other character outside ASCII; its ASCII head is behind.
    fn foreign_word(&mut self, start: usize, out: &mut Tokens) -> Option<Token> {
        let first = self.text.get(start..)?.chars().next()?;
        let number = matches!(fold::fold(first), Folded::One(byte) if byte.is_ascii_digit());
        let (folded, len) = self.foreign(start, number, out);
        if len == 0 {
            return None;
        }
        let written = self.text.get(start..self.at).unwrap_or_default();
        let (shape, lower) = if number { (Shape::Lower, false) } else { shape(written, first) };
        let word = out.folded.get(folded..folded + len).unwrap_or_default();
        let stretched = !number && letters::stretched(word, len);
        let letters = Letters { count: len, hash: hash::word(word), shape, lower, stretched };
        let kind = if number { Kind::Number } else { Kind::Word };
        Some(self.token(start, folded, letters, kind, out))
    }

    /// The token of a run that has just been read, and whose folded letters are at `folded`.
    #[inline(always)]
    fn token(
        &self,
        start: usize,
        folded: usize,
        letters: Letters,
        kind: Kind,
        out: &mut Tokens,
    ) -> Token {
        out.lower |= letters.lower;
        out.digits += if kind == Kind::Number { letters.count as u32 } else { 0 };
        Token {
            start: start as u32,
            end: self.at as u32,
            folded: folded as u32,
            len: letters.count as u32,
            hash: letters.hash,
            kind,
            shape: letters.shape,
            gap: Gap::Blank,
            stretched: letters.stretched,
            unknown: false,
        }
    }

    /// Reads the rest of a word that holds a letter outside ASCII, and folds it after the text.
    /// Returns where its folded letters are.
    fn foreign(&mut self, start: usize, number: bool, out: &mut Tokens) -> (usize, usize) {
        let folded = out.folded.len();
        out.folded.extend_from_within(start..self.at);
        while let Some((c, letter)) = self.foreign_here() {
            match letter {
                Folded::Separator => break,
                Folded::Dropped => {}
                Folded::One(a) if a.is_ascii_digit() != number => break,
                Folded::One(a) => {
                    out.accents |= !c.is_ascii();
                    out.folded.push(a);
                }
                _ if number => break,
                Folded::Two(a, b) => out.folded.extend([a, b]),
                Folded::Other(c) => {
                    let mut buffer = [0; 4];
                    out.folded.extend_from_slice(c.encode_utf8(&mut buffer).as_bytes());
                }
            }
            self.at += c.len_utf8();
        }
        (folded, out.folded.len() - folded)
    }
}

/// The bit that makes a letter a small one, in ASCII as in the second byte of those.
const SMALL: u8 = 0x20;
/// Longest word with such letters that is read at once, in letters.
const LATIN_WORD: usize = 32;

/// How a word is written, and whether it holds a lower-case letter.
#[inline]
fn shape(written: &str, first: char) -> (Shape, bool) {
    if first.is_lowercase() {
        return (Shape::Lower, true);
    }
    let lower = written.chars().any(char::is_lowercase);
    let several = || written.chars().skip(1).any(char::is_uppercase);
    match (first.is_uppercase(), !lower && several()) {
        (false, _) => (Shape::Lower, lower),
        (true, true) => (Shape::Upper, lower),
        (true, false) => (Shape::Capital, lower),
    }
}

/// Signs that part the letters of no acronym.
const PARTING: Between = Between::BLANK.and(Between::HARD).and(Between::CLAUSE).and(Between::COMMA);

/// Joins `C.` `G.` `T`, the last of which is this token, into one. Returns whether it did.
fn join_initials(out: &mut Tokens, token: Token, between: Between) -> bool {
    let pointed = between.has(Between::POINT) && !between.has(PARTING);
    if !pointed || token.kind != Kind::Word {
        return false;
    }
    let Some(last) = out.tokens.last_mut() else { return false };
    let joined = last.len > 1 && (last.end - last.start) as usize > last.len as usize;
    if last.kind != Kind::Word || !(last.len == 1 || joined) || last.shape == Shape::Lower && joined
    {
        return false;
    }
    let joined = out.folded.len();
    for (from, len) in [(last.folded, last.len), (token.folded, token.len)] {
        out.folded.extend_from_within(from as usize..(from + len) as usize);
    }
    last.end = token.end;
    last.len += token.len;
    last.folded = joined as u32;
    if last.shape == Shape::Capital && token.shape == Shape::Capital {
        last.shape = Shape::Upper;
    }
    last.hash = hash::word(out.folded.get(joined..).unwrap_or_default());
    true
}
