//! A clause beside one that goes: does it go on about the same matter ("élu FO, | distribue ses tracts à midi") or
//! speak of the business ("élu FO, | préfère la version courte")?
//!
//! What it holds weighs for the one or the other: its words, how the longer ones begin, each two in a row, whether it
//! names a fact, a thing or business, how far away the clause that goes stands. The weights are learned by `examples/beside.rs`
//! from labelled notes and kept in `lexicons/<lang>/beside.tsv`.

use std::ops::Range;

use crate::text::token::{Gap, Shape, Tokens};
use crate::weights::{self, ANY, ENDING, OPENING, Part, Room};

use super::clauses::{self, Boundary, Clause};
use super::facts::is_day;
use super::phrases::Phrases;
use super::settle::{Note, Work};

/// How much a clause goes on about what goes, for certain.
const SURE: i32 = 150;
/// Farther away, no clause is told from another.
const FARTHEST: usize = 3;

/// A clause beside one that goes, for learning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    /// Its bytes in the note.
    pub span: Range<usize>,
    /// What it holds, each once, sorted.
    pub things: Vec<String>,
}

/// How many clauses away the nearest that goes stands in the sentence of a clause: before it, if there is one; none
/// when it is alone. `goes`: which clauses of the list go.
pub(super) fn away(list: &[Clause], goes: &[bool], index: usize) -> Option<usize> {
    let joined = |at: usize| list.get(at).is_some_and(|clause| clause.boundary == Boundary::Clause);
    let gone = |at: &usize| goes.get(*at) == Some(&true);
    let first = (0..=index).rev().find(|at| !joined(*at)).unwrap_or(0);
    let last = (index + 1..list.len()).find(|at| !joined(*at)).unwrap_or(list.len());
    let before = (first..index).rev().find(gone).map(|at| index - at);
    before.or_else(|| (index + 1..last).find(gone).map(|at| at - index))
}

impl Work<'_> {
    /// Do words, so many clauses away from one that goes, go on about it?
    pub(super) fn goes_with(&self, words: &Range<usize>, away: usize) -> bool {
        self.note.phrases.beside.sum(&self.things(words, away, weights::key_of)) > SURE
    }

    /// What words hold that are so many clauses away from one that goes, told in some way, each once, sorted.
    fn things<T: Ord>(
        &self,
        words: &Range<usize>,
        away: usize,
        told: impl Fn(&[Part<'_>]) -> T,
    ) -> Vec<T> {
        let phrases = self.note.phrases;
        let marks = [
            (ANY, true),
            ("#fact", self.fact(words)),
            ("#business", phrases.business.within(self.tokens, words.clone())),
        ];
        let marks = marks.iter().filter(|(_, so)| *so).map(|(mark, _)| told(&[Part::new(mark)]));
        let far = away.min(FARTHEST).to_string();
        let far = told(&[Part::new("#away"), Part::new(&far)]);
        let mut things: Vec<T> = marks.chain([far]).collect();
        let mut before = Part::new(OPENING);
        for (at, token) in words.clone().filter_map(|index| self.tokens.get(index)).enumerate() {
            let word = Part::of(self.tokens, token);
            things.extend([told(&[word]), told(&[before, word])]);
            things.extend(word.beginning(&mut Room::default()).map(|begun| told(&[begun])));
            if at > 0 && token.shape != Shape::Lower {
                things.push(told(&[Part::new("#capital")]));
            }
            if phrases.things.has(word.text()) {
                things.push(told(&[Part::new("#thing")]));
            }
            before = word;
        }
        things.push(told(&[before, Part::new(ENDING)]));
        things.sort_unstable();
        things.dedup();
        things
    }

    /// May a clause go with one beside it: does it hold nothing that must stay?
    pub(super) fn may_go(&self, clause: &Clause) -> bool {
        let words = clause.tokens.start + clause.conjunction..clause.tokens.end;
        let opens = clause.boundary != Boundary::Clause;
        let named = words.clone().any(|index| self.names_contact(index));
        let told = self.business(clause) || named || self.names_alone(&words);
        !(clause.head || self.stays(clause) || told || opens && self.tells_of_call(&words))
    }

    /// Do words that open a sentence tell whom one saw or spoke to, or when ("vu Mme Petit lundi, | élue FO")?
    pub(super) fn tells_of_call(&self, words: &Range<usize>) -> bool {
        let phrases = self.note.phrases;
        let told = |index: usize| {
            self.names_contact(index)
                || phrases.civilities.at(self.tokens, index) > 0
                || is_day(self.tokens, index, phrases)
        };
        phrases.meets.at(self.tokens, words.start) > 0 || words.clone().any(told)
    }

    /// Is a word somebody's given name? Another contact's, most often ("opéré, | Julie a pris sa place").
    fn names_contact(&self, index: usize) -> bool {
        let token = self.tokens.get(index);
        token.is_some_and(|token| self.note.phrases.is_given_name(self.tokens, token))
    }

    /// Do words but name somebody or somewhere ("Albanne DUPONT, | DRH, | est en congé maternité")?
    fn names_alone(&self, words: &Range<usize>) -> bool {
        let phrases = self.note.phrases;
        !self.tokens.all_caps()
            && words.clone().filter_map(|index| self.tokens.get(index)).all(|token| {
                let inside = token.shape == Shape::Upper || token.gap < Gap::Break;
                inside && token.shape != Shape::Lower || phrases.is_person(self.tokens, token)
            })
    }
}

/// The clauses of a note that stand in the sentence of another that some of its bytes, which must go, touch; those that
/// may never go are left out, but for signals, as these are not told. For learning.
pub(crate) fn all_beside(text: &str, phrases: &Phrases, private: &[Range<usize>]) -> Vec<Beside> {
    let mut tokens = Tokens::default();
    tokens.read(text);
    let note = Note { text, phrases, open: Vec::new(), stays: Vec::new() };
    let work = Work { note: &note, tokens: &tokens };
    let mut found: Vec<Beside> = Vec::new();
    for span in private {
        let list = clauses::clauses(text, &tokens, &clauses::stretch(text, span), phrases);
        let goes: Vec<bool> =
            list.iter().map(|clause| !work.inside(clause, private).is_empty()).collect();
        for (index, clause) in list.iter().enumerate().filter(|(_, clause)| work.may_go(clause)) {
            let known = found.iter().any(|beside| beside.span == clause.bytes);
            if let Some(away) = away(&list, &goes, index).filter(|_| !known) {
                let things = work.things(&clause.tokens, away, weights::told);
                found.push(Beside { span: clause.bytes.clone(), things });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The clauses beside some words of a text that must go, and how far away each is.
    fn beside(text: &str, private: &str) -> Vec<String> {
        let at = text.find(private).unwrap_or_default();
        let span = at..at + private.len();
        let all = all_beside(text, &Phrases::default(), std::slice::from_ref(&span));
        let words = |beside: &Beside| text.get(beside.span.clone()).unwrap_or_default().to_owned();
        all.iter().map(|beside| format!("{}: {}", words(beside), away_of(beside))).collect()
    }

    fn away_of(beside: &Beside) -> &str {
        let away = beside.things.iter().find_map(|thing| thing.strip_prefix("#away "));
        away.unwrap_or_default()
    }

    #[test]
    fn the_clauses_of_a_sentence_stand_beside_what_goes_in_it() {
        let text = "Vu lundi. Veut du pin, élu FO, distribue ses tracts, un peu pressé. Rappeler";
        let want = ["Veut du pin: 1", "distribue ses tracts: 1", "un peu pressé: 2"];
        assert_eq!(beside(text, "élu FO"), want);
        assert_eq!(beside("élu FO. Veut du pin", "élu FO"), Vec::<String>::new());
    }

    #[test]
    fn a_clause_holds_its_words_and_how_they_begin() {
        let all = all_beside(
            "élu FO, la CAMPAGNE dure",
            &Phrases::default(),
            std::slice::from_ref(&(0..7)),
        );
        let things: Vec<&str> =
            all.iter().flat_map(|beside| &beside.things).map(String::as_str).collect();
        let words =
            ["^ la", "camp-", "campagne", "campagne dure", "dure", "dure $", "la", "la campagne"];
        assert_eq!(things, [&["#away 1", "#capital", "*"], &words[..]].concat());
    }
}
