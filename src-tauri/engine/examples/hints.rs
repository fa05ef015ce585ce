//! Learns `lexicons/<lang>/hints.tsv` from labelled notes: `hints LANG tests/accuracy > hints.tsv`. It reads the notes
//! that may be read while writing rules (support/labelled.rs): each clause of each, with the matters that the words
//! quoted in it are about. The same files give the same bytes.
//!
//! `--folds` prints instead, for each matter, how many of its clauses would be found, and how many others, when a fifth
//! of the hands at a time is kept from learning.

#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a program for those who write packs"
)]

mod support;

#[path = "support/labelled.rs"]
mod labelled;
#[path = "support/learn.rs"]
mod learn;

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::ops::Range;
use std::path::Path;

use epure_engine::finding::Category;
use epure_engine::lexicon::hints::{self, MATTERS};
use epure_engine::text::token::Tokens;

use learn::{Question, Samples};

/// A clause of a labelled note.
struct Clause {
    /// What its words are about.
    matters: BTreeSet<Category>,
    /// Who wrote it: what stands before the number of its note.
    hand: String,
    /// Is nothing in its note to be found?
    harmless: bool,
}

/// Is a clause about a matter?
struct About(Category);

impl Question<Clause> for About {
    fn wanted(&self, clause: &Clause) -> bool {
        clause.matters.contains(&self.0)
    }

    /// To flag what is harmless costs more than to miss what rules missed already.
    fn counts_for(&self, clause: &Clause) -> f64 {
        if clause.harmless { 8.0 } else { 1.0 }
    }

    fn fewest_wanted(&self) -> usize {
        FEWEST
    }
}

/// What a clause holds, and the clause.
type Held = (Vec<String>, Clause);

/// What is met less often tells nothing.
const FEWEST: usize = 2;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [language, folder, ..] = &*arguments else {
        return Err("hints LANG FOLDER [--folds]".into());
    };
    let clauses = Samples::new(clauses(language, folder)?, FEWEST);
    if arguments.iter().any(|argument| argument == "--folds") {
        MATTERS.iter().for_each(|matter| folds(&clauses, *matter));
        return Ok(());
    }
    let mut told = BTreeMap::<String, Vec<(Category, i32)>>::new();
    for (matter, weights) in all_weights(&clauses) {
        for (thing, weight) in weights {
            told.entry(thing).or_default().push((matter, weight));
        }
    }
    let comment = "What words weigh for the matters that a clause hints at, in hundredths; below nothing, for none. Made by examples/hints.rs.";
    print!("{}", hints::file(comment, &told));
    Ok(())
}

/// The weights of each matter, several at a time.
fn all_weights(clauses: &Samples<Clause>) -> Vec<(Category, BTreeMap<String, i32>)> {
    std::thread::scope(|scope| {
        let learn = |matter: &Category| (*matter, clauses.told(&About(*matter)));
        let started: Vec<_> =
            MATTERS.iter().map(|matter| scope.spawn(move || learn(matter))).collect();
        started.into_iter().filter_map(|one| one.join().ok()).collect()
    })
}

/// The clauses of a folder's notes, each with what it holds.
fn clauses(language: &str, folder: &str) -> Result<Vec<Held>, Box<dyn Error>> {
    let (mut held, mut tokens) = (Vec::new(), Tokens::default());
    for note in labelled::read(language, Path::new(folder))? {
        let told = note.quoted();
        tokens.read(&note.text);
        for clause in hints::clauses(&tokens) {
            let Some(bytes) = tokens.bytes(clause.clone()) else { continue };
            let touched = |(span, _): &&(Range<usize>, Category)| {
                span.start < bytes.end && bytes.start < span.end
            };
            let matters = told.iter().filter(touched).map(|(_, matter)| *matter).collect();
            let things = hints::things(&tokens, &clause);
            let (hand, harmless) = (note.hand().to_owned(), told.is_empty());
            held.push((things, Clause { matters, hand, harmless }));
        }
    }
    Ok(held)
}

/// Prints how many clauses of either kind would be found for a matter, at several thresholds.
fn folds(clauses: &Samples<Clause>, matter: Category) {
    let weighed = clauses.by_hands(&About(matter), |clause| &clause.hand);
    for threshold in [0.0, 0.5, 1.0, 1.5, 2.0, 2.5] {
        let found = |about: bool| {
            let own =
                || weighed.iter().filter(|(clause, _)| clause.matters.contains(&matter) == about);
            (own().filter(|(_, odds)| *odds > threshold).count(), own().count())
        };
        let [(right, all), (wrong, _)] = [true, false].map(found);
        println!("{} {threshold:4}: {right} of {all}, {wrong} others", matter.name());
    }
}
