//! Prose: whole sentences as of books and papers, which notes are not. What it says is said of its own
//! subjects, of a tale or of a time gone by, unless it speaks of business or of him or her at once.

use crate::finding::Category;
use crate::text::token::{Kind, Shape, Token, Tokens};

use super::matcher::Matcher;
use super::somebody::{Said, Witnesses, tells};
use super::spelling::Spelling;

/// Most words of what prose tells in passing, and words of the shortest sentence that does.
const LONGEST_IN_PASSING: usize = 3;
const SHORTEST_IN_PASSING: usize = 12;
/// Words of the shortest text that is told as a story.
const SHORTEST_STORY: usize = 12;
/// How far from the first word of a sentence begins what it says at once, in words.
const LATEST_AT_ONCE: usize = 3;
/// Words of the shortest prose.
const SHORTEST_PROSE: usize = 8;

/// Is it what prose says of peoples, works and manners rather than of the person a note is about? An illness
/// or an offence is told in whole sentences too.
fn told_in_passing(category: Category) -> bool {
    use Category::{EthnicOrigin, Insult, Judgement, Religion};
    matches!(category, EthnicOrigin | Insult | Judgement | Religion)
}

impl Said<'_, '_> {
    /// Is what was found in prose, of a category, said of nobody whom a note may be about?
    pub(super) fn is_of_others(&mut self, category: Category) -> bool {
        let Witnesses { anybody, by_name, .. } = self.witnesses;
        let found = self.found.clone();
        told_in_passing(category) && self.is_told_in_passing() && !self.tells(anybody, &found)
            // "Elle est plus souple que la lance, qui…": of whom, in prose, a pronoun does not tell.
            || self.is_told_of_its_subject() && !self.tells(by_name, &found)
            || self.is_of_a_tale()
            || self.is_a_story()
    }

    /// Is it told in prose, by a sentence that has a subject of its own: "La tension varie au cours de la
    /// journée."? A note leaves its subject out, or names somebody.
    fn is_told_of_its_subject(&mut self) -> bool {
        let Witnesses { sets_out, .. } = self.witnesses;
        self.stands(sets_out, self.sentence.start) || self.is_narrated()
    }

    /// Is it told in prose of a tale, a play or of history, by nobody who writes of themselves ("The king in the
    /// pantomime had gout.")?
    fn is_of_a_tale(&mut self) -> bool {
        let Witnesses { of_a_tale, writes_of, .. } = self.witnesses;
        // With a capital, they are names: "Julie King".
        self.sentence.clone().any(|at| self.is_small(at) && self.stands(of_a_tale, at))
            && !self.tells(writes_of, &(0..0))
    }

    /// Is it told by a verb in the past as novels are ("Il souffrait du froid dans sa mansarde."), by nobody who
    /// writes of themselves?
    fn is_narrated(&mut self) -> bool {
        let Witnesses { writes_of, .. } = self.witnesses;
        self.narrates(|spelling, word| spelling.narrates(word))
            && !self.is_said_at_once()
            && !self.tells(writes_of, &(0..0))
    }

    /// Is it said at the beginning of a sentence, right of whom it is about? That may be a customer: "Her husband
    /// died and she was left alone."
    fn is_said_at_once(&mut self) -> bool {
        let Witnesses { speaks_of, .. } = self.witnesses;
        let start = self.sentence.start;
        self.found.start <= start + LATEST_AT_ONCE && self.stands(speaks_of, start)
    }

    /// Is it told by a text of some length that speaks of no business, no day and no customer, in the past ("She
    /// nursed through two epidemics of cholera and never spoke of them.") or of nobody else ("Travellers with an
    /// interest in geology should allow two days for the gorge.")?
    fn is_a_story(&mut self) -> bool {
        let Witnesses { anybody, of_a_note, .. } = self.witnesses;
        let all = 0..self.matcher.tokens.len();
        all.len() >= SHORTEST_STORY
            && !self.is_said_at_once()
            && (self.narrates(|spelling, word| spelling.narrates(word) || spelling.is_past(word))
                || !tells(self.matcher, anybody, &all, &self.found))
            && !tells(self.matcher, of_a_note, &all, &(0..0))
    }

    /// Is one of the words of the sentence a verb of some kind?
    fn narrates(&self, is_told: impl Fn(&Spelling, &str) -> bool) -> bool {
        let Matcher { tokens, know, .. } = *self.matcher;
        let told = |token: &Token| is_told(&know.spelling, tokens.word(token));
        self.sentence.clone().any(|at| self.is_small(at) && tokens.get(at).is_some_and(told))
    }

    /// Is a token written in small letters?
    fn is_small(&self, at: usize) -> bool {
        self.matcher.tokens.get(at).is_some_and(|token| token.shape == Shape::Lower)
    }

    /// Is it told inside a clause of prose: "conquis par les Turcs ottomans en 1519", "des fourmis très
    /// agressives"?
    fn is_told_in_passing(&self) -> bool {
        self.found.len() <= LONGEST_IN_PASSING
            && self.sentence.len() >= SHORTEST_IN_PASSING
            && self.joined(self.found.start)
    }
}

/// Is a whole note prose: sentences with a capital and a point, without figures (years aside) and the signs that
/// notes are made of?
pub(super) fn is_prose(text: &str, tokens: &Tokens) -> bool {
    let figure = |token: &Token| token.kind != Kind::Word && token.len != 4;
    let capital = |token: &Token| token.shape == Shape::Capital;
    let signs = ['\n', '\r', ':', '/', '+', '€', '£', '$', '=', '>', '&'];
    tokens.len() >= SHORTEST_PROSE
        && tokens.get(0).is_some_and(capital)
        && ends_with_point(text, tokens)
        && !tokens.all().iter().any(figure)
        && !text.contains(signs)
}

/// Does a point end a note, quotes and brackets aside?
fn ends_with_point(text: &str, tokens: &Tokens) -> bool {
    let after = tokens.all().last().and_then(|last| text.get(last.end as usize..));
    let closing = ['»', '”', '"', ')', ' ', '\u{a0}', '\u{202f}'];
    let point = after.unwrap_or_default().trim_start_matches(closing);
    point.starts_with(['.', '!', '?', '…', ';'])
}
