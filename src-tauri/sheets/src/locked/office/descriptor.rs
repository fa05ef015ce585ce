//! The XML that says how a package is encrypted ([MS-OFFCRYPTO] 2.3.4.10).

use crate::locked::cipher::BLOCK;
use crate::locked::hash::Hash;
use crate::locked::{from_base64, to_base64};
use crate::read::Problem;
use crate::xml::{Tag, Tokens};

/// Bytes before the XML: version 4.4 and a reserved number.
const VERSION: [u8; 8] = [4, 0, 4, 0, 0x40, 0, 0, 0];
/// Most turns that the specification allows: each costs time.
const MOST_TURNS: u32 = 10_000_000;

/// How something is encrypted: always with AES, in blocks of 16 bytes, chained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Recipe {
    pub(super) salt: Vec<u8>,
    /// Bytes of the key.
    pub(super) key: usize,
    pub(super) hash: Hash,
}

/// How a package is encrypted, and the key that a password gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Descriptor {
    /// How the package is encrypted.
    pub(super) package: Recipe,
    /// Key of the package's integrity, encrypted.
    pub(super) hmac_key: Vec<u8>,
    /// What its bytes come to with that key, encrypted.
    pub(super) hmac_value: Vec<u8>,
    /// How the package's key is encrypted.
    pub(super) password: Recipe,
    /// How often the password is hashed.
    pub(super) turns: u32,
    /// Random bytes that tell whether the password is right, encrypted.
    pub(super) verifier: Vec<u8>,
    /// Their hash, encrypted.
    pub(super) verifier_hash: Vec<u8>,
    /// The package's key, encrypted.
    pub(super) package_key: Vec<u8>,
}

impl Descriptor {
    /// Reads it from the stream that describes the encryption.
    pub(super) fn read(info: &[u8]) -> Result<Self, Problem> {
        let xml = info.get(VERSION.len()..).unwrap_or_default();
        let find = |local: &'static str| {
            let tags = Tokens::new(xml).filter(move |token| token.opens(local.as_bytes()));
            tags.map(|token| token.tag())
        };
        let first = |local| find(local).next().ok_or_else(broken);
        let (data, integrity) = (first("keyData")?, first("dataIntegrity")?);
        // Another way in may come first: a certificate has no turns.
        let password = find("encryptedKey").find(|tag| tag.get("spinCount").is_some());
        let password = password.ok_or(Problem::UnknownProtection)?;
        let turns = number(password, "spinCount")?;
        if turns > MOST_TURNS {
            return Err(broken());
        }
        Ok(Self {
            package: Recipe::read(data)?,
            hmac_key: bytes(integrity, "encryptedHmacKey")?,
            hmac_value: bytes(integrity, "encryptedHmacValue")?,
            password: Recipe::read(password)?,
            turns,
            verifier: bytes(password, "encryptedVerifierHashInput")?,
            verifier_hash: bytes(password, "encryptedVerifierHashValue")?,
            package_key: bytes(password, "encryptedKeyValue")?,
        })
    }

    /// The stream that describes the encryption.
    pub(super) fn write(&self) -> Vec<u8> {
        const URI: &str = "http://schemas.microsoft.com/office/2006";
        let xml = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n\
             <encryption xmlns=\"{URI}/encryption\" xmlns:p=\"{URI}/keyEncryptor/password\">\
             <keyData {}/><dataIntegrity encryptedHmacKey=\"{}\" encryptedHmacValue=\"{}\"/>\
             <keyEncryptors><keyEncryptor uri=\"{URI}/keyEncryptor/password\">\
             <p:encryptedKey spinCount=\"{}\" {} encryptedVerifierHashInput=\"{}\" \
             encryptedVerifierHashValue=\"{}\" encryptedKeyValue=\"{}\"/>\
             </keyEncryptor></keyEncryptors></encryption>",
            self.package.attributes(),
            to_base64(&self.hmac_key),
            to_base64(&self.hmac_value),
            self.turns,
            self.password.attributes(),
            to_base64(&self.verifier),
            to_base64(&self.verifier_hash),
            to_base64(&self.package_key),
        );
        [&VERSION[..], xml.as_bytes()].concat()
    }
}

impl Recipe {
    fn read(tag: Tag<'_>) -> Result<Self, Problem> {
        let is = |name: &str, value: &str| tag.get(name).is_some_and(|found| found == value);
        let usual = is("cipherAlgorithm", "AES") && is("cipherChaining", "ChainingModeCBC");
        let hash = Hash::named(&tag.get("hashAlgorithm").unwrap_or_default());
        let bits = number(tag, "keyBits")?;
        match hash {
            Some(hash) if usual && matches!(bits, 128 | 192 | 256) => {
                Ok(Self { salt: bytes(tag, "saltValue")?, key: bits as usize / 8, hash })
            }
            _ => Err(Problem::UnknownProtection),
        }
    }

    fn attributes(&self) -> String {
        let hash = self.hash;
        format!(
            "saltSize=\"{}\" blockSize=\"{BLOCK}\" keyBits=\"{}\" hashSize=\"{}\" \
             cipherAlgorithm=\"AES\" cipherChaining=\"ChainingModeCBC\" hashAlgorithm=\"{}\" saltValue=\"{}\"",
            self.salt.len(),
            self.key * 8,
            hash.of(&[]).len(),
            hash.name(),
            to_base64(&self.salt),
        )
    }
}

fn bytes(tag: Tag<'_>, name: &str) -> Result<Vec<u8>, Problem> {
    tag.get(name).and_then(|text| from_base64(&text)).ok_or_else(broken)
}

fn number(tag: Tag<'_>, name: &str) -> Result<u32, Problem> {
    tag.get(name).and_then(|text| text.trim().parse().ok()).ok_or_else(broken)
}

fn broken() -> Problem {
    Problem::damaged("EncryptionInfo makes no sense")
}
