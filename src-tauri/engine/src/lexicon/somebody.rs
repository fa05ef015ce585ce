//! Whether what was found is said of somebody: of a person whom the sentence names, or of one whom the note
//! leaves out, as notes do ("off sick since Monday"), rather than of a thing ("clown college").

use std::ops::Range;

use crate::finding::Category;
use crate::text::token::{Kind, Shape, Token, Tokens};

use super::compile::Pattern;
use super::compiled::Lexicon;
use super::error::PackError;
use super::matcher::Matcher;
use super::scan::{Hit, overlap};
use super::spelling::Spelling;
use super::verdict::{apart, edge};

/// Most words that describe what follows them.
const DESCRIBING: usize = 2;

/// Most words of what prose tells in passing, and words of the shortest sentence that does.
const LONGEST_IN_PASSING: usize = 3;
const SHORTEST_IN_PASSING: usize = 12;
/// Words of the shortest text that is told as a story.
const SHORTEST_STORY: usize = 12;
/// How far from the first word of a sentence begins what it says at once, in words.
const LATEST_AT_ONCE: usize = 3;
/// Words of the shortest prose.
const SHORTEST_PROSE: usize = 8;

/// Is it what prose says of peoples, works and manners rather than of the person a note is about? An illness
/// or an offence is told in whole sentences too.
fn told_in_passing(category: Category) -> bool {
    use Category::{EthnicOrigin, Insult, Judgement, Religion};
    matches!(category, EthnicOrigin | Insult | Judgement | Religion)
}

/// What tells of whom a word is said by what stands beside it, where the sentence names nobody: classes of a
/// language, none of which it must have.
#[derive(Clone, Debug, Default)]
pub(crate) struct Witnesses {
    /// What names somebody, or stands for them (`anybody`).
    anybody: Vec<Pattern>,
    /// What names somebody by more than a pronoun (`by-name`).
    by_name: Vec<Pattern>,
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
    /// What begins a sentence that has a subject (`sets-out`).
    sets_out: Vec<Pattern>,
    /// What tells that prose is of a tale, a play or of history (`of-a-tale`).
    of_a_tale: Vec<Pattern>,
    /// Who writes, and whom they call by a civility (`writes-of`): prose that tells of them is a note.
    writes_of: Vec<Pattern>,
    /// What stands for whom a note is about (`speaks-of`): what is said right after it is said of them.
    speaks_of: Vec<Pattern>,
    /// Business, and the days it goes by (`of-a-note`): prose that names none is no note.
    of_a_note: Vec<Pattern>,
}

impl Witnesses {
    /// The classes of a language; `class` gives the patterns of one by its name.
    pub(super) fn new(
        mut class: impl FnMut(&str) -> Result<Vec<Pattern>, PackError>,
    ) -> Result<Self, PackError> {
        Ok(Self {
            anybody: class("anybody")?,
            by_name: class("by-name")?,
            carries_on: class("carries-on")?,
            locating: class("locating")?,
            led_by: class("led-by")?,
            degree: class("degree")?,
            of: class("noun-of")?,
            sets_out: class("sets-out")?,
            of_a_tale: class("of-a-tale")?,
            writes_of: class("writes-of")?,
            speaks_of: class("speaks-of")?,
            of_a_note: class("of-a-note")?,
        })
    }
}

impl Lexicon {
    /// Is a hit said of nobody? `prose`: is the whole note?
    pub(super) fn of_nobody(
        &self,
        matcher: &mut Matcher<'_, Self>,
        hit: &Hit,
        sentence: &Range<usize>,
        prose: bool,
    ) -> bool {
        let Some(compiled) = self.rules.get(hit.rule) else { return false };
        let may_be_thing =
            !compiled.of_things && hit.term.is_some() && compiled.rule.category.tells_of_somebody();
        let witnesses = &self.witnesses;
        let mut said = Said { witnesses, matcher, found: hit.tokens.clone(), sentence };
        let Witnesses { anybody, by_name, .. } = witnesses;
        let passing = prose && told_in_passing(compiled.rule.category);
        let told = prose && may_be_thing;
        // What was found may name somebody, but not whom a thing is taken for.
        self.wants_somebody(hit) && !said.tells(anybody, &(0..0))
            || may_be_thing
                && (said.is_of_a_thing() || passing && said.is_told_in_passing())
                && !said.tells(anybody, &hit.tokens)
            || told
                && said.is_told_of_its_subject()
                // "Elle est plus souple que la lance, qui…": of whom, in prose, a pronoun does not tell.
                && !said.tells(by_name, &hit.tokens)
            || told && (said.is_of_a_tale() || said.is_a_story())
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
        tells(self.matcher, patterns, self.sentence, outside)
    }

    /// May it be said of a thing? Languages tell so by what stands beside it in its clause, in the classes
    /// that each of them lists.
    fn is_of_a_thing(&mut self) -> bool {
        self.describes_next() || self.locates_last() || self.describes_last()
    }

    /// Is it told in prose, by a sentence that has a subject of its own: "La tension varie au cours de la
    /// journée."? A note leaves its subject out, or names somebody.
    fn is_told_of_its_subject(&mut self) -> bool {
        let Witnesses { sets_out, .. } = self.witnesses;
        self.stands(sets_out, self.sentence.start) || self.is_narrated()
    }

    /// Is it told in prose of a tale, a play or of history, by nobody who writes of themselves ("The king in the
    /// pantomime had gout.")?
    fn is_of_a_tale(&mut self) -> bool {
        let Witnesses { of_a_tale, writes_of, .. } = self.witnesses;
        // With a capital, they are names: "Julie King".
        self.sentence.clone().any(|at| self.is_small(at) && self.stands(of_a_tale, at))
            && !self.tells(writes_of, &(0..0))
    }

    /// Is it told by a verb in the past as novels are ("Il souffrait du froid dans sa mansarde."), by nobody who
    /// writes of themselves?
    fn is_narrated(&mut self) -> bool {
        let Witnesses { writes_of, .. } = self.witnesses;
        self.narrates(|spelling, word| spelling.narrates(word))
            && !self.is_said_at_once()
            && !self.tells(writes_of, &(0..0))
    }

    /// Is it said at the beginning of a sentence, right of whom it is about? That may be a customer: "Her husband
    /// died and she was left alone."
    fn is_said_at_once(&mut self) -> bool {
        let Witnesses { speaks_of, .. } = self.witnesses;
        let start = self.sentence.start;
        self.found.start <= start + LATEST_AT_ONCE && self.stands(speaks_of, start)
    }

    /// Is it told by a text of some length that speaks of no business, no day and no customer, in the past ("She
    /// nursed through two epidemics of cholera and never spoke of them.") or of nobody else ("Travellers with an
    /// interest in geology should allow two days for the gorge.")?
    fn is_a_story(&mut self) -> bool {
        let Witnesses { anybody, of_a_note, .. } = self.witnesses;
        let all = 0..self.matcher.tokens.len();
        all.len() >= SHORTEST_STORY
            && !self.is_said_at_once()
            && (self.narrates(|spelling, word| spelling.narrates(word) || spelling.is_past(word))
                || !tells(self.matcher, anybody, &all, &self.found))
            && !tells(self.matcher, of_a_note, &all, &(0..0))
    }

    /// Is one of the words of the sentence a verb of some kind?
    fn narrates(&self, is_told: impl Fn(&Spelling, &str) -> bool) -> bool {
        let Matcher { tokens, know, .. } = *self.matcher;
        let told = |token: &Token| is_told(&know.spelling, tokens.word(token));
        self.sentence.clone().any(|at| self.is_small(at) && tokens.get(at).is_some_and(told))
    }

    /// Is a token written in small letters?
    fn is_small(&self, at: usize) -> bool {
        self.matcher.tokens.get(at).is_some_and(|token| token.shape == Shape::Lower)
    }

    /// Is it told inside a clause of prose: "conquis par les Turcs ottomans en 1519", "des fourmis très
    /// agressives"?
    fn is_told_in_passing(&self) -> bool {
        self.found.len() <= LONGEST_IN_PASSING
            && self.sentence.len() >= SHORTEST_IN_PASSING
            && self.joined(self.found.start)
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

/// Does one of some patterns stand among some tokens, outside others?
fn tells(
    matcher: &mut Matcher<'_, Lexicon>,
    patterns: &[Pattern],
    tokens: &Range<usize>,
    outside: &Range<usize>,
) -> bool {
    let scope = matcher.scope(tokens.clone());
    patterns.iter().any(|pattern| {
        matcher.may_hold(&scope, pattern)
            && tokens.clone().any(|start| {
                let end = matcher.steps(&pattern.steps, start, tokens.end);
                end.is_some_and(|end| !overlap(&(start..end), outside))
            })
    })
}

/// Is a whole note prose: sentences with a capital and a point, without figures (years aside) and the signs that
/// notes are made of?
pub(super) fn is_prose(text: &str, tokens: &Tokens) -> bool {
    let figure = |token: &Token| token.kind != Kind::Word && token.len != 4;
    let capital = |token: &Token| token.shape == Shape::Capital;
    let signs = ['\n', '\r', ':', '/', '+', '€', '£', '$', '=', '>', '&'];
    tokens.len() >= SHORTEST_PROSE
        && tokens.get(0).is_some_and(capital)
        && ends_with_point(text, tokens)
        && !tokens.all().iter().any(figure)
        && !text.contains(signs)
}

/// Does a point end a note, quotes and brackets aside?
fn ends_with_point(text: &str, tokens: &Tokens) -> bool {
    let after = tokens.all().last().and_then(|last| text.get(last.end as usize..));
    let closing = ['»', '”', '"', ')', ' ', '\u{a0}', '\u{202f}'];
    let point = after.unwrap_or_default().trim_start_matches(closing);
    point.starts_with(['.', '!', '?', '…', ';'])
}
