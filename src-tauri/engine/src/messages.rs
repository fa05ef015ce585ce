//! What findings say, in French and English: `lexicons/messages/{fr,en}.toml`.
//!
//! No sentence that people read is written in code. Templates hold `{name}` for a value and
//! `{name|one|many}` for a word that agrees with the number called `name`.

use std::collections::BTreeMap;

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use crate::lexicon::error::PackError;
use crate::lexicon::pack::Bilingual;
use crate::packs::{PackFiles, parse};
use crate::table::Cell;

/// Language of what users read.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum Lang {
    /// French.
    #[default]
    Fr,
    /// English.
    En,
}

impl std::fmt::Display for Lang {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Fr => "fr",
            Self::En => "en",
        })
    }
}

impl Lang {
    /// The text of this language.
    #[must_use]
    pub fn of(self, text: &Bilingual) -> &str {
        match self {
            Self::Fr => &text.fr,
            Self::En => &text.en,
        }
    }
}

/// Values for the `{names}` of a template.
pub type Values<'a> = &'a [(&'a str, String)];

/// Every sentence, by language and key (`section.name`).
#[derive(Debug)]
pub struct Messages {
    fr: BTreeMap<String, String>,
    en: BTreeMap<String, String>,
}

type Sections = BTreeMap<String, BTreeMap<String, String>>;

impl Messages {
    /// Loads both languages.
    ///
    /// # Errors
    /// A missing or malformed file.
    pub(crate) fn load(files: &PackFiles) -> Result<Self, PackError> {
        let flat = |sections: Sections| {
            let texts = |(section, texts): (String, BTreeMap<String, String>)| {
                texts.into_iter().map(move |(name, text)| (format!("{section}.{name}"), text))
            };
            sections.into_iter().flat_map(texts).collect()
        };
        Ok(Self {
            fr: flat(parse(files, "messages/fr.toml")?),
            en: flat(parse(files, "messages/en.toml")?),
        })
    }

    fn entries(&self, lang: Lang) -> &BTreeMap<String, String> {
        match lang {
            Lang::Fr => &self.fr,
            Lang::En => &self.en,
        }
    }

    /// The sentence of that key with its values put in. An unknown key comes back as it is (a test
    /// holds every key used against both languages).
    #[must_use]
    pub fn say(&self, lang: Lang, key: &str, values: Values<'_>) -> String {
        self.get(lang, key).map_or_else(|| key.to_owned(), |text| fill(lang, text, values))
    }

    /// The template of that key.
    #[must_use]
    pub fn get(&self, lang: Lang, key: &str) -> Option<&str> {
        self.entries(lang).get(key).map(String::as_str)
    }

    /// Every key of a language, sorted.
    pub fn keys(&self, lang: Lang) -> impl Iterator<Item = &str> {
        self.entries(lang).keys().map(String::as_str)
    }

    /// Words joined as the language does: "a, b et c", "a, b and c".
    #[must_use]
    pub fn join(&self, lang: Lang, words: &[String]) -> String {
        match words {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => {
                let and = self.get(lang, "word.and").unwrap_or_default();
                format!("{} {and} {last}", first.join(", "))
            }
        }
    }
}

/// A day as people write it: `31/12/2026`, or `2026-12-31`.
#[must_use]
pub fn day(lang: Lang, day: Date) -> String {
    match lang {
        Lang::Fr => format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year()),
        Lang::En => day.to_string(),
    }
}

/// A cell's value as people write it: its day in words of the language, its decimals after a comma in
/// French. For showing alone: what is compared and written is the value itself.
#[must_use]
pub fn value(lang: Lang, cell: &Cell) -> String {
    match cell {
        Cell::Date(at) if at.time() == Time::midnight() => day(lang, at.date()),
        Cell::Date(at) => {
            format!("{} {:02}:{:02}", day(lang, at.date()), at.hour(), at.minute())
        }
        Cell::Number(_) if lang == Lang::Fr => cell.to_string().replace('.', ","),
        _ => cell.to_string(),
    }
}

/// A count as people write it, its thousands apart: `12 345` with a no-break space, or `12,345`.
#[must_use]
pub fn number(lang: Lang, number: impl Into<u64>) -> String {
    let separator = match lang {
        Lang::Fr => '\u{A0}',
        Lang::En => ',',
    };
    let digits = number.into().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

/// Puts values in a template: `{name}`, or `{name|one|many}` for a word that agrees with the number
/// called `name`.
#[must_use]
pub fn fill(lang: Lang, template: &str, values: Values<'_>) -> String {
    let value = |name: &str| values.iter().find(|(known, _)| *known == name);
    let mut out = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((inside, next)) = after.split_once('}') else { break };
        out.push_str(before);
        let mut parts = inside.split('|');
        let found = value(parts.next().unwrap_or_default());
        match (found, parts.next(), parts.next()) {
            (Some((_, number)), Some(one), Some(many)) => {
                out.push_str(if is_one(lang, number) { one } else { many });
            }
            (Some((_, text)), ..) => out.push_str(text),
            (None, ..) => {}
        }
        rest = next;
    }
    out.push_str(rest);
    out
}

/// French takes the singular below two, English for one alone.
fn is_one(lang: Lang, number: &str) -> bool {
    number == "1" || (lang == Lang::Fr && number == "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_put_in_and_words_agree() {
        let say = |lang, n: &str| {
            fill(lang, "{n} {n|jour|jours} pour {who}", &[("n", n.into()), ("who", "A".into())])
        };
        assert_eq!(say(Lang::Fr, "0"), "0 jour pour A");
        assert_eq!(say(Lang::En, "0"), "0 jours pour A");
        assert_eq!(say(Lang::En, "1"), "1 jour pour A");
        assert_eq!(fill(Lang::Fr, "a {unknown} b { c", &[]), "a  b { c");
    }

    #[test]
    fn values_of_cells_are_written_as_each_language_does() {
        let noon = jiff::civil::date(2026, 3, 9).at(12, 5, 0, 0);
        let midnight = jiff::civil::date(2026, 3, 9).at(0, 0, 0, 0);
        let french = |cell: &Cell| value(Lang::Fr, cell);
        assert_eq!(french(&Cell::Date(midnight)), "09/03/2026");
        assert_eq!(french(&Cell::Date(noon)), "09/03/2026 12:05");
        assert_eq!(french(&Cell::Number(12.5)), "12,5");
        assert_eq!(value(Lang::En, &Cell::Number(12.5)), "12.5");
        assert_eq!(french(&Cell::Text("2026-03-09".into())), "2026-03-09", "texts stay as written");
    }

    #[test]
    fn days_are_written_as_each_language_does() {
        let date = jiff::civil::date(2026, 3, 9);
        assert_eq!(
            (day(Lang::Fr, date), day(Lang::En, date)),
            ("09/03/2026".into(), "2026-03-09".into())
        );
    }
}
