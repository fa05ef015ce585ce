//! The reading of a note with the packs of one language.
//!
//! Reading is in two steps so that ordinary notes cost little: the terms that the rare words of a note
//! bring up are listed as far as what stands around lets them in; only those are tried.

use std::ops::Range;

use crate::finding::Category;
use crate::role::Role;
use crate::text::token::{Kind, Shape, Token, Tokens};

use super::appeal::{self, Ruling};
use super::around::Around;
use super::brought::{Brought, bring_up};
use super::compiled::{Lexicon, Purpose};
use super::identifiers;
use super::known::Memory;
use super::matcher::{Doubt, Matcher, Senses};
use super::prose::prose;
use super::rule::Rule;
use super::verdict::Circumstances;
use super::vocabulary::Spelled;

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
    /// Was it spared, and found for what surrounds it?
    pub on_appeal: bool,
}

/// Why a term that matched was not counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spared {
    /// What matched.
    pub hit: Hit,
    /// What spared it.
    pub by: SparedBy,
}

impl Spared {
    /// May what surrounds it be heard? What `spare.toml` names is harmless wherever it stands.
    fn is_open(&self) -> bool {
        !matches!(self.by, SparedBy::Spare(_))
    }
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
    /// What surrounds it speaks of business: these words of it most.
    Business(String),
}

/// Memory that reading a note needs; reused from note to note.
#[derive(Default)]
pub struct Scratch {
    /// The note's tokens.
    pub tokens: Tokens,
    pub(super) senses: Senses,
    pub(super) memory: Memory,
    brought: Vec<Brought>,
    asked: Vec<u32>,
    tried: Tried,
}

/// Which terms were tried from which tokens in this note. It may forget, never invent.
#[derive(Default)]
struct Tried {
    /// Number of this note.
    note: u32,
    /// By term: number of the note, block of 64 tokens, one bit a token.
    bits: Vec<(u32, u32, u64)>,
}

impl Tried {
    /// Begins a note read with so many terms.
    fn begin(&mut self, terms: usize) {
        if self.bits.len() != terms || self.note == u32::MAX {
            self.bits.clear();
            self.bits.resize(terms, (0, 0, 0));
            self.note = 0;
        }
        self.note += 1;
    }

    /// Is it the first time that a term is tried from a token?
    fn first(&mut self, term: u32, token: usize) -> bool {
        let (block, bit) = ((token / 64) as u32, 1u64 << (token % 64));
        let Some(slot) = self.bits.get_mut(term as usize) else { return true };
        if (slot.0, slot.1) != (self.note, block) {
            *slot = (self.note, block, 0);
        }
        let first = slot.2 & bit == 0;
        slot.2 |= bit;
        first
    }
}

/// The state of one reading.
struct Search<'a> {
    tried: &'a mut Tried,
    /// The sentence under search.
    sentence: Range<usize>,
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
        self.mend(text, scratch);
        let mut hits = self.by_rules(text, scratch, role, spared.as_deref_mut());
        if scratch.senses.warm.is_empty() {
            return hits;
        }
        let mut hinted = self.hinted_at(scratch, role, &hits);
        if !hinted.is_empty() {
            let Scratch { tokens, senses, .. } = scratch;
            let mut matcher = Matcher::new(self, text, tokens, senses);
            self.judge(&mut matcher, &mut hinted, role, spared);
            hits.append(&mut hinted);
        }
        hits
    }

    /// What rules that tell their words find.
    fn by_rules(
        &self,
        text: &str,
        scratch: &mut Scratch,
        role: Option<Role>,
        spared: Option<&mut Vec<Spared>>,
    ) -> Vec<Hit> {
        let Scratch { tokens, senses, brought, asked, tried, .. } = scratch;
        let digits = identifiers::worth_a_try(tokens);
        let mut matcher = Matcher::new(self, text, tokens, senses);
        brought.clear();
        bring_up(&self.filed, &matcher, matcher.hot(), brought);
        if brought.is_empty() && !digits {
            return Vec::new();
        }
        asked.clear();
        tried.begin(self.terms.len());
        let mut search = Search { tried, hits: Vec::new(), asked, sentence: 0..0 };
        let mut around = Around::new();
        for brought in brought.iter() {
            if around.lets_in(&matcher, &self.filed, brought) {
                self.try_brought(&mut matcher, brought, &around, &mut search);
            }
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
        self.judge(&mut matcher, &mut hits, role, spared);
        longest_of_each_rule(&mut hits);
        hits
    }

    /// What those clauses hint at in which rules found nothing.
    #[inline(never)]
    fn hinted_at(&self, scratch: &Scratch, role: Option<Role>, by_rules: &[Hit]) -> Vec<Hit> {
        let Scratch { tokens, senses, .. } = scratch;
        let told = |clause: &&Range<usize>| by_rules.iter().any(|hit| overlap(&hit.tokens, clause));
        let hit = |clause: &Range<usize>| {
            let hint = self.hints.told(tokens, clause)?;
            let of_matter = |(matter, _): &&(Category, usize)| *matter == hint.matter;
            let rule = self.hint_rules.iter().find(of_matter).map(|(_, rule)| *rule)?;
            let span = tokens.bytes(hint.tokens.clone())?;
            applies(&self.rules.get(rule)?.rule, role).then_some(Hit {
                rule,
                tokens: hint.tokens,
                span,
                term: None,
                on_appeal: false,
            })
        };
        senses.warm.iter().filter(|clause| !told(clause)).filter_map(hit).collect()
    }

    /// Leaves of some hits those that nothing speaks against.
    fn judge(
        &self,
        matcher: &mut Matcher<'_, Self>,
        hits: &mut Vec<Hit>,
        role: Option<Role>,
        spared: Option<&mut Vec<Spared>>,
    ) {
        let mut known = Circumstances {
            spares: self.spare_ranges(matcher, hits),
            told: Vec::new(),
            prose: prose(matcher.text, matcher.tokens, &self.manner),
        };
        let named = a_name_alone(matcher.tokens, role);
        let mut against = |hit: &Hit, known: &Circumstances| {
            // Their words are surnames or names of shops too (Moche, Bigot, Gay, Sida…).
            let name = (named && self.tells_of_somebody(hit)).then_some(SparedBy::Name);
            name.or_else(|| self.against(matcher, hit, known))
        };
        let mut left = Vec::new();
        for hit in std::mem::take(hits) {
            match against(&hit, &known) {
                None => hits.push(hit),
                Some(by) => left.push(Spared { hit, by }),
            }
        }
        // "Kabyle voilée": what stands beside what is told of somebody is told of them too.
        let somebody = hits.iter().filter(|hit| self.tells_of_somebody(hit));
        known.told = somebody.map(|hit| hit.tokens.clone()).collect();
        let (beside, mut left): (Vec<Spared>, Vec<Spared>) = left.into_iter().partition(|miss| {
            is_beside(&miss.hit, &known.told) && against(&miss.hit, &known).is_none()
        });
        hits.extend(beside.into_iter().map(|miss| miss.hit));
        let business = self.hear(matcher.tokens, hits, &mut left);
        if let Some(list) = spared {
            list.append(&mut left);
            list.extend(business.into_iter().map(|hit| {
                let words = self.surroundings(matcher.tokens, &hit, Ruling::Business);
                Spared { hit, by: SparedBy::Business(words.unwrap_or_default()) }
            }));
        }
    }

    /// Overturns verdicts on appeal; the hits that are business are handed back.
    fn hear(&self, tokens: &Tokens, hits: &mut Vec<Hit>, spared: &mut Vec<Spared>) -> Vec<Hit> {
        let overturned = |miss: &mut Spared| {
            let alone = !hits.iter().any(|hit| overlap(&hit.tokens, &miss.hit.tokens));
            miss.is_open() && alone && self.ruling(tokens, &miss.hit, true) == Ruling::Told
        };
        let told = spared.extract_if(.., overturned);
        let told: Vec<Hit> = told.map(|miss| Hit { on_appeal: true, ..miss.hit }).collect();
        let is_business = |hit: &mut Hit| self.ruling(tokens, hit, false) == Ruling::Business;
        let business = hits.extract_if(.., is_business).collect();
        hits.extend(told);
        business
    }

    /// The rule of a hit that may be heard on appeal: no number with a form of its own, wish, hint, nor what a person
    /// asked for themselves.
    fn may_appeal(&self, hit: &Hit) -> Option<&Rule> {
        let heard = hit.term.is_some() && self.tells_of_somebody(hit);
        self.rules.get(hit.rule).filter(|rule| heard && !rule.own).map(|rule| &rule.rule)
    }

    /// What surrounds a hit says of it; what is not heard stands.
    fn ruling(&self, tokens: &Tokens, hit: &Hit, spared: bool) -> Ruling {
        let ruling = |rule| self.appeal.ruling(tokens, &hit.tokens, rule, spared);
        self.may_appeal(hit).map_or(Ruling::Upheld, ruling)
    }

    /// The words around a hit that overturned what rules made of it.
    fn surroundings(&self, tokens: &Tokens, hit: &Hit, ruling: Ruling) -> Option<String> {
        self.appeal.strongest(tokens, &hit.tokens, self.rule(hit.rule)?, ruling)
    }

    /// What matched terms in a note, whatever spared it, with what it and its surroundings hold: for learning.
    pub(crate) fn matched(
        &self,
        text: &str,
        scratch: &mut Scratch,
    ) -> Vec<(Hit, bool, Vec<String>)> {
        let mut spared = Vec::new();
        let hits = self.find(text, scratch, None, Some(&mut spared));
        let open = spared.into_iter().filter(Spared::is_open);
        let all = hits.into_iter().map(|hit| (hit, true));
        let all = all.chain(open.map(|miss| (miss.hit, false)));
        let told = |(hit, found): (Hit, bool)| {
            let things =
                appeal::things(&scratch.tokens, &hit.tokens, self.may_appeal(&hit)?, !found);
            Some((hit, found, things))
        };
        all.filter_map(told).collect()
    }

    /// Is a hit of a category that tells of somebody?
    fn tells_of_somebody(&self, hit: &Hit) -> bool {
        let rule = self.rules.get(hit.rule);
        rule.is_some_and(|compiled| compiled.rule.category.tells_of_somebody())
    }

    /// The words that a hit's rule wanted nearby, as written in the note, those that hint at its matter, or those around
    /// it that speak for it most; none when there are none.
    /// The scratch's tokens must be those of the text.
    pub(crate) fn context_of(
        &self,
        text: &str,
        scratch: &mut Scratch,
        hit: &Hit,
    ) -> Option<String> {
        let Scratch { tokens, senses, .. } = scratch;
        let category = self.rules.get(hit.rule)?.rule.category;
        if self.hint_rules.contains(&(category, hit.rule)) {
            return Some(self.hints.strongest(tokens, category, &hit.tokens));
        }
        if hit.on_appeal {
            return self.surroundings(tokens, hit, Ruling::Told);
        }
        self.context(&mut Matcher::new(self, text, tokens, senses), hit)
    }

    /// Tries a term wherever the token that brings it up may stand in it.
    fn try_brought(
        &self,
        matcher: &mut Matcher<'_, Self>,
        brought: &Brought,
        around: &Around,
        search: &mut Search<'_>,
    ) {
        let at = brought.at as usize;
        let Some(trigger) = self.filed.trigger(brought.place) else { return };
        let Some(term) = self.terms.get(trigger.pattern as usize) else { return };
        let Some(first) = around.first(matcher, trigger, &term.pattern.steps) else { return };
        if !search.sentence.contains(&at) {
            search.sentence = matcher.tokens.sentence(at);
        }
        let Range { start, end } = search.sentence;
        let first = first.max(start);
        for from in first..=at {
            let opens = term.pattern.opening & matcher.marks(from) != 0;
            if opens && search.tried.first(trigger.pattern, from) {
                self.try_at(matcher, trigger.pattern, from..end, search);
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
        let near = self.rules.get(term.rule as usize).is_some_and(|rule| !rule.near.is_empty());
        let lone = term.pattern.lone.filter(|_| !near);
        if !self.confirmed(matcher, &found, near)
            || lone.is_some_and(|element| !self.stands_out(matcher, &found, element))
        {
            return;
        }
        let found = matcher.tokens.with_whole_number(found);
        if let Some(span) = matcher.tokens.bytes(found.clone()) {
            let rule = term.rule as usize;
            search.hits.push(Hit {
                rule,
                tokens: found,
                span,
                term: Some(number),
                on_appeal: false,
            });
        }
    }

    /// In a note all in capitals, an acronym alone (`=ME`) counts only when it is no ordinary word.
    fn stands_out(
        &self,
        matcher: &mut Matcher<'_, Self>,
        found: &Range<usize>,
        element: u32,
    ) -> bool {
        if !matcher.tokens.all_caps() || matcher.tokens.len() == 1 {
            return true;
        }
        found.clone().all(|at| {
            let words = matcher.meant(at);
            let belongs = |exactly: bool| {
                let spelled = |how: Spelled<'_>| exactly || matches!(how, Spelled::Accents(_));
                words.ids().any(|word| self.vocabulary.belongs(word, element, spelled))
            };
            let ordinary =
                matcher.tokens.get(at).is_none_or(|t| t.len < 3 || self.words.knows(t.hash));
            !(belongs(true) && !belongs(false) && ordinary)
        })
    }

    /// Is it a word of some length and no common one?
    pub(super) fn tells(&self, token: &Token) -> bool {
        token.kind == Kind::Word && token.len > 2 && !self.common.contains_key(&token.hash)
    }

    /// Do the other words of what was found confirm those that were only guessed? A short word is
    /// like too many others: beside it must stand another, or one near (`near`); beside a shorter
    /// one, a word as written that is no common one. Where no everyday word is near, less will do.
    fn confirmed(&self, matcher: &mut Matcher<'_, Self>, found: &Range<usize>, near: bool) -> bool {
        let mut doubt = Doubt::None;
        let (mut telling, mut beside) = (false, false);
        for at in found.clone() {
            let Some(token) = matcher.tokens.get(at) else { continue };
            let own = if token.unknown { matcher.meant(at).doubt } else { Doubt::None };
            doubt = doubt.max(own);
            telling |= own == Doubt::None && self.tells(token);
            beside |= own == Doubt::None && token.kind == Kind::Word && token.len > 3;
        }
        match doubt {
            Doubt::None => true,
            Doubt::Some => near || found.len() > 1 || self.of_packs_alone(matcher, found, 6),
            Doubt::Much => telling || beside && self.of_packs_alone(matcher, found, 4),
        }
    }

    /// Are the guessed words of what was found, of at least so many letters, near none but those of
    /// packs?
    fn of_packs_alone(
        &self,
        matcher: &mut Matcher<'_, Self>,
        found: &Range<usize>,
        shortest: u32,
    ) -> bool {
        found.clone().all(|at| {
            let Some(token) = matcher.tokens.get(at).filter(|token| token.unknown) else {
                return true;
            };
            let meant = matcher.meant(at);
            let own = token.len >= shortest && token.shape == Shape::Lower && !meant.is_begun();
            let misspelt = own && !self.words.knows(token.hash);
            meant.doubt == Doubt::None
                || misspelt && !self.may_be_everyday(matcher.tokens.folded(token), &meant)
        })
    }
}

/// Does a hit stand right after or right before some of these tokens?
fn is_beside(hit: &Hit, told: &[Range<usize>]) -> bool {
    told.iter().any(|range| range.end == hit.tokens.start || range.start == hit.tokens.end)
}

/// Do two ranges share something?
pub(crate) fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Is the whole cell one word with a capital, in a column of names or of no known role? A surname
/// then, rather than a note.
fn a_name_alone(tokens: &Tokens, role: Option<Role>) -> bool {
    let names = |role: Role| {
        use Role::{Address, City, Company, FirstName, FullName, LastName};
        matches!(role, Company | FirstName | LastName | FullName | City | Address)
    };
    let capital = |token: &Token| token.shape == Shape::Capital;
    role.is_none_or(names) && tokens.len() == 1 && tokens.get(0).is_some_and(capital)
}

fn applies(rule: &Rule, role: Option<Role>) -> bool {
    rule.columns.is_empty() || role.is_none_or(|role| rule.columns.contains(&role))
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
