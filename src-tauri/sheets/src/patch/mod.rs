//! Edits inside an existing file: what was not decided on stays byte for byte as it was.

pub(crate) mod edits;
pub(crate) mod removal;
