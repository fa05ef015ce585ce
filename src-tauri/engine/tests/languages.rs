//! Which language a short note is read in when none is told, case by case (tests/data/languages.md).

mod support;

use epure_engine::reader::Reader;

#[test]
fn a_short_note_is_read_in_its_own_language() -> Result<(), Box<dyn std::error::Error>> {
    let reader = Reader::new(&support::lexicons()?)?;
    let rows = include_str!("data/languages.md").lines().filter(|line| line.starts_with("| "));
    let mut wrong = Vec::new();
    for row in rows.skip(1) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [note, language] = cells[..] else { panic!("two columns: {row}") };
        if reader.language_of(note).folder() != Some(language) {
            wrong.push(row);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}
