//! The one pass that cuts a note into tokens and tells what stands between them.

use super::address;
use super::fold::{self, Folded};
use super::hash;
use super::token::{Gap, Kind, Shape, Token, Tokens};

/// Abbreviations whose point does not end a sentence (folded).
const ABBREVIATIONS: &[&[u8]] = &[
    b"m", b"mm", b"mr", b"mme", b"mlle", b"dr", b"pr", b"me", b"st", b"ste", b"tel", b"env", b"av",
    b"bd", b"n", b"no", b"art", b"ref", b"cf", b"ex", b"p", b"min", b"max", b"mrs", b"ms", b"jr",
    b"sr", b"ext", b"approx", b"inc", b"ltd", b"co", b"vs", b"etc", b"port", b"fax", b"mob",
];

/// What was seen between two tokens, one bit a kind.
#[derive(Clone, Copy, Default)]
struct Between(u8);

const BLANK: u8 = 1;
const DASH: u8 = 1 << 1;
const POINT: u8 = 1 << 2;
const COMMA: u8 = 1 << 3;
const CLAUSE: u8 = 1 << 4;
const HARD: u8 = 1 << 5;
const AT_SIGN: u8 = 1 << 6;
const BULLET: u8 = 1 << 7;

/// Cuts a text into tokens.
pub(super) struct Cutter<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cutter<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// Cuts the whole text. `out` holds the text folded in place, and no token.
    pub(super) fn run(&mut self, out: &mut Tokens) {
        let mut first = true;
        let mut address = false;
        loop {
            let between = self.separators();
            let Some((mut token, lower, digits)) = self.word(out) else { break };
            token.gap = if first { Gap::Break } else { gap(between, out, &token) };
            first = false;
            address |= between.has(AT_SIGN) || address::is_web(out.folded(&token));
            out.lower |= lower;
            out.digits += digits;
            if !join_initials(out, &token, between) {
                out.tokens.push(token);
            }
        }
        if address {
            address::mark_addresses(self.text, &mut out.tokens);
        }
    }

    /// Skips what is not part of a word.
    #[inline]
    fn separators(&mut self) -> Between {
        let bytes = self.text.as_bytes();
        let mut between = Between::default();
        while let Some(&byte) = bytes.get(self.at) {
            match class(byte) {
                SEPARATOR => {
                    between.0 |= sign(byte);
                    self.at += 1;
                }
                FOREIGN => {
                    let Some(c) = self.char_here() else { break };
                    match fold::fold(c) {
                        Folded::Separator => between.0 |= foreign_sign(c),
                        Folded::Dropped => {}
                        _ => break,
                    }
                    self.at += c.len_utf8();
                }
                _ => break,
            }
        }
        between
    }

    fn char_here(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }

    /// Reads one run of letters or of digits. Returns it with: was there a lower-case letter, and
    /// how many digits.
    #[inline]
    fn word(&mut self, out: &mut Tokens) -> Option<(Token, bool, u32)> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let own = class(*bytes.get(start)?);
        let mut seen = Letters::default();
        if own == LETTER {
            seen = Letters::of(bytes.get(start..)?);
            self.at += seen.count;
        } else if own == DIGIT {
            self.skip(DIGIT);
        }
        if bytes.get(self.at).is_some_and(|&byte| byte >= 0x80) {
            return self.foreign_word(start, out);
        }
        let number = own == DIGIT;
        let (shape, lower) = if number { (Shape::Lower, false) } else { seen.shape() };
        let len = self.at - start;
        let stretched = seen.stretched && len > 3;
        Some(self.token(start, out, Run { folded: start, len, number, shape, lower, stretched }))
    }

    /// The same for a run that holds something outside ASCII; its ASCII head is behind.
    fn foreign_word(&mut self, start: usize, out: &mut Tokens) -> Option<(Token, bool, u32)> {
        let first = self.text.get(start..)?.chars().next()?;
        let number = matches!(fold::fold(first), Folded::One(byte) if byte.is_ascii_digit());
        let (folded, len) = self.foreign(start, number, out);
        if len == 0 {
            return None;
        }
        let written = self.text.get(start..self.at).unwrap_or_default();
        let (shape, lower) = if number { (Shape::Lower, false) } else { shape(written, first) };
        let letters = out.folded.get(folded..folded + len).unwrap_or_default();
        let stretched = !number && stretched(letters);
        Some(self.token(start, out, Run { folded, len, number, shape, lower, stretched }))
    }

    /// The token of a run that has just been read.
    #[inline]
    fn token(&self, start: usize, out: &Tokens, run: Run) -> (Token, bool, u32) {
        let Run { folded, len, number, shape, lower, stretched } = run;
        let letters = out.folded.get(folded..folded + len).unwrap_or_default();
        let token = Token {
            start: start as u32,
            end: self.at as u32,
            folded: folded as u32,
            len: len as u32,
            hash: hash::word(letters),
            kind: if number { Kind::Number } else { Kind::Word },
            shape,
            gap: Gap::Blank,
            stretched,
            unknown: false,
        };
        (token, lower, if number { len as u32 } else { 0 })
    }

    /// Moves past ASCII bytes of a class.
    #[inline]
    fn skip(&mut self, class: u8) {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let own = |byte: &&u8| CLASS.get(usize::from(**byte)) == Some(&class);
        self.at += rest.iter().take_while(own).count();
    }

    /// Reads the rest of a word that holds a letter outside ASCII, and folds it after the text.
    /// Returns where its folded letters are.
    fn foreign(&mut self, start: usize, number: bool, out: &mut Tokens) -> (usize, usize) {
        let folded = out.folded.len();
        out.folded.extend_from_within(start..self.at);
        while let Some(c) = self.char_here() {
            match fold::fold(c) {
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

/// A run of letters or of digits: where its folded letters are, and how it is written.
struct Run {
    folded: usize,
    len: usize,
    number: bool,
    shape: Shape,
    lower: bool,
    stretched: bool,
}

/// What a run of ASCII letters is like.
#[derive(Default)]
struct Letters {
    count: usize,
    /// Does a letter occur three times in a row?
    stretched: bool,
    first_upper: bool,
    /// Was there a capital, or a small letter, after the first?
    upper: bool,
    lower: bool,
}

/// The bit of an ASCII letter that makes it a small one.
const SMALL: u8 = 0x20;

impl Letters {
    /// The run of letters at the head of some bytes.
    #[inline]
    fn of(bytes: &[u8]) -> Self {
        let Some((first, rest)) = bytes.split_first() else { return Self::default() };
        let (mut count, mut stretched) = (1, false);
        let (mut any, mut all) = (0, SMALL);
        let (mut last, mut before) = (first | SMALL, 0);
        for &byte in rest {
            if class(byte) != LETTER {
                break;
            }
            any |= byte;
            all &= byte;
            let letter = byte | SMALL;
            stretched |= letter == last && letter == before;
            (before, last) = (last, letter);
            count += 1;
        }
        let upper = count > 1 && all & SMALL == 0;
        let lower = any & SMALL != 0;
        Self { count, stretched, first_upper: first & SMALL == 0, upper, lower }
    }

    /// How the word is written, and whether it holds a lower-case letter.
    #[inline]
    fn shape(&self) -> (Shape, bool) {
        let shape = shape_of(self.first_upper, self.upper, self.lower);
        (shape, !self.first_upper || self.lower)
    }
}

const SEPARATOR: u8 = 0;
const LETTER: u8 = 1;
const DIGIT: u8 = 2;
const FOREIGN: u8 = 3;

/// What a byte is.
#[inline]
fn class(byte: u8) -> u8 {
    CLASS.get(usize::from(byte)).copied().unwrap_or(SEPARATOR)
}

/// Bytes by class: ASCII letters, digits, other ASCII, parts of other characters.
const CLASS: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [SEPARATOR; 256];
    let mut byte = 0usize;
    while byte < 256 {
        let b = byte as u8;
        #[allow(clippy::indexing_slicing, reason = "a constant table, bounded by its loop")]
        if b.is_ascii_alphabetic() {
            table[byte] = LETTER;
        } else if b.is_ascii_digit() {
            table[byte] = DIGIT;
        } else if b >= 0x80 {
            table[byte] = FOREIGN;
        }
        byte += 1;
    }
    table
}

/// How a word is written, and whether it holds a lower-case letter.
#[inline]
fn shape(written: &str, first: char) -> (Shape, bool) {
    if first.is_ascii_lowercase() {
        return (Shape::Lower, true);
    }
    if written.is_ascii() {
        let lower = written.bytes().any(|byte| byte.is_ascii_lowercase());
        let several = written.bytes().skip(1).any(|byte| byte.is_ascii_uppercase());
        return (shape_of(first.is_ascii_uppercase(), several, lower), lower);
    }
    let lower = written.chars().any(char::is_lowercase);
    let several = written.chars().skip(1).any(char::is_uppercase);
    (shape_of(first.is_uppercase(), several, lower), lower)
}

/// `upper`: its first letter is a capital; `several`: another one is; `lower`: some letter is none.
fn shape_of(upper: bool, several: bool, lower: bool) -> Shape {
    match (upper, several && !lower) {
        (false, _) => Shape::Lower,
        (true, true) => Shape::Upper,
        (true, false) => Shape::Capital,
    }
}

/// Does a letter occur three times in a row?
#[inline]
fn stretched(word: &[u8]) -> bool {
    word.len() > 3 && word.windows(3).any(|w| matches!(w, [a, b, c] if a == b && b == c))
}

impl Between {
    #[inline]
    fn has(self, kind: u8) -> bool {
        self.0 & kind != 0
    }
}

/// The kind of an ASCII sign.
#[inline]
fn sign(byte: u8) -> u8 {
    match byte {
        b' ' | b'\t' => BLANK,
        b'-' => DASH,
        b'.' => POINT,
        b',' => COMMA,
        b'@' => AT_SIGN,
        b'(' | b')' | b'[' | b']' | b'{' | b'}' | b'+' | b'|' | b'>' | b'<' => CLAUSE,
        b'\n' | b'\r' | b';' | b'!' | b'?' => HARD,
        _ => 0,
    }
}

/// The kind of another sign.
fn foreign_sign(c: char) -> u8 {
    match c {
        '–' | '—' | '‐' | '‑' | '−' => DASH,
        '…' | '\u{2028}' | '\u{2029}' | '\u{85}' => HARD,
        '•' => BULLET,
        '→' | '⇒' => CLAUSE,
        c if c.is_whitespace() => BLANK,
        _ => 0,
    }
}

/// What stands before a token, given what was seen and the token before.
#[inline]
fn gap(between: Between, out: &Tokens, next: &Token) -> Gap {
    if between.0 == BLANK {
        return Gap::Blank;
    }
    let blank = between.has(BLANK);
    // A bullet begins an item; without a blank it masks part of a number.
    if between.has(HARD) || between.has(BULLET) && blank {
        return Gap::Break;
    }
    if between.has(POINT) && blank && ends_sentence(out, next) {
        return Gap::Break;
    }
    // A comma without a blank between digits is a decimal: 39,90.
    let after_number = out.tokens.last().is_some_and(|last| last.kind == Kind::Number);
    let decimal = !blank && after_number && next.kind == Kind::Number;
    let clause = between.has(CLAUSE) || between.has(COMMA) && !decimal;
    match (clause, between.has(DASH) && blank, blank) {
        (true, ..) | (_, true, _) => Gap::Clause,
        (_, _, true) => Gap::Blank,
        _ => Gap::Glued,
    }
}

/// Does a point followed by a blank end the sentence before this token? Not after an abbreviation,
/// and not before a lower-case word when the word before is short ("arrêt mal. jusqu'au 3").
fn ends_sentence(out: &Tokens, next: &Token) -> bool {
    let Some(last) = out.tokens.last() else { return true };
    if last.kind == Kind::Number {
        return true;
    }
    let word = out.folded(last);
    if ABBREVIATIONS.contains(&word) || last.len == 1 {
        return false;
    }
    next.kind == Kind::Number || next.shape != Shape::Lower || last.len > 4
}

/// Joins `C.` `G.` `T` into one token. Returns whether it did.
fn join_initials(out: &mut Tokens, token: &Token, between: Between) -> bool {
    let pointed = between.0 & (POINT | BLANK | HARD | CLAUSE | COMMA) == POINT;
    if !pointed || token.len != 1 || token.kind != Kind::Word {
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
