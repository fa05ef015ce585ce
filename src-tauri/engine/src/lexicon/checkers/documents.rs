//! Numbers of papers of any country, told by the words before them.

use super::{compact, digits};

/// Letters and digits of the shortest number of a paper, and of the longest.
const SHORTEST: usize = 6;
const LONGEST: usize = 20;
/// Digits that it holds, at least.
const FEWEST_DIGITS: usize = 4;

/// May it be the number of a passport, a licence, a card or a permit: letters and digits, most often more of the latter,
/// that are no measures ("110x220")?
pub(super) fn document(text: &str) -> bool {
    let id = compact(text);
    let measures = id.split_once('X').is_some_and(|(a, b)| {
        let number = |side: &str| !side.is_empty() && side.bytes().all(|b| b.is_ascii_digit());
        number(a) && number(b)
    });
    (SHORTEST..=LONGEST).contains(&id.len()) && digits(text).len() >= FEWEST_DIGITS && !measures
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_papers_are_long_and_no_measures() {
        for id in ["NX8R21K40", "1EG4-TE5-MK73", "A 214-807-553", "XB 482913", "9903417RTX"] {
            assert!(document(id), "{id}");
        }
        for other in ["2027", "110x220", "BLUE", "12", "123456789012345678901"] {
            assert!(!document(other), "{other}");
        }
    }
}
