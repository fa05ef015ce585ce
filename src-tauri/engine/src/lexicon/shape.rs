//! The shape of an identifier: a regular expression finds it, a check confirms it.
//!
//! The edges of words (`\b`) make an expression slow in texts with accents. One without them finds all
//! that the expression finds, and more, at a glance: it says which notes are worth a search.

use std::ops::Range;
use std::sync::OnceLock;

use regex::Regex;

use super::checkers::Checker;

/// The edge of a word in a regular expression.
const EDGE: &str = r"\b";

/// What an identifier looks like.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    pattern: Regex,
    check: Option<Checker>,
    /// The pattern without the edges of words, made when it is first wanted; none when they cannot be
    /// told from its other signs.
    loose: OnceLock<Option<Regex>>,
}

impl Shape {
    pub(crate) fn new(pattern: Regex, check: Option<Checker>) -> Self {
        Self { pattern, check, loose: OnceLock::new() }
    }

    /// The identifiers of a text, in bytes.
    pub(crate) fn find(&self, text: &str) -> impl Iterator<Item = Range<usize>> {
        let found = self.may_be_in(text).then(|| self.pattern.captures_iter(text));
        found.into_iter().flatten().filter_map(|captures| {
            let found = captures.name("id").or_else(|| captures.get(0))?;
            let confirmed = |words: &&str| self.check.is_none_or(|check| check(words));
            let words = std::iter::successors(Some(found.as_str()), |words| without_last(words));
            let words = words.into_iter().find(confirmed)?;
            Some(found.start()..found.start() + words.len())
        })
    }

    /// May an identifier be in a text?
    fn may_be_in(&self, text: &str) -> bool {
        let loose = self.loose.get_or_init(|| loosened(self.pattern.as_str()));
        loose.as_ref().is_none_or(|loose| loose.is_match(text))
    }
}

/// What was found up to its last word of letters alone, which is none of it: the words after an IBAN have the
/// letters of one too ("IE29AIBK93115212345678 after the 30th").
fn without_last(words: &str) -> Option<&str> {
    let mut rest = words;
    loop {
        let (before, last) = rest.rsplit_once(char::is_whitespace)?;
        rest = before.trim_end();
        if last.chars().all(char::is_alphabetic) {
            return Some(rest);
        }
    }
}

/// A pattern without the edges of words: what it finds holds all that the pattern finds.
fn loosened(pattern: &str) -> Option<Regex> {
    // A repeated edge would leave its number to what stands before it.
    let plain = !pattern.contains(r"\\") && !pattern.contains(r"\b{");
    plain.then(|| Regex::new(&pattern.replace(EDGE, "")).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(pattern: &str, text: &str) -> Result<Vec<Range<usize>>, regex::Error> {
        Ok(Shape::new(Regex::new(pattern)?, None).find(text).collect())
    }

    #[test]
    fn what_is_found_stands_between_edges() -> Result<(), regex::Error> {
        assert_eq!(found(r"\b\d{3}\b", "à 123, 4567 et é890")?, std::slice::from_ref(&(3..6)));
        assert_eq!(
            found(r"\bcode (?P<id>\d{3})\b", "le code 123")?,
            std::slice::from_ref(&(8..11))
        );
        assert!(found(r"\b\d{3}\b", "à 12")?.is_empty());
        Ok(())
    }

    #[test]
    fn words_after_an_identifier_are_none_of_it() -> Result<(), regex::Error> {
        let five = |text: &str| text.len() == 5;
        let shape = Shape::new(Regex::new(r"\b[A-Z]\d{4}(?:[ ]?\w){0,30}\b")?, Some(five));
        assert_eq!(shape.find("to A1234 after the show").next(), Some(3..8));
        assert_eq!(shape.find("to A1234 before May 30").next(), Some(3..8));
        assert!(shape.find("to A1234 5 after").next().is_none());
        Ok(())
    }

    #[test]
    fn edges_are_left_out_where_they_can_be_told() {
        let loose = |pattern: &str| loosened(pattern).map(|regex| regex.as_str().to_owned());
        assert_eq!(loose(r"\b(?:\d{4}|\bA)\b").as_deref(), Some(r"(?:\d{4}|A)"));
        assert_eq!((loose(r"a\\b"), loose(r"a\b{2}")), (None, None));
    }
}
