//! How a text file writes numbers and dates, and how a new value is written in it.

use epure_engine::plan::NewValue;
use jiff::civil::Date;

use super::super::edits::SheetEdits;
use super::source::Source;
use crate::read::csv::Record;

/// Records looked at.
const RECORDS: u32 = 2_000;

/// The conventions of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Style {
    decimal: char,
    dates: DateStyle,
}

/// Order of a date's parts, and what lies between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct DateStyle {
    order: Order,
    between: char,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    YearMonthDay,
    DayMonthYear,
    MonthDayYear,
}

impl Style {
    /// Reads the conventions off the file's values. Without a sign of them: decimal comma where
    /// the separator is `;` or a tab, decimal point with `,`; dates as 31/12/2026.
    pub(crate) fn of(source: &Source<'_>, edits: &SheetEdits<'_>) -> Self {
        let comma = source.dialect.separator != ',';
        let dates = DateStyle { order: Order::DayMonthYear, between: '/' };
        let mut style = Self { decimal: if comma { ',' } else { '.' }, dates };
        let typed = |value: &&NewValue| matches!(value, NewValue::Number(_) | NewValue::Date(_));
        if edits.set.values().any(typed) {
            style.read(source);
        }
        style
    }

    fn read(&mut self, source: &Source<'_>) {
        let (mut commas, mut points) = (0u32, 0u32);
        let mut dates: Vec<(DateStyle, bool)> = Vec::new();
        let (mut records, mut record) = (source.records(), Record::default());
        while record.number < RECORDS && records.next_into(&mut record) {
            for field in &record.fields {
                let value = source.value(field);
                match decimal_of(&value) {
                    Some(',') => commas += 1,
                    Some(_) => points += 1,
                    None => dates.extend(date_style(&value)),
                }
            }
        }
        if commas != points {
            self.decimal = if commas > points { ',' } else { '.' };
        }
        // A date that can be read in one order only settles it.
        let sure = dates.iter().find(|(_, sure)| *sure).or(dates.first());
        if let Some((found, _)) = sure {
            self.dates = *found;
        }
    }

    /// What is written for a new value, before quoting; `former` is the cell's text until now.
    pub(crate) fn text(self, value: &NewValue, former: &str) -> String {
        match value {
            NewValue::Empty => String::new(),
            NewValue::Text(text) => guarded(text, former),
            NewValue::Number(number) => number.to_string().replace('.', &self.decimal.to_string()),
            NewValue::Date(day) => self.dates.write(*day),
        }
    }
}

impl DateStyle {
    fn write(self, day: Date) -> String {
        let (y, m, d) = (day.year(), day.month(), day.day());
        let b = self.between;
        match self.order {
            Order::YearMonthDay => format!("{y:04}{b}{m:02}{b}{d:02}"),
            Order::DayMonthYear => format!("{d:02}{b}{m:02}{b}{y:04}"),
            Order::MonthDayYear => format!("{m:02}{b}{d:02}{b}{y:04}"),
        }
    }
}

/// A text with an apostrophe in front when a spreadsheet program would run it as a formula. Not where
/// the cell already began so (`former`: a dash that opens a note), nor before a number or a phone number.
#[must_use]
pub fn guarded(text: &str, former: &str) -> String {
    let risky = |c: &char| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r');
    let Some(first) = text.chars().next().filter(risky) else { return text.to_owned() };
    let digits = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '.' | ',' | '\u{A0}');
    let number = matches!(first, '+' | '-') && text.len() > 1 && text.chars().skip(1).all(digits);
    if number || former.starts_with(first) { text.to_owned() } else { format!("'{text}") }
}

/// The decimal separator of a number with a fraction such as `-1 234,5`.
fn decimal_of(value: &str) -> Option<char> {
    let (whole, fraction) = value.split_once([',', '.'])?;
    let whole = whole.trim_start_matches('-');
    let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    let groups = whole.chars().all(|c| c.is_ascii_digit() || c.is_whitespace());
    // Three digits may be a group of thousands.
    let fits = groups && !whole.is_empty() && digits(fraction) && fraction.len() != 3;
    fits.then(|| value.chars().find(|c| matches!(c, ',' | '.'))).flatten()
}

/// How a value is written as a date, and whether it could not be read in another order.
fn date_style(value: &str) -> Option<(DateStyle, bool)> {
    let between = value.chars().find(|c| matches!(c, '/' | '-' | '.'))?;
    let parts: Vec<&str> = value.split(between).collect();
    let [a, b, c] = parts.as_slice() else { return None };
    let number = |text: &str| text.parse::<u16>().ok().filter(|_| text.len() <= 4);
    let (x, y, z) = (number(a)?, number(b)?, number(c)?);
    let style = |order, sure| Some((DateStyle { order, between }, sure));
    match (a.len(), c.len()) {
        (4, 1..=2) if y <= 12 && z <= 31 => style(Order::YearMonthDay, true),
        (1..=2, 4) if x <= 31 && y <= 12 => style(Order::DayMonthYear, x > 12),
        (1..=2, 4) if x <= 12 && y <= 31 => style(Order::MonthDayYear, true),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_would_run_get_an_apostrophe_only_where_we_brought_them() {
        assert_eq!(guarded("=1+1", "note"), "'=1+1");
        assert_eq!(guarded("@SUM(A1)", ""), "'@SUM(A1)");
        assert_eq!(
            guarded("- rappeler en mai", "- grossesse, rappeler en mai"),
            "- rappeler en mai"
        );
        assert_eq!(guarded("-cmd|' /C calc'!A0", "note"), "'-cmd|' /C calc'!A0");
        assert_eq!(guarded("+33 6 39 98 00 00", ""), "+33 6 39 98 00 00");
        assert_eq!(guarded("rappeler", ""), "rappeler");
    }

    #[test]
    fn conventions_are_read_off_values() {
        assert_eq!(decimal_of("1 234,5"), Some(','));
        assert_eq!(decimal_of("-0.25"), Some('.'));
        for no in ["1,234", "12/03/2024", "a,b", ",5", "1.2.3"] {
            assert_eq!(decimal_of(no), None, "{no}");
        }
        let order = |value| date_style(value).map(|(style, sure)| (style.order, sure));
        assert_eq!(order("2024-03-02"), Some((Order::YearMonthDay, true)));
        assert_eq!(order("31/12/2024"), Some((Order::DayMonthYear, true)));
        assert_eq!(order("02/03/2024"), Some((Order::DayMonthYear, false)));
        assert_eq!(order("12/31/2024"), Some((Order::MonthDayYear, true)));
        assert_eq!(order("01.02.03.04"), None);
    }
}
