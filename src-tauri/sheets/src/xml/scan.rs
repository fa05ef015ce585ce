//! Cutting: a slice or a stream of XML into tokens, each one a stretch of the original bytes.

use std::io::Read;

use memchr::memmem::Finder;
use memchr::{memchr, memchr3, memmem};

use super::{Tag, XmlError};
use crate::package::read_full;

/// Largest stretch (a tag, a text, a whole row) held at once.
const MAX_STRETCH: usize = 256 << 20;
/// How much is read from the source at a time: inflating has a cost of its own a call.
const CHUNK: usize = 256 << 10;

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
fn first(bytes: &[u8], last: bool) -> Result<Option<(Kind, usize)>, XmlError> {
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

/// Are there comments or sections, in which a tag would mean nothing?
pub(crate) fn has_sections(bytes: &[u8]) -> bool {
    // A `!` is rarer than a `<`.
    memchr::memchr_iter(b'!', bytes).any(|at| at > 0 && bytes.get(at - 1) == Some(&b'<'))
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
