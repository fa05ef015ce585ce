//! What must become of every part, worked out anew from the original and the edits: the cleaned
//! package is held against it part by part, byte for byte.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use crate::package::{Package, PackageError, Source};
use crate::patch::ods::{CONTENT, OdsError, OdsOptions, write};
use crate::verify::{Decided, Proof, VerifyError};

/// The package that the edits make of the original, in a file of its own that nobody else sees.
pub(super) fn remade(
    mut original: impl Source,
    decided: Decided<'_>,
) -> Result<Package<File>, VerifyError> {
    let trouble = |source| VerifyError::Ods(OdsError::Write(source));
    let mut file = tempfile::tempfile().map_err(trouble)?;
    let options = OdsOptions {
        headers: decided.headers.clone(),
        vocabulary: decided.vocabulary,
        progress: None,
    };
    original.seek(SeekFrom::Start(0)).map_err(trouble)?;
    write(original, decided.edits, &options, &mut file)?;
    file.seek(SeekFrom::Start(0)).map_err(trouble)?;
    Ok(Package::open(file).map_err(OdsError::from)?)
}

/// Counts the parts that changed, and finds those that are not as they must be. The sheets are left
/// to a comparison that names the cell; [`sheets`] has the last word on them.
pub(super) fn compare<A: Source, B: Source>(
    original: &mut Package<A>,
    cleaned: &mut Package<B>,
    remade: &mut Package<File>,
    proof: &mut Proof,
) -> Result<(), VerifyError> {
    let names = original.names().to_vec();
    proof.parts_total = names.len() as u64;
    for name in &names {
        proof.parts_changed += u64::from(!same(original, cleaned, name)?);
    }
    let known = remade.names().to_vec();
    let added = cleaned.names().iter().find(|name| remade.position(name).is_none());
    if let Some(added) = added {
        return Err(unexpected(added));
    }
    for name in known.iter().filter(|name| *name != CONTENT) {
        if !same(remade, cleaned, name)? {
            return Err(unexpected(name));
        }
    }
    Ok(())
}

/// Are the sheets, and all that stands around their rows, what they must be?
pub(super) fn sheets<B: Source>(
    remade: &mut Package<File>,
    cleaned: &mut Package<B>,
) -> Result<(), VerifyError> {
    match same(remade, cleaned, CONTENT)? {
        true => Ok(()),
        false => Err(unexpected(CONTENT)),
    }
}

/// Do two packages hold the same bytes under that name, however they are compressed?
fn same<A: Source, B: Source>(
    one: &mut Package<A>,
    other: &mut Package<B>,
    name: &str,
) -> Result<bool, VerifyError> {
    let (Some(at), Some(other_at)) = (one.position(name), other.position(name)) else {
        return Ok(false);
    };
    if one.same_bytes(at, other, other_at).map_err(OdsError::from)? {
        return Ok(true);
    }
    let mut a = one.stream(name).map_err(OdsError::from)?;
    let mut b = other.stream(name).map_err(OdsError::from)?;
    let fail = |error| OdsError::from(PackageError::read(name, error));
    let (mut left, mut right) = (Vec::new(), Vec::new());
    loop {
        left.clear();
        right.clear();
        a.by_ref().take(CHUNK).read_to_end(&mut left).map_err(fail)?;
        b.by_ref().take(CHUNK).read_to_end(&mut right).map_err(fail)?;
        if left != right {
            return Ok(false);
        }
        if left.is_empty() {
            return Ok(true);
        }
    }
}

/// Bytes compared at a time.
const CHUNK: u64 = 256 << 10;

fn unexpected(part: &str) -> VerifyError {
    VerifyError::Unexpected { part: part.to_owned(), at: None }
}
