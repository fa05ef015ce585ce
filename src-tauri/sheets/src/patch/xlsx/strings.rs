//! The shared strings part: strings that no cell uses any more are blanked, new ones appended.
//!
//! Indexes never move, so that cells which are not edited keep theirs.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{Read, Write};

use crate::xml::{Kind, Scanner, Stretch, Tag, Tokens, XmlError, cdata, escape_text, unescape};

/// A set of string indexes, one bit each.
#[derive(Clone, Debug, Default)]
pub(crate) struct IndexSet {
    words: Vec<u64>,
}

impl IndexSet {
    /// Largest index worth a bit: far above what a workbook can hold.
    const LIMIT: u32 = 1 << 30;

    pub(crate) fn insert(&mut self, index: u32) {
        if index >= Self::LIMIT {
            return;
        }
        let word = (index / 64) as usize;
        if word >= self.words.len() {
            self.words.resize(word + 1, 0);
        }
        if let Some(word) = self.words.get_mut(word) {
            *word |= 1 << (index % 64);
        }
    }

    /// Adds those of another set.
    pub(crate) fn join(&mut self, other: &Self) {
        self.words.resize(self.words.len().max(other.words.len()), 0);
        self.words.iter_mut().zip(&other.words).for_each(|(word, more)| *word |= more);
    }

    pub(crate) fn contains(&self, index: u32) -> bool {
        self.words.get((index / 64) as usize).is_some_and(|word| word >> (index % 64) & 1 == 1)
    }
}

/// New strings and the indexes they get behind the existing ones.
#[derive(Clone, Debug, Default)]
pub(crate) struct Appended {
    first: u32,
    texts: Vec<String>,
    index: BTreeMap<String, u32>,
}

impl Appended {
    /// `first` is the number of strings that the part already holds.
    pub(crate) fn new(first: u32) -> Self {
        Self { first, ..Self::default() }
    }

    /// Index of a text, appended when it is new.
    pub(crate) fn add(&mut self, text: &str) -> u32 {
        if let Some(index) = self.index.get(text) {
            return *index;
        }
        let index = self.first.saturating_add(u32::try_from(self.texts.len()).unwrap_or(u32::MAX));
        self.texts.push(text.to_owned());
        self.index.insert(text.to_owned(), index);
        index
    }

    /// Is there no new text?
    pub(crate) fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// Those that were added, in order.
    pub(crate) fn texts(&self) -> &[String] {
        &self.texts
    }

    /// The open tag of all strings with its counts true, open even when there were none before; `uses`
    /// is the number of cells that refer to a string.
    pub(crate) fn counted(&self, tag: Tag<'_>, uses: u64) -> Vec<u8> {
        let total = u64::from(self.first) + self.texts.len() as u64;
        let (uses, total) = (uses.to_string(), total.to_string());
        let has = |name: &str| tag.raw(name.as_bytes()).is_some();
        let mut changes = Vec::new();
        if has("count") {
            changes.push(("count", Some(uses.as_str())));
        }
        if has("uniqueCount") {
            changes.push(("uniqueCount", Some(total.as_str())));
        }
        let mut raw = tag.with(&changes);
        if !self.is_empty() && raw.ends_with(b"/>") {
            raw.truncate(raw.len() - 2);
            raw.push(b'>');
        }
        raw
    }

    /// Index of a text that was added.
    pub(crate) fn get(&self, text: &str) -> Option<u32> {
        self.index.get(text).copied()
    }
}

/// Calls `each` with the index, the open tag and the rest of every `<si>` of the part.
pub(crate) fn each_item(
    source: impl Read,
    mut each: impl FnMut(u32, &[u8]),
) -> Result<u32, XmlError> {
    let mut scanner = Scanner::new(source);
    let mut index = 0;
    while let Some(stretch) = scanner.element(b"si")? {
        if let Stretch::Element(_, rest) = stretch {
            each(index, rest);
            index += 1;
        }
    }
    Ok(index)
}

/// Writes the part again: strings not in `used` blanked, `appended` behind the last, counts true.
///
/// `uses` is the number of cells that refer to a string afterwards.
pub(crate) fn rewrite(
    source: impl Read,
    out: &mut impl Write,
    used: &IndexSet,
    appended: &Appended,
    uses: u64,
) -> Result<(), XmlError> {
    let mut scanner = Scanner::new(source);
    let mut index = 0;
    let mut prefix = Vec::new();
    while let Some(stretch) = scanner.element(b"si")? {
        let token = match stretch {
            Stretch::Token(token) => token,
            Stretch::Element(open, rest) => {
                if used.contains(index) {
                    out.write_all(open)?;
                    out.write_all(rest)?;
                } else {
                    write_item(out, &prefix, "")?;
                }
                index += 1;
                continue;
            }
        };
        let tag = token.tag();
        if token.opens(b"sst") {
            prefix = tag.prefix().to_vec();
            let empty = token.kind == Kind::Empty;
            out.write_all(&appended.counted(tag, uses))?;
            if empty && !appended.texts.is_empty() {
                append(out, appended, &prefix)?;
                out.write_all(&[b"</", tag.name(), b">"].concat())?;
            }
        } else if token.closes(b"sst") {
            append(out, appended, &prefix)?;
            out.write_all(token.raw)?;
        } else {
            out.write_all(token.raw)?;
        }
    }
    Ok(())
}

fn append(out: &mut impl Write, appended: &Appended, prefix: &[u8]) -> std::io::Result<()> {
    appended.texts.iter().try_for_each(|text| write_item(out, prefix, text))
}

fn write_item(out: &mut impl Write, prefix: &[u8], text: &str) -> std::io::Result<()> {
    let p = String::from_utf8_lossy(prefix);
    if text.is_empty() {
        return write!(out, "<{p}si><{p}t/></{p}si>");
    }
    write!(out, "<{p}si>{}</{p}si>", text_element(&p, text))
}

/// `<t>` with a text, its blanks kept, and what XML cannot hold spelled `_xHHHH_`.
pub(crate) fn text_element(prefix: &str, text: &str) -> String {
    let kept = text.trim() != text || text.contains(['\n', '\t', '\r']) || text.contains("  ");
    let space = if kept { " xml:space=\"preserve\"" } else { "" };
    format!("<{prefix}t{space}>{}</{prefix}t>", escape_text(&escape_controls(text)))
}

/// Text of a string item or inline string: its runs joined, phonetic hints left out.
pub(crate) fn text_of(content: &[u8]) -> Cow<'_, str> {
    plain(content).map_or_else(|| Cow::Owned(joined(content, false)), Cow::Borrowed)
}

/// The one text of most items, when it is written without anything to decode.
fn plain(content: &[u8]) -> Option<&str> {
    let end = memchr::memchr(b'>', content.strip_prefix(b"<t")?)? + 3;
    let open = content.get(..end)?;
    let rest = content.get(end..)?;
    let text = rest.get(..memchr::memchr(b'<', rest)?)?;
    let closes = rest.get(text.len()..)?.starts_with(b"</t></");
    let simple = closes && (open == b"<t>" || open == b"<t xml:space=\"preserve\">");
    let nothing_to_decode = memchr::memchr2(b'&', b'_', text).is_none();
    (simple && nothing_to_decode).then(|| std::str::from_utf8(text).ok()).flatten()
}

/// As [`text_of`], phonetic hints included: everything that could give a text away.
pub(crate) fn whole_text_of(content: &[u8]) -> Cow<'_, str> {
    plain(content).map_or_else(|| Cow::Owned(joined(content, true)), Cow::Borrowed)
}

fn joined(content: &[u8], phonetic: bool) -> String {
    let mut out = String::new();
    let (mut in_text, mut in_phonetic) = (false, false);
    for token in Tokens::new(content) {
        match token.kind {
            Kind::Open if token.opens(b"t") => in_text = true,
            Kind::Open if token.opens(b"rPh") => in_phonetic = true,
            Kind::Close if token.closes(b"t") => in_text = false,
            Kind::Close if token.closes(b"rPh") => in_phonetic = false,
            _ if in_phonetic && !phonetic => {}
            Kind::Text if in_text => out.push_str(&unescape(token.raw)),
            Kind::CData if in_text => out.push_str(&cdata(token.raw)),
            _ => {}
        }
    }
    match unescape_controls(&out) {
        Cow::Owned(text) => text,
        Cow::Borrowed(_) => out,
    }
}

/// `_x000D_` and its like as the characters they stand for (ECMA-376 part 1, 22.9.2.19).
pub(crate) fn unescape_controls(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("_x") {
        out.push_str(before);
        let code = after.get(..4).zip(after.get(4..)).and_then(|(hex, tail)| {
            let tail = tail.strip_prefix('_')?;
            let digits = hex.bytes().all(|b| b.is_ascii_hexdigit());
            let unit = digits.then(|| u16::from_str_radix(hex, 16).ok())??;
            Some((char::from_u32(u32::from(unit))?, tail))
        });
        match code {
            Some((character, tail)) => {
                out.push(character);
                rest = tail;
            }
            None => {
                out.push_str("_x");
                rest = after;
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The reverse of [`unescape_controls`]: control characters, and what would read as an escape.
pub(crate) fn escape_controls(text: &str) -> Cow<'_, str> {
    let control =
        |c: char| (c < ' ' && c != '\n' && c != '\t') || c == '\u{fffe}' || c == '\u{ffff}';
    if !text.contains(control) && !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for (at, character) in text.char_indices() {
        let tail = text.get(at..).unwrap_or_default();
        let reads_as_escape = tail.starts_with("_x")
            && matches!(unescape_controls(tail.get(..7).unwrap_or("")), Cow::Owned(read) if read.chars().count() == 1);
        if control(character) {
            out.push_str(&format!("_x{:04X}_", u32::from(character)));
        } else if reads_as_escape {
            out.push_str("_x005F_");
        } else {
            out.push(character);
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(part: &str, used: &[u32], texts: &[&str]) -> String {
        let mut set = IndexSet::default();
        used.iter().for_each(|index| set.insert(*index));
        let mut appended = Appended::new(each_item(part.as_bytes(), |_, _| {}).unwrap());
        texts.iter().for_each(|text| {
            appended.add(text);
        });
        let mut out = Vec::new();
        rewrite(part.as_bytes(), &mut out, &set, &appended, 7).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn orphans_are_blanked_and_new_texts_come_last() {
        let part = "<sst count=\"9\" uniqueCount=\"3\"><si><t>a</t></si><si><r><t>b</t></r></si><si/></sst>";
        assert_eq!(
            rewritten(part, &[0], &[" x", "é<"]),
            "<sst count=\"7\" uniqueCount=\"5\"><si><t>a</t></si><si><t/></si><si><t/></si>\
             <si><t xml:space=\"preserve\"> x</t></si><si><t>é&lt;</t></si></sst>"
        );
        assert_eq!(rewritten("<x:sst/>", &[], &["a"]), "<x:sst><x:si><x:t>a</x:t></x:si></x:sst>");
    }

    #[test]
    fn runs_are_joined_and_phonetic_hints_told_apart() {
        let item = "<r><rPr/><t>Du</t></r><r><t>pont</t></r><rPh sb='0'><t>x</t></rPh></si>";
        assert_eq!(text_of(item.as_bytes()), "Dupont");
        assert_eq!(whole_text_of(item.as_bytes()), "Dupontx");
    }

    #[test]
    fn control_characters_have_their_own_spelling() {
        for text in ["a\u{1}b", "_x0041_", "x_x", "\r\n", "_x005F_x0041_", "é_xé_"] {
            assert_eq!(unescape_controls(&escape_controls(text)), text);
        }
        assert_eq!(escape_controls("a\u{b}_x0041_"), "a_x000B__x005F_x0041_");
    }
}
