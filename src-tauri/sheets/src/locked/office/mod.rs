//! Office files with a password: an encrypted package in a compound file ([MS-OFFCRYPTO] 2.3).

mod agile;
mod container;
pub(super) mod csp;
mod descriptor;
mod standard;

use std::io::{self, Read, Seek};

use epure_engine::table::Format;

use super::Password;
use crate::read::{Limits, Problem};
use container::Container;

/// Most bytes of the descriptions beside the package: real ones take a few thousand.
const MOST_INFO: u64 = 1 << 20;

/// Does a file begin as a compound file?
pub(super) fn may_be_locked(head: &[u8]) -> bool {
    head.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
}

/// The package of a locked file; none when the compound file holds no such package.
pub(super) fn unlock<R: Read + Seek>(
    mut file: R,
    password: Option<&Password>,
    limits: Limits,
) -> Result<Option<Vec<u8>>, Problem> {
    if !Container::is_in(&mut file)? {
        return Ok(None);
    }
    let needed = Problem::PasswordProtected { format: Format::Xlsx };
    let password = password.ok_or(needed)?;
    let container = Container::read(file, limits)?;
    let word = |at: usize| {
        let bytes = container.info.get(at..at + 2)?;
        Some(u16::from_le_bytes(bytes.try_into().ok()?))
    };
    let package = match (word(0), word(2)) {
        (Some(4), Some(4)) => agile::unlock(container, password)?,
        (Some(2..=4), Some(2)) => standard::unlock(container, password)?,
        _ => return Err(Problem::UnknownProtection),
    };
    Ok(Some(package))
}

/// A package, locked.
pub(super) fn lock(package: Vec<u8>, password: &Password) -> io::Result<Vec<u8>> {
    agile::lock(package, password)?.write()
}

/// Bytes cut or filled up to a length ([MS-OFFCRYPTO] 2.3.4.11 and 2.3.4.12: with 0x36).
fn fitted(mut bytes: Vec<u8>, length: usize) -> Vec<u8> {
    bytes.resize(length, 0x36);
    bytes
}

/// The first `size` bytes of decrypted data: what follows fills its last block.
fn cut_to(mut data: Vec<u8>, size: u64) -> Result<Vec<u8>, Problem> {
    let size = usize::try_from(size).ok().filter(|size| *size <= data.len());
    data.truncate(size.ok_or_else(|| Problem::damaged("EncryptedPackage is cut short"))?);
    Ok(data)
}
