//! Bytes to workbooks and back: knows spreadsheet formats, and nothing of the law.

pub mod patch;
pub mod read;
pub mod write;
