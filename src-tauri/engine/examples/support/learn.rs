//! Learns what things weigh for one of two answers: a logistic regression
//! (<https://en.wikipedia.org/wiki/Logistic_regression>) by AdaGrad steps over the samples in a shuffled order. The same
//! samples give the same weights.

use std::collections::{BTreeMap, BTreeSet};

/// Times that every sample is looked at.
const ROUNDS: usize = 30;
/// Length of a step.
const STEP: f64 = 0.2;
/// How strongly weights are drawn to nothing, at each step.
const DECAY: f64 = 2e-5;
/// Weights are told in hundredths; smaller ones are left out.
const UNIT: f64 = 100.0;
const SMALLEST: i32 = 10;

/// Something labelled.
pub(crate) struct Sample<L> {
    /// What it holds: numbers of things.
    things: Vec<usize>,
    pub(crate) label: L,
}

/// A question, and what a label answers.
pub(crate) trait Question<L> {
    /// Is the answer yes?
    fn wanted(&self, label: &L) -> bool;

    /// What one such sample counts for, beside others.
    fn counts_for(&self, _label: &L) -> f64 {
        1.0
    }

    /// How strongly a thing's weight is drawn to nothing, over all its samples together: ridge regression
    /// (<https://en.wikipedia.org/wiki/Ridge_regression>). What is met often outweighs it.
    fn ridge(&self, _thing: &str) -> f64 {
        0.0
    }

    /// In how many samples that answer yes a thing must be, to weigh anything.
    fn fewest_wanted(&self) -> usize {
        0
    }
}

/// Samples, and the names of what they hold.
pub(crate) struct Samples<L> {
    pub(crate) all: Vec<Sample<L>>,
    names: Vec<String>,
}

impl<L> Samples<L> {
    /// Numbers what labelled samples hold; what is met less often than `fewest` tells nothing.
    pub(crate) fn new(held: Vec<(Vec<String>, L)>, fewest: usize) -> Self {
        let mut met = BTreeMap::<String, usize>::new();
        for thing in held.iter().flat_map(|(things, _)| things) {
            *met.entry(thing.clone()).or_default() += 1;
        }
        let told = met.into_iter().filter(|(_, times)| *times >= fewest);
        let names: Vec<String> = told.map(|(thing, _)| thing).collect();
        let number = |thing: &String| names.binary_search(thing).ok();
        let numbered = |(things, label): (Vec<String>, L)| Sample {
            things: things.iter().filter_map(number).collect(),
            label,
        };
        Self { all: held.into_iter().map(numbered).collect(), names }
    }

    /// The weights of all things, as a file tells them.
    pub(crate) fn told(&self, question: &impl Question<L>) -> BTreeMap<String, i32> {
        let weights = self.learn(question, self.all.iter());
        let hundredths = weights.iter().map(|weight| (weight * UNIT).round() as i32);
        let told = self.names.iter().cloned().zip(hundredths);
        told.filter(|(_, weight)| weight.abs() >= SMALLEST).collect()
    }

    /// What each sample weighs when the part of all samples that it belongs to was kept from learning; `part` tells
    /// which part, of so many, a sample belongs to by its place.
    pub(crate) fn kept_apart(
        &self,
        question: &impl Question<L>,
        parts: usize,
        part: impl Fn(usize) -> usize,
    ) -> Vec<(&L, f64)> {
        let mut weighed = Vec::new();
        for kept in 0..parts {
            let apart = |(at, _): &(usize, &Sample<L>)| part(*at) == kept;
            let others = self.all.iter().enumerate().filter(|sample| !apart(sample));
            let weights = self.learn(question, others.map(|(_, sample)| sample));
            let own = self.all.iter().enumerate().filter(apart).map(|(_, sample)| sample);
            weighed.extend(own.map(|sample| (&sample.label, sample.weight(&weights))));
        }
        weighed
    }

    /// How strongly each thing's weight is drawn to nothing at each of its samples.
    fn drawn(&self, question: &impl Question<L>, samples: &[&Sample<L>]) -> Vec<f64> {
        let mut met = vec![0u32; self.names.len()];
        for thing in samples.iter().flat_map(|sample| &sample.things) {
            if let Some(times) = met.get_mut(*thing) {
                *times += 1;
            }
        }
        let each = met.into_iter().zip(&self.names);
        each.map(|(times, name)| DECAY + question.ridge(name) / f64::from(times.max(1))).collect()
    }

    /// The same, a fifth of the hands at a time kept from learning; `hand` tells who wrote a sample.
    #[allow(dead_code, reason = "sentences of prose are kept apart one by one")]
    pub(crate) fn by_hands(
        &self,
        question: &impl Question<L>,
        hand: impl Fn(&L) -> &str,
    ) -> Vec<(&L, f64)> {
        const FOLDS: usize = 5;
        let hands: BTreeSet<&str> = self.all.iter().map(|sample| hand(&sample.label)).collect();
        let number: BTreeMap<&str, usize> = hands.into_iter().zip(0..).collect();
        let own = |at: usize| self.all.get(at).and_then(|sample| number.get(hand(&sample.label)));
        self.kept_apart(question, FOLDS, |at| own(at).map_or(0, |hand| hand % FOLDS))
    }

    /// Which things may weigh for an answer.
    fn weighs(&self, question: &impl Question<L>, samples: &[&Sample<L>]) -> Vec<bool> {
        let mut met = vec![0; self.names.len()];
        let wanted = samples.iter().filter(|sample| question.wanted(&sample.label));
        for thing in wanted.flat_map(|sample| &sample.things) {
            if let Some(times) = met.get_mut(*thing) {
                *times += 1;
            }
        }
        met.into_iter().map(|times| times >= question.fewest_wanted()).collect()
    }

    /// The weights of things, those of a sample adding up to the logarithm of the odds that the answer is yes.
    fn learn<'s>(
        &self,
        question: &impl Question<L>,
        samples: impl Iterator<Item = &'s Sample<L>>,
    ) -> Vec<f64>
    where
        L: 's,
    {
        let mut order: Vec<&Sample<L>> = samples.collect();
        let count = self.names.len();
        let (mut weights, mut squares) = (vec![0.0; count], vec![1e-6; count]);
        let weighs = self.weighs(question, &order);
        let drawn = self.drawn(question, &order);
        let mut dice = 1u64;
        for _ in 0..ROUNDS {
            for last in (1..order.len()).rev() {
                dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                order.swap(last, (dice >> 33) as usize % (last + 1));
            }
            for sample in &order {
                let wanted = f64::from(u8::from(question.wanted(&sample.label)));
                let odds = sample.weight(&weights);
                let counts = question.counts_for(&sample.label);
                let error = (1.0 / (1.0 + (-odds).exp()) - wanted) * counts;
                let things =
                    sample.things.iter().filter(|thing| weighs.get(**thing) == Some(&true));
                for &thing in things {
                    let (Some(weight), Some(square), Some(drawn)) =
                        (weights.get_mut(thing), squares.get_mut(thing), drawn.get(thing))
                    else {
                        continue;
                    };
                    let slope: f64 = error + drawn * *weight;
                    *square += slope * slope;
                    *weight -= STEP * slope / f64::sqrt(*square);
                }
            }
        }
        weights
    }
}

impl<L> Sample<L> {
    fn weight(&self, weights: &[f64]) -> f64 {
        self.things.iter().filter_map(|&thing| weights.get(thing)).sum()
    }
}
