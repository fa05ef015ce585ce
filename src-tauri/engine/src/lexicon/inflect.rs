//! Inflection from data: the forms of a word or verb, checked against the words that exist.
//!
//! `lexicons/<lang>/morphology.toml` lists how endings change. A form made by a rule counts only
//! when the language's word list knows it, so that rules may be broad. A word that is itself not
//! in the list (slang, an abbreviation) gets a plural and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::text::words::Words;
use crate::text::{fold, hash};

/// How the words of one language change (`morphology.toml`).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Morphology {
    /// Words that never change, with accents.
    #[serde(default)]
    invariable: BTreeSet<String>,
    /// Nouns and adjectives.
    #[serde(default)]
    words: Changes,
    /// Verbs, by their infinitive.
    #[serde(default)]
    verbs: Changes,
}

/// Endings and what they become.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Changes {
    /// Word → its other forms, space-separated; no rule applies to it.
    #[serde(default)]
    irregular: BTreeMap<String, String>,
    /// Ending → endings of the other forms, space-separated (`-` is an empty ending).
    #[serde(default)]
    endings: BTreeMap<String, String>,
}

impl Morphology {
    /// Forms of a noun, adjective or any other word, itself included, with their accents.
    #[must_use]
    pub fn word_forms(&self, word: &str, known: &Words) -> BTreeSet<String> {
        let mut forms = BTreeSet::from([word.to_owned()]);
        if self.invariable.contains(word) || word.chars().any(|c| c.is_ascii_digit()) {
            return forms;
        }
        if let Some(list) = self.words.irregular.get(word) {
            forms.extend(list.split_whitespace().map(str::to_owned));
            return forms;
        }
        if !known.spells(word) {
            if word.len() > 3 && !word.ends_with(['s', 'x', 'z']) {
                forms.insert(format!("{word}s"));
            }
            return forms;
        }
        for (ending, list) in &self.words.endings {
            let Some(stem) = word.strip_suffix(ending.as_str()) else { continue };
            let made = list.split_whitespace().map(|new| join(stem, new));
            forms.extend(made.filter(|form| known.spells(form)));
        }
        forms
    }

    /// Forms of a verb, its infinitive included, with their accents. The longest ending that fits
    /// rules.
    #[must_use]
    pub fn verb_forms(&self, infinitive: &str, known: &Words) -> BTreeSet<String> {
        let mut forms = BTreeSet::from([infinitive.to_owned()]);
        if let Some(list) = self.verbs.irregular.get(infinitive) {
            forms.extend(list.split_whitespace().map(str::to_owned));
            return forms;
        }
        let fitting =
            self.verbs.endings.iter().filter(|(end, _)| infinitive.ends_with(end.as_str()));
        let Some((ending, list)) = fitting.max_by_key(|(ending, _)| ending.len()) else {
            return forms;
        };
        let stem = infinitive.strip_suffix(ending.as_str()).unwrap_or_default();
        let check = known.spells(infinitive);
        let made = list.split_whitespace().map(|new| join(stem, new));
        let exists = |form: &String| known.knows(hash::word(fold::plain(form).as_bytes()));
        forms.extend(made.filter(|form| !check || exists(form)));
        forms
    }
}

/// A stem with a new ending. A leading `<` in the ending takes one letter off the stem (`dormir` →
/// `dors`), a leading `=` doubles its last letter (`appeler` → `appelle`).
fn join(stem: &str, ending: &str) -> String {
    let mut form = stem.to_owned();
    let mut ending = ending;
    while let Some(rest) = ending.strip_prefix('<') {
        form.pop();
        ending = rest;
    }
    if let Some(rest) = ending.strip_prefix('=') {
        form.extend(stem.chars().last());
        ending = rest;
    }
    if ending != "-" {
        form.push_str(ending);
    }
    form
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_cut_double_and_vanish() {
        assert_eq!(join("dorm", "<s"), "dors");
        assert_eq!(join("appel", "=e"), "appelle");
        assert_eq!(join("vend", "-"), "vend");
        assert_eq!(join("pa", "ie"), "paie");
    }
}
