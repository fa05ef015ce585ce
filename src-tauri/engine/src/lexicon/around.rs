//! What stands around a token of a note, told in marks.

use crate::text::token::{Gap, Token};

use super::known::Known;
use super::marks::{ANY, EDGE, Marks};
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

/// Farther than that, in tokens, any word may stand.
const FAR: usize = 64;

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

    /// What stands on either side of a token.
    pub(crate) fn sides(&self, at: usize) -> Sides {
        let (tokens, words) = (self.tokens.all(), self.words());
        let head = tokens.get(..=at).unwrap_or_default().iter().rev();
        let before = words.get(..at).unwrap_or_default().iter().rev();
        let tail = tokens.get(at + 1..).unwrap_or_default().iter();
        let after = words.get(at + 1..).unwrap_or_default().iter();
        Sides { left: joined(head.zip(before)), right: joined(tail.zip(after)) }
    }
}

/// Marks of words, up to the first that a sign parts from those before.
fn joined<'n>(words: impl Iterator<Item = (&'n Token, &'n Known)>) -> Marks {
    let mut marks = EDGE;
    for (count, (token, word)) in words.enumerate() {
        if token.gap >= Gap::Clause {
            break;
        }
        if count == FAR {
            return ANY;
        }
        marks |= word.marks;
    }
    marks
}
