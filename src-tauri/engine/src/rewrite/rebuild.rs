//! Puts a stretch back together from the clauses that are kept: separators, capitals, the end of
//! sentences.

use std::ops::Range;

use crate::text::token::{Kind, Shape, Token, Tokens};

use super::clauses::{Boundary, Clause, Stretch};
use super::phrases::Phrases;

/// What becomes of a clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It stays.
    Keep,
    /// It goes.
    Drop,
    /// It is replaced by these words.
    Become(String),
}

/// The stretch with each clause treated as its fate says.
pub(crate) fn rebuild(
    text: &str,
    tokens: &Tokens,
    stretch: &Stretch,
    clauses: &[Clause],
    fates: &[Fate],
    phrases: &Phrases,
) -> String {
    let slice = |range: Range<usize>| text.get(range).unwrap_or_default();
    let mut out = String::new();
    let mut last_kept: Option<usize> = None;
    for (index, (clause, fate)) in clauses.iter().zip(fates).enumerate() {
        if *fate == Fate::Drop {
            continue;
        }
        let orphan = index > 0 && fates.get(index - 1) == Some(&Fate::Drop);
        let mut words = match fate {
            Fate::Become(words) => words.clone(),
            _ if orphan => without_link(text, tokens, clause, phrases).to_owned(),
            _ => slice(clause.bytes.clone()).to_owned(),
        };
        let starts = sentence_start(clauses, index, last_kept);
        if starts
            && (!stretch.bracketed || opens_with_capital(tokens, clauses, index))
            && capital(slice(start_of_sentence(clauses, index)))
            && !is_address(tokens, clause)
        {
            words = capitalised(&words);
        }
        if last_kept.is_none() {
            let separator = |c: char| matches!(c, ',' | ';' | ':' | '.' | '!' | '?');
            words =
                words.trim_start_matches(|c: char| separator(c) || c.is_whitespace()).to_owned();
        }
        let parts = Parts { text, tokens, clauses, phrases };
        match last_kept {
            None => out.push_str(slice(stretch.bytes.start..first_byte(clauses, stretch))),
            Some(last) => out.push_str(&parts.joint(last, index, orphan)),
        }
        out.push_str(&words);
        last_kept = Some(index);
    }
    if let Some(last) = last_kept {
        out.push_str(&ending(text, stretch, clauses, last));
    }
    out
}

fn first_byte(clauses: &[Clause], stretch: &Stretch) -> usize {
    clauses.first().map_or(stretch.bytes.end, |clause| clause.bytes.start)
}

/// The clause without its conjunction and without a relative word that would hang in the air.
fn without_link<'a>(text: &'a str, tokens: &Tokens, clause: &Clause, phrases: &Phrases) -> &'a str {
    let mut from = clause.tokens.start + clause.conjunction;
    while from < clause.tokens.end {
        let taken = phrases.relative.at(tokens, from).max(phrases.conjunctions.at(tokens, from));
        if taken == 0 {
            break;
        }
        from += taken;
    }
    if from == clause.tokens.start {
        return text.get(clause.bytes.clone()).unwrap_or_default();
    }
    let start = tokens.get(from).map_or(clause.bytes.start, |t| t.start as usize);
    text.get(start..clause.bytes.end).unwrap_or_default()
}

/// Does a kept clause come first in its sentence (those before it are gone)?
fn sentence_start(clauses: &[Clause], index: usize, last_kept: Option<usize>) -> bool {
    let begins = |clause: &Clause| clause.boundary == Boundary::Sentence;
    let from = last_kept.map_or(0, |last| last + 1);
    last_kept.is_none()
        || clauses.get(from..=index).unwrap_or_default().iter().any(begins)
        || last_kept.and_then(|last| clauses.get(last)).is_some_and(|clause| clause.head)
}

/// Does the sentence of a clause open with a word in lower case but for its first letter?
fn opens_with_capital(tokens: &Tokens, clauses: &[Clause], index: usize) -> bool {
    let head = clauses.get(..=index).unwrap_or_default();
    let first = head.iter().rposition(|clause| clause.boundary != Boundary::Clause).unwrap_or(0);
    let token = clauses.get(first).and_then(|clause| tokens.get(clause.tokens.start));
    token.is_some_and(|token| token.shape == Shape::Capital)
}

/// First byte and a little more of the sentence a clause belongs to.
fn start_of_sentence(clauses: &[Clause], index: usize) -> Range<usize> {
    let head = clauses.get(..=index).unwrap_or_default();
    let first = head.iter().rposition(|clause| clause.boundary != Boundary::Clause).unwrap_or(0);
    clauses.get(first).map_or(0..0, |clause| clause.bytes.clone())
}

/// What a stretch is made of.
struct Parts<'a> {
    text: &'a str,
    tokens: &'a Tokens,
    clauses: &'a [Clause],
    phrases: &'a Phrases,
}

impl Parts<'_> {
    /// What stands before a clause.
    fn before(&self, n: usize) -> &str {
        let from = n.checked_sub(1).and_then(|i| self.clauses.get(i)).map_or(0, |c| c.bytes.end);
        let to = self.clauses.get(n).map_or(from, |c| c.bytes.start);
        self.text.get(from..to).unwrap_or_default()
    }

    fn ends_sentence(&self, n: usize) -> bool {
        self.clauses.get(n).is_some_and(|clause| clause.boundary == Boundary::Sentence)
    }

    /// What to put between two kept clauses.
    fn joint(&self, last: usize, index: usize, orphan: bool) -> String {
        let own = self.before(index);
        if !orphan || self.ends_sentence(index) {
            return own.to_owned();
        }
        if self.clauses.get(last).is_some_and(|clause| clause.head) {
            return self.before(last + 1).to_owned();
        }
        if let Some(end) = (last + 1..index).rev().find(|&n| self.ends_sentence(n)) {
            return self.before(end).to_owned();
        }
        // "Contrôle d'accès : …, ajouter 2 badges": the label keeps its colon.
        if self.before(last + 1).contains(':') {
            return self
                .before(last + 1)
                .trim_end_matches(['«', '“', '"', '\u{a0}', ' '])
                .to_owned()
                + " ";
        }
        if self.apposition(last, index) {
            return " ".to_owned();
        }
        if own.contains([',', '-', '–', '—', '/']) && !own.contains(':') {
            own.to_owned()
        } else {
            ", ".to_owned()
        }
    }

    /// Did what went stand between a subject and its verb ("Le repreneur, …, veut signer")?
    fn apposition(&self, last: usize, index: usize) -> bool {
        let (Some(subject), Some(rest)) = (self.clauses.get(last), self.clauses.get(index)) else {
            return false;
        };
        let commas = self.before(last + 1).contains(',') && self.before(index).contains(',');
        let opens = last == 0 || subject.boundary != Boundary::Clause;
        let verb = self.phrases.verbs.at(self.tokens, rest.tokens.start) > 0;
        let first = subject.tokens.start;
        let title = self.phrases.determiners.at(self.tokens, first)
            + self.phrases.civilities.at(self.tokens, first);
        let person = |t: &Token| {
            self.phrases.people.has(self.tokens, t) || self.phrases.names.has(self.tokens.word(t))
        };
        let names = title > 0 || self.tokens.get(first).is_some_and(person);
        // "M." and "L'" are also written as pronouns that belong to a verb are.
        let named = first + title..subject.tokens.end;
        let said = self.phrases.verbs.within(self.tokens, named.clone())
            || self.phrases.copulas.within(self.tokens, named);
        commas && opens && verb && !said && names && subject.tokens.len() <= 4
    }
}

/// What follows the last kept clause: the end of its own sentence.
fn ending(text: &str, stretch: &Stretch, clauses: &[Clause], last: usize) -> String {
    let after = |n: usize| {
        let from = clauses.get(n).map_or(stretch.bytes.end, |c| c.bytes.end);
        let to = clauses.get(n + 1).map_or(stretch.bytes.end, |c| c.bytes.start);
        text.get(from..to).unwrap_or_default()
    };
    let rest = clauses.get(last + 1..).unwrap_or_default();
    match rest.iter().position(|clause| clause.boundary == Boundary::Sentence) {
        Some(offset) => {
            let end = after(last + offset).trim_end();
            // A semicolon with nothing after it ends nothing.
            end.trim_end_matches([';', ',', ':', '-', ' ', '\u{a0}']).to_owned()
        }
        None => after(clauses.len() - 1).to_owned(),
    }
}

fn is_address(tokens: &Tokens, clause: &Clause) -> bool {
    tokens.get(clause.tokens.start).is_some_and(|token| token.kind == Kind::Address)
}

/// Does a text begin with a capital letter (signs before it aside)?
pub(crate) fn capital(text: &str) -> bool {
    text.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase)
}

/// The text with its first letter in upper case.
pub(crate) fn capitalised(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = false;
    for c in text.chars() {
        if !done && c.is_alphanumeric() {
            out.extend(c.to_uppercase());
            done = true;
        } else {
            out.push(c);
        }
    }
    out
}
