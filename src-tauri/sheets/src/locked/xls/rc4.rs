//! RC4 over a workbook stream, with another key every 1,024 bytes ([MS-XLS] 2.2.10).

use md5::Digest;
use rc4::{KeyInit, Rc4, StreamCipher};

use crate::locked::Password;
use crate::locked::hash::Hash;
use crate::locked::office::csp::Csp;
use crate::read::Problem;
use crate::read::biff::short;

/// Bytes of the stream under one key.
const STRETCH: usize = 1024;

/// The whole stream decrypted, what was in clear as well. `described` says how it is encrypted.
pub(super) fn decrypted(
    stream: &[u8],
    described: &[u8],
    password: &Password,
) -> Result<Vec<u8>, Problem> {
    let key = Key::of(described, password)?;
    let mut clear = stream.to_vec();
    for (stretch, number) in clear.chunks_mut(STRETCH).zip(0u32..) {
        key.apply(number, stretch)?;
    }
    Ok(clear)
}

/// What the keys of the stretches are made from.
enum Key {
    /// Office 97 and 2000 ([MS-OFFCRYPTO] 2.3.6.2): 40 bits.
    Old([u8; 5]),
    /// Later ones ([MS-OFFCRYPTO] 2.3.5.2): a hash, and the bytes of a key.
    New(Vec<u8>, usize),
}

impl Key {
    /// The key that a password gives, once it was found right.
    fn of(described: &[u8], password: &Password) -> Result<Self, Problem> {
        let right = match (short(described, 0), short(described, 2)) {
            (Some(1), Some(1)) => Self::old(described, password),
            (Some(2..=4), Some(2)) => Self::new(&Csp::read(described)?, password)?,
            _ => return Err(Problem::UnknownProtection),
        };
        right.ok_or(Problem::PasswordWrong)
    }

    fn old(info: &[u8], password: &Password) -> Option<Self> {
        let (salt, verifier) = (info.get(4..20)?, info.get(20..52)?);
        let hashed = short_md5(&password.utf16());
        let repeated = [&hashed[..], salt].concat().repeat(16);
        let key = Self::Old(short_md5(&repeated));
        let mut verifier = verifier.to_vec();
        key.apply(0, &mut verifier).ok()?;
        let (verifier, hash) = verifier.split_at_checked(16)?;
        (md5::Md5::digest(verifier).as_slice() == hash).then_some(key)
    }

    fn new(csp: &Csp<'_>, password: &Password) -> Result<Option<Self>, Problem> {
        const CIPHER: u32 = 0x6801;
        let bits = if csp.bits == 0 { 40 } else { csp.bits };
        if csp.cipher != CIPHER || !(40..=128).contains(&bits) {
            return Err(Problem::UnknownProtection);
        }
        let hashed = Hash::Sha1.of(&[csp.salt, &password.utf16()]);
        let key = Self::New(hashed, bits as usize / 8);
        let mut both = [csp.verifier, csp.verifier_hash.get(..20).unwrap_or_default()].concat();
        key.apply(0, &mut both)?;
        let (verifier, hash) = both.split_at_checked(csp.verifier.len()).unwrap_or_default();
        Ok((Hash::Sha1.of(&[verifier]) == hash).then_some(key))
    }

    /// Encrypts or decrypts a stretch.
    fn apply(&self, number: u32, stretch: &mut [u8]) -> Result<(), Problem> {
        let number = number.to_le_bytes();
        let key = match self {
            Self::Old(hashed) => md5::Md5::digest([&hashed[..], &number].concat()).to_vec(),
            Self::New(hashed, bytes) => {
                let mut key = Hash::Sha1.of(&[hashed, &number]);
                key.truncate(*bytes);
                // Keys of 40 bits are filled up with zeros.
                key.resize(if *bytes == 5 { 16 } else { *bytes }, 0);
                key
            }
        };
        let mut cipher = Rc4::new_from_slice(&key).map_err(Problem::damaged)?;
        cipher.apply_keystream(stretch);
        Ok(())
    }
}

/// The first 40 bits of a hash.
fn short_md5(bytes: &[u8]) -> [u8; 5] {
    let hashed = md5::Md5::digest(bytes);
    hashed.first_chunk().copied().unwrap_or_default()
}
