//! Learns `lexicons/<lang>/appeal.tsv` from labelled notes: `appeal LANG tests/accuracy lexicons > appeal.tsv`. It reads the
//! notes that may be read while writing rules (support/labelled.rs), and the examples of rules and of spare.toml: of
//! whatever matches the term of a rule, found or spared, is it what the rule says? The same files give the same bytes.
//!
//! `--folds` prints instead how many of either kind would be overturned when a fifth of the hands at a time is kept from
//! learning.

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

use std::error::Error;
use std::ops::Range;
use std::path::Path;

use epure_engine::finding::Category;
use epure_engine::lexicon::rule::Example;
use epure_engine::reader::{Language, Match, Reader};
use epure_engine::weights::Weights;

use labelled::alike;
use learn::{Question, Samples};

/// Words that match a term of a rule.
struct Find {
    /// Is it what the rule says?
    told: bool,
    /// Did nothing spare it?
    found: bool,
    /// Is it in an example, which must hold?
    example: bool,
    /// Who wrote it: what stands before the number of its note.
    hand: String,
}

/// Is it what the rule says?
struct Told;

impl Question<Find> for Told {
    fn wanted(&self, find: &Find) -> bool {
        find.told
    }

    /// Rules are right of most that they find: what they are wrong about counts for more.
    fn counts_for(&self, find: &Find) -> f64 {
        match find {
            Find { example: true, .. } => 5.0,
            Find { told: false, found: true, .. } => 4.0,
            _ => 1.0,
        }
    }

    /// What rules made of it counts in full, so that what nobody ever wrote around a find leaves it as it is.
    fn ridge(&self, thing: &str) -> f64 {
        if matches!(thing, "*" | "= found" | "= spared") { 0.0 } else { 3.3 }
    }
}

/// What a find holds, and the find.
type Held = (Vec<String>, Find);

/// What is met less often tells nothing.
const FEWEST: usize = 2;

/// Is a match what its rule says, by what is quoted in its note? None where the words are about another matter.
fn told(quoted: &[(Range<usize>, Category)], found: &Match) -> Option<bool> {
    let touches = |span: &Range<usize>| span.start < found.span.end && found.span.start < span.end;
    let mut touched = quoted.iter().filter(|(span, _)| touches(span)).peekable();
    let alone = touched.peek().is_none();
    let told = touched.any(|(_, category)| *category == alike(found.category));
    (told || alone).then_some(told)
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [language, folder, lexicons, ..] = &*arguments else {
        return Err("appeal LANG FOLDER LEXICONS [--folds]".into());
    };
    let mut packs = support::read(Path::new(lexicons))?;
    // Of weights, what tells prose is there when rules judge; these are what is made here: whatever those there are.
    packs.retain(|name, _| !name.ends_with(".tsv") || name.ends_with("manner.tsv"));
    let reader = Reader::new(&packs)?;
    let code = if language == "fr" { Language::French } else { Language::English };
    let mut held = of_notes(&reader, language, code, folder)?;
    held.extend(of_examples(&reader, code));
    let finds = Samples::new(held, FEWEST);
    if arguments.iter().any(|argument| argument == "--folds") {
        folds(&finds);
        return Ok(());
    }
    let comment = "What words weigh around what a rule matches for what it says, in hundredths; below nothing, for business. Made by examples/appeal.rs.";
    print!("{}", Weights::file(comment, &finds.told(&Told)));
    Ok(())
}

/// What matches in the notes of a folder.
fn of_notes(
    reader: &Reader,
    language: &str,
    code: Language,
    folder: &str,
) -> Result<Vec<Held>, Box<dyn Error>> {
    let mut held = Vec::new();
    for note in labelled::read(language, Path::new(folder))? {
        let quoted = note.quoted();
        held.extend(each_once(reader.matches(&note.text, code)).filter_map(|one| {
            let told = told(&quoted, &one)?;
            let hand = note.hand().to_owned();
            Some((one.things, Find { told, found: one.found, example: false, hand }))
        }));
    }
    Ok(held)
}

/// What matches in the examples of rules and of spare.toml, where they say what it is.
fn of_examples(reader: &Reader, code: Language) -> Vec<Held> {
    let mut held = Vec::new();
    let mut learn = |example: &Example, told: &dyn Fn(&Match) -> Option<bool>| {
        held.extend(each_once(reader.matches(&example.text, code)).filter_map(|one| {
            let told = told(&one)?;
            let find = Find { told, found: one.found, example: true, hand: "examples".to_owned() };
            Some((one.things, find))
        }));
    };
    for rule in reader.rules().filter(|rule| rule.language == code) {
        let own = |one: &Match| one.rule == rule.id;
        for flag in &rule.flags {
            let marked = |one: &Match| {
                flag.spans.iter().any(|span| span.start < one.span.end && one.span.start < span.end)
            };
            learn(flag, &|one| own(one).then(|| marked(one)));
        }
        for silent in &rule.allows {
            learn(silent, &|one| own(one).then_some(false));
        }
    }
    for spare in reader.spares(code) {
        let concerns =
            |one: &Match| spare.categories.is_empty() || spare.categories.contains(&one.category);
        spare.allows.iter().for_each(|allow| learn(allow, &|one| concerns(one).then_some(false)));
    }
    held
}

/// Matches, one of those of a rule that hold the same.
fn each_once(mut all: Vec<Match>) -> impl Iterator<Item = Match> {
    all.sort_by(|a, b| {
        (&a.rule, a.span.start, a.span.end).cmp(&(&b.rule, b.span.start, b.span.end))
    });
    all.dedup_by(|a, b| a.rule == b.rule && a.span == b.span);
    all.into_iter()
}

/// Prints how many finds of either kind would be overturned, at several thresholds.
fn folds(finds: &Samples<Find>) {
    let weighed = finds.by_hands(&Told, |find| &find.hand);
    for threshold in [0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0] {
        let count = |found: bool, told: bool| {
            let own =
                || weighed.iter().filter(|(find, _)| (find.found, find.told) == (found, told));
            let far = |odds: f64| if found { odds < -threshold } else { odds > threshold };
            (own().filter(|(_, odds)| far(*odds)).count(), own().count())
        };
        let [(lost, of), (dropped, all)] = [true, false].map(|told| count(true, told));
        let [(won, missed), (wrong, spared)] = [true, false].map(|told| count(false, told));
        println!(
            "{threshold}: found and told {lost} of {of} dropped, found wrongly {dropped} of {all}"
        );
        println!("     spared wrongly {won} of {missed} found, spared {wrong} of {spared}");
    }
}
