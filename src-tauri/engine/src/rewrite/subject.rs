//! Who a sentence is about, when the clause that named them goes and a verb is left: "Mme Petit est
//! enceinte et veut signer" becomes "Mme Petit veut signer".

use crate::text::token::{Gap, Kind, Shape};

use super::clauses::{Boundary, Clause};
use super::rebuild::Fate;
use super::settle::Work;

impl Work<'_> {
    /// Gives a verb left without a subject the one of the clause that goes before it.
    pub(super) fn reattach(&self, list: &[Clause], fates: &mut [Fate]) {
        for index in 1..list.len() {
            let (Some(clause), Some(before)) = (list.get(index), list.get(index - 1)) else {
                continue;
            };
            let alone = fates.get(index) == Some(&Fate::Keep)
                && fates.get(index - 1) == Some(&Fate::Drop)
                && clause.boundary == Boundary::Clause;
            if !alone {
                continue;
            }
            let verb = clause.tokens.start + clause.conjunction;
            if !self.says(verb) {
                continue;
            }
            let Some(subject) = self.subject_of(before) else { continue };
            let from = self.tokens.get(verb).map_or(clause.bytes.end, |t| t.start as usize);
            let rest = self.note.text.get(from..clause.bytes.end).unwrap_or_default();
            if let Some(fate) = fates.get_mut(index) {
                *fate = Fate::Become(format!("{subject} {rest}"));
            }
        }
    }

    /// Does a verb in the third person stand at a token, after a pronoun that leans on it ("lui plaît",
    /// and not "lui laisser le temps")?
    fn says(&self, at: usize) -> bool {
        let phrases = self.note.phrases;
        let leaning = (at..).take_while(|&index| phrases.clitics.at(self.tokens, index) > 0);
        let verb = at + leaning.count();
        // "Fermé" is folded as "ferme" is.
        let participle =
            self.tokens.bytes(verb..verb + 1).and_then(|bytes| self.note.text.get(bytes));
        phrases.verbs.at(self.tokens, verb) > 0 && !participle.is_some_and(|w| w.ends_with('é'))
    }

    /// The subject a clause begins with: a pronoun, "Mme Petit", "le gérant", "Sophie". A relative's
    /// is left out: the verb after it may be the contact's.
    fn subject_of(&self, clause: &Clause) -> Option<&str> {
        let phrases = self.note.phrases;
        let start = clause.tokens.start + clause.conjunction;
        let first = self.tokens.get(start)?;
        if phrases.relatives.at(self.tokens, start) > 0 {
            return None;
        }
        let word = self.tokens.word(first);
        let mut end = start;
        if phrases.pronouns.says(word) && word != "qui" && word != "who" {
            end += 1;
        } else if phrases.civilities.at(self.tokens, start) > 0 {
            end += phrases.civilities.at(self.tokens, start);
            end += self.capitals(end);
            // A civility alone names nobody.
            if end == start + 1 {
                return None;
            }
        } else if phrases.is_given_name(self.tokens, first) {
            end += self.capitals(end);
        } else if let Some(named) = self.person(start) {
            end = self.complement(named, clause.tokens.end);
        }
        let open = (start..end).any(|index| self.open_at(index));
        if end == start || end >= clause.tokens.end || open {
            return None;
        }
        let bytes = self.tokens.bytes(start..end)?;
        self.note.text.get(bytes)
    }

    /// Where a person named from a token on ends: "le gérant", "gérante".
    pub(super) fn person(&self, at: usize) -> Option<usize> {
        let phrases = self.note.phrases;
        let noun = at + phrases.determiners.at(self.tokens, at);
        let token = self.tokens.get(noun)?;
        phrases.is_person(self.tokens, token).then_some(noun + 1)
    }

    /// Where a person's complement ends ("directrice | du CFA Val d'Oise"): up to what goes, when no
    /// more than a few words stand before it, with names among them.
    fn complement(&self, from: usize, end: usize) -> usize {
        const LONGEST: usize = 5;
        let small = |index: &usize| {
            self.note.phrases.attached.at(self.tokens, *index) > 0 || self.capitals(*index) > 0
        };
        let last = (from..end.min(from + LONGEST)).take_while(small).last();
        let to = last.map_or(from, |last| last + 1);
        if self.open_at(to) && self.capitals(to.saturating_sub(1)) > 0 { to } else { from }
    }

    /// Number of words with a capital that follow each other from a token.
    fn capitals(&self, from: usize) -> usize {
        let name = |token: &&crate::text::token::Token| {
            token.kind == Kind::Word && token.shape != Shape::Lower && token.gap < Gap::Clause
        };
        let rest = self.tokens.all().get(from..).unwrap_or_default();
        rest.iter().take_while(name).count()
    }
}
