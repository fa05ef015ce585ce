//! Hidden parts removed on request.

use std::io::{Read, Seek};

use epure_engine::plan::Edit;
use epure_engine::table::HiddenKind;

use crate::package::Package;

use super::XlsxError;
use super::book::Book;
use super::parts::Parts;

/// Kinds of relationships whose parts go with a kind of hidden content.
fn relationships(kind: HiddenKind) -> &'static [&'static str] {
    match kind {
        HiddenKind::Thumbnail => &["thumbnail"],
        HiddenKind::CustomProperties => &["custom-properties"],
        HiddenKind::PrinterSettings => &["printerSettings"],
        HiddenKind::CustomXml => &["customXml", "customXmlProps"],
        _ => &[],
    }
}

/// Drops what the edits ask for; relationships and content types follow.
pub(crate) fn requested<R: Read + Seek>(
    book: &Book,
    edits: &[Edit],
    package: &Package<R>,
    parts: &mut Parts,
) -> Result<(), XlsxError> {
    for edit in edits {
        let Edit::RemovePart { kind, sheet } = edit else { continue };
        let kinds = relationships(*kind);
        for (name, _) in book.kinds.iter().filter(|(_, k)| kinds.contains(&k.as_str())) {
            let owner = book.owners.get(name).and_then(|owner| book.sheets.get(*owner));
            let concerned = sheet.is_none() || owner.map(|s| &s.name) == sheet.as_ref();
            if let Some(at) = package.position(name).filter(|_| concerned) {
                parts.dropped.insert(at);
            }
        }
    }
    Ok(())
}
