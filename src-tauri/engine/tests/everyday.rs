//! Everyday business notes are left alone, word by word (tests/data/everyday.md).

mod support;

use epure_engine::reader::{Language, Reader};

#[test]
fn everyday_business_says_nothing_of_anybody() -> Result<(), Box<dyn std::error::Error>> {
    let reader = Reader::new(&support::lexicons()?)?;
    let mut language = Language::French;
    let mut wrong = Vec::new();
    let mut read = 0;
    for line in include_str!("data/everyday.md").lines() {
        match line {
            "## fr" => language = Language::French,
            "## en" => language = Language::English,
            _ => {}
        }
        let Some(note) = line.strip_prefix("- ") else { continue };
        read += 1;
        for finding in reader.read(note, language, None) {
            wrong.push(format!(
                "{note}: {} [{}]",
                finding.rule,
                note.get(finding.span).unwrap_or_default()
            ));
        }
    }
    assert!(read > 50, "{read} notes");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}
