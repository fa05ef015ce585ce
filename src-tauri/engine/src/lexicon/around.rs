//! What stands around a token of a note, told in marks.

use std::ops::Range;

use crate::text::token::Gap;

use super::marks::{EDGE, Marks};
use super::matcher::{Knowledge, Matcher};

/// Marks of the words right before and right after a token in its sentence; those of an edge where
/// there is none.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Beside {
    pub(crate) before: Marks,
    pub(crate) after: Marks,
}

/// Marks of all the words of a clause before a token, and of all those after it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sides {
    pub(crate) left: Marks,
    pub(crate) right: Marks,
}

impl<K: Knowledge> Matcher<'_, K> {
    /// What stands beside a token.
    #[inline]
    pub(crate) fn beside(&self, at: usize) -> Beside {
        let begins = |at: usize| self.tokens.get(at).is_none_or(|token| token.gap == Gap::Break);
        Beside {
            before: if begins(at) { EDGE } else { self.marks(at.wrapping_sub(1)) },
            after: if begins(at + 1) { EDGE } else { self.marks(at + 1) },
        }
    }

    /// What stands on either side of a token of a clause.
    #[inline]
    pub(crate) fn sides(&self, at: usize, clause: &Range<usize>) -> Sides {
        let joined = |tokens: Range<usize>| {
            let words = self.words().get(tokens).unwrap_or_default();
            words.iter().fold(EDGE, |all, word| all | word.marks)
        };
        Sides { left: joined(clause.start..at), right: joined(at + 1..clause.end) }
    }
}
