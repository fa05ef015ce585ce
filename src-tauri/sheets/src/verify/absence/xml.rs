//! Searching an XML part: characters and attribute values, as they are read and as they are meant.

use std::io::Read;

use crate::xml::{Attribute, Kind, Scanner, Token, XmlError, cdata, local_name, unescape};

use super::codes::without_codes;
use super::needles::{Needles, Place};
use super::words::Word;

/// Texts are looked at once this much of them has come together.
const ENOUGH: usize = 32 << 10;
/// Elements that part a text without parting its words.
const RUNS: [&[u8]; 14] = [
    b"r", b"t", b"rPr", b"span", b"font", b"b", b"i", b"u", b"s", b"f", b"a", b"fld", b"ea",
    b"latin",
];

/// Does an element of that local name part a text without parting its words?
pub(crate) fn is_run(local: &[u8]) -> bool {
    RUNS.contains(&local)
}

/// Which place an element's characters (or, with an attribute, its value) are; none when they are
/// not looked at.
pub(crate) type Places<'p> = &'p dyn Fn(&[u8], Option<&[u8]>) -> Option<Place>;

/// A search of one XML stream, fed token by token.
pub(crate) struct XmlSearch<'n, 'p> {
    needles: &'n Needles,
    places: Places<'p>,
    /// Local names of the open elements.
    open: Vec<Vec<u8>>,
    /// Characters, runs parted by blanks; and the same with runs joined.
    parted: String,
    joined: String,
    place: Place,
    words: Vec<Word>,
}

impl<'n, 'p> XmlSearch<'n, 'p> {
    pub(crate) fn new(needles: &'n Needles, places: Places<'p>) -> Self {
        Self {
            needles,
            places,
            open: Vec::new(),
            parted: String::new(),
            joined: String::new(),
            place: Place::Text,
            words: Vec::new(),
        }
    }

    /// Looks at the next token.
    pub(crate) fn token(&mut self, token: &Token<'_>, hit: &mut dyn FnMut(u32)) {
        match token.kind {
            Kind::Open | Kind::Empty => {
                let local = token.tag().local();
                self.boundary(local, hit);
                for attribute in token.tag().attributes() {
                    self.attribute(local, &attribute, hit);
                }
                if token.kind == Kind::Open {
                    self.open.push(local.to_vec());
                }
            }
            Kind::Close => {
                self.boundary(token.tag().local(), hit);
                self.open.pop();
            }
            Kind::Text => self.characters(&unescape(token.raw), hit),
            Kind::CData => self.characters(&cdata(token.raw), hit),
            Kind::Other => {
                let text = String::from_utf8_lossy(token.raw);
                if !text.starts_with("<?xml ") {
                    self.look(&text, Place::Text, hit);
                }
            }
        }
    }

    /// Looks at what has come together.
    pub(crate) fn finish(&mut self, hit: &mut dyn FnMut(u32)) {
        let (parted, joined) = (std::mem::take(&mut self.parted), std::mem::take(&mut self.joined));
        if self.place == Place::Formula {
            let quoted: Vec<&str> = joined.split('"').skip(1).step_by(2).collect();
            return self.look(&quoted.join("\n"), self.place, hit);
        }
        self.look(&parted, self.place, hit);
        if joined != parted {
            self.look(&joined, self.place, hit);
        }
    }

    fn characters(&mut self, text: &str, hit: &mut dyn FnMut(u32)) {
        let element = self.open.last().map(Vec::as_slice).unwrap_or_default();
        let Some(place) = (self.places)(element, None) else { return };
        if place != self.place {
            self.finish(hit);
            self.place = place;
        }
        self.parted.push_str(text);
        self.joined.push_str(text);
    }

    /// An element begins or ends between two stretches of characters.
    fn boundary(&mut self, local: &[u8], hit: &mut dyn FnMut(u32)) {
        if self.parted.is_empty() {
            return;
        }
        self.parted.push('\n');
        if !is_run(local) {
            self.joined.push('\n');
            if self.parted.len() > ENOUGH {
                self.finish(hit);
            }
        }
    }

    fn attribute(&mut self, element: &[u8], found: &Attribute<'_>, hit: &mut dyn FnMut(u32)) {
        if found.name == b"xmlns" || found.name.starts_with(b"xmlns:") || found.value.len() < 2 {
            return;
        }
        if let Some(place) = (self.places)(element, Some(local_name(found.name))) {
            self.look(&unescape(found.value), place, hit);
        }
    }

    /// Looks at a text as it is, and as it is meant when it is percent-encoded, holds `_xHHHH_`
    /// spellings or codes of a header, or is a number with an exponent.
    fn look(&mut self, text: &str, place: Place, hit: &mut dyn FnMut(u32)) {
        self.needles.find(text, place, &mut self.words, |id, _| hit(id));
        let mut also = |text: &str| {
            self.needles.find(text, place, &mut self.words, |id, _| hit(id));
        };
        if let Some(decoded) = percent_decoded(text) {
            also(&decoded);
        }
        if let Some(plain) = without_codes(text) {
            also(&plain);
        }
        if let std::borrow::Cow::Owned(meant) = crate::patch::xlsx::unescape_controls(text) {
            also(&meant);
        }
        let number = text.len() < 32 && text.contains(['E', 'e']);
        if let Some(number) = number.then(|| text.trim().parse::<f64>().ok()).flatten() {
            also(&number.to_string());
        }
    }
}

/// Searches a whole stream.
pub(crate) fn search_xml(
    source: impl Read,
    needles: &Needles,
    places: Places<'_>,
    hit: &mut dyn FnMut(u32),
) -> Result<(), XmlError> {
    let mut scanner = Scanner::new(source);
    let mut search = XmlSearch::new(needles, places);
    while let Some(token) = scanner.next()? {
        search.token(&token, hit);
    }
    search.finish(hit);
    Ok(())
}

/// The text with `%C3%A9` and its like decoded; none when there is nothing to decode.
pub(crate) fn percent_decoded(text: &str) -> Option<String> {
    if !text.contains('%') {
        return None;
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let hex = text.get(at + 1..at + 3).filter(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()));
        match (byte, hex.and_then(|hex| u8::from_str_radix(hex, 16).ok())) {
            (b'%', Some(code)) => {
                out.push(code);
                at += 3;
            }
            _ => {
                out.push(if byte == b'+' { b' ' } else { byte });
                at += 1;
            }
        }
    }
    Some(String::from_utf8_lossy(&out).into_owned())
}

#[cfg(test)]
mod tests {
    use super::super::sought::Sought;
    use super::*;

    fn found(xml: &str) -> usize {
        let texts = ["Élodie Durand", "Zorropersonne", "732829320"];
        let sought = texts.map(|text| Sought { text: text.to_owned(), named: false });
        let needles = Needles::new(sought);
        let mut ids = std::collections::BTreeSet::new();
        let places: Places<'_> = &|_, _| Some(Place::Text);
        search_xml(xml.as_bytes(), &needles, places, &mut |id| {
            ids.insert(id);
        })
        .unwrap();
        ids.len()
    }

    #[test]
    fn every_spelling_is_found() {
        for xml in [
            "<a>&#201;lodie Durand</a>",
            "<a><![CDATA[élodie durand]]></a>",
            "<p><r><t>Élo</t></r><r><t>die Dur</t></r><r><t>and</t></r></p>",
            "<a b='mailto:%C3%89lodie%20Durand'/>",
            "<a><!-- Élodie Durand --></a>",
            "<a>Zorro_x0070_ersonne</a>",
            "<v>7.32829320E8</v>",
            "<p><t>Zorropersonne</t><t>x</t></p>",
        ] {
            assert_eq!(found(xml), 1, "{xml}");
        }
        assert_eq!(found("<p>Élodie</p><q>Martin</q><Zorropersonne/>"), 0);
    }
}
