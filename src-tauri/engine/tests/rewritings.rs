//! Rewritings, case by case (tests/data/rewritings.md): what must go is given, so that rewriting is
//! judged apart from finding.

mod support;

use epure_engine::finding::{Category, Severity};
use epure_engine::reader::{Language, NoteFinding, Reader, Rewrite};
use support::markdown;

#[test]
fn notes_become_what_the_cases_say() -> Result<(), Box<dyn std::error::Error>> {
    let reader = Reader::new(&support::lexicons()?)?;
    let mut wrong = Vec::new();
    for section in markdown::sections(include_str!("data/rewritings.md")) {
        let english = section.title.starts_with("English");
        let language = if english { Language::English } else { Language::French };
        for row in &section.rows {
            let [note, expected] = row.as_slice() else { panic!("two columns: {row:?}") };
            let (text, marked) = marks(&reader, &lines(note));
            assert!(!marked.is_empty(), "nothing marked: {note}");
            let rewritten = match reader.rewrite(&text, language, &marked) {
                Rewrite::Text(text) => text,
                Rewrite::Clear => String::new(),
                Rewrite::Unchanged => text,
            };
            if rewritten != lines(expected) {
                wrong.push(format!("{note}\n  expected {expected}\n  became   {rewritten:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

/// Dated lines are told apart by ` / `; a slash after a word ("p/ Samsic") or a digit stays.
fn lines(cell: &str) -> String {
    cell.replace(" / ", "\n")
}

/// The text without its marks, and what they mark.
fn marks(reader: &Reader, cell: &str) -> (String, Vec<NoteFinding>) {
    let mut text = String::new();
    let mut found = Vec::new();
    let mut rest = cell;
    while let Some((before, marked)) = rest.split_once("[[") {
        text.push_str(before);
        let Some((inside, after)) = marked.split_once("]]") else { panic!("not closed: {cell}") };
        let Some((what, words)) = inside.split_once(':') else { panic!("no category: {cell}") };
        let start = text.len();
        text.push_str(words);
        let (category, rule) = match reader.rule(what) {
            Some(rule) => (rule.category, &*rule.id),
            None => of_category(what),
        };
        found.push(NoteFinding {
            category,
            rule: rule.into(),
            severity: Severity::Major,
            span: start..text.len(),
            signal: None,
        });
        rest = after;
    }
    text.push_str(rest);
    (text, found)
}

/// A category by its name, and a rule of it that says how its notes are rewritten.
fn of_category(name: &str) -> (Category, &'static str) {
    let category = match serde_json::from_str(&format!("\"{name}\"")) {
        Ok(category) => category,
        Err(error) => panic!("{name}: {error}"),
    };
    let insults = matches!(category, Category::Insult | Category::Judgement);
    (category, if insults { "fr.insult.insult" } else { "" })
}
