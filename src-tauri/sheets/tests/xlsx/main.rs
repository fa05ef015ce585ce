//! Edits of xlsx and xlsm workbooks: what changes, what is refused, and what other programs see.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used, reason = "tests")]

mod aids;
mod formulas;
#[path = "../support/judge.rs"]
mod judge;
mod leaks;
mod moves;
mod odd;
mod office;
mod proof;
mod remove;
mod safety;
mod support;
