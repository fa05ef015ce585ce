//! Rewrites notes whose sensitive stretches are marked by hand, to judge rewriting apart from
//! finding: `rewrite_marked [--lang fr|en|auto] [--lexicons FOLDER] < labelled.jsonl`. A line in is
//! `{"id", "text", "spans": [{"cat", "quote", "nth"}]}`; a line out is what `scan` gives, with the
//! marked stretches as findings.

mod support;

#[path = "support/notes.rs"]
mod notes;

use epure_engine::finding::{Category, Severity};
use epure_engine::reader::{Language, NoteFinding};
use serde_json::Value;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    notes::each(Language::French, |reader, note, text, language| {
        let spans = note.get("spans").and_then(Value::as_array).cloned().unwrap_or_default();
        let read = reader.read(text, language, None);
        spans.iter().filter_map(|span| marked(text, span, &read)).collect()
    })
}

/// A marked stretch as a finding: of the rule that finds the same, when there is one.
fn marked(text: &str, span: &Value, read: &[NoteFinding]) -> Option<NoteFinding> {
    let category: Category = serde_json::from_value(span.get("cat")?.clone()).ok()?;
    let quote = span.get("quote")?.as_str()?;
    let nth = span.get("nth").and_then(Value::as_u64).unwrap_or(1);
    let start = text.match_indices(quote).nth(usize::try_from(nth).ok()?.checked_sub(1)?)?.0;
    let span = start..start + quote.len();
    let same = read.iter().find(|found| {
        found.category == category && found.span.start < span.end && span.start < found.span.end
    });
    Some(NoteFinding {
        category,
        rule: same.map_or_else(|| "".into(), |found| found.rule.clone()),
        severity: same.map_or(Severity::Major, |found| found.severity),
        span,
        signal: same.and_then(|found| found.signal.clone()),
    })
}
