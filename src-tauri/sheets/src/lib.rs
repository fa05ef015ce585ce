//! Bytes to workbooks and back: knows spreadsheet formats, and nothing of the law.

mod clean;
mod draft;
mod locked;
pub mod package;
pub mod patch;
pub mod read;
pub mod verify;
pub mod write;
mod xml;

pub use clean::{
    CleanError, CleanOptions, CleanProgress, Made, Step, archive_beside, clean, sha256,
};
pub use draft::Draft;
pub use locked::{Keyed, Password, lock, takes_password};
