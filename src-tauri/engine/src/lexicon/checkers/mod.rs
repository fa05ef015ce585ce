//! Checks that tell an identifier from any other digits: keys, lengths, ranges.

/// Says whether a stretch of text (as written, blanks and points included) is a real identifier.
pub type Checker = fn(&str) -> bool;

/// The checker that packs call by this name.
#[must_use]
pub fn by_name(name: &str) -> Option<Checker> {
    match name {
        "luhn" => Some(|text| luhn(&digits(text))),
        _ => None,
    }
}

/// The digits of a text, as numbers.
fn digits(text: &str) -> Vec<u32> {
    text.chars().filter_map(|c| c.to_digit(10)).collect()
}

/// ISO/IEC 7812-1 check digit.
fn luhn(digits: &[u32]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(index, &digit)| match index % 2 {
            0 => digit,
            _ if digit > 4 => digit * 2 - 9,
            _ => digit * 2,
        })
        .sum();
    digits.len() > 1 && sum.is_multiple_of(10)
}
