//! What must stay of a clause that goes: its facts, and what stands before a cause.

use std::ops::Range;

use crate::finding::Category;
use crate::text::figure;
use crate::text::token::{Gap, Kind, Shape};

use super::acts::FEWEST_OF_ACT;
use super::clauses::Clause;
use super::facts::{Counting, holds_fact};
use super::settle::Work;
use super::tidy;

/// Words before a cause that make a statement of their own.
const FEWEST_BEFORE_CAUSE: usize = 3;

/// Words before what goes that speak of a matter.
const FEWEST_OF_MATTER: usize = 2;

impl Work<'_> {
    /// What must stay of a clause that goes: its stretches that hold facts or signals, and what
    /// stands before a cause ("ne se déplace plus depuis…").
    pub(super) fn facts_kept(&self, clause: &Clause) -> String {
        let pieces = self.pieces(clause);
        let about = self.touching(clause).map(|open| open.category);
        let percents = !matches!(
            about,
            Some(Category::Health | Category::GeneticBiometric | Category::EthnicOrigin)
        );
        let mut kept = String::new();
        for (number, piece) in pieces.iter().enumerate() {
            let first = piece.start == clause.tokens.start;
            let last = piece.end == clause.tokens.end;
            let act = match (first, last) {
                (true, true) => None,
                (true, false) => self.opening_act(piece),
                (false, _) => self.act(piece),
            };
            let piece = act.as_ref().unwrap_or(piece);
            let counting = Counting { names: !first, percents };
            let fact =
                holds_fact(self.note.text, self.tokens, piece.clone(), counting, self.note.phrases)
                    || piece.clone().any(|index| self.stays_at(index));
            let cause = first && !last && number == 0 && self.before_cause(piece);
            let fact = fact && !self.names_what_goes(piece);
            let asked = act.is_some() && (first || piece.len() >= FEWEST_OF_ACT);
            let told = || self.goes_with(piece, 1) && !(first && self.tells_of_call(piece));
            let matter = first && !last && number == 0 && self.is_a_matter(piece);
            if fact || (cause || asked || matter) && !told() {
                let blank = if act.is_some() && !first { ", " } else { " " };
                tidy::join(&mut kept, blank, self.trimmed(piece, clause));
            }
        }
        kept
    }

    /// Does a stretch before what goes speak of things alone, and of nobody ("robinet cuisine à poser | a ses
    /// gosses une semaine sur deux")?
    fn is_a_matter(&self, piece: &Range<usize>) -> bool {
        let phrases = self.note.phrases;
        let thing = |index: usize| {
            self.tokens.get(index).is_some_and(|token| phrases.things.has(self.tokens.word(token)))
        };
        let somebody = |index: usize| {
            self.tokens.get(index).is_some_and(|token| {
                phrases.is_person(self.tokens, token) || phrases.is_given_name(self.tokens, token)
            }) || phrases.pronouns.at(self.tokens, index) > 0
                || phrases.civilities.at(self.tokens, index) > 0
                || phrases.relatives.at(self.tokens, index) > 0
        };
        piece.len() >= FEWEST_OF_MATTER
            && self.without_hanging(piece) == piece.end
            && piece.clone().any(thing)
            && !piece.clone().any(somebody)
    }

    /// Where a stretch ends without the words that would hang there.
    pub(super) fn without_hanging(&self, piece: &Range<usize>) -> usize {
        let mut end = piece.end;
        loop {
            let cut = self.hanging(end);
            if cut == 0 || end < piece.start + cut {
                return end;
            }
            end -= cut;
        }
    }

    /// Does a stretch hold nothing but a name that what goes ends with ("se prend pour | Steve
    /// Jobs")?
    fn names_what_goes(&self, piece: &Range<usize>) -> bool {
        let tied = piece.start > 0
            && self.open_at(piece.start - 1)
            && self.note.phrases.trailing.before(self.tokens, piece.start) > 0;
        let named = |index: usize| {
            self.tokens.get(index).is_some_and(|token| {
                token.kind == Kind::Word && token.shape != Shape::Lower && token.gap < Gap::Clause
            })
        };
        tied && piece.clone().all(named)
    }

    /// Stretches of a clause outside everything that must go.
    fn pieces(&self, clause: &Clause) -> Vec<Range<usize>> {
        let mut pieces = Vec::new();
        let mut start = None;
        for index in clause.tokens.clone() {
            match (self.open_at(index), start) {
                (false, None) => start = Some(index),
                (true, Some(from)) => {
                    pieces.push(from..index);
                    start = None;
                }
                _ => {}
            }
        }
        pieces.extend(start.map(|from| from..clause.tokens.end));
        pieces
    }

    /// Does a stretch of some words end where a cause begins?
    fn before_cause(&self, piece: &Range<usize>) -> bool {
        let phrases = self.note.phrases;
        // "Rdv annulé | cause gastro": fewer words will do when they are of the business.
        let fewest = if phrases.business.within(self.tokens, piece.clone()) {
            2
        } else {
            FEWEST_BEFORE_CAUSE
        };
        // "Snack repris par un gérant | d'origine turque": whole without its complement.
        let copula = phrases.copulas.before(self.tokens, piece.end) > 0;
        if phrases.complement.at(self.tokens, piece.end) > 0 && self.hanging(piece.end) == 0 {
            return piece.len() >= fewest && !copula;
        }
        let tail = &phrases.tail;
        if tail.at(self.tokens, piece.end) > 0 {
            return piece.len() >= fewest;
        }
        let mut end = piece.end;
        while end > piece.start {
            let cause = tail.before(self.tokens, end);
            if cause > 0 {
                return end >= piece.start + cause + fewest;
            }
            let cut = self.hanging(end);
            if cut == 0 {
                return false;
            }
            end = end.saturating_sub(cut);
        }
        false
    }

    /// Number of tokens before a place that make no sense as the last of a stretch.
    fn hanging(&self, end: usize) -> usize {
        let phrases = self.note.phrases;
        let words =
            phrases.tail.before(self.tokens, end).max(phrases.trailing.before(self.tokens, end));
        let last = end.saturating_sub(1);
        // "5 L": a unit, not an article.
        if figure::is_unit(self.tokens, last) {
            return 0;
        }
        let number = self.tokens.get(last).is_some_and(|token| token.kind == Kind::Number)
            && !self.fact(&(last..end));
        if words == 0 && number { 1 } else { words }
    }

    /// The words of a stretch without those that would hang at its ends.
    fn trimmed(&self, piece: &Range<usize>, clause: &Clause) -> &str {
        let phrases = self.note.phrases;
        let (mut start, mut end) = (piece.start, piece.end);
        if piece.start > clause.tokens.start {
            while start < end && phrases.leading.at(self.tokens, start) > 0 {
                start += phrases.leading.at(self.tokens, start);
            }
        }
        if piece.end < clause.tokens.end {
            end = self.without_hanging(&(start..end));
        }
        if start >= end {
            return "";
        }
        let first = self.tokens.get(start).map_or(0, |token| token.start as usize);
        let from =
            if start == clause.tokens.start { clause.bytes.start } else { self.with_sign(first) };
        let to = match end == clause.tokens.end {
            true => clause.bytes.end,
            false => self.with_unit(end),
        };
        self.note.text.get(from..to).unwrap_or_default()
    }

    /// A byte moved before a sign that touches the word after it (`£`, `+`, `«`).
    fn with_sign(&self, byte: usize) -> usize {
        let before = self.note.text.get(..byte).unwrap_or_default();
        let signs = before
            .chars()
            .rev()
            .take_while(|c| matches!(c, '£' | '€' | '$' | '+' | '«' | '"' | '('));
        byte - signs.map(char::len_utf8).sum::<usize>()
    }

    /// End byte of the words before a token, with the unit that follows them (`€`, `%`).
    fn with_unit(&self, end: usize) -> usize {
        let from =
            end.checked_sub(1).and_then(|i| self.tokens.get(i)).map_or(0, |t| t.end as usize);
        let after = self.note.text.get(from..).unwrap_or_default();
        let trimmed = after.trim_start();
        let blank = after.len() - trimmed.len();
        let signs: usize = trimmed
            .chars()
            .take_while(|c| matches!(c, '€' | '%' | '£' | '$' | '²' | '"' | ')'))
            .map(char::len_utf8)
            .sum();
        if signs == 0 { from } else { from + blank + signs }
    }
}
