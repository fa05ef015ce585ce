//! A tag's name and attributes, and the same tag with some attributes changed.

use std::borrow::Cow;

use super::text::{escape_attribute, unescape};

/// A tag's bytes, from `<` to `>`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tag<'a> {
    raw: &'a [u8],
}

/// The name without its prefix.
pub(crate) fn local_name(name: &[u8]) -> &[u8] {
    let after = name.iter().position(|b| *b == b':').map_or(0, |at| at + 1);
    name.get(after..).unwrap_or_default()
}

/// One attribute: its qualified name, its value as written, and where in the tag they lie.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attribute<'a> {
    pub(crate) name: &'a [u8],
    pub(crate) value: &'a [u8],
    /// From the blank before the name to after the closing quote.
    span: (usize, usize),
}

impl Attribute<'_> {
    /// Where its value lies in the tag's bytes.
    pub(crate) fn value_span(&self) -> (usize, usize) {
        let end = self.span.1.saturating_sub(1);
        (end - self.value.len().min(end), end)
    }
}

impl<'a> Tag<'a> {
    pub(crate) fn new(raw: &'a [u8]) -> Self {
        Self { raw }
    }

    /// Qualified name, as `x:row`.
    pub(crate) fn name(&self) -> &'a [u8] {
        let from = if self.raw.get(1) == Some(&b'/') { 2 } else { 1 };
        let rest = self.raw.get(from..).unwrap_or_default();
        let end = rest
            .iter()
            .position(|b| b.is_ascii_whitespace() || *b == b'>' || *b == b'/')
            .unwrap_or(rest.len());
        rest.get(..end).unwrap_or_default()
    }

    /// Name without its prefix.
    pub(crate) fn local(&self) -> &'a [u8] {
        local_name(self.name())
    }

    /// The prefix with its colon, empty when there is none.
    pub(crate) fn prefix(&self) -> &'a [u8] {
        let name = self.name();
        name.get(..name.len() - local_name(name).len()).unwrap_or_default()
    }

    /// Is it `<a/>`?
    pub(crate) fn is_empty(&self) -> bool {
        self.raw.ends_with(b"/>")
    }

    /// Its attributes, in order.
    pub(crate) fn attributes(&self) -> Attributes<'a> {
        let from = if self.raw.get(1) == Some(&b'/') { 2 } else { 1 };
        Attributes { raw: self.raw, at: from + self.name().len() }
    }

    /// Value of the attribute of that qualified name, entities as they are.
    pub(crate) fn raw(&self, name: &[u8]) -> Option<&'a [u8]> {
        self.attributes().find(|found| found.name == name).map(|found| found.value)
    }

    /// Value of the attribute of that qualified name, as text.
    pub(crate) fn get(&self, name: &str) -> Option<Cow<'a, str>> {
        self.raw(name.as_bytes()).map(unescape)
    }

    /// Value of the attribute of that local name, whatever its prefix (`r:id`).
    pub(crate) fn get_local(&self, name: &str) -> Option<Cow<'a, str>> {
        let named = |found: &Attribute<'_>| local_name(found.name) == name.as_bytes();
        self.attributes().find(named).map(|found| unescape(found.value))
    }

    /// The tag with attributes set (or, for `None`, left out); all else as it was. New attributes
    /// come last.
    pub(crate) fn with(&self, changes: &[(&str, Option<&str>)]) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.raw.len() + 16);
        let mut copied = 0;
        let mut done = vec![false; changes.len()];
        for found in self.attributes() {
            let change = changes.iter().position(|(name, _)| name.as_bytes() == found.name);
            let Some(change) = change else { continue };
            out.extend_from_slice(self.raw.get(copied..found.span.0).unwrap_or_default());
            if let (Some((name, Some(value))), Some(false)) =
                (changes.get(change), done.get(change))
            {
                push_attribute(&mut out, name, value);
            }
            if let Some(done) = done.get_mut(change) {
                *done = true;
            }
            copied = found.span.1;
        }
        let tail = if self.is_empty() { 2 } else { 1 };
        let end = self.raw.len().saturating_sub(tail).max(copied);
        out.extend_from_slice(self.raw.get(copied..end).unwrap_or_default());
        for ((name, value), done) in changes.iter().zip(done) {
            if let (Some(value), false) = (value, done) {
                push_attribute(&mut out, name, value);
            }
        }
        out.extend_from_slice(self.raw.get(end..).unwrap_or_default());
        out
    }
}

fn push_attribute(out: &mut Vec<u8>, name: &str, value: &str) {
    while out.last().is_some_and(u8::is_ascii_whitespace) {
        out.pop();
    }
    out.push(b' ');
    out.extend_from_slice(name.as_bytes());
    out.extend_from_slice(b"=\"");
    out.extend_from_slice(escape_attribute(value).as_bytes());
    out.push(b'"');
}

/// Iterator over the attributes of a tag.
pub(crate) struct Attributes<'a> {
    raw: &'a [u8],
    at: usize,
}

impl<'a> Iterator for Attributes<'a> {
    type Item = Attribute<'a>;

    fn next(&mut self) -> Option<Attribute<'a>> {
        let raw = self.raw;
        let skip = |mut at: usize| {
            while raw.get(at).is_some_and(u8::is_ascii_whitespace) {
                at += 1;
            }
            at
        };
        let start = self.at;
        let name_at = skip(start);
        let mut at = name_at;
        while raw.get(at).is_some_and(|b| !b.is_ascii_whitespace() && !b"=/>".contains(b)) {
            at += 1;
        }
        let name = raw.get(name_at..at).filter(|name| !name.is_empty())?;
        let equals = skip(at);
        if raw.get(equals) != Some(&b'=') {
            return None;
        }
        let open = skip(equals + 1);
        let quote = *raw.get(open).filter(|b| **b == b'"' || **b == b'\'')?;
        let len = memchr::memchr(quote, raw.get(open + 1..)?)?;
        let value = raw.get(open + 1..open + 1 + len)?;
        self.at = open + len + 2;
        Some(Attribute { name, value, span: (start, self.at) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_attributes() {
        let tag = Tag::new(b"<x:c r = 'B2'  s=\"3\" r:id=\"a&amp;b\" />");
        assert_eq!((tag.name(), tag.local(), tag.prefix()), (&b"x:c"[..], &b"c"[..], &b"x:"[..]));
        assert_eq!(tag.raw(b"r"), Some(&b"B2"[..]));
        assert_eq!(tag.get_local("id").as_deref(), Some("a&b"));
        assert!(tag.is_empty());
        assert_eq!(Tag::new(b"</row >").name(), b"row");
    }

    #[test]
    fn only_what_changes_is_rewritten() {
        let tag = Tag::new(b"<c  r='B2' s=\"3\" t=\"s\">");
        let changed = tag.with(&[("r", Some("B1")), ("t", None), ("cm", Some("\"&<"))]);
        assert_eq!(
            String::from_utf8(changed).unwrap(),
            "<c r=\"B1\" s=\"3\" cm=\"&quot;&amp;&lt;\">"
        );
        assert_eq!(Tag::new(b"<c />").with(&[("r", Some("A1"))]), b"<c r=\"A1\"/>");
        assert_eq!(Tag::new(b"<c a='1'/>").with(&[]), b"<c a='1'/>");
    }

    #[test]
    fn broken_attributes_end_the_list() {
        for raw in [&b"<a b>"[..], b"<a b=>", b"<a b=\"", b"<", b"", b"<a =\"x\">"] {
            assert_eq!(Tag::new(raw).attributes().count(), 0);
            let _ = Tag::new(raw).with(&[("x", Some("1"))]);
        }
    }
}
