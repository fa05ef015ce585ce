//! Links of cells (ECMA-376 part 1, 18.3.1.47): where they lead is kept.

use epure_engine::table::CellRef;

use super::Placed;
use crate::patch::xlsx::book::Sheet;
use crate::patch::xlsx::outside::{Context, corners};
use crate::xml::{Element, Tag, escape_attribute};

/// Namespace of relationships.
pub(super) const NAMESPACE: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A link of cells in an archive.
#[derive(Clone, Debug)]
pub(crate) struct Link {
    first: CellRef,
    last: CellRef,
    /// `location`, `display` and `tooltip`, as far as it has them.
    words: Vec<(&'static str, String)>,
    /// Where it leads outside the workbook, until it is related.
    pub(super) target: Option<String>,
    /// Its relationship.
    pub(super) id: Option<String>,
}

impl Link {
    /// Does it lead out of the workbook? (Asked before it is related.)
    pub(super) fn leads_outside(&self) -> bool {
        self.target.is_some()
    }

    /// The element, with the prefix of the sheet's elements.
    pub(crate) fn element(&self, prefix: &str) -> String {
        let area = match self.first == self.last {
            true => self.first.to_string(),
            false => format!("{}:{}", self.first, self.last),
        };
        let mut element = format!("<{prefix}hyperlink ref=\"{area}\"");
        for (name, value) in &self.words {
            element.push_str(&format!(" {name}=\"{}\"", escape_attribute(value)));
        }
        if let Some(id) = &self.id {
            element.push_str(&format!(" xmlns:r=\"{NAMESPACE}\" r:id=\"{id}\""));
        }
        element + "/>"
    }
}

/// What becomes of a link, as written, in the archives that its rows moved to.
pub(super) fn moved(
    tag: &[u8],
    placed: &Placed,
    sheet: &Sheet,
    context: &Context<'_>,
) -> Vec<(usize, Link)> {
    let (tag, scrub) = (Tag::new(tag), context.scrub);
    let area = tag.get("ref").and_then(|area| corners(&area));
    let Some((first, last)) = area else { return Vec::new() };
    let id = tag.get_local("id");
    let rel = id.as_ref().and_then(|id| sheet.rels.iter().find(|rel| rel.id == **id));
    let target = rel.map(|rel| rel.target.clone());
    let leaks = |target: &String| {
        let decoded = crate::verify::absence::percent_decoded(target);
        scrub.finds(target) || decoded.is_some_and(|target| scrub.finds(&target))
    };
    if id.is_some() && target.as_ref().is_none_or(leaks) {
        return Vec::new();
    }
    let words = words(tag, &sheet.name, context);
    let columns = context.shift.columns.shift_range(first.column, last.column);
    let Some((left, right)) = columns.filter(|_| id.is_some() || !words.is_empty()) else {
        return Vec::new();
    };
    let rows = placed.range(first.row..=last.row).map(|(_, (archive, row))| {
        let link = Link {
            first: CellRef { row: *row, column: left },
            last: CellRef { row: *row, column: right },
            words: words.clone(),
            target: target.clone(),
            id: None,
        };
        (*archive, link)
    });
    rows.collect()
}

/// What a link says, adjusted as that of a cell which stays. A place in its own sheet gets the name of
/// that sheet; one that is gone is left out.
fn words(tag: Tag<'_>, sheet: &str, context: &Context<'_>) -> Vec<(&'static str, String)> {
    let mut link =
        Element { open: b"<hyperlink/>".to_vec(), children: Vec::new(), close: Vec::new() };
    for name in ["location", "display", "tooltip"] {
        link.set(name, tag.get(name).as_deref());
    }
    let _ = context.adjust(&mut link);
    let words = ["location", "display", "tooltip"].into_iter().filter_map(|name| {
        let value = link.tag().get(name)?.into_owned();
        match name {
            "location" if value.contains("#REF!") => None,
            "location" if corners(&value).is_some() => {
                Some((name, format!("'{}'!{value}", sheet.replace('\'', "''"))))
            }
            name => Some((name, value)),
        }
    });
    words.collect()
}

/// The container of links; nothing without links.
pub(super) fn container(links: &[Link], prefix: &str) -> String {
    if links.is_empty() {
        return String::new();
    }
    let inside: String = links.iter().map(|link| link.element(prefix)).collect();
    format!("<{prefix}hyperlinks>{inside}</{prefix}hyperlinks>")
}
