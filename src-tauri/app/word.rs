//! The contract's own words for the engine's enums, as serde writes them.

use serde::Serialize;

/// The word of a value without content, as `sensitive_note`; empty for anything else.
pub(crate) fn of(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}
