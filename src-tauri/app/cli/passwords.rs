//! Passwords of files: never arguments, which other programs of the computer can see.

use std::io::{self, BufRead};
use std::path::Path;

use epure_sheets::{Keyed, Password};

use super::usage;
use crate::error::Error;
use crate::pipeline::Source;

/// Variable that holds the password of files.
const VARIABLE: &str = "EPURE_PASSWORD";

/// The passwords that a command was given.
#[derive(Clone, Debug, Default)]
pub(super) struct Passwords {
    /// Opens files.
    open: Option<Password>,
    /// Opens the copy, when it is to have another one.
    copy: Option<Password>,
}

/// What is asked of the copy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Protection {
    /// As the original: a password when it has one.
    #[default]
    AsBefore,
    /// A password, whatever the original has.
    Wanted,
    /// No password.
    None,
}

impl Passwords {
    /// The one of the surroundings.
    pub(super) fn of_surroundings() -> Self {
        let open = std::env::var(VARIABLE).ok().and_then(Password::new);
        Self { open, copy: None }
    }

    /// Those of the first two lines of standard input, for files and for the copy.
    pub(super) fn of_standard_input() -> Result<Self, Error> {
        let mut lines = io::stdin().lock().lines();
        let mut next = || match lines.next() {
            None => Ok(None),
            Some(Ok(line)) => Ok(Password::new(line)),
            Some(Err(error)) => Err(usage("cli.bad_input", vec![("detail", error.to_string())])),
        };
        Ok(Self { open: next()?, copy: next()? })
    }

    /// A file to open.
    pub(super) fn of_file<'a>(&'a self, path: &'a Path) -> Keyed<'a> {
        Keyed { path, password: self.open.as_ref() }
    }

    /// A copy to open.
    pub(super) fn of_copy<'a>(&'a self, path: &'a Path) -> Keyed<'a> {
        Keyed { path, password: self.copy.as_ref().or(self.open.as_ref()) }
    }

    /// The password that a copy of this file gets.
    pub(super) fn for_copy(
        &self,
        protection: Protection,
        source: &Source,
    ) -> Result<Option<Password>, Error> {
        let password = self.copy.as_ref().or(self.open.as_ref()).cloned();
        match protection {
            Protection::None => Ok(None),
            Protection::AsBefore => Ok(password.filter(|_| source.password.is_some())),
            Protection::Wanted if password.is_none() => {
                Err(usage("cli.protect_needs_password", Vec::new()))
            }
            Protection::Wanted => Ok(password),
        }
    }
}
