//! Both languages say the same things, and everything that code says is written.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::Texts;
use crate::dto::Lang;
use crate::packs;

/// Names of the values in a template.
fn values(template: &str) -> BTreeSet<&str> {
    let inside = template.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
    inside.map(|(inside, _)| inside.split('|').next().unwrap()).collect()
}

fn entries(lang: Lang) -> BTreeMap<String, String> {
    Texts::parse(lang, packs::text(&format!("app/{lang}.toml"))).unwrap().entries
}

#[test]
fn both_languages_have_the_same_sentences_with_the_same_values() {
    let (fr, en) = (entries(Lang::Fr), entries(Lang::En));
    assert_eq!(fr.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>());
    for (key, french) in &fr {
        // A language may not need the number that words of another agree with.
        let (french, english) = (values(french), values(&en[key]));
        assert!(french.difference(&english).all(|name| *name == "n"), "{key}");
        assert!(english.is_subset(&french), "{key}");
    }
}

#[test]
fn french_punctuation_is_preceded_by_a_no_break_space() {
    for (key, french) in entries(Lang::Fr) {
        for mark in [" :", " ;", " ?", " !", "« ", " »"] {
            let helps = key.starts_with("help.");
            assert!(helps || !french.contains(mark), "{key}: plain space in `{mark}`");
        }
    }
}

/// Every `"section.name"` of the sources, for the sections that the files have.
fn keys_used(folder: &Path, sections: &BTreeSet<&str>, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            keys_used(&path, sections, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let source = std::fs::read_to_string(&path).unwrap();
            for quoted in source.split('"').skip(1).step_by(2) {
                let section = quoted.split_once('.').map(|(section, _)| section);
                let plain = |c: char| c.is_ascii_lowercase() || c == '_' || c == '.';
                if section.is_some_and(|section| sections.contains(section))
                    && quoted.chars().all(plain)
                    && !quoted.ends_with('.')
                {
                    found.insert(quoted.to_owned());
                }
            }
        }
    }
}

#[test]
fn every_sentence_that_code_says_is_written() {
    let known = entries(Lang::Fr);
    let sections = known.keys().filter_map(|key| Some(key.split_once('.')?.0)).collect();
    let mut used = BTreeSet::new();
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src-tauri/app");
    keys_used(&sources, &sections, &mut used);
    let missing: Vec<&String> = used.iter().filter(|key| !known.contains_key(*key)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert!(used.len() > 20, "the search for keys finds nothing any more");
}
