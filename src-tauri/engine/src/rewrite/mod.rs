//! Neutral rewriting: takes what must not be kept out of a note and leaves the useful facts.
//!
//! One stretch of the note is settled at a time; then the note is read again, until nothing is left
//! to find: the result is silent by construction, and rewriting it again changes nothing. Dates, hours,
//! telephone numbers, addresses, amounts and references outside the words removed stay as they
//! were written; when that cannot be had, the proposal is to clear the note. Signals (opposition,
//! consent) are never rewritten.

mod absent;
mod acts;
mod beside;
mod clauses;
mod facts;
mod follow;
mod kept;
mod mask;
mod names;
mod phrases;
mod rebuild;
mod settle;
mod subject;
mod things;
mod tidy;

use std::ops::Range;

use crate::finding::Category;
use crate::reader::{Language, NoteFinding, Reader, is_signal};

pub use beside::Beside;
pub(crate) use beside::all_beside;
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
    let is_sensitive = |finding: &&NoteFinding| !is_signal(finding.category);
    let mut asked: Vec<NoteFinding> = findings.iter().filter(is_sensitive).cloned().collect();
    if asked.is_empty() {
        return Rewrite::Unchanged;
    }
    let read = |text: &str| -> (Vec<NoteFinding>, Vec<NoteFinding>) {
        let all = reader.read(text, language, None);
        all.into_iter().partition(|finding| is_signal(finding.category))
    };
    let (signals, found) = read(text);
    let kept = Kept::of(text, &found, findings);
    let staying = |text: &str, signals: Vec<NoteFinding>, found: &[NoteFinding]| {
        let decided = found.iter().filter(|finding| kept.holds(text, finding)).cloned();
        signals.into_iter().chain(decided).collect::<Vec<_>>()
    };
    let mut stays = staying(text, signals, &found);
    let mut current = text.to_owned();
    for _ in 0..MOST_STEPS {
        if asked.is_empty() {
            let (signals, found) = read(&current);
            stays = staying(&current, signals, &found);
            asked = found.into_iter().filter(|finding| !kept.holds(&current, finding)).collect();
            if asked.is_empty() {
                return done(text, current);
            }
        }
        let strategy = |finding: &NoteFinding| reader.rule(&finding.rule)?.rewrite.as_deref();
        let note = settle::Note {
            text: &current,
            phrases,
            open: asked
                .iter()
                .map(|finding| settle::Open {
                    span: finding.span.clone(),
                    strategy: strategy(finding),
                    category: finding.category,
                })
                .collect(),
            stays: stays.iter().map(|finding| finding.span.clone()).collect(),
        };
        let next = settle::settle(&note);
        if next == current {
            return Rewrite::Clear;
        }
        let moved = Moved::between(&current, &next);
        asked.retain_mut(|finding| moved.follow(&mut finding.span));
        stays.retain_mut(|finding| moved.follow(&mut finding.span));
        current = next;
    }
    Rewrite::Clear
}

/// Where a text differs from the one before: the same at both ends.
struct Moved {
    /// Bytes that are the same from the beginning.
    head: usize,
    /// Where the same end begins, before and after.
    tail: (usize, usize),
}

impl Moved {
    fn between(before: &str, after: &str) -> Self {
        let same = |(a, b): &(u8, u8)| a == b;
        let head = before.bytes().zip(after.bytes()).take_while(same).count();
        let (rest, new) = (before.len() - head, after.len() - head);
        let ends = before.bytes().rev().zip(after.bytes().rev());
        let tail = ends.take(rest.min(new)).take_while(same).count();
        Self { head, tail: (before.len() - tail, after.len() - tail) }
    }

    /// Moves a span along; false when the change touched it.
    fn follow(&self, span: &mut Range<usize>) -> bool {
        if span.end <= self.head {
            return true;
        }
        if span.start < self.tail.0 {
            return false;
        }
        let place = |byte: usize| byte - self.tail.0 + self.tail.1;
        *span = place(span.start)..place(span.end);
        true
    }
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

/// Findings that somebody decided to keep: by rule and words, as their place may move. One that
/// shares words with a finding that must go goes with it.
struct Kept(Vec<(String, String)>);

impl Kept {
    fn of(text: &str, all: &[NoteFinding], asked: &[NoteFinding]) -> Self {
        let is_asked = |finding: &&NoteFinding| {
            asked
                .iter()
                .any(|one| one.span.start < finding.span.end && finding.span.start < one.span.end)
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
