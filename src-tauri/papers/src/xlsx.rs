//! A document as a workbook: one sheet a section, fields as two columns, tables with drop-downs.

use epure_engine::checklist::Colour;
use epure_engine::dossier::{Body, Cell, Column, ColumnKind, Document, Section};
use epure_engine::messages::Lang;
use jiff::civil::Date;
use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder,
    Workbook, Worksheet, XlsxError,
};

use crate::PaperError;

const INK: Color = Color::RGB(0x001F_3A4D);
const RULE: Color = Color::RGB(0x00D5_DCE1);
const PAPER: Color = Color::RGB(0x00F3_F6F8);
/// Width of the labels of fields, in characters.
const LABEL: f64 = 36.0;
/// Width of their values.
const VALUE: f64 = 84.0;
/// Height of a line of text, in points.
const LINE: f64 = 15.0;
/// Room between the texts of two rows, in points.
const BETWEEN: f64 = 4.0;
/// Longest sheet name (Excel's limit), in UTF-16 units.
const NAME: usize = 31;

/// Makes the workbook.
///
/// # Errors
/// The library refused something.
pub fn xlsx(document: &Document) -> Result<Vec<u8>, PaperError> {
    let mut book = Workbook::new();
    let properties = DocProperties::new()
        .set_title(&document.title)
        .set_company(&document.company)
        .set_creation_datetime(&excel_day(document.on)?);
    book.set_properties(&properties);
    for section in &document.sections {
        let sheet = book.add_worksheet();
        sheet.set_name(sheet_name(&section.title))?;
        Page { document, formats: Formats::new(), sheet, row: 0 }.write(section)?;
    }
    Ok(book.save_to_buffer()?)
}

/// The name of a section's sheet: Excel forbids some characters and long names.
#[must_use]
pub fn sheet_name(title: &str) -> String {
    let mut name = String::new();
    for character in title.chars().filter(|c| !"[]:*?/\\'".contains(*c)) {
        if name.encode_utf16().count() + character.len_utf16() > NAME {
            break;
        }
        name.push(character);
    }
    name
}

fn excel_day(day: Date) -> Result<ExcelDateTime, XlsxError> {
    let year = u16::try_from(day.year()).unwrap_or_default();
    ExcelDateTime::from_ymd(year, day.month().unsigned_abs(), day.day().unsigned_abs())
}

struct Formats {
    title: Format,
    subtitle: Format,
    head: Format,
    label: Format,
    value: Format,
    note: Format,
    day: Format,
}

impl Formats {
    fn new() -> Self {
        let cell = Format::new()
            .set_align(FormatAlign::Top)
            .set_text_wrap()
            .set_border(FormatBorder::Thin)
            .set_border_color(RULE);
        Self {
            title: Format::new().set_bold().set_font_size(16).set_font_color(INK),
            subtitle: Format::new().set_italic().set_font_color(Color::Gray),
            head: cell
                .clone()
                .set_bold()
                .set_font_color(Color::White)
                .set_background_color(INK)
                .set_align(FormatAlign::VerticalCenter),
            label: cell.clone().set_bold().set_background_color(PAPER),
            note: cell.clone().set_italic().set_background_color(PAPER),
            day: cell.clone().set_num_format("dd/mm/yyyy").set_align(FormatAlign::Left),
            value: cell,
        }
    }
}

struct Page<'a> {
    document: &'a Document,
    formats: Formats,
    sheet: &'a mut Worksheet,
    row: u32,
}

impl Page<'_> {
    fn write(mut self, section: &Section) -> Result<(), XlsxError> {
        let document = self.document;
        let table = section.blocks.iter().find_map(|block| match &block.body {
            Body::Table { columns, .. } => Some(columns.as_slice()),
            _ => None,
        });
        self.columns(table)?;
        self.sheet.write_string_with_format(0, 0, &section.title, &self.formats.title)?;
        self.sheet.set_row_height(0, 24)?;
        let line = format!("{} · {} · {}", document.company, document.title, document.made);
        self.sheet.write_string_with_format(1, 0, &line, &self.formats.subtitle)?;
        self.row = 3;
        for block in &section.blocks {
            self.block(&block.body)?;
        }
        self.sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        let company = document.company.replace('&', "&&");
        self.sheet.set_footer(format!("&L{company}&R&P / &N"));
        Ok(())
    }

    fn columns(&mut self, table: Option<&[Column]>) -> Result<(), XlsxError> {
        match table {
            Some(columns) => {
                for (at, column) in (0u16..).zip(columns) {
                    self.sheet.set_column_width(at, f64::from(column.width) + 2.0)?;
                }
            }
            None => {
                self.sheet.set_column_width(0, LABEL)?;
                self.sheet.set_column_width(1, VALUE)?;
            }
        }
        Ok(())
    }

    fn block(&mut self, body: &Body) -> Result<(), XlsxError> {
        match body {
            Body::Field { label, text } => {
                self.sheet.write_string_with_format(self.row, 0, label, &self.formats.label)?;
                self.sheet.write_string_with_format(self.row, 1, text, &self.formats.value)?;
                self.fit(&[(label, LABEL), (text, VALUE)])?;
                self.row += 1;
            }
            Body::Note(text) => self.across(text, true)?,
            Body::Text(text) | Body::Bullet(text) | Body::Letter { text, .. } => {
                self.across(text, false)?;
            }
            Body::Scores(scores) => {
                for score in scores {
                    let share = format!("{} %, {}", score.share, score.word);
                    let fill = self.formats.value.clone().set_background_color(tint(score.colour));
                    self.sheet.write_string_with_format(
                        self.row,
                        0,
                        &score.title,
                        &self.formats.label,
                    )?;
                    self.sheet.write_string_with_format(self.row, 1, &share, &fill)?;
                    self.row += 1;
                }
            }
            Body::Table { columns, rows } => self.table(columns, rows)?,
        }
        Ok(())
    }

    /// A text over the first two columns.
    fn across(&mut self, text: &str, note: bool) -> Result<(), XlsxError> {
        let format = if note { &self.formats.note } else { &self.formats.value };
        self.sheet.merge_range(self.row, 0, self.row, 1, text, format)?;
        self.fit(&[(text, LABEL + VALUE)])?;
        self.row += 1;
        Ok(())
    }

    /// Makes the row as high as its texts need: not every program does it on opening.
    fn fit(&mut self, texts: &[(&str, f64)]) -> Result<(), XlsxError> {
        let lines = texts.iter().map(|(text, width)| lines(text, *width)).fold(1.0, f64::max);
        self.sheet.set_row_height(self.row, lines * LINE + BETWEEN)?;
        Ok(())
    }

    fn table(&mut self, columns: &[Column], rows: &[Vec<Cell>]) -> Result<(), XlsxError> {
        let head = self.row;
        for (at, column) in (0u16..).zip(columns) {
            self.sheet.write_string_with_format(head, at, &column.title, &self.formats.head)?;
        }
        let titles = columns.iter().map(|column| (column.title.as_str(), f64::from(column.width)));
        self.fit(&titles.collect::<Vec<_>>())?;
        for cells in rows {
            self.row += 1;
            for (at, cell) in (0u16..).zip(cells) {
                self.cell(at, cell)?;
            }
            let texts: Vec<(String, f64)> = cells
                .iter()
                .zip(columns)
                .map(|(cell, column)| (cell.say(self.document.lang), f64::from(column.width)))
                .collect();
            self.fit(
                &texts.iter().map(|(text, width)| (text.as_str(), *width)).collect::<Vec<_>>(),
            )?;
        }
        let width = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
        for (at, column) in (0u16..).zip(columns) {
            if let ColumnKind::Choice(choices) = &column.kind {
                let choice = DataValidation::new().allow_list_strings(choices)?;
                self.sheet.add_data_validation(
                    head + 1,
                    at,
                    self.row.max(head + 1),
                    at,
                    &choice,
                )?;
            }
        }
        self.sheet.autofilter(head, 0, self.row, width)?;
        self.sheet.set_freeze_panes(head + 1, 0)?;
        self.sheet.set_repeat_rows(head, head)?;
        self.row += 2;
        Ok(())
    }

    fn cell(&mut self, at: u16, cell: &Cell) -> Result<(), XlsxError> {
        match cell {
            // Always written as text, so that a name beginning with `=` never runs.
            Cell::Text(text) => {
                self.sheet.write_string_with_format(self.row, at, text, &self.formats.value)?;
            }
            Cell::Day(day) => {
                let format = match self.document.lang {
                    Lang::Fr => self.formats.day.clone(),
                    Lang::En => self.formats.day.clone().set_num_format("yyyy-mm-dd"),
                };
                let day = excel_day(*day)?;
                self.sheet.write_datetime_with_format(self.row, at, &day, &format)?;
            }
        }
        Ok(())
    }
}

/// How many lines a text takes in a column of that width, words being left whole.
fn lines(text: &str, width: f64) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "texts are far shorter than 2^52")]
    let wrapped = |line: &str| ((line.chars().count() as f64 * 1.1) / width).ceil().max(1.0);
    text.split('\n').map(wrapped).sum()
}

fn tint(colour: Colour) -> Color {
    match colour {
        Colour::Green => Color::RGB(0x00DD_EFE3),
        Colour::Amber => Color::RGB(0x00FB_EBCB),
        Colour::Red => Color::RGB(0x00F8_DAD7),
    }
}
