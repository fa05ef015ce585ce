//! What speaks against a match: exceptions, words near it, names of streets and people.

use std::ops::Range;

use crate::finding::Category;
use crate::text::date;
use crate::text::token::{Gap, Kind, Shape, Token, Tokens};

use super::bounds::{apart, between, dated, edge, told_apart};
use super::compile::Pattern;
use super::compiled::{Compiled, Lexicon};
use super::matcher::Matcher;
use super::scan::{Hit, SparedBy, overlap};
use super::spare::{SpareRange, preceded};

/// What is known of a note when its hits are judged.
pub(crate) struct Circumstances {
    /// What `spare.toml` leaves alone.
    pub(crate) spares: Vec<SpareRange>,
    /// Tokens of what is known to be said of somebody, beside which a clause need not begin or end.
    pub(crate) told: Vec<Range<usize>>,
    /// How much the note is prose.
    pub(crate) prose: i32,
}

impl Lexicon {
    /// What speaks against a hit.
    pub(crate) fn against(
        &self,
        matcher: &mut Matcher<'_, Self>,
        hit: &Hit,
        known: &Circumstances,
    ) -> Option<SparedBy> {
        let compiled = self.rules.get(hit.rule)?;
        let told = &known.told;
        for (index, range) in &known.spares {
            let spare = &self.spares.get(*index)?.spare;
            let concerned = spare.concerns(compiled.rule.category);
            let inside = range.start <= hit.tokens.start && hit.tokens.end <= range.end;
            let beyond = spare.within && self.tells_beyond(matcher.tokens, hit, range)
                || spare.describes.is_some() && !inside;
            if concerned
                && !beyond
                && overlap(range, &hit.tokens)
                && !told_apart(matcher, range.start..hit.tokens.start)
            {
                return Some(SparedBy::Spare(spare.id.clone()));
            }
        }
        let category = compiled.rule.category;
        if hit.tokens.len() == 1
            && (self.part_of_name(matcher.tokens, hit.tokens.start)
                || is_borne(category) && follows_initial(matcher, hit.tokens.start))
            || is_called_so(category) && written_as_name(matcher, hit)
        {
            return Some(SparedBy::Name);
        }
        let sentence = matcher.tokens.sentence(hit.tokens.start);
        let Range { start, end } = hit.tokens;
        let after_told = told.iter().any(|range| range.end == start);
        if compiled.opens && !after_told && !edge(matcher, start) && !dated(matcher, start) {
            return Some(SparedBy::Unless(words(matcher, start.saturating_sub(1)..end)));
        }
        let before_told = told.iter().any(|range| range.start == end);
        if compiled.closes && !before_told && !edge(matcher, end) {
            return Some(SparedBy::Unless(words(matcher, start..end + 1)));
        }
        let from = hit.tokens.start.saturating_sub(12).max(sentence.start);
        let scope = matcher.scope(from..sentence.end);
        for pattern in &compiled.unless {
            if !matcher.may_hold(&scope, pattern) {
                continue;
            }
            for start in from..hit.tokens.end {
                let end = matcher.pattern(pattern, start, sentence.end);
                let end = end.filter(|&end| overlap(&(start..end), &hit.tokens));
                if let Some(end) = end
                    && !told_apart(matcher, start..hit.tokens.start)
                    && !self.said_of_somebody(matcher, start, hit, &sentence)
                {
                    return Some(SparedBy::Unless(words(matcher, start..end)));
                }
            }
        }
        if let Some(found) = beside(matcher, hit, compiled, &sentence) {
            return Some(SparedBy::Unless(words(matcher, found)));
        }
        let nearby = Nearby { sentence, window: compiled.window };
        let against = nearby.first(matcher, hit, &compiled.not_near);
        if let Some(found) = against.filter(|at| !told_apart(matcher, at.end..hit.tokens.start)) {
            return Some(SparedBy::NotNear(words(matcher, found)));
        }
        let alone =
            !compiled.near.is_empty() && nearby.first(matcher, hit, &compiled.near).is_none();
        let alone =
            alone || !after_told && self.of_nobody(matcher, hit, &nearby.sentence, known.prose);
        alone.then_some(SparedBy::NothingNear)
    }

    /// Is what a thing seems to be, from a token before a hit on, said of a person named by that thing
    /// ("le chef de | chantier est en prison")?
    fn said_of_somebody(
        &self,
        matcher: &mut Matcher<'_, Self>,
        thing: usize,
        hit: &Hit,
        sentence: &Range<usize>,
    ) -> bool {
        let [somebody, says] = &self.of_somebody;
        thing < hit.tokens.start
            && preceded(matcher, somebody, thing, sentence)
            && (thing..=hit.tokens.start).any(|at| matcher.stands(says, at, sentence.end))
    }

    /// Has a hit a telling word outside a range of tokens?
    fn tells_beyond(&self, tokens: &Tokens, hit: &Hit, range: &Range<usize>) -> bool {
        let mut outside = hit.tokens.clone().filter(|at| !range.contains(at));
        outside.any(|at| tokens.get(at).is_some_and(|token| self.tells(token)))
    }

    /// The words of the note that a rule wanted near a hit; none when it asks for none.
    pub(super) fn context(&self, matcher: &mut Matcher<'_, Self>, hit: &Hit) -> Option<String> {
        let compiled = self.rules.get(hit.rule)?;
        let sentence = matcher.tokens.sentence(hit.tokens.start);
        let nearby = Nearby { sentence, window: compiled.window };
        let found = nearby.first(matcher, hit, &compiled.near)?;
        Some(words(matcher, found))
    }

    /// Is a word with a capital part of a name: beside another such word that does not merely
    /// begin the sentence ("Clément Gay", "Jean-Baptiste", "Sport Handicap Martigny", "Lazy Susan")?
    fn part_of_name(&self, tokens: &Tokens, at: usize) -> bool {
        let capital = |token: &&Token| {
            token.kind == Kind::Word
                && token.shape == Shape::Capital
                && token.len > 1
                && date::month(tokens.word(token)).is_none()
        };
        let Some(token) = tokens.get(at).filter(capital) else { return false };
        let before = at.checked_sub(1).and_then(|index| tokens.get(index)).filter(capital);
        let beside = token.gap < Gap::Clause;
        let named = |before: &Token| {
            before.gap != Gap::Break || token.gap == Gap::Glued || !self.words.knows(before.hash)
        };
        let after = tokens.get(at + 1).filter(capital);
        beside && before.is_some_and(named)
            || after.is_some_and(|next| {
                next.gap == Gap::Glued
                    || next.gap == Gap::Blank
                        && (token.gap != Gap::Break || self.words.knows(next.hash))
            })
    }
}

/// A hit with what stands right after or right before it, in its clause, and speaks against it.
fn beside(
    matcher: &mut Matcher<'_, Lexicon>,
    hit: &Hit,
    compiled: &Compiled,
    sentence: &Range<usize>,
) -> Option<Range<usize>> {
    let Range { start, end } = hit.tokens;
    let before = matcher.tokens.get(start).is_some_and(|token| token.gap < Gap::Clause);
    let after = !apart(matcher, end);
    let next = compiled.not_next.iter().find_map(|pattern| {
        let right = after && end < sentence.end;
        let found = right.then(|| matcher.pattern(pattern, end, sentence.end)).flatten()?;
        Some(start..found)
    });
    let from = start.saturating_sub(BESIDE).max(sentence.start);
    let scope = matcher.scope(from..start);
    next.or_else(|| {
        compiled.not_prev.iter().filter(|_| before).find_map(|pattern| {
            let may = matcher.may_hold(&scope, pattern);
            let mut starts = if may { from..start } else { 0..0 };
            let at = starts.find(|&at| matcher.pattern(pattern, at, start) == Some(start))?;
            Some(at..end)
        })
    })
}

/// Does a token follow the initial of a given name ("T. Hooker")?
fn follows_initial(matcher: &Matcher<'_, Lexicon>, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| matcher.tokens.get(before));
    before.is_some_and(|initial| initial.len == 1 && initial.shape == Shape::Capital)
        && between(matcher, at).starts_with('.')
        && matcher.tokens.get(at).is_some_and(|token| token.gap < Gap::Clause)
}

/// How many tokens a pattern that stands right before a hit may hold.
const BESIDE: usize = 4;

/// Words of the note, as written.
fn words(matcher: &Matcher<'_, Lexicon>, tokens: Range<usize>) -> String {
    let bytes = matcher.tokens.bytes(tokens).unwrap_or_default();
    matcher.text.get(bytes).unwrap_or_default().to_owned()
}

/// Categories whose words, with a capital in the middle of a sentence, are the name of a shop, a
/// wine or a person ("Aux Jolies Blondes", "la cuvée Divorce", "scierie Vilain") rather than what
/// they say. Illnesses, faiths, courts and benefits often bear a capital and are left out.
fn is_called_so(category: Category) -> bool {
    use Category::{Family, Insult, Judgement};
    matches!(category, Family | Insult | Judgement)
}

/// Categories whose words are surnames too (Moody, Hooker, Lenoir).
fn is_borne(category: Category) -> bool {
    is_called_so(category) || matches!(category, Category::SexLife | Category::EthnicOrigin)
}

/// Do the words found bear capitals as a name does: one in the middle of a sentence, or several
/// ("Fat Face", "la Grosse Miche")? Short words between them may be small ones.
fn written_as_name(matcher: &Matcher<'_, Lexicon>, hit: &Hit) -> bool {
    let mut capitals = 0;
    for at in hit.tokens.clone() {
        let Some(token) = matcher.tokens.get(at) else { return false };
        let capital = token.shape == Shape::Capital && token.len > 1;
        if token.len > 3 && !capital {
            return false;
        }
        capitals += usize::from(capital);
    }
    let Some(first) = matcher.tokens.get(hit.tokens.start) else { return false };
    let opens = edge(matcher, hit.tokens.start);
    capitals > 1 || capitals == 1 && !opens && first.shape == Shape::Capital
}

/// The window around a hit in its sentence.
struct Nearby {
    sentence: Range<usize>,
    window: usize,
}

impl Nearby {
    /// The tokens of the first of the patterns that matches in the window, beside the hit.
    fn first(
        &self,
        matcher: &mut Matcher<'_, Lexicon>,
        hit: &Hit,
        patterns: &[Pattern],
    ) -> Option<Range<usize>> {
        let from = hit.tokens.start.saturating_sub(self.window).max(self.sentence.start);
        let to = (hit.tokens.end + self.window).min(self.sentence.end);
        let scope = matcher.scope(from..to);
        patterns.iter().find_map(|pattern| {
            let may = matcher.may_hold(&scope, pattern);
            (from..to).filter(|_| may).find_map(|start| {
                let end = matcher.pattern(pattern, start, to)?;
                let found = start..end;
                // A number may be found with the words that tell what it is ("CVV 417").
                let beside = hit.term.is_none() || !overlap(&found, &hit.tokens);
                beside.then_some(found)
            })
        })
    }
}
