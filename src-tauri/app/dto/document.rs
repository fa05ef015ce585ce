//! The documents that follow from a self-assessment, as the window shows them: each sentence with what
//! it rests on, and the versions that were made.

use epure_engine::checklist::Colour;
use serde::Serialize;
use ts_rs::TS;

/// A document of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct DocumentRow {
    /// Its id, as `register`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it is, in a few words.
    pub subtitle: String,
    /// The files it becomes, by name.
    pub files: Vec<String>,
    /// How many places are left to complete.
    pub to_complete: u32,
}

/// A document, to be looked at and corrected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct DocumentView {
    /// Its line in the list.
    pub row: DocumentRow,
    /// What its reader must know first; may be empty.
    pub note: String,
    /// Its sections.
    pub sections: Vec<SectionView>,
    /// Its versions, the last one first.
    pub versions: Vec<VersionView>,
}

/// A section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SectionView {
    /// Its id in the document.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it holds.
    pub pieces: Vec<PieceView>,
}

/// A piece of a section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PieceView {
    /// A key of `answers.edits`.
    pub key: String,
    /// Did the company write it otherwise than proposed?
    pub edited: bool,
    /// The grounds it states, as people cite them.
    pub basis: Vec<String>,
    /// What is shown.
    pub body: BodyView,
}

/// What is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum BodyView {
    /// A paragraph.
    Text {
        /// Its words.
        text: String,
    },
    /// An item of a list.
    Bullet {
        /// Its words.
        text: String,
    },
    /// Something to be seen first.
    Note {
        /// Its words.
        text: String,
    },
    /// Words to be copied elsewhere.
    Letter {
        /// What they are for; may be empty.
        label: String,
        /// Its words.
        text: String,
    },
    /// A name and its value.
    Field {
        /// The name.
        label: String,
        /// The value; several lines for several values.
        text: String,
    },
    /// A table.
    Table {
        /// Its headers.
        columns: Vec<String>,
        /// Its rows; as many cells as columns.
        rows: Vec<Vec<String>>,
    },
    /// Shares, drawn as bars.
    Scores {
        /// Each with its name.
        scores: Vec<ScoreView>,
    },
}

/// A share with its name and colour.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ScoreView {
    /// Of what.
    pub title: String,
    /// Its colour.
    pub colour: Colour,
    /// In percent.
    pub share: u32,
}

/// A version of a document that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct VersionView {
    /// When (RFC 3339).
    pub made_at: String,
    /// Who made it.
    pub author: String,
    /// What it said, as plain text.
    pub text: String,
}
