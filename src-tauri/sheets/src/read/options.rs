//! What a caller may ask of the reader: limits, text only, progress.

use std::ops::ControlFlow;

use super::csv::CsvDialect;
use super::error::Problem;
use crate::locked::Password;

/// Says of a row, by its sheet and 1-based number, whether to keep it.
pub type RowFilter<'a> = &'a dyn Fn(&str, u32) -> bool;

/// How a file is to be read. The default suits any file of a small company.
#[derive(Clone, Copy, Default)]
pub struct ReadOptions<'a> {
    /// Bounds that protect memory and time.
    pub limits: Limits,
    /// Read numbers, dates and booleans as the text a person would see.
    pub everything_as_text: bool,
    /// For text files: the dialect to use instead of the guessed one.
    pub csv: Option<CsvDialect>,
    /// The password that the file opens with; of no use for files that have none.
    pub password: Option<&'a Password>,
    /// Which rows to keep; all when none.
    pub only: Option<RowFilter<'a>>,
    /// Called now and then with what is done and the total (rows, or bytes of a text file; only
    /// the ratio matters); `Break` stops the reading with [`Problem::Cancelled`].
    pub progress: Option<&'a dyn Fn(u64, u64) -> ControlFlow<()>>,
}

/// Bounds that protect memory and time from broken or hostile files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Most bytes of the file itself.
    pub file_bytes: u64,
    /// Most bytes of all its parts once inflated.
    pub inflated_bytes: u64,
    /// Most times a part may be larger inflated than deflated (parts under 16 MiB are spared).
    pub ratio: u64,
    /// Most cells, empty ones between two filled ones included, of the whole file.
    pub cells: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { file_bytes: 1 << 30, inflated_bytes: 4 << 30, ratio: 400, cells: 60_000_000 }
    }
}

impl ReadOptions<'_> {
    /// Tells the caller how far the reading is.
    pub(crate) fn tick(&self, done: u64, total: u64) -> Result<(), Problem> {
        match self.progress.map(|progress| progress(done.min(total), total)) {
            Some(ControlFlow::Break(())) => Err(Problem::Cancelled),
            _ => Ok(()),
        }
    }
}
