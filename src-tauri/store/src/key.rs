//! The key of this computer: made once, readable by its user alone, and the keyed hashes made
//! with it.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;

use chacha20poly1305::aead::{Generate, Key};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305};
use hmac::{Hmac, Mac};
use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use sha2::Sha256;

use crate::error::StoreError;

/// Length of the key file, in bytes.
const LENGTH: usize = 32;

/// Keyed hash (HMAC-SHA-256) of something that is found again by its content, and that nobody can
/// guess back without the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint([u8; LENGTH]);

/// Makes keyed hashes, without the database.
#[derive(Clone)]
pub(crate) struct Hasher([u8; LENGTH]);

/// The keys derived from the key file: one to hash, one to seal.
pub(crate) struct Keys {
    pub(crate) hasher: Hasher,
    pub(crate) cipher: XChaCha20Poly1305,
}

impl std::fmt::Debug for Hasher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Hasher(…)")
    }
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys(…)")
    }
}

impl Keys {
    /// Reads the key file, or makes it when there is no database yet that needs the former one.
    pub(crate) fn load_or_make(path: &Path, database_exists: bool) -> Result<Self, StoreError> {
        let trouble = |source| StoreError::Key { path: path.to_owned(), source };
        let master = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound && !database_exists => {
                make(path)?;
                fs::read(path).map_err(trouble)?
            }
            Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(trouble(error)),
        };
        let master: [u8; LENGTH] =
            master.try_into().map_err(|_| StoreError::KeyMissing { path: path.to_owned() })?;
        private(path)?;
        let sealing = hash(&master, &[b"epure seal 1"]);
        Ok(Self {
            hasher: Hasher(hash(&master, &[b"epure hash 1"])),
            cipher: XChaCha20Poly1305::new(&Key::<XChaCha20Poly1305>::from(sealing)),
        })
    }
}

impl Hasher {
    pub(crate) fn fingerprint(&self, kind: &str, parts: &[&str]) -> Fingerprint {
        let mut all = vec![kind.as_bytes()];
        all.extend(parts.iter().map(|part| part.as_bytes()));
        Fingerprint(hash(&self.0, &all))
    }
}

/// HMAC-SHA-256 of parts, each preceded by its length so that they never run into each other.
fn hash(key: &[u8; LENGTH], parts: &[&[u8]]) -> [u8; LENGTH] {
    // A key shorter than a block is padded with zeros (RFC 2104, section 2).
    let mut block = [0; 64];
    block.iter_mut().zip(key).for_each(|(to, from)| *to = *from);
    let mut mac = <Hmac<Sha256> as KeyInit>::new(&block.into());
    for part in parts {
        mac.update(&(part.len() as u64).to_le_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// Writes a new key under another name, then gives it its name at once: two programs that start
/// together end with the same key, and a crash leaves none or a whole one.
fn make(path: &Path) -> Result<(), StoreError> {
    let trouble = |source| StoreError::Key { path: path.to_owned(), source };
    let key = Key::<XChaCha20Poly1305>::try_generate().map_err(|_| StoreError::Random)?;
    let draft = path.with_extension(format!("key.{}", std::process::id()));
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&draft).map_err(trouble)?;
    file.write_all(&key).and_then(|()| file.sync_all()).map_err(trouble)?;
    drop(file);
    let named = match fs::hard_link(&draft, path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        // Some file systems know no hard links: the plain way is then good enough.
        Err(_) => fs::copy(&draft, path).map(drop),
        Ok(()) => Ok(()),
    };
    fs::remove_file(&draft).map_err(trouble)?;
    named.map_err(trouble)
}

/// Takes the rights of anybody but the user away (on Unix; elsewhere the profile folder does).
pub(crate) fn private(path: &Path) -> Result<(), StoreError> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(0o600))
            .map_err(|source| StoreError::Key { path: path.to_owned(), source })?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

impl ToSql for Fingerprint {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(ValueRef::Blob(&self.0)))
    }
}

impl FromSql for Fingerprint {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        <[u8; LENGTH]>::column_result(value).map(Self)
    }
}
