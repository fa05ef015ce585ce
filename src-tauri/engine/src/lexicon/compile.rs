//! From terms to what the matcher runs: words to elements, terms to steps.
//!
//! Word forms and classes are worked out once, however many terms hold them.

use std::collections::BTreeMap;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::text::fold;
use crate::text::words::Words;

use super::builtin::Builtin;
use super::error::{PackError, Problem};
use super::inflect::Morphology;
use super::load::Placed;
use super::marks::{ANY, Marker, Marks};
use super::rarity::Rarity;
use super::sequences::Sequences;
use super::term::{Atom, Item};
use super::vocabulary::{Collected, FormNumber, Member, When};

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

impl Step {
    /// The element that it cannot do without; none for what may be missing, a gap or a mark.
    pub(crate) fn required(&self) -> Option<u32> {
        match self {
            Self::Element { id, optional: false } => Some(*id),
            _ => None,
        }
    }
}

/// What an element accepts besides the words that belong to it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Element {
    /// Folded beginnings of words.
    pub(crate) prefixes: Vec<Box<str>>,
    /// Built-in classes.
    pub(crate) builtins: Vec<Builtin>,
    /// Several words in a row.
    pub(crate) sequences: Sequences,
    /// Marks of the words that belong to it.
    pub(crate) marks: Marks,
    /// Marks of the words that may begin what it accepts.
    pub(crate) opening: Marks,
    /// Marks of the words that may end what it accepts.
    pub(crate) closing: Marks,
    /// Marks of words of which what it accepts holds one.
    pub(crate) needed: Marks,
}

/// A compiled term.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    pub(crate) steps: Vec<Step>,
    /// The element that must be there, when it is the only one.
    pub(crate) lone: Option<u32>,
    /// Marks of the words that may begin a match.
    pub(crate) opening: Marks,
    /// Marks of words of which a match holds one.
    pub(crate) needed: Marks,
    /// Does it count only where somebody is named in the sentence?
    pub(crate) wants_somebody: bool,
    /// As written.
    pub(crate) source: Box<str>,
}

/// What the words of a language are compiled with.
#[derive(Clone, Copy)]
pub(crate) struct Grammar<'a> {
    pub(crate) words: &'a Words,
    pub(crate) morphology: &'a Morphology,
    pub(crate) classes: &'a BTreeMap<String, Vec<Placed>>,
    /// Hashes of the common words, with their rank.
    pub(crate) common: &'a FxHashMap<u64, u32>,
    /// Other spellings of a folded word (`bcp` of `beaucoup`).
    pub(crate) aliases: &'a BTreeMap<String, Vec<String>>,
    pub(crate) marker: &'a Marker,
}

/// Compiles the terms of one language.
pub(crate) struct Compiler<'a> {
    pub(crate) grammar: Grammar<'a>,
    pub(crate) vocabulary: Collected,
    pub(crate) elements: Vec<Element>,
    /// How rare each element is.
    pub(crate) rarities: Vec<Rarity>,
    /// The forms of which what each element accepts holds one, as far as they can be told.
    pub(super) needed: Vec<Rc<[FormNumber]>>,
    /// By form: one more than the last element among whose needed forms it was put.
    pub(super) met: Vec<u32>,
    ids: FxHashMap<Vec<Vec<Atom>>, u32>,
    atoms: FxHashMap<Atom, Rc<Accepted>>,
    opened: FxHashMap<String, Rc<Accepted>>,
    under_way: Vec<String>,
}

/// What an atom, a class or an element accepts.
#[derive(Default)]
pub(super) struct Accepted {
    pub(super) forms: Vec<(FormNumber, When)>,
    pub(super) prefixes: Vec<Box<str>>,
    pub(super) builtins: Vec<Builtin>,
    pub(super) sequences: Vec<Vec<Step>>,
}

impl Accepted {
    fn add(&mut self, other: &Self) {
        self.forms.extend_from_slice(&other.forms);
        self.prefixes.extend_from_slice(&other.prefixes);
        self.builtins.extend_from_slice(&other.builtins);
        self.sequences.extend_from_slice(&other.sequences);
    }

    /// Leaves out what was added twice; sequences are tried in the order of the pack.
    fn tidy(&mut self) {
        self.forms.sort_unstable();
        self.forms.dedup();
        self.prefixes.sort_unstable();
        self.prefixes.dedup();
        self.builtins.sort_unstable();
        self.builtins.dedup();
    }
}

impl<'a> Compiler<'a> {
    pub(crate) fn new(grammar: Grammar<'a>) -> Self {
        Self {
            grammar,
            vocabulary: Collected::default(),
            elements: Vec::new(),
            rarities: Vec::new(),
            needed: Vec::new(),
            met: Vec::new(),
            ids: FxHashMap::default(),
            atoms: FxHashMap::default(),
            opened: FxHashMap::default(),
            under_way: Vec::new(),
        }
    }

    /// Opens every class, so that one that cannot be used is refused though no term names it.
    pub(crate) fn open_classes(&mut self) -> Result<(), PackError> {
        for (name, entries) in self.grammar.classes {
            if let Some(first) = entries.first() {
                self.class(name, first)?;
            }
        }
        Ok(())
    }

    /// Compiles one term.
    pub(crate) fn pattern(&mut self, placed: &Placed) -> Result<Pattern, PackError> {
        let steps = self.steps(&placed.term.items, placed)?;
        let mut required = steps.iter().filter_map(Step::required);
        let lone = required.next().filter(|_| required.next().is_none());
        let opening = self.first(steps.iter(), |element| element.opening);
        let needed = self.needed(&steps);
        let wants_somebody = placed.term.wants_somebody;
        let source = placed.term.source.as_str().into();
        Ok(Pattern { steps, lone, opening, needed, wants_somebody, source })
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

    /// The element of these choices; equal choices share one element, whatever their order.
    fn element(&mut self, choices: &[Vec<Atom>], placed: &Placed) -> Result<u32, PackError> {
        if let Some(&id) = self.ids.get(choices) {
            return Ok(id);
        }
        let mut sorted = choices.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        let id = match self.ids.get(&sorted) {
            Some(&id) => id,
            None => self.new_element(&sorted, placed)?,
        };
        self.ids.insert(sorted, id);
        self.ids.insert(choices.to_vec(), id);
        Ok(id)
    }

    fn new_element(&mut self, choices: &[Vec<Atom>], placed: &Placed) -> Result<u32, PackError> {
        let mut accepted = Accepted::default();
        for choice in choices {
            self.open(choice, placed, &mut accepted)?;
        }
        accepted.tidy();
        let id = self.elements.len() as u32;
        for &(form, when) in &accepted.forms {
            self.vocabulary.join(form, Member { element: id, when });
        }
        let rarity = self.rarity(&accepted);
        let needed: Rc<[FormNumber]> = self.needed_forms(&accepted, id).into();
        if !accepted.sequences.is_empty() && rarity.needed() != ANY {
            let own = |form: &FormNumber| {
                accepted.forms.binary_search_by_key(form, |(form, _)| *form).is_ok()
            };
            for form in needed.iter().filter(|form| !own(form)) {
                self.vocabulary.within(*form, id);
            }
        }
        self.rarities.push(rarity);
        self.needed.push(needed);
        self.elements.push(Element { needed: rarity.needed(), ..self.accepting(accepted) });
        Ok(id)
    }

    /// The element that accepts this.
    fn accepting(&self, accepted: Accepted) -> Element {
        let Accepted { forms, prefixes, builtins, sequences } = accepted;
        let mark = |form: FormNumber| self.grammar.marker.of(self.vocabulary.hash(form));
        let marks = forms.iter().fold(0, |marks, (form, _)| marks | mark(*form));
        let whole = if builtins.is_empty() && prefixes.is_empty() { marks } else { ANY };
        let (mut opening, mut closing) = (whole, whole);
        let mut opened = Vec::with_capacity(sequences.len());
        for steps in sequences {
            let begins = self.first(steps.iter(), |element| element.opening);
            opening |= begins;
            closing |= self.first(steps.iter().rev(), |element| element.closing);
            opened.push((begins, steps));
        }
        let sequences = Sequences::new(opened);
        Element { prefixes, builtins, sequences, marks, opening, closing, needed: ANY }
    }

    /// Opens a choice: classes give their entries, several words in a row give a sequence.
    fn open(
        &mut self,
        choice: &[Atom],
        placed: &Placed,
        accepted: &mut Accepted,
    ) -> Result<(), PackError> {
        match choice {
            [Atom::Class(name)] => accepted.add(&*self.class(name, placed)?),
            [atom] => accepted.add(&self.atom(atom)),
            several => {
                let one = |a: &Atom| Item::One { choices: vec![vec![a.clone()]], optional: false };
                let items: Vec<Item> = several.iter().map(one).collect();
                accepted.sequences.push(self.steps(&items, placed)?);
            }
        }
        Ok(())
    }

    fn class(&mut self, name: &str, from: &Placed) -> Result<Rc<Accepted>, PackError> {
        if let Some(known) = self.opened.get(name) {
            return Ok(Rc::clone(known));
        }
        let mut accepted = Accepted::default();
        if let Some(builtin) = Builtin::by_name(name) {
            accepted.builtins.push(builtin);
        } else {
            let refuse =
                |what: Problem| PackError { file: from.file.to_string(), line: from.line, what };
            if self.under_way.iter().any(|class| class == name) {
                return Err(refuse(Problem::Circular(name.to_owned())));
            }
            let Some(entries) = self.grammar.classes.get(name) else {
                let term = from.term.source.clone();
                return Err(refuse(Problem::UnknownClass { term, class: name.to_owned() }));
            };
            self.under_way.push(name.to_owned());
            for entry in entries {
                self.entry(entry, &mut accepted)?;
            }
            self.under_way.pop();
        }
        let accepted = Rc::new(accepted);
        self.opened.insert(name.to_owned(), Rc::clone(&accepted));
        Ok(accepted)
    }

    /// Opens an entry of a class.
    fn entry(&mut self, entry: &Placed, accepted: &mut Accepted) -> Result<(), PackError> {
        match entry.term.items.as_slice() {
            [Item::One { choices, optional: false }] => {
                choices.iter().try_for_each(|choice| self.open(choice, entry, accepted))
            }
            items => {
                accepted.sequences.push(self.steps(items, entry)?);
                Ok(())
            }
        }
    }

    /// What an atom accepts: its forms, each with its other spellings.
    fn atom(&mut self, atom: &Atom) -> Rc<Accepted> {
        if let Some(known) = self.atoms.get(atom) {
            return Rc::clone(known);
        }
        let mut accepted = Accepted::default();
        let Grammar { words, morphology, .. } = self.grammar;
        match atom {
            Atom::Word(word) => self.inflected(morphology.word_forms(word, words), &mut accepted),
            Atom::Verb(verb) => self.inflected(morphology.verb_forms(verb, words), &mut accepted),
            Atom::Plain(form) => {
                accepted.forms.push((self.vocabulary.form(form, false), When::Always));
                self.aliased(form, &mut accepted);
            }
            Atom::Exact(spelling) => {
                let form = self.vocabulary.form(&fold::plain(spelling), false);
                accepted.forms.push((form, self.vocabulary.exactly(spelling)));
            }
            Atom::Prefix(prefix) => accepted.prefixes.push(prefix.as_str().into()),
            Atom::Class(_) => {}
        }
        let accepted = Rc::new(accepted);
        self.atoms.insert(atom.clone(), Rc::clone(&accepted));
        accepted
    }

    fn inflected(&mut self, forms: impl IntoIterator<Item = String>, accepted: &mut Accepted) {
        for form in forms {
            let folded = fold::plain(&form);
            let number = self.vocabulary.form(&folded, true);
            accepted.forms.push((number, self.vocabulary.accents(&form)));
            self.aliased(&folded, accepted);
        }
    }

    /// The other spellings of a folded form.
    fn aliased(&mut self, form: &str, accepted: &mut Accepted) {
        for spelling in self.grammar.aliases.get(form).map_or(&[][..], Vec::as_slice) {
            accepted.forms.push((self.vocabulary.form(spelling, false), When::Always));
        }
    }

    /// Marks of the words that may come first in these steps (or last, when they are given from
    /// the end), those of an element being told by `marks`.
    pub(super) fn first<'s>(
        &self,
        steps: impl Iterator<Item = &'s Step>,
        marks: impl Fn(&Element) -> Marks,
    ) -> Marks {
        let mut first = 0;
        for step in steps {
            match step {
                Step::Start | Step::End => {}
                Step::Gap(_) => return ANY,
                Step::Element { id, optional } => {
                    first |= self.elements.get(*id as usize).map_or(ANY, &marks);
                    if !optional {
                        return first;
                    }
                }
            }
        }
        ANY
    }
}
