//! Notes on standard input, one JSON object a line; what is found in each and its rewriting, in order, on
//! standard output. Options: `--lang fr|en|auto`, `--lexicons FOLDER`.

use std::error::Error;
use std::io::{BufRead, BufWriter, Write};
use std::path::Path;

use epure_engine::reader::{Language, NoteFinding, Reader, Rewrite};
use serde_json::{Value, json};

/// What `find` makes of each note, with the text of the note and its language: `otherwise` where none is
/// asked for.
#[allow(clippy::disallowed_methods, reason = "a command-line program")]
pub(crate) fn each(
    otherwise: Language,
    find: impl Fn(&Reader, &Value, &str, Language) -> Vec<NoteFinding>,
) -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let option = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + 1).map(String::as_str)
    };
    let language = match option("--lang") {
        Some("fr") => Language::French,
        Some("en") => Language::English,
        Some(_) => Language::Auto,
        None => otherwise,
    };
    let folder = option("--lexicons").unwrap_or("lexicons");
    let reader = Reader::new(&crate::support::read(Path::new(folder))?)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let note: Value = serde_json::from_str(&line?)?;
        let text = note.get("text").and_then(Value::as_str).unwrap_or_default();
        let findings = find(&reader, &note, text, language);
        let listed: Vec<Value> = findings.iter().map(|found| told(text, found)).collect();
        let rewrite = match reader.rewrite(text, language, &findings) {
            Rewrite::Unchanged => Value::Null,
            Rewrite::Text(text) => Value::String(text),
            Rewrite::Clear => Value::String(String::new()),
        };
        writeln!(out, "{}", json!({"id": note.get("id"), "findings": listed, "rewrite": rewrite}))?;
    }
    Ok(())
}

/// Places count Unicode characters.
fn told(text: &str, found: &NoteFinding) -> Value {
    let chars = |byte: usize| text.get(..byte).unwrap_or_default().chars().count();
    json!({
        "category": found.category, "rule": &*found.rule, "severity": found.severity,
        "start": chars(found.span.start), "end": chars(found.span.end),
        "text": text.get(found.span.clone()),
    })
}
