//! What the person set, as one file: to be taken to another computer or kept aside.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{App, company};
use crate::dto::{OwnWords, Settings};
use crate::error::Error;
use crate::files::write_whole;

/// The only form there is so far.
const FORM: u32 = 1;

/// Everything that a person set. Never a decision, never what a file holds.
#[derive(Serialize, Deserialize)]
struct Portable {
    epure_settings: u32,
    settings: Settings,
    own_words: OwnWords,
}

impl App {
    /// Writes settings and own words to a file (JSON), replacing what was there.
    ///
    /// # Errors
    /// The file cannot be written; the store refused.
    pub fn save_settings(&self, path: &str) -> Result<(), Error> {
        let (settings, own_words) = (self.settings()?, self.own_words()?);
        let portable = Portable { epure_settings: FORM, settings, own_words };
        let json = serde_json::to_vec_pretty(&portable).unwrap_or_default();
        write_whole(Path::new(path), &json)
    }

    /// Takes up settings and own words from such a file.
    ///
    /// # Errors
    /// The file cannot be read, or is not one of these: everything then stays as it was.
    pub fn load_settings(&self, path: &str) -> Result<Settings, Error> {
        let bytes = std::fs::read(path).map_err(|source| Error::io(Path::new(path), source))?;
        let read: Option<Portable> = serde_json::from_slice(&bytes).ok();
        let Some(portable) = read.filter(|read| read.epure_settings == FORM) else {
            return Err(Error::bad_request("errors.no_settings", vec![("file", path.to_owned())]));
        };
        self.set_own_words(portable.own_words)?;
        // Settings that come from elsewhere do not change what a company's register says.
        let own_retention = match company::at_hand(&self.store())? {
            Some(company) => company::period(&company),
            None => portable.settings.own_retention.clone(),
        };
        self.set_settings(Settings { own_retention, ..portable.settings })
    }

    /// The spreadsheets that paths name, folders walked.
    ///
    /// # Errors
    /// A folder cannot be read.
    pub fn list_files(&self, paths: &[String]) -> Result<Vec<String>, Error> {
        let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
        let files = crate::walk::files(&paths)?;
        Ok(files.iter().map(|path| path.display().to_string()).collect())
    }
}
