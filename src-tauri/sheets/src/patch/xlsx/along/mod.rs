//! What goes along with rows that move to an archive: the links and the notes of their cells.
//!
//! Links keep where they lead, notes their author and their words (a thread becomes one note). What holds a
//! removed text is blotted as everywhere else; a link that leads to one stays behind.

mod links;
mod notes;

use std::collections::{BTreeMap, BTreeSet};

use epure_engine::table::{CellRef, HiddenKind};

use super::XlsxError;
use super::archive::Archive;
use super::parts::Parts;
use super::rels::{NewRelationship, Relationship, rels_name};
use super::scrub::Scrub;
use super::shifts::Shift;
use super::survey::Survey;
use crate::package::{Package, Source};

pub(crate) use links::Link;
pub(crate) use notes::{Note, add_boxes, add_notes};

/// Where rows of one sheet went, by number: the archive and the number there.
pub(crate) type Placed = BTreeMap<u32, (usize, u32)>;

/// What goes along with the rows of one archive.
#[derive(Clone, Debug, Default)]
pub(crate) struct Along {
    pub(crate) links: Vec<Link>,
    pub(crate) notes: Vec<Note>,
    /// Relationship to the boxes of notes, for a sheet that had none.
    pub(crate) drawing: Option<String>,
}

impl Along {
    /// Elements that a sheet gets behind its rows, in their order.
    pub(crate) fn elements(&self, prefix: &str) -> Vec<u8> {
        [links::container(&self.links, prefix), self.drawing(prefix)].concat().into_bytes()
    }

    /// Leaves behind the links that lead to a place in the workbook.
    pub(crate) fn keep_outside_links(&mut self) {
        self.links.retain(Link::leads_outside);
    }

    /// The element that leads to the boxes of notes.
    pub(crate) fn drawing(&self, prefix: &str) -> String {
        self.drawing.as_ref().map_or_else(String::new, |id| {
            format!("<{prefix}legacyDrawing xmlns:r=\"{}\" r:id=\"{id}\"/>", links::NAMESPACE)
        })
    }

    /// The links, in a container of their own.
    pub(crate) fn links(&self, prefix: &str) -> String {
        links::container(&self.links, prefix)
    }
}

/// Gathers what goes along with the rows of a sheet. `found` are its links as written.
pub(crate) fn gather<R: Source>(
    package: &mut Package<R>,
    (survey, scrub): (&Survey<'_>, &Scrub),
    index: usize,
    (placed, found): (&Placed, &[Vec<u8>]),
    archives: &mut [Archive],
) -> Result<(), XlsxError> {
    let Some(sheet) = survey.book.sheets.get(index) else { return Ok(()) };
    let nothing = Shift::default();
    let shift = survey.shifts.of(index).unwrap_or(&nothing);
    let parts = Parts::default();
    let context = parts.context(&sheet.part, index, shift, survey, scrub);
    for tag in found {
        for (archive, link) in links::moved(tag, placed, sheet, &context) {
            if let Some(archive) = archives.get_mut(archive) {
                archive.along.links.push(link);
            }
        }
    }
    if survey.requests.concerns(HiddenKind::Comments, Some(index)) {
        return Ok(());
    }
    for mut note in notes::of_sheet(package, &survey.book, sheet)? {
        let Some((archive, row)) = placed.get(&note.at.row) else { continue };
        let Some(column) = shift.columns.shift(note.at.column) else { continue };
        note.at = CellRef { row: *row, column };
        note.blot(scrub);
        if let Some(archive) = archives.get_mut(*archive) {
            archive.along.notes.push(note);
        }
    }
    Ok(())
}

/// Puts what goes along in the parts of the sheet `part`, whose relationships were `rels`.
pub(crate) fn attach<R: Source>(
    package: &mut Package<R>,
    along: &mut Along,
    part: &str,
    rels: &[Relationship],
    parts: &mut Parts,
) -> Result<(), XlsxError> {
    let mut ids: BTreeSet<String> = rels.iter().map(|rel| rel.id.clone()).collect();
    let mut new = Vec::new();
    let mut relate = |kind, target: String, external| {
        let id = (1u32..).map(|n| format!("rId{n}")).find(|id| !ids.contains(id));
        let id = id.unwrap_or_default();
        ids.insert(id.clone());
        new.push(NewRelationship { id: id.clone(), kind, target, external });
        id
    };
    for link in &mut along.links {
        link.id = link.target.take().map(|target| relate("hyperlink", target, true));
    }
    if !along.notes.is_empty() {
        let texts = rels.iter().find(|rel| rel.kind == "comments").map(|rel| rel.target.clone());
        let boxes = notes::boxes(package, rels)?;
        if let Some(name) = texts {
            parts.notes.insert(name, along.notes.clone());
        } else {
            let name = free(package, parts, "xl/comments", "xml");
            parts.types.push((name.clone(), notes::TEXTS_TYPE));
            parts.added.insert(name.clone(), notes::texts(&along.notes));
            relate("comments", format!("/{name}"), false);
        }
        if let Some(name) = boxes {
            parts.notes.insert(name, along.notes.clone());
        } else {
            let name = free(package, parts, "xl/drawings/vmlDrawing", "vml");
            parts.types.push((name.clone(), notes::BOXES_TYPE));
            parts.added.insert(name.clone(), notes::drawing(&along.notes));
            along.drawing = Some(relate("vmlDrawing", format!("/{name}"), false));
        }
    }
    if new.is_empty() {
        return Ok(());
    }
    let name = rels_name(part);
    match package.position(&name) {
        Some(_) => drop(parts.relationships.insert(part.to_owned(), new)),
        None => drop(parts.added.insert(name, NewRelationship::part(&new))),
    }
    Ok(())
}

/// A name that no part has yet.
pub(crate) fn free<R: Source>(
    package: &Package<R>,
    parts: &Parts,
    stem: &str,
    end: &str,
) -> String {
    let names = (1u32..).map(|n| format!("{stem}{n}.{end}"));
    let mut free =
        names.filter(|name| package.position(name).is_none() && !parts.added.contains_key(name));
    free.next().unwrap_or_default()
}
