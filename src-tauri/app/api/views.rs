//! An open file as the window shows it: sheets, columns with samples, first rows.

use std::collections::BTreeSet;

use epure_engine::messages::{Lang, value};
use epure_engine::table::{CellRef, Row, Table, column_letters};
use epure_sheets::read::look::SheetLook;
use epure_store::FileHistory;

use super::session::Session;
use crate::dto::{
    CellStyle, ColumnView, HiddenView, OpenedFile, PreviewRow, Resumed, SheetView, TextView,
};
use crate::overview::warnings;
use crate::pipeline::{Fitted, why};
use crate::review::count;
use crate::texts::Texts;

/// Rows of the preview.
const PREVIEW: usize = 25;
/// Different values shown of a column.
const SAMPLES: usize = 5;
/// Rows looked at for samples.
const LOOKED_AT: usize = 2_000;

impl Session {
    /// The whole file; `history` is what was decided on it before.
    pub(super) fn view(&self, history: &FileHistory, texts: &Texts) -> OpenedFile {
        let sheets = (0..self.book.sheets.len()).filter_map(|at| self.sheet_view(at, texts));
        let hidden = self.book.hidden.iter().map(|hidden| HiddenView {
            kind: hidden.kind,
            count: hidden.count,
            sheet: hidden.sheet.clone(),
        });
        OpenedFile {
            id: self.id.clone(),
            name: self.book.name.clone(),
            path: self.path.display().to_string(),
            format: self.book.format,
            size: self.size,
            sha256: self.sha256.clone(),
            sheets: sheets.collect(),
            hidden: hidden.collect(),
            warnings: warnings(&self.book.warnings, texts),
            reading: self.reading.clone(),
            text: self.dialect.map(|dialect| TextView {
                separator: dialect.separator,
                encoding: dialect.encoding.name().to_owned(),
            }),
            resumed: resumed(history),
        }
    }

    /// One sheet.
    pub(super) fn sheet_view(&self, at: usize, texts: &Texts) -> Option<SheetView> {
        let table = self.book.sheets.get(at)?;
        let look = self.looks.iter().find(|look| look.name == table.name);
        let none = SheetLook::default();
        Some(sheet(table, self.sheets.get(at)?, look.unwrap_or(&none), texts))
    }
}

fn resumed(history: &FileHistory) -> Option<Resumed> {
    let last = history.standing.values().map(|decided| decided.at).max()?;
    Some(Resumed { decisions: count(history.standing.keys()), last_at: Some(last.to_string()) })
}

fn sheet(table: &Table, fitted: &Fitted, look: &SheetLook, texts: &Texts) -> SheetView {
    SheetView {
        name: table.name.clone(),
        visibility: table.visibility,
        included: fitted.included,
        rows: count(table.body()),
        header_rows: table.header.as_ref().map(|header| [header.first_row, header.last_row]),
        columns: columns(table, fitted, look, texts),
        preview: {
            let rows = table.rows.iter().take(PREVIEW);
            rows.map(|row| preview(row, look, texts.lang())).collect()
        },
        remembered: fitted.remembered,
    }
}

fn preview(row: &Row, look: &SheetLook, lang: Lang) -> PreviewRow {
    let columns = 0..u32::try_from(row.cells.len()).unwrap_or(u32::MAX);
    let style = |column| {
        let look = look.cells.get(&CellRef { row: row.number, column })?;
        let fill = look.fill.map(|[red, green, blue]| format!("#{red:02x}{green:02x}{blue:02x}"));
        Some(CellStyle { column, fill, bold: look.bold })
    };
    PreviewRow {
        number: row.number,
        hidden: row.hidden,
        cells: row.cells.iter().map(|cell| value(lang, cell)).collect(),
        styles: columns.filter_map(style).collect(),
    }
}

fn columns(table: &Table, fitted: &Fitted, look: &SheetLook, texts: &Texts) -> Vec<ColumnView> {
    let mut filled = vec![0u32; table.width() as usize];
    for row in table.body() {
        for (count, cell) in filled.iter_mut().zip(&row.cells) {
            *count += u32::from(!cell.is_blank());
        }
    }
    fitted
        .columns()
        .map(|column| ColumnView {
            index: column.index,
            letter: column_letters(column.index),
            header: table.header_name(column.index).to_owned(),
            role: column.role,
            confidence: column.confidence,
            why: why(column.why, texts),
            chosen: column.chosen,
            unsure: column.unsure,
            hidden: table.hidden_columns.contains(&column.index),
            width: look.width(column.index),
            filled: filled.get(column.index as usize).copied().unwrap_or(0),
            samples: samples(table, column.index, texts.lang()),
        })
        .collect()
}

/// A few different values of a column, in the file's order.
fn samples(table: &Table, column: u32, lang: Lang) -> Vec<String> {
    let mut seen = BTreeSet::new();
    table
        .body()
        .take(LOOKED_AT)
        .map(|row| row.cell(column))
        .filter(|cell| !cell.is_blank())
        .map(|cell| value(lang, cell))
        .filter(|text| seen.insert(text.clone()))
        .take(SAMPLES)
        .collect()
}
