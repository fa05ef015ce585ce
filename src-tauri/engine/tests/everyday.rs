//! Everyday business notes, and ordinary prose, are left alone, word by word (tests/data/everyday.md,
//! tests/data/prose).

mod support;

use epure_engine::reader::{Language, Reader};

#[test]
fn everyday_business_says_nothing_of_anybody() -> Result<(), Box<dyn std::error::Error>> {
    let mut language = Language::French;
    let mut notes = Vec::new();
    for line in include_str!("data/everyday.md").lines() {
        match line {
            "## fr" => language = Language::French,
            "## en" => language = Language::English,
            _ => {}
        }
        notes.extend(line.strip_prefix("- ").map(|note| (note, language)));
    }
    say_nothing(&notes)
}

#[test]
fn ordinary_prose_says_nothing_of_anybody() -> Result<(), Box<dyn std::error::Error>> {
    let french = include_str!("data/prose/fr.txt").lines().map(|line| (line, Language::French));
    let english = include_str!("data/prose/en.txt").lines().map(|line| (line, Language::English));
    say_nothing(&french.chain(english).collect::<Vec<_>>())
}

fn say_nothing(notes: &[(&str, Language)]) -> Result<(), Box<dyn std::error::Error>> {
    let reader = Reader::new(&support::lexicons()?)?;
    let mut wrong = Vec::new();
    for (note, language) in notes {
        for finding in reader.read(note, *language, None) {
            let words = note.get(finding.span).unwrap_or_default();
            wrong.push(format!("{note}: {} [{words}]", finding.rule));
        }
    }
    assert!(notes.len() > 50, "{} notes", notes.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}
