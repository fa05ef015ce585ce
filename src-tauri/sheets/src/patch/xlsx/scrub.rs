//! Copies of removed texts outside the cells: found, and blotted out where that harms nothing.

use crate::verify::absence::{Needles, Place, without_codes};
use crate::xml::{Element, Node, cdata, unescape};

/// What stands where a removed text stood.
pub(crate) const BLOT: &str = "…";

/// The removed texts of a cleaning, less those that a kept cell holds as well.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scrub {
    pub(crate) needles: Needles,
    /// By needle: some kept cell holds it, so other copies give nothing away.
    pub(crate) held: Vec<bool>,
}

impl Scrub {
    /// Is there nothing to look for?
    pub(crate) fn is_idle(&self) -> bool {
        self.needles.is_empty()
    }

    /// Does the text hold a removed text that nothing else holds?
    pub(crate) fn finds(&self, text: &str) -> bool {
        !self.ranges(text).is_empty()
    }

    /// The text with removed texts blotted out; none when it holds none.
    pub(crate) fn clean(&self, text: &str) -> Option<String> {
        let ranges = self.ranges(text);
        (!ranges.is_empty()).then(|| {
            let mut parts = vec![text.to_owned()];
            cut(&mut parts, &ranges);
            parts.concat()
        })
    }

    /// Byte ranges of removed texts, in order, overlapping ones joined.
    fn ranges(&self, text: &str) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        if self.is_idle() {
            return found;
        }
        let plain = without_codes(text);
        for text in [Some(text), plain.as_deref()].into_iter().flatten() {
            self.needles.find(text, Place::Text, &mut Vec::new(), |id, range| {
                if !self.held.get(id as usize).copied().unwrap_or(false) {
                    found.push((range.start, range.end));
                }
            });
        }
        found.sort_unstable();
        found.dedup_by(|next, last| {
            let joins = next.0 <= last.1;
            if joins {
                last.1 = last.1.max(next.1);
            }
            joins
        });
        found
    }

    /// Blots removed texts out of all characters in an element, those that are split over runs
    /// included; true when something changed.
    pub(crate) fn characters(&self, element: &mut Element) -> bool {
        if self.is_idle() {
            return false;
        }
        let mut parts = Vec::new();
        gather(element, &mut parts);
        let before = parts.clone();
        for joint in ["", "\n"] {
            let ranges = self.ranges(&parts.join(joint));
            if joint.is_empty() {
                cut(&mut parts, &ranges);
            } else {
                for part in &mut parts {
                    let ranges = self.ranges(part);
                    cut(std::slice::from_mut(part), &ranges);
                }
            }
        }
        if parts == before {
            return false;
        }
        let mut parts = parts.into_iter();
        put_back(element, &mut parts);
        true
    }

    /// Blots removed texts out of an attribute; true when something changed.
    pub(crate) fn attribute(&self, element: &mut Element, name: &str) -> bool {
        let cleaned = element.tag().get(name).and_then(|value| self.clean(&value));
        if let Some(text) = &cleaned {
            element.set(name, Some(text));
        }
        cleaned.is_some()
    }
}

/// Takes ranges of the joined parts out of the parts, a blot where each one began.
fn cut(parts: &mut [String], ranges: &[(usize, usize)]) {
    let mut offset = 0;
    for part in parts {
        let (from, to) = (offset, offset + part.len());
        offset = to;
        let mut kept = String::with_capacity(part.len());
        let mut at = from;
        for &(start, end) in ranges.iter().filter(|range| range.0 < to && range.1 > from) {
            let upto = start.max(from);
            kept.push_str(part.get(at - from..upto - from).unwrap_or_default());
            if start >= from {
                kept.push_str(BLOT);
            }
            at = end.min(to).max(at);
        }
        kept.push_str(part.get(at - from..).unwrap_or_default());
        *part = kept;
    }
}

fn gather(element: &Element, out: &mut Vec<String>) {
    for node in &element.children {
        match node {
            Node::Element(child) => gather(child, out),
            Node::Text(raw) => out.push(unescape(raw).into_owned()),
            Node::CData(raw) => out.push(cdata(raw).into_owned()),
            Node::Other(_) => {}
        }
    }
}

fn put_back(element: &mut Element, parts: &mut impl Iterator<Item = String>) {
    for node in &mut element.children {
        let former = match node {
            Node::Element(child) => {
                put_back(child, parts);
                continue;
            }
            Node::Text(raw) => unescape(raw).into_owned(),
            Node::CData(raw) => cdata(raw).into_owned(),
            Node::Other(_) => continue,
        };
        let text = parts.next().unwrap_or_default();
        if text != former {
            *node = Node::Text(crate::xml::escape_text(&text).into_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify::absence::Sought;

    fn scrub() -> Scrub {
        let texts = ["Élodie Durand", "Zorro"];
        let sought = texts.map(|text| Sought { text: text.to_owned(), named: false });
        Scrub { needles: Needles::new(sought), held: vec![false; 2] }
    }

    #[test]
    fn texts_are_blotted_out_across_runs() {
        assert_eq!(scrub().clean("Voir élodie DURAND !").as_deref(), Some("Voir … !"));
        assert_eq!(scrub().clean("Voir Durand"), None);
        let xml = "<p><t>Voir Élo</t><t>die Dur</t><t>and, zorro</t></p>";
        let mut nodes = Element::parse(xml.as_bytes()).unwrap();
        let Some(Node::Element(element)) = nodes.first_mut() else { panic!() };
        assert!(scrub().characters(element));
        let mut out = Vec::new();
        element.write(&mut out);
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text, "<p><t>Voir …</t><t></t><t>, …</t></p>");
    }
}
