//! Edits inside an existing file: what was not decided on stays byte for byte as it was.

pub(crate) mod aid;
mod blank;
pub mod csv;
pub(crate) mod edits;
pub mod ods;
pub(crate) mod removal;
pub mod xlsx;

pub use aid::{Aid, AidKind};
pub use blank::blank_rows;
pub use edits::{any_moves, moves_as_deletions};
