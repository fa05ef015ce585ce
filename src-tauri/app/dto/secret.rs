//! What a person types and nothing may show.

use std::fmt;

use epure_sheets::Password;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A password.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Secret(String);

impl Secret {
    /// The password; none when nothing was typed.
    pub(crate) fn password(&self) -> Option<Password> {
        Password::new(self.0.as_str())
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}
