//! Cutting a stream of XML, of which a window is held.

use std::io::Read;

use memchr::memchr;
use memchr::memmem::{self, Finder};

use super::scan::{first, has_sections};
use super::{Kind, Token, Tokens, XmlError};
use crate::package::read_full;

/// Largest stretch (a tag, a text, a whole row) held at once.
const MAX_STRETCH: usize = 256 << 20;
/// How much is read from the source at a time: inflating has a cost of its own a call.
const CHUNK: usize = 256 << 10;

/// The tokens of a stream, through a window that grows only with the longest stretch asked for.
pub(crate) struct Scanner<R> {
    source: R,
    window: Vec<u8>,
    /// What of the window was read and not given out yet.
    start: usize,
    end: usize,
    finished: bool,
    offset: u64,
    /// The close tag looked for last: most are looked for many times.
    close: Option<Close>,
}

/// What comes next of a stream in which elements of one name are taken whole.
pub(crate) enum Stretch<'a> {
    /// One of them: its open tag, then its content and close tag (nothing for `<a/>`).
    Element(&'a [u8], &'a [u8]),
    /// Anything else.
    Token(Token<'a>),
}

/// A close tag to look for.
struct Close {
    /// The element's qualified name.
    name: Vec<u8>,
    finder: Finder<'static>,
}

impl Close {
    fn of(name: &[u8]) -> Self {
        let finder = Finder::new(&[b"</", name].concat()).into_owned();
        Self { name: name.to_vec(), finder }
    }
}

impl<R: Read> Scanner<R> {
    pub(crate) fn new(source: R) -> Self {
        Self {
            source,
            window: Vec::new(),
            start: 0,
            end: 0,
            finished: false,
            offset: 0,
            close: None,
        }
    }

    /// The next token; none at the end.
    pub(crate) fn next(&mut self) -> Result<Option<Token<'_>>, XmlError> {
        let Some((kind, len)) = self.first()? else { return Ok(None) };
        Ok(Some(Token { kind, raw: self.take(len) }))
    }

    /// The next element of that local name, whole, or the next token when it opens no such element;
    /// none at the end.
    pub(crate) fn element(&mut self, local: &[u8]) -> Result<Option<Stretch<'_>>, XmlError> {
        if let Some((open, rest)) = one_text(self.ahead(), local) {
            let whole = self.take(open + rest);
            let (open, rest) = whole.split_at_checked(open).unwrap_or((whole, &[]));
            return Ok(Some(Stretch::Element(open, rest)));
        }
        let Some((kind, open)) = self.first()? else { return Ok(None) };
        let token = Token { kind, raw: self.ahead().get(..open).unwrap_or_default() };
        if !token.opens(local) {
            return Ok(Some(Stretch::Token(Token { kind, raw: self.take(open) })));
        }
        let rest = match kind {
            Kind::Open => {
                let name = token.tag().name();
                let close = match &self.close {
                    Some(close) if close.name == name => None,
                    _ => Some(Close::of(name)),
                };
                self.close = close.or_else(|| self.close.take());
                self.content(open)?
            }
            _ => 0,
        };
        let whole = self.take(open + rest);
        let (open, rest) = whole.split_at_checked(open).unwrap_or((whole, &[]));
        Ok(Some(Stretch::Element(open, rest)))
    }

    /// The rest of the element whose open tag was just given out: its content and close tag.
    ///
    /// `open` is that tag's qualified name. Elements of the same name may nest.
    pub(crate) fn rest_of(&mut self, open: &[u8]) -> Result<&[u8], XmlError> {
        let known = self.close.take().filter(|close| close.name == open);
        self.close = Some(known.unwrap_or_else(|| Close::of(open)));
        let len = self.content(0)?;
        Ok(self.take(len))
    }

    /// Kind and length of the next token, read whole; none at the end.
    fn first(&mut self) -> Result<Option<(Kind, usize)>, XmlError> {
        loop {
            if let Some(found) = self.peek()? {
                return Ok(Some(found));
            }
            if self.finished && self.ahead().is_empty() {
                return Ok(None);
            }
            self.fill()?;
        }
    }

    /// Length, after `skip` bytes, up to and with the close tag that is looked for, read whole.
    fn content(&mut self, skip: usize) -> Result<usize, XmlError> {
        let mut from = 0;
        loop {
            let Some(close) = &self.close else { return Err(XmlError::Malformed(self.offset)) };
            match element_end(self.ahead().get(skip..).unwrap_or_default(), close, from) {
                Ok(len) => return Ok(len),
                Err(scanned) => from = scanned,
            }
            if self.finished {
                return Err(XmlError::Malformed(self.offset));
            }
            self.fill()?;
        }
    }

    /// The `len` bytes given out last, once more.
    pub(crate) fn last(&self, len: usize) -> &[u8] {
        self.window.get(self.start.saturating_sub(len)..self.start).unwrap_or_default()
    }

    fn ahead(&self) -> &[u8] {
        self.window.get(self.start..self.end).unwrap_or_default()
    }

    fn peek(&self) -> Result<Option<(Kind, usize)>, XmlError> {
        let ahead = self.ahead();
        if ahead.is_empty() {
            return Ok(None);
        }
        match first(ahead, self.finished)? {
            None if self.finished => Err(XmlError::Malformed(self.offset)),
            found => Ok(found),
        }
    }

    fn take(&mut self, len: usize) -> &[u8] {
        let from = self.start;
        self.start += len;
        self.offset += len as u64;
        self.window.get(from..self.start).unwrap_or_default()
    }

    /// Reads more, after moving what is left to the front of the window.
    fn fill(&mut self) -> Result<(), XmlError> {
        self.window.copy_within(self.start..self.end, 0);
        let held = self.end - self.start;
        (self.start, self.end) = (0, held);
        if held > MAX_STRETCH {
            return Err(XmlError::Malformed(self.offset));
        }
        let more = CHUNK.max(held);
        if self.window.len() < held + more {
            self.window.resize(held + more, 0);
        }
        let space = self.window.get_mut(held..held + more).unwrap_or_default();
        let got = read_full(&mut self.source, space)?;
        self.finished = got < more;
        self.end += got;
        Ok(())
    }
}

/// Takes elements of one name from bytes in memory.
#[derive(Default)]
pub(crate) struct Elements {
    close: Option<Close>,
}

impl Elements {
    /// The element of that local name that bytes begin with: its open tag, its content and close tag, and
    /// what comes after it.
    pub(crate) fn first<'b>(
        &mut self,
        bytes: &'b [u8],
        local: &[u8],
    ) -> Option<(&'b [u8], &'b [u8], &'b [u8])> {
        let (kind, length) = first(bytes, true).ok().flatten()?;
        let (open, rest) = bytes.split_at_checked(length)?;
        let token = Token { kind, raw: open };
        if !token.opens(local) {
            return None;
        }
        if kind == Kind::Empty {
            return Some((open, &[], rest));
        }
        let name = token.tag().name();
        let close = self.close.take().filter(|close| close.name == name);
        let close = self.close.insert(close.unwrap_or_else(|| Close::of(name)));
        let (rest, after) = rest.split_at_checked(element_end(rest, close, 0).ok()?)?;
        Some((open, rest, after))
    }
}

/// Lengths of the open tag and of all else, when bytes begin with an element of that name which is written
/// as most shared strings are, `<si><t>text</t></si>`.
#[inline]
fn one_text(bytes: &[u8], local: &[u8]) -> Option<(usize, usize)> {
    let after = bytes.strip_prefix(b"<")?.strip_prefix(local)?.strip_prefix(b"><t>")?;
    let text = memchr(b'<', after)?;
    let close = after.get(text..)?.strip_prefix(b"</t></")?.strip_prefix(local)?;
    close.starts_with(b">").then_some((local.len() + 2, text + local.len() + 10))
}

/// Length up to and including the close tag that matches an element opened before `bytes`, or
/// where to go on looking once there are more bytes.
fn element_end(bytes: &[u8], close: &Close, from: usize) -> Result<usize, usize> {
    let open = close.name.as_slice();
    let mut at = from;
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        let back = bytes.len().saturating_sub(open.len() + 66).max(from);
        let Some(found) = close.finder.find(rest) else { return Err(back) };
        let after = at + found + open.len() + 2;
        let Some(end) = memchr(b'>', bytes.get(after..).unwrap_or_default()) else {
            return Err(at + found);
        };
        let name_ends = bytes.get(after).is_some_and(|b| *b == b'>' || b.is_ascii_whitespace());
        let len = after + end + 1;
        if name_ends && balanced(bytes.get(..len).unwrap_or_default(), open) {
            return Ok(len);
        }
        at = after;
    }
}

/// Is the last close tag of `inner` the one of the element opened before it? True at once for the
/// usual case; nested elements of that name, comments and sections are walked through.
fn balanced(inner: &[u8], open: &[u8]) -> bool {
    let nested = match open {
        // Nothing of a workbook nests these.
        b"row" | b"si" => false,
        _ => memmem::find(inner, &[b"<", open].concat()).is_some(),
    };
    if !nested && !has_sections(inner) {
        return true;
    }
    let mut depth = 1usize;
    let mut closed_at_end = false;
    for token in Tokens::new(inner) {
        closed_at_end = false;
        match token.kind {
            Kind::Open if token.tag().name() == open => depth += 1,
            Kind::Close if token.tag().name() == open => {
                depth = depth.saturating_sub(1);
                closed_at_end = depth == 0;
            }
            _ => {}
        }
    }
    closed_at_end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_element_ends_at_its_own_close_tag() {
        let cases = [
            ("<a>x</a>tail", "x</a>"),
            ("<a>x<a>y</a>z</a >tail", "x<a>y</a>z</a >"),
            ("<a><![CDATA[</a>]]></a>tail", "<![CDATA[</a>]]></a>"),
            ("<a><ab>x</ab><!--</a>--></a>tail", "<ab>x</ab><!--</a>--></a>"),
        ];
        for (text, inner) in cases {
            let mut scanner = Scanner::new(text.as_bytes());
            let open = scanner.next().unwrap().unwrap().raw.to_vec();
            assert_eq!(open, b"<a>");
            assert_eq!(String::from_utf8_lossy(scanner.rest_of(b"a").unwrap()), inner);
            assert_eq!(scanner.next().unwrap().unwrap().raw, b"tail");
            assert!(scanner.next().unwrap().is_none());
        }
    }

    #[test]
    fn a_document_type_that_declares_nothing_is_passed_over() {
        let text = r#"<?xml version="1.0"?><!DOCTYPE m PUBLIC "-//X//DTD M//EN" "m.dtd"><m/>"#;
        let mut scanner = Scanner::new(text.as_bytes());
        let mut kinds = Vec::new();
        while let Some(token) = scanner.next().unwrap() {
            kinds.push(token.kind);
        }
        assert_eq!(kinds, [Kind::Other, Kind::Other, Kind::Empty]);
    }

    #[test]
    fn elements_of_a_name_are_taken_whole() {
        let long = format!("<a>{}</a >", "x".repeat(3 * CHUNK));
        let text = format!("<s><a x='1'><b/></a>t<a/>{long}<p:a></p:a></s>");
        let mut scanner = Scanner::new(text.as_bytes());
        let mut found = Vec::new();
        while let Some(stretch) = scanner.element(b"a").unwrap() {
            found.push(match stretch {
                Stretch::Element(open, rest) => (open.to_vec(), rest.to_vec()),
                Stretch::Token(token) => (token.raw.to_vec(), Vec::new()),
            });
        }
        let parts: Vec<&[u8]> = found.iter().flat_map(|(a, b)| [&a[..], &b[..]]).collect();
        assert_eq!(parts.concat(), text.as_bytes());
        let elements: Vec<_> = found.iter().filter(|(_, rest)| !rest.is_empty()).collect();
        assert_eq!(elements.len(), 3);
        assert_eq!(elements[0].1, b"<b/></a>");
        assert_eq!(found.len(), 7);
        assert!(Scanner::new(&b"<a>x"[..]).element(b"a").is_err());
    }

    #[test]
    fn broken_markup_is_an_error_and_never_a_panic() {
        for text in
            ["<a", "<", "<!", "<!-", "<![CDATA[x", "<a x='", "<!DOCTYPE a", "<!DOCTYPE a []>", "</"]
        {
            let mut scanner = Scanner::new(text.as_bytes());
            let mut last = scanner.next().map(|token| token.is_some());
            while matches!(last, Ok(true)) {
                last = scanner.next().map(|token| token.is_some());
            }
            assert!(last.is_err(), "{text}");
        }
        assert!(Scanner::new(&b"x"[..]).rest_of(b"a").is_err());
    }
}
