//! A day as a note writes it, and what makes one of figures.

use crate::moments::calendar::Unit;
use crate::moments::order::Order;

/// A day as it is written; years of two digits are made whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::moments) enum Written {
    /// A day, its year told or not.
    Day { year: Option<i16>, month: i8, day: i8 },
    /// A month, its year told or not.
    Month { year: Option<i16>, month: i8 },
    /// A year.
    Year(i16),
    /// A week of the calendar (ISO 8601).
    Week { year: i16, week: i8 },
    /// So many units before (negative) or after another day.
    Shift(i32, Unit),
    /// The last one (negative) or the next one, as a whole: last week, next month.
    Whole(i32, Unit),
    /// The last (negative) or next Monday (0) to Sunday (6).
    Weekday(i32, i8),
    /// Written as a date, but of no calendar.
    Impossible,
}

/// A year of our time; none for other numbers.
pub(super) fn year_of(value: u32) -> Option<i16> {
    i16::try_from(value).ok().filter(|year| (1900..2200).contains(year))
}

/// Is there such a day?
pub(super) fn exists(year: i16, month: i8, day: i8) -> bool {
    jiff::civil::Date::new(year, month, day).is_ok()
}

/// A day with its year, if there is one of that kind.
pub(super) fn day_of(year: i16, month: i8, day: i8) -> Written {
    if exists(year, month, day) {
        Written::Day { year: Some(year), month, day }
    } else {
        Written::Impossible
    }
}

/// The same of figures as they are read.
pub(super) fn day(year: i16, month: u32, day: u32) -> Written {
    match (i8::try_from(month), i8::try_from(day)) {
        (Ok(month), Ok(day)) => day_of(year, month, day),
        _ => Written::Impossible,
    }
}

/// In the order of the note, swapped where only that exists. None for numbers too far from a date.
pub(super) fn day_or_swapped(year: i16, first: u32, second: u32, order: Order) -> Option<Written> {
    let (told, swapped) = match order {
        Order::MonthFirst => (day(year, first, second), day(year, second, first)),
        Order::DayFirst | Order::Mixed => (day(year, second, first), day(year, first, second)),
    };
    if told != Written::Impossible {
        return Some(told);
    }
    let near = first <= 39 && second <= 39;
    near.then_some(swapped)
}
