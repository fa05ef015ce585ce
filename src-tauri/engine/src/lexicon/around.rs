//! What stands around each token of a note, told in marks.

use crate::text::token::{Gap, Token};

use super::known::Known;
use super::marks::{EDGE, Marks};

/// Marks of all the words of a clause before one of them, and of all those after it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sides {
    pub(crate) left: Marks,
    pub(crate) right: Marks,
}

/// What stands around a token.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Around {
    /// Marks of the words right before and right after it; those of an edge where there is none.
    pub(crate) before: Marks,
    pub(crate) after: Marks,
    pub(crate) sides: Sides,
}

impl Sides {
    /// Beside a token that is alone in its clause.
    pub(crate) const ALONE: Self = Self { left: EDGE, right: EDGE };

    /// The sides of each token of a note.
    pub(crate) fn survey(tokens: &[Token], words: &[Known], sides: &mut Vec<Self>) {
        sides.resize(tokens.len(), Self::ALONE);
        let mut left = EDGE;
        for ((token, word), own) in tokens.iter().zip(words).zip(&mut *sides) {
            left = if token.gap >= Gap::Clause { EDGE } else { left };
            own.left = left;
            left |= word.marks;
        }
        let mut right = EDGE;
        for ((token, word), own) in tokens.iter().zip(words).zip(sides).rev() {
            own.right = right;
            right = if token.gap >= Gap::Clause { EDGE } else { right | word.marks };
        }
    }
}
