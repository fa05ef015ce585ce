//! Checks that tell an identifier from any other digits: keys, lengths, ranges.
//!
//! A pack's `pattern` gives the shape, `check = "…"` names one of these. They get the stretch of
//! text as written, blanks and points included. They never look around it: that is what `near` is
//! for.

mod documents;
mod europe;
mod france;
mod islands;
mod money;

/// Says whether a stretch of text is a real identifier.
pub type Checker = fn(&str) -> bool;

/// Every check, by the name that packs call it by.
pub const ALL: &[(&str, Checker)] = &[
    ("nir", france::nir),
    ("nir-shape", france::nir_shape),
    ("cni", france::cni),
    ("document", documents::document),
    ("rib", france::rib),
    ("iban", money::iban),
    ("iban-shape", money::iban_shape),
    ("card", money::card),
    ("not-phone", money::not_phone),
    ("be-nn", europe::belgian_number),
    ("ch-avs", europe::swiss_avs),
    ("es-nif", europe::spanish_nif),
    ("it-cf", europe::italian_code),
    ("gb-nino", islands::national_insurance),
    ("gb-nhs", islands::nhs),
    ("ie-pps", islands::pps),
];

/// The checker that packs call by this name.
#[must_use]
pub fn by_name(name: &str) -> Option<Checker> {
    ALL.iter().find(|(known, _)| *known == name).map(|(_, checker)| *checker)
}

/// The digits of a text, as numbers.
fn digits(text: &str) -> Vec<u32> {
    text.chars().filter_map(|c| c.to_digit(10)).collect()
}

/// Letters (upper case) and digits of a text.
fn compact(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

/// The number that digits write; none past 19 digits.
fn number(digits: &[u32]) -> Option<u64> {
    let value = |sum: u64, &digit: &u32| sum.checked_mul(10)?.checked_add(u64::from(digit));
    digits.iter().try_fold(0, value)
}

/// Sum of digits, each with its weight.
fn weighted(digits: &[u32], weights: &[u32]) -> u32 {
    digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum()
}
