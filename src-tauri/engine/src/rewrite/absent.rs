//! Absence in place of its reason: "en congé maternité jusqu'au 12" becomes "absente jusqu'au 12".

use std::ops::Range;

use crate::text::date;
use crate::text::token::{Gap, Shape, Token, Tokens};

use super::clauses::Clause;
use super::facts;
use super::phrases::Phrases;

/// A clause whose reason for absence is to be replaced.
pub(crate) struct Reason<'a> {
    pub(crate) text: &'a str,
    pub(crate) tokens: &'a Tokens,
    pub(crate) phrases: &'a Phrases,
    pub(crate) clause: &'a Clause,
    /// Tokens of the reason, inside the clause.
    pub(crate) found: Range<usize>,
    /// Does the rule itself speak of an absence? Else only a time of return allows the wording.
    pub(crate) is_leave: bool,
    /// Is it about health?
    pub(crate) is_health: bool,
}

impl Reason<'_> {
    /// The clause with an absence in place of its reason; none when that would not read well.
    pub(crate) fn as_absence(&self) -> Option<String> {
        let before = self.clause.tokens.start + self.clause.conjunction..self.found.start;
        let after = self.after_place()..self.clause.tokens.end;
        let near = before.end.saturating_sub(3).max(before.start);
        if self.phrases.undone.within(self.tokens, near..self.found.end) {
            return None;
        }
        let copula = self.phrases.copulas.at(self.tokens, self.found.start);
        let away = self.phrases.away.at(self.tokens, self.found.start + copula) > 0
            && (self.is_health || self.phrases.leave.within(self.tokens, self.found.clone()));
        let timed = self.timed(&after) && (away || !self.lasts(&after));
        // That a relative is away tells of a private life too.
        let relative = self.phrases.relatives.at(self.tokens, before.start) > 0;
        if relative || !timed && (!self.is_leave || !away || self.fact(&after)) {
            return None;
        }
        let subject = self.subject(&before)?;
        if !timed && subject.is_empty() && !after.is_empty() {
            return None;
        }
        let mut words = subject;
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(&self.adjective());
        if timed {
            let from = self.tokens.get(after.start).map_or(0, |token| token.start as usize);
            words.push(' ');
            let end = self.before_cause(&after);
            words.push_str(self.text.get(from..end).unwrap_or_default());
        }
        Some(words)
    }

    /// The byte where the words after the reason end, without a cause that follows their time ("depuis mardi | pr
    /// un caillot") and tells no fact.
    fn before_cause(&self, after: &Range<usize>) -> usize {
        let cause = |at: &usize| {
            self.phrases.tail.at(self.tokens, *at) > 0
                && facts::holds_time(self.tokens, after.start..*at, self.phrases)
                && !self.fact(&(*at..after.end))
                && !self.phrases.business.within(self.tokens, *at..after.end)
        };
        let last = (after.start + 1..after.end).find(cause).map(|at| at - 1);
        last.and_then(|last| self.tokens.get(last))
            .map_or(self.clause.bytes.end, |token| token.end as usize)
    }

    /// The token after the reason and its place ("en rééducation à Kerpape jusqu'au 12"), when a
    /// time follows the place.
    fn after_place(&self) -> usize {
        const LONGEST_PLACE: usize = 4;
        let end = self.found.end;
        if self.phrases.attached.at(self.tokens, end) == 0 {
            return end;
        }
        let last = (end + LONGEST_PLACE).min(self.clause.tokens.end);
        let told = |index: &usize| self.timed(&(*index..self.clause.tokens.end));
        let place = (end + 1..last).find(told).unwrap_or(end);
        if self.timed(&(end..self.clause.tokens.end)) || self.fact(&(end..place)) {
            end
        } else {
            place
        }
    }

    /// Does a time of return, or of absence, follow?
    fn timed(&self, after: &Range<usize>) -> bool {
        let past = self.found.end.checked_sub(1).and_then(|last| self.tokens.get(last));
        if after.is_empty() || past.is_some_and(|token| self.phrases.since.has(self.tokens, token))
        {
            return false;
        }
        let told = self.phrases.until.at(self.tokens, after.start) > 0
            || date::at(self.tokens, after.start).is_some()
            || facts::is_day(self.tokens, after.start, self.phrases);
        let month = |at: usize| {
            self.tokens.get(at).is_some_and(|t| date::month(self.tokens.word(t)).is_some())
        };
        // "En arrêt depuis juin": the month an absence began in.
        let since = self.phrases.since.at(self.tokens, after.start);
        told && facts::holds_time(self.tokens, after.clone(), self.phrases)
            || since > 0 && month(after.start + since)
    }

    /// Is what goes a state rather than an absence: "divorcé depuis mars", an illness of a year gone by?
    fn lasts(&self, after: &Range<usize>) -> bool {
        let since = self.phrases.since.at(self.tokens, after.start) > 0;
        since && !self.is_health || self.only_a_year(after)
    }

    /// Is a year the only time that is told?
    fn only_a_year(&self, after: &Range<usize>) -> bool {
        let time = |at: &usize| facts::holds_time(self.tokens, *at..at + 1, self.phrases);
        let year = |at: usize| {
            let told = date::at(self.tokens, at);
            told.is_some_and(|told| told.tokens == 1 && told.day.is_none())
                && self.tokens.get(at).is_some_and(|token| token.len == 4)
        };
        let mut times = after.clone().filter(time).peekable();
        times.peek().is_some() && times.all(year)
    }

    fn fact(&self, range: &Range<usize>) -> bool {
        let counting = facts::Counting { names: true, percents: true };
        facts::holds_fact(self.text, self.tokens, range.clone(), counting, self.phrases)
    }

    /// What stands before the adjective: "Mme Petit est", "Acheteuse", nothing. None when the words
    /// before cannot stand before it.
    fn subject(&self, before: &Range<usize>) -> Option<String> {
        let phrases = self.phrases;
        let own = phrases.copulas.at(self.tokens, self.found.start);
        if own > 0 {
            let verb = self.slice(self.found.start..self.found.start + own);
            let before = self.slice(before.clone());
            return Some(format!("{before} {verb}").trim_start().to_owned());
        }
        let Some(last) = before.end.checked_sub(1).filter(|_| !before.is_empty()) else {
            return Some(String::new());
        };
        if phrases.copulas.before(self.tokens, before.end) > 0 {
            return Some(self.slice(before.clone()));
        }
        let token = self.tokens.get(last)?;
        if phrases.pronouns.has(self.tokens, token) {
            return Some(format!("{} {}", self.slice(before.clone()), self.be()));
        }
        if self.names_somebody(token) || self.closes_bracket(before) {
            return Some(self.slice(before.clone()));
        }
        // "Part en congé le 12": the verb goes with the reason.
        if self.timed(&(self.after_place()..self.clause.tokens.end)) && before.len() <= 2 {
            return Some(String::new());
        }
        None
    }

    fn names_somebody(&self, token: &Token) -> bool {
        let name = token.shape != Shape::Lower && token.gap != Gap::Break;
        let known = self.phrases.is_person(self.tokens, token)
            || self.phrases.names.has(self.tokens.word(token));
        name || known
    }

    fn closes_bracket(&self, before: &Range<usize>) -> bool {
        self.slice(before.clone()).ends_with(')')
    }

    fn slice(&self, tokens: Range<usize>) -> String {
        if tokens.is_empty() {
            return String::new();
        }
        let clause_end =
            self.tokens.get(tokens.end).map_or(self.clause.bytes.end, |t| t.start as usize);
        let start = match tokens.start == self.clause.tokens.start {
            true => self.clause.bytes.start,
            false => self.tokens.get(tokens.start).map_or(0, |t| t.start as usize),
        };
        self.text.get(start..clause_end).unwrap_or_default().trim_end().to_owned()
    }

    fn be(&self) -> &str {
        if self.plural() { &self.phrases.be.plural } else { &self.phrases.be.singular }
    }

    fn adjective(&self) -> String {
        let absent = &self.phrases.absent;
        let adjective = match (self.woman(), self.plural()) {
            (true, false) => &absent.feminine,
            (false, false) => &absent.masculine,
            (true, true) => &absent.feminine_plural,
            (false, true) => &absent.masculine_plural,
        };
        let first = self.tokens.get(self.clause.tokens.start);
        let opens = first.is_some_and(|token| token.shape != Shape::Lower)
            && self.found.start == self.clause.tokens.start + self.clause.conjunction;
        if self.tokens.all_caps() {
            adjective.to_uppercase()
        } else if opens && self.clause.boundary != super::clauses::Boundary::Clause {
            super::rebuild::capitalised(adjective)
        } else {
            adjective.clone()
        }
    }

    fn plural(&self) -> bool {
        self.phrases.plural.within(self.tokens, self.clause.tokens.clone())
    }

    /// Is the person a woman? The reason itself decides, then the words before it from the nearest on,
    /// then a pronoun or a participle after it: other people named there are other contacts.
    fn woman(&self) -> bool {
        let phrases = self.phrases;
        let participle = |token: &Token| token.len > 4 && self.tokens.word(token).ends_with("ee");
        let found = self.found.clone().filter_map(|index| self.tokens.get(index));
        if found.clone().any(participle) || phrases.feminine.within(self.tokens, self.found.clone())
        {
            return true;
        }
        let told = |token: &Token| {
            if phrases.feminine.has(self.tokens, token) {
                return Some(true);
            }
            let man = phrases.masculine.has(self.tokens, token);
            if man { Some(false) } else { phrases.names.is_woman(self.tokens.word(token)) }
        };
        let before = (0..self.found.start).rev().filter_map(|index| self.tokens.get(index));
        let after = (self.found.end..self.tokens.len()).filter_map(|index| self.tokens.get(index));
        let own = |token: &&Token| participle(token) || phrases.pronouns.has(self.tokens, token);
        before.chain(after.filter(own)).find_map(told).unwrap_or(false)
    }
}
