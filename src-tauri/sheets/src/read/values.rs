//! One cell value of calamine → one [`Cell`], dates of both date systems included.

use std::sync::Arc;

use calamine::{Data, DataRef, ExcelDateTime};
use epure_engine::table::{Cell, ReadWarningKind};
use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time};

use super::cells::Texts;

/// What a value becomes: a cell, and a warning when it could not be kept as meant.
pub(crate) type Read = (Cell, Option<ReadWarningKind>);

/// Converts a value. `shared` tells that shared strings outlive the reading of the sheet.
pub(crate) fn cell(value: &DataRef<'_>, texts: &mut Texts) -> Read {
    let cell = match value {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::String(text) => Cell::Text(texts.share(text)),
        DataRef::SharedString(text) => Cell::Text(texts.share_by_address(text)),
        DataRef::Bool(value) => Cell::Bool(*value),
        DataRef::DateTime(serial) => return serial_date(serial),
        DataRef::DateTimeIso(text) => return iso_date(text, texts),
        DataRef::DurationIso(text) => iso_duration(text, texts),
        DataRef::Error(error) => Cell::Error(texts.share(&error.to_string())),
    };
    (cell, None)
}

/// The same for a value that owns its text.
pub(crate) fn owned(value: &Data, texts: &mut Texts) -> Read {
    let cell = match value {
        Data::Empty => Cell::Empty,
        Data::Int(number) => Cell::Number(*number as f64),
        Data::Float(number) => Cell::Number(*number),
        Data::String(text) => Cell::Text(texts.share(text)),
        Data::Bool(value) => Cell::Bool(*value),
        Data::DateTime(serial) => return serial_date(serial),
        Data::DateTimeIso(text) => return iso_date(text, texts),
        Data::DurationIso(text) => iso_duration(text, texts),
        Data::Error(error) => Cell::Error(texts.share(&error.to_string())),
    };
    (cell, None)
}

/// A serial number shown as a date. Serials under one day are times of day, shown as `14:30`;
/// durations stay numbers (of days). What no calendar holds (the 29 February 1900 of Excel, days
/// before its epoch) stays a number, with a warning.
fn serial_date(serial: &ExcelDateTime) -> Read {
    let days = serial.as_f64();
    if serial.is_duration() {
        return (Cell::Number(days), None);
    }
    let (year, month, day, hour, minute, second, milli) = serial.to_ymd_hms_milli();
    let time = small(hour)
        .zip(small(minute))
        .zip(small(second))
        .and_then(|((h, m), s)| Time::new(h, m, s, i32::from(milli) * 1_000_000).ok());
    if (0.0..1.0).contains(&days) {
        // A cell of 0 under a date format is an empty date of some database.
        let Some(time) = time.filter(|_| days > 0.0) else { return (Cell::Number(days), None) };
        return (Cell::Text(time_text(time)), None);
    }
    let date = i16::try_from(year).ok().zip(small(month)).zip(small(day));
    let date = date.and_then(|((year, month), day)| Date::new(year, month, day).ok());
    match date.zip(time) {
        Some((date, time)) if (1.0..2_958_466.0).contains(&days) => {
            (Cell::Date(date.to_datetime(time)), None)
        }
        _ => (Cell::Number(days), Some(ReadWarningKind::ImpossibleDate)),
    }
}

fn small(value: impl TryInto<i8>) -> Option<i8> {
    value.try_into().ok()
}

/// `14:30`, with seconds and their fraction when there are some.
pub(crate) fn time_text(time: Time) -> Arc<str> {
    match (time.second(), time.subsec_nanosecond()) {
        (0, 0) => format!("{:02}:{:02}", time.hour(), time.minute()).into(),
        _ => time.to_string().into(),
    }
}

/// An ISO 8601 date or date and time; a zone is dropped, as sheets know none.
pub(crate) fn iso_date(text: &str, texts: &mut Texts) -> Read {
    let local = text.trim().trim_end_matches('Z');
    let parsed = local
        .parse::<DateTime>()
        .or_else(|_| local.parse::<Date>().map(|date| date.to_datetime(Time::midnight())));
    match parsed {
        Ok(at) => (Cell::Date(at), None),
        Err(_) => (Cell::Text(texts.share(text)), Some(ReadWarningKind::ImpossibleDate)),
    }
}

/// `PT14H30M00S` is how ods writes a time of day; longer durations become numbers of days.
pub(crate) fn iso_duration(text: &str, texts: &mut Texts) -> Cell {
    let Some(seconds) = duration_seconds(text) else { return Cell::Text(texts.share(text)) };
    // Thousandths of a second are what programs of this format write.
    let millis = (seconds * 1000.0).round();
    if !(0.0..86_400_000.0).contains(&millis) {
        return Cell::Number(seconds / 86_400.0);
    }
    let time = Time::midnight().wrapping_add((millis as i64).milliseconds());
    Cell::Text(texts.share(&time_text(time)))
}

fn duration_seconds(text: &str) -> Option<f64> {
    let mut total = 0.0;
    let mut rest = text.strip_prefix("PT")?;
    for (unit, seconds) in [('H', 3600.0), ('M', 60.0), ('S', 1.0)] {
        if let Some((number, after)) = rest.split_once(unit) {
            total += number.replace(',', ".").parse::<f64>().ok()? * seconds;
            rest = after;
        }
    }
    rest.is_empty().then_some(total)
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType::{DateTime as Day, TimeDelta};

    use super::*;

    fn shown(days: f64, kind: calamine::ExcelDateTimeType, from_1904: bool) -> String {
        let (cell, warning) = serial_date(&ExcelDateTime::new(days, kind, from_1904));
        let mark = if warning.is_some() { " !" } else { "" };
        format!("{cell}{mark}")
    }

    #[test]
    fn serials_of_both_date_systems() {
        assert_eq!(shown(46_112.0, Day, false), "2026-03-31");
        assert_eq!(shown(44_650.0, Day, true), "2026-03-31");
        assert_eq!(shown(46_112.75, Day, false), "2026-03-31T18:00:00");
        assert_eq!(shown(61.0, Day, false), "1900-03-01");
    }

    #[test]
    fn what_is_no_day_is_not_made_one() {
        assert_eq!(shown(60.0, Day, false), "60 !");
        assert_eq!(shown(-3.0, Day, false), "-3 !");
        assert_eq!(shown(9_999_999.0, Day, false), "9999999 !");
        assert_eq!(shown(f64::NAN, Day, false), "NaN !");
        assert_eq!(shown(0.0, Day, false), "0");
        assert_eq!(shown(0.604_166_666_7, Day, false), "14:30");
        assert_eq!(shown(0.115_232_638_9, Day, false), "02:45:56.1");
        assert_eq!(shown(1.5, TimeDelta, false), "1.5");
    }

    #[test]
    fn iso_dates_and_times() {
        let texts = &mut Texts::default();
        assert_eq!(iso_date("2026-03-31", texts).0.to_string(), "2026-03-31");
        assert_eq!(iso_date("2026-03-31T08:30:00Z", texts).0.to_string(), "2026-03-31T08:30:00");
        assert_eq!(iso_date("31/03/2026", texts).1, Some(ReadWarningKind::ImpossibleDate));
        assert_eq!(iso_duration("PT14H30M00S", texts).to_string(), "14:30");
        assert_eq!(iso_duration("PT02H45M56.1S", texts).to_string(), "02:45:56.1");
        assert_eq!(iso_duration("PT36H", texts).to_string(), "1.5");
    }

    #[test]
    fn a_cell_stays_small() {
        assert_eq!(size_of::<Cell>(), 24);
    }
}
