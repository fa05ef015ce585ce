//! Standard encryption, as Office 2007 writes it ([MS-OFFCRYPTO] 2.3.4.5 to 2.3.4.9): AES block by block
//! with a key that the password gives. Nothing in it tells whether the package was changed.

use super::container::Container;
use super::csp::Csp;
use super::cut_to;
use crate::locked::Password;
use crate::locked::cipher::{BLOCK, decrypt_ecb};
use crate::locked::hash::Hash;
use crate::read::Problem;

/// How often the password is hashed.
const TURNS: u32 = 50_000;
/// Bytes of the verifier's hash, its last block filled.
const HASHED: usize = 32;
/// Bytes of a block of SHA-1.
const SHA1_BLOCK: usize = 64;

/// The package, once its password was found right.
pub(super) fn unlock(container: Container, password: &Password) -> Result<Vec<u8>, Problem> {
    let csp = Csp::read(&container.info)?;
    let broken = || Problem::damaged("EncryptionInfo makes no sense");
    let key = key(csp.salt, password, size(&csp).ok_or(Problem::UnknownProtection)?);
    let open = |value: &[u8]| {
        let mut value = value.to_vec();
        decrypt_ecb(&key, &mut value).map(|()| value).ok_or_else(broken)
    };
    let verifier = Hash::Sha1.of(&[&open(csp.verifier)?]);
    if !open(csp.verifier_hash.get(..HASHED).unwrap_or_default())?.starts_with(&verifier) {
        return Err(Problem::PasswordWrong);
    }
    let mut data = container.data;
    data.truncate(data.len() - data.len() % BLOCK);
    decrypt_ecb(&key, &mut data).ok_or_else(broken)?;
    cut_to(data, container.size)
}

/// Bytes of the key.
fn size(csp: &Csp<'_>) -> Option<usize> {
    match (csp.cipher, csp.bits) {
        (0x660E, 0 | 128) => Some(16),
        (0x660F, 0 | 192) => Some(24),
        (0x6610, 0 | 256) => Some(32),
        _ => None,
    }
}

/// The key that a password gives (2.3.4.7).
fn key(salt: &[u8], password: &Password, size: usize) -> Vec<u8> {
    let slow = Hash::Sha1.slow(salt, &password.utf16(), TURNS);
    let last = Hash::Sha1.of(&[&slow, &0u32.to_le_bytes()]);
    let half = |fill: u8| {
        let mut block = [fill; SHA1_BLOCK];
        for (byte, hashed) in block.iter_mut().zip(&last) {
            *byte ^= hashed;
        }
        Hash::Sha1.of(&[&block])
    };
    let mut key = [half(0x36), half(0x5C)].concat();
    key.truncate(size);
    key
}
