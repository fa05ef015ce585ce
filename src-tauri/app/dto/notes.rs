//! The notes of a file, found fault with or not: to be read through.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::finding::Mark;

/// A request for a stretch of the notes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct NotesRequest {
    /// Words to find in the note or the contact (case and accents ignored).
    pub search: String,
    /// Only notes without any finding.
    pub unmarked: bool,
    /// How many to skip.
    pub offset: u32,
    /// How many to give, 500 at most.
    pub limit: u32,
}

/// A stretch of the notes, in the file's order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NotesPage {
    /// How many notes the request lets through.
    pub total: u32,
    /// The stretch asked for.
    pub notes: Vec<NoteView>,
}

/// One note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NoteView {
    /// Its sheet.
    pub sheet: String,
    /// Its cell, as `L12`.
    pub cell: String,
    /// Who its row is about; empty when nobody can tell.
    pub contact: String,
    /// The note, as written.
    pub text: String,
    /// What was found in it, in order.
    pub marks: Vec<Mark>,
}
