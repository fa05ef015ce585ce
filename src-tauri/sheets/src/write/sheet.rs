//! The look shared by the workbooks Épure writes: one header style, frozen and filtered.

use jiff::civil::Date;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
    XlsxError,
};

use super::facts::{Fact, FactValue};

/// Ink of headers.
const INK: Color = Color::RGB(0x001F_3A4D);
/// Longest text of an xlsx cell, in UTF-16 units (ECMA-376, Excel's limit).
pub(super) const MAX_TEXT: usize = 32_767;

/// A workbook whose bytes depend on its content and `on` alone.
pub(super) fn new_workbook(title: &str, on: Date) -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    let properties = DocProperties::new().set_title(title).set_creation_datetime(&excel_day(on)?);
    book.set_properties(&properties);
    Ok(book)
}

/// A day as rust_xlsxwriter takes it.
pub(super) fn excel_day(day: Date) -> Result<ExcelDateTime, XlsxError> {
    let year = u16::try_from(day.year()).unwrap_or_default();
    ExcelDateTime::from_ymd(year, day.month().unsigned_abs(), day.day().unsigned_abs())
}

/// White on ink, bold.
pub(super) fn header_format() -> Format {
    Format::new()
        .set_bold()
        .set_font_color(Color::White)
        .set_background_color(INK)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap()
}

/// Text that wraps and starts at the top, as log and report lines are read.
pub(super) fn body_format() -> Format {
    Format::new().set_align(FormatAlign::Top).set_text_wrap()
}

/// Large title of a summary.
pub(super) fn title_format() -> Format {
    Format::new().set_bold().set_font_size(14).set_font_color(INK)
}

/// A header of `(name, width in characters)`, styled, at row 0.
pub(super) fn write_header(
    sheet: &mut Worksheet,
    columns: &[(&str, f64)],
) -> Result<(), XlsxError> {
    let format = header_format();
    for (column, (name, width)) in (0u16..).zip(columns) {
        sheet.set_column_width(column, *width)?;
        sheet.write_string_with_format(0, column, *name, &format)?;
    }
    sheet.set_row_height(0, 24)?;
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

/// Filter arrows over a header at row 0 and the `rows` lines below it.
pub(super) fn filter(sheet: &mut Worksheet, columns: usize, rows: u32) -> Result<(), XlsxError> {
    let last = u16::try_from(columns.saturating_sub(1)).unwrap_or(u16::MAX);
    sheet.autofilter(0, 0, rows, last)?;
    Ok(())
}

/// Facts one a line, label at the left, from `row` on; gives the row after the last.
pub(super) fn write_facts(
    sheet: &mut Worksheet,
    mut row: u32,
    facts: &[Fact],
) -> Result<u32, XlsxError> {
    let label = Format::new().set_bold().set_align(FormatAlign::Top);
    let text = body_format();
    let count = Format::new().set_num_format("#,##0").set_align(FormatAlign::Left);
    let day = Format::new().set_num_format("dd/mm/yyyy").set_align(FormatAlign::Left);
    for fact in facts {
        sheet.write_string_with_format(row, 0, &fact.label, &label)?;
        match &fact.value {
            FactValue::Text(value) => sheet.write_string_with_format(row, 1, value, &text)?,
            // A count stays exact: 2^53 is far above any number of cells.
            #[allow(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
            FactValue::Count(value) => {
                sheet.write_number_with_format(row, 1, *value as f64, &count)?
            }
            FactValue::Day(value) => {
                sheet.write_datetime_with_format(row, 1, &excel_day(*value)?, &day)?
            }
        };
        row += 1;
    }
    Ok(row)
}

/// A light line of totals under a heading: `name … count`, from `row` on; gives the row after.
pub(super) fn write_totals(
    sheet: &mut Worksheet,
    mut row: u32,
    heading: &str,
    totals: &[(String, u32)],
) -> Result<u32, XlsxError> {
    let head = Format::new().set_bold().set_border_bottom(FormatBorder::Thin);
    sheet.write_string_with_format(row, 0, heading, &head)?;
    sheet.write_blank(row, 1, &head)?;
    for (name, count) in totals {
        row += 1;
        sheet.write_string(row, 0, name)?;
        sheet.write_number(row, 1, f64::from(*count))?;
    }
    Ok(row + 2)
}

/// The text cut to what a cell can hold, at a character border; `true` when something was cut.
pub(crate) fn fit(text: &str) -> (&str, bool) {
    let mut units = 0;
    for (at, character) in text.char_indices() {
        units += character.len_utf16();
        if units > MAX_TEXT {
            return (text.get(..at).unwrap_or_default(), true);
        }
    }
    (text, false)
}
