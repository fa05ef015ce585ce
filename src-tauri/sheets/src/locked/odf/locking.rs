//! From a package without a password to a locked one, as LibreOffice writes it.

use std::io::{self, Cursor, Write};

use flate2::Compression;
use flate2::write::DeflateEncoder;

use super::key::{KeyRecipe, Slowness};
use super::recipe::{checksum, fill};
use super::{MANIFEST, MIMETYPE, Target};
use crate::locked::cipher::encrypt_cbc;
use crate::locked::hash::Hash;
use crate::locked::{Password, random, to_base64};
use crate::package::Package;
use crate::xml::{Element, Node, escape_attribute, write_all};

/// How often a new password is hashed, as LibreOffice does.
const TURNS: u32 = 100_000;

/// A package, locked with AES-256.
pub(in crate::locked) fn lock(package: Vec<u8>, password: &Password) -> io::Result<Vec<u8>> {
    let mut package = Package::open(Cursor::new(package)).map_err(io::Error::other)?;
    let salt: [u8; 16] = random()?;
    let slowness = Slowness::Turns(TURNS);
    let recipe = KeyRecipe { start: Hash::Sha256, salt: salt.to_vec(), slowness, size: 32 };
    let key = recipe.derive(password).ok_or_else(|| io::Error::other("no key"))?;
    let manifest = package.read(MANIFEST).map_err(io::Error::other)?;
    let mut nodes = Element::parse(&manifest).map_err(io::Error::other)?;
    let mut target = Target::new();
    for name in package.names().to_vec() {
        if name == MANIFEST {
            continue;
        }
        let stored = target.part(&name, true)?;
        if name.ends_with('/') {
            continue;
        }
        let mut source = package.stream(&name).map_err(io::Error::other)?;
        if is_open(&name) {
            io::copy(&mut source, stored)?;
            continue;
        }
        let mut deflated = DeflateEncoder::new(Vec::new(), Compression::default());
        let size = io::copy(&mut source, &mut deflated)?;
        let mut data = deflated.finish()?;
        let vector: [u8; 16] = random()?;
        let sealed = Sealed { salt, vector, checksum: checksum(Hash::Sha256, &data) };
        fill(&mut data);
        encrypt_cbc(&key, &vector, &mut data)
            .ok_or_else(|| io::Error::other("a block is not whole"))?;
        stored.write_all(&data)?;
        describe(&mut nodes, &name, size, &sealed).map_err(io::Error::other)?;
    }
    let mut bytes = Vec::new();
    write_all(&nodes, &mut bytes);
    target.part(MANIFEST, false)?.write_all(&bytes)?;
    Ok(target.finish()?)
}

/// What another program needs to open a part that was encrypted, beside the password.
struct Sealed {
    salt: [u8; 16],
    vector: [u8; 16],
    checksum: Vec<u8>,
}

impl Sealed {
    /// The `encryption-data` element.
    fn description(&self, p: &str) -> Result<Vec<Node>, crate::xml::XmlError> {
        let xml = format!(
            "<{p}encryption-data {p}checksum-type=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0#sha256-1k\" {p}checksum=\"{}\">\
             <{p}algorithm {p}algorithm-name=\"http://www.w3.org/2001/04/xmlenc#aes256-cbc\" {p}initialisation-vector=\"{}\"/>\
             <{p}start-key-generation {p}start-key-generation-name=\"http://www.w3.org/2000/09/xmldsig#sha256\" {p}key-size=\"32\"/>\
             <{p}key-derivation {p}key-derivation-name=\"PBKDF2\" {p}key-size=\"32\" {p}iteration-count=\"{TURNS}\" {p}salt=\"{}\"/>\
             </{p}encryption-data>",
            to_base64(&self.checksum),
            to_base64(&self.vector),
            to_base64(&self.salt),
        );
        Element::parse(xml.as_bytes())
    }
}

/// Parts that programs read before they have a password.
fn is_open(name: &str) -> bool {
    name == MIMETYPE || name.starts_with("META-INF/")
}

/// Says in the manifest how a part is encrypted.
fn describe(
    nodes: &mut [Node],
    name: &str,
    size: u64,
    sealed: &Sealed,
) -> Result<(), crate::xml::XmlError> {
    let root = nodes.iter_mut().find_map(|node| match node {
        Node::Element(root) => Some(root),
        _ => None,
    });
    let Some(root) = root else { return Ok(()) };
    let prefix = String::from_utf8_lossy(root.tag().prefix()).into_owned();
    let is_it =
        |entry: &&mut Element| entry.tag().get_local("full-path").is_some_and(|p| p == name);
    if root.elements_mut().find(is_it).is_none() {
        let path = escape_attribute(name);
        let entry =
            format!("<{prefix}file-entry {prefix}full-path=\"{path}\" {prefix}media-type=\"\"/>");
        root.close_if_empty();
        root.children.extend(Element::parse(entry.as_bytes())?);
    }
    let encryption = sealed.description(&prefix)?;
    if let Some(entry) = root.elements_mut().find(is_it) {
        entry.set(&format!("{prefix}size"), Some(&size.to_string()));
        entry.close_if_empty();
        entry.children.extend(encryption);
    }
    Ok(())
}
