//! What a manifest says of the encryption of a part (ODF 1.3 part 2, 4.5 to 4.10).

use super::key::KeyRecipe;
use crate::locked::cipher::BLOCK;
use crate::locked::from_base64;
use crate::locked::hash::Hash;
use crate::read::Problem;
use crate::xml::Element;

/// Bytes at the beginning of a part that tell whether the password is right.
const CHECKED: usize = 1024;

/// How a part is encrypted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Recipe {
    pub(super) key: KeyRecipe,
    pub(super) vector: Vec<u8>,
    pub(super) seal: Seal,
}

/// The mode of AES, and what tells that a part was opened with the right key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Seal {
    /// CBC: what the beginning of the deflated part comes to.
    Checksum(Hash, Vec<u8>),
    /// GCM: the part itself, which also begins with the vector.
    Tag,
}

impl Recipe {
    /// Reads an `encryption-data` element.
    pub(super) fn read(element: &Element) -> Result<Self, Problem> {
        let get = |child: &str, name: &str| {
            let child = element.child(child)?;
            child.tag().get_local(name).map(|value| value.into_owned())
        };
        let own = |name| element.tag().get_local(name);
        let algorithm = get("algorithm", "algorithm-name").unwrap_or_default();
        let (size, tagged) = match algorithm.rsplit('#').next().unwrap_or_default() {
            "aes256-gcm" => (32, true),
            "aes256-cbc" => (32, false),
            "aes192-cbc" => (24, false),
            "aes128-cbc" => (16, false),
            _ => return Err(Problem::UnknownProtection),
        };
        let start = get("start-key-generation", "start-key-generation-name");
        let start = start.map_or(Some(Hash::Sha1), |name| hash(&name));
        let (Some(start), Some(derivation)) = (start, element.child("key-derivation")) else {
            return Err(Problem::UnknownProtection);
        };
        let key = KeyRecipe::read(derivation, start, size)?;
        let seal = match tagged {
            true => Some(Seal::Tag),
            false => {
                let sum = own("checksum-type").and_then(|name| hash(&name));
                let sum = sum.ok_or(Problem::UnknownProtection)?;
                let expected = own("checksum").and_then(|text| from_base64(&text));
                expected.map(|expected| Seal::Checksum(sum, expected))
            }
        };
        let vector = get("algorithm", "initialisation-vector").and_then(|text| from_base64(&text));
        let recipe = vector.zip(seal).map(|(vector, seal)| Self { key, vector, seal });
        recipe.ok_or_else(super::senseless)
    }
}

/// What the beginning of a deflated part comes to.
pub(super) fn checksum(hash: Hash, deflated: &[u8]) -> Vec<u8> {
    hash.of(&[deflated.get(..CHECKED).unwrap_or(deflated)])
}

/// A decrypted part without what fills its last block: the last byte counts it.
pub(super) fn without_filling(data: &mut Vec<u8>) {
    let filling = data.last().map_or(0, |count| usize::from(*count));
    if (1..=BLOCK).contains(&filling) {
        data.truncate(data.len().saturating_sub(filling));
    }
}

/// A part with its last block filled.
pub(super) fn fill(data: &mut Vec<u8>) {
    let filling = BLOCK - data.len() % BLOCK;
    let count = u8::try_from(filling).unwrap_or_default();
    data.resize(data.len() + filling, count);
}

/// `…#sha256`, `…#sha256-1k`, `SHA1` or `SHA1/1K`.
fn hash(name: &str) -> Option<Hash> {
    let name = name.rsplit('#').next()?.to_ascii_lowercase();
    Hash::named(name.trim_end_matches("/1k").trim_end_matches("-1k"))
}
