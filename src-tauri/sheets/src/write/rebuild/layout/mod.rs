//! How the source looks: widths, styles, frozen part, filter. From the file where it says so, else
//! guessed from the values.

mod guess;
mod ods;
mod palette;
mod xls;
mod xlsb;

use std::collections::{BTreeMap, BTreeSet};

use epure_engine::table::{CellRef, Format, Table, Workbook};

use super::NotKept;
use crate::locked::Keyed;
use crate::write::WriteError;

/// The looks of a whole source.
#[derive(Debug, Default)]
pub(in crate::write) struct BookLayout {
    /// By sheet name.
    sheets: BTreeMap<String, SheetLayout>,
    /// Styles that cells point to.
    pub(super) styles: Vec<CellStyle>,
    /// What the source holds that is not written back.
    pub(super) losses: BTreeSet<NotKept>,
}

/// The looks of one sheet. Rows are 1-based, columns 0-based.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct SheetLayout {
    /// Width by column, in characters of the default font.
    pub(super) widths: BTreeMap<u32, f64>,
    /// How many rows and columns stay in view.
    pub(super) frozen: (u32, u32),
    /// First and last cell under filter arrows, the header included.
    pub(super) filter: Option<(CellRef, CellRef)>,
    /// Index into [`BookLayout::styles`] by cell.
    pub(super) cells: BTreeMap<CellRef, u16>,
    /// Index into [`BookLayout::styles`] for cells that have none of their own, by column.
    pub(super) columns: BTreeMap<u32, u16>,
}

/// What is kept of a cell's style.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct CellStyle {
    /// Number format code, empty for the general one.
    pub(super) number_format: String,
    /// Built-in number format that follows the reader's locale (14: short date), when it is one.
    pub(super) number_format_id: Option<u8>,
    /// Bold letters.
    pub(super) bold: bool,
    /// Italic letters.
    pub(super) italic: bool,
    /// Colour of the letters, 0xRRGGBB.
    pub(super) ink: Option<u32>,
    /// Colour of the background, 0xRRGGBB.
    pub(super) fill: Option<u32>,
    /// Text goes on several lines.
    pub(super) wrap: bool,
}

impl BookLayout {
    /// Reads the looks of `source`, or guesses them from the values of `book`.
    pub(super) fn of(book: &Workbook, source: Keyed<'_>) -> Result<Self, WriteError> {
        let mut layout = match book.format {
            Format::Xls => xls::read(book, source)?,
            Format::Xlsb => xlsb::read(source)?,
            Format::Ods => Self { losses: ods::losses(source)?, ..Self::default() },
            _ => Self::default(),
        };
        for table in &book.sheets {
            layout.sheets.entry(table.name.clone()).or_insert_with(|| guess::sheet(table));
        }
        Ok(layout)
    }

    /// The looks of one sheet.
    pub(super) fn sheet(&self, table: &Table) -> SheetLayout {
        self.sheets.get(&table.name).cloned().unwrap_or_else(|| guess::sheet(table))
    }
}

impl CellStyle {
    /// Does its number format show a time of day alone (ECMA-376 part 1, 18.8.30)?
    pub(super) fn shows_time(&self) -> bool {
        let code = self.number_format.to_lowercase();
        let own = code.contains('h') && !code.contains(['d', 'y', '[']);
        own || self.number_format_id.is_some_and(|id| (18..=21).contains(&id))
    }
}

impl SheetLayout {
    /// Style index of a cell: its own, else its column's.
    pub(super) fn style(&self, cell: CellRef) -> Option<u16> {
        self.cells.get(&cell).or_else(|| self.columns.get(&cell.column)).copied()
    }
}
