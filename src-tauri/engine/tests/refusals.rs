//! What the loader says to somebody whose pack cannot be used: tests/data/refusals.md.

use epure_engine::packs::PackFiles;
use epure_engine::reader::{Language, Reader};

/// The cases of the Markdown file: title, TOML, expected refusal.
fn cases() -> Vec<(String, String, String)> {
    let document = include_str!("data/refusals.md");
    document
        .split("\n## ")
        .skip(1)
        .map(|case| {
            let title = case.lines().next().unwrap_or_default().to_owned();
            let toml = between(case, "```toml\n", "```");
            let refusal = between(case, "\n> ", "\n");
            (title, toml, refusal)
        })
        .collect()
}

fn between(text: &str, start: &str, end: &str) -> String {
    let from = text.split_once(start).map_or("", |(_, rest)| rest);
    from.split(end).next().unwrap_or_default().trim_end().to_owned()
}

fn file(toml: &str) -> PackFiles {
    PackFiles::from([("fr/case.toml".to_owned(), toml.as_bytes().to_vec())])
}

#[test]
fn each_fault_is_refused_with_its_file_and_line() {
    let cases = cases();
    assert!(cases.len() >= 12);
    for (title, toml, refusal) in cases {
        let said = Reader::new(&file(&toml)).err().map(|error| error.to_string());
        assert_eq!(said.as_deref(), Some(refusal.as_str()), "{title}");
    }
}

const PERSONAL: &str = r#"
[pack]
id = "personal"
category = "judgement"
title = { fr = "Mes mots", en = "My words" }
[[rule]]
id = "zigoto"
title = { fr = "Zigoto", en = "Zigoto" }
terms = ["zigoto"]
flags = ["un vrai [[zigoto]]", "deux [[zigotos]] à l'accueil"]
allows = ["un gigot", "devis envoyé"]
"#;

#[test]
fn a_person_may_add_words_under_the_same_tests() {
    let base = PackFiles::new();
    let own = |toml: &str| PackFiles::from([("fr/personal.toml".to_owned(), toml.into())]);
    let reader = Reader::with_personal(&base, &own(PERSONAL)).map_err(|error| error.to_string());
    let found = reader.map(|r| r.read("quel zigoto !", Language::French, None).len());
    assert_eq!(found, Ok(1));
    let wrong = PERSONAL.replace("un gigot", "un zigoto");
    let refused = Reader::with_personal(&base, &own(&wrong)).err().map(|error| error.to_string());
    let says = "fr/personal.toml:11: rule `fr.personal.zigoto`: must stay silent but found [[zigoto]] in: un zigoto";
    assert_eq!(refused.as_deref(), Some(says));
    let twice = Reader::with_personal(&own(PERSONAL), &own(PERSONAL)).err();
    assert!(twice.is_some_and(|error| error.to_string().contains("exists already")));
}
