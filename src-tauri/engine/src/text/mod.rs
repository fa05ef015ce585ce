//! Text as the note reader sees it: folded letters, tokens that point back into the original.
//!
//! Everything here works on any Unicode text, never fails, and never changes the original.

mod address;
mod cut;
pub mod date;
pub(crate) mod days;
pub(crate) mod figure;
pub mod fold;
mod gap;
pub mod hash;
pub mod language;
mod letters;
mod signs;
pub(crate) mod slip;
pub mod token;
pub mod words;
mod written;
