//! The column lexicon: `columns/fr.toml`, `columns/en.toml` and `columns/values.toml`.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::names::{Name, Names, Strength};
use super::shape::ValueWords;
use super::words::Speller;
use crate::packs::PackFiles;
use crate::role::Role;

/// What column names and values mean, in every language of the lexicon.
#[derive(Debug)]
pub struct ColumnPack {
    pub(super) languages: Vec<Names>,
    pub(super) values: ValueWords,
}

/// A column lexicon that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ColumnPackError {
    /// A file is missing.
    #[error("lexicons/{0} is missing")]
    Missing(&'static str),
    /// A file is not UTF-8 text.
    #[error("lexicons/{0} is not UTF-8 text")]
    NotText(&'static str),
    /// A file does not follow the format.
    #[error("lexicons/{file}: {source}")]
    Format {
        /// Path below lexicons/.
        file: &'static str,
        /// What is wrong, and where.
        source: Box<toml::de::Error>,
    },
    /// The same name is given to two roles.
    #[error("lexicons/{file}: `{other}` ({first}) and `{name}` ({second}) are the same name")]
    Twice {
        /// Path below lexicons/.
        file: &'static str,
        /// The name.
        name: String,
        /// How it was written first.
        other: String,
        /// Its first role.
        first: Role,
        /// Its second role.
        second: Role,
    },
    /// A name has no word left once small words are taken away.
    #[error("lexicons/{file}: `{name}` ({role}) holds no word")]
    NoWord {
        /// Path below lexicons/.
        file: &'static str,
        /// The name.
        name: String,
        /// Its role.
        role: Role,
    },
}

const NAME_FILES: [&str; 2] = ["columns/fr.toml", "columns/en.toml"];
const VALUE_FILE: &str = "columns/values.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NameFile {
    small: Vec<String>,
    date_endings: Vec<String>,
    qualifiers: Vec<String>,
    same: BTreeMap<String, Vec<String>>,
    roles: BTreeMap<Role, RoleNames>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RoleNames {
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    weak: Vec<String>,
    #[serde(default)]
    unsure: Vec<String>,
    #[serde(default)]
    anchors: Vec<String>,
    #[serde(default)]
    dominant: Vec<String>,
    #[serde(default)]
    agreement: Vec<String>,
}

impl ColumnPack {
    /// Loads the column lexicon from the files of `lexicons/`, by path relative to that folder.
    ///
    /// # Errors
    /// A file that is missing, is not in the format, or contradicts itself.
    pub fn load(files: &PackFiles) -> Result<Self, ColumnPackError> {
        let mut languages = Vec::new();
        for file in NAME_FILES {
            let parsed: NameFile = parse(files, file)?;
            languages.push(names(file, parsed)?);
        }
        Ok(Self { languages, values: ValueWords::new(parse(files, VALUE_FILE)?) })
    }
}

impl ColumnPack {
    /// Is a folded word one of the given names of the lexicon?
    pub(crate) fn is_first_name(&self, word: &str) -> bool {
        self.values.is_first_name(word)
    }
}

fn parse<T: for<'de> Deserialize<'de>>(
    files: &PackFiles,
    file: &'static str,
) -> Result<T, ColumnPackError> {
    let bytes = files.get(file).ok_or(ColumnPackError::Missing(file))?;
    let text = std::str::from_utf8(bytes).map_err(|_| ColumnPackError::NotText(file))?;
    toml::from_str(text)
        .map_err(|source| ColumnPackError::Format { file, source: Box::new(source) })
}

fn names(file: &'static str, parsed: NameFile) -> Result<Names, ColumnPackError> {
    let mut speller = Speller::new(
        [&parsed.small, &parsed.date_endings, &parsed.qualifiers],
        parsed.same.into_iter(),
    );
    let mut all = Vec::new();
    let mut agreements = BTreeSet::new();
    // A strong name of one role may be a weak one of another; two strong ones contradict.
    let mut strong: FxHashMap<BTreeSet<String>, (Role, String)> = FxHashMap::default();
    for (role, lists) in parsed.roles {
        agreements.extend(lists.agreement.iter().cloned());
        let lists = [
            (Strength::Strong, lists.names),
            (Strength::Strong, lists.agreement),
            (Strength::Weak, lists.weak),
            (Strength::Unsure, lists.unsure),
            (Strength::Anchor, lists.anchors),
            (Strength::Dominant, lists.dominant),
        ];
        for (strength, name) in
            lists.into_iter().flat_map(|(s, names)| names.into_iter().map(move |name| (s, name)))
        {
            let words = speller.words(&name);
            if words.is_empty() {
                return Err(ColumnPackError::NoWord { file, name, role });
            }
            speller.learn(&words);
            let set: BTreeSet<String> = words.iter().map(|word| word.text.clone()).collect();
            if matches!(strength, Strength::Strong | Strength::Anchor)
                && let Some((first, other)) =
                    strong.insert(set, (role, name.clone())).filter(|(first, _)| *first != role)
            {
                return Err(ColumnPackError::Twice { file, name, other, first, second: role });
            }
            all.push(Name { role, strength, words, written: name });
        }
    }
    speller.seal();
    Ok(Names::new(speller, all, agreements))
}
