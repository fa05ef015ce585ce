//! Settles one finding: which clauses go, which are reworded, what is left of them.

use std::ops::Range;

use crate::finding::Category;
use crate::text::token::{Kind, Tokens};

use super::absent::Reason;
use super::clauses::{self, Boundary, Clause};
use super::facts::holds_fact;
use super::phrases::Phrases;
use super::rebuild::{self, Fate};
use super::{is_identifier, mask, tidy};

/// Something that must go.
pub(crate) struct Open<'a> {
    /// Its bytes.
    pub(crate) span: Range<usize>,
    /// Its rule's strategy; none for removal of the clause.
    pub(crate) strategy: Option<&'a str>,
    /// What it reveals.
    pub(crate) category: Category,
}

impl Open<'_> {
    fn is_masked(&self) -> bool {
        self.strategy == Some("mask") || self.strategy.is_none() && is_identifier(self.category)
    }
}

/// A note under rewriting.
pub(crate) struct Note<'a> {
    pub(crate) text: &'a str,
    pub(crate) phrases: &'a Phrases,
    /// Everything that must go, in the order of the note.
    pub(crate) open: Vec<Open<'a>>,
    /// Bytes of the signals, which must stay.
    pub(crate) signals: Vec<Range<usize>>,
}

/// The note with one identifier masked, or with the first stretch that holds a finding settled.
pub(crate) fn settle(note: &Note<'_>) -> String {
    if let Some(identifier) = note.open.iter().find(|open| open.is_masked()) {
        return mask::mask(note.text, &identifier.span);
    }
    let Some(first) = note.open.first() else { return note.text.to_owned() };
    let mut tokens = Tokens::default();
    tokens.read(note.text);
    let stretch = clauses::stretch(note.text, &first.span);
    let list = clauses::clauses(note.text, &tokens, &stretch, note.phrases);
    let work = Work { note, tokens: &tokens };
    let mut fates: Vec<Fate> = list.iter().map(|clause| work.fate(clause)).collect();
    work.second_thoughts(&list, &mut fates);
    let rest = list.iter().zip(&fates).any(|(c, fate)| !c.head && *fate != Fate::Drop);
    let new = match rest {
        true => rebuild::rebuild(note.text, &tokens, &stretch, &list, &fates, note.phrases),
        false => String::new(),
    };
    let next = tidy::replace(note.text, &stretch.bytes, stretch.bracketed, &new);
    if next.chars().any(char::is_alphanumeric) { next } else { wording(note, first) }
}

/// A neutral wording when nothing else is left of the note.
fn wording(note: &Note<'_>, open: &Open<'_>) -> String {
    let neutral = &note.phrases.neutral;
    let words = match open.strategy {
        Some("objective") => neutral.get("difficult"),
        Some(name) => name.strip_prefix("neutral:").and_then(|key| neutral.get(key)),
        None => None,
    };
    words.map(|words| rebuild::capitalised(words)).unwrap_or_default()
}

/// A note being settled.
struct Work<'a> {
    note: &'a Note<'a>,
    tokens: &'a Tokens,
}

impl Work<'_> {
    /// What becomes of a clause.
    fn fate(&self, clause: &Clause) -> Fate {
        let touches =
            |open: &&Open<'_>| !self.inside(clause, std::slice::from_ref(&open.span)).is_empty();
        let Some(open) = self.note.open.iter().find(touches).filter(|_| !clause.head) else {
            return Fate::Keep;
        };
        let found = self.inside(clause, std::slice::from_ref(&open.span));
        if let Some(words) = self.absence(clause, &found, open) {
            return Fate::Become(words);
        }
        let kept = self.facts_kept(clause);
        if kept.is_empty() { Fate::Drop } else { Fate::Become(kept) }
    }

    /// What follows from the fates of the neighbours: an absence is said once, and words that only
    /// introduce what is gone ("La voisine : …") go with it.
    fn second_thoughts(&self, list: &[Clause], fates: &mut [Fate]) {
        for index in 1..list.len() {
            let (Some(clause), Some(before)) = (list.get(index), list.get(index - 1)) else {
                continue;
            };
            if clause.boundary == Boundary::Sentence {
                continue;
            }
            let gone = fates.get(index) == Some(&Fate::Drop);
            let said = match (fates.get(index - 1), fates.get(index)) {
                (Some(Fate::Become(first)), Some(Fate::Become(second))) => {
                    first.ends_with(second.as_str())
                }
                _ => false,
            };
            if said && let Some(fate) = fates.get_mut(index) {
                *fate = Fate::Drop;
            }
            let between =
                self.note.text.get(before.bytes.end..clause.bytes.start).unwrap_or_default();
            let introduces = gone
                && between.contains(':')
                && before.tokens.len() <= 2
                && !before.head
                && !self.fact(&before.tokens);
            if introduces && let Some(fate) = fates.get_mut(index - 1) {
                *fate = Fate::Drop;
            }
        }
    }

    fn fact(&self, range: &Range<usize>) -> bool {
        holds_fact(self.note.text, self.tokens, range.clone(), true, self.note.phrases)
    }

    /// Tokens of a clause that some byte ranges cover (from the first to the last).
    fn inside(&self, clause: &Clause, ranges: &[Range<usize>]) -> Range<usize> {
        let covered = |index: &usize| self.covered(*index, ranges);
        let mut all = clause.tokens.clone().filter(covered);
        let Some(first) = all.next() else { return 0..0 };
        first..all.next_back().unwrap_or(first) + 1
    }

    fn covered(&self, index: usize, ranges: &[Range<usize>]) -> bool {
        self.tokens.get(index).is_some_and(|token| {
            ranges.iter().any(|r| (token.start as usize) < r.end && (token.end as usize) > r.start)
        })
    }

    fn open_at(&self, index: usize) -> bool {
        self.note.open.iter().any(|open| self.covered(index, std::slice::from_ref(&open.span)))
    }

    fn absence(&self, clause: &Clause, found: &Range<usize>, open: &Open<'_>) -> Option<String> {
        let is_leave = open.strategy == Some("absent");
        let may_be_away = matches!(
            open.category,
            Category::Health
                | Category::Family
                | Category::Union
                | Category::Religion
                | Category::Criminal
        );
        if !is_leave && !may_be_away {
            return None;
        }
        let (text, tokens, phrases) = (self.note.text, self.tokens, self.note.phrases);
        Reason {
            text,
            tokens,
            phrases,
            clause,
            found: found.clone(),
            is_leave,
            is_health: open.category == Category::Health,
        }
        .as_absence()
    }

    /// What must stay of a clause that goes: its stretches that hold facts or signals, and what
    /// stands before a cause ("ne se déplace plus depuis…").
    fn facts_kept(&self, clause: &Clause) -> String {
        let pieces = self.pieces(clause);
        let mut kept: Vec<&str> = Vec::new();
        for (number, piece) in pieces.iter().enumerate() {
            let first = piece.start == clause.tokens.start;
            let last = piece.end == clause.tokens.end;
            let fact =
                holds_fact(self.note.text, self.tokens, piece.clone(), !first, self.note.phrases)
                    || piece.clone().any(|index| self.covered(index, &self.note.signals));
            let cause = first && !last && number == 0 && self.before_cause(piece);
            if fact || cause {
                kept.push(self.trimmed(piece, clause));
            }
        }
        tidy::joined(&kept)
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

    /// Does a stretch of at least three words end where a cause begins?
    fn before_cause(&self, piece: &Range<usize>) -> bool {
        let tail = &self.note.phrases.tail;
        if tail.at(self.tokens, piece.end) > 0 {
            return piece.len() >= 3;
        }
        let mut end = piece.end;
        while end > piece.start {
            let cause = tail.before(self.tokens, end);
            if cause > 0 {
                return end >= piece.start + cause + 3;
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
            loop {
                let cut = self.hanging(end);
                if cut == 0 || end < start + cut {
                    break;
                }
                end -= cut;
            }
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
