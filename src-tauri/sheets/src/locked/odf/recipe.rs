//! What a manifest says of the encryption of a part (ODF 1.3 part 2, 4.5 to 4.10).

use pbkdf2::pbkdf2_hmac;
use sha1::Sha1;

use crate::locked::cipher::BLOCK;
use crate::locked::hash::Hash;
use crate::locked::{Password, from_base64, to_base64};
use crate::read::Problem;
use crate::xml::{Element, Node};

/// Bytes at the beginning of a part that tell whether the password is right.
const CHECKED: usize = 1024;
/// Most turns that are made: each costs time.
const MOST_TURNS: u32 = 10_000_000;

/// How the key of a part comes from the password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct KeyRecipe {
    /// Hash of the password that the key is derived from.
    pub(super) start: Hash,
    pub(super) salt: Vec<u8>,
    pub(super) turns: u32,
    /// Bytes of the key.
    pub(super) size: usize,
}

/// How a part is encrypted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Recipe {
    pub(super) key: KeyRecipe,
    pub(super) vector: Vec<u8>,
    /// What the beginning of the deflated part comes to.
    pub(super) checksum: (Hash, Vec<u8>),
}

impl KeyRecipe {
    pub(super) fn derive(&self, password: &Password) -> Vec<u8> {
        let mut key = vec![0; self.size];
        let start = self.start.of(&[password.utf8()]);
        pbkdf2_hmac::<Sha1>(&start, &self.salt, self.turns, &mut key);
        key
    }
}

impl Recipe {
    /// Reads an `encryption-data` element.
    pub(super) fn read(element: &Element) -> Result<Self, Problem> {
        let get = |child: &str, name: &str| {
            let child = element.child(child)?;
            child.tag().get_local(name).map(|value| value.into_owned())
        };
        let bytes = |child, name| get(child, name).and_then(|text| from_base64(&text));
        let number = |child, name| get(child, name).and_then(|text| text.parse::<u32>().ok());
        let own = |name| element.tag().get_local(name);
        let is = |child, name, end: &str| get(child, name).is_some_and(|text| text.ends_with(end));
        let size = match get("algorithm", "algorithm-name").unwrap_or_default() {
            name if name.ends_with("#aes256-cbc") => 32,
            name if name.ends_with("#aes192-cbc") => 24,
            name if name.ends_with("#aes128-cbc") => 16,
            _ => return Err(Problem::UnknownProtection),
        };
        let start = get("start-key-generation", "start-key-generation-name");
        let start = start.map_or(Some(Hash::Sha1), |name| hash(&name));
        let sum = own("checksum-type").and_then(|name| hash(&name));
        let (Some(start), Some(sum), true) =
            (start, sum, is("key-derivation", "key-derivation-name", "PBKDF2"))
        else {
            return Err(Problem::UnknownProtection);
        };
        let recipe = || {
            let turns = number("key-derivation", "iteration-count")?;
            let salt = bytes("key-derivation", "salt")?;
            let key =
                KeyRecipe { start, salt, turns: Some(turns).filter(|n| *n <= MOST_TURNS)?, size };
            let vector = bytes("algorithm", "initialisation-vector")?;
            let checksum = (sum, from_base64(&own("checksum")?)?);
            Some(Self { key, vector, checksum })
        };
        recipe().ok_or_else(|| Problem::damaged("META-INF/manifest.xml makes no sense"))
    }

    /// The `encryption-data` element.
    pub(super) fn write(&self, prefix: &str) -> Result<Vec<Node>, crate::xml::XmlError> {
        const XMLENC: &str = "http://www.w3.org/2001/04/xmlenc";
        let (p, key) = (prefix, &self.key);
        let xml = format!(
            "<{p}encryption-data {p}checksum-type=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0#sha256-1k\" {p}checksum=\"{}\">\
             <{p}algorithm {p}algorithm-name=\"{XMLENC}#aes256-cbc\" {p}initialisation-vector=\"{}\"/>\
             <{p}start-key-generation {p}start-key-generation-name=\"http://www.w3.org/2000/09/xmldsig#sha256\" {p}key-size=\"32\"/>\
             <{p}key-derivation {p}key-derivation-name=\"PBKDF2\" {p}key-size=\"{}\" {p}iteration-count=\"{}\" {p}salt=\"{}\"/>\
             </{p}encryption-data>",
            to_base64(&self.checksum.1),
            to_base64(&self.vector),
            key.size,
            key.turns,
            to_base64(&key.salt),
        );
        Element::parse(xml.as_bytes())
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
