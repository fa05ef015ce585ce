//! From a locked package to one without a password.

use std::collections::BTreeMap;
use std::io::{Read, Seek, Write};

use epure_engine::table::Format;
use flate2::read::DeflateDecoder;

use super::key::KeyRecipe;
use super::recipe::{Recipe, Seal, checksum, without_filling};
use super::{MANIFEST, Target, WHOLE};
use crate::locked::Password;
use crate::locked::cipher::decrypt_cbc;
use crate::locked::gcm::open_gcm;
use crate::read::{Limits, Package, Problem};
use crate::xml::{Element, Node, local_name, write_all};

/// The package without its password; none when no part is encrypted.
pub(in crate::locked) fn unlock<R: Read + Seek>(
    file: R,
    password: Option<&Password>,
    limits: Limits,
) -> Result<Option<Vec<u8>>, Problem> {
    let mut package = Package::open(file, limits)?;
    let manifest = package.text(MANIFEST)?.unwrap_or_default();
    if !manifest.contains("encryption-data") {
        return Ok(None);
    }
    let password = password.ok_or(Problem::PasswordProtected { format: Format::Ods })?;
    let mut nodes = Element::parse(manifest.as_bytes()).map_err(Problem::damaged)?;
    let recipes = take_recipes(&mut nodes)?;
    let mut unlocking = Unlocking { password, keys: Vec::new(), right: false };
    let mut left = limits.inflated_bytes;
    if let Some(recipe) = recipes.get(WHOLE) {
        let deflated = unlocking.part(WHOLE, recipe, content(&mut package, WHOLE)?)?;
        let mut whole = Vec::new();
        inflate(WHOLE, &deflated, &mut whole, &mut left, limits)?;
        return Ok(Some(whole));
    }
    let mut target = Target::new();
    for name in package.names() {
        let part = target.part(&name, false).map_err(Problem::damaged)?;
        let Some(recipe) = recipes.get(&name) else {
            if name == MANIFEST {
                let mut bytes = Vec::new();
                write_all(&nodes, &mut bytes);
                part.write_all(&bytes).map_err(Problem::damaged)?;
            } else if !name.ends_with('/') {
                let copy = |piece: &[u8]| part.write_all(piece).map_err(Problem::damaged);
                package.stream(&name, copy)?;
            }
            continue;
        };
        let deflated = unlocking.part(&name, recipe, content(&mut package, &name)?)?;
        inflate(&name, &deflated, part, &mut left, limits)?;
    }
    target.finish().map(Some).map_err(Problem::damaged)
}

/// A part as it is stored.
fn content<R: Read + Seek>(package: &mut Package<R>, name: &str) -> Result<Vec<u8>, Problem> {
    let mut data = Vec::new();
    package.stream(name, |piece| {
        data.extend_from_slice(piece);
        Ok(())
    })?;
    Ok(data)
}

/// Inflates a part; of the bytes that all parts may come to, `left` are left.
fn inflate(
    name: &str,
    deflated: &[u8],
    to: &mut impl Write,
    left: &mut u64,
    limits: Limits,
) -> Result<(), Problem> {
    let mut inflated = DeflateDecoder::new(deflated).take(*left);
    *left -= std::io::copy(&mut inflated, to).map_err(Problem::damaged)?;
    match *left {
        0 => Err(Problem::ZipBomb { part: name.to_owned(), limit: limits.inflated_bytes }),
        _ => Ok(()),
    }
}

/// How each encrypted part is encrypted; the manifest no longer says so.
fn take_recipes(nodes: &mut [Node]) -> Result<BTreeMap<String, Recipe>, Problem> {
    let mut recipes = BTreeMap::new();
    let roots = nodes.iter_mut().filter_map(|node| match node {
        Node::Element(root) => Some(root),
        _ => None,
    });
    for entry in roots.flat_map(Element::elements_mut) {
        if let Some(encryption) = entry.child("encryption-data") {
            let path = entry.tag().get_local("full-path").unwrap_or_default().into_owned();
            recipes.insert(path, Recipe::read(encryption)?);
            clear(entry);
        }
    }
    Ok(recipes)
}

/// An entry as it is written of a part that is not encrypted: no size, nothing inside.
fn clear(entry: &mut Element) {
    let size = entry.tag().attributes().find(|found| local_name(found.name) == b"size");
    let size = size.map(|found| String::from_utf8_lossy(found.name).into_owned());
    if let Some(name) = size {
        entry.set(&name, None);
    }
    entry.open.pop();
    entry.open.extend_from_slice(b"/>");
    entry.children.clear();
    entry.close.clear();
}

/// Parts are unlocked one by one; keys that they share are derived once.
struct Unlocking<'p> {
    password: &'p Password,
    keys: Vec<(KeyRecipe, Vec<u8>)>,
    /// Did the password open a part already?
    right: bool,
}

impl Unlocking<'_> {
    /// A part, still deflated.
    fn part(&mut self, name: &str, recipe: &Recipe, mut data: Vec<u8>) -> Result<Vec<u8>, Problem> {
        let damaged = || Problem::damaged(format!("{name} was changed"));
        let key = self.key(&recipe.key)?;
        let opens = match &recipe.seal {
            Seal::Checksum(hash, expected) => {
                decrypt_cbc(&key, &recipe.vector, &mut data).ok_or_else(damaged)?;
                without_filling(&mut data);
                checksum(*hash, &data) == *expected
            }
            Seal::Tag => {
                data = data.strip_prefix(recipe.vector.as_slice()).ok_or_else(damaged)?.to_vec();
                open_gcm(&key, &recipe.vector, &mut data).is_some()
            }
        };
        match opens {
            true => self.right = true,
            false if self.right => return Err(damaged()),
            false => return Err(Problem::PasswordWrong),
        }
        Ok(data)
    }

    fn key(&mut self, recipe: &KeyRecipe) -> Result<Vec<u8>, Problem> {
        if let Some((_, key)) = self.keys.iter().find(|(of, _)| of == recipe) {
            return Ok(key.clone());
        }
        let key = recipe.derive(self.password).ok_or_else(super::senseless)?;
        self.keys.push((recipe.clone(), key.clone()));
        Ok(key)
    }
}
