//! The only place where the program asks what time it is.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Gives the present moment; tests give it a moment of their own.
#[derive(Clone, Copy, Debug)]
pub enum Clock {
    /// The computer's clock.
    System,
    /// Always the same moment.
    Fixed(Timestamp),
}

impl Clock {
    /// The present moment.
    #[must_use]
    pub fn now(self) -> Timestamp {
        match self {
            Self::System => Timestamp::now(),
            Self::Fixed(at) => at,
        }
    }

    /// The present day, where the computer is.
    #[must_use]
    pub fn today(self) -> Date {
        let zone = match self {
            Self::System => TimeZone::system(),
            Self::Fixed(_) => TimeZone::UTC,
        };
        zone.to_datetime(self.now()).date()
    }
}
