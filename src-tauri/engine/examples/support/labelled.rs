//! The labelled notes that may be read while rules are written and weights learned.

use std::error::Error;
use std::ops::Range;
use std::path::Path;

use epure_engine::finding::Category;

/// A labelled note.
#[derive(serde::Deserialize)]
pub(crate) struct Note {
    id: String,
    pub(crate) text: String,
    spans: Vec<Span>,
    /// What any rewriting must keep.
    #[serde(default)]
    #[allow(dead_code, reason = "read by beside.rs alone")]
    pub(crate) keep: Vec<String>,
    /// Words that no rewriting may hold, in small letters.
    #[serde(default)]
    #[allow(dead_code, reason = "read by beside.rs alone")]
    pub(crate) gone: Vec<String>,
}

#[derive(serde::Deserialize)]
struct Span {
    cat: Category,
    quote: String,
}

impl Note {
    /// The bytes that are quoted, and what each stretch is about.
    pub(crate) fn quoted(&self) -> Vec<(Range<usize>, Category)> {
        let at = |span: &Span| {
            let start = self.text.find(&span.quote)?;
            Some((start..start + span.quote.len(), alike(span.cat)))
        };
        self.spans.iter().filter_map(at).collect()
    }

    /// Who wrote it: what stands before its number.
    pub(crate) fn hand(&self) -> &str {
        self.id.rsplit_once('-').map_or("", |(hand, _)| hand)
    }
}

/// An insult is a judgement.
pub(crate) fn alike(category: Category) -> Category {
    if category == Category::Insult { Category::Judgement } else { category }
}

/// The notes of a language: those of a folder's `LANG.*tune*.jsonl`, but for remarks, file by file, then the lines of
/// everyday business in which nothing may be found.
pub(crate) fn read(language: &str, folder: &Path) -> Result<Vec<Note>, Box<dyn Error>> {
    let own = format!("{language}.");
    let tuned =
        |name: &str| name.starts_with(&own) && name.contains("tune") && !name.contains(".remarks.");
    let mut notes = Vec::new();
    for (_, bytes) in crate::support::read(folder)?.into_iter().filter(|(name, _)| tuned(name)) {
        for line in String::from_utf8(bytes)?.lines() {
            notes.push(serde_json::from_str(line)?);
        }
    }
    notes.extend(everyday(language));
    Ok(notes)
}

/// The lines of a language in `tests/data/everyday.md`.
fn everyday(language: &str) -> impl Iterator<Item = Note> {
    let heading = format!("## {language}");
    let lines = include_str!("../../tests/data/everyday.md").lines();
    let own = lines.skip_while(move |line| *line != heading).skip(1);
    let notes = own.take_while(|line| !line.starts_with("## "));
    notes.filter_map(|line| line.strip_prefix("- ")).zip(1..).map(|(text, number)| Note {
        id: format!("everyday-{number}"),
        text: text.to_owned(),
        spans: Vec::new(),
        keep: Vec::new(),
        gone: Vec::new(),
    })
}
