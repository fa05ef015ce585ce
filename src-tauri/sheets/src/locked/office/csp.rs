//! The description that standard encryption and the later encryption of xls share ([MS-OFFCRYPTO] 2.3.2
//! and 2.3.3): a header, and what tells whether a password is right.

use crate::read::Problem;

/// What a description says.
pub(in crate::locked) struct Csp<'a> {
    /// Number of the cipher.
    pub(in crate::locked) cipher: u32,
    /// Bits of its key; 0 for the usual ones.
    pub(in crate::locked) bits: u32,
    pub(in crate::locked) salt: &'a [u8],
    /// Random bytes, encrypted.
    pub(in crate::locked) verifier: &'a [u8],
    /// Their hash, encrypted.
    pub(in crate::locked) verifier_hash: &'a [u8],
}

impl<'a> Csp<'a> {
    /// Reads it, from the version on.
    pub(in crate::locked) fn read(info: &'a [u8]) -> Result<Self, Problem> {
        Self::parse(info).ok_or_else(|| Problem::damaged("its encryption makes no sense"))
    }

    fn parse(info: &'a [u8]) -> Option<Self> {
        let number = |at: usize| {
            let bytes = info.get(at..at.checked_add(4)?)?;
            Some(u32::from_le_bytes(bytes.try_into().ok()?))
        };
        // Behind the version and the flags: length of the header, and the header.
        let verifier = info.get((number(8)? as usize).checked_add(12)?..)?;
        // Length of the salt, salt, verifier, length of its hash, its hash.
        Some(Self {
            cipher: number(20)?,
            bits: number(28)?,
            salt: verifier.get(4..20)?,
            verifier: verifier.get(20..36)?,
            verifier_hash: verifier.get(40..)?,
        })
    }
}
