//! Who is shown sheets while they are written: every byte of them, beside what it was made from.

/// What it is shown of a sheet is all that is written of it, in order.
pub(crate) trait Witness {
    /// The sheet of that index begins.
    fn sheet(&mut self, index: usize);

    /// What stands beside the rows, or between them.
    fn beside(&mut self, written: &[u8]);

    /// A row of the original (its number, its open tag and what comes after that), and what was written
    /// for it: nothing when it goes, and new rows that stand before it.
    fn row(&mut self, number: u32, open: &[u8], rest: &[u8], written: &[u8]);

    /// Rows behind the last one that the original has.
    fn behind(&mut self, written: &[u8]);
}

/// Looks at nothing.
pub(crate) struct Nobody;

impl Witness for Nobody {
    fn sheet(&mut self, _: usize) {}

    fn beside(&mut self, _: &[u8]) {}

    fn row(&mut self, _: u32, _: &[u8], _: &[u8], _: &[u8]) {}

    fn behind(&mut self, _: &[u8]) {}
}
