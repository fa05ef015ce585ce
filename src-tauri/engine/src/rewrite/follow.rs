//! What follows for the clauses beside those that go: words that go on about the same thing, that
//! only introduced it or commented on it.

use std::ops::Range;

use crate::finding::Category;
use crate::text::token::{Gap, Kind, Shape, Token};

use super::clauses::{Boundary, Clause};
use super::facts::{holds_business, holds_time, is_day};
use super::rebuild::Fate;
use super::settle::Work;

/// A comment is short: a clause of more words says something of its own.
const LONGEST_ASIDE: usize = 7;
/// A remark of so few words, without a name, a number or a word of business, lives by what it stands
/// beside.
const LONGEST_REMARK: usize = 5;
/// So does a longer one that goes on about the same person: "il met ses chaussures au four".
const LONGEST_OF_SAME: usize = 9;

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
        let mut about: Vec<Option<Category>> = list
            .iter()
            .zip(fates.iter())
            .map(
                |(clause, fate)| {
                    if *fate == Fate::Keep { None } else { Some(self.touching(clause)?.category) }
                },
            )
            .collect();
        let onwards = (1..list.len()).map(|index| (index, index - 1));
        let backwards = (1..list.len()).rev().map(|index| (index - 1, index));
        for (index, beside) in onwards.chain(backwards) {
            let Some(Some(category)) = about.get(beside).copied() else { continue };
            let (Some(clause), Some(later)) = (list.get(index), list.get(index.max(beside))) else {
                continue;
            };
            let joined =
                later.boundary == Boundary::Clause && fates.get(index) == Some(&Fate::Keep);
            let remark = || beside < index && self.remarks(list, fates, index, category);
            if joined && self.accompanies(clause, category, remark()) {
                set(fates, index, Fate::Drop);
                if let Some(known) = about.get_mut(index) {
                    *known = Some(category);
                }
            }
        }
    }

    /// Does a clause go on about a category, and say nothing of the business?
    fn accompanies(&self, clause: &Clause, category: Category, remark: bool) -> bool {
        let signal = clause.tokens.clone().any(|index| self.covered(index, &self.note.signals));
        !clause.head
            && !signal
            && (remark || self.goes_on(clause.tokens.clone(), category))
            && !self.note.phrases.business.within(self.tokens, clause.tokens.clone())
            && !self.business(clause)
    }

    /// Is a clause but a short remark on what goes before it: a few plain words that tell no fact, no
    /// time and no thing ("il en est fier")? Its verb may be that of a subject that stays ("Mme Sow,
    /// née ici, ouvre un salon").
    fn remarks(&self, list: &[Clause], fates: &[Fate], index: usize, category: Category) -> bool {
        let Some(clause) = list.get(index) else { return false };
        let all = clause.tokens.clone();
        let opening = (0..index)
            .rev()
            .find(|at| list.get(*at).is_none_or(|clause| clause.boundary == Boundary::Sentence));
        let subject_stays = fates
            .get(opening.unwrap_or(0)..index)
            .is_none_or(|before| before.contains(&Fate::Keep));
        let start = all.start + clause.conjunction;
        if subject_stays && self.note.phrases.verbs.at(self.tokens, start) > 0 {
            return false;
        }
        // "Élu EELV, il exige du douglas local".
        let verb = start + self.note.phrases.pronouns.at(self.tokens, start);
        if verb < all.end && self.note.phrases.acts.at(self.tokens, verb) > 0 {
            return false;
        }
        // "Opéré, Hamish s'en occupe": another contact.
        let named = |token: &Token| self.note.phrases.is_given_name(self.tokens, token);
        if self.tokens.get(start).is_some_and(named) {
            return false;
        }
        let plain = |index: usize| {
            self.tokens.get(index).is_some_and(|token| {
                let small = token.shape == Shape::Lower || self.tokens.all_caps();
                token.kind == Kind::Word && (small || index == all.start)
            })
        };
        let thing = |index: usize| {
            let word = self.tokens.get(index).map(|token| self.tokens.word(token));
            word.is_some_and(|word| self.note.phrases.things.has(word))
        };
        let private = matches!(
            category,
            Category::Health | Category::Family | Category::Criminal | Category::Hardship
        );
        let same = private
            && clause.conjunction == 0
            && self.note.phrases.pronouns.at(self.tokens, start) > 0
            && self
                .tokens
                .get(start)
                .is_some_and(|t| !matches!(self.tokens.word(t), "qui" | "who" | "it" | "on"));
        all.len() <= if same { LONGEST_OF_SAME } else { LONGEST_REMARK }
            && all.clone().all(plain)
            && !(start..(start + 2).min(all.end)).any(thing)
            && !self.fact(&all)
            && !holds_time(self.tokens, all, self.note.phrases)
    }

    /// Is there a word that goes on about a category? A capital inside a sentence is a name's ("rue
    /// du Temple").
    pub(super) fn goes_on(&self, mut range: Range<usize>, category: Category) -> bool {
        let Some(words) = self.note.phrases.companions.get(&group(category)) else { return false };
        let end = range.end;
        range.any(|index| {
            let taken = words.at(self.tokens, index);
            let named = (index..index + taken).any(|index| self.part_of_name(index));
            taken > 0 && index + taken <= end && !named
        })
    }

    /// Is a word inside a sentence part of a name: beside another capital, or after "du"?
    fn part_of_name(&self, index: usize) -> bool {
        let capital = |index: usize| {
            self.tokens.get(index).is_some_and(|token| {
                token.shape == Shape::Capital && token.gap < Gap::Clause && token.len > 1
            })
        };
        let beside = capital(index + 1) || index.checked_sub(1).is_some_and(capital);
        let of = self.note.phrases.attached.before(self.tokens, index) > 0
            || self.note.phrases.determiners.before(self.tokens, index) > 0;
        capital(index) && (beside || of)
    }

    fn business(&self, clause: &Clause) -> bool {
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
        if clause.head || fates.get(index) != Some(&Fate::Keep) {
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

/// Insults and judgements are one thing here.
fn group(category: Category) -> Category {
    if category == Category::Insult { Category::Judgement } else { category }
}
