//! What is asked for or done in the breath that tells what must not be kept: "le gérant homo veut du pin",
//! "demander Nadia la secrétaire voilée".

use std::ops::Range;

use super::settle::Work;

/// Words between what goes and the verb of what is asked for.
const LONGEST_BEFORE_ACT: usize = 5;
/// A verb alone asks for nothing: words of an act after what goes.
pub(super) const FEWEST_OF_ACT: usize = 3;
/// The same before what goes.
const FEWEST_TO_OPEN: usize = 2;

impl Work<'_> {
    /// What a stretch asks for or does, from its verb on: "le gérant homo | et son associé veulent du
    /// pin". None when a fact stands before it, or when no such verb comes soon.
    pub(super) fn act(&self, piece: &Range<usize>) -> Option<Range<usize>> {
        let phrases = self.note.phrases;
        let verb = |index: &usize| phrases.acts.at(self.tokens, *index) > 0;
        let soon = piece.start..(piece.start + LONGEST_BEFORE_ACT + 1).min(piece.end);
        let mut start = soon.into_iter().find(verb)?;
        let leans = |word: usize| {
            phrases.clitics.at(self.tokens, word) > 0 || phrases.pronouns.at(self.tokens, word) > 0
        };
        while start > piece.start && leans(start - 1) {
            start -= 1;
        }
        // "Pour signer", "personne ne signe", "when I asked for it": no act of its own.
        let alone = start == piece.start
            || phrases.weak.before(self.tokens, start) > 0
            || phrases.trailing.before(self.tokens, start) == 0;
        let before = piece.start..start;
        let told = self.fact(&before) || phrases.negations.within(self.tokens, before);
        (alone && !told).then_some(start..piece.end)
    }

    /// What opens a stretch and can do without what goes: "demander Nadia la | secrétaire voilée", "reporté le
    /// patron | est en garde à vue", "eu son associé Guy Parrot me dit qu'il | est malade", "prépa titre pro le
    /// candidat | en fin de droits".
    pub(super) fn opening_act(&self, piece: &Range<usize>) -> Option<Range<usize>> {
        let phrases = self.note.phrases;
        let start = piece.start;
        let acts = phrases.acts.at(self.tokens, start);
        let meets = phrases.meets.at(self.tokens, start);
        let says = |index: &usize| {
            phrases.verbs.at(self.tokens, *index) > 0
                || phrases.copulas.at(self.tokens, *index) > 0
                || phrases.pronouns.at(self.tokens, *index) > 0
        };
        let whom = |index: &usize| {
            phrases.determiners.at(self.tokens, *index) > 0
                && self.person(*index).is_some()
                && phrases.naming.before(self.tokens, *index) == 0
        };
        let (fewest, stop) = if meets > 0 {
            (meets.max(FEWEST_TO_OPEN), (start + meets + 1..piece.end).find(says))
        } else if acts > 0 {
            (acts.max(FEWEST_TO_OPEN), (start + acts..piece.end).rev().find(whom))
        } else {
            let stop = (start + FEWEST_TO_OPEN..piece.end).find(whom)?;
            if (start..stop).any(|index| says(&index)) {
                return None;
            }
            (FEWEST_TO_OPEN, Some(stop))
        };
        let end = self.without_hanging(&(start..stop.unwrap_or(piece.end)));
        (end >= start + fewest).then_some(start..end)
    }
}
