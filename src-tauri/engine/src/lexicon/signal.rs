//! What an opposition or a consent is about: the channels, and the day it was given.

use std::ops::Range;

use crate::reader::is_signal;
use crate::text::date;
use crate::text::token::{Gap, Tokens};

use super::compile::Pattern;
use super::compiled::Lexicon;
use super::matcher::Matcher;
use super::pack::Channel;
use super::scan::{Hit, Scratch};

/// What a person asked for or agreed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signal {
    /// The channels concerned, sorted; `All` alone when the note names none.
    pub channels: Vec<Channel>,
    /// When it was said, when the note tells: `2024`, `2024-03` or `2024-03-31`.
    pub date: Option<String>,
}

/// How far after the words of a signal a channel may be named, in tokens of the same clause.
const AFTER: usize = 5;
/// How far after the words of a signal a date may stand, in tokens.
const REACH: usize = 8;

impl Lexicon {
    /// The signal of a hit of an opposition or consent rule. The scratch must be that of the note; `all` are its
    /// hits.
    pub(crate) fn signal(
        &self,
        text: &str,
        scratch: &mut Scratch,
        hit: &Hit,
        all: &[Hit],
    ) -> Signal {
        let told = self.rule(hit.rule).map(|rule| rule.channels.clone()).unwrap_or_default();
        let mut channels = if told.is_empty() { self.named(text, scratch, hit, all) } else { told };
        if channels.is_empty() {
            channels.push(Channel::All);
        }
        channels.sort_unstable();
        channels.dedup();
        Signal { channels, date: said_on(&scratch.tokens, &hit.tokens) }
    }

    /// Channels named in the words of a hit, or right after them (`par mail`).
    fn named(&self, text: &str, scratch: &mut Scratch, hit: &Hit, all: &[Hit]) -> Vec<Channel> {
        let Scratch { tokens, senses, .. } = scratch;
        let tokens = &*tokens;
        let mut matcher = Matcher::new(self, text, tokens, senses);
        let sentence = tokens.sentence(hit.tokens.start);
        let same_clause = |at: &usize| tokens.get(*at).is_some_and(|t| t.gap < Gap::Clause);
        // "Mail: yes / phone: no": what follows in another signal is said there.
        let wish = |hit: &Hit| self.rule(hit.rule).is_some_and(|rule| is_signal(rule.category));
        let own = |at: &usize| !all.iter().any(|hit| hit.tokens.contains(at) && wish(hit));
        let after = (hit.tokens.end..sentence.end).take_while(same_clause).take_while(own);
        // "Exercised by letter" tells how it was said, not what is refused.
        let last = hit.tokens.end.checked_sub(1);
        let said = last.is_some_and(|last| matcher.stands(&self.saying, last, hit.tokens.end));
        let after = after.take(if said { 0 } else { AFTER });
        let places: Vec<usize> = hit.tokens.clone().chain(after).collect();
        let named = |(channel, patterns): &(Channel, Vec<Pattern>)| {
            let mut places = places.iter();
            places.any(|&at| matcher.stands(patterns, at, sentence.end)).then_some(*channel)
        };
        self.channels.iter().filter_map(named).collect()
    }
}

/// The day a signal was given: the first dated words after it in its sentence, else the nearest
/// before it, else the date that heads its line.
fn said_on(tokens: &Tokens, hit: &Range<usize>) -> Option<String> {
    let sentence = tokens.sentence(hit.start);
    let dated = |at: usize| date::at(tokens, at).and_then(|told| told.iso());
    let after = hit.start..(hit.end + REACH).min(sentence.end);
    after
        .into_iter()
        .find_map(dated)
        .or_else(|| (sentence.start..hit.start).rev().find_map(|at| whole(tokens, at)))
}

/// A date at a token that is not the tail of a longer one.
fn whole(tokens: &Tokens, at: usize) -> Option<String> {
    let told = date::at(tokens, at)?;
    let glued = tokens.get(at).is_some_and(|token| token.gap == Gap::Glued);
    let tail = at > 0 && date::at(tokens, at - 1).is_some_and(|longer| longer.tokens > told.tokens);
    if glued || tail { None } else { told.iso() }
}
