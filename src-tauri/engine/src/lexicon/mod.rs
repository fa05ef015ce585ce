//! The lexicons: packs of rules that people may edit, compiled into one matcher.
//!
//! `load` reads the files and refuses what cannot be used; `compile` turns terms into steps, `rarity`
//! and `filed` put each under its rarest word; `scan` reads notes, where `around` and `scope` refuse
//! nearly all terms before `matcher` tries them. Nothing here knows of workbooks or files.

pub(crate) mod appeal;
mod around;
mod bounds;
mod brought;
mod builtin;
pub mod checkers;
mod compile;
pub mod compiled;
pub mod error;
pub mod examples;
mod filed;
pub mod hints;
mod hot;
mod identifiers;
pub mod inflect;
mod known;
mod lists;
pub mod load;
pub mod manner;
mod marks;
mod matcher;
mod mend;
mod mistaken;
pub mod pack;
mod pieces;
pub mod prose;
mod rarity;
pub mod rule;
pub mod scan;
mod scope;
mod sequences;
mod shape;
pub mod signal;
mod somebody;
mod spare;
mod spelling;
pub mod term;
mod typo;
mod verdict;
mod vocabulary;
mod wordings;
