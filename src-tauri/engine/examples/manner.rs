//! Learns `lexicons/<lang>/manner.tsv` from labelled sentences: `manner LANG tests/accuracy > manner.tsv`. Of that
//! folder it reads what may be read while writing rules: `LANG.prose.tune.jsonl`; `LANG.remarks.tune.jsonl`, notes in
//! whole sentences; and notes as people write them, `LANG.tune*.jsonl` and `LANG.grid.tune.jsonl`. The same files give the same bytes.
//!
//! `--folds` prints instead how many of either kind are told apart when a fifth of the sentences at a time is kept
//! from learning.

#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a program for those who write packs"
)]

mod support;

#[path = "support/learn.rs"]
mod learn;

use std::path::Path;

use epure_engine::lexicon::manner::Manner;
use epure_engine::lexicon::prose::is_in_sentences;
use epure_engine::text::token::Tokens;
use epure_engine::weights::Weights;

use learn::{Question, Samples};

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
            // Not those that string clauses or signals together.
            _ => (own.starts_with(".tune") || own == ".grid.tune").then_some(Self::Note),
        }
    }
}

/// Is it prose?
struct IsProse;

impl Question<Kind> for IsProse {
    fn wanted(&self, kind: &Kind) -> bool {
        *kind == Kind::Prose
    }

    /// There are many notes, few remarks.
    fn counts_for(&self, kind: &Kind) -> f64 {
        match kind {
            Kind::Prose => 1.0,
            Kind::Remark => 4.0,
            Kind::Note => 0.3,
        }
    }
}

#[derive(serde::Deserialize)]
struct Line {
    text: String,
}

/// What is met less often tells nothing.
const FEWEST: usize = 3;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [language, folder, ..] = &*arguments else {
        return Err("manner LANG FOLDER [--folds]".into());
    };
    let mut held = Vec::new();
    for (text, kind) in texts(language, folder)? {
        let mut tokens = Tokens::default();
        tokens.read(&text);
        let sentences = kind == Kind::Note && is_in_sentences(&text, &tokens);
        held.push((Manner::things(&tokens), if sentences { Kind::Remark } else { kind }));
    }
    let sentences = Samples::new(held, FEWEST);
    if arguments.iter().any(|argument| argument == "--folds") {
        folds(&sentences);
        return Ok(());
    }
    let comment = "What words weigh for prose, in hundredths; below nothing, for notes. Made by examples/manner.rs.";
    print!("{}", Weights::file(comment, &sentences.told(&IsProse)));
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
fn folds(sentences: &Samples<Kind>) {
    const FOLDS: usize = 5;
    let weighed = sentences.kept_apart(&IsProse, FOLDS, |at| at % FOLDS);
    for threshold in [-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 3.0] {
        let share = |kind: Kind| {
            let own = || weighed.iter().filter(|(other, _)| **other == kind);
            let prose = own().filter(|(_, odds)| *odds > threshold).count();
            prose as f64 / own().count().max(1) as f64
        };
        let [prose, remark, note] = [Kind::Prose, Kind::Remark, Kind::Note].map(share);
        println!("{threshold:4}: prose {prose:.3}, remarks {remark:.3}, notes {note:.4}");
    }
}
