//! Hidden content removed on request: parts that go, and what in other parts leads to them.
//!
//! Hidden rows and columns go as deleted ones do (see [`hidden`]); a sheet goes with everything it
//! owns, and references to it break. Nothing that is asked for is passed over in silence: what
//! cannot be taken out safely is refused.

mod hidden;
mod lost;
mod requests;

use std::collections::BTreeSet;

use epure_engine::table::HiddenKind;

use crate::package::{Package, Source};
use crate::xml::Element;

use super::XlsxError;
use super::book::Book;
use super::error::Structure;
use super::parts::Parts;

pub(crate) use hidden::take as take_hidden;
pub(crate) use lost::{Lost, of_sheet};
pub(crate) use requests::Requests;

/// Kinds of relationships whose parts go with a kind of hidden content.
fn relationships(kind: HiddenKind) -> &'static [&'static str] {
    match kind {
        HiddenKind::Thumbnail => &["thumbnail"],
        HiddenKind::CustomProperties => &["custom-properties"],
        HiddenKind::PrinterSettings => &["printerSettings"],
        HiddenKind::CustomXml => &["customXml", "customXmlProps"],
        HiddenKind::Comments => &["comments", "threadedComment"],
        HiddenKind::ExternalLinks => &["externalLink"],
        HiddenKind::EmbeddedFiles => &["oleObject", "package"],
        HiddenKind::Macros => &[
            "vbaProject",
            "vbaProjectSignature",
            "vbaProjectSignatureAgile",
            "vbaProjectSignatureV3",
            "wordVbaData",
            "attachedToolbars",
        ],
        HiddenKind::Connections => &["connections", "queryTable"],
        HiddenKind::PivotCaches => &["pivotCacheRecords"],
        HiddenKind::ChangeHistory => &["revisionHeaders", "revisionLog", "usernames"],
        HiddenKind::Sheet | HiddenKind::Rows | HiddenKind::Columns | HiddenKind::Authors => &[],
    }
}

/// Every kind of hidden content that is made of parts.
const KINDS: [HiddenKind; 11] = [
    HiddenKind::Thumbnail,
    HiddenKind::CustomProperties,
    HiddenKind::PrinterSettings,
    HiddenKind::CustomXml,
    HiddenKind::Comments,
    HiddenKind::ExternalLinks,
    HiddenKind::EmbeddedFiles,
    HiddenKind::Macros,
    HiddenKind::Connections,
    HiddenKind::PivotCaches,
    HiddenKind::ChangeHistory,
];

/// Drops what was asked for; what leads to it, relationships and content types follow.
pub(crate) fn requested<R: Source>(
    book: &Book,
    requests: &Requests,
    gone: &BTreeSet<usize>,
    package: &mut Package<R>,
    parts: &mut Parts,
) -> Result<(), XlsxError> {
    for (name, kind) in &book.kinds {
        let owner = book.owners.get(name).copied();
        let asked = KINDS.iter().any(|hidden| {
            relationships(*hidden).contains(&kind.as_str()) && requests.concerns(*hidden, owner)
        });
        if let Some(at) = package.position(name).filter(|_| asked) {
            parts.dropped.insert(at);
        }
    }
    for sheet in gone.iter().filter_map(|index| book.sheets.get(*index)) {
        parts.dropped.extend(package.position(&sheet.part));
    }
    if requests.asks(HiddenKind::Connections) {
        no_data_model(book)?;
    }
    if requests.asks(HiddenKind::Comments) {
        note_boxes(book, requests, package, parts)?;
        authors_of_threads(book, package, parts);
    }
    orphaned_caches(book, gone, package, parts)
}

/// A data model is fed by connections and would be without them.
fn no_data_model(book: &Book) -> Result<(), XlsxError> {
    let model = book.kinds.iter().find(|(_, kind)| *kind == "powerPivotData");
    match model {
        Some((part, _)) => Err(XlsxError::unadjustable(part, Structure::DataModel)),
        None => Ok(()),
    }
}

/// Drawings that hold nothing but the boxes of notes go with the notes.
fn note_boxes<R: Source>(
    book: &Book,
    requests: &Requests,
    package: &mut Package<R>,
    parts: &mut Parts,
) -> Result<(), XlsxError> {
    for (name, _) in book.kinds.iter().filter(|(_, kind)| *kind == "vmlDrawing") {
        if !requests.concerns(HiddenKind::Comments, book.owners.get(name).copied()) {
            continue;
        }
        let bytes = super::whole(package, name)?;
        let nodes = Element::parse_loose(&bytes).map_err(|error| XlsxError::xml(name, error))?;
        let mut shapes = Vec::new();
        nodes.iter().filter_map(crate::xml::Node::element).for_each(|e| all_shapes(e, &mut shapes));
        let notes = !shapes.is_empty() && shapes.iter().all(|shape| is_note(shape));
        if let Some(at) = package.position(name).filter(|_| notes) {
            parts.dropped.insert(at);
        }
    }
    Ok(())
}

fn all_shapes<'e>(element: &'e Element, found: &mut Vec<&'e Element>) {
    if element.is("shape") {
        found.push(element);
    }
    element.elements().for_each(|child| all_shapes(child, found));
}

/// Is a shape of a VML drawing the box of a note?
pub(crate) fn is_note(shape: &Element) -> bool {
    let kind = shape.child("ClientData").and_then(|data| data.tag().get("ObjectType"));
    kind.is_some_and(|kind| kind == "Note")
}

/// The list of people who wrote threads goes once no thread is left.
fn authors_of_threads<R: Source>(book: &Book, package: &Package<R>, parts: &mut Parts) {
    let stays = |kind: &str, parts: &Parts| {
        let mut named = book.kinds.iter().filter(|(_, k)| *k == kind);
        named.any(|(name, _)| package.position(name).is_some_and(|at| !parts.dropped.contains(&at)))
    };
    if !stays("threadedComment", parts) {
        let people = book.kinds.iter().filter(|(_, kind)| *kind == "person");
        let people: Vec<usize> = people.filter_map(|(name, _)| package.position(name)).collect();
        parts.dropped.extend(people);
    }
}

/// Copies of sources go with the last pivot table that shows them.
fn orphaned_caches<R: Source>(
    book: &Book,
    gone: &BTreeSet<usize>,
    package: &mut Package<R>,
    parts: &mut Parts,
) -> Result<(), XlsxError> {
    let (mut used, mut unused) = (BTreeSet::new(), BTreeSet::new());
    for (table, _) in book.kinds.iter().filter(|(_, kind)| *kind == "pivotTable") {
        let goes = book.owners.get(table).is_some_and(|owner| gone.contains(owner));
        let rels = super::rels::read(package, table)?;
        let caches = rels.into_iter().filter(|rel| rel.kind == "pivotCacheDefinition");
        match goes {
            true => unused.extend(caches.map(|rel| rel.target)),
            false => used.extend(caches.map(|rel| rel.target)),
        }
    }
    for cache in unused.difference(&used) {
        parts.dropped.extend(package.position(cache));
    }
    Ok(())
}

/// Parts of a workbook that hold what was to be removed; for the proof that it is gone.
pub(crate) fn left<'b>(book: &'b Book, requests: &Requests) -> Option<&'b str> {
    let mut kinds = book.kinds.iter();
    let found = kinds.find(|(name, kind)| {
        let owner = book.owners.get(*name).copied();
        let name = owner.and_then(|owner| book.sheets.get(owner)).map(|sheet| sheet.name.as_str());
        KINDS.iter().any(|hidden| {
            relationships(*hidden).contains(&kind.as_str()) && requests.names(*hidden, name)
        })
    });
    found.map(|(name, _)| name.as_str())
}
