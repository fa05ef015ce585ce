//! Whether some tokens may match a term at all: whether a word of each element that it requires is
//! among them. Asked before a term is tried, since nearly all terms that are brought up fail by that.

use std::ops::Range;

use super::compile::{Pattern, Step};
use super::marks::{self, ANY, Marks};
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

    /// Do these marks tell of a word for each element that steps require?
    pub(crate) fn needed_in(&self, steps: &[Step], marks: Marks) -> bool {
        let elements = self.know.elements();
        let told = |id: u32| elements.get(id as usize).is_some_and(|it| it.needed & marks != 0);
        steps.iter().filter_map(Step::required).all(told)
    }

    /// May a pattern match among these tokens?
    pub(crate) fn may_hold(&self, scope: &Scope, pattern: &Pattern) -> bool {
        pattern.needed & scope.marks != 0
            && self.needed_in(&pattern.steps, scope.marks)
            && self.may_match(&pattern.steps, scope.tokens.clone())
    }

    /// May steps match among these tokens?
    pub(crate) fn may_match(&self, steps: &[Step], tokens: Range<usize>) -> bool {
        steps.iter().filter_map(Step::required).all(|id| self.holds(id, tokens.clone()))
    }

    /// Is there, among these tokens, a word that an element needs?
    fn holds(&self, id: u32, tokens: Range<usize>) -> bool {
        let Some(element) = self.know.elements().get(id as usize) else { return false };
        let told = element.needed != ANY;
        let words = self.words().get(tokens.clone()).unwrap_or_default();
        words.iter().zip(tokens).any(|(word, at)| {
            element.needed & word.marks != 0
                && (!told || marks::are_own(word.marks) || self.may_serve(at, id))
        })
    }

    /// May a token be a word that an element needs?
    fn may_serve(&self, at: usize, element: u32) -> bool {
        if !self.tokens.get(at).is_some_and(as_written) {
            return true;
        }
        self.written(at).is_some_and(|id| self.know.vocabulary().serves(id, element))
    }
}
