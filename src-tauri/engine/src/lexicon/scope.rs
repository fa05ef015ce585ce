//! Whether some tokens may match a term at all: whether a word of each element that it requires is
//! among them. Asked before a term is tried, since nearly all terms that are brought up fail by that.

use std::ops::Range;

use crate::text::token::Gap;

use super::compile::{Pattern, Step};
use super::marks::{ANY, Marks};
use super::matcher::{Knowledge, Matcher, as_written};

/// Tokens among which a term is looked for.
#[derive(Clone, Debug)]
pub(crate) struct Scope {
    pub(super) tokens: Range<usize>,
    /// Marks of their words.
    marks: Marks,
}

impl<K: Knowledge> Matcher<'_, K> {
    /// Some tokens, to look for terms among them.
    pub(crate) fn scope(&self, tokens: Range<usize>) -> Scope {
        let marks = tokens.clone().fold(0, |all, at| all | self.marks(at));
        Scope { tokens, marks }
    }

    /// The tokens, at most so many, that a match may take before a token, and after it: those of its
    /// clause.
    pub(crate) fn reach(&self, at: usize, back: usize, ahead: usize) -> (Scope, Scope) {
        let joined = |at: &usize| self.tokens.get(*at).is_some_and(|token| token.gap < Gap::Clause);
        let before = (0..=at).rev().take(back).take_while(joined).count();
        let after = (at + 1..).take(ahead).take_while(joined).count();
        (self.scope(at - before..at), self.scope(at + 1..at + 1 + after))
    }

    /// Do these marks tell of a word for each element that steps require?
    pub(crate) fn needed_in(&self, steps: &[Step], marks: Marks) -> bool {
        let elements = self.know.elements();
        let told = |id: u32| elements.get(id as usize).is_some_and(|it| it.needed & marks != 0);
        steps.iter().filter_map(Step::required).all(told)
    }

    /// May a pattern match among these tokens?
    pub(crate) fn may_hold(&self, scope: &Scope, pattern: &Pattern) -> bool {
        pattern.needed & scope.marks != 0 && self.may_match(&pattern.steps, scope)
    }

    /// May steps match among these tokens?
    pub(crate) fn may_match(&self, steps: &[Step], scope: &Scope) -> bool {
        steps.iter().filter_map(Step::required).all(|id| self.holds(id, scope))
    }

    /// Is there, among these tokens, a word that an element needs?
    fn holds(&self, id: u32, scope: &Scope) -> bool {
        let Some(element) = self.know.elements().get(id as usize) else { return false };
        let told = element.needed != ANY;
        let may_be =
            |at: usize| element.needed & self.marks(at) != 0 && (!told || self.may_serve(at, id));
        element.needed & scope.marks != 0 && scope.tokens.clone().any(may_be)
    }

    /// May a token be a word that an element needs?
    fn may_serve(&self, at: usize, element: u32) -> bool {
        if !self.tokens.get(at).is_some_and(as_written) {
            return true;
        }
        self.written(at).is_some_and(|id| self.know.vocabulary().serves(id, element))
    }
}
