//! A person's own words as rule packs, in the form of those of `lexicons/` and under the same tests.

use epure_engine::finding::Category;
use epure_engine::packs::PackFiles;
use epure_engine::reader::{Language, Reader};

use crate::characters::Characters;
use crate::dto::{Lang, OwnSentence, OwnWord, OwnWords, TriedMark, TriedSentence};
use crate::error::Error;
use crate::packs::texts;
use crate::word;

/// Languages that have packs; own words hold in both.
const FOLDERS: [&str; 2] = ["fr", "en"];
/// Most words and sentences of each kind.
const MOST: usize = 500;
/// Most characters of a word or a sentence.
const LONGEST: usize = 300;
/// What no word of letters is found in.
const SILENT: &str = r#"allows = ["12/05", "4 200 €"]"#;

/// The packs; none when there is no word.
///
/// # Errors
/// `bad_request` naming what cannot be a word.
pub(crate) fn packs(own: &OwnWords) -> Result<PackFiles, Error> {
    checked(own)?;
    let mut files = PackFiles::new();
    for folder in FOLDERS {
        for category in Category::ALL {
            let words: Vec<&OwnWord> =
                own.flagged.iter().filter(|own| own.category == *category).collect();
            if !words.is_empty() {
                let name = word::of(category);
                let path = format!("{folder}/own-{name}.toml");
                files.insert(path, flagging(&name, &words).into_bytes());
            }
        }
        if !own.spared.is_empty() {
            files.insert(format!("{folder}/own-spare.toml"), sparing(&own.spared).into_bytes());
        }
    }
    Ok(files)
}

/// How each sentence reads.
pub(crate) fn tried(reader: &Reader, sentences: &[OwnSentence]) -> Vec<TriedSentence> {
    let read = |sentence: &OwnSentence| {
        let mut characters = Characters::of(&sentence.text);
        let findings = reader.read(&sentence.text, Language::Auto, None);
        let found: Vec<TriedMark> = findings
            .iter()
            .map(|finding| TriedMark {
                start: characters.before(finding.span.start),
                end: characters.before(finding.span.end),
                category: finding.category,
            })
            .collect();
        let as_wanted = found.is_empty() != sentence.flagged;
        TriedSentence { sentence: sentence.clone(), found, as_wanted }
    };
    sentences.iter().map(read).collect()
}

fn checked(own: &OwnWords) -> Result<(), Error> {
    let words = own.flagged.iter().map(|own| &own.text).chain(&own.spared);
    if let Some(odd) = words.clone().find(|text| !is_word(text)) {
        return Err(Error::bad_request("errors.own_word", vec![("word", odd.clone())]));
    }
    let long = own.sentences.iter().any(|sentence| sentence.text.chars().count() > LONGEST);
    if long || words.count() > MOST || own.sentences.len() > MOST {
        return Err(Error::bad_request("errors.own_too_many", vec![("most", MOST.to_string())]));
    }
    Ok(())
}

/// Words of letters and digits, at least one of letters: nothing of the language of terms.
fn is_word(text: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '\'' | '’');
    text.chars().all(plain)
        && text.chars().filter(|c| c.is_alphabetic()).count() >= 2
        && text.chars().count() <= LONGEST
}

fn flagging(category: &str, words: &[&OwnWord]) -> String {
    let (title, why, advice) = (said("own.title"), said("own.why"), said("own.advice"));
    let mut toml = format!(
        "[pack]\nid = \"own-{category}\"\ncategory = \"{category}\"\nrewrite = \"remove\"\ntitle = {title}\n"
    );
    for (at, own) in words.iter().enumerate() {
        let (word, marked) = (quoted(&own.text), quoted(&format!("[[{}]]", own.text)));
        let inside = quoted(&format!("12/05 : [[{}]]", own.text));
        toml.push_str(&format!(
            "[[rule]]\nid = \"word-{at}\"\ntitle = {title}\nwhy = {why}\nadvice = {advice}\nof_things = true\nterms = [{word}]\nflags = [{marked}, {inside}]\n{SILENT}\n"
        ));
    }
    toml
}

fn sparing(words: &[String]) -> String {
    let why = said("own.spared");
    let spares = words.iter().enumerate().map(|(at, text)| {
        let word = quoted(text);
        format!("[[spare]]\nid = \"own-{at}\"\nwhy = {why}\nterms = [{word}]\n{SILENT}\n")
    });
    spares.collect()
}

/// A sentence of the program in both languages, as packs hold it.
fn said(key: &str) -> String {
    let text = |lang| quoted(&texts(lang).say(key, &[]));
    format!("{{ fr = {}, en = {} }}", text(Lang::Fr), text(Lang::En))
}

/// A TOML basic string (those of JSON are a part of them).
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(flagged: &[&str], spared: &[&str]) -> OwnWords {
        let word = |text: &&str| OwnWord { text: (*text).to_owned(), category: Category::Insult };
        OwnWords {
            flagged: flagged.iter().map(word).collect(),
            spared: spared.iter().map(|text| (*text).to_owned()).collect(),
            sentences: Vec::new(),
        }
    }

    fn sentence(text: &str, flagged: bool) -> OwnSentence {
        OwnSentence { text: text.to_owned(), flagged }
    }

    #[test]
    fn own_words_are_flagged_and_spared_in_sentences() {
        let own = own(&["gloubi", "tête d'ampoule"], &["bras cassé"]);
        let reader = Reader::with_personal(&crate::packs::files(), &packs(&own).unwrap()).unwrap();
        let sentences = [
            sentence("Quel gloubi, rappeler lundi", true),
            sentence("Une tête d’ampoule", true),
            sentence("Équipe de bras cassés", false),
            sentence("Rappeler lundi", true),
        ];
        let tried = tried(&reader, &sentences);
        let as_wanted: Vec<bool> = tried.iter().map(|one| one.as_wanted).collect();
        assert_eq!(as_wanted, [true, true, true, false]);
        let mark = &tried[0].found[0];
        assert_eq!((mark.start, mark.end, mark.category), (5, 11, Category::Insult));
    }

    #[test]
    fn own_words_are_found_beside_what_they_may_describe() {
        let own = own(&["gloubi"], &[]);
        let reader = Reader::with_personal(&crate::packs::files(), &packs(&own).unwrap()).unwrap();
        for (note, language) in [
            ("escarpolette gloubi à refaire", Language::French),
            ("gloubi astrolabe on loan", Language::English),
        ] {
            assert_eq!(reader.read(note, language, None).len(), 1, "{note}");
        }
    }

    #[test]
    fn what_is_no_word_is_refused_by_name() {
        for odd in ["", "a", "12", "mot|autre", "<class>", "mot..", "\"mot"] {
            let told = packs(&own(&[odd], &[])).map_err(|error| error.to_string());
            assert_eq!(told.err().as_deref(), Some("errors.own_word"), "{odd}");
        }
        assert!(packs(&OwnWords::default()).unwrap().is_empty());
    }
}
