//! Days written in cells: real dates, and texts that stand for one.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::moments::calendar::{month, season};
use crate::moments::order::{Order, Seen, is_short, leading, reads_both_ways};
use crate::table::Cell;
use crate::text::days;
use crate::text::fold::plain;

/// A date as far as it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

/// What a cell that should hold a day holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// A day, a month or a year.
    Told(Told),
    /// Something written as a date, but of no calendar: 31/02/2024.
    Impossible,
    /// Day and month cannot be told apart.
    Ambiguous,
    /// Not a date.
    Unread,
}

impl Told {
    fn on(day: Date) -> Self {
        Self { year: day.year(), month: Some(day.month()), day: Some(day.day()) }
    }

    /// The last day it can mean: nobody is told stale because a note gives only the year.
    pub(crate) fn last_day(self) -> Date {
        let first = date(self.year, self.month.unwrap_or(12), 1);
        match self.day {
            Some(day) => Date::new(first.year(), first.month(), day).unwrap_or(first),
            None => first.last_of_month(),
        }
    }

    /// The first day it can mean.
    pub(crate) fn first_day(self) -> Date {
        let (month, day) = (self.month.unwrap_or(1), self.day.unwrap_or(1));
        Date::new(self.year, month, day).unwrap_or_else(|_| date(self.year, 1, 1))
    }
}

/// Numbers between these are read as days counted from 30 December 1899, as spreadsheets do
/// (1 January 1990 to 31 December 2099).
const SERIALS: std::ops::RangeInclusive<f64> = 32_874.0..=73_050.0;

/// Reads a cell of a date column; none when it is blank.
pub(crate) fn read(cell: &Cell, order: Order) -> Option<Reading> {
    match cell {
        Cell::Empty => None,
        Cell::Date(at) => Some(Reading::Told(Told::on(at.date()))),
        Cell::Text(text) => read_text(text, order),
        Cell::Number(number) => Some(of_number(*number)),
        Cell::Bool(_) | Cell::Error(_) => Some(Reading::Unread),
    }
}

/// A number of a date column: days counted as spreadsheets do, or digits of a date.
pub(crate) fn of_number(number: f64) -> Reading {
    if SERIALS.contains(&number) {
        #[allow(clippy::cast_possible_truncation, reason = "between 32 874 and 73 050")]
        let days = number.trunc() as i32;
        return Reading::Told(Told::on(date(1899, 12, 30).saturating_add(days.days())));
    }
    let whole = format!("{number}");
    compact(&whole).unwrap_or(Reading::Unread)
}

/// `20240331`, or a year alone.
fn compact(digits: &str) -> Option<Reading> {
    let number = |from: usize, to: usize| digits.get(from..to)?.parse::<i16>().ok();
    let plausible = |year: &i16| (1900..2100).contains(year);
    match digits.len() {
        4 => {
            let year = number(0, 4).filter(plausible)?;
            Some(Reading::Told(Told { year, month: None, day: None }))
        }
        8 => {
            let year = number(0, 4).filter(plausible)?;
            Some(of_parts(year, number(4, 6)?, number(6, 8)?))
        }
        _ => None,
    }
}

/// Reads a text; none when it is blank.
pub(crate) fn read_text(text: &str, order: Order) -> Option<Reading> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let text = without_time(text);
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return Some(Reading::Unread);
    }
    let words: Vec<String> = plain(text).split(' ').map(str::to_owned).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    Some(of_words(bare(&words), order))
}

/// The words of the date itself: without the day of the week, "le", "fin", "vers"…
fn bare<'w>(words: &'w [&'w str]) -> &'w [&'w str] {
    const ABOUT: [&str; 19] = [
        "le", "du", "en", "fin", "debut", "mi", "courant", "vers", "environ", "env", "depuis",
        "on", "in", "early", "late", "mid", "about", "since", "end",
    ];
    // "mar 12 mars 2019" is a Tuesday, "mar 12 2019" a day of March.
    let before_month = |rest: &[&str]| rest.len() != 2 || month_of(rest.first().copied()).is_some();
    let mut words = words;
    while let [first, rest @ ..] = words {
        let weekday = is_weekday(first) && before_month(rest);
        let about = ABOUT.contains(first) && !rest.is_empty();
        if !(about || weekday && !rest.is_empty()) {
            break;
        }
        words = rest;
    }
    words
}

fn month_of(word: Option<&str>) -> Option<i8> {
    month(word?).map(|month| month.number)
}

/// The part before the hour: `2024-03-31T10:00:00Z`, `31/03/2024 10h30`, `… à 14:00`.
fn without_time(text: &str) -> &str {
    let iso = text.get(10..).is_some_and(|rest| rest.starts_with('T') || rest.starts_with('t'));
    if iso && text.is_char_boundary(10) {
        return text.get(..10).unwrap_or(text);
    }
    let clock = text.split_whitespace().find(|word| {
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        (1..=2).contains(&digits)
            && word.as_bytes().get(digits).is_some_and(|byte| matches!(byte, b':' | b'h' | b'H'))
    });
    let before = clock.and_then(|word| text.split_once(word)).map(|(before, _)| before);
    before.map_or(text, |before| {
        let before = before.trim_end();
        ["à", "a", "at", "-"]
            .iter()
            .find_map(|word| before.strip_suffix(word))
            .unwrap_or(before)
            .trim_end()
    })
}

fn is_weekday(word: &str) -> bool {
    word == "le" || days::weekday(word).or_else(|| days::short_weekday(word)).is_some()
}

fn of_words(words: &[&str], order: Order) -> Reading {
    let numbers: Vec<Option<i16>> = words.iter().map(|word| word.parse().ok()).collect();
    match (words, numbers.as_slice()) {
        ([one], _) => compact(one).unwrap_or(Reading::Unread),
        // 2024-03-31
        ([year, ..], [Some(y), Some(m), Some(d)]) if year.len() == 4 => of_parts(*y, *m, *d),
        ([_, _, year], [Some(a), Some(b), Some(y)]) if matches!(year.len(), 2 | 4) => {
            of_two(*a, *b, full_year(*y, year.len()), order)
        }
        // 1 er mars 2024
        ([day, "er" | "st" | "nd" | "rd" | "th", rest @ ..], [Some(_), ..]) if rest.len() == 2 => {
            let joined = [&[*day], rest].concat();
            of_words(&joined, order)
        }
        // 31 mars 2024, 1er mars 2024
        ([day, name, year], [.., Some(y)]) if month_of(Some(name)).is_some() => {
            let day = day.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse::<i16>();
            match (day, month_of(Some(name))) {
                (Ok(day), Some(month)) => of_parts(full_year(*y, year.len()), month.into(), day),
                _ => Reading::Unread,
            }
        }
        // March 31 2024, March 31st 2024
        ([name, day, year], [None, _, Some(y)]) => {
            let day = day.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse::<i16>();
            match (month_of(Some(name)), day) {
                (Some(month), Ok(day)) => of_parts(full_year(*y, year.len()), month.into(), day),
                _ => Reading::Unread,
            }
        }
        // mars 2024, été 2024, T1 2024
        ([name, year], [None, Some(y)]) if matches!(year.len(), 2 | 4) => {
            match month_of(Some(name)).or(season(name)).or(quarter(name)) {
                Some(month) => of_month(full_year(*y, year.len()), month.into()),
                None => Reading::Unread,
            }
        }
        // 03/2024, 2024-03
        ([_, year], [Some(m), Some(y)]) if year.len() == 4 => of_month(*y, *m),
        ([year, _], [Some(y), Some(m)]) if year.len() == 4 => of_month(*y, *m),
        _ => Reading::Unread,
    }
}

/// The last month of `T3`, `Q3`.
fn quarter(word: &str) -> Option<i8> {
    let number = word.strip_prefix(['t', 'q'])?.parse::<i8>().ok()?;
    (1..=4).contains(&number).then_some(3 * number)
}

/// Two-digit years: 00 to 69 are of this century, as spreadsheets read them within reason.
fn full_year(year: i16, digits: usize) -> i16 {
    match (digits, year) {
        (4, _) => year,
        (_, 0..70) => 2000 + year,
        _ => 1900 + year,
    }
}

fn of_parts(year: i16, month: i16, day: i16) -> Reading {
    let (Ok(m), Ok(d)) = (i8::try_from(month), i8::try_from(day)) else {
        return Reading::Impossible;
    };
    match Date::new(year, m, d) {
        Ok(day) if (1900..2200).contains(&day.year()) => Reading::Told(Told::on(day)),
        _ => Reading::Impossible,
    }
}

fn of_month(year: i16, month: i16) -> Reading {
    match i8::try_from(month) {
        Ok(month @ 1..=12) if (1900..2200).contains(&year) => {
            Reading::Told(Told { year, month: Some(month), day: None })
        }
        _ => Reading::Impossible,
    }
}

fn of_two(first: i16, second: i16, year: i16, order: Order) -> Reading {
    let day_first = of_parts(year, second, first);
    let month_first = of_parts(year, first, second);
    match (day_first, month_first, order) {
        (Reading::Told(_), Reading::Told(_), Order::Mixed) if first != second => Reading::Ambiguous,
        (_, Reading::Told(_), Order::MonthFirst) => month_first,
        (Reading::Told(_), ..) => day_first,
        (_, Reading::Told(_), _) => month_first,
        _ => Reading::Impossible,
    }
}

/// The written dates of a column that tell day from month.
pub(crate) fn seen<'a>(cells: impl Iterator<Item = &'a Cell>) -> Seen {
    let mut seen = Seen::default();
    cells.filter_map(Cell::as_text).filter_map(leading).for_each(|date| seen.add(date));
    seen
}

/// Can a written date be read both ways: `04/05/21`?
pub(crate) fn is_open(cell: &Cell) -> bool {
    cell.as_text().is_some_and(|text| is_short(text) && reads_both_ways(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn last(text: &str) -> Option<String> {
        match read_text(text, Order::DayFirst)? {
            Reading::Told(told) => Some(told.last_day().to_string()),
            other => Some(format!("{other:?}")),
        }
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        for (text, want) in [
            ("31/03/2024", "2024-03-31"),
            ("31.03.24", "2024-03-31"),
            ("1-3-2024 10:30", "2024-03-01"),
            ("2024-03-31T10:00:00Z", "2024-03-31"),
            ("31 mars 2024", "2024-03-31"),
            ("1er août 2023", "2023-08-01"),
            ("le lundi 4 sept. 2023 à 14h", "2023-09-04"),
            ("March 31, 2024", "2024-03-31"),
            ("mars 2024", "2024-03-31"),
            ("02/2024", "2024-02-29"),
            ("2021", "2021-12-31"),
            ("20240331", "2024-03-31"),
            ("12/31/2024", "2024-12-31"),
            ("31/02/2024", "Impossible"),
            ("32/13/2024", "Impossible"),
            ("hier", "Unread"),
            ("à rappeler le 4", "Unread"),
        ] {
            assert_eq!(last(text).as_deref(), Some(want), "{text}");
        }
        assert_eq!(last("  "), None);
    }

    #[test]
    fn cells_are_read_as_people_fill_them() {
        let cases = include_str!("../../tests/data/dates/cells.txt");
        let mut wrong = Vec::new();
        let mut all = 0;
        for line in cases.lines().filter(|line| !line.starts_with('#')) {
            let (case, want) = line.split_once(" => ").unwrap();
            let (order, text) = match case.split_once(' ') {
                Some(("us", text)) => (Order::MonthFirst, text),
                Some(("mixed", text)) => (Order::Mixed, text),
                _ => (Order::DayFirst, case),
            };
            let read = match read_text(text, order).unwrap() {
                Reading::Told(told) => told.last_day().to_string(),
                Reading::Impossible => "impossible".to_owned(),
                Reading::Ambiguous => "ambiguous".to_owned(),
                Reading::Unread => "unread".to_owned(),
            };
            all += 1;
            if read != want {
                wrong.push(format!("{line}  BUT  {read}"));
            }
        }
        assert!(wrong.len() * 100 <= all * 2, "{} of {all}\n{}", wrong.len(), wrong.join("\n"));
    }

    #[test]
    fn a_column_tells_the_order_of_its_dates() {
        let cells = |texts: &[&str]| -> Vec<Cell> {
            texts.iter().map(|text| Cell::Text((*text).into())).collect()
        };
        let order_of = |texts: &[&str]| seen(cells(texts).iter()).order();
        assert_eq!(order_of(&["04/05/2021", "25/12/2020"]), Order::DayFirst);
        assert_eq!(order_of(&["04/05/2021", "12/25/2020"]), Order::MonthFirst);
        assert_eq!(order_of(&["25/12/2020", "12/25/2020"]), Order::Mixed);
        assert_eq!(read_text("04/05/2021", Order::Mixed), Some(Reading::Ambiguous));
    }

    #[test]
    fn numbers_count_days_as_spreadsheets_do() {
        let read = |number| read(&Cell::Number(number), Order::DayFirst);
        assert_eq!(read(45_382.0), Some(Reading::Told(Told::on(date(2024, 3, 31)))));
        assert_eq!(read(3.0), Some(Reading::Unread));
    }
}
