//! Legal grounds that findings cite: `lexicons/basis.toml`.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use serde::Deserialize;

use crate::finding::{Basis, Confidence};
use crate::lexicon::error::{PackError, Problem};
use crate::lexicon::pack::Bilingual;
use crate::messages::Lang;
use crate::packs::{PackFiles, parse};

/// File they are in, relative to `lexicons/`.
pub(crate) const FILE: &str = "basis.toml";

/// Every ground, by id.
#[derive(Debug)]
pub struct Bases {
    by_id: BTreeMap<String, RawBasis>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    basis: Vec<RawBasis>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawBasis {
    id: String,
    title: Bilingual,
    source: String,
    #[serde(default)]
    valid_from: Option<Date>,
    checked_on: Date,
    confidence: Confidence,
}

impl Bases {
    /// Loads the grounds.
    ///
    /// # Errors
    /// A missing or malformed file, or an id given twice.
    pub fn load(files: &PackFiles) -> Result<Self, PackError> {
        let raw: RawFile = parse(files, FILE)?;
        let mut by_id = BTreeMap::new();
        for basis in raw.basis {
            let id = basis.id.clone();
            if by_id.insert(id.clone(), basis).is_some() {
                let what = Problem::Format(format!("basis `{id}` is given twice"));
                return Err(PackError { file: FILE.to_owned(), line: 1, what });
            }
        }
        Ok(Self { by_id })
    }

    /// The ground of that id, in the reader's language.
    #[must_use]
    pub fn get(&self, id: &str, lang: Lang) -> Option<Basis> {
        let raw = self.by_id.get(id)?;
        Some(Basis {
            id: raw.id.clone(),
            title: lang.of(&raw.title).to_owned(),
            source: raw.source.clone(),
            valid_from: raw.valid_from,
            checked_on: raw.checked_on,
            confidence: raw.confidence,
        })
    }

    /// The grounds of those ids, in their order; an unknown id is left out.
    #[must_use]
    pub fn list<S: AsRef<str>>(&self, ids: &[S], lang: Lang) -> Arc<[Basis]> {
        ids.iter().filter_map(|id| self.get(id.as_ref(), lang)).collect()
    }

    /// Every id, sorted.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.by_id.keys().map(String::as_str)
    }

    /// How sure a statement is that rests on these grounds: as sure as the weakest of them.
    #[must_use]
    pub fn confidence<S: AsRef<str>>(&self, ids: &[S]) -> Confidence {
        let of = |id: &S| self.by_id.get(id.as_ref()).map(|raw| raw.confidence);
        ids.iter().filter_map(of).max_by_key(|sure| *sure as u8).unwrap_or(Confidence::Inferred)
    }
}
