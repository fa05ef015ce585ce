//! Every entry of the cleaned package held against what must have become of it.

use std::io::{self, Read, Write};

use crate::package::{Package, PackageError, Source, read_full};
use crate::patch::xlsx::{Action, Plan, XlsxError};
use crate::verify::{Proof, VerifyError};

use super::leaks::Leaks;
use super::sum::Sum;
use super::written::Written;
use super::{rows, strings};

/// Compares; fills the counts of changes in `proof`, and shows every cell that is left to `leaks`.
pub(super) fn compare<'p, A: Source, B: Source>(
    original: &mut Package<A>,
    cleaned: &mut Package<B>,
    plan: &'p Plan<'p>,
    mut written: Written<'p>,
    leaks: &mut Leaks<'p>,
    proof: &mut Proof,
) -> Result<(), VerifyError> {
    let names: Vec<String> = original.names().to_vec();
    proof.parts_total = names.len() as u64;
    let survey = plan.survey();
    for (at, name) in names.iter().enumerate() {
        let other = cleaned.position(name);
        let sheet = survey
            .book
            .sheets
            .iter()
            .position(|s| s.cells && other.is_some() && original.position(&s.part) == Some(at));
        let same = match (plan.action(at), other) {
            (Action::Drop, None) => false,
            (Action::Copy, Some(other)) => {
                let same = original.same_bytes(at, cleaned, other).map_err(XlsxError::from)?;
                if !same && !same_content(original, cleaned, name)? {
                    return Err(unexpected(name));
                }
                if let Some(index) = sheet {
                    rows::look(cleaned, plan, index, leaks)?;
                }
                true
            }
            (Action::Replace(bytes), Some(_)) => {
                if cleaned.read(name).map_err(XlsxError::from)? != bytes {
                    return Err(unexpected(name));
                }
                false
            }
            (Action::Stream, Some(_)) => {
                match sheet {
                    Some(index) => match written.tell(index, leaks, proof)? {
                        Some(sum) if read_back(cleaned, name)? == sum => {}
                        Some(_) => return Err(unexpected(name)),
                        None => rows::compare(original, cleaned, plan, index, leaks, proof)?,
                    },
                    None if strings::compare(original, cleaned, name, plan)? => {
                        leaks.strings_are_known();
                    }
                    None => return Err(unexpected(name)),
                }
                false
            }
            _ => return Err(unexpected(name)),
        };
        proof.parts_changed += u64::from(!same);
    }
    added(original, cleaned, plan, leaks, proof)?;
    for edits in survey.edits.iter().filter(|edits| !edits.gone) {
        proof.rows_moved += edits.moved.len() as u64;
        proof.columns_removed += u64::from(edits.columns.before(u32::MAX));
    }
    Ok(())
}

/// CRC-32 and number of the bytes that a part holds, all of them read from the file.
fn read_back<B: Source>(cleaned: &mut Package<B>, name: &str) -> Result<(u32, u64), VerifyError> {
    let fail = |error| VerifyError::from(XlsxError::from(PackageError::read(name, error)));
    let mut source = cleaned.stream(name).map_err(XlsxError::from)?;
    let (mut sum, mut chunk) = (Sum::default(), vec![0; 256 << 10]);
    loop {
        let count = read_full(&mut source, &mut chunk).map_err(fail)?;
        sum.add(chunk.get(..count).unwrap_or_default());
        if count < chunk.len() {
            return Ok(sum.told());
        }
    }
}

/// Are the inflated bytes the same (in a package that another program packed again)?
fn same_content<A: Source, B: Source>(
    original: &mut Package<A>,
    cleaned: &mut Package<B>,
    name: &str,
) -> Result<bool, VerifyError> {
    let mut source = original.stream(name).map_err(XlsxError::from)?;
    let other = cleaned.stream(name).map_err(XlsxError::from)?;
    let mut same = Same { other, buffer: Vec::new(), same: true };
    io::copy(&mut source, &mut same).map_err(|_| unexpected(name))?;
    Ok(same.ends())
}

fn unexpected(part: &str) -> VerifyError {
    VerifyError::Unexpected { part: part.to_owned(), at: None }
}

/// Parts that the original does not have: those that the edits ask for, and no other.
fn added<A: Source, B: Source>(
    original: &Package<A>,
    cleaned: &mut Package<B>,
    plan: &Plan<'_>,
    leaks: &mut Leaks<'_>,
    proof: &mut Proof,
) -> Result<(), VerifyError> {
    let names: Vec<String> = cleaned.names().to_vec();
    for name in names.iter().filter(|name| original.position(name).is_none()) {
        let expected = plan.added().find(|(added, _)| added == name);
        let bytes = cleaned.read(name).map_err(XlsxError::from)?;
        if expected.is_none_or(|(_, expected)| expected != bytes) {
            return Err(unexpected(name));
        }
        leaks.cells(bytes.as_slice(), name, name)?;
        proof.parts_changed += 1;
    }
    match plan.added().find(|(name, _)| cleaned.position(name).is_none()) {
        Some((missing, _)) => Err(unexpected(missing)),
        None => Ok(()),
    }
}

/// Compares what is written to it with what another stream gives.
struct Same<R> {
    other: R,
    buffer: Vec<u8>,
    same: bool,
}

impl<R: Read> Same<R> {
    /// Was everything the same, and does the other stream end here as well?
    fn ends(mut self) -> bool {
        self.same && matches!(self.other.read(&mut [0]), Ok(0))
    }
}

impl<R: Read> Write for Same<R> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.same {
            self.buffer.resize(bytes.len().max(self.buffer.len()), 0);
            let theirs = self.buffer.get_mut(..bytes.len()).unwrap_or_default();
            self.same = self.other.read_exact(theirs).is_ok() && theirs == bytes;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
