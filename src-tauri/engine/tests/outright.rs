//! What is said of a person in so many words is found, however the note is written
//! (tests/data/outright.md).

mod support;

use epure_engine::finding::Category;
use epure_engine::reader::{Language, Reader};

/// A heading: `## fr: family, health`.
fn heading(line: &str) -> Option<(Language, Vec<Category>)> {
    let (language, categories) = line.strip_prefix("## ")?.split_once(": ")?;
    let language = if language == "fr" { Language::French } else { Language::English };
    let category = |name: &str| serde_json::from_value(name.into()).ok();
    Some((language, categories.split(", ").filter_map(category).collect()))
}

/// The phrase said of somebody, and the same in capitals.
fn notes(language: Language, phrase: &str) -> [String; 2] {
    let said = if language == Language::French {
        format!("M. Roux {phrase}, rappeler mardi 14 h")
    } else {
        format!("Mr Hall {phrase}, ring Tuesday")
    };
    let capitals = said.to_uppercase();
    [said, capitals]
}

#[test]
fn what_is_said_outright_is_found() -> Result<(), Box<dyn std::error::Error>> {
    let reader = Reader::new(&support::lexicons()?)?;
    let mut about = None;
    let (mut read, mut wrong) = (0, Vec::new());
    for line in include_str!("data/outright.md").lines() {
        about = heading(line).or(about);
        let (Some((language, categories)), Some(phrase)) = (&about, line.strip_prefix("- ")) else {
            continue;
        };
        for note in notes(*language, phrase) {
            read += 1;
            let found = reader.read(&note, *language, None);
            if !found.iter().any(|finding| categories.contains(&finding.category)) {
                wrong.push(format!("{note}: not found as {categories:?}"));
            }
        }
    }
    assert!(read > 2000, "{read} notes");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}
