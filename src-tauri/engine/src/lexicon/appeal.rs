//! What surrounds a find may overturn what rules made of it: "le siège est pingre sur les budgets" is found by its words
//! and is business; "il boit, on le voit à l'odeur" is spared for want of a word nearby and is not.
//!
//! The words found, those around them and how they follow each other weigh for the one or the other. The weights are
//! learned by `examples/appeal.rs` from labelled notes and kept in `lexicons/<lang>/appeal.tsv`.

use std::ops::Range;

use crate::text::token::{Gap, Tokens};
use crate::weights::{self, ANY, ENDING, OPENING, Part, Room, Weights, strongest};

use super::rule::Rule;

/// What each thing around a find weighs for what its rule says; less than nothing for business.
#[derive(Clone, Debug, Default)]
pub(crate) struct Appeal(pub(super) Weights);

/// How much must speak for business for what was found to be dropped.
const SURE_OF_BUSINESS: i32 = 100;
/// How much must speak for a rule for what was spared to be found.
const SURE: i32 = 300;
/// Words looked at on either side.
const REACH: usize = 12;
/// What stands for the words found in pairs.
const FOUND: &str = "[]";
/// What stands before words of other clauses.
const ELSEWHERE: &str = "~";
/// What stands before what rules say.
const RULES: &str = "=";

/// A verdict on appeal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ruling {
    /// What the rule found is business.
    Business,
    /// What was spared is what the rule says.
    Told,
    /// What rules made of it stands.
    Upheld,
}

impl Appeal {
    /// What the surroundings of a find say of it; `rule` is the one that it matched, `spared` whether something spared it.
    pub(crate) fn ruling(
        &self,
        tokens: &Tokens,
        found: &Range<usize>,
        rule: &Rule,
        spared: bool,
    ) -> Ruling {
        let mut sum = self.0.of(&verdict(spared));
        of_find(tokens, found, rule, |_, thing| sum += self.0.of(thing));
        match sum {
            _ if !spared && sum < -SURE_OF_BUSINESS => Ruling::Business,
            _ if spared && sum > SURE => Ruling::Told,
            _ => Ruling::Upheld,
        }
    }

    /// The words around a find that speak most for a ruling, as folded, in their order; none for one that upholds.
    pub(crate) fn strongest(
        &self,
        tokens: &Tokens,
        found: &Range<usize>,
        rule: &Rule,
        ruling: Ruling,
    ) -> Option<String> {
        let sign = match ruling {
            Ruling::Business => -1,
            Ruling::Told => 1,
            Ruling::Upheld => return None,
        };
        let mut each = vec![0; tokens.len()];
        of_find(tokens, found, rule, |at, thing| {
            if let Some(weight) = at.and_then(|at| each.get_mut(at)) {
                *weight += self.0.of(thing) * sign;
            }
        });
        let told = strongest(tokens, each.into_iter().zip(0..));
        (!told.is_empty()).then(|| told.join(", "))
    }
}

/// What a find and its surroundings hold, for learning.
#[must_use]
pub(crate) fn things(
    tokens: &Tokens,
    found: &Range<usize>,
    rule: &Rule,
    spared: bool,
) -> Vec<String> {
    let mut things = vec![weights::told(&verdict(spared))];
    of_find(tokens, found, rule, |_, thing| things.push(weights::told(thing)));
    things
}

/// What rules made of a find, as a thing: most that they find stands.
fn verdict(spared: bool) -> [Part<'static>; 2] {
    [RULES, if spared { "spared" } else { "found" }].map(Part::new)
}

/// Hands over what a find holds, each thing with the token that it is about, if it is about one around: [`ANY`], the
/// rule (`= health.birth`), the words found, each and all; on either side the words of the clause, each two in a row, the
/// word beside what was found by category too, and the words of other clauses (`~ word`).
fn of_find(
    tokens: &Tokens,
    found: &Range<usize>,
    rule: &Rule,
    mut told: impl FnMut(Option<usize>, &[Part<'_>]),
) {
    let found_here = Part::new(FOUND);
    told(None, &[Part::new(ANY)]);
    told(None, &[RULES, rule.name()].map(Part::new));
    let words = tokens.all().get(found.clone()).unwrap_or_default().iter();
    let words = words.map(|token| Part::of(tokens, token));
    words.clone().for_each(|word| told(None, &[found_here, word]));
    if found.len() > 1 {
        let whole: Vec<Part<'_>> = std::iter::once(found_here).chain(words).collect();
        told(None, &whole);
    }
    let mut room = Room::default();
    let category = room.joined([rule.category.name().as_bytes(), b":"]);
    let Some(category) = category else { return };
    let first = found.start.saturating_sub(REACH);
    let last = tokens.len().min(found.end + REACH);
    let before = Side { category, edge: OPENING, whole: first == 0, reads_back: true };
    let after = Side { category, edge: ENDING, whole: last == tokens.len(), reads_back: false };
    before.hand_over(tokens, (first..found.start).rev(), &mut told);
    after.hand_over(tokens, found.end..last, &mut told);
}

/// One side of a find.
struct Side<'r> {
    /// The category of what was found.
    category: Part<'r>,
    /// What stands where its clause ends.
    edge: &'static str,
    /// Does it reach the end of the note?
    whole: bool,
    /// Does it go from the find towards the beginning?
    reads_back: bool,
}

impl Side<'_> {
    /// Hands over what tokens hold, from the find on.
    fn hand_over(
        &self,
        tokens: &Tokens,
        range: impl Iterator<Item = usize>,
        told: &mut impl FnMut(Option<usize>, &[Part<'_>]),
    ) {
        let (edge, elsewhere) = (Part::new(self.edge), Part::new(ELSEWHERE));
        // The word before, on the way; none in other clauses.
        let (mut near, mut beside) = (Some(Part::new(FOUND)), true);
        for at in range {
            if parted(tokens, at + usize::from(self.reads_back))
                && let Some(near) = near.take()
            {
                told(None, &self.two(near, edge));
            }
            let Some(token) = tokens.get(at) else { continue };
            let word = Part::of(tokens, token);
            let Some(last) = near else {
                told(Some(at), &[elsewhere, word]);
                continue;
            };
            let [first, second] = self.two(last, word);
            told(Some(at), &[word]);
            told(Some(at), &[first, second]);
            if std::mem::take(&mut beside) {
                told(Some(at), &[self.category, first, second]);
            }
            near = Some(word);
        }
        if let Some(near) = near.filter(|_| self.whole) {
            told(None, &self.two(near, edge));
        }
    }

    /// Two words in the order of the note, the first of them nearer to the find.
    fn two<'t>(&self, near: Part<'t>, far: Part<'t>) -> [Part<'t>; 2] {
        if self.reads_back { [far, near] } else { [near, far] }
    }
}

/// Does another clause begin at a token?
fn parted(tokens: &Tokens, at: usize) -> bool {
    tokens.get(at).is_some_and(|token| token.gap >= Gap::Clause)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::finding::{Category, Severity};
    use crate::lexicon::pack::Bilingual;
    use crate::text::language::Language;

    fn rule() -> Rule {
        Rule {
            id: Arc::from("en.judgement.said"),
            language: Language::English,
            category: Category::Judgement,
            severity: Severity::Minor,
            basis: Vec::new(),
            family: Bilingual::default(),
            title: Bilingual::default(),
            why: Bilingual::default(),
            advice: Bilingual::default(),
            terms: Vec::new(),
            rewrite: None,
            columns: Vec::new(),
            channels: Vec::new(),
            hints: false,
            yields: false,
            flags: Vec::new(),
            allows: Vec::new(),
            misses: Vec::new(),
            file: Arc::from("en/judgement.toml"),
            line: 1,
        }
    }

    fn cut(text: &str) -> Tokens {
        let mut tokens = Tokens::default();
        tokens.read(text);
        tokens
    }

    #[test]
    fn a_find_holds_its_words_and_those_around() {
        let held =
            things(&cut("ring first, the head office is slow on quotes"), &(5..7), &rule(), false);
        let want = [
            "= found",
            "*",
            "= judgement.said",
            "[] is",
            "[] slow",
            "[] is slow",
            "office",
            "office []",
            "judgement: office []",
            "head",
            "head office",
            "the",
            "the head",
            "^ the",
            "~ first",
            "~ ring",
            "on",
            "[] on",
            "judgement: [] on",
            "quotes",
            "on quotes",
            "quotes $",
        ];
        assert_eq!(held, want);
    }

    #[test]
    fn what_surrounds_a_find_overturns_either_verdict() {
        let file = "= found\t90\n= spared\t-200\nquotes\t-190\noffice []\t-20\n[] drunk\t600";
        let appeal = Appeal(Weights::read(file).unwrap_or_default());
        let (text, rule) = (cut("the office is slow on quotes"), rule());
        let ruling =
            |text: &Tokens, found: Range<usize>, spared| appeal.ruling(text, &found, &rule, spared);
        assert_eq!(ruling(&text, 2..4, false), Ruling::Business);
        let words = appeal.strongest(&text, &(2..4), &rule, Ruling::Business);
        assert_eq!(words.as_deref(), Some("office, quotes"));
        assert_eq!(ruling(&cut("the office is slow"), 2..4, false), Ruling::Upheld);
        assert_eq!(ruling(&text, 2..4, true), Ruling::Upheld);
        assert_eq!(ruling(&cut("drunk again"), 0..1, true), Ruling::Told);
        assert_eq!(appeal.strongest(&text, &(2..4), &rule, Ruling::Upheld), None);
    }
}
