//! Settles one finding: which clauses go, which are reworded, what is left of them.

use std::ops::Range;

use crate::finding::Category;
use crate::text::token::Tokens;

use super::absent::Reason;
use super::clauses::{self, Clause, Fate};
use super::facts::holds_fact;
use super::phrases::Phrases;
use super::{is_identifier, mask, tidy};

/// A note under rewriting.
pub(crate) struct Note<'a> {
    pub(crate) text: &'a str,
    pub(crate) phrases: &'a Phrases,
    /// Bytes of everything that must go.
    pub(crate) open: Vec<Range<usize>>,
    /// Bytes of the signals, which must stay.
    pub(crate) signals: Vec<Range<usize>>,
}

/// The note with one finding settled by its rule's strategy (removal of the clause by default).
pub(crate) fn settle(
    note: &Note<'_>,
    span: &Range<usize>,
    strategy: Option<&str>,
    category: Category,
) -> String {
    if strategy == Some("mask") || strategy.is_none() && is_identifier(category) {
        return mask::mask(note.text, span);
    }
    let mut tokens = Tokens::default();
    tokens.read(note.text);
    let stretch = clauses::stretch(note.text, span);
    let list = clauses::clauses(note.text, &tokens, &stretch, note.phrases);
    let work = Work { note, tokens: &tokens, span, strategy, category };
    let fates: Vec<Fate> = list.iter().map(|clause| work.fate(clause)).collect();
    let rest = list.iter().zip(&fates).any(|(c, fate)| !c.head && *fate != Fate::Drop);
    let new = match rest {
        true => clauses::rebuild(note.text, &tokens, &stretch, &list, &fates, note.phrases),
        false => String::new(),
    };
    let next = tidy::replace(note.text, &stretch.bytes, stretch.bracketed, &new);
    if next.chars().any(char::is_alphanumeric) { next } else { work.wording() }
}

/// One finding at work.
struct Work<'a> {
    note: &'a Note<'a>,
    tokens: &'a Tokens,
    span: &'a Range<usize>,
    strategy: Option<&'a str>,
    category: Category,
}

impl Work<'_> {
    /// What becomes of a clause.
    fn fate(&self, clause: &Clause) -> Fate {
        let found = self.inside(clause, std::slice::from_ref(self.span));
        if found.is_empty() || clause.head {
            return Fate::Keep;
        }
        if let Some(words) = self.absence(clause, &found) {
            return Fate::Become(words);
        }
        let kept = self.facts_kept(clause);
        if kept.is_empty() { Fate::Drop } else { Fate::Become(kept) }
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

    fn absence(&self, clause: &Clause, found: &Range<usize>) -> Option<String> {
        let is_leave = self.strategy == Some("absent");
        let may_be_away = matches!(
            self.category,
            Category::Health | Category::Family | Category::Union | Category::Criminal
        );
        if !is_leave && !may_be_away {
            return None;
        }
        let (text, tokens, phrases) = (self.note.text, self.tokens, self.note.phrases);
        Reason { text, tokens, phrases, clause, found: found.clone(), is_leave }.as_absence()
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
            match (self.covered(index, &self.note.open), start) {
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
        let tail = self.note.phrases.tail.before(self.tokens, piece.end);
        let begins = self.note.phrases.tail.at(self.tokens, piece.end);
        (tail > 0 && piece.len() >= tail + 3) || (begins > 0 && piece.len() >= 3)
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
                let cut = phrases
                    .tail
                    .before(self.tokens, end)
                    .max(phrases.trailing.before(self.tokens, end));
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

    /// A neutral wording when nothing else is left of the note.
    fn wording(&self) -> String {
        let neutral = &self.note.phrases.neutral;
        let words = match self.strategy {
            Some("objective") => neutral.get("difficult"),
            Some(name) => name.strip_prefix("neutral:").and_then(|key| neutral.get(key)),
            None => None,
        };
        words.map(|words| clauses::capitalised(words)).unwrap_or_default()
    }
}
