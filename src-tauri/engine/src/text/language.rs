//! In which language a note is read.

use serde::{Deserialize, Serialize};

/// Language asked for.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Language {
    /// French.
    #[serde(rename = "fr")]
    French,
    /// English.
    #[serde(rename = "en")]
    English,
    /// Whichever the note seems to be written in; French when nothing tells.
    #[default]
    #[serde(rename = "auto")]
    Auto,
}

impl Language {
    /// Folder of the language's lexicons; none for [`Language::Auto`].
    #[must_use]
    pub const fn folder(self) -> Option<&'static str> {
        match self {
            Self::French => Some("fr"),
            Self::English => Some("en"),
            Self::Auto => None,
        }
    }

    /// The language of a lexicon folder.
    #[must_use]
    pub fn of_folder(folder: &str) -> Option<Self> {
        match folder {
            "fr" => Some(Self::French),
            "en" => Some(Self::English),
            _ => None,
        }
    }
}
