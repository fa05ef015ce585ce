//! Whether what was found is said of somebody: of a person whom the sentence names, or of one whom the note
//! leaves out, as notes do ("off sick since Monday"), rather than of a thing ("clown college").

use std::ops::Range;

use crate::text::token::Kind;

use super::bounds::{apart, edge};
use super::compile::Pattern;
use super::compiled::Lexicon;
use super::error::PackError;
use super::matcher::Matcher;
use super::prose::{may_hint, tells_of_others};
use super::scan::{Hit, overlap};

/// Most words that describe what follows them.
const DESCRIBING: usize = 2;

/// What tells of whom a word is said by what stands beside it, where the sentence names nobody: classes of a
/// language, none of which it must have.
#[derive(Clone, Debug, Default)]
pub(crate) struct Witnesses {
    /// What names somebody, or stands for them (`anybody`).
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
    /// Is a hit said of nobody? `prose`: how much the whole note is prose.
    pub(super) fn of_nobody(
        &self,
        matcher: &mut Matcher<'_, Self>,
        hit: &Hit,
        sentence: &Range<usize>,
        prose: i32,
    ) -> bool {
        let Some(compiled) = self.rules.get(hit.rule) else { return false };
        let category = compiled.rule.category;
        let may_be_of_others = !compiled.of_things && hit.term.is_some();
        let may_be_thing = may_be_of_others && category.tells_of_somebody();
        let witnesses = &self.witnesses;
        let mut said = Said { witnesses, matcher, found: hit.tokens.clone(), sentence };
        let anybody = &witnesses.anybody;
        // What was found may name somebody, but not whom a thing is taken for.
        self.wants_somebody(hit) && !said.tells(anybody, &(0..0))
            || may_be_thing && said.is_of_a_thing() && !said.tells(anybody, &hit.tokens)
            || may_be_of_others && tells_of_others(prose, category)
            || compiled.rule.hints && !may_hint(prose)
    }

    /// Was a hit found by a term that counts only where somebody is named?
    fn wants_somebody(&self, hit: &Hit) -> bool {
        let term = hit.term.and_then(|number| self.terms.get(number as usize));
        term.is_some_and(|term| term.pattern.wants_somebody)
    }
}

/// The tokens that were found, in their sentence.
struct Said<'a, 'n> {
    witnesses: &'a Witnesses,
    matcher: &'a mut Matcher<'n, Lexicon>,
    found: Range<usize>,
    sentence: &'a Range<usize>,
}

impl Said<'_, '_> {
    /// Does one of some patterns stand in the sentence, outside some tokens?
    fn tells(&mut self, patterns: &[Pattern], outside: &Range<usize>) -> bool {
        let scope = self.matcher.scope(self.sentence.clone());
        patterns.iter().any(|pattern| {
            self.matcher.may_hold(&scope, pattern)
                && self.sentence.clone().any(|start| {
                    let end = self.matcher.pattern(pattern, start, self.sentence.end);
                    end.is_some_and(|end| !overlap(&(start..end), outside))
                })
        })
    }

    /// May it be said of a thing? Languages tell so by what stands beside it in its clause, in the classes
    /// that each of them lists.
    fn is_of_a_thing(&mut self) -> bool {
        self.describes_next() || self.locates_last() || self.describes_last()
    }

    /// A word or two, followed by what they describe: "HPV fogging", but "depressed since March". What begins
    /// with a verb describes nothing that follows: "gets shirty".
    fn describes_next(&mut self) -> bool {
        let Range { start, end } = self.found;
        let Witnesses { carries_on, locating, .. } = self.witnesses;
        !carries_on.is_empty()
            && end - start <= DESCRIBING
            && self.joined(end)
            && !self.stands(locating, start)
            && !self.stands(carries_on, start)
            && !self.stands(carries_on, end)
    }

    /// What tells where, or with what, the thing before is: "a violin with a broken neck", but "back on
    /// crutches".
    fn locates_last(&mut self) -> bool {
        let start = self.found.start;
        let Witnesses { carries_on, locating, .. } = self.witnesses;
        self.stands(locating, start) && self.joined(start) && !self.stands(carries_on, start - 1)
    }

    /// A word, or one and how much of it, after what it describes: "mors fêlé", "encre trop grasse", "acte de
    /// divorce", but "toujours malade", "gérant odieux".
    fn describes_last(&mut self) -> bool {
        let Range { start, end } = self.found;
        let Witnesses { led_by, degree, of, .. } = self.witnesses;
        let describes = !led_by.is_empty()
            && self.joined(start)
            && match end - start {
                1 => !self.stands(led_by, start),
                2 => self.stands(degree, start),
                _ => false,
            };
        if !describes {
            return false;
        }
        let before = start - 1;
        if self.stands(of, before) {
            self.joined(before) && !self.stands(led_by, before - 1)
        } else {
            !self.stands(led_by, before)
        }
    }

    /// Does one of some patterns match from a token of the sentence on?
    fn stands(&mut self, patterns: &[Pattern], at: usize) -> bool {
        self.matcher.stands(patterns, at, self.sentence.end)
    }

    /// Are a token of the sentence and the one before it in one clause, and both words?
    fn joined(&self, at: usize) -> bool {
        let matcher = &*self.matcher;
        let word = |at: usize| matcher.tokens.get(at).is_some_and(|t| t.kind == Kind::Word);
        self.sentence.start < at
            && at < self.sentence.end
            && !edge(matcher, at)
            && !apart(matcher, at)
            && word(at - 1)
            && word(at)
    }
}
