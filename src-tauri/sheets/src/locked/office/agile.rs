//! Agile encryption ([MS-OFFCRYPTO] 2.3.4.10 to 2.3.4.15): the password opens a key, the key opens the
//! package segment by segment, and a keyed hash tells whether anybody touched it since.

use std::io;

use super::container::Container;
use super::descriptor::{Descriptor, Recipe};
use super::{cut_to, fitted};
use crate::locked::cipher::{BLOCK, decrypt_cbc, encrypt_cbc};
use crate::locked::hash::Hash;
use crate::locked::{Password, random};
use crate::read::Problem;

/// Bytes that are encrypted in one go.
const SEGMENT: usize = 4096;
/// How often a new password is hashed, as Excel does.
const TURNS: u32 = 100_000;

/// What is derived from a key says what it is for ([MS-OFFCRYPTO] 2.3.4.13 and 2.3.4.14).
const VERIFIER: [u8; 8] = [0xFE, 0xA7, 0xD2, 0x76, 0x3B, 0x4B, 0x9E, 0x79];
const VERIFIER_HASH: [u8; 8] = [0xD7, 0xAA, 0x0F, 0x6D, 0x30, 0x61, 0x34, 0x4E];
const PACKAGE_KEY: [u8; 8] = [0x14, 0x6E, 0x0B, 0xE7, 0xAB, 0xAC, 0xD0, 0xD6];
const HMAC_KEY: [u8; 8] = [0x5F, 0xB2, 0xAD, 0x01, 0x0C, 0xB9, 0xE1, 0xF6];
const HMAC_VALUE: [u8; 8] = [0xA0, 0x67, 0x7F, 0x02, 0xB2, 0x2C, 0x84, 0x33];

/// The package, once its password and its integrity were found right.
pub(super) fn unlock(container: Container, password: &Password) -> Result<Vec<u8>, Problem> {
    let descriptor = Descriptor::read(&container.info)?;
    let broken = || Problem::damaged("EncryptionInfo makes no sense");
    let slow = slow(&descriptor.password, password, descriptor.turns);
    let open = |purpose, value: &[u8]| {
        let mut value = value.to_vec();
        let (key, vector) = descriptor.password.key_for(&slow, purpose);
        decrypt_cbc(&key, &vector, &mut value).map(|()| value).ok_or_else(broken)
    };
    let hash = descriptor.password.hash;
    let mut verifier = open(&VERIFIER, &descriptor.verifier)?;
    verifier.truncate(descriptor.password.salt.len());
    if !open(&VERIFIER_HASH, &descriptor.verifier_hash)?.starts_with(&hash.of(&[&verifier])) {
        return Err(Problem::PasswordWrong);
    }
    let key = open(&PACKAGE_KEY, &descriptor.package_key)?;
    let key = key.get(..descriptor.package.key).ok_or_else(broken)?;
    let seal = |purpose, value: &[u8]| {
        let mut value = value.to_vec();
        let vector = descriptor.package.vector(purpose);
        decrypt_cbc(key, &vector, &mut value).map(|()| value).ok_or_else(broken)
    };
    let hash = descriptor.package.hash;
    let mut hmac_key = seal(&HMAC_KEY, &descriptor.hmac_key)?;
    hmac_key.truncate(hash.of(&[]).len());
    let hmac = hash.keyed(&hmac_key, &[&container.size.to_le_bytes(), &container.data]);
    if !seal(&HMAC_VALUE, &descriptor.hmac_value)?.starts_with(&hmac) {
        return Err(Problem::damaged("EncryptedPackage was changed"));
    }
    let mut data = container.data;
    data.truncate(data.len() - data.len() % BLOCK);
    for (segment, at) in data.chunks_mut(SEGMENT).zip(0u32..) {
        decrypt_cbc(key, &descriptor.package.vector(&at.to_le_bytes()), segment)
            .ok_or_else(broken)?;
    }
    cut_to(data, container.size)
}

/// A package locked with AES-256 and SHA-512, as Excel does.
pub(super) fn lock(mut package: Vec<u8>, password: &Password) -> io::Result<Container> {
    let odd = || io::Error::other("a block of the package is not whole");
    let recipe = |salt: [u8; 16]| Recipe { salt: salt.to_vec(), key: 32, hash: Hash::Sha512 };
    let (by_password, by_key) = (recipe(random()?), recipe(random()?));
    let key: [u8; 32] = random()?;
    let size = package.len() as u64;
    package.resize(package.len().next_multiple_of(BLOCK), 0);
    for (segment, at) in package.chunks_mut(SEGMENT).zip(0u32..) {
        encrypt_cbc(&key, &by_key.vector(&at.to_le_bytes()), segment).ok_or_else(odd)?;
    }
    let mut container = Container { info: Vec::new(), size, data: package };
    let seal = |purpose, mut value: Vec<u8>| {
        encrypt_cbc(&key, &by_key.vector(purpose), &mut value).map(|()| value).ok_or_else(odd)
    };
    let slow = slow(&by_password, password, TURNS);
    let close = |purpose, mut value: Vec<u8>| {
        let (key, vector) = by_password.key_for(&slow, purpose);
        encrypt_cbc(&key, &vector, &mut value).map(|()| value).ok_or_else(odd)
    };
    let (hmac_key, verifier): ([u8; 64], [u8; 16]) = (random()?, random()?);
    let hmac = Hash::Sha512.keyed(&hmac_key, &[&size.to_le_bytes(), &container.data]);
    let descriptor = Descriptor {
        hmac_key: seal(&HMAC_KEY, hmac_key.to_vec())?,
        hmac_value: seal(&HMAC_VALUE, hmac)?,
        turns: TURNS,
        verifier: close(&VERIFIER, verifier.to_vec())?,
        verifier_hash: close(&VERIFIER_HASH, Hash::Sha512.of(&[&verifier]))?,
        package_key: close(&PACKAGE_KEY, key.to_vec())?,
        package: by_key,
        password: by_password,
    };
    container.info = descriptor.write();
    Ok(container)
}

fn slow(recipe: &Recipe, password: &Password, turns: u32) -> Vec<u8> {
    recipe.hash.slow(&recipe.salt, &password.utf16(), turns)
}

impl Recipe {
    /// Key and vector for a purpose, from a hashed password.
    fn key_for(&self, slow: &[u8], purpose: &[u8]) -> (Vec<u8>, Vec<u8>) {
        let key = fitted(self.hash.of(&[slow, purpose]), self.key);
        (key, fitted(self.salt.clone(), BLOCK))
    }

    /// Vector for a purpose or a segment.
    fn vector(&self, purpose: &[u8]) -> Vec<u8> {
        fitted(self.hash.of(&[&self.salt, purpose]), BLOCK)
    }
}
