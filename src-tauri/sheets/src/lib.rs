//! Bytes to workbooks and back: knows spreadsheet formats, and nothing of the law.

pub mod package;
pub mod patch;
pub mod read;
pub mod write;
#[allow(dead_code, unused_imports)]
mod xml;
