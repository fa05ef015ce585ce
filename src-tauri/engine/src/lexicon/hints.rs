//! What a clause hints at in words that no rule has: "on the machine at the renal unit every Thursday".
//!
//! Where rules find nothing in a clause, its words, how the longer ones begin and each two in a row weigh for the
//! matters that must not be kept, and for wishes. The weights are learned by `examples/hints.rs` from labelled notes and
//! kept in `lexicons/<lang>/hints.tsv`; what is found bears the rule of its category in `lexicons/<lang>/hints.toml`.

use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::finding::Category;
use crate::packs::PackFiles;
use crate::text::token::{Gap, Tokens};
use crate::weights::{self, ANY, COMMENT, ENDING, OPENING, Part, Room};

use super::error::{PackError, Problem};
use super::load;

/// What may be hinted at. Numbers of papers and accounts have their own form, and are no matter of words; an insult is
/// a judgement.
pub const MATTERS: [Category; 13] = [
    Category::Health,
    Category::EthnicOrigin,
    Category::Political,
    Category::Religion,
    Category::Union,
    Category::SexLife,
    Category::GeneticBiometric,
    Category::Criminal,
    Category::Judgement,
    Category::Family,
    Category::Hardship,
    Category::Opposition,
    Category::Consent,
];

/// What something weighs for each of [`MATTERS`], in hundredths of the logarithm of the odds.
type Weighed = [i32; ROOM];
const NOTHING: Weighed = [0; ROOM];
/// The same, kept small: one such for each thing.
type Kept = [i16; ROOM];
/// Room for each of [`MATTERS`], so much that all are added up at once.
const ROOM: usize = 16;

/// How much a clause must weigh for a matter to be found there; for a wish.
const SURE: i32 = 200;
const SURE_OF_WISH: i32 = 85;
/// How much the words of a clause must weigh by themselves for a look at them.
const WARM: u32 = 16;
/// What one unit of warmth is in those hundredths, and the warmest.
const DEGREE: i32 = 25;
const HOTTEST: i32 = 63;

/// What the things that a clause may hold weigh for each matter.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hints {
    /// By [`weights::key`].
    by_thing: FxHashMap<u64, Kept>,
}

/// A matter that words of a clause hint at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hint {
    pub(crate) matter: Category,
    /// The tokens that weigh for it most, in a row.
    pub(crate) tokens: Range<usize>,
}

impl Hints {
    /// Reads a file of weights; none when there is no such file.
    pub(crate) fn load(files: &PackFiles, path: &str) -> Result<Self, PackError> {
        let Some(bytes) = files.get(path) else { return Ok(Self::default()) };
        let error = |line| PackError { file: path.to_owned(), line, what: Problem::NotAWeight };
        Self::read(load::text(path, bytes)?).map_err(error)
    }

    /// Reads weights: a line for each thing, then tabs and matters with their weights (`dialysis`, tab, `health 210`).
    /// The first line, 1-based, that is of no such form is the error.
    fn read(text: &str) -> Result<Self, usize> {
        let mut by_thing = FxHashMap::<u64, Kept>::default();
        let lines = (1..).zip(text.lines());
        for (number, line) in lines.filter(|(_, line): &(usize, &str)| !line.starts_with(COMMENT)) {
            let (thing, told) = line.split_once('\t').ok_or(number)?;
            let mut weighed: Kept = Default::default();
            for one in told.split('\t') {
                let (name, weight) = one.split_once(' ').ok_or(number)?;
                let at = MATTERS.iter().position(|matter| matter.name() == name).ok_or(number)?;
                let slot = weighed.get_mut(at).ok_or(number)?;
                *slot = weight.parse().map_err(|_| number)?;
            }
            by_thing.insert(weights::key(thing), weighed);
        }
        Ok(Self { by_thing })
    }

    /// How warm a word makes its clause: 0 to 63.
    pub(crate) fn warmth(&self, word: &str) -> u16 {
        let mut weighed = NOTHING;
        of_word(Part::new(word), |thing| self.add(thing, &mut weighed));
        let most = weighed.iter().max().map_or(0, |most| most / DEGREE);
        most.clamp(0, HOTTEST) as u16
    }

    /// Is a clause of so warm words worth a look?
    #[inline]
    pub(crate) fn is_warm(warmth: u32) -> bool {
        warmth >= WARM
    }

    /// What a clause hints at; none when it is not sure enough.
    pub(crate) fn told(&self, tokens: &Tokens, clause: &Range<usize>) -> Option<Hint> {
        let mut all = NOTHING;
        self.add(&[Part::new(ANY)], &mut all);
        of_clause(tokens, clause, |_, thing| self.add(thing, &mut all));
        let (at, most) = all.iter().enumerate().max_by_key(|(_, weight)| **weight)?;
        let matter = *MATTERS.get(at)?;
        let wanted = if matter.tells_of_somebody() { SURE } else { SURE_OF_WISH };
        (*most > wanted).then(|| {
            let Range { start, end } = heaviest(&self.each(tokens, clause, at));
            Hint { matter, tokens: clause.start + start..clause.start + end }
        })
    }

    /// The words of some tokens that weigh most for a matter, as folded, in their order.
    pub(crate) fn strongest(
        &self,
        tokens: &Tokens,
        matter: Category,
        hint: &Range<usize>,
    ) -> String {
        let at = MATTERS.iter().position(|one| *one == matter).unwrap_or_default();
        let each = self.each(tokens, hint, at);
        weights::strongest(tokens, each.into_iter().zip(hint.clone())).join(", ")
    }

    /// What each token of a clause weighs, with the one before it, for one of [`MATTERS`].
    fn each(&self, tokens: &Tokens, clause: &Range<usize>, matter: usize) -> Vec<i32> {
        let mut each = vec![0; clause.len()];
        of_clause(tokens, clause, |at, thing| {
            let mut weighed = NOTHING;
            self.add(thing, &mut weighed);
            if let (Some(slot), Some(weight)) = (each.get_mut(at), weighed.get(matter)) {
                *slot += weight;
            }
        });
        each
    }

    #[inline]
    fn add(&self, thing: &[Part<'_>], to: &mut Weighed) {
        if let Some(kept) = self.by_thing.get(&weights::key_of(thing)) {
            to.iter_mut().zip(kept).for_each(|(to, one)| *to += i32::from(*one));
        }
    }
}

/// The weights of things for each matter, as a file says them, below a comment.
#[must_use]
pub fn file(comment: &str, told: &BTreeMap<String, Vec<(Category, i32)>>) -> String {
    let one = |(matter, weight): &(Category, i32)| format!("\t{} {weight}", matter.name());
    let line = |(thing, weights): (&String, &Vec<_>)| {
        let weights: String = weights.iter().map(one).collect();
        format!("{thing}{weights}\n")
    };
    std::iter::once(format!("{COMMENT}{comment}\n")).chain(told.iter().map(line)).collect()
}

/// The clauses of a note, as ranges of tokens.
#[must_use]
pub fn clauses(tokens: &Tokens) -> Vec<Range<usize>> {
    let begins = |index: &usize| tokens.get(*index).is_some_and(|token| token.gap >= Gap::Clause);
    let mut starts: Vec<usize> = (1..tokens.len()).filter(begins).collect();
    starts.insert(0, 0);
    let ends = starts.iter().skip(1).copied().chain(std::iter::once(tokens.len()));
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

/// What a clause holds: `*`, its words, how the longer ones begin, each two in a row.
#[must_use]
pub fn things(tokens: &Tokens, clause: &Range<usize>) -> Vec<String> {
    let mut things = vec![ANY.to_owned()];
    of_clause(tokens, clause, |_, thing| things.push(weights::told(thing)));
    things
}

/// Hands over what a clause holds, [`ANY`] aside, each thing with the place in the clause of its last word.
fn of_clause(tokens: &Tokens, clause: &Range<usize>, mut told: impl FnMut(usize, &[Part<'_>])) {
    let mut before = Part::new(OPENING);
    let words = tokens.all().get(clause.clone()).unwrap_or_default();
    for (at, token) in words.iter().enumerate() {
        let word = Part::of(tokens, token);
        of_word(word, |thing| told(at, thing));
        told(at, &[before, word]);
        before = word;
    }
    told(clause.len().saturating_sub(1), &[before, Part::new(ENDING)]);
}

/// Hands over what one word holds: itself and how it begins.
fn of_word(word: Part<'_>, mut told: impl FnMut(&[Part<'_>])) {
    told(&[word]);
    if let Some(begun) = word.beginning(&mut Room::default()) {
        told(&[begun]);
    }
}

/// The stretch that weighs most, the first of equals.
fn heaviest(weights: &[i32]) -> Range<usize> {
    let (mut best, mut most) = (0..0, i32::MIN);
    let (mut start, mut sum) = (0, 0);
    for (at, weight) in weights.iter().enumerate() {
        if sum < 0 {
            (start, sum) = (at, 0);
        }
        sum += weight;
        if sum > most {
            (best, most) = (start..at + 1, sum);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Tokens {
        let mut tokens = Tokens::default();
        tokens.read(text);
        tokens
    }

    fn hints() -> Hints {
        let file =
            "# comment\n*\thealth -300\tunion -300\nrenal\thealth 400\trenal-\nunit\thealth 90";
        assert_eq!(Hints::read(file).err(), Some(3));
        let file = "*\thealth -300\trenal\nrenal\thealth 400";
        assert_eq!(Hints::read(file).err(), Some(1));
        let file = "# comment\n*\thealth -300\tunion -300\nrenal\thealth 500\nrenal unit\thealth 90\nmonday\thealth -50";
        Hints::read(file).unwrap_or_default()
    }

    #[test]
    fn a_clause_holds_words_beginnings_and_pairs() {
        let tokens = cut("ok, on Tuesday at 3");
        assert_eq!(clauses(&tokens), [0..1, 1..5]);
        let want = ["*", "on", "^ on", "tuesday", "tues-", "on tuesday", "at", "tuesday at", "0"];
        assert_eq!(things(&tokens, &(1..5)).get(..9), Some(&want.map(str::to_owned)[..]));
        assert_eq!(things(&tokens, &(1..5)).last().map(String::as_str), Some("0 $"));
        assert_eq!(clauses(&Tokens::default()).len(), 1);
    }

    #[test]
    fn what_is_told_is_the_heaviest_stretch() {
        let tokens = cut("Monday at the renal unit");
        let hint = hints().told(&tokens, &(0..5));
        assert_eq!(hint, Some(Hint { matter: Category::Health, tokens: 1..5 }));
        let strongest = hint.map(|hint| hints().strongest(&tokens, hint.matter, &hint.tokens));
        assert_eq!(strongest, Some("renal, unit".to_owned()));
        assert_eq!(hints().told(&cut("Monday at the unit"), &(0..4)), None);
        assert_eq!(Hints::default().told(&tokens, &(0..5)), None);
    }

    #[test]
    fn a_file_is_read_as_it_was_written() {
        let told = BTreeMap::from([("renal".to_owned(), vec![(Category::Health, 4)])]);
        let read = Hints::read(&file("what for", &told)).unwrap_or_default();
        assert_eq!(read.by_thing.len(), 1);
        assert_eq!(hints().warmth("renal"), 20);
        assert_eq!(hints().warmth("monday"), 0);
    }
}
