//! The change log: where, what kind, what was done and why. It never holds a removed text.

use std::collections::BTreeMap;

use epure_engine::finding::ActionKind;
use epure_engine::plan::LogLine;
use rust_xlsxwriter::Worksheet;

use super::sheet::{self, body_format, title_format};
use super::{Cleaning, Texts, WriteError};

/// Writes the change log workbook: a sheet of lines and a sheet of figures.
///
/// `rule_title` turns a rule id into the title that people read; an id it does not know may come
/// back as it is.
///
/// # Errors
/// More lines than a sheet can hold.
pub fn log(
    lines: &[LogLine],
    cleaning: &Cleaning,
    texts: &Texts,
    rule_title: &dyn Fn(&str) -> String,
) -> Result<Vec<u8>, WriteError> {
    let mut book = sheet::new_workbook(&texts.log.title, cleaning.on)?;
    write_lines(book.add_worksheet().set_name(&texts.log.sheet)?, lines, texts, rule_title)?;
    write_summary(book.add_worksheet().set_name(&texts.log.summary)?, lines, cleaning, texts)?;
    Ok(book.save_to_buffer()?)
}

fn write_lines(
    sheet: &mut Worksheet,
    lines: &[LogLine],
    texts: &Texts,
    rule_title: &dyn Fn(&str) -> String,
) -> Result<(), WriteError> {
    let names = &texts.log.columns;
    let columns = [
        (names.sheet.as_str(), 18.0),
        (names.cell.as_str(), 10.0),
        (names.row.as_str(), 8.0),
        (names.category.as_str(), 26.0),
        (names.rule.as_str(), 34.0),
        (names.action.as_str(), 24.0),
        (names.reason.as_str(), 44.0),
    ];
    sheet::write_header(sheet, &columns)?;
    let body = body_format();
    let mut row = 0;
    for line in lines {
        row += 1;
        let cell = line.cell.map(|cell| cell.to_string()).unwrap_or_default();
        let category = line.category.map_or("", |category| texts.category(category));
        sheet.write_string_with_format(row, 0, &line.sheet, &body)?;
        sheet.write_string_with_format(row, 1, cell, &body)?;
        if let Some(number) = line.row.or(line.cell.map(|cell| cell.row)) {
            sheet.write_number_with_format(row, 2, number, &body)?;
        }
        sheet.write_string_with_format(row, 3, category, &body)?;
        sheet.write_string_with_format(row, 4, rule_title(&line.rule), &body)?;
        sheet.write_string_with_format(row, 5, texts.action(line.action), &body)?;
        let reason = line.reason.as_deref().unwrap_or_default();
        sheet.write_string_with_format(row, 6, sheet::fit(reason).0, &body)?;
    }
    sheet::filter(sheet, columns.len(), row)?;
    Ok(())
}

fn write_summary(
    sheet: &mut Worksheet,
    lines: &[LogLine],
    cleaning: &Cleaning,
    texts: &Texts,
) -> Result<(), WriteError> {
    sheet.set_column_width(0, 34)?;
    sheet.set_column_width(1, 70)?;
    sheet.write_string_with_format(0, 0, &texts.log.title, &title_format())?;
    sheet.write_string(1, 0, &texts.log.no_removed_text)?;
    let next = sheet::write_facts(sheet, 3, &cleaning.facts(texts))?;
    let mut by_action: BTreeMap<ActionKind, u32> = BTreeMap::new();
    for line in lines {
        *by_action.entry(line.action).or_default() += 1;
    }
    let totals: Vec<_> = by_action
        .into_iter()
        .map(|(action, count)| (texts.action(action).to_owned(), count))
        .collect();
    sheet::write_totals(sheet, next + 1, &texts.facts.by_action, &totals)?;
    Ok(())
}
