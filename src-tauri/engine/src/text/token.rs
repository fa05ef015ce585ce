//! A note cut into tokens, in one pass: folded, hashed, each with its place in the original.
//!
//! Words are cut at apostrophes and hyphens, and where letters meet digits, so that `mi-temps`,
//! `mi temps` and `MI‑TEMPS` are the same two tokens. Single letters joined by points (`C.G.T.`)
//! are one token. E-mail and web addresses are tokens that match nothing.

use std::ops::Range;

use super::fold::{self, Folded};
use super::hash;

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
}

/// The tokens of one note. Reused from note to note so that reading allocates nothing.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    tokens: Vec<Token>,
    folded: Vec<u8>,
    lower: bool,
    digits: u32,
}

/// Notes are read up to this many bytes (a spreadsheet cell holds 32,767 characters).
const MAX_BYTES: usize = 1 << 24;

impl Tokens {
    /// Cuts a note, forgetting the one before. Text past 16 MiB is not read.
    pub fn read(&mut self, text: &str) {
        self.tokens.clear();
        self.folded.clear();
        self.lower = false;
        self.digits = 0;
        let mut end = text.len().min(MAX_BYTES);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let text = text.get(..end).unwrap_or_default();
        // ASCII words fold in place; others are folded after the text.
        self.folded.extend_from_slice(text.as_bytes());
        self.folded.make_ascii_lowercase();
        Cutter { text, at: 0 }.run(self);
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

    /// Byte range in the original of a range of tokens; none when it is empty.
    #[must_use]
    pub fn bytes(&self, tokens: Range<usize>) -> Option<Range<usize>> {
        let all = self.tokens.get(tokens)?;
        Some(all.first()?.start as usize..all.last()?.end as usize)
    }
}

/// Abbreviations whose point does not end a sentence (folded).
const ABBREVIATIONS: &[&[u8]] = &[
    b"m", b"mm", b"mr", b"mme", b"mlle", b"dr", b"pr", b"me", b"st", b"ste", b"tel", b"env", b"av",
    b"bd", b"n", b"no", b"art", b"ref", b"cf", b"ex", b"p", b"min", b"max", b"mrs", b"ms", b"jr",
    b"sr", b"ext", b"approx", b"inc", b"ltd", b"co", b"vs", b"etc", b"port", b"fax", b"mob",
];

/// What was seen between two tokens.
#[derive(Clone, Copy, Default)]
struct Between {
    blank: bool,
    dash: bool,
    point: bool,
    comma: bool,
    clause: bool,
    hard: bool,
    at_sign: bool,
    bullet: bool,
}

struct Cutter<'a> {
    text: &'a str,
    at: usize,
}

impl Cutter<'_> {
    fn run(&mut self, out: &mut Tokens) {
        let mut first = true;
        let mut address = false;
        loop {
            let between = self.separators();
            let Some((mut token, lower, digits)) = self.word(out) else { break };
            token.gap = if first { Gap::Break } else { gap(between, out, &token) };
            first = false;
            address |= between.at_sign || is_web(out.folded(&token));
            out.lower |= lower;
            out.digits += digits;
            if !join_initials(out, &token, between) {
                out.tokens.push(token);
            }
        }
        if address {
            mark_addresses(self.text, &mut out.tokens);
        }
    }

    /// Skips what is not part of a word.
    #[inline]
    fn separators(&mut self) -> Between {
        let bytes = self.text.as_bytes();
        let mut between = Between::default();
        while let Some(&byte) = bytes.get(self.at) {
            if byte < 0x80 {
                if CLASS.get(usize::from(byte)) != Some(&0) {
                    break;
                }
                between.ascii(byte);
                self.at += 1;
                continue;
            }
            let Some(c) = self.char_here() else { break };
            match fold::fold(c) {
                Folded::Separator => between.other(c),
                Folded::Dropped => {}
                _ => break,
            }
            self.at += c.len_utf8();
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
        let first = self.char_here()?;
        let number = match fold::fold(first) {
            Folded::One(byte) => byte.is_ascii_digit(),
            _ => false,
        };
        self.skip(if number { DIGIT } else { LETTER });
        let foreign = self.text.as_bytes().get(self.at).is_some_and(|&byte| byte >= 0x80);
        let (folded, len) = match foreign {
            true => self.foreign(start, number, out),
            false => (start, self.at - start),
        };
        if len == 0 {
            return None;
        }
        let written = self.text.get(start..self.at).unwrap_or_default();
        let (shape, lower) = shape(written, first);
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
            stretched: !number && stretched(letters),
        };
        Some((token, lower && !number, if number { len as u32 } else { 0 }))
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
                Folded::One(a) => out.folded.push(a),
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

const LETTER: u8 = 1;
const DIGIT: u8 = 2;

/// ASCII bytes by class: letters, digits, everything else.
const CLASS: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [0u8; 256];
    let mut byte = 0usize;
    while byte < 128 {
        let b = byte as u8;
        #[allow(clippy::indexing_slicing, reason = "a constant table, bounded by its loop")]
        if b.is_ascii_alphabetic() {
            table[byte] = LETTER;
        } else if b.is_ascii_digit() {
            table[byte] = DIGIT;
        }
        byte += 1;
    }
    table
}

/// How a word is written, and whether it holds a lower-case letter.
#[inline]
fn shape(written: &str, first: char) -> (Shape, bool) {
    if !first.is_uppercase() {
        return (Shape::Lower, first.is_lowercase() || written.chars().any(char::is_lowercase));
    }
    let lower = written.chars().any(char::is_lowercase);
    let several = written.chars().skip(1).any(char::is_uppercase);
    (if several && !lower { Shape::Upper } else { Shape::Capital }, lower)
}

/// Does a letter occur three times in a row?
#[inline]
fn stretched(word: &[u8]) -> bool {
    word.len() > 3 && word.windows(3).any(|w| matches!(w, [a, b, c] if a == b && b == c))
}

impl Between {
    #[inline]
    fn ascii(&mut self, byte: u8) {
        match byte {
            b' ' | b'\t' => self.blank = true,
            b'-' => self.dash = true,
            b'.' => self.point = true,
            b',' => self.comma = true,
            b'@' => self.at_sign = true,
            b'(' | b')' | b'[' | b']' | b'{' | b'}' | b'+' | b'|' | b'>' | b'<' => {
                self.clause = true;
            }
            b'\n' | b'\r' | b';' | b'!' | b'?' => self.hard = true,
            _ => {}
        }
    }

    fn other(&mut self, c: char) {
        match c {
            '–' | '—' | '‐' | '‑' | '−' => self.dash = true,
            '…' | '\u{2028}' | '\u{2029}' | '\u{85}' => self.hard = true,
            '•' => self.bullet = true,
            '→' | '⇒' => self.clause = true,
            c if c.is_whitespace() => self.blank = true,
            _ => {}
        }
    }
}

/// What stands before a token, given what was seen and the token before.
fn gap(between: Between, out: &Tokens, next: &Token) -> Gap {
    // A bullet begins an item; without a blank it masks part of a number.
    if between.hard || between.bullet && between.blank {
        return Gap::Break;
    }
    if between.point && between.blank && ends_sentence(out, next) {
        return Gap::Break;
    }
    // A comma without a blank between digits is a decimal: 39,90.
    let after_number = out.tokens.last().is_some_and(|last| last.kind == Kind::Number);
    let decimal = !between.blank && after_number && next.kind == Kind::Number;
    let clause = between.clause || between.comma && !decimal;
    match (clause, between.dash && between.blank, between.blank) {
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
    let pointed =
        between.point && !between.blank && !between.hard && !between.clause && !between.comma;
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

/// Does a web address begin with this word?
#[inline]
fn is_web(folded: &[u8]) -> bool {
    matches!(folded, b"www" | b"http" | b"https")
}

/// Marks the tokens of e-mail and web addresses.
fn mark_addresses(text: &str, tokens: &mut [Token]) {
    let mut at = 0usize;
    for word in
        text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '<' | '>'))
    {
        let start = at;
        at += word.len();
        // One separator character follows; its length is that of the character at `at`.
        at += text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let (from, to) = if word.contains("://") || word.starts_with("www.") {
            (start, start + word.len())
        } else if let Some(sign) = word.find('@') {
            mail_range(word, sign, start)
        } else {
            continue;
        };
        for token in tokens.iter_mut() {
            if (token.start as usize) < to && (token.end as usize) > from {
                token.kind = Kind::Address;
                token.hash = 0;
                token.stretched = false;
            }
        }
    }
}

/// Range of the e-mail address around an at sign; empty when there is no address.
fn mail_range(word: &str, sign: usize, start: usize) -> (usize, usize) {
    let part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '%' | '+');
    let left = word.get(..sign).unwrap_or_default();
    let right = word.get(sign + 1..).unwrap_or_default();
    let before: usize = left.chars().rev().take_while(|&c| part(c)).map(char::len_utf8).sum();
    let after: usize = right.chars().take_while(|&c| part(c)).map(char::len_utf8).sum();
    if before == 0 || after == 0 {
        return (start, start);
    }
    (start + sign - before, start + sign + 1 + after)
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
