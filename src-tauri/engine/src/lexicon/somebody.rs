//! Whether what was found is said of somebody: of a person whom the sentence names, or of one whom the note
//! leaves out, as notes do ("off sick since Monday"), rather than of a thing ("clown college").

use std::ops::Range;

use crate::finding::Category;
use crate::text::token::Kind;

use super::compile::Pattern;
use super::compiled::{Compiled, Lexicon};
use super::error::PackError;
use super::matcher::Matcher;
use super::scan::{Hit, overlap};
use super::verdict::{apart, edge};

/// Most words that describe what follows them.
const DESCRIBING: usize = 2;

/// What tells of whom a word is said by what stands beside it, where the sentence names nobody: classes of a
/// language, none of which it must have.
#[derive(Clone, Debug, Default)]
pub(crate) struct Witnesses {
    /// What names somebody (`anybody`).
    anybody: Vec<Pattern>,
    /// What goes on after, or before, words said of somebody (`carries-on`).
    carries_on: Vec<Pattern>,
    /// What tells where, or with what, something is (`locating`).
    locating: Vec<Pattern>,
    /// What stands before words said of somebody (`led-by`).
    led_by: Vec<Pattern>,
    /// How much of it (`degree`).
    degree: Vec<Pattern>,
    /// What ties a noun to the one before (`noun-of`).
    of: Vec<Pattern>,
}

impl Witnesses {
    /// The classes of a language; `class` gives the patterns of one by its name.
    pub(super) fn new(
        mut class: impl FnMut(&str) -> Result<Vec<Pattern>, PackError>,
    ) -> Result<Self, PackError> {
        Ok(Self {
            anybody: class("anybody")?,
            carries_on: class("carries-on")?,
            locating: class("locating")?,
            led_by: class("led-by")?,
            degree: class("degree")?,
            of: class("noun-of")?,
        })
    }
}

impl Lexicon {
    /// Is a hit said of nobody?
    pub(super) fn of_nobody(
        &self,
        matcher: &mut Matcher<'_, Self>,
        hit: &Hit,
        compiled: &Compiled,
        sentence: &Range<usize>,
    ) -> bool {
        // What was found may name somebody, but not whom a thing is taken for.
        self.wants_somebody(hit) && !self.names_somebody(matcher, sentence, &(0..0))
            || self.is_of_a_thing(matcher, hit, compiled, sentence)
                && !self.names_somebody(matcher, sentence, &hit.tokens)
    }

    /// Was a hit found by a term that counts only where somebody is named?
    fn wants_somebody(&self, hit: &Hit) -> bool {
        let term = hit.term.and_then(|number| self.terms.get(number as usize));
        term.is_some_and(|term| term.pattern.wants_somebody)
    }

    /// Is somebody named in a sentence, by a name, a pronoun or a role, outside some tokens?
    fn names_somebody(
        &self,
        matcher: &mut Matcher<'_, Self>,
        sentence: &Range<usize>,
        outside: &Range<usize>,
    ) -> bool {
        let scope = matcher.scope(sentence.clone());
        self.witnesses.anybody.iter().any(|pattern| {
            matcher.may_hold(&scope, pattern)
                && sentence.clone().any(|start| {
                    let end = matcher.steps(&pattern.steps, start, sentence.end);
                    end.is_some_and(|end| !overlap(&(start..end), outside))
                })
        })
    }

    /// May a hit be said of a thing? Languages tell so by what stands beside it in its clause, in the classes
    /// that each of them lists.
    fn is_of_a_thing(
        &self,
        matcher: &mut Matcher<'_, Self>,
        hit: &Hit,
        compiled: &Compiled,
        sentence: &Range<usize>,
    ) -> bool {
        !compiled.of_things
            && is_said_of_somebody(hit, compiled)
            && (self.describes_next(matcher, hit, sentence)
                || self.locates_last(matcher, hit, sentence)
                || self.describes_last(matcher, hit, sentence))
    }

    /// A word or two, followed by what they describe: "HPV fogging", but "depressed since March". What begins
    /// with a verb describes nothing that follows: "gets shirty".
    fn describes_next(
        &self,
        matcher: &mut Matcher<'_, Self>,
        hit: &Hit,
        sentence: &Range<usize>,
    ) -> bool {
        let Range { start, end } = hit.tokens;
        let Witnesses { carries_on, locating, .. } = &self.witnesses;
        !carries_on.is_empty()
            && end - start <= DESCRIBING
            && joined(matcher, end, sentence)
            && !stands(matcher, locating, start, sentence)
            && !stands(matcher, carries_on, start, sentence)
            && !stands(matcher, carries_on, end, sentence)
    }

    /// What tells where, or with what, the thing before is: "a violin with a broken neck", but "back on
    /// crutches".
    fn locates_last(
        &self,
        matcher: &mut Matcher<'_, Self>,
        hit: &Hit,
        sentence: &Range<usize>,
    ) -> bool {
        let start = hit.tokens.start;
        let Witnesses { carries_on, locating, .. } = &self.witnesses;
        stands(matcher, locating, start, sentence)
            && joined(matcher, start, sentence)
            && !stands(matcher, carries_on, start - 1, sentence)
    }

    /// A word, or one and how much of it, after what it describes: "mors fêlé", "encre trop grasse", "acte de
    /// divorce", but "toujours malade", "gérant odieux".
    fn describes_last(
        &self,
        matcher: &mut Matcher<'_, Self>,
        hit: &Hit,
        sentence: &Range<usize>,
    ) -> bool {
        let Range { start, end } = hit.tokens;
        let Witnesses { led_by, degree, of, .. } = &self.witnesses;
        if led_by.is_empty() || !joined(matcher, start, sentence) {
            return false;
        }
        let own = match end - start {
            1 => !stands(matcher, led_by, start, sentence),
            2 => stands(matcher, degree, start, sentence),
            _ => false,
        };
        if !own {
            return false;
        }
        let mut last = start - 1;
        if stands(matcher, of, last, sentence) {
            if !joined(matcher, last, sentence) {
                return false;
            }
            last -= 1;
        }
        !stands(matcher, led_by, last, sentence)
    }
}

/// Does one of some patterns match from a token of a sentence on?
fn stands(
    matcher: &mut Matcher<'_, Lexicon>,
    patterns: &[Pattern],
    at: usize,
    sentence: &Range<usize>,
) -> bool {
    patterns.iter().any(|p| matcher.steps(&p.steps, at, sentence.end).is_some())
}

/// Are a token of a sentence and the one before it in one clause, and both words?
fn joined(matcher: &Matcher<'_, Lexicon>, at: usize, sentence: &Range<usize>) -> bool {
    let word = |at: usize| matcher.tokens.get(at).is_some_and(|token| token.kind == Kind::Word);
    sentence.start < at
        && at < sentence.end
        && !edge(matcher, at)
        && !apart(matcher, at)
        && word(at - 1)
        && word(at)
}

/// Does a hit tell what somebody is, has or does? Others are numbers and wishes.
fn is_said_of_somebody(hit: &Hit, compiled: &Compiled) -> bool {
    use Category::{Bank, Consent, NationalId, Opposition};
    hit.term.is_some()
        && !matches!(compiled.rule.category, Bank | Consent | NationalId | Opposition)
}
