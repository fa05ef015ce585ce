//! Terms that the law sets: a month to answer a person (GDPR 12(3)), 72 hours to notify a breach
//! (GDPR 33(1)).

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

/// Hours to notify the authority, from becoming aware.
const BREACH_HOURS: i64 = 72;

/// The last day to answer a request received on that day: one month, or three when the person was
/// told within the first that it takes two more (told later, nothing is gained). A month without that
/// day ends on its last.
#[must_use]
pub fn request(received: Date, told: Option<Date>) -> Date {
    let after = |months: i64| received.checked_add(months.months()).unwrap_or(Date::MAX);
    match told.is_some_and(|day| day <= after(1)) {
        true => after(3),
        false => after(1),
    }
}

/// The last moment to notify a breach that was found at that one.
#[must_use]
pub fn breach(found: Timestamp) -> Timestamp {
    found.checked_add(BREACH_HOURS.hours()).unwrap_or(Timestamp::MAX)
}

/// Whole hours left until a moment; negative once it is past.
#[must_use]
pub fn hours_left(until: Timestamp, now: Timestamp) -> i64 {
    until.as_second().saturating_sub(now.as_second()).div_euclid(3600)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_month_is_a_month_whatever_its_length() {
        assert_eq!(request(date(2026, 11, 25), None), date(2026, 12, 25));
        assert_eq!(request(date(2027, 1, 31), None), date(2027, 2, 28));
        assert_eq!(request(date(2028, 1, 31), None), date(2028, 2, 29));
    }

    #[test]
    fn more_time_is_only_had_when_it_is_told_within_the_month() {
        let told = |month, day| request(date(2026, 11, 30), Some(date(2026, month, day)));
        assert_eq!(told(12, 30), date(2027, 2, 28));
        assert_eq!(told(12, 31), date(2026, 12, 30));
    }

    #[test]
    fn the_clock_of_a_breach_runs_on_week_ends_too() {
        let found: Timestamp = "2026-11-27T18:30:00Z".parse().unwrap();
        let until = breach(found);
        assert_eq!(until, "2026-11-30T18:30:00Z".parse().unwrap());
        let later = |text: &str| hours_left(until, text.parse().unwrap());
        assert_eq!(later("2026-11-28T18:30:00Z"), 48);
        assert_eq!(later("2026-11-30T18:00:00Z"), 0);
        assert_eq!(later("2026-11-30T18:31:00Z"), -1);
    }
}
