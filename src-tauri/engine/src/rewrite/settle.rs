//! Settles one finding: which clauses go, which are reworded, what is left of them.

use std::ops::Range;

use crate::finding::Category;
use crate::text::token::{Gap, Tokens};

use super::absent::Reason;
use super::clauses::{self, Clause};
use super::facts::{Counting, holds_fact};
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
    /// Bytes of what must stay: signals, and findings that somebody decided to keep.
    pub(crate) stays: Vec<Range<usize>>,
}

/// The note with the first stretch that holds a finding settled; when only identifiers are left,
/// with one of them masked.
pub(crate) fn settle(note: &Note<'_>) -> String {
    let open = || note.open.iter().filter(|open| !open.is_masked());
    // What stands between brackets is settled first, so that it alone goes.
    let bracketed = |open: &&Open<'_>| clauses::stretch(note.text, &open.span).bracketed;
    let Some(first) = open().find(bracketed).or_else(|| open().next()) else {
        let identifier = note.open.first().map_or(0..0, |open| open.span.clone());
        return mask::mask(note.text, &identifier, &note.phrases.labels);
    };
    let mut tokens = Tokens::default();
    tokens.read(note.text);
    let stretch = clauses::stretch(note.text, &first.span);
    let list = clauses::clauses(note.text, &tokens, &stretch, note.phrases);
    let work = Work { note, tokens: &tokens };
    let mut fates: Vec<Fate> = list.iter().map(|clause| work.fate(clause)).collect();
    work.follow(&list, &mut fates);
    work.reattach(&list, &mut fates);
    // A dated line of which all goes keeps its date: somebody was in touch that day.
    let headed = list.first().is_some_and(|clause| clause.head);
    let gone = fates.iter().skip(1).all(|fate| *fate == Fate::Drop);
    if headed
        && gone
        && let Some(fate) = fates.get_mut(1)
    {
        *fate = Fate::Become(wording(note, first).unwrap_or_else(|| neutral(note, "emptied")));
    }
    let rest = list.iter().zip(&fates).any(|(c, fate)| !c.head && *fate != Fate::Drop);
    let new = match rest {
        true => {
            let new = rebuild::rebuild(note.text, &tokens, &stretch, &list, &fates, note.phrases);
            tidy::balanced(note.text.get(stretch.bytes.clone()).unwrap_or_default(), &new)
        }
        false => String::new(),
    };
    let next = tidy::replace(note.text, &stretch.bytes, stretch.bracketed, &new);
    if next.chars().any(char::is_alphanumeric) {
        return next;
    }
    wording(note, first).map(|words| rebuild::capitalised(&words)).unwrap_or_default()
}

/// A neutral wording when nothing else is left.
fn wording(note: &Note<'_>, open: &Open<'_>) -> Option<String> {
    let key = match open.strategy? {
        "objective" => "difficult",
        name => name.strip_prefix("neutral:")?,
    };
    note.phrases.neutral.get(key).cloned()
}

fn neutral(note: &Note<'_>, key: &str) -> String {
    note.phrases.neutral.get(key).cloned().unwrap_or_default()
}

/// A note being settled.
pub(super) struct Work<'a> {
    pub(super) note: &'a Note<'a>,
    pub(super) tokens: &'a Tokens,
}

impl Work<'_> {
    /// What becomes of a clause.
    fn fate(&self, clause: &Clause) -> Fate {
        let Some(open) = self.touching(clause).filter(|_| !clause.head) else {
            return Fate::Keep;
        };
        let found = self.inside(clause, std::slice::from_ref(&open.span));
        if let Some(words) = self.absence(clause, &found, open) {
            return Fate::Become(words);
        }
        if open.strategy == Some("erase") {
            return self.without(clause, &found);
        }
        let kept = self.facts_kept(clause);
        let business = self.note.phrases.business.within(self.tokens, clause.tokens.clone());
        if (business || !kept.is_empty())
            && let Some(words) = self.somebody(clause, &found, open)
        {
            return Fate::Become(words);
        }
        if kept.is_empty() { Fate::Drop } else { Fate::Become(kept) }
    }

    /// A clause without a number and the words that tell what it is; nothing when no other word stands in it.
    fn without(&self, clause: &Clause, found: &Range<usize>) -> Fate {
        let starts = |index: usize| self.tokens.get(index).map_or(0, |token| token.start as usize);
        let ends = |index: usize| self.tokens.get(index).map_or(0, |token| token.end as usize);
        let slice = |from: usize, to: usize| self.note.text.get(from..to).unwrap_or_default();
        let after = slice(ends(found.end.saturating_sub(1)), clause.bytes.end);
        let before = match after.chars().any(char::is_alphanumeric) {
            true => slice(clause.bytes.start, starts(found.start)).trim_end(),
            false => {
                let last = self.without_hanging(&(clause.tokens.start..found.start));
                slice(clause.bytes.start, last.checked_sub(1).map_or(0, ends))
            }
        };
        let mut kept = before.to_owned();
        tidy::join(&mut kept, " ", after);
        if kept.chars().any(char::is_alphanumeric) { Fate::Become(kept) } else { Fate::Drop }
    }

    /// What must go, identifiers aside: they stay where they are, and are masked in the end.
    fn open(&self) -> impl Iterator<Item = &Open<'_>> {
        self.note.open.iter().filter(|open| !open.is_masked())
    }

    /// What must go that lies in a clause, or reaches into it.
    pub(super) fn touching(&self, clause: &Clause) -> Option<&Open<'_>> {
        let touches =
            |open: &&Open<'_>| !self.inside(clause, std::slice::from_ref(&open.span)).is_empty();
        self.open().find(touches)
    }

    /// An insulting name in its clause's own sentence replaced by a neutral one ("voir avec ce con
    /// du 2e": "voir avec l'interlocuteur du 2e"); none where the sentence does not go on.
    fn somebody(&self, clause: &Clause, found: &Range<usize>, open: &Open<'_>) -> Option<String> {
        let phrases = self.note.phrases;
        let open_tokens = clause.tokens.clone().filter(|index| self.open_at(*index)).count();
        let names = open.strategy == Some("objective") || open.category == Category::EthnicOrigin;
        if !names || open_tokens != found.len() {
            return None;
        }
        let own = phrases.determiners.at(self.tokens, found.start);
        let before = phrases.determiners.before(self.tokens, found.start);
        let start = found.start - if own > 0 { 0 } else { before };
        let goes_on = phrases.verbs.at(self.tokens, found.end) > 0
            || phrases.attached.at(self.tokens, found.end) > 0;
        let stands = start == clause.tokens.start + clause.conjunction
            || phrases.attached.before(self.tokens, start) > 0;
        let glued = self.tokens.get(found.end).is_some_and(|t| t.gap < Gap::Clause);
        if own + before == 0 || start < clause.tokens.start || !goes_on || !stands || !glued {
            return None;
        }
        let determiner = self.tokens.get(start).map(|t| self.tokens.word(t)).unwrap_or_default();
        let woman = matches!(determiner, "la" | "une" | "cette");
        let contact = if woman { &phrases.contact.feminine } else { &phrases.contact.masculine };
        let at =
            |index: usize| self.tokens.get(index).map_or(clause.bytes.end, |t| t.start as usize);
        let slice = |range: Range<usize>| self.note.text.get(range).unwrap_or_default();
        let opening = slice(clause.bytes.start..at(start));
        let capital = opening.is_empty() && rebuild::capital(slice(clause.bytes.clone()));
        let contact = match (self.tokens.all_caps(), capital) {
            (true, _) => contact.to_uppercase(),
            (_, true) => rebuild::capitalised(contact),
            _ => contact.clone(),
        };
        Some(format!("{opening}{contact} {}", slice(at(found.end)..clause.bytes.end)))
    }

    pub(super) fn fact(&self, range: &Range<usize>) -> bool {
        let counting = Counting { names: true, percents: true };
        holds_fact(self.note.text, self.tokens, range.clone(), counting, self.note.phrases)
    }

    /// Tokens of a clause that some byte ranges cover (from the first to the last).
    pub(super) fn inside(&self, clause: &Clause, ranges: &[Range<usize>]) -> Range<usize> {
        let covered = |index: &usize| self.covered(*index, ranges);
        let mut all = clause.tokens.clone().filter(covered);
        let Some(first) = all.next() else { return 0..0 };
        first..all.next_back().unwrap_or(first) + 1
    }

    /// Does a clause hold something that must stay: a signal, or a finding that somebody keeps?
    pub(super) fn stays(&self, clause: &Clause) -> bool {
        clause.tokens.clone().any(|index| self.stays_at(index))
    }

    pub(super) fn stays_at(&self, index: usize) -> bool {
        self.covered(index, &self.note.stays)
    }

    pub(super) fn covered(&self, index: usize, ranges: &[Range<usize>]) -> bool {
        self.tokens.get(index).is_some_and(|token| {
            ranges.iter().any(|r| (token.start as usize) < r.end && (token.end as usize) > r.start)
        })
    }

    pub(super) fn open_at(&self, index: usize) -> bool {
        self.open().any(|open| self.covered(index, std::slice::from_ref(&open.span)))
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
        let mut rest = clause.tokens.clone().filter(|index| !found.contains(index));
        if !is_leave && !may_be_away || rest.any(|index| self.stays_at(index)) {
            return None;
        }
        let (text, tokens, phrases) = (self.note.text, self.tokens, self.note.phrases);
        // "Malade jusqu'au 12": what tells the time is no part of the reason.
        let told = phrases.ahead.before(tokens, found.end);
        let end = if told < found.len() { found.end - told } else { found.end };
        Reason {
            text,
            tokens,
            phrases,
            clause,
            found: found.start..end,
            is_leave,
            is_health: open.category == Category::Health,
        }
        .as_absence()
    }
}
