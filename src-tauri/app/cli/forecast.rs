//! How many contacts reach the end of their time, month by month over two years: as a table (csv) or as
//! reminders for a calendar (iCalendar, RFC 5545).

use std::collections::BTreeMap;
use std::path::Path;

use jiff::ToSpan;
use jiff::civil::Date;

use super::args::bad_value;
use crate::error::Error;
use crate::texts::Texts;

/// Months told.
const MONTHS: i64 = 24;

/// The contacts of several files that reach their end, by the first day of the month.
#[derive(Default)]
pub(super) struct Forecast {
    by_month: BTreeMap<Date, u32>,
    as_of: Option<Date>,
}

impl Forecast {
    /// Adds those of one file, audited on a day.
    pub(super) fn add(&mut self, as_of: Date, expiring: &BTreeMap<Date, u32>) {
        self.as_of = Some(as_of);
        for (month, contacts) in expiring {
            *self.by_month.entry(*month).or_default() += contacts;
        }
    }

    /// Writes a file whose extension says its form.
    pub(super) fn write(&self, path: &Path, texts: &Texts) -> Result<(), Error> {
        let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        let text = match extension.as_str() {
            "csv" => self.csv(texts),
            "ics" => self.ics(texts),
            _ => return Err(bad_value("--forecast", &path.to_string_lossy(), "*.csv, *.ics")),
        };
        crate::files::write_whole(path, text.as_bytes())
    }

    /// Every month, those without anybody included, with the total so far.
    fn csv(&self, texts: &Texts) -> String {
        let mut out = texts.say("cli.forecast_header", &[]);
        out.push_str("\r\n");
        let mut total = 0;
        for month in self.months() {
            let contacts = self.by_month.get(&month).copied().unwrap_or(0);
            total += contacts;
            out.push_str(&format!("{};{contacts};{total}\r\n", month.strftime("%Y-%m")));
        }
        out
    }

    /// A whole-day reminder on the first of each month in which somebody must go.
    fn ics(&self, texts: &Texts) -> String {
        let mut lines = vec![
            "BEGIN:VCALENDAR".to_owned(),
            "VERSION:2.0".to_owned(),
            "PRODID:-//Epure//Retention//FR".to_owned(),
        ];
        for (month, contacts) in self.by_month.iter().filter(|(_, contacts)| **contacts > 0) {
            let values = [
                ("count", contacts.to_string()),
                ("count_written", texts.number(u64::from(*contacts))),
            ];
            let day = |day: Date| day.strftime("%Y%m%d").to_string();
            lines.extend([
                "BEGIN:VEVENT".to_owned(),
                format!("UID:epure-retention-{}@localhost", day(*month)),
                format!("DTSTAMP:{}T000000Z", day(self.as_of.unwrap_or(*month))),
                format!("DTSTART;VALUE=DATE:{}", day(*month)),
                format!("SUMMARY:{}", escaped(&texts.say("cli.forecast_reminder", &values))),
                "END:VEVENT".to_owned(),
            ]);
        }
        lines.push("END:VCALENDAR".to_owned());
        lines.into_iter().map(|line| line + "\r\n").collect()
    }

    fn months(&self) -> impl Iterator<Item = Date> {
        let first = self.as_of.map(Date::first_of_month);
        (0..=MONTHS).filter_map(move |n| Some(first?.saturating_add(n.months())))
    }
}

/// A text value of iCalendar (RFC 5545, 3.3.11).
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,")
}
