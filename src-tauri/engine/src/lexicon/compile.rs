//! From terms to what the matcher runs: words to elements, terms to steps, rare words to patterns.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use crate::text::words::Words;
use crate::text::{fold, hash};

use super::builtin::Builtin;
use super::error::{PackError, Problem};
use super::inflect::Morphology;
use super::load::Placed;
use super::term::{Atom, Item};
use super::vocabulary::Collected;

/// One step of a compiled term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// One element; it may be missing.
    Element { id: u32, optional: bool },
    /// Up to so many tokens.
    Gap(u8),
    /// What is found begins here.
    Start,
    /// What is found ends here.
    End,
}

/// What an element accepts besides the words that belong to it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Element {
    /// Folded beginnings of words.
    pub(crate) prefixes: Vec<Box<str>>,
    /// Built-in classes.
    pub(crate) builtins: Vec<Builtin>,
    /// Several words in a row, each with the marks of the words that may begin it.
    pub(crate) sequences: Vec<(Marks, Vec<Step>)>,
    /// Marks of the words that belong to it.
    pub(crate) marks: Marks,
    /// Marks of the words that may begin what it accepts.
    pub(crate) opening: Marks,
    /// Words that belong to it (only while compiling: for weights).
    words: BTreeSet<String>,
}

/// A compiled term.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    pub(crate) steps: Vec<Step>,
    /// The element that must be there, when it is the only one.
    pub(crate) lone: Option<u32>,
    /// Marks of words (see [`mark`]) of which the sentence must hold one each, for a match.
    pub(crate) needs: [Marks; 2],
    /// Marks of the words that may begin a match.
    pub(crate) opening: Marks,
    /// As written.
    pub(crate) source: Box<str>,
}

/// What brings a pattern up: a word or a beginning of words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Anchor {
    Word(String),
    Prefix(Box<str>),
}

/// Compiles the terms of one language.
pub(crate) struct Compiler<'a> {
    pub(crate) known: &'a Words,
    pub(crate) morphology: &'a Morphology,
    pub(crate) classes: &'a BTreeMap<String, Vec<Placed>>,
    pub(crate) common: &'a FxHashMap<String, u32>,
    /// Other spellings of a folded word (`bcp` of `beaucoup`).
    pub(crate) aliases: &'a BTreeMap<String, Vec<String>>,
    pub(crate) vocabulary: Collected,
    pub(crate) elements: Vec<Element>,
    ids: BTreeMap<Vec<Vec<Atom>>, u32>,
    under_way: Vec<String>,
}

/// Choices of an element once classes are opened.
#[derive(Default)]
struct Open {
    atoms: BTreeSet<Atom>,
    sequences: Vec<Vec<Step>>,
    builtins: BTreeSet<Builtin>,
}

impl<'a> Compiler<'a> {
    pub(crate) fn new(
        known: &'a Words,
        morphology: &'a Morphology,
        classes: &'a BTreeMap<String, Vec<Placed>>,
        common: &'a FxHashMap<String, u32>,
        aliases: &'a BTreeMap<String, Vec<String>>,
    ) -> Self {
        Self {
            known,
            morphology,
            classes,
            common,
            aliases,
            vocabulary: Collected::default(),
            elements: Vec::new(),
            ids: BTreeMap::new(),
            under_way: Vec::new(),
        }
    }

    /// Compiles one term.
    pub(crate) fn pattern(&mut self, placed: &Placed) -> Result<Pattern, PackError> {
        let steps = self.steps(&placed.term.items, placed)?;
        let mut required = steps.iter().filter_map(|step| match step {
            Step::Element { id, optional: false } => Some(*id),
            _ => None,
        });
        let lone = required.next().filter(|_| required.next().is_none());
        let needs = self.needs(&steps);
        let opening = self.opening(&steps);
        Ok(Pattern { steps, lone, needs, opening, source: placed.term.source.as_str().into() })
    }

    fn steps(&mut self, items: &[Item], placed: &Placed) -> Result<Vec<Step>, PackError> {
        let mut steps = Vec::with_capacity(items.len());
        for item in items {
            steps.push(match item {
                Item::Gap(width) => Step::Gap(*width),
                Item::Start => Step::Start,
                Item::End => Step::End,
                Item::One { choices, optional } => {
                    Step::Element { id: self.element(choices, placed)?, optional: *optional }
                }
            });
        }
        Ok(steps)
    }

    /// The element of these choices; equal choices share one element.
    fn element(&mut self, choices: &[Vec<Atom>], placed: &Placed) -> Result<u32, PackError> {
        let mut key = choices.to_vec();
        key.sort();
        key.dedup();
        if let Some(&id) = self.ids.get(&key) {
            return Ok(id);
        }
        let mut open = Open::default();
        for choice in &key {
            self.open(choice, placed, &mut open)?;
        }
        let id = self.elements.len() as u32;
        self.elements.push(Element::default());
        let mut element = Element {
            builtins: open.builtins.into_iter().collect(),
            sequences: open.sequences.into_iter().map(|s| (self.opening(&s), s)).collect(),
            ..Element::default()
        };
        for atom in &open.atoms {
            self.atom(atom, id, &mut element);
        }
        element.marks = element.words.iter().fold(0, |marks, w| marks | mark(anchor_hash(w)));
        let any = !element.builtins.is_empty() || !element.prefixes.is_empty();
        let sequences = element.sequences.iter().fold(0, |marks, (opening, _)| marks | opening);
        element.opening = if any { Marks::MAX } else { element.marks | sequences };
        if let Some(slot) = self.elements.get_mut(id as usize) {
            *slot = element;
        }
        self.ids.insert(key, id);
        Ok(id)
    }

    /// Opens a choice: classes give their entries, several words in a row give a sequence.
    fn open(&mut self, choice: &[Atom], placed: &Placed, open: &mut Open) -> Result<(), PackError> {
        match choice {
            [Atom::Class(name)] => self.open_class(name, placed, open),
            [atom] => {
                open.atoms.insert(atom.clone());
                Ok(())
            }
            several => {
                let one = |a: &Atom| Item::One { choices: vec![vec![a.clone()]], optional: false };
                let items: Vec<Item> = several.iter().map(one).collect();
                open.sequences.push(self.steps(&items, placed)?);
                Ok(())
            }
        }
    }

    fn open_class(&mut self, name: &str, from: &Placed, open: &mut Open) -> Result<(), PackError> {
        if let Some(builtin) = Builtin::by_name(name) {
            open.builtins.insert(builtin);
            return Ok(());
        }
        let refuse =
            |what: Problem| PackError { file: from.file.to_string(), line: from.line, what };
        if self.under_way.iter().any(|class| class == name) {
            return Err(refuse(Problem::Circular(name.to_owned())));
        }
        let Some(entries) = self.classes.get(name) else {
            let term = from.term.source.clone();
            return Err(refuse(Problem::UnknownClass { term, class: name.to_owned() }));
        };
        self.under_way.push(name.to_owned());
        for entry in entries {
            match entry.term.items.as_slice() {
                [Item::One { choices, optional: false }] => {
                    for choice in choices {
                        self.open(choice, entry, open)?;
                    }
                }
                items => open.sequences.push(self.steps(items, entry)?),
            }
        }
        self.under_way.pop();
        Ok(())
    }

    /// Enters the forms of an atom.
    fn atom(&mut self, atom: &Atom, id: u32, element: &mut Element) {
        let (forms, typos) = match atom {
            Atom::Word(word) => (self.morphology.word_forms(word, self.known), true),
            Atom::Verb(verb) => (self.morphology.verb_forms(verb, self.known), true),
            Atom::Plain(form) => {
                self.aliased(form, id, element);
                element.words.insert(form.clone());
                self.vocabulary.add_plain(form.clone(), id);
                return;
            }
            Atom::Exact(spelling) => {
                let form = fold::plain(spelling);
                element.words.insert(form.clone());
                self.vocabulary.add_exact(spelling, form, id);
                return;
            }
            Atom::Prefix(prefix) => {
                element.prefixes.push(prefix.as_str().into());
                return;
            }
            Atom::Class(_) => return,
        };
        for form in forms {
            let folded = fold::plain(&form);
            self.aliased(&folded, id, element);
            element.words.insert(folded);
            self.vocabulary.add(&form, id, typos);
        }
    }

    /// Enters the other spellings of a folded form.
    fn aliased(&mut self, form: &str, id: u32, element: &mut Element) {
        for spelling in self.aliases.get(form).map_or(&[][..], Vec::as_slice) {
            element.words.insert(spelling.clone());
            self.vocabulary.add_plain(spelling.clone(), id);
        }
    }

    /// The rarest element that a list of steps requires: its anchors, and how many tokens may
    /// stand between the first token of a match and the anchor.
    pub(crate) fn anchors(&self, steps: &[Step]) -> Option<(BTreeSet<Anchor>, usize)> {
        let mut before = 0usize;
        let mut best: Option<(u64, BTreeSet<Anchor>, usize)> = None;
        for step in steps {
            if let Step::Element { id, optional: false } = step
                && let Some((weight, anchors, inner)) = self.element_anchors(*id)
                && best.as_ref().is_none_or(|(lightest, ..)| weight < *lightest)
            {
                best = Some((weight, anchors, before + inner));
            }
            before += self.longest(step);
        }
        best.map(|(_, anchors, back)| (anchors, back))
    }

    /// Marks of the words that may begin a match of these steps.
    fn opening(&self, steps: &[Step]) -> Marks {
        let mut opening = 0;
        for step in steps {
            match step {
                Step::Start | Step::End => {}
                Step::Gap(_) => return Marks::MAX,
                Step::Element { id, optional } => {
                    let element = self.elements.get(*id as usize);
                    opening |= element.map_or(Marks::MAX, |element| element.opening);
                    if !optional {
                        return opening;
                    }
                }
            }
        }
        Marks::MAX
    }

    /// The two most telling of the marks that a match of these steps must bring.
    fn needs(&self, steps: &[Step]) -> [Marks; 2] {
        let mut marks: Vec<Marks> = steps
            .iter()
            .filter_map(|step| match step {
                Step::Element { id, optional: false } => self.element_anchors(*id),
                _ => None,
            })
            .map(|(_, anchors, _)| {
                anchors.iter().fold(0, |marks, anchor| marks | anchor_mark(anchor))
            })
            .collect();
        marks.sort_by_key(|marks| marks.count_ones());
        let at = |index: usize| marks.get(index).copied().unwrap_or(Marks::MAX);
        [at(0), at(1)]
    }

    fn element_anchors(&self, id: u32) -> Option<(u64, BTreeSet<Anchor>, usize)> {
        let element = self.elements.get(id as usize)?;
        if !element.builtins.is_empty() {
            return None;
        }
        let mut anchors: BTreeSet<Anchor> =
            element.words.iter().map(|word| Anchor::Word(word.clone())).collect();
        anchors.extend(element.prefixes.iter().map(|p| Anchor::Prefix(p.clone())));
        let mut inner = 0;
        for (_, sequence) in &element.sequences {
            let (more, back) = self.anchors(sequence)?;
            anchors.extend(more);
            inner = inner.max(back);
        }
        let weight = anchors.iter().map(|anchor| self.weight(anchor)).sum();
        Some((weight, anchors, inner))
    }

    /// How often an anchor may be expected, in no unit.
    fn weight(&self, anchor: &Anchor) -> u64 {
        match anchor {
            Anchor::Prefix(prefix) => 80u64.saturating_sub(8 * prefix.len() as u64).max(4),
            Anchor::Word(word) => match self.common.get(word) {
                Some(rank) => 200_000 / (u64::from(*rank) + 10),
                None if word.len() <= 2 => 200,
                None => 1,
            },
        }
    }

    /// Most tokens a step can take.
    fn longest(&self, step: &Step) -> usize {
        match step {
            Step::Gap(width) => usize::from(*width),
            Step::Start | Step::End => 0,
            Step::Element { id, .. } => self.elements.get(*id as usize).map_or(1, |element| {
                let sequences = element.sequences.iter();
                let longest = sequences.map(|(_, s)| s.iter().map(|step| self.longest(step)).sum());
                let date = if element.builtins.contains(&Builtin::Date) { 4 } else { 1 };
                longest.max().unwrap_or(1).max(date)
            }),
        }
    }
}

/// Marks of words, put together.
pub(crate) type Marks = u128;

/// The mark of a word by its hash: one bit of 128. The marks of a sentence's words, put together,
/// tell at once that most terms cannot match it.
#[inline]
pub(crate) fn mark(hash: u64) -> Marks {
    1 << (hash >> 57)
}

fn anchor_mark(anchor: &Anchor) -> Marks {
    match anchor {
        Anchor::Word(word) => mark(anchor_hash(word)),
        Anchor::Prefix(_) => Marks::MAX,
    }
}

/// Hash of an anchor word, as tokens carry it.
pub(crate) fn anchor_hash(word: &str) -> u64 {
    hash::word(word.as_bytes())
}
