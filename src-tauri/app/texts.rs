//! What the program says beside findings: errors and command line, in the reader's language, from
//! `lexicons/app/{fr,en}.toml`. No sentence that people read is written in code.

use std::collections::BTreeMap;

use epure_engine::messages::{self, Values};

use crate::dto::Lang;

/// The sentences of one language.
#[derive(Clone, Debug)]
pub struct Texts {
    lang: Lang,
    /// `section.name` → template.
    entries: BTreeMap<String, String>,
}

impl Texts {
    /// Reads the TOML text of one language: sections of strings.
    ///
    /// # Errors
    /// The text is no TOML, or holds something else than sections of strings.
    pub fn parse(lang: Lang, toml: &str) -> Result<Self, toml::de::Error> {
        let sections: BTreeMap<String, BTreeMap<String, String>> = toml::from_str(toml)?;
        let entries = sections
            .into_iter()
            .flat_map(|(section, texts)| {
                texts.into_iter().map(move |(name, text)| (format!("{section}.{name}"), text))
            })
            .collect();
        Ok(Self { lang, entries })
    }

    /// No sentence at all: keys are said instead.
    #[must_use]
    pub fn silent(lang: Lang) -> Self {
        Self { lang, entries: BTreeMap::new() }
    }

    /// Their language.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The sentence of that key, its values put in. A key that does not exist comes back as it is
    /// (a test holds every key used against both languages).
    #[must_use]
    pub fn say(&self, key: &str, values: Values<'_>) -> String {
        self.entries
            .get(key)
            .map_or_else(|| key.to_owned(), |text| messages::fill(self.lang, text, values))
    }

    /// Is there a sentence of that key?
    #[must_use]
    pub fn knows(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// A number as people write it: `12 345` with a no-break space, or `12,345`.
    #[must_use]
    pub fn number(&self, number: u64) -> String {
        messages::number(self.lang, number)
    }

    /// A day as people write it: `31/12/2026`, or `2026-12-31`.
    #[must_use]
    pub fn day(&self, day: jiff::civil::Date) -> String {
        messages::day(self.lang, day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(lang: Lang) -> Texts {
        let toml = "[a]\nfound = '{n} {n|constat|constats} dans {file}.'";
        Texts::parse(lang, toml).unwrap()
    }

    #[test]
    fn words_agree_with_their_number_as_each_language_does() {
        let say = |lang, n: &str| {
            texts(lang).say("a.found", &[("n", n.to_owned()), ("file", "x.csv".to_owned())])
        };
        assert_eq!(say(Lang::Fr, "0"), "0 constat dans x.csv.");
        assert_eq!(say(Lang::Fr, "2"), "2 constats dans x.csv.");
        assert_eq!(say(Lang::En, "0"), "0 constats dans x.csv.");
        assert_eq!(say(Lang::En, "1"), "1 constat dans x.csv.");
    }

    #[test]
    fn numbers_and_days_are_written_as_each_language_does() {
        let (fr, en) = (texts(Lang::Fr), texts(Lang::En));
        assert_eq!(fr.number(1_234_567), "1\u{A0}234\u{A0}567");
        assert_eq!(en.number(1_234_567), "1,234,567");
        assert_eq!(en.number(999), "999");
        assert_eq!(fr.day(jiff::civil::date(2026, 3, 9)), "09/03/2026");
        assert_eq!(en.day(jiff::civil::date(2026, 3, 9)), "2026-03-09");
    }

    #[test]
    fn odd_templates_and_unknown_keys_do_not_stop_anything() {
        assert_eq!(texts(Lang::Fr).say("a.unknown", &[]), "a.unknown");
    }
}

#[cfg(test)]
#[path = "texts_complete.rs"]
mod complete;
