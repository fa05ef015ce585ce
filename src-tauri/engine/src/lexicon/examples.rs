//! Runs a rule's own examples: they are its tests.

use std::ops::Range;

use crate::reader::{Language, NoteFinding, Reader};

use super::load::Spare;
use super::rule::{Example, Rule};

/// An example that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// 1-based line of the example in the rule's file.
    pub line: usize,
    /// What was expected and what was found.
    pub what: String,
}

/// Checks all examples of a rule: each `flags` sentence gives exactly its marked spans, each
/// `allows` sentence nothing of this rule, each `misses` sentence nothing of this rule yet.
#[must_use]
pub fn check(reader: &Reader, rule: &Rule) -> Vec<Fault> {
    let mut faults = Vec::new();
    for example in &rule.flags {
        let found = reader.read_rule(&example.text, rule);
        if found != example.spans {
            let what = format!(
                "expected {} but found {} in: {}",
                quoted(&example.text, &example.spans),
                quoted(&example.text, &found),
                example.text
            );
            faults.push(Fault { line: example.line, what });
        }
    }
    faults.extend(silent(reader, rule, &rule.allows, "must stay silent but found"));
    faults.extend(silent(reader, rule, &rule.misses, "is found now (move it to `flags`):"));
    faults
}

/// Checks that nothing is found in the sentences of a `spare.toml` entry.
#[must_use]
pub fn check_spare(reader: &Reader, spare: &Spare, language: Language) -> Vec<Fault> {
    let fault = |example: &Example| {
        let found = reader.read(&example.text, language, None);
        let concerned = |f: &&NoteFinding| {
            spare.categories.is_empty() || spare.categories.contains(&f.category)
        };
        found.iter().find(concerned).map(|finding| Fault {
            line: example.line,
            what: format!("`{}` must be spared but {} speaks", example.text, finding.rule),
        })
    };
    spare.allows.iter().filter_map(fault).collect()
}

fn silent(reader: &Reader, rule: &Rule, examples: &[Example], says: &str) -> Vec<Fault> {
    let fault = |example: &Example| {
        let found = reader.read_rule(&example.text, rule);
        (!found.is_empty()).then(|| Fault {
            line: example.line,
            what: format!("{says} {} in: {}", quoted(&example.text, &found), example.text),
        })
    };
    examples.iter().filter_map(fault).collect()
}

fn quoted(text: &str, spans: &[Range<usize>]) -> String {
    if spans.is_empty() {
        return "nothing".to_owned();
    }
    let quote = |span: &Range<usize>| format!("[[{}]]", text.get(span.clone()).unwrap_or_default());
    spans.iter().map(quote).collect::<Vec<_>>().join(" + ")
}
