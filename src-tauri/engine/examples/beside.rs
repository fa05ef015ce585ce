//! Learns `lexicons/<lang>/beside.tsv` from labelled notes: `beside LANG tests/accuracy lexicons > beside.tsv`. Of the
//! notes that may be read while writing rules (support/labelled.rs) it takes those that must be rewritten: of each, the
//! clauses in a sentence with private words. One that touches private words itself, or holds a word that must be gone,
//! goes; one that holds a fact to keep stays; others teach nothing. The same files give the same bytes.
//!
//! `--folds` prints instead how many of either kind would go when a fifth of the hands at a time is kept from learning.

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
use epure_engine::reader::{Language, Reader};
use epure_engine::weights::Weights;

use labelled::Note;
use learn::{Question, Samples};

/// A clause beside another that goes.
struct Clause {
    /// Does it go too?
    goes: bool,
    /// Who wrote it: what stands before the number of its note.
    hand: String,
}

/// Does it go too?
struct Goes;

impl Question<Clause> for Goes {
    fn wanted(&self, clause: &Clause) -> bool {
        clause.goes
    }

    /// Most of those that go tell the matter outright, and rules find them.
    fn counts_for(&self, clause: &Clause) -> f64 {
        if clause.goes { 0.5 } else { 1.0 }
    }
}

/// What a clause holds, and the clause.
type Held = (Vec<String>, Clause);

/// What is met less often tells nothing.
const FEWEST: usize = 2;

/// What is not told by words: wishes, and numbers, which are masked.
const APART: [Category; 4] =
    [Category::Opposition, Category::Consent, Category::NationalId, Category::Bank];

/// The bytes of a note that must go.
fn private(note: &Note) -> Vec<Range<usize>> {
    let quoted = note.quoted().into_iter().filter(|(_, category)| !APART.contains(category));
    quoted.map(|(span, _)| span).collect()
}

/// Does a clause of a note go? None when that is not told, or both.
fn goes(note: &Note, span: &Range<usize>, private: &[Range<usize>]) -> Option<bool> {
    let clause = note.text.get(span.clone())?;
    let small = clause.to_lowercase();
    let gone = |words: &String| holds_whole(&small, words);
    let touched = private.iter().any(|one| one.start < span.end && span.start < one.end);
    let goes = touched || note.gone.iter().any(gone);
    let kept = |fact: &String| clause.contains(&**fact) || fact.contains(clause);
    let stays = note.keep.iter().any(kept);
    (goes != stays).then_some(goes)
}

/// Does a text hold some words, no letter touching them?
fn holds_whole(text: &str, words: &str) -> bool {
    let apart = |side: Option<char>| !side.is_some_and(char::is_alphanumeric);
    text.match_indices(words).any(|(at, _)| {
        let (before, after) = (text.get(..at), text.get(at + words.len()..));
        apart(before.and_then(|side| side.chars().next_back()))
            && apart(after.and_then(|side| side.chars().next()))
    })
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [language, folder, lexicons, ..] = &*arguments else {
        return Err("beside LANG FOLDER LEXICONS [--folds]".into());
    };
    // Weights are what is made here: whatever those there are.
    let mut packs = support::read(Path::new(lexicons))?;
    packs.retain(|name, _| !name.ends_with(".tsv"));
    let reader = Reader::new(&packs)?;
    let clauses = Samples::new(clauses(&reader, language, folder)?, FEWEST);
    if arguments.iter().any(|argument| argument == "--folds") {
        folds(&clauses);
        return Ok(());
    }
    let comment = "What words weigh for a clause that goes on about a private matter beside it, in hundredths; below nothing, for business. Made by examples/beside.rs.";
    print!("{}", Weights::file(comment, &clauses.told(&Goes)));
    Ok(())
}

/// The clauses of a folder's notes, each with what it holds, file by file.
fn clauses(reader: &Reader, language: &str, folder: &str) -> Result<Vec<Held>, Box<dyn Error>> {
    let code = if language == "fr" { Language::French } else { Language::English };
    let mut held = Vec::new();
    for note in labelled::read(language, Path::new(folder))? {
        let private = private(&note);
        for beside in reader.beside(&note.text, code, &private) {
            if let Some(goes) = goes(&note, &beside.span, &private) {
                held.push((beside.things, Clause { goes, hand: note.hand().to_owned() }));
            }
        }
    }
    Ok(held)
}

/// Prints how many of each kind would go, at several thresholds.
fn folds(clauses: &Samples<Clause>) {
    let weighed = clauses.by_hands(&Goes, |clause| &clause.hand);
    for threshold in [-1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0] {
        let share = |goes: bool| {
            let own = || weighed.iter().filter(|(clause, _)| clause.goes == goes);
            let gone = own().filter(|(_, odds)| *odds > threshold).count();
            (gone, own().count())
        };
        let [(private, all_private), (business, all_business)] = [true, false].map(share);
        println!(
            "{threshold:4}: private {private} of {all_private}, business {business} of {all_business}"
        );
    }
}
