//! Whole-product tests, one binary: each module says in its first line what it protects.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on should stop"
)]

mod api;
mod cli;
mod dependencies;
mod recording;
