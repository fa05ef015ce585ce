//! Copies of removed texts outside the cells: found, and blotted out where that harms nothing.

use crate::verify::absence::{Needles, Place, is_run, without_codes};
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

    /// Does the name that a user gave to something hold a removed text that nothing else holds?
    pub(crate) fn finds_in_name(&self, name: &str) -> bool {
        let mut found = false;
        self.needles.find(name, Place::Markup, &mut Vec::new(), |id, _| {
            found |= !self.held.get(id as usize).copied().unwrap_or(false);
        });
        found
    }

    /// The text with removed texts blotted out; none when it holds none.
    pub(crate) fn clean(&self, text: &str) -> Option<String> {
        let ranges = self.ranges(text);
        (!ranges.is_empty()).then(|| {
            let mut whole = Stretch { text: text.to_owned(), ..Stretch::default() };
            whole.cut(&ranges);
            whole.text
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

    /// Blots removed texts out of all characters in an element, those that are split over runs or
    /// paragraphs included; true when something changed. Runs are read joined, then each on its own.
    pub(crate) fn characters(&self, element: &mut Element) -> bool {
        if self.is_idle() {
            return false;
        }
        let mut stretches = Vec::new();
        gather(element, &mut false, &mut stretches);
        let mut changed = self.cut_out(&mut stretches);
        stretches.iter_mut().for_each(|stretch| stretch.parted = true);
        changed |= self.cut_out(&mut stretches);
        if changed {
            put_back(element, &mut stretches.into_iter());
        }
        changed
    }

    /// Cuts removed texts out of stretches read as one text; true when there were some.
    fn cut_out(&self, stretches: &mut [Stretch]) -> bool {
        let mut text = String::new();
        for stretch in &mut *stretches {
            if stretch.parted {
                text.push('\n');
            }
            stretch.at = text.len();
            text.push_str(&stretch.text);
        }
        let ranges = self.ranges(&text);
        stretches.iter_mut().for_each(|stretch| stretch.cut(&ranges));
        !ranges.is_empty()
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

/// Characters between two tags.
#[derive(Clone, Debug, Default)]
struct Stretch {
    text: String,
    /// Where it begins in the text that is looked at.
    at: usize,
    /// A paragraph, a cell or a break begins or ends before it.
    parted: bool,
}

impl Stretch {
    /// Takes ranges of the text that is looked at out, a blot where each one began.
    fn cut(&mut self, ranges: &[(usize, usize)]) {
        let (from, to) = (self.at, self.at + self.text.len());
        let mut kept = String::with_capacity(self.text.len());
        let mut at = from;
        for &(start, end) in ranges.iter().filter(|range| range.0 < to && range.1 > from) {
            let upto = start.max(from);
            kept.push_str(self.text.get(at - from..upto - from).unwrap_or_default());
            if start >= from {
                kept.push_str(BLOT);
            }
            at = end.min(to).max(at);
        }
        kept.push_str(self.text.get(at - from..).unwrap_or_default());
        self.text = kept;
    }
}

/// The characters in an element, in order. `parted` tells whether something other than a run began
/// or ended since the last ones.
fn gather(element: &Element, parted: &mut bool, out: &mut Vec<Stretch>) {
    for node in &element.children {
        match node {
            Node::Element(child) => {
                let run = is_run(child.local());
                *parted |= !run;
                gather(child, parted, out);
                *parted |= !run;
            }
            Node::Text(raw) => out.push(stretch(unescape(raw), parted)),
            Node::CData(raw) => out.push(stretch(cdata(raw), parted)),
            Node::Other(_) => {}
        }
    }
}

fn stretch(text: std::borrow::Cow<'_, str>, parted: &mut bool) -> Stretch {
    Stretch { text: text.into_owned(), at: 0, parted: std::mem::take(parted) }
}

fn put_back(element: &mut Element, stretches: &mut impl Iterator<Item = Stretch>) {
    for node in &mut element.children {
        let former = match node {
            Node::Element(child) => {
                put_back(child, stretches);
                continue;
            }
            Node::Text(raw) => unescape(raw).into_owned(),
            Node::CData(raw) => cdata(raw).into_owned(),
            Node::Other(_) => continue,
        };
        let text = stretches.next().unwrap_or_default().text;
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
        for (xml, expected) in [
            (
                "<p><t>Voir Élo</t><t>die Dur</t><t>and, zorro</t></p>",
                "<p><t>Voir …</t><t></t><t>, …</t></p>",
            ),
            // Paragraphs and breaks part words that runs would join.
            ("<b><p>un zorro</p><p>deux</p></b>", "<b><p>un …</p><p>deux</p></b>"),
            ("<d><p>Élodie</p><p>Durand</p></d>", "<d><p>…</p><p></p></d>"),
            ("<d><font>Élodie<br/>Durand</font> x</d>", "<d><font>…<br/></font> x</d>"),
            ("<p><t>Zorro</t><t>x</t></p>", "<p><t>…</t><t>x</t></p>"),
        ] {
            assert_eq!(cleaned(xml), (true, expected.to_owned()));
        }
        assert!(!cleaned("<d><p>Élodie</p><p>Martin</p></d>").0);
    }

    /// Did an element change, and what is it now?
    fn cleaned(xml: &str) -> (bool, String) {
        let mut nodes = Element::parse(xml.as_bytes()).unwrap();
        let Some(Node::Element(element)) = nodes.first_mut() else { panic!() };
        let changed = scrub().characters(element);
        let mut out = Vec::new();
        element.write(&mut out);
        (changed, String::from_utf8(out).unwrap())
    }
}
