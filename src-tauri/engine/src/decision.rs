//! What a person decided about findings.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::finding::ActionKind;
use crate::role::Role;

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

/// A decisions file (`--decisions FILE.json`): which file it is for, how that file was audited, and
/// the decisions in the order they were made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionFile {
    /// Version of this layout: 1.
    pub schema: u32,
    /// SHA-256 of the original file, lower-case hexadecimal; another file is refused.
    pub sha256: String,
    /// Day of the audit whose findings are decided on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<jiff::civil::Date>,
    /// Country of that audit, when it was not the usual one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Sheets of that audit, when it was not about all of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sheets: Vec<String>,
    /// Roles given to columns (by header or letters) for that audit.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub columns: BTreeMap<String, Role>,
    /// The decisions.
    pub decisions: Vec<Decision>,
}
