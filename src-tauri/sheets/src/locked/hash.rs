//! The hashes that protections are built on, chosen by name.

use hmac::{KeyInit, Mac, SimpleHmac};
use sha1::Sha1;
use sha2::digest::Digest;
use sha2::digest::block_api::BlockSizeUser;
use sha2::{Sha256, Sha384, Sha512};

/// A hash function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hash {
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    /// The hash of that name, as `SHA512`, `SHA-512` or `sha512`; none for one that is not supported.
    pub(super) fn named(name: &str) -> Option<Self> {
        match name.replace('-', "").to_ascii_uppercase().as_str() {
            "SHA1" => Some(Self::Sha1),
            "SHA256" => Some(Self::Sha256),
            "SHA384" => Some(Self::Sha384),
            "SHA512" => Some(Self::Sha512),
            _ => None,
        }
    }

    /// Its name, as Office writes it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Sha1 => "SHA1",
            Self::Sha256 => "SHA256",
            Self::Sha384 => "SHA384",
            Self::Sha512 => "SHA512",
        }
    }

    /// The hash of these pieces, one after the other.
    pub(super) fn of(self, pieces: &[&[u8]]) -> Vec<u8> {
        match self {
            Self::Sha1 => digest::<Sha1>(pieces),
            Self::Sha256 => digest::<Sha256>(pieces),
            Self::Sha384 => digest::<Sha384>(pieces),
            Self::Sha512 => digest::<Sha512>(pieces),
        }
    }

    /// A password made slow to guess ([MS-OFFCRYPTO] 2.3.4.7 and 2.3.4.11): the hash of salt and
    /// password, hashed `turns` times behind the number of the turn.
    pub(super) fn slow(self, salt: &[u8], password: &[u8], turns: u32) -> Vec<u8> {
        match self {
            Self::Sha1 => slow::<Sha1>(salt, password, turns),
            Self::Sha256 => slow::<Sha256>(salt, password, turns),
            Self::Sha384 => slow::<Sha384>(salt, password, turns),
            Self::Sha512 => slow::<Sha512>(salt, password, turns),
        }
    }

    /// The keyed hash (HMAC) of these pieces, one after the other.
    pub(super) fn keyed(self, key: &[u8], pieces: &[&[u8]]) -> Vec<u8> {
        match self {
            Self::Sha1 => keyed::<Sha1>(key, pieces),
            Self::Sha256 => keyed::<Sha256>(key, pieces),
            Self::Sha384 => keyed::<Sha384>(key, pieces),
            Self::Sha512 => keyed::<Sha512>(key, pieces),
        }
    }
}

fn digest<D: Digest>(pieces: &[&[u8]]) -> Vec<u8> {
    let hashed = pieces.iter().fold(D::new(), |hasher, piece| hasher.chain_update(piece));
    hashed.finalize().to_vec()
}

fn slow<D: Digest>(salt: &[u8], password: &[u8], turns: u32) -> Vec<u8> {
    let mut hashed = D::new().chain_update(salt).chain_update(password).finalize();
    for turn in 0..turns {
        hashed = D::new().chain_update(turn.to_le_bytes()).chain_update(&hashed).finalize();
    }
    hashed.to_vec()
}

fn keyed<D: Digest + BlockSizeUser>(key: &[u8], pieces: &[&[u8]]) -> Vec<u8> {
    // Keys of any length are taken.
    let Ok(mac) = SimpleHmac::<D>::new_from_slice(key) else { return Vec::new() };
    let mac = pieces.iter().fold(mac, |mac, piece| mac.chain_update(piece));
    mac.finalize().into_bytes().to_vec()
}
