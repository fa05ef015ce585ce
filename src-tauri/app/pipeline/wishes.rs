//! What is asked of a copy besides the decisions: rows emptied rather than deleted, help for whoever
//! fills it in.

use epure_engine::plan::Edit;
use epure_engine::table::Format;
use epure_sheets::patch::{Aid, blank_rows};

use super::Original;
use super::aids::{aids, consent_columns};
use crate::texts::Texts;

/// Wishes about a copy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Wishes {
    /// Rows are emptied where they would be deleted.
    pub(crate) blank_rows: bool,
    /// Choices, reminders and columns for consents are added.
    pub(crate) aids: bool,
}

impl Wishes {
    /// The edits of a plan as wished, and the help to add to columns.
    pub(crate) fn on(
        self,
        original: Original<'_>,
        edits: Vec<Edit>,
        texts: &Texts,
    ) -> (Vec<Edit>, Vec<Aid>) {
        let mut edits = match self.blank_rows {
            true => blank_rows(edits, original.book),
            false => edits,
        };
        if !self.aids {
            return (edits, Vec::new());
        }
        edits.extend(consent_columns(original, texts));
        (edits, aids(original, texts))
    }
}

/// Can columns of that format get choices and reminders?
pub(crate) fn takes_aids(format: Format) -> bool {
    matches!(format, Format::Xlsx | Format::Xlsm)
}
