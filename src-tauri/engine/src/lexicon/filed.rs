//! Where terms are looked up: each is filed under the rarest element that it requires, so that a
//! note without any word of that element never costs a try.
//!
//! Most words that bring terms up are still in innocent company. With each term stand therefore the
//! marks of the words that must be right before and right after its rare element, and of those that
//! must be somewhere on either side in its clause: four tests of bits refuse nearly all tries before a step is
//! taken.

use rustc_hash::FxHashMap;

use super::around::{Beside, Sides};
use super::compile::{Compiler, Element, Pattern, Step};
use super::hot::HotHeads;
use super::lists::Lists;
use super::marks::{ANY, Marks};
use super::vocabulary::{Vocabulary, WordId};

/// A term that an element brings up.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Trigger {
    /// Its number.
    pub(crate) pattern: u32,
    /// Place of the element, or of the one that accepts it among several words, in its steps.
    pub(crate) place: u32,
    /// Most tokens that may stand between the first of a match and the element.
    pub(crate) back: u32,
    /// Most tokens that may stand between the element and the last of a match.
    pub(crate) ahead: u32,
    /// Is its match in one clause?
    pub(crate) joined: bool,
}

/// What must stand around an element for the term that it brings up to match. Nearly all are asked
/// in vain: each is as long as a line of the processor's cache.
#[derive(Clone, Copy, Debug)]
struct Guard {
    /// Of these words, one must stand right before the element, and one right after it.
    beside: Beside,
    /// Of these, one before it in its clause, and one after it.
    left: Marks,
    right: Marks,
}

/// Anything at all beside an element.
const ANYTHING: Beside = Beside { before: ANY, after: ANY };

impl Guard {
    /// May it match with these on either side?
    #[inline]
    fn lets_in(&self, sides: &Sides) -> bool {
        self.left & sides.left != 0 && self.right & sides.right != 0
    }
}

/// Some of the terms that a word brings up, alike in what they ask for beside it: refused at once where none of them may
/// match. As long as a line of the processor's cache.
#[derive(Clone, Copy, Debug)]
struct Row {
    /// Marks of which one must stand right before, and right after, for any of them.
    may: Beside,
    /// Their places in all lists, then [`NONE`].
    places: [u32; ROW],
}

/// How many terms a row holds at most.
const ROW: usize = 8;

/// The place of no term.
const NONE: u32 = u32::MAX;

impl Row {
    /// Terms by their places, [`ROW`] at most, and what guards each of all.
    fn new(places: &[u32], guards: &[Guard]) -> Self {
        let mut row = Self { may: Beside { before: 0, after: 0 }, places: [NONE; ROW] };
        for (slot, place) in row.places.iter_mut().zip(places) {
            *slot = *place;
            let Some(guard) = guards.get(*place as usize) else { continue };
            row.may.before |= guard.beside.before;
            row.may.after |= guard.beside.after;
        }
        row
    }
}

/// Terms under the elements that bring them up, while they are compiled.
#[derive(Default)]
pub(crate) struct Filing {
    by_element: Vec<Vec<(Guard, Trigger)>>,
    terms: u32,
}

/// Terms under the elements that bring them up.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filed {
    by_element: Lists<Trigger>,
    /// What guards each of them, in the same order.
    guards: Vec<Guard>,
    /// By word: the number, in `rows`, of what it brings up.
    of_word: Vec<u32>,
    /// The terms that words bring up. Words of one class bring up the same.
    rows: Lists<Row>,
    /// Beginnings of words, sorted, with their elements.
    prefixes: Vec<(Box<str>, u32)>,
    /// May a word begin so?
    pub(crate) heads: HotHeads,
}

impl Filing {
    /// Files a term; terms are numbered in the order they come. None when no element of it can
    /// bring it up.
    pub(crate) fn add(&mut self, compiler: &Compiler<'_>, pattern: &Pattern) -> Option<()> {
        let rarest = compiler.rarest(&pattern.steps)?;
        let (before, rest) = pattern.steps.split_at_checked(rarest)?;
        let joined = !compiler.across(&pattern.steps);
        let place = rarest as u32;
        let trigger = Trigger { pattern: self.terms, place, back: 0, ahead: 0, joined };
        let guard = Guard {
            beside: ANYTHING,
            left: if joined { compiler.needed(before) } else { ANY },
            right: if joined { compiler.needed(rest.get(1..)?) } else { ANY },
        };
        self.under(compiler, &pattern.steps, (guard, trigger))?;
        self.terms += 1;
        Some(())
    }

    /// Files a term under the rarest element of these steps, and of the sequences it accepts.
    fn under(
        &mut self,
        compiler: &Compiler<'_>,
        steps: &[Step],
        (guard, outer): (Guard, Trigger),
    ) -> Option<()> {
        let at = compiler.rarest(steps)?;
        let (before, rest) = steps.split_at_checked(at)?;
        let (Step::Element { id, .. }, after) = rest.split_first()? else { return None };
        let trigger = Trigger {
            back: outer.back + compiler.longest(before) as u32,
            ahead: outer.ahead + compiler.longest(after) as u32,
            ..outer
        };
        let own = Guard {
            beside: Beside {
                before: compiler.first(before.iter().rev(), |element| element.closing),
                after: compiler.first(after.iter(), |element| element.opening),
            },
            ..guard
        };
        let slot = *id as usize;
        if self.by_element.len() <= slot {
            self.by_element.resize_with(slot + 1, Vec::new);
        }
        self.by_element.get_mut(slot)?.push((own, trigger));
        let inside = (Guard { beside: ANYTHING, ..own }, trigger);
        let element = compiler.elements.get(slot)?;
        element
            .sequences
            .all()
            .iter()
            .try_for_each(|(_, steps)| self.under(compiler, steps, inside))
    }

    /// The file, when all terms are there.
    pub(crate) fn finish(self, vocabulary: &Vocabulary, elements: &[Element]) -> Filed {
        let mut filed = Filed::default();
        for list in self.by_element {
            filed.guards.extend(list.iter().map(|(guard, _)| guard));
            filed.by_element.push(list.into_iter().map(|(_, trigger)| trigger));
        }
        let brings = |element: &u32| !filed.by_element.get(*element as usize).is_empty();
        let mut numbers = FxHashMap::default();
        for id in 0..vocabulary.forms().len() as WordId {
            let mut elements: Vec<u32> =
                vocabulary.members(id).iter().map(|member| member.element).collect();
            elements.dedup();
            let triggers = |element: u32| filed.by_element.range(element as usize);
            let places = elements.into_iter().flat_map(triggers).map(|place| place as u32);
            let mut places: Vec<u32> = places.collect();
            places.sort_by_key(|place| {
                let beside = filed.guards.get(*place as usize).map(|guard| guard.beside);
                beside.map(|Beside { before, after }| (before, after))
            });
            let next = numbers.len() as u32;
            let number = *numbers.entry(places).or_insert_with_key(|places: &Vec<u32>| {
                filed.rows.push(places.chunks(ROW).map(|row| Row::new(row, &filed.guards)));
                next
            });
            filed.of_word.push(number);
        }
        for (id, element) in (0..).zip(elements).filter(|(id, _)| brings(id)) {
            filed.prefixes.extend(element.prefixes.iter().map(|prefix| (prefix.clone(), id)));
        }
        filed.prefixes.sort_unstable();
        filed.heads = HotHeads::new(filed.prefixes.iter().map(|(prefix, _)| &**prefix));
        filed
    }
}

impl Filed {
    /// The term at a place.
    pub(crate) fn trigger(&self, place: u32) -> Option<&Trigger> {
        self.by_element.items().get(place as usize)
    }

    /// Hands over the places of the terms that a word brings up and that may match with these words beside it.
    #[inline(always)]
    pub(crate) fn of_word(&self, word: WordId, beside: Beside, mut brought: impl FnMut(u32)) {
        for row in self.rows_of(word).iter().filter(|row| row.may.shares(beside)) {
            for place in row.places {
                let Some(guard) = self.guards.get(place as usize) else { break };
                if guard.beside.shares(beside) {
                    brought(place);
                }
            }
        }
    }

    #[inline(always)]
    fn rows_of(&self, word: WordId) -> &[Row] {
        self.of_word.get(word as usize).map_or(&[], |number| self.rows.get(*number as usize))
    }

    /// Does a word bring up any term?
    pub(crate) fn is_rare(&self, word: WordId) -> bool {
        !self.rows_of(word).is_empty()
    }

    /// The same for those that a folded word brings up by how it begins.
    pub(crate) fn of_beginning(&self, word: &str, beside: Beside, brought: impl FnMut(u32)) {
        let places = self.beginnings(word).flat_map(|element| self.by_element.range(element));
        let places = places.map(|place| place as u32);
        places.filter(|place| self.stands(*place, beside)).for_each(brought);
    }

    #[inline(always)]
    fn stands(&self, place: u32, beside: Beside) -> bool {
        self.guards.get(place as usize).is_some_and(|guard| guard.beside.shares(beside))
    }

    /// May the term at a place match with these words on either side of what brings it up?
    #[inline]
    pub(crate) fn lets_in(&self, place: u32, sides: &Sides) -> bool {
        self.guards.get(place as usize).is_some_and(|guard| guard.lets_in(sides))
    }

    /// Does a folded word bring up any term by how it begins?
    pub(crate) fn has_beginning_of(&self, word: &str) -> bool {
        self.beginnings(word).next().is_some()
    }

    /// The elements that a folded word brings up by how it begins.
    fn beginnings(&self, word: &str) -> impl Iterator<Item = usize> {
        // A beginning has three letters at least.
        let head = word.get(..3).unwrap_or(word);
        let from = self.prefixes.partition_point(|(prefix, _)| **prefix < *head);
        let near = self.prefixes.get(from..).unwrap_or_default().iter();
        near.take_while(|(prefix, _)| **prefix <= *word)
            .filter(|(prefix, _)| word.starts_with(&**prefix))
            .map(|(_, element)| *element as usize)
    }
}
