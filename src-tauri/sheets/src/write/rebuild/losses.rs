//! What a conversion to xlsx could not keep, so that the user is told plainly.

use std::collections::BTreeSet;

use epure_engine::plan::Edit;
use epure_engine::table::{Format, HiddenKind, ReadWarningKind, Workbook};
use serde::{Deserialize, Serialize};

use super::layout::BookLayout;

/// Something of the source that the rebuilt workbook does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotKept {
    /// Macros.
    Macros,
    /// Charts.
    Charts,
    /// Images, shapes and other drawings.
    Images,
    /// Conditional formats.
    ConditionalFormats,
    /// Drop-down lists and input rules.
    Validations,
    /// Pivot tables and their caches.
    PivotTables,
    /// Formulas: their value was kept.
    Formulas,
    /// Values that formulas worked out of what goes or changes.
    FormulaResults,
    /// Links of cells: their text was kept.
    Hyperlinks,
    /// Merged areas that an edit cut or that overlap.
    MergedCells,
    /// The end of texts longer than a cell of xlsx can hold.
    LongTexts,
    /// Rows beyond the last one of xlsx.
    RowsBeyondLimit,
    /// Columns beyond the last one of xlsx.
    ColumnsBeyondLimit,
    /// Sheet names that xlsx refuses: an adapted name was given.
    SheetNames,
    /// Defined names.
    NamedRanges,
    /// Page set-up, headers and footers.
    PrintSettings,
    /// Title, author and other properties of the document.
    DocumentProperties,
    /// Fonts, borders and other details of formatting.
    Styles,
    /// Chart sheets and macro sheets.
    SheetsWithoutCells,
}

impl NotKept {
    /// Every kind, in order.
    pub const ALL: &[Self] = &[
        Self::Macros,
        Self::Charts,
        Self::Images,
        Self::ConditionalFormats,
        Self::Validations,
        Self::PivotTables,
        Self::Formulas,
        Self::FormulaResults,
        Self::Hyperlinks,
        Self::MergedCells,
        Self::LongTexts,
        Self::RowsBeyondLimit,
        Self::ColumnsBeyondLimit,
        Self::SheetNames,
        Self::NamedRanges,
        Self::PrintSettings,
        Self::DocumentProperties,
        Self::Styles,
        Self::SheetsWithoutCells,
    ];
}

/// Collects losses, each once.
#[derive(Debug, Default)]
pub(super) struct Losses(BTreeSet<NotKept>);

impl Losses {
    /// What is lost from the start: what the file holds and nobody writes back.
    pub(super) fn of(book: &Workbook, layout: &BookLayout, edits: &[Edit]) -> Self {
        let mut losses = Self(layout.losses.clone());
        for hidden in &book.hidden {
            if !is_removed(hidden.kind, edits) {
                losses.0.extend(loss_of(hidden.kind));
            }
        }
        let without_cells = ReadWarningKind::SheetWithoutCells;
        if book.warnings.iter().any(|warning| warning.kind == without_cells) {
            losses.add(NotKept::SheetsWithoutCells);
        }
        if !matches!(book.format, Format::Csv | Format::Tsv) {
            losses.add(NotKept::Styles);
        }
        losses
    }

    pub(super) fn add(&mut self, loss: NotKept) {
        self.0.insert(loss);
    }

    pub(super) fn into_vec(self) -> Vec<NotKept> {
        self.0.into_iter().collect()
    }
}

/// Was it asked to go? Then it is no loss.
fn is_removed(kind: HiddenKind, edits: &[Edit]) -> bool {
    edits
        .iter()
        .any(|edit| matches!(edit, Edit::RemovePart { kind: removed, .. } if *removed == kind))
}

fn loss_of(kind: HiddenKind) -> Option<NotKept> {
    match kind {
        HiddenKind::Macros => Some(NotKept::Macros),
        HiddenKind::PivotCaches => Some(NotKept::PivotTables),
        HiddenKind::EmbeddedFiles => Some(NotKept::Images),
        HiddenKind::PrinterSettings => Some(NotKept::PrintSettings),
        HiddenKind::Authors | HiddenKind::CustomProperties => Some(NotKept::DocumentProperties),
        // Kept (sheets, rows, columns, comments), or of no use to the reader of a cleaned copy.
        HiddenKind::Sheet
        | HiddenKind::Rows
        | HiddenKind::Columns
        | HiddenKind::Comments
        | HiddenKind::Thumbnail
        | HiddenKind::ExternalLinks
        | HiddenKind::Connections
        | HiddenKind::ChangeHistory
        | HiddenKind::CustomXml => None,
    }
}
