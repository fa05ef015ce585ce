//! The catalogue of rules.

use epure_engine::finding::{Category, Severity};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::finding::BasisView;

/// One rule of the lexicons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RuleView {
    /// Its id.
    pub id: String,
    /// What it finds.
    pub category: Category,
    /// How pressing that is.
    pub severity: Severity,
    /// Title.
    pub title: String,
    /// Why it is a problem.
    pub why: String,
    /// What to write instead; may be empty.
    pub advice: String,
    /// Legal grounds.
    pub basis: Vec<BasisView>,
}
