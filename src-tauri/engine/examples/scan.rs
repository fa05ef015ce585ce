//! Reads notes as `epure scan` does: one JSON object a line in, one a line out, in order.
//! `scan [--lang fr|en|auto] [--lexicons FOLDER] < notes.jsonl`

mod support;

use std::io::{BufRead, BufWriter, Write};
use std::path::Path;

use epure_engine::reader::{Language, Reader, Rewrite};
use serde_json::{Value, json};

#[allow(clippy::disallowed_methods, reason = "a command-line program")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let option = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + 1).map(String::as_str)
    };
    let language = match option("--lang") {
        Some("fr") => Language::French,
        Some("en") => Language::English,
        _ => Language::Auto,
    };
    let folder = option("--lexicons").unwrap_or("lexicons");
    let reader = Reader::new(&support::read(Path::new(folder))?)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let note: Value = serde_json::from_str(&line?)?;
        let text = note.get("text").and_then(Value::as_str).unwrap_or_default();
        let findings = reader.read(text, language, None);
        let chars = |byte: usize| text.get(..byte).unwrap_or_default().chars().count();
        let listed: Vec<Value> = findings
            .iter()
            .map(|f| {
                json!({"category": f.category, "rule": &*f.rule, "start": chars(f.span.start),
                    "end": chars(f.span.end), "text": text.get(f.span.clone()),
                    "severity": f.severity})
            })
            .collect();
        let rewrite = match reader.rewrite(text, language, &findings) {
            Rewrite::Unchanged => Value::Null,
            Rewrite::Text(text) => Value::String(text),
            Rewrite::Clear => Value::String(String::new()),
        };
        writeln!(out, "{}", json!({"id": note.get("id"), "findings": listed, "rewrite": rewrite}))?;
    }
    Ok(())
}
