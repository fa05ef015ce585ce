//! One sheet of the source into one sheet of the rebuilt workbook: looks, rows and comments, with
//! the sheet's edits applied on the way.

use std::collections::BTreeMap;

use epure_engine::table::{Cell, CellRef, Comment, MAX_COLUMNS, MAX_ROWS, Row, Table, Visibility};
use rust_xlsxwriter::{Note, Workbook, Worksheet, XlsxError};

use super::NotKept;
use super::cells::{Formats, Value};
use super::layout::{BookLayout, SheetLayout};
use super::losses::Losses;
use crate::patch::edits::SheetEdits;
use crate::patch::removal::Removal;
use crate::patch::xlsx::Scrub;

/// From this many rows on, finished rows wait on disk instead of in memory (deleted files of the
/// system's temporary folder).
const LARGE: usize = 20_000;

/// An empty sheet for a table, to be pushed to `book`: the numbers of its texts and formats are those
/// of that workbook.
pub(super) fn blank_sheet(
    book: &mut Workbook,
    name: &str,
    table: &Table,
) -> Result<Worksheet, XlsxError> {
    // Merged areas write below the row at hand, which only the in-memory sheet allows.
    let mut sheet = if table.rows.len() >= LARGE && table.merged.is_empty() {
        book.new_worksheet_with_low_memory()?
    } else {
        Worksheet::new()
    };
    sheet.set_name(name)?;
    match table.visibility {
        Visibility::Visible => {}
        Visibility::Hidden => {
            sheet.set_hidden(true);
        }
        Visibility::VeryHidden => {
            sheet.set_very_hidden(true);
        }
    }
    Ok(sheet)
}

/// Widths, frozen part, filter, what is hidden, merged areas.
pub(super) fn write_looks(
    sheet: &mut Worksheet,
    table: &Table,
    layout: &SheetLayout,
    edits: &SheetEdits<'_>,
    losses: &mut Losses,
) -> Result<(), XlsxError> {
    write_widths(sheet, layout, &edits.columns)?;
    for column in &table.hidden_columns {
        if let Some(column) = edits.columns.shift(*column).and_then(small) {
            sheet.set_column_hidden(column)?;
        }
    }
    let (rows, columns) = layout.frozen;
    let rows = rows.saturating_sub(edits.rows.within(1, rows));
    let columns = columns.saturating_sub(edits.columns.before(columns));
    if let Some(columns) = small(columns) {
        sheet.set_freeze_panes(rows, columns)?;
    }
    if let Some((first, last)) = layout.filter.and_then(|area| shift_area(area, edits)) {
        sheet.autofilter(first.row - 1, narrow(first), last.row - 1, narrow(last))?;
    }
    for area in &table.merged {
        let Some((first, last)) = shift_area(*area, edits) else { continue };
        if first == last {
            continue;
        }
        let format = rust_xlsxwriter::Format::new();
        let area = (first.row - 1, narrow(first), last.row - 1, narrow(last));
        if sheet.merge_range(area.0, area.1, area.2, area.3, "", &format).is_err() {
            losses.add(NotKept::MergedCells);
        }
    }
    Ok(())
}

pub(super) fn write_widths(
    sheet: &mut Worksheet,
    layout: &SheetLayout,
    columns: &Removal,
) -> Result<(), XlsxError> {
    for (column, width) in &layout.widths {
        if let Some(column) = columns.shift(*column).and_then(small) {
            sheet.set_column_width(column, *width)?;
        }
    }
    Ok(())
}

/// A 0-based column as rust_xlsxwriter counts it; none beyond the last of xlsx.
fn small(column: u32) -> Option<u16> {
    u16::try_from(column).ok().filter(|column| u32::from(*column) < MAX_COLUMNS)
}

fn narrow(cell: CellRef) -> u16 {
    u16::try_from(cell.column.min(MAX_COLUMNS - 1)).unwrap_or_default()
}

/// Where an area lies after rows and columns went; none when nothing of it is left in the sheet.
fn shift_area(
    (first, last): (CellRef, CellRef),
    edits: &SheetEdits<'_>,
) -> Option<(CellRef, CellRef)> {
    let rows = edits.rows.shift_range(first.row, last.row)?;
    let columns = edits.columns.shift_range(first.column, last.column)?;
    let fits = rows.1 <= MAX_ROWS && columns.1 < MAX_COLUMNS;
    fits.then_some((
        CellRef { row: rows.0, column: columns.0 },
        CellRef { row: rows.1, column: columns.1 },
    ))
}

/// Rows of the table and rows that only an edit fills, in order.
pub(crate) fn numbered_rows<'t>(
    table: &'t Table,
    edits: &SheetEdits<'_>,
) -> impl Iterator<Item = (u32, Option<&'t Row>)> {
    let mut numbers: Vec<u32> = table.rows.iter().map(|row| row.number).collect();
    numbers.extend(edits.set.keys().map(|cell| cell.row));
    numbers.sort_unstable();
    numbers.dedup();
    numbers.into_iter().map(|number| (number, table.row(number)))
}

/// Header rows of the table; none when it has no header.
pub(crate) fn header_rows(table: &Table) -> impl Iterator<Item = &Row> {
    let (first, last) = table.header.as_ref().map_or((1, 0), |h| (h.first_row, h.last_row));
    table.rows.iter().filter(move |row| (first..=last).contains(&row.number))
}

/// Comments of cells that stay. The author's name goes only where the file had one.
pub(super) fn write_comments(
    sheet: &mut Worksheet,
    table: &Table,
    edits: &SheetEdits<'_>,
    scrub: &Scrub,
) -> Result<(), XlsxError> {
    for comment in &table.comments {
        if let Some(row) = edits.rows.shift(comment.cell.row) {
            write_comment(sheet, comment, edits, scrub, row - 1)?;
        }
    }
    Ok(())
}

/// One comment at 0-based row `at`, if its column stays.
pub(super) fn write_comment(
    sheet: &mut Worksheet,
    comment: &Comment,
    edits: &SheetEdits<'_>,
    scrub: &Scrub,
    at: u32,
) -> Result<(), XlsxError> {
    let Some(column) = edits.columns.shift(comment.cell.column).and_then(small) else {
        return Ok(());
    };
    let blotted = |text: &str| scrub.clean(text).unwrap_or_else(|| text.to_owned());
    let author = blotted(comment.author.as_deref().unwrap_or_default());
    let text = blotted(&comment.text);
    let (text, _) = crate::write::sheet::fit(&text);
    sheet.insert_note(at, column, &Note::new(text).set_author(author).add_author_prefix(false))?;
    Ok(())
}

/// Writes rows with the styles of where they come from.
pub(super) struct RowWriter<'w> {
    pub(super) formats: &'w mut Formats,
    pub(super) layout: &'w BookLayout,
    pub(super) losses: &'w mut Losses,
}

impl RowWriter<'_> {
    /// Writes the original's row `number` at 0-based row `at`.
    pub(super) fn row(
        &mut self,
        sheet: &mut Worksheet,
        (table, layout, edits): (&Table, &SheetLayout, &SheetEdits<'_>),
        (number, row): (u32, Option<&Row>),
        at: u32,
    ) -> Result<(), XlsxError> {
        if at >= MAX_ROWS {
            self.losses.add(NotKept::RowsBeyondLimit);
            return Ok(());
        }
        let header = table.header.as_ref();
        let header = header.is_some_and(|h| (h.first_row..=h.last_row).contains(&number));
        if row.is_some_and(|row| row.hidden) {
            sheet.set_row_hidden(at)?;
        }
        for (column, value) in values(row, edits, number) {
            let Some(to) = edits.columns.shift(column) else { continue };
            let Some(to) = small(to) else {
                self.losses.add(NotKept::ColumnsBeyondLimit);
                continue;
            };
            let index = layout.style(CellRef { row: number, column });
            let style = index.and_then(|index| {
                self.layout.styles.get(usize::from(index)).map(|style| (index, style))
            });
            if self.formats.write(sheet, (at, to), value, style, header)? {
                self.losses.add(NotKept::LongTexts);
            }
        }
        Ok(())
    }
}

/// Values of a row after its edits, in column order.
fn values<'v>(
    row: Option<&'v Row>,
    edits: &'v SheetEdits<'_>,
    number: u32,
) -> BTreeMap<u32, Value<'v>> {
    let cells: &[Cell] = row.map_or(&[], |row| row.cells.as_slice());
    let mut values: BTreeMap<_, _> =
        (0u32..).zip(cells).map(|(column, cell)| (column, Value::Old(cell))).collect();
    values.extend(edits.set_in_row(number).map(|(column, value)| (column, Value::New(value))));
    values
}
