//! The reading of a note with the packs of one language.
//!
//! Reading is in two steps so that ordinary notes cost little: every token is tested against a
//! small table of rare words; only where one answers are terms tried around it.

use std::ops::Range;

use crate::role::Role;
use crate::text::token::{Kind, Tokens};

use super::compile::{anchor_hash, mark};
use super::compiled::{Lexicon, Purpose, Trigger};
use super::identifiers;
use super::matcher::{Matcher, Meant, typo_possible};
use super::rule::Rule;

/// A stretch of a note that a rule speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Index of the rule in its language.
    pub rule: usize,
    /// Tokens of the note.
    pub tokens: Range<usize>,
    /// Bytes of the note.
    pub span: Range<usize>,
    /// Index of the term that matched; none for a pattern (regular expression).
    pub term: Option<u32>,
}

/// Why a term that matched was not counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spared {
    /// Index of the rule in its language.
    pub rule: usize,
    /// Bytes of the note.
    pub span: Range<usize>,
    /// What spared it.
    pub by: SparedBy,
}

/// Reasons to spare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SparedBy {
    /// Words of the note, a term of the rule's `unless`, that it is part of.
    Unless(String),
    /// Words of the note, a term of the rule's `not_near`, that stand nearby.
    NotNear(String),
    /// It is part of a proper name.
    Name,
    /// None of the rule's `near` was there.
    NothingNear,
    /// An entry of `spare.toml`, by id.
    Spare(String),
}

/// Memory that reading a note needs; reused from note to note.
#[derive(Default)]
pub struct Scratch {
    /// The note's tokens.
    pub tokens: Tokens,
    meant: Vec<Meant>,
    candidates: Vec<u32>,
    asked: Vec<u32>,
    tried: Vec<(u32, u32)>,
    /// Marks of the note's words.
    marks: u64,
}

/// The state of one reading.
struct Search<'a> {
    /// Terms tried, each with the token it was tried from.
    tried: &'a mut Vec<(u32, u32)>,
    marks: u64,
    hits: Vec<Hit>,
    /// Rules whose regular expression is asked for by a word near.
    asked: &'a mut Vec<u32>,
}

impl Lexicon {
    /// Everything the rules find in a note, before findings that overlap are settled. The
    /// scratch's tokens must be those of the text.
    pub(crate) fn find(
        &self,
        text: &str,
        scratch: &mut Scratch,
        role: Option<Role>,
        mut spared: Option<&mut Vec<Spared>>,
    ) -> Vec<Hit> {
        self.candidates(scratch);
        let digits = identifiers::worth_a_try(&scratch.tokens);
        if scratch.candidates.is_empty() && !digits {
            return Vec::new();
        }
        scratch.meant.clear();
        scratch.asked.clear();
        scratch.tried.clear();
        let Scratch { tokens, meant, candidates, asked, tried, marks } = scratch;
        let mut matcher = Matcher::new(self, text, tokens, meant);
        self.mark_misspelt(&mut matcher, candidates, marks);
        let mut search = Search { tried, hits: Vec::new(), asked, marks: *marks };
        for &at in candidates.iter() {
            self.try_around(&mut matcher, at as usize, &mut search);
        }
        let Search { mut hits, .. } = search;
        if digits {
            self.identifiers(&self.unasked, text, tokens, &mut hits);
        }
        self.identifiers(asked, text, tokens, &mut hits);
        let applies = |hit: &Hit| self.rules.get(hit.rule).is_some_and(|c| applies(&c.rule, role));
        hits.retain(applies);
        if hits.is_empty() {
            return hits;
        }
        let spares = self.spare_ranges(&mut matcher, &hits);
        hits.retain(|hit| match self.against(&mut matcher, hit, &spares) {
            None => true,
            Some(by) => {
                if let Some(list) = spared.as_deref_mut() {
                    list.push(Spared { rule: hit.rule, span: hit.span.clone(), by });
                }
                false
            }
        });
        longest_of_each_rule(&mut hits);
        hits
    }

    /// The words that a hit's rule wanted nearby, as written in the note; none when it wants none.
    /// The scratch's tokens must be those of the text.
    pub(crate) fn context_of(
        &self,
        text: &str,
        scratch: &mut Scratch,
        hit: &Hit,
    ) -> Option<String> {
        scratch.meant.clear();
        let Scratch { tokens, meant, .. } = scratch;
        self.context(&mut Matcher::new(self, text, tokens, meant), hit)
    }

    /// Marks the tokens that may bring up a term.
    fn candidates(&self, scratch: &mut Scratch) {
        scratch.candidates.clear();
        scratch.marks = 0;
        for (index, token) in scratch.tokens.all().iter().enumerate() {
            scratch.marks |= mark(token.hash);
            let hot = self.hot.word(token.hash)
                || token.len > 2 && self.hot.head(scratch.tokens.head(token))
                || token.stretched
                || typo_possible(token) && !self.words.knows(token.hash);
            if hot && token.kind != Kind::Address {
                scratch.candidates.push(index as u32);
            }
        }
    }

    /// Adds the marks of the words that misspelt tokens stand for.
    fn mark_misspelt(&self, matcher: &mut Matcher<'_, Self>, candidates: &[u32], marks: &mut u64) {
        for &at in candidates {
            let Some(token) = matcher.tokens.get(at as usize) else { continue };
            if !(token.stretched || typo_possible(token)) {
                continue;
            }
            for &id in matcher.meant(at as usize).ids() {
                let form = self.vocabulary.forms().get(id as usize);
                *marks |= form.map_or(0, |form| mark(anchor_hash(&form.text)));
            }
        }
    }

    /// Tries the terms whose rarest word may be this token.
    fn try_around(&self, matcher: &mut Matcher<'_, Self>, at: usize, search: &mut Search<'_>) {
        let Some(token) = matcher.tokens.get(at) else { return };
        let mut attempt = |matcher: &mut Matcher<'_, Self>, triggers: &[Trigger]| {
            let sentence = matcher.tokens.sentence(at);
            for trigger in triggers {
                let Some(term) = self.terms.get(trigger.pattern as usize) else { continue };
                let [first, second] = term.pattern.needs;
                if search.marks & first == 0 || search.marks & second == 0 {
                    continue;
                }
                let from = at.saturating_sub(trigger.back as usize).max(sentence.start);
                for start in from..=at {
                    let attempt = (trigger.pattern, start as u32);
                    if !search.tried.contains(&attempt) {
                        search.tried.push(attempt);
                        self.try_at(matcher, trigger.pattern, start..sentence.end, search);
                    }
                }
            }
        };
        if let Some(triggers) = self.by_word.get(&token.hash) {
            attempt(matcher, triggers);
        } else {
            let meant = matcher.meant(at);
            for &id in meant.ids() {
                let form = self.vocabulary.forms().get(id as usize);
                let hash = form.map(|form| anchor_hash(&form.text)).unwrap_or_default();
                if let Some(triggers) = self.by_word.get(&hash) {
                    attempt(matcher, triggers);
                }
            }
        }
        let folded = matcher.tokens.word(token);
        let from = self.by_prefix.partition_point(|(prefix, _)| **prefix < *head(folded));
        for (prefix, triggers) in self.by_prefix.get(from..).unwrap_or_default() {
            if **prefix > *folded {
                break;
            }
            if folded.starts_with(&**prefix) {
                attempt(matcher, triggers);
            }
        }
    }

    /// Tries a term at the first token of a range that ends with the sentence.
    fn try_at(
        &self,
        matcher: &mut Matcher<'_, Self>,
        number: u32,
        room: Range<usize>,
        search: &mut Search<'_>,
    ) {
        let Some(term) = self.terms.get(number as usize) else { return };
        let Some(found) = matcher.found(&term.pattern.steps, room.start, room.end) else { return };
        if term.purpose == Purpose::Ask {
            if !search.asked.contains(&term.rule) {
                search.asked.push(term.rule);
            }
            return;
        }
        if let Some(element) = term.pattern.lone
            && !self.stands_out(matcher, &found, element, term.rule)
        {
            return;
        }
        if let Some(span) = matcher.tokens.bytes(found.clone()) {
            let rule = term.rule as usize;
            search.hits.push(Hit { rule, tokens: found, span, term: Some(number) });
        }
    }

    /// In a note all in capitals, an acronym alone (`=ME`) counts only when it is no ordinary word,
    /// or when the rule asks for words near it.
    fn stands_out(
        &self,
        matcher: &mut Matcher<'_, Self>,
        found: &Range<usize>,
        element: u32,
        rule: u32,
    ) -> bool {
        let near = self.rules.get(rule as usize).is_some_and(|rule| !rule.near.is_empty());
        if near || !matcher.tokens.all_caps() || matcher.tokens.len() == 1 {
            return true;
        }
        found.clone().all(|at| {
            let words = matcher.meant(at);
            let belongs = |exactly: bool| {
                words.ids().iter().any(|&word| self.vocabulary.belongs(word, element, |_| exactly))
            };
            let ordinary =
                matcher.tokens.get(at).is_none_or(|t| t.len < 3 || self.words.knows(t.hash));
            !(belongs(true) && !belongs(false) && ordinary)
        })
    }
}

/// Do two ranges share something?
pub(crate) fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

fn applies(rule: &Rule, role: Option<Role>) -> bool {
    rule.columns.is_empty() || role.is_none_or(|role| rule.columns.contains(&role))
}

/// First three letters of a folded word (its whole, when shorter).
fn head(word: &str) -> &str {
    word.get(..3).unwrap_or(word)
}

/// Of the hits of one rule that overlap, keeps the longest (the first of equals).
fn longest_of_each_rule(hits: &mut Vec<Hit>) {
    hits.sort_by(|a, b| {
        let key = |hit: &Hit| (hit.rule, hit.span.start, std::cmp::Reverse(hit.span.end), hit.term);
        key(a).cmp(&key(b))
    });
    let mut kept: Vec<Hit> = Vec::with_capacity(hits.len());
    for hit in hits.drain(..) {
        match kept.last_mut() {
            Some(last) if last.rule == hit.rule && overlap(&last.span, &hit.span) => {
                if hit.span.len() > last.span.len() {
                    *last = hit;
                }
            }
            _ => kept.push(hit),
        }
    }
    kept.sort_by_key(|hit| (hit.span.start, hit.span.end, hit.rule));
    *hits = kept;
}
