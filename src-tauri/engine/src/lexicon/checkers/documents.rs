//! Numbers of papers of any country, told by the words before them.

use super::{compact, digits};

/// Letters and digits of the shortest number of a paper, and of the longest.
const SHORTEST: usize = 6;
const LONGEST: usize = 20;
/// Digits that it holds, at least: beside letters, and alone.
const FEWEST_DIGITS: usize = 4;
const FEWEST_ALONE: usize = 7;

/// May it be the number of a passport, a licence, a card or a permit: letters and digits, most often more of the latter,
/// that are no measures ("110x220"), no day and no telephone number?
pub(super) fn document(text: &str) -> bool {
    let id = compact(text);
    let number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let measures = id.contains('X') && id.split('X').all(number);
    let fewest = if number(&id) { FEWEST_ALONE } else { FEWEST_DIGITS };
    (SHORTEST..=LONGEST).contains(&id.len())
        && digits(text).len() >= fewest
        && !(measures || number(&id) && (is_day(text) || is_telephone(text)))
}

/// The lengths of the groups of digits of a number.
fn groups(text: &str) -> Vec<usize> {
    let parts = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    parts.map(str::len).collect()
}

/// A day, its month and its year, in that order or the other: "12.03.2027".
fn is_day(text: &str) -> bool {
    matches!(*groups(text), [1 | 2, 1 | 2, 2 | 4] | [4, 1 | 2, 1 | 2])
}

/// Ten or eleven digits from 0 on, in one, in twos, or as in Britain: "06 12 34 56 78", "07700 900123".
fn is_telephone(text: &str) -> bool {
    let grouped = matches!(
        *groups(text),
        [10 | 11] | [2, 2, 2, 2, 2] | [5, 6] | [4, 7] | [3, 8] | [5, 3, 3] | [3 | 4, 4 | 3, 4]
    );
    text.trim_start().starts_with('0') && grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_papers_are_long_and_no_measures() {
        for id in [
            "NX8R21K40",
            "1EG4-TE5-MK73",
            "A 214-807-553",
            "XB 482913",
            "9903417RTX",
            "0123 456 789",
        ] {
            assert!(document(id), "{id}");
        }
        let phones = ["06 12 34 56 78", "0612345678", "07700 900123", "020 7946 0018"];
        let days = ["12.03.2027", "12-03-2027", "2027-03-12"];
        let others = ["2027", "110x220", "110x220x30", "BLUE", "12", "6 69400"];
        for other in [&phones[..], &days, &others, &["123456789012345678901"]].concat() {
            assert!(!document(other), "{other}");
        }
    }
}
