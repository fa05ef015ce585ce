//! How far a long job is.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a job is busy with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Stage {
    Reading,
    Searching,
    Auditing,
    Planning,
    Writing,
    Verifying,
}

/// How far a job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Progress {
    /// What it is busy with.
    pub stage: Stage,
    /// Steps done in this stage.
    #[ts(type = "number")]
    pub done: u64,
    /// Steps of this stage; 0 when unknown.
    #[ts(type = "number")]
    pub total: u64,
    /// Seconds left in this stage, once that can be told.
    pub seconds_left: Option<u32>,
}
