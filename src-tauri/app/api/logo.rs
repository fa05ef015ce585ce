//! The logo that a company puts on its documents.

use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::App;
use crate::error::Error;

impl App {
    /// The logo of an assessment's company as a `data:` address, to be shown; none when there is none.
    ///
    /// # Errors
    /// The store refused.
    pub fn logo(&self, id: i64) -> Result<Option<String>, Error> {
        let logo = self.store().logos().of(id)?;
        Ok(logo.map(|logo| format!("data:image/png;base64,{}", STANDARD.encode(&logo.png))))
    }

    /// Takes an image (png, jpeg, svg) as the logo, and gives it as it will be printed.
    ///
    /// # Errors
    /// The file cannot be read, is no such image or too heavy; there is no such assessment; the store
    /// refused.
    pub fn set_logo(&self, id: i64, path: &str) -> Result<Option<String>, Error> {
        let logo = crate::logo::read(Path::new(path))?;
        self.kept(id)?;
        self.store().logos().keep(id, &logo)?;
        self.logo(id)
    }

    /// Takes the logo away.
    ///
    /// # Errors
    /// The store refused.
    pub fn remove_logo(&self, id: i64) -> Result<(), Error> {
        Ok(self.store().logos().forget(id)?)
    }
}
