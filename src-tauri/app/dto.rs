//! What crosses to the window: plain data, described in TypeScript from these very types
//! (`ui/src/backend/bindings/types.ts`, written by a test that fails when the file is stale).
//!
//! Places are the spreadsheet's own (1-based rows, column letters); positions in texts count Unicode
//! characters. Dates are `YYYY-MM-DD`, moments RFC 3339. Nothing here thinks.

mod accountability;
mod assessment;
mod audit;
mod compare;
mod decision;
mod document;
mod export;
mod file;
mod finding;
mod notes;
mod own_words;
mod people;
mod progress;
mod reading;
mod rule;
mod secret;
mod settings;

pub use accountability::*;
pub use assessment::*;
pub use audit::*;
pub use compare::*;
pub use decision::*;
pub use document::*;
pub use export::*;
pub use file::*;
pub use finding::*;
pub use notes::*;
pub use own_words::*;
pub use people::*;
pub use progress::*;
pub use reading::*;
pub use rule::*;
pub use secret::*;
pub use settings::*;

#[cfg(test)]
mod bindings;
