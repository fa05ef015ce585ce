//! One value into one cell of the rebuilt workbook, with the format it needs.

use std::collections::BTreeMap;

use epure_engine::plan::NewValue;
use epure_engine::table::Cell;
use jiff::civil::{Date, DateTime, Time};
use rust_xlsxwriter::{Color, ExcelDateTime, Format, Worksheet, XlsxError};

use super::layout::CellStyle;
use crate::write::sheet::{excel_day, fit};

/// Built-in formats that follow the reader's locale (ECMA-376 part 1, 18.8.30).
const SHORT_DATE: u8 = 14;
const DATE_AND_TIME: u8 = 22;
const TIME: u8 = 21;

/// What is to be written.
#[derive(Clone, Copy)]
pub(super) enum Value<'a> {
    /// As it was read.
    Old(&'a Cell),
    /// As it was decided.
    New(&'a NewValue),
}

/// What a value asks of its format when the source's own is no date format.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Need {
    Nothing,
    Date,
    DateTime,
    Time,
}

/// Formats made so far, so that equal cells share one.
#[derive(Default)]
pub(super) struct Formats {
    made: BTreeMap<(Option<u16>, Need, bool), Format>,
}

impl Formats {
    /// Writes a value at 0-based `row` and `column`; `true` when its text had to be cut.
    ///
    /// `style` is the source's style with its index; `header` asks for bold where there is none.
    pub(super) fn write(
        &mut self,
        sheet: &mut Worksheet,
        (row, column): (u32, u16),
        value: Value<'_>,
        style: Option<(u16, &CellStyle)>,
        header: bool,
    ) -> Result<bool, XlsxError> {
        let format = self.format(style, need(value), header);
        match value {
            Value::Old(Cell::Empty) | Value::New(NewValue::Empty) => {
                if style.is_some() {
                    sheet.write_blank(row, column, format)?;
                }
            }
            Value::Old(Cell::Text(text) | Cell::Error(text)) => {
                // A time of day is read as text; its format tells that it was none.
                let time = style.filter(|(_, style)| style.shows_time()).and_then(|_| clock(text));
                let Some(time) = time else {
                    return write_text(sheet, (row, column), text, format);
                };
                write_moment(sheet, (row, column), FIRST_TIME.to_datetime(time), format)?;
            }
            Value::New(NewValue::Text(text)) => {
                return write_text(sheet, (row, column), text, format);
            }
            Value::Old(Cell::Number(number)) if !number.is_finite() => {
                return write_text(sheet, (row, column), NO_NUMBER, format);
            }
            Value::Old(Cell::Number(number)) | Value::New(NewValue::Number(number)) => {
                sheet.write_number_with_format(row, column, *number, format)?;
            }
            Value::Old(Cell::Bool(truth)) => {
                sheet.write_boolean_with_format(row, column, *truth, format)?;
            }
            Value::Old(Cell::Date(at)) => write_moment(sheet, (row, column), *at, format)?,
            Value::New(NewValue::Date(day)) => {
                write_moment(sheet, (row, column), day.to_datetime(Time::midnight()), format)?;
            }
        }
        Ok(false)
    }

    fn format(&mut self, style: Option<(u16, &CellStyle)>, need: Need, header: bool) -> &Format {
        let index = style.map(|(index, _)| index);
        self.made.entry((index, need, header)).or_insert_with(|| {
            let style = style.map(|(_, style)| style);
            make(style, need, header && style.is_none())
        })
    }
}

fn need(value: Value<'_>) -> Need {
    match value {
        Value::New(NewValue::Date(_)) => Need::Date,
        Value::Old(Cell::Date(at)) if at.date() < FIRST_DAY => Need::Time,
        Value::Old(Cell::Date(at)) if at.time() == Time::midnight() => Need::Date,
        Value::Old(Cell::Date(_)) => Need::DateTime,
        _ => Need::Nothing,
    }
}

/// A format with what is kept of the source's style, and a date format if the value needs one.
fn make(style: Option<&CellStyle>, need: Need, bold: bool) -> Format {
    let style = style.cloned().unwrap_or_default();
    let mut format = Format::new();
    if style.bold || bold {
        format = format.set_bold();
    }
    if style.italic {
        format = format.set_italic();
    }
    if let Some(ink) = style.ink {
        format = format.set_font_color(Color::RGB(ink));
    }
    if let Some(fill) = style.fill {
        format = format.set_background_color(Color::RGB(fill));
    }
    if style.wrap {
        format = format.set_text_wrap();
    }
    let default = match need {
        Need::Nothing => None,
        Need::Date => Some(SHORT_DATE),
        Need::DateTime => Some(DATE_AND_TIME),
        Need::Time => Some(TIME),
    };
    match (style.number_format_id, default) {
        (Some(own), _) if own != 0 => format.set_num_format_index(own),
        _ if !style.number_format.is_empty() => format.set_num_format(style.number_format),
        (_, Some(default)) => format.set_num_format_index(default),
        _ => format,
    }
}

/// The time that `14:30`, `14:30:05` or `14:30:05.1` says.
fn clock(text: &str) -> Option<Time> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str, mark| text.bytes().all(|byte| byte.is_ascii_digit() || byte == mark);
    let clock = digits(whole, b':') && digits(fraction, b'0') && matches!(whole.len(), 5 | 8);
    clock.then(|| text.parse().ok()).flatten()
}

/// Always text, whatever it begins with: never a formula, never a link.
fn write_text(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    text: &str,
    format: &Format,
) -> Result<bool, XlsxError> {
    let (text, cut) = fit(text);
    sheet.write_string_with_format(row, column, text, format)?;
    Ok(cut)
}

/// What is shown for a number that xlsx cannot hold.
pub(crate) const NO_NUMBER: &str = "#NUM!";

/// First day of the 1900 date system.
pub(crate) const FIRST_DAY: Date = Date::constant(1900, 1, 1);
/// Day of moments that stand for a time alone.
pub(crate) const FIRST_TIME: Date = Date::constant(1899, 12, 30);

/// A date, a date with time, or (before the first day) a time alone; older dates as text.
fn write_moment(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    at: DateTime,
    format: &Format,
) -> Result<(), XlsxError> {
    if at.date() < FIRST_TIME {
        sheet.write_string(row, column, Cell::Date(at).to_string())?;
        return Ok(());
    }
    let time = at.time();
    let seconds = f64::from(time.second()) + f64::from(time.subsec_nanosecond()) / 1e9;
    let (hour, minute) = (time.hour().unsigned_abs(), time.minute().unsigned_abs());
    let moment = if at.date() < FIRST_DAY {
        ExcelDateTime::from_hms(u16::from(hour), minute, seconds)?
    } else {
        excel_day(at.date())?.and_hms(u16::from(hour), minute, seconds)?
    };
    sheet.write_datetime_with_format(row, column, &moment, format)?;
    Ok(())
}
