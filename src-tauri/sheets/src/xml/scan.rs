//! Cutting: a slice of XML into tokens, each one a stretch of the original bytes.

use memchr::{memchr, memchr3, memmem};

use super::{Tag, XmlError};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `<a …>`
    Open,
    /// `<a …/>`
    Empty,
    /// `</a>`
    Close,
    /// Characters up to the next `<`, entities as they are.
    Text,
    /// `<![CDATA[…]]>`
    CData,
    /// A comment, a processing instruction or a document type.
    Other,
}

/// A stretch of the input; the tokens of an input are all of its bytes, in order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token<'a> {
    /// What it is.
    pub(crate) kind: Kind,
    /// Its bytes, delimiters included.
    pub(crate) raw: &'a [u8],
}

impl<'a> Token<'a> {
    /// The token as a tag (of an open, empty or close token).
    pub(crate) fn tag(&self) -> Tag<'a> {
        Tag::new(self.raw)
    }

    /// Does it open or stand for an element of that local name?
    pub(crate) fn opens(&self, local: &[u8]) -> bool {
        matches!(self.kind, Kind::Open | Kind::Empty) && self.tag().local() == local
    }

    /// Does it close an element of that local name?
    pub(crate) fn closes(&self, local: &[u8]) -> bool {
        self.kind == Kind::Close && self.tag().local() == local
    }
}

/// Length of the first token of `bytes`; `None` when its end is not in them.
pub(super) fn first(bytes: &[u8], last: bool) -> Result<Option<(Kind, usize)>, XmlError> {
    let until = |needle: &[u8], from: usize| {
        let rest = bytes.get(from..).unwrap_or_default();
        memmem::find(rest, needle).map(|at| from + at + needle.len())
    };
    let found = match bytes {
        [b'<', b'/', ..] => until(b">", 2).map(|len| (Kind::Close, len)),
        [b'<', b'?', ..] => until(b"?>", 2).map(|len| (Kind::Other, len)),
        [b'<', b'!', b'-', b'-', ..] => until(b"-->", 4).map(|len| (Kind::Other, len)),
        [b'<', b'!', b'[', ..] => until(b"]]>", 3).map(|len| (Kind::CData, len)),
        [b'<', b'!', next, ..] if *next != b'-' => {
            document_type(bytes)?.map(|len| (Kind::Other, len))
        }
        [b'<', b'!', ..] | [b'<'] => None,
        [b'<', ..] => tag_end(bytes).map(|len| {
            let empty = bytes.get(len.wrapping_sub(2)) == Some(&b'/');
            (if empty { Kind::Empty } else { Kind::Open }, len)
        }),
        _ => match memchr(b'<', bytes) {
            Some(len) => Some((Kind::Text, len)),
            None => last.then_some((Kind::Text, bytes.len())),
        },
    };
    Ok(found)
}

/// Length of the document type at the start of `bytes`, which must not declare anything itself (in
/// brackets: XML 1.0, 2.8).
fn document_type(bytes: &[u8]) -> Result<Option<usize>, XmlError> {
    let end = tag_end(bytes);
    let inside = bytes.get(..end.unwrap_or(bytes.len())).unwrap_or_default();
    if memchr(b'[', inside).is_some() { Err(XmlError::Doctype) } else { Ok(end) }
}

/// Length of the tag at the start of `bytes`: up to the first `>` outside quotes.
pub(crate) fn tag_end(bytes: &[u8]) -> Option<usize> {
    let telling = memchr3(b'>', b'"', b'\'', bytes)?;
    if bytes.get(telling) == Some(&b'>') {
        return Some(telling + 1);
    }
    let mut from = 1;
    loop {
        let end = from + memchr(b'>', bytes.get(from..)?)?;
        let inside = bytes.get(1..end)?;
        if memchr(b'\'', inside).is_some() {
            return quoted_tag_end(bytes);
        }
        if memchr::memchr_iter(b'"', inside).count().is_multiple_of(2) {
            return Some(end + 1);
        }
        from = end + 1;
    }
}

/// The same, with both kinds of quotes.
fn quoted_tag_end(bytes: &[u8]) -> Option<usize> {
    let mut quote = None;
    for (at, &byte) in bytes.iter().enumerate().skip(1) {
        match quote {
            Some(open) if open == byte => quote = None,
            Some(_) => {}
            None if byte == b'>' => return Some(at + 1),
            None if byte == b'"' || byte == b'\'' => quote = Some(byte),
            None => {}
        }
    }
    None
}

/// The tokens of bytes in memory. Unfinished markup at the end comes out as one text.
#[derive(Clone, Debug)]
pub(crate) struct Tokens<'a> {
    rest: &'a [u8],
}

impl<'a> Tokens<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if self.rest.is_empty() {
            return None;
        }
        let whole = (Kind::Text, self.rest.len());
        let (kind, len) = first(self.rest, true).ok().flatten().unwrap_or(whole);
        let (raw, rest) = self.rest.split_at_checked(len).unwrap_or((self.rest, &[]));
        self.rest = rest;
        Some(Token { kind, raw })
    }
}

/// Are there comments or sections, in which a tag would mean nothing?
pub(crate) fn has_sections(bytes: &[u8]) -> bool {
    // A `!` is rarer than a `<`.
    memchr::memchr_iter(b'!', bytes).any(|at| at > 0 && bytes.get(at - 1) == Some(&b'<'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(Kind, String)> {
        Tokens::new(text.as_bytes())
            .map(|token| (token.kind, String::from_utf8_lossy(token.raw).into_owned()))
            .collect()
    }

    #[test]
    fn tokens_are_the_input_cut_up() {
        let text = "<?xml v='1'?><a x=\"1>2\"><b/>t&amp;<![CDATA[</a>]]><!-- </a> --></a>";
        let cut = kinds(text);
        assert_eq!(cut.iter().map(|(_, raw)| raw.as_str()).collect::<String>(), text);
        assert_eq!(cut.len(), 7);
        assert_eq!(cut.get(1), Some(&(Kind::Open, "<a x=\"1>2\">".to_owned())));
        assert_eq!(cut.get(4).map(|(kind, _)| *kind), Some(Kind::CData));
    }
}
