//! Terms that the law sets: a month to answer a person (GDPR 12(3)), 72 hours to notify a breach
//! (GDPR 33(1)).

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

/// Hours to notify the authority, from becoming aware.
const BREACH_HOURS: i64 = 72;

/// The last day to answer a request received on that day: one month, or three when it was extended
/// (two more, and the person was told within the first). A month without that day ends on its last.
#[must_use]
pub fn request(received: Date, extended: bool) -> Date {
    let months = if extended { 3 } else { 1 };
    received.checked_add(months.months()).unwrap_or(Date::MAX)
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
        assert_eq!(request(date(2026, 11, 25), false), date(2026, 12, 25));
        assert_eq!(request(date(2027, 1, 31), false), date(2027, 2, 28));
        assert_eq!(request(date(2028, 1, 31), false), date(2028, 2, 29));
        assert_eq!(request(date(2026, 11, 30), true), date(2027, 2, 28));
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
