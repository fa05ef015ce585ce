//! Which cached results of formulas may no longer be true after the edits.
//!
//! A formula's result is written beside it; it may hold a removed text, or a sum that counts a
//! removed row. Stale results are left out: programs compute them when they open the file.

/// Cells whose formula has to be computed again.
#[derive(Debug, Default)]
pub(super) struct Stale {
    all: bool,
}

impl Stale {
    /// Every formula is.
    pub(super) fn everything() -> Self {
        Self { all: true }
    }

    /// Is any formula stale?
    pub(super) fn any(&self) -> bool {
        self.all
    }

    /// Is the result of that cell (1-based row, 0-based column) stale?
    pub(super) fn cell(&self, _sheet: &str, _at: (u32, u32)) -> bool {
        self.all
    }
}
