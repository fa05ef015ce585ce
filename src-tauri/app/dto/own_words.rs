//! A person's own words: what must be flagged, what must be left alone, and the sentences that say
//! so.

use epure_engine::finding::Category;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Everything a person added to the rules.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct OwnWords {
    /// Words that must be flagged.
    pub flagged: Vec<OwnWord>,
    /// Words that must be left alone whichever rule would speak.
    pub spared: Vec<String>,
    /// Sentences kept as tests of these words.
    pub sentences: Vec<OwnSentence>,
}

/// A word, or a few in a row, that must be flagged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OwnWord {
    /// The words: letters, digits, spaces, hyphens and apostrophes.
    pub text: String,
    /// What they reveal.
    pub category: Category,
}

/// A sentence, and what the person wants of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OwnSentence {
    /// The sentence.
    pub text: String,
    /// True when something must be flagged in it, false when nothing may be.
    pub flagged: bool,
}

/// A sentence as the rules read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TriedSentence {
    /// The sentence.
    pub sentence: OwnSentence,
    /// What is found in it.
    pub found: Vec<TriedMark>,
    /// True when it reads as the person wants.
    pub as_wanted: bool,
}

/// Something found in a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TriedMark {
    /// First character (Unicode characters, from 0).
    pub start: u32,
    /// One past the last character.
    pub end: u32,
    /// What it reveals.
    pub category: Category,
}
