//! What ASCII bytes are to the cutter, and what the signs between two tokens say.

/// What a byte is: a sign or several of [`Between`], or one of the classes below.
pub(super) type Class = u16;

/// An ASCII letter.
pub(super) const LETTER: Class = 1 << 8;
/// An ASCII digit.
pub(super) const DIGIT: Class = 1 << 9;
/// A part of a character outside ASCII.
pub(super) const FOREIGN: Class = 1 << 10;

/// What was seen between two tokens, one bit a kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Between(u8);

impl Between {
    pub(super) const NONE: Self = Self(0);
    pub(super) const BLANK: Self = Self(1);
    pub(super) const DASH: Self = Self(1 << 1);
    pub(super) const POINT: Self = Self(1 << 2);
    pub(super) const COMMA: Self = Self(1 << 3);
    /// What parts clauses: brackets and the like.
    pub(super) const CLAUSE: Self = Self(1 << 4);
    /// What ends a sentence or a line, for certain.
    pub(super) const HARD: Self = Self(1 << 5);
    pub(super) const AT_SIGN: Self = Self(1 << 6);
    pub(super) const BULLET: Self = Self(1 << 7);

    /// Was one of these signs seen?
    #[inline]
    pub(super) fn has(self, signs: Self) -> bool {
        self.0 & signs.0 != 0
    }

    /// These signs as well.
    #[inline]
    pub(super) const fn and(self, signs: Self) -> Self {
        Self(self.0 | signs.0)
    }

    /// The signs of a byte that is neither letter nor digit.
    #[inline]
    pub(super) fn of(class: Class) -> Self {
        Self(class as u8)
    }
}

/// What a byte is.
#[inline]
pub(super) fn class(byte: u8) -> Class {
    CLASSES.get(usize::from(byte)).copied().unwrap_or(0)
}

const CLASSES: [Class; 256] = classes();

const fn classes() -> [Class; 256] {
    let mut table = [0; 256];
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
        } else {
            table[byte] = sign(b).0 as Class;
        }
        byte += 1;
    }
    table
}

/// The sign that an ASCII byte is.
const fn sign(byte: u8) -> Between {
    match byte {
        b' ' | b'\t' => Between::BLANK,
        b'-' => Between::DASH,
        b'.' => Between::POINT,
        b',' => Between::COMMA,
        b'@' => Between::AT_SIGN,
        b'(' | b')' | b'[' | b']' | b'{' | b'}' | b'+' | b'|' | b'>' | b'<' => Between::CLAUSE,
        b'\n' | b'\r' | b';' | b'!' | b'?' => Between::HARD,
        _ => Between(0),
    }
}

/// The sign that another character is.
pub(super) fn foreign_sign(c: char) -> Between {
    match c {
        '–' | '—' | '‐' | '‑' | '−' => Between::DASH,
        '…' | '\u{2028}' | '\u{2029}' | '\u{85}' => Between::HARD,
        '•' => Between::BULLET,
        '→' | '⇒' => Between::CLAUSE,
        c if c.is_whitespace() => Between::BLANK,
        _ => Between(0),
    }
}
