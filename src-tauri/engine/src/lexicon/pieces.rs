//! Words in two pieces: a blank inside a word (`con gé`), or one letter early or late (`malad een`).
//! Only pieces that are no words themselves are put together.

use crate::text::hash;
use crate::text::token::{Gap, Kind, Shape, Tokens};

use super::compiled::Lexicon;
use super::mend::Cut;

/// Shortest word that may be in two pieces, in letters.
const SHORTEST: usize = 5;

/// What is known of a token that may be a piece of a word.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Piece {
    /// Is it in no list, and no spelling that packs know?
    pub(super) torn: bool,
    /// Is it part of a word put together already?
    pub(super) joined: bool,
}

impl Lexicon {
    /// Puts a token right with the one before it, one of which is no word, when together they are one
    /// that packs speak of. Returns what is known of the token from there on.
    pub(super) fn pieces(
        &self,
        text: &str,
        tokens: &Tokens,
        index: usize,
        [before, own]: [Piece; 2],
        cuts: &mut Vec<(usize, Cut)>,
    ) -> Piece {
        let joined = before.joined;
        let Some(cut) = (!joined).then(|| self.whole(text, tokens, index)).flatten() else {
            return own;
        };
        // What was to be done with either piece falls away.
        cuts.retain(|(at, _)| at + 1 < index);
        cuts.push((index, cut));
        Piece { joined: true, ..own }
    }

    /// How a token and the one before it make a word, or two.
    fn whole(&self, text: &str, tokens: &Tokens, index: usize) -> Option<Cut> {
        let (first, last) = (tokens.get(index.checked_sub(1)?)?, tokens.get(index)?);
        let words = first.kind == Kind::Word && last.kind == Kind::Word;
        let opens = first.shape == Shape::Lower || first.gap == Gap::Break;
        let written = opens && first.shape != Shape::Upper && last.shape == Shape::Lower;
        if !words || last.gap != Gap::Blank || !(written || tokens.all_caps()) {
            return None;
        }
        if text.get(first.end as usize..last.start as usize) != Some(" ") {
            return None;
        }
        let (head, rest) = (tokens.folded(first), tokens.folded(last));
        let all = [head, rest].concat();
        let hash = hash::word(&all);
        if !all.is_ascii() || all.len() < SHORTEST {
            return None;
        }
        if head.len() > 1 && self.vocabulary.id(hash).is_some() && self.words.knows(hash) {
            return Some(Cut::Joined);
        }
        let moved = [head.len().saturating_sub(1), head.len() + 1].into_iter().find(|&at| {
            let parts = all.split_at_checked(at).filter(|(head, rest)| {
                head.len().min(rest.len()) > 1 && head.len().max(rest.len()) > 3
            });
            parts.is_some_and(|(head, rest)| self.two_words(head, rest).is_some())
        });
        moved.map(|letters| Cut::Moved(letters as u32))
    }
}
