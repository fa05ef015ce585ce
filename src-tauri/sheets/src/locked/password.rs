//! A password, which no message or log can show, and the file that it opens.

use std::fmt;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use zeroize::Zeroizing;

use super::Opened;
use crate::read::{Limits, ReadError};

/// A password; its letters are wiped from memory with it.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(Zeroizing<String>);

impl Password {
    /// A password; none when there is not a letter of it.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Option<Self> {
        let text = Zeroizing::new(text.into());
        (!text.is_empty()).then_some(Self(text))
    }

    /// Its letters as UTF-8.
    pub(super) fn utf8(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// Its letters as UTF-16, little endian.
    pub(super) fn utf16(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(self.0.encode_utf16().flat_map(u16::to_le_bytes).collect())
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// A file and the password that it opens with, when it needs one.
#[derive(Clone, Copy, Debug)]
pub struct Keyed<'a> {
    /// Where it lies.
    pub path: &'a Path,
    /// Its password.
    pub password: Option<&'a Password>,
}

impl Keyed<'_> {
    /// Does the file open, with that password where it needs one? What it holds is not looked at.
    ///
    /// # Errors
    /// It cannot be read, asks for a password, or for another one.
    pub fn check(self) -> Result<(), ReadError> {
        self.open().map(drop)
    }

    /// The file, unlocked.
    pub(crate) fn open(self) -> Result<Opened<BufReader<File>>, ReadError> {
        let open = || {
            let file = BufReader::with_capacity(1 << 16, File::open(self.path)?);
            Opened::of(file, self.password, Limits::default())
        };
        open().map_err(|problem| ReadError::of(self.path, problem))
    }
}

impl<'a> From<&'a Path> for Keyed<'a> {
    fn from(path: &'a Path) -> Self {
        Self { path, password: None }
    }
}
