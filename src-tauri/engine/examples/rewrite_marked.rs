//! Rewrites notes whose sensitive stretches are marked by hand, to judge rewriting apart from
//! finding: `rewrite_marked [--lang fr|en] [--lexicons FOLDER] < labelled.jsonl`. A line in is
//! `{"id", "text", "spans": [{"cat", "quote", "nth"}]}`; a line out is what `scan` gives, with the
//! marked stretches as findings.

mod support;

use std::io::{BufRead, BufWriter, Write};
use std::path::Path;

use epure_engine::finding::{Category, Severity};
use epure_engine::reader::{Language, NoteFinding, Reader, Rewrite};
use serde_json::{Value, json};

#[allow(clippy::disallowed_methods, reason = "a command-line program")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let option = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + 1).map(String::as_str)
    };
    let language = match option("--lang") {
        Some("en") => Language::English,
        _ => Language::French,
    };
    let folder = option("--lexicons").unwrap_or("lexicons");
    let reader = Reader::new(&support::read(Path::new(folder))?)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let note: Value = serde_json::from_str(&line?)?;
        let text = note.get("text").and_then(Value::as_str).unwrap_or_default();
        let spans = note.get("spans").and_then(Value::as_array).cloned().unwrap_or_default();
        let read = reader.read(text, language, None);
        let marked: Vec<NoteFinding> =
            spans.iter().filter_map(|span| marked(text, span, &read)).collect();
        let chars = |byte: usize| text.get(..byte).unwrap_or_default().chars().count();
        let listed: Vec<Value> = marked
            .iter()
            .map(|f| {
                json!({"category": f.category, "rule": &*f.rule, "start": chars(f.span.start),
                    "end": chars(f.span.end), "text": text.get(f.span.clone())})
            })
            .collect();
        let rewrite = match reader.rewrite(text, language, &marked) {
            Rewrite::Unchanged => Value::Null,
            Rewrite::Text(text) => Value::String(text),
            Rewrite::Clear => Value::String(String::new()),
        };
        writeln!(out, "{}", json!({"id": note.get("id"), "findings": listed, "rewrite": rewrite}))?;
    }
    Ok(())
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
