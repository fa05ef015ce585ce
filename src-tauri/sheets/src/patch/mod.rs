//! Edits inside an existing file: what was not decided on stays byte for byte as it was.

mod blank;
pub mod csv;
pub(crate) mod edits;
pub mod ods;
pub(crate) mod removal;
pub mod xlsx;

pub use blank::blank_rows;
