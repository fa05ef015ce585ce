//! Where terms are looked up: each is filed under the rarest element that it requires, so that a
//! note without any word of that element never costs a try.
//!
//! Most words that bring terms up are still in innocent company. With each term stand therefore the
//! marks of the words that must be right before and right after its rare element, and somewhere in
//! the sentence: three tests of bits refuse nearly all tries before a step is taken.

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
    /// Most tokens that may stand between the first of a match and the element.
    pub(crate) back: u32,
    /// Of these words, one must stand right before the element.
    pub(crate) before: Marks,
    /// Of these, one right after it.
    pub(crate) after: Marks,
    /// Of these, one in the sentence.
    pub(crate) with: Marks,
}

/// Terms under the elements that bring them up, while they are compiled.
#[derive(Default)]
pub(crate) struct Filing {
    by_element: Vec<Vec<Trigger>>,
    terms: u32,
}

/// Terms under the elements that bring them up.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filed {
    by_element: Lists<Trigger>,
    /// By word: the elements it belongs to that bring something up.
    of_word: Lists<u32>,
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
        let others = (0..).zip(&pattern.steps).filter_map(|(at, step)| match step {
            Step::Element { optional: false, .. } if at != rarest => {
                let rarity = compiler.rarity_of(step)?;
                rarity.weight.map(|_| rarity.marks)
            }
            _ => None,
        });
        let with = others.min_by_key(|marks| marks.count_ones()).unwrap_or(ANY);
        let trigger = Trigger { pattern: self.terms, back: 0, before: ANY, after: ANY, with };
        self.under(compiler, &pattern.steps, trigger)?;
        self.terms += 1;
        Some(())
    }

    /// Files a term under the rarest element of these steps, and of the sequences it accepts.
    fn under(&mut self, compiler: &Compiler<'_>, steps: &[Step], outer: Trigger) -> Option<()> {
        let at = compiler.rarest(steps)?;
        let (before, rest) = steps.split_at_checked(at)?;
        let (Step::Element { id, .. }, after) = rest.split_first()? else { return None };
        let trigger = Trigger {
            back: outer.back + compiler.longest(before) as u32,
            before: compiler.first(before.iter().rev(), |element| element.closing),
            after: compiler.first(after.iter(), |element| element.opening),
            ..outer
        };
        let slot = *id as usize;
        if self.by_element.len() <= slot {
            self.by_element.resize_with(slot + 1, Vec::new);
        }
        self.by_element.get_mut(slot)?.push(trigger);
        let inside = Trigger { before: ANY, after: ANY, ..trigger };
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
        let used: Vec<bool> = self.by_element.iter().map(|list| !list.is_empty()).collect();
        let brings = |element: u32| used.get(element as usize).copied().unwrap_or(false);
        for id in 0..vocabulary.forms().len() as WordId {
            let mut elements: Vec<u32> =
                vocabulary.members(id).iter().map(|member| member.element).collect();
            elements.dedup();
            filed.of_word.push(elements.into_iter().filter(|element| brings(*element)));
        }
        for (id, element) in (0..).zip(elements).filter(|(id, _)| brings(*id)) {
            filed.prefixes.extend(element.prefixes.iter().map(|prefix| (prefix.clone(), id)));
        }
        filed.prefixes.sort_unstable();
        for list in self.by_element {
            filed.by_element.push(list);
        }
        filed.heads = HotHeads::new(filed.prefixes.iter().map(|(prefix, _)| &**prefix));
        filed
    }
}

impl Filed {
    /// The terms that an element brings up.
    pub(crate) fn terms(&self, element: u32) -> &[Trigger] {
        self.by_element.get(element as usize)
    }

    /// The elements by which a word brings something up.
    pub(crate) fn of_word(&self, word: WordId) -> &[u32] {
        self.of_word.get(word as usize)
    }

    /// The elements by whose beginnings a folded word brings something up.
    pub(crate) fn of_prefix<'w>(&'w self, word: &'w str) -> impl Iterator<Item = u32> + 'w {
        // A beginning has three letters at least.
        let head = word.get(..3).unwrap_or(word);
        let from = self.prefixes.partition_point(|(prefix, _)| **prefix < *head);
        let near = self.prefixes.get(from..).unwrap_or_default().iter();
        let near = near.take_while(|(prefix, _)| **prefix <= *word);
        near.filter(|(prefix, _)| word.starts_with(&**prefix)).map(|(_, element)| *element)
    }
}
