//! The store through its door.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

/// Self-assessments, versions of documents, requests, breaches, the journal.
mod accountability;
/// Whom people are, as somebody said.
mod audience;
mod common;
/// Settings, recent files, mappings and the suppression list come back as they were.
mod content;
/// Undo, redo, undo of one entry, what stands.
mod history;
/// Made, migrated, refused, without its key.
mod layout;
/// What was decided on one file holds for the same content of another.
mod memory;
/// Nothing of a prospect can be read in the files of the database.
mod secrecy;
mod suppression;
