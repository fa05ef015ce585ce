//! Learns `lexicons/<lang>/manner.tsv` from labelled sentences: `manner LANG tests/accuracy > manner.tsv`. Of that
//! folder it reads what may be read while writing rules: `LANG.prose.tune.jsonl`; `LANG.remarks.tune.jsonl`, notes in
//! whole sentences; and all other notes, `LANG.*tune*.jsonl`. The same files give the same bytes.
//!
//! A logistic regression (<https://en.wikipedia.org/wiki/Logistic_regression>) by AdaGrad steps over the sentences in
//! a shuffled order. `--folds` prints instead how many of either kind are told apart when a fifth of the sentences
//! at a time is kept from learning.

#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a program for those who write packs"
)]

mod support;

use std::collections::BTreeMap;
use std::path::Path;

use epure_engine::lexicon::manner::Manner;
use epure_engine::lexicon::prose::is_in_sentences;
use epure_engine::text::token::Tokens;

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Prose,
    /// A note in whole sentences.
    Remark,
    /// Any other note.
    Note,
}

impl Kind {
    /// What a file of a language holds, by its name; none when it may not be read.
    fn of(name: &str, language: &str) -> Option<Self> {
        let own = name.strip_prefix(language)?.strip_suffix(".jsonl")?;
        match own {
            ".prose.tune" => Some(Self::Prose),
            ".remarks.tune" => Some(Self::Remark),
            _ => own.contains("tune").then_some(Self::Note),
        }
    }

    /// What one such sentence counts for, beside others. There are many notes, few remarks.
    fn counts_for(self) -> f64 {
        match self {
            Self::Prose => 1.0,
            Self::Remark => 4.0,
            Self::Note => 0.3,
        }
    }
}

#[derive(serde::Deserialize)]
struct Line {
    text: String,
}

struct Sentence {
    things: Vec<usize>,
    kind: Kind,
}

/// Times that every sentence is looked at.
const ROUNDS: usize = 30;
/// Length of a step.
const STEP: f64 = 0.2;
/// How strongly weights are drawn to nothing, at each step.
const DECAY: f64 = 2e-5;
/// What is met less often tells nothing.
const FEWEST: usize = 3;
/// Weights are told in hundredths; smaller ones are left out.
const UNIT: f64 = 100.0;
const SMALLEST: i32 = 10;

/// The weights of things, those of a sentence adding up to the logarithm of its odds to be prose.
fn learn<'s>(sentences: impl Iterator<Item = &'s Sentence>, things: usize) -> Vec<f64> {
    let mut order: Vec<&Sentence> = sentences.collect();
    let (mut weights, mut squares) = (vec![0.0; things], vec![1e-6; things]);
    let mut dice = 1u64;
    for _ in 0..ROUNDS {
        for last in (1..order.len()).rev() {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            order.swap(last, (dice >> 33) as usize % (last + 1));
        }
        for sentence in &order {
            let odds: f64 = sentence.things.iter().filter_map(|&thing| weights.get(thing)).sum();
            let wanted = f64::from(u8::from(sentence.kind == Kind::Prose));
            let error = (1.0 / (1.0 + (-odds).exp()) - wanted) * sentence.kind.counts_for();
            for &thing in &sentence.things {
                let (Some(weight), Some(square)) = (weights.get_mut(thing), squares.get_mut(thing))
                else {
                    continue;
                };
                let slope = error + DECAY * *weight;
                *square += slope * slope;
                *weight -= STEP * slope / f64::sqrt(*square);
            }
        }
    }
    weights
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [language, folder, ..] = &*arguments else {
        return Err("manner LANG FOLDER [--folds]".into());
    };
    let (mut held, mut met) = (Vec::new(), BTreeMap::<String, usize>::new());
    for (text, kind) in texts(language, folder)? {
        let mut tokens = Tokens::default();
        tokens.read(&text);
        let sentences = kind == Kind::Note && is_in_sentences(&text, &tokens);
        let kind = if sentences { Kind::Remark } else { kind };
        let things = Manner::things(&tokens);
        things.iter().for_each(|thing| *met.entry(thing.clone()).or_default() += 1);
        held.push((things, kind));
    }
    let told = met.iter().filter(|(_, times)| **times >= FEWEST);
    let names: BTreeMap<&str, usize> = told.map(|(thing, _)| thing.as_str()).zip(0..).collect();
    let number = |thing: &String| names.get(thing.as_str()).copied();
    let sentences: Vec<Sentence> = held
        .iter()
        .map(|(things, kind)| Sentence {
            things: things.iter().filter_map(number).collect(),
            kind: *kind,
        })
        .collect();
    if arguments.iter().any(|argument| argument == "--folds") {
        folds(&sentences, names.len());
        return Ok(());
    }
    let weights = learn(sentences.iter(), names.len());
    let told: BTreeMap<String, i32> = names
        .iter()
        .filter_map(|(thing, number)| {
            let weight = (weights.get(*number)? * UNIT).round() as i32;
            (weight.abs() >= SMALLEST).then(|| ((*thing).to_owned(), weight))
        })
        .collect();
    println!(
        "# What words weigh for prose, in hundredths; below nothing, for notes. Made by examples/manner.rs."
    );
    print!("{}", Manner::file(&told));
    Ok(())
}

/// The sentences of a folder, file by file.
fn texts(language: &str, folder: &str) -> Result<Vec<(String, Kind)>, Box<dyn std::error::Error>> {
    let mut texts = Vec::new();
    for (name, bytes) in support::read(Path::new(folder))? {
        let Some(kind) = Kind::of(&name, language) else { continue };
        for line in String::from_utf8(bytes)?.lines() {
            texts.push((serde_json::from_str::<Line>(line)?.text, kind));
        }
    }
    Ok(texts)
}

/// Prints what share of each kind is taken for prose, at several thresholds.
fn folds(sentences: &[Sentence], things: usize) {
    const FOLDS: usize = 5;
    let mut scores: Vec<(Kind, f64)> = Vec::new();
    for fold in 0..FOLDS {
        let kept = |at: usize| at % FOLDS == fold;
        let others = sentences.iter().enumerate().filter(|(at, _)| !kept(*at)).map(|(_, s)| s);
        let weights = learn(others, things);
        scores.extend(sentences.iter().enumerate().filter(|(at, _)| kept(*at)).map(
            |(_, sentence)| {
                let odds = sentence.things.iter().filter_map(|&thing| weights.get(thing)).sum();
                (sentence.kind, odds)
            },
        ));
    }
    for threshold in [-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 3.0] {
        let share = |kind: Kind| {
            let own = || scores.iter().filter(|(other, _)| *other == kind);
            let prose = own().filter(|(_, odds)| *odds > threshold).count();
            prose as f64 / own().count().max(1) as f64
        };
        let [prose, remark, note] = [Kind::Prose, Kind::Remark, Kind::Note].map(share);
        println!("{threshold:4}: prose {prose:.3}, remarks {remark:.3}, notes {note:.4}");
    }
}
