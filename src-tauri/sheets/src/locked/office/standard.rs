//! Standard encryption, as Office 2007 writes it ([MS-OFFCRYPTO] 2.3.4.5 to 2.3.4.9): AES block by block
//! with a key that the password gives. Nothing in it tells whether the package was changed.

use super::container::Container;
use super::cut_to;
use crate::locked::Password;
use crate::locked::cipher::{BLOCK, decrypt_ecb};
use crate::locked::hash::Hash;
use crate::read::Problem;

/// How often the password is hashed.
const TURNS: u32 = 50_000;
/// Bytes of a block of SHA-1.
const SHA1_BLOCK: usize = 64;

/// The package, once its password was found right.
pub(super) fn unlock(container: Container, password: &Password) -> Result<Vec<u8>, Problem> {
    let header = Header::read(&container.info)?;
    let broken = || Problem::damaged("EncryptionInfo makes no sense");
    let key = header.key(password);
    let open = |value: &[u8]| {
        let mut value = value.to_vec();
        decrypt_ecb(&key, &mut value).map(|()| value).ok_or_else(broken)
    };
    let verifier = Hash::Sha1.of(&[&open(header.verifier)?]);
    if !open(header.verifier_hash)?.starts_with(&verifier) {
        return Err(Problem::PasswordWrong);
    }
    let mut data = container.data;
    data.truncate(data.len() - data.len() % BLOCK);
    decrypt_ecb(&key, &mut data).ok_or_else(broken)?;
    cut_to(data, container.size)
}

/// What the description says.
struct Header<'a> {
    /// Bytes of the key.
    key: usize,
    salt: &'a [u8],
    verifier: &'a [u8],
    verifier_hash: &'a [u8],
}

impl<'a> Header<'a> {
    fn read(info: &'a [u8]) -> Result<Self, Problem> {
        let broken = || Problem::damaged("EncryptionInfo makes no sense");
        let number = |at: usize| {
            let bytes = info.get(at..at.checked_add(4)?)?;
            Some(u32::from_le_bytes(bytes.try_into().ok()?))
        };
        // Behind the version and the flags: length of the header, and the header.
        let length = number(8).ok_or_else(broken)? as usize;
        let cipher = number(20).ok_or_else(broken)?;
        let bits = number(28).ok_or_else(broken)?;
        let key = match (cipher, bits) {
            (0x660E, 0 | 128) => 16,
            (0x660F, 0 | 192) => 24,
            (0x6610, 0 | 256) => 32,
            _ => return Err(Problem::UnknownProtection),
        };
        let verifier = length.checked_add(12).and_then(|at| info.get(at..)).ok_or_else(broken)?;
        // Length of the salt, salt, verifier, length of its hash, its hash.
        let piece = |from, to| verifier.get(from..to).ok_or_else(broken);
        Ok(Self {
            key,
            salt: piece(4, 20)?,
            verifier: piece(20, 36)?,
            verifier_hash: piece(40, 72)?,
        })
    }

    /// The key that a password gives (2.3.4.7).
    fn key(&self, password: &Password) -> Vec<u8> {
        let slow = Hash::Sha1.slow(self.salt, &password.utf16(), TURNS);
        let last = Hash::Sha1.of(&[&slow, &0u32.to_le_bytes()]);
        let half = |fill: u8| {
            let mut block = [fill; SHA1_BLOCK];
            for (byte, hashed) in block.iter_mut().zip(&last) {
                *byte ^= hashed;
            }
            Hash::Sha1.of(&[&block])
        };
        let mut key = [half(0x36), half(0x5C)].concat();
        key.truncate(self.key);
        key
    }
}
