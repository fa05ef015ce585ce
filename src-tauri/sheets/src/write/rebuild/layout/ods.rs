//! What an OpenDocument file holds that is not written back.

use std::collections::BTreeSet;
use std::io::{Read, Seek};

use memchr::memmem;

use super::NotKept;
use crate::locked::Keyed;
use crate::read::{Limits, Package, Problem, ReadError};
use crate::write::WriteError;

/// Elements of the content part, and what is lost with them.
const LOST: [(&[u8], NotKept); 3] = [
    (b"<table:content-validation ", NotKept::Validations),
    (b"<calcext:conditional-format ", NotKept::ConditionalFormats),
    (b"<table:named-range ", NotKept::NamedRanges),
];
/// The longest of them, less one: what may be cut between two pieces of the part.
const OVERLAP: usize = 27;

/// Looks for what is lost.
pub(super) fn losses(source: Keyed<'_>) -> Result<BTreeSet<NotKept>, WriteError> {
    Ok(look(source.open()?).map_err(|problem| ReadError::of(source.path, problem))?)
}

fn look(file: impl Read + Seek) -> Result<BTreeSet<NotKept>, Problem> {
    let mut package = Package::open(file, Limits::default())?;
    let mut found = BTreeSet::new();
    let mut window: Vec<u8> = Vec::new();
    package.stream("content.xml", |piece| {
        window.extend_from_slice(piece);
        for (element, loss) in LOST {
            if !found.contains(&loss) && memmem::find(&window, element).is_some() {
                found.insert(loss);
            }
        }
        window.drain(..window.len().saturating_sub(OVERLAP));
        Ok(())
    })?;
    Ok(found)
}
