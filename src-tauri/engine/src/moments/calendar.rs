//! Names that calendars use, in French and English: months, seasons, units of time.

use crate::text::slip::one_slip;

/// What a month's name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Month {
    /// 1 to 12.
    pub(crate) number: i8,
    /// English alone: a number after it is a day.
    pub(super) english: bool,
    /// Also an ordinary word (mars, mai, march, may): a month only beside a number or after `en`.
    pub(super) word: bool,
}

/// Full names and abbreviations by month: French, English, both.
const MONTHS: [(&[&str], &[&str], &[&str]); 12] = [
    (&["janvier", "janv", "jv"], &["january"], &["jan"]),
    (&["fevrier", "fevr", "fev"], &["february", "feb"], &[]),
    (&["mars"], &["march"], &["mar"]),
    (&["avril", "avr"], &["april", "apr"], &[]),
    (&["mai"], &["may"], &[]),
    (&["juin"], &["june", "jun"], &[]),
    (&["juillet", "juil", "juill"], &["july", "jul"], &[]),
    (&["aout"], &["august", "aug"], &[]),
    (&["septembre"], &["september", "sep"], &["sept"]),
    (&["octobre"], &["october"], &["oct"]),
    (&["novembre"], &["november"], &["nov"]),
    (&["decembre"], &["december"], &["dec"]),
];

/// The month that a folded word names, one typing error forgiven in the longer ones.
pub(crate) fn month(word: &str) -> Option<Month> {
    // Nearly every word of a note is asked about.
    if word.len() > LONGEST + 1 {
        return None;
    }
    let exact = word.starts_with(FIRST_LETTERS).then(|| find(|name| name == word)).flatten();
    exact.or_else(|| {
        let long = word.len() >= 6;
        long.then(|| find(|name| name.len() >= 6 && near(name, word))).flatten()
    })
}

/// First letters of the months, and letters of the longest one.
const FIRST_LETTERS: [char; 8] = ['a', 'd', 'f', 'j', 'm', 'n', 'o', 's'];
const LONGEST: usize = 9;

fn find(fits: impl Fn(&str) -> bool) -> Option<Month> {
    (1i8..).zip(MONTHS).find_map(|(number, (french, english, both))| {
        let is = |list: &[&str]| list.iter().any(|name| fits(name));
        let english = is(english);
        let any = english || is(french) || is(both);
        let word = matches!(number, 3 | 5);
        any.then_some(Month { number, english, word })
    })
}

/// Do two words differ by one letter, missing, added, changed or swapped with its neighbour?
fn near(a: &str, b: &str) -> bool {
    // One slip leaves the head of a word or its end as it was.
    let head = a.bytes().take(2).eq(b.bytes().take(2));
    let end = a.bytes().rev().take(2).eq(b.bytes().rev().take(2));
    (head || end) && one_slip(a, b)
}

/// The last month of a season.
pub(crate) fn season(word: &str) -> Option<i8> {
    match word {
        "printemps" | "spring" => Some(6),
        "ete" | "summer" => Some(9),
        "automne" | "autumn" | "fall" => Some(12),
        "hiver" | "winter" => Some(3),
        _ => None,
    }
}

/// A length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Month,
    Year,
}

/// The unit that a folded word names.
pub(super) fn unit(word: &str) -> Option<Unit> {
    match word {
        "jour" | "jours" | "day" | "days" => Some(Unit::Day),
        "semaine" | "semaines" | "week" | "weeks" => Some(Unit::Week),
        "mois" | "month" | "months" => Some(Unit::Month),
        "an" | "ans" | "annee" | "annees" | "year" | "years" => Some(Unit::Year),
        _ => None,
    }
}
