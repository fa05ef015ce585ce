//! From what is written to days of the calendar: years that are not told, days told from another.

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};

use super::calendar::Unit;
use super::grammar::Written;
use super::{Found, Frame, Kind, When};

/// A note may tell a day shortly before the one its row tells.
const EARLIER: i32 = 60;

/// The days of a note, in order.
pub(super) fn all(found: &[Found], frame: Frame) -> Vec<Option<When>> {
    let mut whens: Vec<Option<When>> = Vec::new();
    for (at, one) in found.iter().enumerate() {
        let before = whens.iter().rev().flatten().find(|when| when.first <= frame.as_of).copied();
        let later = found.get(at + 1..).unwrap_or_default();
        let after = later.iter().find_map(|next| told(next.written));
        whens.push(when(one, frame, before, after));
    }
    whens
}

/// What is told without help.
fn told(written: Written) -> Option<When> {
    let exactly = |day: Date| Some(When { first: day, last: day, year_told: true });
    match written {
        Written::Day { year: Some(year), month, day } => exactly(Date::new(year, month, day).ok()?),
        Written::Month { year: Some(year), month } => of_month(year, month, true),
        Written::Year(year) => Some(When {
            first: Date::new(year, 1, 1).ok()?,
            last: Date::new(year, 12, 31).ok()?,
            year_told: true,
        }),
        Written::Week { year, week } => {
            let monday = ISOWeekDate::new(year, week, Weekday::Monday).ok()?.date();
            Some(When { first: monday, last: monday.saturating_add(6.days()), year_told: true })
        }
        _ => None,
    }
}

fn of_month(year: i16, month: i8, year_told: bool) -> Option<When> {
    let first = Date::new(year, month, 1).ok()?;
    Some(When { first, last: first.last_of_month(), year_told })
}

fn when(one: &Found, frame: Frame, before: Option<When>, after: Option<When>) -> Option<When> {
    let base = frame.anchor.unwrap_or(frame.as_of);
    match one.written {
        Written::Day { year: None, month, day } => {
            let of_year = |year| {
                let day = Date::new(year, month, day).ok()?;
                Some(When { first: day, last: day, year_told: false })
            };
            yearless(&of_year, one.kind, frame, before, after)
        }
        Written::Month { year: None, month } => {
            yearless(&|year| of_month(year, month, false), one.kind, frame, before, after)
        }
        Written::Shift(amount, unit) => {
            let amount = i64::from(amount);
            let span = match unit {
                Unit::Day => amount.days(),
                Unit::Week => amount.weeks(),
                Unit::Month => amount.months(),
                Unit::Year => amount.years(),
            };
            let day = base.saturating_add(span);
            Some(When { first: day, last: day, year_told: frame.anchor.is_some() })
        }
        Written::Whole(way, unit) => whole(base, way, unit),
        Written::Weekday(way, weekday) => {
            let today = i32::from(base.weekday().to_monday_zero_offset());
            let away = (i32::from(weekday) - today).rem_euclid(7);
            let days = match (way > 0, away) {
                (true, 0) => 7,
                (true, away) => away,
                (false, away) => away - 7,
            };
            let day = base.saturating_add(i64::from(days).days());
            Some(When { first: day, last: day, year_told: frame.anchor.is_some() })
        }
        written => told(written),
    }
}

/// Last week, next month, last year: the whole of it.
fn whole(base: Date, way: i32, unit: Unit) -> Option<When> {
    let way = i64::from(way);
    match unit {
        Unit::Month => {
            let month = base.first_of_month().saturating_add(way.months());
            of_month(month.year(), month.month(), true)
        }
        Unit::Year => told(Written::Year(base.saturating_add(way.years()).year())),
        Unit::Day | Unit::Week => {
            let back = i64::from(base.weekday().to_monday_zero_offset());
            let monday = base.saturating_sub(back.days()).saturating_add(way.weeks());
            Some(When { first: monday, last: monday.saturating_add(6.days()), year_told: true })
        }
    }
}

/// The year of a day told without it: that of the days around it in the note, else of the row, else
/// the latest that is past (the next one for what is planned).
fn yearless(
    of_year: &dyn Fn(i16) -> Option<When>,
    kind: Kind,
    frame: Frame,
    before: Option<When>,
    after: Option<When>,
) -> Option<When> {
    let from =
        |day: Date| (day.year()..=day.year() + 8).filter_map(of_year).find(|w| w.last >= day);
    let back = |day: Date| (0..8).filter_map(|n| of_year(day.year() - n)).find(|w| w.first <= day);
    let past = |when: &When| when.first <= frame.as_of;
    let anchor = frame.anchor.map(|day| day.saturating_sub(EARLIER.days()));
    if kind == Kind::Planned {
        return from(before.map(|when| when.first).or(frame.anchor).unwrap_or(frame.as_of));
    }
    before
        .and_then(|when| from(when.first))
        .filter(past)
        .or_else(|| after.and_then(|when| back(when.last)))
        .or_else(|| anchor.and_then(from).filter(past))
        .or_else(|| back(frame.as_of))
}
