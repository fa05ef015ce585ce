//! What a proof goes by besides the two files.

use std::collections::BTreeMap;

use epure_engine::plan::Edit;

use crate::patch::Aid;

static NO_HEADERS: BTreeMap<String, (u32, u32)> = BTreeMap::new();

/// What a cleaning was asked for, and so what its proof holds the cleaned file against.
#[derive(Clone, Copy, Debug)]
pub struct Decided<'a> {
    /// What was decided, at the places of the original.
    pub edits: &'a [Edit],
    /// Texts that are no personal data although removed cells held them: copies of them are no leak.
    pub vocabulary: &'a [String],
    /// 1-based first and last header row by sheet.
    pub headers: &'a BTreeMap<String, (u32, u32)>,
    /// Help added to columns (xlsx and xlsm; not looked at for other formats).
    pub aids: &'a [Aid],
}

impl<'a> Decided<'a> {
    /// The edits and nothing more.
    #[must_use]
    pub const fn new(edits: &'a [Edit]) -> Self {
        Self { edits, vocabulary: &[], headers: &NO_HEADERS, aids: &[] }
    }
}
