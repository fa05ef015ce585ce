//! Neutral rewriting: takes what must not be kept out of a note and leaves the useful facts.
//!
//! One finding is settled at a time, then the note is read again, until nothing is left to find:
//! the result is silent by construction, and rewriting it again changes nothing. Dates, hours,
//! telephone numbers, addresses, amounts and references outside the words removed stay as they
//! were written; when that cannot be had, the proposal is to clear the note. Signals (opposition,
//! consent) are never rewritten.

mod absent;
mod clauses;
mod facts;
mod mask;
mod phrases;
mod rebuild;
mod settle;
mod tidy;

use std::ops::Range;

use crate::finding::Category;
use crate::reader::{Language, NoteFinding, Reader, is_signal};

pub(crate) use phrases::Phrases;

/// What to put in place of a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rewrite {
    /// Nothing to rewrite.
    Unchanged,
    /// This text.
    Text(String),
    /// Nothing useful is left, or no safe wording exists: clear the note.
    Clear,
}

/// More findings than any note holds: past it, rewriting gives up.
const MOST_STEPS: usize = 60;

/// Rewrites a note so that the given findings are gone; the note's other findings are left as they
/// are (somebody decided to keep them).
pub(crate) fn rewrite(
    reader: &Reader,
    phrases: &Phrases,
    text: &str,
    language: Language,
    findings: &[NoteFinding],
) -> Rewrite {
    let sensitive = |finding: &&NoteFinding| !is_signal(finding.category);
    if !findings.iter().any(|finding| sensitive(&finding)) {
        return Rewrite::Unchanged;
    }
    let kept = Kept::of(text, &reader.read(text, language, None), findings);
    let mut current = text.to_owned();
    for _ in 0..MOST_STEPS {
        let all = reader.read(&current, language, None);
        let (signals, rest): (Vec<NoteFinding>, Vec<NoteFinding>) =
            all.into_iter().partition(|finding| is_signal(finding.category));
        let open: Vec<NoteFinding> =
            rest.into_iter().filter(|finding| !kept.holds(&current, finding)).collect();
        if open.is_empty() {
            return done(text, current);
        }
        let strategy = |finding: &NoteFinding| reader.rule(&finding.rule)?.rewrite.as_deref();
        let note = settle::Note {
            text: &current,
            phrases,
            open: open
                .iter()
                .map(|finding| settle::Open {
                    span: finding.span.clone(),
                    strategy: strategy(finding),
                    category: finding.category,
                })
                .collect(),
            signals: signals.into_iter().map(|finding| finding.span).collect(),
        };
        let next = settle::settle(&note);
        if next == current {
            return Rewrite::Clear;
        }
        current = next;
    }
    Rewrite::Clear
}

fn done(before: &str, after: String) -> Rewrite {
    if after == before {
        Rewrite::Unchanged
    } else if after.chars().any(char::is_alphanumeric) {
        Rewrite::Text(after)
    } else {
        Rewrite::Clear
    }
}

/// Findings that somebody decided to keep: by rule and words, as their place may move.
struct Kept(Vec<(String, String)>);

impl Kept {
    fn of(text: &str, all: &[NoteFinding], asked: &[NoteFinding]) -> Self {
        let is_asked = |finding: &&NoteFinding| {
            asked.iter().any(|one| one.rule == finding.rule && one.span == finding.span)
        };
        let key = |finding: &NoteFinding| (finding.rule.to_string(), words(text, &finding.span));
        Self(all.iter().filter(|finding| !is_asked(finding)).map(key).collect())
    }

    fn holds(&self, text: &str, finding: &NoteFinding) -> bool {
        let found = words(text, &finding.span);
        self.0.iter().any(|(rule, words)| **rule == *finding.rule && *words == found)
    }
}

fn words(text: &str, span: &Range<usize>) -> String {
    text.get(span.clone()).unwrap_or_default().to_owned()
}

/// Is it an identifier, whose middle is masked rather than its clause removed?
fn is_identifier(category: Category) -> bool {
    matches!(category, Category::NationalId | Category::Bank)
}
