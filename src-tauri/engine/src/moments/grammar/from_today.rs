//! Days told from today: `hier`, `il y a trois mois`, `3 weeks ago`, `next Monday`.

use super::written::Written;
use super::{Found, Grammar};
use crate::moments::calendar::{Unit, unit};
use crate::moments::pieces::What;
use crate::text::days;

impl Grammar<'_> {
    fn amount(&self, at: usize) -> Option<i32> {
        match &self.pieces.get(at)?.what {
            What::Number(value, 1 | 2) => i32::try_from(*value).ok(),
            What::Word(word) if word == "a" => Some(1),
            What::Word(word) => days::number(word),
            _ => None,
        }
    }

    /// `3 weeks ago`.
    pub(super) fn ago(&self, at: usize) -> Option<Found> {
        let unit = unit(self.word(at + 1)?)?;
        let amount = self.amount(at)?;
        (self.word(at + 2) == Some("ago")).then_some((Written::Shift(-amount, unit), 3))
    }

    pub(super) fn relative(&self, at: usize, word: &str) -> Option<Found> {
        let next = self.word(at + 1);
        let day = |days: i32, taken: usize| Some((Written::Shift(days, Unit::Day), taken));
        match (word, next) {
            ("hier" | "yesterday", _) => return day(-1, 1),
            ("avant", None) if self.word(at + 2) == Some("hier") => return day(-2, 3),
            ("avant", Some("hier")) => return day(-2, 2),
            ("aujourd", _) => return day(0, 3),
            ("today", _) => return day(0, 1),
            ("ce" | "this", Some("jour" | "matin" | "midi" | "soir" | "morning" | "afternoon")) => {
                return day(0, 2);
            }
            ("demain" | "tomorrow", _) => return day(1, 1),
            ("il", Some("y")) if self.word(at + 2) == Some("a") => {
                let about = usize::from(self.word(at + 3) == Some("environ"));
                let amount = self.amount(at + 3 + about)?;
                let unit = unit(self.word(at + 4 + about)?)?;
                return Some((Written::Shift(-amount, unit), 5 + about));
            }
            ("dans" | "in", _) => {
                let (amount, unit) = (self.amount(at + 1)?, unit(self.word(at + 2)?)?);
                return Some((Written::Shift(amount, unit), 3));
            }
            ("last", Some(named)) => return whole(named, -1),
            ("next", Some(named)) => return whole(named, 1),
            _ => {}
        }
        self.ago(at).or_else(|| match next? {
            "dernier" | "derniere" | "passe" | "passee" => whole(word, -1),
            "prochain" | "prochaine" => whole(word, 1),
            _ => None,
        })
    }
}

/// `semaine dernière`, `next Monday`: two words.
fn whole(named: &str, way: i32) -> Option<Found> {
    let of_week = days::weekday(named).map(|day| Written::Weekday(way, day));
    let of_unit = || unit(named).filter(|unit| *unit != Unit::Day).map(|u| Written::Whole(way, u));
    Some((of_week.or_else(of_unit)?, 2))
}
