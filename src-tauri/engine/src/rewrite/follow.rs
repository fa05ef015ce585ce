//! What follows for the clauses beside those that go: words that go on about the same thing, that
//! only introduced it or commented on it.

use crate::text::token::Kind;

use super::beside;
use super::clauses::{Boundary, Clause};
use super::facts::{holds_business, is_day};
use super::rebuild::Fate;
use super::settle::Work;

/// A comment is short: a clause of more words says something of its own.
const LONGEST_ASIDE: usize = 7;

impl Work<'_> {
    /// Settles the clauses that depend on those already settled.
    pub(super) fn follow(&self, list: &[Clause], fates: &mut [Fate]) {
        self.companions(list, fates);
        said_once(list, fates);
        for index in 0..list.len() {
            if self.introduces(list, fates, index) || self.comments(list, fates, index) {
                set(fates, index, Fate::Drop);
            }
        }
    }

    /// Clauses of the same sentence that go on about what goes beside them ("divorcé, la garde
    /// d'un enfant sur deux"): by themselves such words are innocent, here they are not.
    fn companions(&self, list: &[Clause], fates: &mut [Fate]) {
        // A number erased from a clause says nothing of those beside it.
        let erased = |clause: &Clause| {
            self.touching(clause).is_some_and(|open| open.strategy == Some("erase"))
        };
        let gone = |(clause, fate): (&Clause, &Fate)| *fate != Fate::Keep && !erased(clause);
        let goes: Vec<bool> = list.iter().zip(fates.iter()).map(gone).collect();
        for (index, clause) in list.iter().enumerate() {
            let kept = fates.get(index) == Some(&Fate::Keep) && self.may_go(clause);
            let away = if kept { beside::away(list, &goes, index) } else { None };
            if away.is_some_and(|away| self.goes_with(&clause.tokens, away)) {
                set(fates, index, Fate::Drop);
            }
        }
    }

    pub(super) fn business(&self, clause: &Clause) -> bool {
        holds_business(self.note.text, self.tokens, clause.tokens.clone(), self.note.phrases)
    }

    /// Does a clause only introduce the next one, which goes ("La voisine : …", "On m'a dit : …")?
    /// Or is it nothing but words that bind?
    fn introduces(&self, list: &[Clause], fates: &[Fate], index: usize) -> bool {
        let (Some(clause), Some(next)) = (list.get(index), list.get(index + 1)) else {
            return false;
        };
        let goes = fates.get(index + 1) == Some(&Fate::Drop);
        if clause.head
            || self.stays(clause)
            || fates.get(index) == Some(&Fate::Drop)
            || next.boundary == Boundary::Sentence
        {
            return false;
        }
        let between = self.note.text.get(clause.bytes.end..next.bytes.start).unwrap_or_default();
        let business = self.note.phrases.business.within(self.tokens, clause.tokens.clone());
        let short =
            clause.tokens.len() <= 2 && between.contains(':') && !business && !self.label(clause);
        let phrases = self.note.phrases;
        let says = phrases.introducing.at(self.tokens, clause.tokens.start) > 0
            && clause.tokens.len() <= LONGEST_ASIDE;
        let before = index.checked_sub(1).and_then(|before| fates.get(before));
        let binds = clause.conjunction == clause.tokens.len() && before == Some(&Fate::Drop);
        binds || goes && (short || says) && !self.fact(&clause.tokens)
    }

    /// Does a label ("S15", "Contrôle") name what follows in the same sentence?
    fn label(&self, clause: &Clause) -> bool {
        let number = |index: usize| self.tokens.get(index).is_some_and(|t| t.kind == Kind::Number);
        clause.tokens.clone().any(number)
    }

    /// Does a clause only comment on what goes beside it ("dixit sa voisine", "paraît-il")?
    fn comments(&self, list: &[Clause], fates: &[Fate], index: usize) -> bool {
        let Some(clause) = list.get(index) else { return false };
        if clause.head || self.stays(clause) || fates.get(index) != Some(&Fate::Keep) {
            return false;
        }
        let start = clause.tokens.start + clause.conjunction;
        let phrases = self.note.phrases;
        let aside = phrases.asides.at(self.tokens, start) > 0
            && clause.tokens.len() <= LONGEST_ASIDE
            || phrases.said.at(self.tokens, start) > 0 && clause.tokens.len() <= 2;
        let aside = aside
            && !clause.tokens.clone().any(|index| is_day(self.tokens, index, self.note.phrases))
            && !self.business(clause);
        let before = index.checked_sub(1).and_then(|before| fates.get(before));
        let after = list.get(index + 1).filter(|next| next.boundary != Boundary::Sentence);
        let opens = before.is_none() || clause.boundary == Boundary::Sentence;
        let sentence = list.get(..=index).unwrap_or_default();
        let from = sentence.iter().rposition(|clause| clause.boundary == Boundary::Sentence);
        let beside = fates.get(from.unwrap_or(0)..index).unwrap_or_default();
        // "Opéré, rappeler vers le 20, prendre de ses nouvelles".
        let last = after.is_none() && beside.contains(&Fate::Drop);
        aside
            && (before == Some(&Fate::Drop)
                || last
                || opens && after.is_some() && fates.get(index + 1) == Some(&Fate::Drop))
    }
}

/// An absence is said once: the second of two neighbours that say the same goes.
fn said_once(list: &[Clause], fates: &mut [Fate]) {
    for index in 1..list.len() {
        let sentence = list.get(index).is_some_and(|c| c.boundary == Boundary::Sentence);
        let said = match (fates.get(index - 1), fates.get(index)) {
            (Some(Fate::Become(first)), Some(Fate::Become(second))) => {
                first.ends_with(second.as_str())
            }
            _ => false,
        };
        if said && !sentence {
            set(fates, index, Fate::Drop);
        }
    }
}

fn set(fates: &mut [Fate], index: usize, fate: Fate) {
    if let Some(known) = fates.get_mut(index) {
        *known = fate;
    }
}
