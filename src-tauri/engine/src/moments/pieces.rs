//! A note cut for the reading of days: numbers, words, signs, each with its place.

use std::borrow::Cow;
use std::ops::Range;

use super::calendar::month;
use crate::text::fold::plain;

/// A piece of a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece<'t> {
    pub(super) what: What<'t>,
    /// Bytes of the note.
    pub(super) span: Range<usize>,
    /// Is there a blank before it?
    pub(super) apart: bool,
}

/// What a piece is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What<'t> {
    /// Up to eight digits: value and number of digits.
    Number(u32, u8),
    /// A folded word.
    Word(Cow<'t, str>),
    /// A sign.
    Sign(char),
    /// The end of a line, of a sentence.
    Break,
}

impl Piece<'_> {
    pub(super) fn number(&self) -> Option<(u32, u8)> {
        match self.what {
            What::Number(value, digits) => Some((value, digits)),
            _ => None,
        }
    }

    pub(super) fn word(&self) -> Option<&str> {
        match &self.what {
            What::Word(word) => Some(word),
            _ => None,
        }
    }

    pub(super) fn sign(&self) -> Option<char> {
        match self.what {
            What::Sign(sign) => Some(sign),
            _ => None,
        }
    }

    pub(super) fn is_break(&self) -> bool {
        self.what == What::Break
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Digit,
    Letter,
    Blank,
    Line,
    Sign,
}

fn class(c: char) -> Class {
    match c {
        '\n' | '\r' => Class::Line,
        _ if c.is_whitespace() => Class::Blank,
        _ if c.is_ascii_digit() => Class::Digit,
        _ if c.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&c) => Class::Letter,
        _ => Class::Sign,
    }
}

/// Cuts a note, [`mended`].
pub(super) fn cut(text: &str) -> Vec<Piece<'_>> {
    let mut pieces: Vec<Piece<'_>> = Vec::with_capacity(text.len() / 4);
    let mut apart = true;
    let mut rest = text.char_indices().peekable();
    while let Some((start, c)) = rest.next() {
        let kind = class(c);
        let mut end = start + c.len_utf8();
        if matches!(kind, Class::Digit | Class::Letter) {
            while let Some((at, next)) = rest.next_if(|(_, next)| class(*next) == kind) {
                end = at + next.len_utf8();
            }
        }
        let follows = rest.peek().map(|(_, next)| class(*next));
        let whole = text.get(start..end).unwrap_or_default();
        let what = match kind {
            Class::Blank => {
                apart = true;
                continue;
            }
            Class::Line => What::Break,
            Class::Digit => number(whole),
            Class::Letter => What::Word(folded(whole)),
            Class::Sign if ends_sentence(c, follows, pieces.last()) => What::Break,
            Class::Sign => What::Sign(c),
        };
        pieces.push(Piece { what, span: start..end, apart });
        apart = false;
    }
    pieces
}

/// Most words are folded as they stand.
fn folded(word: &str) -> Cow<'_, str> {
    let as_it_is = word.bytes().all(|byte| byte.is_ascii_lowercase());
    if as_it_is { Cow::Borrowed(word) } else { Cow::Owned(plain(word)) }
}

fn number(digits: &str) -> What<'_> {
    match (digits.len(), digits.parse()) {
        (length @ 1..=8, Ok(value)) => What::Number(value, u8::try_from(length).unwrap_or(8)),
        _ => What::Word(Cow::Borrowed(digits)),
    }
}

/// A point ends a sentence before a blank, but not after a month or a word of one to three letters.
fn ends_sentence(c: char, follows: Option<Class>, before: Option<&Piece<'_>>) -> bool {
    match c {
        ';' | '!' | '?' | '|' | '•' => true,
        '.' => {
            let ends = matches!(follows, None | Some(Class::Blank | Class::Line));
            let short = before
                .and_then(Piece::word)
                .is_some_and(|word| word.len() <= 3 || month(word).is_some());
            ends && !short
        }
        _ => false,
    }
}

/// The note with capital O for zero put right inside dates: `O2/03/2021`, `12/03/2O21`. Every
/// character keeps its place.
pub(super) fn mended(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let at = |at: Option<usize>| at.and_then(|at| bytes.get(at)).copied().unwrap_or(b' ');
    let of_date = |byte: u8| byte.is_ascii_digit() || byte == b'/';
    let meant_zero = |here: usize| {
        matches!(bytes.get(here), Some(b'O' | b'o')) && {
            let (before, after) = (at(here.checked_sub(1)), at(Some(here + 1)));
            let inside = of_date(before) && of_date(after);
            inside || before == b' ' && after.is_ascii_digit() && at(Some(here + 2)) == b'/'
        }
    };
    if !(0..bytes.len()).any(meant_zero) {
        return Cow::Borrowed(text);
    }
    let put_right = |(here, c)| if meant_zero(here) { '0' } else { c };
    text.char_indices().map(put_right).collect()
}
