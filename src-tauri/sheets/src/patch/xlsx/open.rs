//! The open tag of a cell: read at once where it is written as usual, for there are millions.

use crate::xml::Tag;

use super::cells::{cell_ref, leading_ref};

/// The open tag of a cell, read.
#[derive(Clone, Copy, Default)]
pub(super) struct Open<'a> {
    /// Of its bytes.
    pub(super) length: usize,
    /// Is it `<c …/>`?
    pub(super) empty: bool,
    /// Where in its bytes the reference is written, where the row number of one that is understood
    /// begins, and the 0-based column that it says.
    pub(super) reference: Option<(usize, usize)>,
    pub(super) number: Option<usize>,
    pub(super) column: Option<u32>,
    /// Values of `t` and `s`.
    pub(super) kind: Option<&'a [u8]>,
    pub(super) style: Option<&'a [u8]>,
}

impl<'a> Open<'a> {
    /// However it is written.
    pub(super) fn any(tag: Tag<'a>, length: usize) -> Self {
        let mut open = Self { length, empty: tag.is_empty(), ..Self::default() };
        for attribute in tag.attributes() {
            match attribute.name {
                b"r" => {
                    let (from, to) = attribute.value_span();
                    open.reference = Some((from, to));
                    open.column = cell_ref(attribute.value).map(|at| at.column);
                    let digits = attribute.value.iter().position(u8::is_ascii_digit);
                    open.number = digits.map(|at| from + at).filter(|_| open.column.is_some());
                }
                b"t" => open.kind = Some(attribute.value),
                b"s" => open.style = Some(attribute.value),
                _ => {}
            }
        }
        open
    }

    /// As most programs write it, `<c r="B2" s="3" t="s">`, without looking for more; none for all
    /// else.
    #[inline]
    pub(super) fn usual(bytes: &'a [u8]) -> Option<Self> {
        const START: &[u8] = b"<c r=\"";
        let (written, length) = leading_ref(bytes.strip_prefix(START)?)?;
        let reference = (START.len(), START.len() + length);
        let mut at = reference.1 + 1;
        if bytes.get(reference.1) != Some(&b'"') {
            return None;
        }
        let mut open = Self {
            reference: Some(reference),
            number: Some(START.len() + letters(written.column)),
            column: Some(written.column),
            ..Self::default()
        };
        loop {
            let rest = bytes.get(at..)?;
            let (name, value) = match rest {
                [b'>', ..] => return Some(Self { length: at + 1, ..open }),
                [b'/', b'>', ..] => return Some(Self { length: at + 2, empty: true, ..open }),
                [b' ', name @ (b's' | b't'), b'=', b'"', value @ ..] => (*name, value),
                _ => return None,
            };
            let (value, length) = word(value)?;
            at += 4 + length;
            let place = if name == b's' { &mut open.style } else { &mut open.kind };
            if place.replace(value).is_some() {
                return None;
            }
        }
    }
}

/// How many letters name a column.
fn letters(column: u32) -> usize {
    1 + usize::from(column >= 26) + usize::from(column >= 26 + 26 * 26)
}

/// Letters and digits up to a quote, and the length with that.
#[inline]
fn word(bytes: &[u8]) -> Option<(&[u8], usize)> {
    let length = bytes.iter().position(|byte| !byte.is_ascii_alphanumeric())?;
    let quoted = bytes.get(length) == Some(&b'"');
    quoted.then_some((bytes.get(..length)?, length + 1))
}
