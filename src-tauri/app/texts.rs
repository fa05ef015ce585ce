//! What the program says beside findings: errors and command line, in the reader's language, from
//! `lexicons/app/{fr,en}.toml`. No sentence that people read is written in code.

use std::collections::BTreeMap;

use crate::dto::Lang;

/// The sentences of one language.
#[derive(Clone, Debug)]
pub struct Texts {
    lang: Lang,
    /// `section.name` → template.
    entries: BTreeMap<String, String>,
}

/// Values for the `{names}` of a template.
pub type Values<'a> = &'a [(&'a str, String)];

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
        self.entries.get(key).map_or_else(|| key.to_owned(), |text| self.fill(text, values))
    }

    /// Is there a sentence of that key?
    #[must_use]
    pub fn knows(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// A number as people write it: `12 345` with a narrow no-break space, or `12,345`.
    #[must_use]
    pub fn number(&self, number: u64) -> String {
        let separator = match self.lang {
            Lang::Fr => '\u{202F}',
            Lang::En => ',',
        };
        let digits = number.to_string();
        let mut out = String::with_capacity(digits.len() + digits.len() / 3);
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                out.push(separator);
            }
            out.push(digit);
        }
        out
    }

    /// A day as people write it: `31/12/2026`, or `2026-12-31`.
    #[must_use]
    pub fn day(&self, day: jiff::civil::Date) -> String {
        match self.lang {
            Lang::Fr => format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year()),
            Lang::En => day.to_string(),
        }
    }

    /// Puts values in a template: `{name}`, or `{name|one|many}` for a word that agrees with the
    /// number called `name`.
    fn fill(&self, template: &str, values: Values<'_>) -> String {
        let value = |name: &str| values.iter().find(|(known, _)| *known == name);
        let mut out = String::with_capacity(template.len() + 32);
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((inside, next)) = after.split_once('}') else { break };
            out.push_str(before);
            let mut parts = inside.split('|');
            let name = parts.next().unwrap_or_default();
            match (value(name), parts.next(), parts.next()) {
                (Some((_, number)), Some(one), Some(many)) => {
                    out.push_str(if self.is_one(number) { one } else { many });
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
    fn is_one(&self, number: &str) -> bool {
        match self.lang {
            Lang::Fr => number == "0" || number == "1",
            Lang::En => number == "1",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(lang: Lang) -> Texts {
        let toml = "[a]\nfound = '{n} {n|constat|constats} dans {file}.'\nopen = 'a { b'";
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
        assert_eq!(fr.number(1_234_567), "1\u{202F}234\u{202F}567");
        assert_eq!(en.number(1_234_567), "1,234,567");
        assert_eq!(en.number(999), "999");
        assert_eq!(fr.day(jiff::civil::date(2026, 3, 9)), "09/03/2026");
        assert_eq!(en.day(jiff::civil::date(2026, 3, 9)), "2026-03-09");
    }

    #[test]
    fn odd_templates_and_unknown_keys_do_not_stop_anything() {
        assert_eq!(texts(Lang::Fr).say("a.open", &[]), "a { b");
        assert_eq!(texts(Lang::Fr).say("a.unknown", &[]), "a.unknown");
    }
}

#[cfg(test)]
#[path = "texts_complete.rs"]
mod complete;
