//! A file as it is, or what it holds once its password was given.

use std::io::{self, BufRead, Cursor, Read, Seek, SeekFrom};

use super::{Password, odf, office, xls};
use crate::read::{Limits, Problem};

/// Bytes that tell a container.
const HEAD: u64 = 128;

/// A file, ready to be read as if it had no password.
#[derive(Debug)]
pub(crate) enum Opened<R> {
    /// It has none.
    Plain(R),
    /// What its password gave, in memory.
    Unlocked(Cursor<Vec<u8>>),
}

impl<R: Read + Seek> Opened<R> {
    /// Looks whether a file is locked, and unlocks it.
    pub(crate) fn of(
        mut file: R,
        password: Option<&Password>,
        limits: Limits,
    ) -> Result<Self, Problem> {
        let mut head = Vec::new();
        file.seek(SeekFrom::Start(0))?;
        Read::by_ref(&mut file).take(HEAD).read_to_end(&mut head)?;
        file.seek(SeekFrom::Start(0))?;
        let unlocked = match () {
            () if office::may_be_locked(&head) => {
                match office::unlock(&mut file, password, limits)? {
                    Some(package) => Some(package),
                    None => xls::unlock(&mut file, password, limits)?,
                }
            }
            () if odf::may_be_locked(&head) => odf::unlock(&mut file, password, limits)?,
            () => None,
        };
        file.seek(SeekFrom::Start(0))?;
        Ok(unlocked.map_or(Self::Plain(file), |package| Self::Unlocked(Cursor::new(package))))
    }
}

impl<R: Read> Read for Opened<R> {
    fn read(&mut self, space: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(file) => file.read(space),
            Self::Unlocked(package) => package.read(space),
        }
    }
}

impl<R: BufRead> BufRead for Opened<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match self {
            Self::Plain(file) => file.fill_buf(),
            Self::Unlocked(package) => package.fill_buf(),
        }
    }

    fn consume(&mut self, count: usize) {
        match self {
            Self::Plain(file) => file.consume(count),
            Self::Unlocked(package) => package.consume(count),
        }
    }
}

impl<R: Seek> Seek for Opened<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Self::Plain(file) => file.seek(to),
            Self::Unlocked(package) => package.seek(to),
        }
    }
}
