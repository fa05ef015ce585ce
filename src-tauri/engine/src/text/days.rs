//! Names of days and numbers, French and English, folded.

/// Days of the week, Monday first: their names, their abbreviations.
const DAYS: [([&str; 2], &[&str]); 7] = [
    (["lundi", "monday"], &["lun", "mon"]),
    (["mardi", "tuesday"], &["tue", "tues"]),
    (["mercredi", "wednesday"], &["mer", "wed"]),
    (["jeudi", "thursday"], &["jeu", "thu", "thur", "thurs"]),
    (["vendredi", "friday"], &["ven", "fri"]),
    (["samedi", "saturday"], &["sam", "sat"]),
    (["dimanche", "sunday"], &["dim", "sun"]),
];

/// The day of the week that a word names, Monday first: 0 to 6.
#[must_use]
pub(crate) fn weekday(word: &str) -> Option<i8> {
    (0..).zip(DAYS).find_map(|(at, (names, _))| names.contains(&word).then_some(at))
}

/// The day of the week that a word abbreviates, Monday first: 0 to 6.
#[must_use]
pub(crate) fn short_weekday(word: &str) -> Option<i8> {
    (0..).zip(DAYS).find_map(|(at, (_, short))| short.contains(&word).then_some(at))
}

/// A whole number in one word: 1 to 20, tens, a hundred, a thousand.
#[must_use]
pub(crate) fn number(word: &str) -> Option<i32> {
    let value = match word {
        "un" | "une" | "one" => 1,
        "deux" | "two" => 2,
        "trois" | "three" => 3,
        "quatre" | "four" => 4,
        "cinq" | "five" => 5,
        "six" => 6,
        "sept" | "seven" => 7,
        "huit" | "eight" => 8,
        "neuf" | "nine" => 9,
        "dix" | "ten" => 10,
        "onze" | "eleven" => 11,
        "douze" | "twelve" => 12,
        "treize" | "thirteen" => 13,
        "quatorze" | "fourteen" => 14,
        "quinze" | "fifteen" => 15,
        "seize" | "sixteen" => 16,
        "vingt" | "twenty" => 20,
        "trente" | "thirty" => 30,
        "quarante" | "forty" => 40,
        "cinquante" | "fifty" => 50,
        "soixante" | "sixty" => 60,
        "cent" | "hundred" => 100,
        "mille" | "thousand" => 1000,
        _ => return None,
    };
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_numbers_have_one_value_in_both_languages() {
        assert_eq!(
            (weekday("lundi"), weekday("monday"), weekday("lundis")),
            (Some(0), Some(0), None)
        );
        assert_eq!(
            (short_weekday("dim"), short_weekday("thurs"), short_weekday("mar")),
            (Some(6), Some(3), None)
        );
        assert_eq!(
            (number("quinze"), number("fifteen"), number("mars")),
            (Some(15), Some(15), None)
        );
    }
}
