//! The form of a pack file: what may be written in `lexicons/<lang>/<family>.toml`.

use serde::Deserialize;
use toml::Spanned;

use crate::finding::{Category, Severity};
use crate::role::Role;

/// A text that users read, in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bilingual {
    /// French.
    pub fr: String,
    /// English.
    pub en: String,
}

/// A way to reach somebody.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, serde::Serialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// E-mail.
    Email,
    /// Text message.
    Sms,
    /// Telephone call.
    Phone,
    /// Letter.
    Post,
    /// Every channel.
    All,
}

/// A whole pack file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawPack {
    pub(crate) pack: Head,
    #[serde(default)]
    pub(crate) rule: Vec<RawRule>,
}

/// Its `[pack]` table: what its rules share.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Head {
    pub(crate) id: String,
    pub(crate) category: Category,
    #[serde(default = "major")]
    pub(crate) severity: Severity,
    #[serde(default)]
    pub(crate) basis: OneOrMore,
    pub(crate) title: Bilingual,
    #[serde(default)]
    pub(crate) why: Option<Bilingual>,
    #[serde(default)]
    pub(crate) advice: Option<Bilingual>,
    #[serde(default)]
    pub(crate) rewrite: Option<String>,
    #[serde(default)]
    pub(crate) not_next: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) not_prev: Vec<Spanned<String>>,
}

fn major() -> Severity {
    Severity::Major
}

/// One string or several.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum OneOrMore {
    One(String),
    More(Vec<String>),
}

impl Default for OneOrMore {
    fn default() -> Self {
        Self::More(Vec::new())
    }
}

impl OneOrMore {
    pub(crate) fn list(self) -> Vec<String> {
        match self {
            Self::One(one) => vec![one],
            Self::More(list) => list,
        }
    }
}

/// One `[[rule]]` table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawRule {
    pub(crate) id: Spanned<String>,
    #[serde(default)]
    pub(crate) category: Option<Category>,
    #[serde(default)]
    pub(crate) severity: Option<Severity>,
    #[serde(default)]
    pub(crate) basis: Option<OneOrMore>,
    pub(crate) title: Bilingual,
    #[serde(default)]
    pub(crate) why: Option<Bilingual>,
    #[serde(default)]
    pub(crate) advice: Option<Bilingual>,
    #[serde(default)]
    pub(crate) terms: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) list: Option<Spanned<String>>,
    #[serde(default)]
    pub(crate) pattern: Option<Spanned<String>>,
    #[serde(default)]
    pub(crate) check: Option<Spanned<String>>,
    #[serde(default)]
    pub(crate) unless: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) near: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) not_near: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) not_next: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) not_prev: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) window: Option<u8>,
    #[serde(default)]
    pub(crate) opens: bool,
    #[serde(default)]
    pub(crate) closes: bool,
    #[serde(default)]
    pub(crate) of_things: bool,
    #[serde(default)]
    pub(crate) yields: bool,
    #[serde(default)]
    pub(crate) hints: bool,
    #[serde(default)]
    pub(crate) rewrite: Option<Spanned<String>>,
    #[serde(default)]
    pub(crate) columns: Vec<Role>,
    #[serde(default)]
    pub(crate) channels: Vec<Channel>,
    #[serde(default)]
    pub(crate) flags: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) allows: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) misses: Vec<Spanned<String>>,
}

/// `spare.toml`: what is left alone whichever rule would speak.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawSpares {
    #[serde(default)]
    pub(crate) spare: Vec<RawSpare>,
}

/// On which side of a thing what describes it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Side {
    /// "a lame | van", where the thing ends its clause.
    Before,
    /// "the van | is lame".
    After,
}

/// One `[[spare]]` table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawSpare {
    pub(crate) id: Spanned<String>,
    pub(crate) why: Bilingual,
    pub(crate) terms: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) categories: Vec<Category>,
    #[serde(default)]
    pub(crate) opens: bool,
    #[serde(default)]
    pub(crate) titles: bool,
    #[serde(default)]
    pub(crate) within: bool,
    #[serde(default)]
    pub(crate) covers: u8,
    #[serde(default)]
    pub(crate) describes: Option<Side>,
    #[serde(default)]
    pub(crate) until: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) not_prev: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) allows: Vec<Spanned<String>>,
}
