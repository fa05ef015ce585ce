//! How rare what an element accepts is: a term is looked up by the rarest element that it requires.

use super::builtin::Builtin;
use super::compile::{Accepted, Compiler, Step};
use super::marks::{ANY, Marks};
use super::vocabulary::FormNumber;

/// How rare an element is in notes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rarity {
    /// How often it may be expected, in no unit; none when no word of it can be told beforehand.
    pub(crate) weight: Option<u64>,
    /// Marks of words of which it holds one, as far as they can be told.
    pub(crate) marks: Marks,
    /// Most tokens it can take.
    pub(crate) longest: usize,
    /// May it go on after a comma? Dates do.
    pub(crate) across: bool,
}

impl Rarity {
    /// Marks of words of which what is accepted holds one.
    pub(super) fn needed(&self) -> Marks {
        self.weight.map_or(ANY, |_| self.marks)
    }
}

impl Compiler<'_> {
    /// The place, among some steps, of the rarest element that they require; none when no word of
    /// it can be told.
    pub(super) fn rarest(&self, steps: &[Step]) -> Option<usize> {
        let weighed = |(at, step): (usize, &Step)| {
            Some((self.rarities.get(step.required()? as usize)?.weight?, at))
        };
        steps.iter().enumerate().filter_map(weighed).min().map(|(_, at)| at)
    }

    /// How rare what is accepted is.
    pub(super) fn rarity(&self, accepted: &Accepted) -> Rarity {
        let longest = accepted.sequences.iter().map(|steps| self.longest(steps)).max();
        let date = accepted.builtins.contains(&Builtin::Date);
        let mut rarity = Rarity {
            weight: None,
            marks: 0,
            longest: longest.unwrap_or(1).max(if date { 4 } else { 1 }),
            across: date || accepted.sequences.iter().any(|steps| self.across(steps)),
        };
        let mut weight = 0u64;
        let mut last = None;
        for (form, _) in
            accepted.forms.iter().filter(|(form, _)| last.replace(*form) != Some(*form))
        {
            rarity.marks |= self.grammar.marker.of(self.vocabulary.hash(*form));
            weight += self.word_weight(*form);
        }
        for prefix in &accepted.prefixes {
            rarity.marks = ANY;
            weight += 80u64.saturating_sub(8 * prefix.len() as u64).max(4);
        }
        let mut known = accepted.builtins.is_empty();
        for steps in &accepted.sequences {
            match self.rarest(steps).and_then(|at| self.rarity_of(steps.get(at)?)) {
                Some(Rarity { weight: Some(more), marks, .. }) => {
                    weight += more;
                    rarity.marks |= marks;
                }
                _ => known = false,
            }
        }
        rarity.weight = known.then_some(weight);
        rarity
    }

    /// The forms of which what an element accepts holds one, as far as they can be told.
    pub(super) fn needed_forms(&mut self, accepted: &Accepted, element: u32) -> Vec<FormNumber> {
        let mut forms: Vec<FormNumber> = accepted.forms.iter().map(|(form, _)| *form).collect();
        forms.dedup();
        for steps in &accepted.sequences {
            let step = self.rarest(steps).and_then(|at| steps.get(at));
            let Some(Step::Element { id, .. }) = step else { continue };
            if let Some(inner) = self.needed.get(*id as usize) {
                forms.extend_from_slice(inner);
            }
        }
        if !accepted.sequences.is_empty() {
            // Each once: what was met in this element bears its number.
            self.met.resize(self.vocabulary.len(), 0);
            let met = &mut self.met;
            forms.retain(|form| {
                let own = met.get_mut(*form as usize);
                own.is_some_and(|own| std::mem::replace(own, element + 1) != element + 1)
            });
        }
        forms
    }

    /// How rare the element of a step is; none for a gap or a mark.
    pub(super) fn rarity_of(&self, step: &Step) -> Option<Rarity> {
        match step {
            Step::Element { id, .. } => self.rarities.get(*id as usize).copied(),
            _ => None,
        }
    }

    /// Marks of words of which what these steps match holds one: the fewest that can be told.
    pub(super) fn needed(&self, steps: &[Step]) -> Marks {
        let needed = |step: &Step| Some(self.rarities.get(step.required()? as usize)?.needed());
        let fewest = steps.iter().filter_map(needed).min_by_key(|marks| marks.count_ones());
        fewest.unwrap_or(ANY)
    }

    /// Most tokens that steps can take.
    pub(super) fn longest(&self, steps: &[Step]) -> usize {
        let longest = |step: &Step| match step {
            Step::Gap(width) => usize::from(*width),
            Step::Start | Step::End => 0,
            Step::Element { .. } => self.rarity_of(step).map_or(1, |rarity| rarity.longest),
        };
        steps.iter().map(longest).sum()
    }

    /// May these steps go on after a comma?
    pub(super) fn across(&self, steps: &[Step]) -> bool {
        steps.iter().any(|step| self.rarity_of(step).is_some_and(|rarity| rarity.across))
    }

    fn word_weight(&self, form: FormNumber) -> u64 {
        match self.grammar.common.get(&self.vocabulary.hash(form)) {
            Some(rank) => 200_000 / (u64::from(*rank) + 10),
            None if self.vocabulary.letters(form) <= 2 => 200,
            None => 1,
        }
    }
}
