//! A rule as the rest of the program sees it, and what its examples say.

use std::ops::Range;
use std::sync::Arc;

use crate::finding::{Category, Severity};
use crate::role::Role;
use crate::text::language::Language;

use super::pack::{Bilingual, Channel};

/// One rule of a pack.
#[derive(Clone, Debug)]
pub struct Rule {
    /// `fr.health.maternity-leave`.
    pub id: Arc<str>,
    /// Language of the notes it reads.
    pub language: Language,
    /// What it finds.
    pub category: Category,
    /// How pressing a finding is.
    pub severity: Severity,
    /// Ids of `lexicons/basis.toml`.
    pub basis: Vec<String>,
    /// Name of its family: its pack's title.
    pub family: Bilingual,
    /// Its name.
    pub title: Bilingual,
    /// Why what it finds must not be kept, one sentence.
    pub why: Bilingual,
    /// What to write instead.
    pub advice: Bilingual,
    /// Its terms, as written (list files included).
    pub terms: Vec<String>,
    /// Name of its rewriting; none for removal of the clause.
    pub rewrite: Option<String>,
    /// Column roles it applies to; all when empty.
    pub columns: Vec<Role>,
    /// Channels a signal is about, when the rule itself tells.
    pub channels: Vec<Channel>,
    /// Does it stand for what the words of a clause hint at, where other rules find nothing?
    pub hints: bool,
    /// Does it give way to whatever other rules find in the sentence?
    pub yields: bool,
    /// Sentences with what must be found.
    pub flags: Vec<Example>,
    /// Sentences in which it must find nothing.
    pub allows: Vec<Example>,
    /// Sentences it is known to miss.
    pub misses: Vec<Example>,
    /// File it comes from, relative to `lexicons/`.
    pub file: Arc<str>,
    /// 1-based line of its id.
    pub line: usize,
}

impl Rule {
    /// Its id without its language: `health.maternity-leave`.
    pub(crate) fn name(&self) -> &str {
        self.id.split_once('.').map_or(&self.id, |(_, name)| name)
    }
}

/// An example sentence of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The sentence, without marks.
    pub text: String,
    /// Byte ranges that were marked `[[…]]`.
    pub spans: Vec<Range<usize>>,
    /// 1-based line in the rule's file.
    pub line: usize,
}

impl Example {
    /// Reads the marks of an example; none when they do not pair.
    #[must_use]
    pub fn parse(marked: &str, line: usize) -> Option<Self> {
        let mut text = String::with_capacity(marked.len());
        let mut spans = Vec::new();
        let mut rest = marked;
        while let Some((before, after)) = rest.split_once("[[") {
            let (inside, tail) = after.split_once("]]")?;
            text.push_str(before);
            let start = text.len();
            text.push_str(inside);
            spans.push(start..text.len());
            rest = tail;
        }
        if rest.contains("]]") {
            return None;
        }
        text.push_str(rest);
        Some(Self { text, spans, line })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_byte_ranges() {
        let example = Example::parse("é [[ab]] c [[d]]", 3);
        assert_eq!(
            example,
            Some(Example { text: "é ab c d".into(), spans: vec![3..5, 8..9], line: 3 })
        );
        assert_eq!(Example::parse("a [[b", 1), None);
        assert_eq!(Example::parse("a b]]", 1), None);
    }
}
