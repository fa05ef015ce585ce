//! Misspelt, unaccented, glued and shortened words are read for what they are, and for nothing more
//! (tests/data/hurried.md).

mod support;

use epure_engine::reader::{Language, Reader};

#[test]
fn hurried_writing_is_read() -> Result<(), Box<dyn std::error::Error>> {
    let reader = Reader::new(&support::lexicons()?)?;
    let mut wrong = Vec::new();
    let rows = include_str!("data/hurried.md").lines().filter(|line| line.starts_with("| "));
    for row in rows.skip(1) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [note, wanted] = cells[..] else { panic!("two columns: {row}") };
        let found = reader.read(note, Language::French, None);
        let spans = found.into_iter().filter_map(|finding| note.get(finding.span));
        let spans: Vec<&str> = spans.collect();
        let wanted: Vec<&str> = if wanted.is_empty() { Vec::new() } else { vec![wanted] };
        if spans != wanted {
            wrong.push(format!("{row}\n  found {spans:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}
