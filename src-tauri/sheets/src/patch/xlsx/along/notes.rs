//! Notes of cells: their words (ECMA-376 part 1, 18.7) and their boxes, which are VML.

use std::collections::BTreeMap;

use epure_engine::table::{CellRef, Comment};

use crate::package::{Package, Source};
use crate::patch::xlsx::book::{Book, Sheet};
use crate::patch::xlsx::rels::Relationship;
use crate::patch::xlsx::scrub::Scrub;
use crate::patch::xlsx::{XlsxError, whole};
use crate::read::comments::{classic, people_in, threads};
use crate::xml::{Element, Node, escape_text};

/// Content types of the two parts.
pub(super) const TEXTS_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
pub(super) const BOXES_TYPE: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";

/// Number of the first box of a drawing, as Excel counts.
const FIRST_BOX: u32 = 1025;

/// A note.
#[derive(Clone, Debug)]
pub(crate) struct Note {
    pub(super) at: CellRef,
    author: String,
    text: String,
}

impl Note {
    /// Removed texts become blots.
    pub(super) fn blot(&mut self, scrub: &Scrub) {
        for text in [&mut self.author, &mut self.text] {
            if let Some(clean) = scrub.clean(text) {
                *text = clean;
            }
        }
    }
}

/// The notes and threads of a sheet, by place.
pub(super) fn of_sheet<R: Source>(
    package: &mut Package<R>,
    book: &Book,
    sheet: &Sheet,
) -> Result<Vec<Note>, XlsxError> {
    let mut text =
        |part: &str| whole(package, part).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let mut people = BTreeMap::new();
    for rel in book.rels.iter().filter(|rel| rel.kind == "person" && !rel.external) {
        people.extend(people_in(&text(&rel.target)?));
    }
    let mut found: BTreeMap<CellRef, Comment> = BTreeMap::new();
    let parts = |kind: &'static str| sheet.rels.iter().filter(move |rel| rel.kind == kind);
    for rel in parts("comments") {
        found.extend(classic(&text(&rel.target)?).into_iter().map(|one| (one.cell, one)));
    }
    for rel in parts("threadedComment") {
        found.extend(threads(&text(&rel.target)?, &people));
    }
    let note = |comment: Comment| Note {
        at: comment.cell,
        author: comment.author.unwrap_or_default(),
        text: comment.text,
    };
    Ok(found.into_values().map(note).collect())
}

/// The part with the boxes of a sheet's notes or controls, when it has one: pictures of headers have
/// boxes in VML too, but none of them tells of a cell.
pub(super) fn boxes<R: Source>(
    package: &mut Package<R>,
    rels: &[Relationship],
) -> Result<Option<String>, XlsxError> {
    for rel in rels.iter().filter(|rel| rel.kind == "vmlDrawing" && !rel.external) {
        let bytes = whole(package, &rel.target)?;
        if memchr::memmem::find(&bytes, b"ClientData").is_some() {
            return Ok(Some(rel.target.clone()));
        }
    }
    Ok(None)
}

/// A part with the words of notes.
pub(super) fn texts(notes: &[Note]) -> Vec<u8> {
    let mut root = Element {
        open: b"<comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
            .to_vec(),
        children: Vec::new(),
        close: b"</comments>".to_vec(),
    };
    for child in ["authors", "commentList"] {
        root.children.push(Node::Element(Element {
            open: format!("<{child}>").into_bytes(),
            children: Vec::new(),
            close: format!("</{child}>").into_bytes(),
        }));
    }
    add_notes(&mut root, notes);
    let mut out = b"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n".to_vec();
    root.write(&mut out);
    out
}

/// Adds notes to the root of a part that holds some.
pub(crate) fn add_notes(root: &mut Element, notes: &[Note]) {
    let p = String::from_utf8_lossy(root.tag().prefix()).into_owned();
    let mut authors: Vec<String> = Vec::new();
    if let Some(list) = root.child_mut("authors") {
        authors.extend(list.elements().map(Element::text));
        for note in notes {
            if !authors.contains(&note.author) {
                authors.push(note.author.clone());
                push(list, &format!("<{p}author>{}</{p}author>", escape_text(&note.author)));
            }
        }
    }
    let Some(list) = root.child_mut("commentList") else { return };
    for note in notes {
        let author = authors.iter().position(|author| *author == note.author).unwrap_or(0);
        let text = escape_text(&note.text);
        push(
            list,
            &format!(
                "<{p}comment ref=\"{}\" authorId=\"{author}\"><{p}text><{p}t xml:space=\"preserve\">{text}</{p}t></{p}text></{p}comment>",
                note.at
            ),
        );
    }
}

/// A part with the boxes of notes.
pub(super) fn drawing(notes: &[Note]) -> Vec<u8> {
    let root = "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" \
        xmlns:o=\"urn:schemas-microsoft-com:office:office\" \
        xmlns:x=\"urn:schemas-microsoft-com:office:excel\">";
    let mut root =
        Element { open: root.as_bytes().to_vec(), children: Vec::new(), close: b"</xml>".to_vec() };
    add_boxes(&mut root, notes);
    let mut out = Vec::new();
    root.write(&mut out);
    out
}

/// Adds the boxes of notes to the root of a part that holds boxes. They show when a cell is pointed at.
pub(crate) fn add_boxes(root: &mut Element, notes: &[Note]) {
    const KIND: &str = "_x0000_t202";
    let is_kind =
        |one: &Element| one.is("shapetype") && one.tag().get("id").is_some_and(|id| id == KIND);
    if !root.elements().any(is_kind) {
        push(
            root,
            &format!(
                "<v:shapetype id=\"{KIND}\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\">\
                 <v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>"
            ),
        );
    }
    let number = |one: &Element| one.tag().get("id")?.strip_prefix("_x0000_s")?.parse::<u32>().ok();
    let first =
        root.elements().filter_map(number).max().map_or(FIRST_BOX, |last| last.saturating_add(1));
    for (note, number) in notes.iter().zip(first..) {
        let (row, column) = (note.at.row.saturating_sub(1), note.at.column);
        let (right, bottom) = (column.saturating_add(3), row.saturating_add(5));
        let left = column.saturating_add(1);
        push(
            root,
            &format!(
                "<v:shape id=\"_x0000_s{number}\" type=\"#{KIND}\" style=\"position:absolute;visibility:hidden\" \
                 fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/>\
                 <v:shadow on=\"t\" color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/>\
                 <v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div></v:textbox>\
                 <x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/>\
                 <x:Anchor>{left}, 15, {row}, 2, {right}, 15, {bottom}, 4</x:Anchor>\
                 <x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>\
                 </x:ClientData></v:shape>"
            ),
        );
    }
}

/// Adds an element, written here, at the end of another.
fn push(parent: &mut Element, xml: &str) {
    parent.close_if_empty();
    parent.children.extend(Element::parse(xml.as_bytes()).unwrap_or_default());
}
