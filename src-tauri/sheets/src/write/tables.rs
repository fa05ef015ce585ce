//! Plain tables in a workbook: the copy of a person's data, the list of a campaign.

use jiff::civil::Date;

use super::WriteError;
use super::sheet::{self, body_format};

/// A table: the name of its sheet, its columns with their widths in characters, its lines of texts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlainTable {
    /// Name of the sheet.
    pub name: String,
    /// Header and width of each column.
    pub columns: Vec<(String, f64)>,
    /// Lines, each as long as `columns`.
    pub lines: Vec<Vec<String>>,
}

/// Writes tables, a sheet each; texts stay texts, whatever they begin with.
///
/// # Errors
/// A sheet name that xlsx does not allow, or more lines than a sheet holds.
pub fn tables(title: &str, tables: &[PlainTable], on: Date) -> Result<Vec<u8>, WriteError> {
    let mut book = sheet::new_workbook(title, on)?;
    for table in tables {
        let page = book.add_worksheet().set_name(&table.name)?;
        let columns: Vec<(&str, f64)> =
            table.columns.iter().map(|(name, width)| (name.as_str(), *width)).collect();
        sheet::write_header(page, &columns)?;
        let body = body_format();
        let mut row = 0;
        for line in &table.lines {
            row += 1;
            for (column, text) in (0u16..).zip(line) {
                page.write_string_with_format(row, column, sheet::fit(text).0, &body)?;
            }
        }
        sheet::filter(page, columns.len(), row)?;
    }
    Ok(book.save_to_buffer()?)
}
