//! The company's logo, from the file that somebody chose.

use std::path::Path;

use epure_engine::dossier::Logo;
use epure_typeset::LogoError;

use crate::error::Error;
use crate::pipeline::name_of;

/// The logo that a file (png, jpeg, svg) holds.
///
/// # Errors
/// The file cannot be read, is no such image or too heavy; said with its name.
pub(crate) fn read(path: &Path) -> Result<Logo, Error> {
    let bytes = std::fs::read(path).map_err(|source| Error::io(path, source))?;
    epure_typeset::logo(&bytes).map_err(|error| {
        let key = match error {
            LogoError::TooBig => "errors.logo_too_big",
            LogoError::Unreadable => "errors.no_logo",
        };
        Error::bad_request(key, vec![("file", name_of(path))])
    })
}
