//! How the key of a part comes from the password: ODF 1.3 part 2, 4.7 and 4.8, and Argon2id, which
//! LibreOffice knows since 24.8 and ODF 1.5 is to have.

use argon2::{Algorithm, Argon2, Params, Version};
use pbkdf2::pbkdf2_hmac;
use sha1::Sha1;

use crate::locked::hash::Hash;
use crate::locked::{Password, from_base64};
use crate::read::Problem;
use crate::xml::Element;

/// Most turns that are made: each costs time.
const MOST_TURNS: u32 = 10_000_000;
/// Most memory that is taken, and most that is filled over all passes, in KiB. LibreOffice takes 64 MiB and
/// fills them three times.
const MOST_MEMORY: u32 = 1 << 20;
const MOST_FILLED: u64 = 1 << 23;

/// What makes a password slow to guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slowness {
    /// PBKDF2 with HMAC-SHA-1, this often.
    Turns(u32),
    /// Argon2id (RFC 9106), version 1.3; the memory in KiB.
    Memory { passes: u32, memory: u32, lanes: u32 },
}

/// How the key of a part comes from the password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct KeyRecipe {
    /// Hash of the password that the key is derived from.
    pub(super) start: Hash,
    pub(super) salt: Vec<u8>,
    pub(super) slowness: Slowness,
    /// Bytes of the key.
    pub(super) size: usize,
}

impl KeyRecipe {
    /// Reads a `key-derivation` element; the rest is said elsewhere in the manifest.
    pub(super) fn read(element: &Element, start: Hash, size: usize) -> Result<Self, Problem> {
        let get = |name: &str| element.tag().get_local(name);
        let number = |name: &str| get(name)?.parse::<u32>().ok();
        let memory = || {
            let (passes, memory) = (number("argon2-iterations")?, number("argon2-memory")?);
            Some(Slowness::Memory { passes, memory, lanes: number("argon2-lanes")? })
        };
        let name = get("key-derivation-name").unwrap_or_default();
        let slowness = match name.rsplit([':', '#']).next().unwrap_or_default() {
            "PBKDF2" | "pbkdf2" => number("iteration-count").map(Slowness::Turns),
            "argon2id" => memory(),
            _ => return Err(Problem::UnknownProtection),
        };
        let salt = get("salt").and_then(|text| from_base64(&text));
        match slowness.filter(Slowness::is_bearable).zip(salt) {
            Some((slowness, salt)) => Ok(Self { start, salt, slowness, size }),
            None => Err(super::senseless()),
        }
    }

    /// The key; none when no key comes that way.
    pub(super) fn derive(&self, password: &Password) -> Option<Vec<u8>> {
        let mut key = vec![0; self.size];
        let start = self.start.of(&[password.utf8()]);
        match self.slowness {
            Slowness::Turns(turns) => pbkdf2_hmac::<Sha1>(&start, &self.salt, turns, &mut key),
            Slowness::Memory { passes, memory, lanes } => {
                let costs = Params::new(memory, passes, lanes, Some(self.size)).ok()?;
                let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, costs);
                argon.hash_password_into(&start, &self.salt, &mut key).ok()?;
            }
        }
        Some(key)
    }
}

impl Slowness {
    fn is_bearable(&self) -> bool {
        match *self {
            Self::Turns(turns) => turns <= MOST_TURNS,
            Self::Memory { passes, memory, .. } => {
                memory <= MOST_MEMORY && u64::from(memory) * u64::from(passes) <= MOST_FILLED
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xml::Node;

    fn read(derivation: &str) -> Result<KeyRecipe, Problem> {
        let xml = format!("<m:key-derivation {derivation} m:salt='AAECAwQFBgcICQoLDA0ODw=='/>");
        let nodes = Element::parse(xml.as_bytes()).unwrap();
        let element = nodes.iter().find_map(Node::element).unwrap();
        KeyRecipe::read(element, Hash::Sha256, 32)
    }

    fn argon(passes: u32, memory: u32, lanes: u32) -> String {
        format!(
            "m:key-derivation-name='urn:oasis:names:tc:opendocument:xmlns:manifest:1.5#argon2id' \
             m:argon2-iterations='{passes}' m:argon2-memory='{memory}' m:argon2-lanes='{lanes}'"
        )
    }

    #[test]
    fn a_key_that_would_take_the_machine_is_not_made() {
        let turns =
            |turns: u64| format!("m:key-derivation-name='PBKDF2' m:iteration-count='{turns}'");
        assert!(read(&turns(100_000)).is_ok());
        assert!(read(&argon(4, 131_072, 8)).is_ok());
        for greedy in [turns(1 << 31), argon(1, 1 << 30, 1), argon(1 << 20, 65_536, 4)] {
            assert!(matches!(read(&greedy), Err(Problem::Damaged { .. })), "{greedy}");
        }
        assert!(matches!(read("m:key-derivation-name='PGP'"), Err(Problem::UnknownProtection)));
    }

    #[test]
    fn costs_that_no_key_comes_from_are_told() {
        let password = Password::new("x").unwrap();
        assert!(read(&argon(1, 8, 1)).unwrap().derive(&password).is_some());
        assert!(read(&argon(0, 8, 1)).unwrap().derive(&password).is_none());
        assert!(read(&argon(1, 7, 1)).unwrap().derive(&password).is_none());
    }
}
