//! What `spare.toml` leaves alone in a note: the words of its entries, and those they speak for.

use std::ops::Range;

use crate::text::token::Gap;

use super::around::Around;
use super::bounds::{apart, between, edge};
use super::brought::bring_up;
use super::compile::Pattern;
use super::compiled::{CompiledSpare, Lexicon};
use super::matcher::Matcher;
use super::pack::Side;
use super::scan::{Hit, overlap};

/// A range of tokens left alone, by the index of its `spare.toml` entry.
pub(crate) type SpareRange = (usize, Range<usize>);

/// How many tokens may stand before an entry for its `not_prev` to be looked for.
const BEFORE: usize = 3;
/// Longest title between quotation marks, in tokens.
const TITLE: usize = 12;

impl Lexicon {
    /// Ranges of tokens that `spare.toml` leaves alone, in the sentences of the hits.
    pub(crate) fn spare_ranges(
        &self,
        matcher: &mut Matcher<'_, Self>,
        hits: &[Hit],
    ) -> Vec<SpareRange> {
        let mut sentences: Vec<Range<usize>> =
            hits.iter().map(|hit| matcher.tokens.sentence(hit.tokens.start)).collect();
        sentences.sort_unstable_by_key(|sentence| sentence.start);
        sentences.dedup();
        let mut ranges = Vec::new();
        let mut brought = Vec::new();
        for sentence in sentences {
            brought.clear();
            let sparing = |at: &u32| {
                let word = matcher.words().get(*at as usize);
                word.is_some_and(|word| !word.is_as_written() || word.spares())
            };
            let tokens = (sentence.start as u32..sentence.end as u32).filter(sparing);
            bring_up(&self.filed_spares, matcher, tokens, &mut brought);
            let mut around = Around::new();
            for one in &brought {
                let at = one.at as usize;
                let Some(trigger) = self.filed_spares.trigger(one.place) else { continue };
                let Some((index, spare, pattern)) = self.spare_term(trigger.pattern) else {
                    continue;
                };
                let from = at.saturating_sub(trigger.back as usize);
                let to = at + 1 + trigger.ahead as usize;
                if !hits.iter().any(|hit| self.may_spare(spare, from..to, hit)) {
                    continue;
                }
                if !around.lets_in(matcher, &self.filed_spares, one) {
                    continue;
                }
                let Some(first) = around.first(matcher, trigger, &pattern.steps) else { continue };
                ranges.extend((first.max(sentence.start)..=at).filter_map(|start| {
                    let end = matcher.pattern(pattern, start, sentence.end)?;
                    Some((index, spare.reach(matcher, start..end, &sentence)?))
                }));
            }
        }
        ranges
    }

    /// May an entry whose words stand among these tokens speak for a hit?
    fn may_spare(&self, spare: &CompiledSpare, words: Range<usize>, hit: &Hit) -> bool {
        let category = self.rules.get(hit.rule).map(|rule| rule.rule.category);
        let beyond = words.end + usize::from(spare.spare.covers);
        category.is_some_and(|category| spare.spare.concerns(category))
            && (spare.spare.titles
                || overlap(&(words.start.saturating_sub(1)..beyond), &hit.tokens))
    }

    /// The spare, with its index, and its term of that number among those of all spares.
    fn spare_term(&self, number: u32) -> Option<(usize, &CompiledSpare, &Pattern)> {
        let &(index, term) = self.spare_terms.get(number as usize)?;
        let spare = self.spares.get(index as usize)?;
        Some((index as usize, spare, spare.patterns.get(term as usize)?))
    }
}

impl CompiledSpare {
    /// The tokens it speaks for, when its words stand at a range of tokens; none when they do not count
    /// there.
    fn reach(
        &self,
        matcher: &mut Matcher<'_, Lexicon>,
        words: Range<usize>,
        sentence: &Range<usize>,
    ) -> Option<Range<usize>> {
        let counts = (!self.spare.opens || words.start == sentence.start)
            && !preceded(matcher, &self.not_prev, words.start, sentence);
        if !counts {
            return None;
        }
        if self.spare.titles {
            return Some(words.start..title(matcher, words.end, sentence.end)?);
        }
        if self.spare.describes == Some(Side::Before) {
            let alone = edge(matcher, words.end) && !apart(matcher, words.start);
            let before = words.start.checked_sub(1).filter(|_| alone)?;
            return Some(before..words.start);
        }
        let mut end = words.end;
        while end < (words.end + usize::from(self.spare.covers)).min(sentence.end) {
            let next = matcher.tokens.get(end)?;
            let apart = next.gap >= Gap::Clause || between(matcher, end).contains(':');
            if apart || matcher.stands(&self.until, end, sentence.end) {
                break;
            }
            end += 1;
        }
        let own = usize::from(self.spare.describes.is_some());
        Some(words.start + own..end)
    }
}

/// Does one of the patterns end right before a token?
pub(super) fn preceded(
    matcher: &mut Matcher<'_, Lexicon>,
    patterns: &[Pattern],
    at: usize,
    sentence: &Range<usize>,
) -> bool {
    let from = at.saturating_sub(BEFORE).max(sentence.start);
    patterns.iter().any(|p| (from..at).any(|start| matcher.pattern(p, start, at) == Some(at)))
}

/// End of the title between quotation marks that opens at a token; none when none does.
fn title(matcher: &Matcher<'_, Lexicon>, at: usize, limit: usize) -> Option<usize> {
    if !between(matcher, at).contains(['«', '"', '“']) {
        return None;
    }
    let closes = |end: &usize| between(matcher, *end).contains(['»', '"', '”']);
    (at + 1..=limit.min(at + TITLE)).find(closes)
}
