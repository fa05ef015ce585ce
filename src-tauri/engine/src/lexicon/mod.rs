//! The lexicons: packs of rules that people may edit, compiled into one matcher.
//!
//! `load` reads the files and refuses what cannot be used; `compile` turns terms into steps and
//! finds the rare word of each; `scan` reads notes. Nothing here knows of workbooks or files.

mod builtin;
pub mod checkers;
mod compile;
pub mod compiled;
pub mod error;
pub mod examples;
mod hot;
mod identifiers;
pub mod inflect;

pub mod load;
mod matcher;
pub mod pack;
pub mod rule;
pub mod scan;
pub mod signal;
mod spare;
pub mod term;
mod typo;
mod verdict;
mod vocabulary;
