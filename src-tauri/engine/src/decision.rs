//! What a person decided about findings.

use serde::{Deserialize, Serialize};

use crate::finding::ActionKind;

/// One decision on one finding. In files: `{"finding": "…", "action": "rewrite", "value": "…"}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The [`crate::finding::Finding::id`] decided on.
    pub finding: String,
    /// What to do.
    pub action: ActionKind,
    /// `Rewrite`: the whole new text of the cell, or none for the engine's own rewriting of this
    /// finding's words alone. `SetCell`: the value. `Keep`: the reason. Else none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// A decisions file (`--decisions FILE.json`): which file it is for, as of which day, and the
/// decisions in the order they were made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionFile {
    /// Version of this layout: 1.
    pub schema: u32,
    /// SHA-256 of the original file, lower-case hexadecimal; another file is refused.
    pub sha256: String,
    /// Day of the audit whose findings are decided on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<jiff::civil::Date>,
    /// The decisions.
    pub decisions: Vec<Decision>,
}
