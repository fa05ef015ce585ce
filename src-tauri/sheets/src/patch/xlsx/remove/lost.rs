//! What leads to parts that go is taken out of the parts that stay.

use std::collections::BTreeSet;
use std::io::Read;

use crate::patch::xlsx::outside::{Fate, recount};
use crate::xml::{Element, Kind, Scanner, Tag, XmlError};

/// Ids of relationships of one part that go.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lost<'a> {
    pub(crate) ids: &'a BTreeSet<String>,
}

/// Elements that are nothing once what they held is gone.
const HOLLOW: [&str; 10] = [
    "oleObjects",
    "controls",
    "AlternateContent",
    "Choice",
    "Fallback",
    "pivotCaches",
    "externalReferences",
    "tableParts",
    "ext",
    "extLst",
];

impl Lost<'_> {
    /// Takes out of an element what leads nowhere any more; the element itself may have to go.
    pub(crate) fn strip(self, element: &mut Element) -> Fate {
        if self.ids.is_empty() {
            return Fate::Keep;
        }
        if let Some(name) = self.leads(element) {
            // A page setup is more than the printer's settings.
            if !element.is("pageSetup") {
                return Fate::Drop;
            }
            element.set(&name, None);
        }
        let had = element.elements().count();
        element.retain(|child| self.strip(child) == Fate::Keep);
        let left = element.elements().count();
        if left == had {
            return Fate::Keep;
        }
        recount(element, left);
        let local = String::from_utf8_lossy(element.local()).into_owned();
        if left == 0 && HOLLOW.contains(&local.as_str()) { Fate::Drop } else { Fate::Keep }
    }

    /// Name of the attribute by which an element leads to a part that goes.
    fn leads(self, element: &Element) -> Option<String> {
        let tag = element.tag();
        let mut attributes = tag.attributes().filter(|a| a.name.contains(&b':'));
        let found = attributes.find(|attribute| {
            let value = std::str::from_utf8(attribute.value).unwrap_or_default();
            !attribute.name.starts_with(b"xmlns") && self.ids.contains(value)
        });
        found.map(|attribute| String::from_utf8_lossy(attribute.name).into_owned())
    }
}

/// Of a sheet part: ids of relationships that nothing uses once it is stripped, and ids of the
/// shapes that stood for what it lost.
pub(crate) fn of_sheet(
    source: impl Read,
    lost: Lost<'_>,
) -> Result<(BTreeSet<String>, BTreeSet<String>), XmlError> {
    let (mut before, mut after) = (Traces::default(), Traces::default());
    let mut scanner = Scanner::new(source);
    let mut depth = 0;
    while let Some(token) = scanner.next()? {
        match token.kind {
            Kind::Open if depth == 0 => depth = 1,
            Kind::Open if token.opens(b"sheetData") => {
                let mut rows = crate::patch::xlsx::cells::Rows::new();
                while !matches!(rows.next(&mut scanner)?, crate::patch::xlsx::cells::Piece::End(_))
                {
                }
            }
            Kind::Open | Kind::Empty if depth == 1 => {
                let open = token.raw.to_vec();
                let tag = Tag::new(&open);
                let rest = if tag.is_empty() { &[][..] } else { scanner.rest_of(tag.name())? };
                let mut element = Element::from_parts(&open, rest)?;
                before.gather(&element);
                if lost.strip(&mut element) == Fate::Keep {
                    after.gather(&element);
                }
            }
            _ => {}
        }
    }
    let ids = before.ids.difference(&after.ids).cloned().collect();
    let shapes = before.shapes.difference(&after.shapes).cloned().collect();
    Ok((ids, shapes))
}

#[derive(Default)]
struct Traces {
    ids: BTreeSet<String>,
    shapes: BTreeSet<String>,
}

impl Traces {
    fn gather(&mut self, element: &Element) {
        self.ids.extend(super::super::parts::relationship_ids(element));
        let mut waiting = vec![element];
        while let Some(element) = waiting.pop() {
            if let Some(id) = element.tag().get("shapeId") {
                self.shapes.insert(format!("_x0000_s{id}"));
            }
            waiting.extend(element.elements());
        }
    }
}
